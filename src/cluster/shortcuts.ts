import { numbers } from './kernel';
import { MOST_GROUPS, MOST_PLACES, SHORTCUTS, SHORTCUTS_OF, SHORTCUTS_ROOM } from './kernel-code';
import { maskOf, shiftOf, wordOf } from './layout';

/**
 * Walking a tree (learned.ts) means waiting for one look after the other. Where all that a group of steps ever looked at has few bits together, these bits are the place of the leaf in a
 * second table, which the kernel fills as it comes upon leaves. What a group looks at can only grow, a few times; then it gets a new, empty table.
 */
const MOST_BITS = 12;

const places = new Int32Array(MOST_GROUPS * MOST_PLACES);
/** How many places a group looks at, or one more than there is room for. */
const counts = new Int32Array(MOST_GROUPS);
/** Where the next table begins, in numbers. */
let end = 0;

// What the kernel reads of each group, in numbers: see kernel/assembly/memory.ts.
const ENTRY = 16;
const MASKS = 1;
const WORDS = MASKS + MOST_PLACES;
const ROTATIONS = WORDS + MOST_PLACES;

/** Forgets those of another problem. */
export function forgetShortcuts(): void {
  const memory = numbers();
  memory.fill(0, SHORTCUTS >> 2, (SHORTCUTS >> 2) + end);
  memory.fill(0, SHORTCUTS_OF >> 2, (SHORTCUTS_OF >> 2) + MOST_GROUPS * ENTRY);
  counts.fill(0);
  end = 0;
}

/** Gives the group a table of leaves for all places that it looks at, this one too. */
export function addToShortcut(group: number, place: number): void {
  const first = group * MOST_PLACES;
  const count = counts[group];
  if (count > MOST_PLACES || places.subarray(first, first + count).includes(place)) return;
  counts[group]++;
  const entry = (SHORTCUTS_OF >> 2) + group * ENTRY;
  numbers().fill(0, entry, entry + ENTRY);
  if (count === MOST_PLACES) return;
  places[first + count] = place;
  let bits = 0;
  for (let n = 0; n <= count; n++) bits += widthOf(places[first + n]);
  if (bits > MOST_BITS || end + (1 << bits) > SHORTCUTS_ROOM) return;
  writeEntry(entry, first, count + 1);
  end += 1 << bits;
}

function writeEntry(entry: number, first: number, count: number): void {
  const memory = numbers();
  memory[entry] = SHORTCUTS + 4 * end;
  for (let n = 0, bit = 0; n < count; n++) {
    const place = places[first + n];
    memory[entry + MASKS + n] = maskOf(place) << bit;
    memory[entry + WORDS + n] = 4 * wordOf(place);
    memory[entry + ROTATIONS + n] = shiftOf(place) - bit & 31;
    bit += widthOf(place);
  }
}

/** All bits of a mask are set. */
const widthOf = (place: number): number => 32 - Math.clz32(maskOf(place));
