import { readSync, writeSync } from 'fs';
import { styleText } from 'util';
import type { Machine } from './machine';
import { UsageError } from './usage-error';
import { LIMITS } from '../manifest/limits';
import { PLAIN, type Palette } from '../report/palette';

/** All of the surroundings that the commands touch, besides files. */
export interface Terminal {
  readonly out: (text: string) => void;
  readonly error: (text: string) => void;
  readonly stdin: () => Uint8Array;
  /** For what is written to `out`. */
  readonly palette: Palette;
  /** Shows how far a proof is, on a line that is written over. Nothing where nobody watches. */
  readonly progress?: (line: string) => void;
  /** Whether to print a stack trace when the fault is ours. */
  readonly debug: boolean;
  /** The clock, the memory and the other threads. Without it, a run has no bounds but those of its states. */
  readonly machine?: Machine;
}

/** What the process knows of its streams, and its threads do not. */
export interface Streams {
  readonly colours: boolean;
  /** The width of the terminal where somebody watches. */
  readonly watchedColumns?: number;
}

/** Asks what the streams are, and has their errors told. For the main thread: all others write through it. */
export function processStreams(): Streams {
  for (const stream of [process.stdout, process.stderr]) stream.on('error', closedOrFull);
  return {
    colours: process.stdout.isTTY && !process.env.NO_COLOR,
    ...process.stderr.isTTY && !process.env.CI ? { watchedColumns: process.stderr.columns ?? 80 } : {},
  };
}

export function terminalOn({ colours, watchedColumns }: Streams): Terminal {
  return {
    out: (text) => void process.stdout.write(text),
    error: (text) => void process.stderr.write(text),
    stdin: () => readAll(0),
    palette: colours ? COLOURS : PLAIN,
    ...watchedColumns === undefined ? {} : { progress: (line: string) => writeNow(`\r\u001b[K${line.slice(0, watchedColumns - 1)}`) },
    debug: Boolean(process.env.DEBUG),
  };
}

/** A thread's stream only takes the next piece when its event loop turns, which it does not during a proof. That a line of progress gets lost is no harm. */
function writeNow(line: string): void {
  try {
    writeSync(2, line);
  } catch {
    // The next line says the same.
  }
}

/** Input and output that fail are the caller's to put right. */
const UNWRITABLE = 2;

/**
 * Whoever pipes us into `head` has read enough: that is no fault, and it does not change what was proved. A full disk is another matter:
 * nobody may take half a report for a whole one.
 */
function closedOrFull(error: NodeJS.ErrnoException): void {
  if (error.code === 'EPIPE') return;
  process.exitCode = UNWRITABLE;
  try {
    writeSync(2, `error: the output cannot be written: ${error.code}\n`);
  } catch {
    // There is nobody left to tell; the exit code says it.
  }
}

const COLOURS: Palette = {
  strong: (text) => styleText('bold', text),
  faint: (text) => styleText('dim', text),
  good: (text) => styleText('green', text),
  bad: (text) => styleText(['bold', 'red'], text),
  doubtful: (text) => styleText('yellow', text),
};

/** Reads a pipe to its end, but not further than a file may be long. */
function readAll(descriptor: number): Uint8Array {
  const parts: Buffer[] = [];
  for (let total = 0; ;) {
    const part = Buffer.alloc(65536);
    const length = readSome(descriptor, part);
    if (length === 0) return Buffer.concat(parts);
    total += length;
    if (total > LIMITS.bytesPerFile) throw new UsageError(`standard input has more than ${LIMITS.bytesPerFile} bytes`);
    parts.push(part.subarray(0, length));
  }
}

function readSome(descriptor: number, buffer: Buffer): number {
  try {
    return readSync(descriptor, buffer);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === 'EOF') return 0;
    // A pipe that the shell left non-blocking has nothing yet: wait a moment, as there is no other way to read it synchronously.
    if (code !== 'EAGAIN') throw error;
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 10);
    return readSome(descriptor, buffer);
  }
}
