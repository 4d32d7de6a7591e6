import { loopOf } from './loop';
import type { Numbers } from './numbers';
import type { Answer } from '../answer';
import { GUARANTEES } from '../guarantees';

/** Guarantees about what runs come to in the end are the ones that watch no steps. */
const isEnd = (id: string): boolean => GUARANTEES.some((guarantee) => guarantee.id === id && guarantee.monitor === undefined);

/**
 * Writes the run that refutes an answer: its first state, and of each step the label and the state after it, each word as the difference to that of the
 * state before; and where it is stuck, how it goes on for ever.
 */
export function writeRun({ problem, guarantee, run }: Answer, { write }: Numbers): { readonly steps: number; readonly loop: number } {
  const { first, steps } = run!;
  const loop = isEnd(guarantee) ? loopOf(problem, run!) : [];
  let before: Int32Array = new Int32Array(first.length);
  const writeRow = (row: Int32Array): void => {
    row.forEach((word, k) => write(word - before[k]));
    before = row;
  };
  writeRow(first);
  for (const { label, row } of [...steps, ...loop]) {
    write(label);
    writeRow(row);
  }
  return { steps: steps.length, loop: loop.length };
}
