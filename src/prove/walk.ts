import { Monitor, VIOLATED } from './explore';
import type { Run } from './path';
import type { Problem } from '../cluster/problem';
import { clear, rowWords, select, successorLabels, successorRows, successors } from '../cluster/row';
import { initialStates, successorsOf } from '../cluster/step';

/** One step: its label, and the row it leads to. Rows are copies. */
export type Step = Run['steps'][number];

const copyOf = (index: number): Int32Array => successorRows().slice(index * rowWords(), (index + 1) * rowWords());

export const isSameRow = (a: Int32Array, b: Int32Array): boolean => a.every((word, k) => word === b[k]);

/** The rows that a problem in use starts from, in the order in which the step functions write them. */
export function startsOf(problem: Problem): Int32Array[] {
  clear();
  initialStates(problem);
  return Array.from({ length: successors() }, (_, index) => copyOf(index));
}

/** All that may happen next, of the problem in use, and which of it the monitor objects to. */
export function stepsFrom(row: Int32Array, monitor?: Monitor): (Step & { readonly violates: boolean })[] {
  clear();
  successorsOf(row, 0);
  return Array.from({ length: successors() }, (_, index) => {
    const label = successorLabels()[index];
    select(index);
    return { label, row: copyOf(index), violates: monitor !== undefined && monitor.step(label) === VIOLATED };
  });
}

/** The successor with this label, or -1. A label names one step of a row (test/prove/minimise.test.ts). */
function successorWith(row: Int32Array, label: number): number {
  clear();
  successorsOf(row, 0);
  const labels = successorLabels();
  for (let index = 0; index < successors(); index++) if (labels[index] === label) return index;
  return -1;
}

/** Where the step with this label leads, or nothing where it cannot be taken. */
export function stepWith(row: Int32Array, label: number): Int32Array | undefined {
  const index = successorWith(row, label);
  return index < 0 ? undefined : copyOf(index);
}

/** The same, and whether the monitor objects to it. */
export function watchedStepWith(row: Int32Array, label: number, monitor?: Monitor): { readonly row: Int32Array; readonly violates: boolean } | undefined {
  const index = successorWith(row, label);
  if (index < 0) return undefined;
  select(index);
  return { row: copyOf(index), violates: monitor !== undefined && monitor.step(label) === VIOLATED };
}
