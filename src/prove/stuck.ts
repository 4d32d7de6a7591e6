import { causeIn } from './causes';
import { isBrokenRow, isConvergedRow } from './converged';
import { comingBack, fairGraphFrom } from './fair-graph';
import { isSameRow, stepsFrom } from './walk';
import { actorOf, isFair, takerOf } from '../cluster/label';
import type { Layout } from '../cluster/layout';
import type { Problem } from '../cluster/problem';

const fairSteps = (row: Int32Array) => stepsFrom(row).filter(({ label }) => isFair(actorOf(label)));

/** Whether nothing that the cluster does by itself changes the row. */
export const isAtRest = (row: Int32Array): boolean => fairSteps(row).every((step) => isSameRow(step.row, row));

/** Whether the row is not what the spec asks for, although the spec asks for something that can be, and for this cause. */
export const isBad = (problem: Problem, layout: Layout, row: Int32Array, cause: number): boolean =>
  !isConvergedRow(problem, layout, row, 0) && !isBrokenRow(problem, layout, row, 0) && causeIn(row, 0) === cause;

/**
 * Whether a run that ends in this row can stay where it is, of the problem in use: the question of liveness.ts, asked of one state. It is answered from that
 * state alone, so that a run can be judged without the exploration that found it.
 *
 * @param limit so many states are looked at
 * @returns undefined where they are not enough
 */
export function canStay(row: Int32Array, limit: number): boolean | undefined {
  if (isAtRest(row)) return true;
  const graph = fairGraphFrom(row, limit);
  if (graph === undefined) return undefined;
  const component = comingBack(graph);
  // A state alone is left: the step out of it stays possible, so it is taken.
  if (component.size === 1) return false;
  const members = [...component].map((state) => graph.steps[state]);
  const takers = new Set(members.flat().map(({ label }) => takerOf(label)));
  const isKeptWaiting = (taker: number): boolean => members.every((steps) => steps.some(({ label }) => takerOf(label) === taker))
    && !members.flat().some(({ label, to }) => takerOf(label) === taker && component.has(to));
  return ![...takers].some(isKeptWaiting);
}
