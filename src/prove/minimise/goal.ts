import type { Layout } from '../../cluster/layout';
import type { Problem } from '../../cluster/problem';
import type { Monitor } from '../explore';
import type { Run } from '../path';
import { canStay, isBad } from '../stuck';
import { Step, watchedStepWith } from '../walk';

/** What makes a run a counterexample: its last step is one that a monitor objects to, or it ends where it cannot go on, for this cause. */
export type Goal = { readonly monitor: Monitor } | { readonly cause: number };

/** The problem in use, and what its runs are to come to. */
export interface Aim {
  readonly problem: Problem;
  readonly layout: Layout;
  readonly goal: Goal;
}

export const startAt = (first: Int32Array): Run => ({ first, steps: [] });
export const lastRowOf = ({ first, steps }: Run): Int32Array => steps.at(-1)?.row ?? first;

/** States that are looked at to see whether a run can stay where it ends. A run of which they do not tell is not taken. */
const STAYING_STATES = 500;

/** Goes on from a run with these steps, as far as they can be taken, and not beyond the first that the monitor objects to. */
export function taken(begun: Run, labels: readonly number[], monitor?: Monitor): { readonly run: Run; readonly violated: boolean } {
  const { first } = begun;
  const steps: Step[] = [...begun.steps];
  let row = lastRowOf(begun);
  for (const label of labels) {
    const next = watchedStepWith(row, label, monitor);
    if (next === undefined) break;
    ({ row } = next);
    steps.push({ label, row });
    if (next.violates) return { run: { first, steps }, violated: true };
  }
  return { run: { first, steps }, violated: false };
}

/** The run that goes on with these steps, or ends before where it has come to its goal. Nothing where one cannot be taken, or it does not come to it. */
export function runFor({ problem, layout, goal }: Aim, begun: Run, labels: readonly number[]): Run | undefined {
  const { run, violated } = taken(begun, labels, 'monitor' in goal ? goal.monitor : undefined);
  if ('monitor' in goal) return violated ? run : undefined;
  if (run.steps.length < begun.steps.length + labels.length) return undefined;
  const row = lastRowOf(run);
  return isBad(problem, layout, row, goal.cause) && canStay(row, STAYING_STATES) === true ? run : undefined;
}
