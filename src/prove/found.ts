import { kernel, leaveMemory, numbers, reserveBytes } from '../cluster/kernel';
import { HEAP, MOST_STATES } from '../cluster/kernel-code';
import { waiting } from '../cluster/learned';

/** The states that were found, in the kernel's memory: a table that finds them (kernel/assembly/states.ts), and behind it their rows. */
export interface Found {
  readonly words: number;
  /** How many there are. */
  states: number;
  /** The table has 2 to the power of this many places. */
  bits: number;
}

const SMALLEST_TABLE_BITS = 12;
/** Up to so many places a table grows steeply: one that is filled anew rarely is worth some megabytes. */
const STEEP_BITS = 20;
/** Rows of so many numbers are worth copying: the next search has the memory. */
const FEW_NUMBERS = 1 << 20;

/** Where the rows begin in the kernel's memory, in bytes. */
export const rowsAt = ({ bits }: Pick<Found, 'bits'>): number => HEAP + (4 << bits);

/** Begins with no states. */
export function nothingFound(words: number): Found {
  const found = { words, states: 0, bits: SMALLEST_TABLE_BITS };
  kernel();
  reserveBytes(rowsAt(found));
  fill(found);
  return found;
}

function fill(found: Found): void {
  kernel().fillTable(found.words, HEAP, found.bits, rowsAt(found), found.states);
}

/**
 * Makes room for so many states more, at most three quarters of the table's places. When it grows, the rows move behind it.
 *
 * @returns false where the memory has no such room, or numbers have none
 */
export function reserveStates(found: Found, more: number): boolean {
  const states = found.states + more;
  if (states > MOST_STATES) return false;
  const from = rowsAt(found);
  let { bits } = found;
  while (states * 4 > 3 << bits) bits += bits < STEEP_BITS ? 3 : 1;
  if (!reserveBytes(rowsAt({ bits }) + 4 * found.words * states)) return false;
  if (bits === found.bits) return true;
  found.bits = bits;
  kernel().move(rowsAt(found), from, 4 * found.words * found.states);
  fill(found);
  return true;
}

/** Finds the successors that wait among the states, or adds them: there is room. */
export function insertWaiting(found: Found): void {
  found.states = kernel().insert(found.words, waiting(), HEAP, found.bits, rowsAt(found), found.states);
}

/** All rows, for good. */
export function keepRows(found: Found): Int32Array {
  const rows = new Int32Array(numbers().buffer, rowsAt(found), found.words * found.states);
  if (rows.length <= FEW_NUMBERS) return rows.slice();
  leaveMemory();
  return rows;
}
