import { withFewestOrdinals } from './fewest-ordinals';
import { type Goal, runFor, startAt } from './goal';
import { inOrder } from './in-order';
import { leaveOut } from './leave-out';
import type { Problem } from '../../cluster/problem';
import { useProblem } from '../../cluster/step';
import type { Run } from '../path';

export type { Goal } from './goal';

/** Sets of one shape share their runs, and it takes longer to look for a better one than to remember it. */
const known = new WeakMap<Run, Run>();

/**
 * A run to the same goal in the eyes of a person: no step that nothing needs, the fewest faults, then the fewest steps, then the fewest ordinals and the lowest,
 * and told in the order in which one thing leads to the other. It is taken step by step by the real step functions, so it is a run whatever the search left out.
 */
export function minimised(problem: Problem, run: Run, goal: Goal): Run {
  const done = known.get(run);
  if (done !== undefined) return done;
  const layout = useProblem(problem);
  const aim = { problem, layout, goal };
  const fewest = withFewestOrdinals(aim, leaveOut(aim, run));
  const told = inOrder(problem, layout, fewest, 'monitor' in goal ? 1 : 0);
  // In another order, an earlier step may come to the goal.
  const best = runFor(aim, startAt(told.first), told.steps.map(({ label }) => label)) ?? told;
  known.set(run, best);
  return best;
}
