import type { Machine } from './machine';
import { wholeNumber } from './whole-number';
import { kernel } from '../cluster/kernel';
import { NoAddressSpace } from '../cluster/webassembly';
import type { Stop } from '../prove/explore-shape';

/** As commander gives them. */
export interface BoundFlags {
  readonly timeout?: string;
  readonly maxMemory?: string;
}

/** What a run must not pass. Numbers only: threads hand it to each other. */
export interface Bounds {
  /** When the time is over, in milliseconds of the machine's clock. */
  readonly deadline: number;
  /** Bytes. */
  readonly memory: number;
}

/** Of the memory that there is, the rest is for others. */
const SHARE = 0.75;
const MEBIBYTE = 2 ** 20;

export function boundsIn(flags: BoundFlags, machine: Machine): Bounds {
  return {
    deadline: flags.timeout === undefined ? Infinity : machine.now() + 1000 * wholeNumber('--timeout', flags.timeout, 1),
    memory: flags.maxMemory === undefined ? SHARE * machine.memory : MEBIBYTE * wholeNumber('--max-memory', flags.maxMemory, 1),
  };
}

/** What the states of an ordinary scenario take, with all that is asked of them. */
const ROOM = 64 * MEBIBYTE;
/** A round number is enough: what a process takes is never twice the same. */
const STEP = 100 * MEBIBYTE;

/** What to say of a bound that is met before there is any state, as explorations stop at half of it. The report does not: what a process takes is no matter of what is proved. */
export function noRoom(flags: BoundFlags, machine: Machine): string | undefined {
  const { memory } = boundsIn(flags, machine);
  const used = machine.memoryUsed();
  if (used <= memory / 2) return noAddressSpace();
  const mebibytes = (bytes: number): number => Math.round(bytes / MEBIBYTE);
  const bound = flags.maxMemory === undefined ? `three quarters of the memory that there is (${mebibytes(memory)} MiB) leave` : `--max-memory ${flags.maxMemory} leaves`;
  return `${bound} no room: the process takes ${mebibytes(used)} MiB before it has a state, and explorations stop at half of the bound, so what is not known yet is BOUNDED: `
    + `write --max-memory ${mebibytes(STEP * Math.ceil(2 * (used + ROOM) / STEP))} or more`;
}

function noAddressSpace(): string | undefined {
  try {
    kernel();
    return undefined;
  } catch (error) {
    if (error instanceof NoAddressSpace) return `${error.message}. What is not known yet is BOUNDED`;
    throw error;
  }
}

/** How often the memory is looked at, in milliseconds: to ask for it is a call into the system. */
const MEMORY_EVERY = 20;

/**
 * Asked by explorations all the time whether they are to stop. They stop at half of the memory: what is asked of a graph once it is complete takes about as much
 * again.
 */
export function stopAt({ deadline, memory }: Bounds, { now, memoryUsed, interrupted }: Pick<Machine, 'now' | 'memoryUsed' | 'interrupted'>): Stop {
  let looked = -Infinity;
  let full = false;
  return () => {
    if (interrupted()) return 'interrupted';
    const time = now();
    if (time >= deadline) return 'out of time';
    if (time - looked >= MEMORY_EVERY) {
      looked = time;
      full = memoryUsed() > memory / 2;
    }
    return full ? 'out of memory' : undefined;
  };
}
