import { readSync, writeSync } from 'fs';
import { styleText } from 'util';
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
}

export function processTerminal(): Terminal {
  for (const stream of [process.stdout, process.stderr]) stream.on('error', closedOrFull);
  const watched = process.stderr.isTTY && !process.env.CI;
  return {
    out: (text) => void process.stdout.write(text),
    error: (text) => void process.stderr.write(text),
    stdin: () => readAll(0),
    palette: process.stdout.isTTY && !process.env.NO_COLOR ? COLOURS : PLAIN,
    ...(watched ? { progress: (line: string) => void process.stderr.write(`\r\u001b[K${line.slice(0, (process.stderr.columns ?? 80) - 1)}`) } : {}),
    debug: Boolean(process.env.DEBUG),
  };
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
