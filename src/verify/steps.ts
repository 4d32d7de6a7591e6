import type { Step } from './certificate';
import type { Problem } from '../cluster/problem';
import { clear, rowWords, successorLabels, successorRows, successors } from '../cluster/row';
import { initialStates, successorsOf } from '../cluster/step';

/** What the step functions have written. */
const written = (): Step[] =>
  Array.from({ length: successors() }, (_, i) => ({ label: successorLabels()[i], row: successorRows().slice(i * rowWords(), (i + 1) * rowWords()) }));

/** The rows that the problem in use starts from, or nothing where they are more than can be listed. */
export function startsOf(problem: Problem): Int32Array[] | undefined {
  clear();
  return initialStates(problem) ? written().map(({ row }) => row) : undefined;
}

/** All that can happen in the state whose row begins there. */
export function stepsFrom(rows: Int32Array, at = 0): Step[] {
  clear();
  successorsOf(rows, at);
  return written();
}
