import { EDIT_DELETE_ANY_CLAIM, EDIT_DELETE_SET, EDIT_WHEN_DELETED, EDIT_WHEN_SCALED, READY_SELF } from './problem';
import type { Problem } from './problem';

/**
 * Reductions of the state space that lose nothing: each is an argument that some states, or some of their steps, need not be told from others. They are argued
 * where they are done, listed in docs/explanation/reductions.md, switched by the bits of `Problem.reductions`, and compared with the unreduced
 * run in test/prove/reduced.test.ts.
 */

/** A cache that lags holds only what decides a sync (show.ts). */
export const MERGE_VIEWS = 1;
/** A pod gets its node in the step that makes it, or that binds its last claim (chains.ts). */
export const SCHEDULE_AT_ONCE = 2;
/** Of nodes that nothing tells apart one is a choice (scheduler.ts:isFirstOfItsKind). */
export const MERGE_NODES = 4;
/** A state is explored only with the most faults left that it can be reached with (explore.ts). */
export const MERGE_BUDGETS = 8;
/** And its containers start in that step, too. */
export const START_AT_ONCE = 16;

/** Where every step is to be seen: exact up to the names of nodes. */
export const PLAIN = MERGE_NODES;
export const ALL_REDUCTIONS = MERGE_VIEWS | SCHEDULE_AT_ONCE | MERGE_NODES | MERGE_BUDGETS | START_AT_ONCE;
export const NO_REDUCTIONS = 0;

const CHANGES_CLAIMS = [EDIT_DELETE_ANY_CLAIM, EDIT_DELETE_SET, EDIT_WHEN_DELETED, EDIT_WHEN_SCALED];

const asks = ({ reductions }: Problem, reduction: number): boolean => (reductions & reduction) !== 0;

/** Claims that are there to stay, once they are made, never need to be looked after again. */
const claimsStay = ({ whenScaledDelete, whenDeletedDelete, edits }: Problem): boolean =>
  !whenScaledDelete && !whenDeletedDelete && edits.every(({ kind }) => !CHANGES_CLAIMS.includes(kind));

/** Claims that may go are looked after by what the cache shows of their pods; and a queue would miss that it was woken by a change that decides nothing. */
export const mergesViews = (problem: Problem): boolean => asks(problem, MERGE_VIEWS) && problem.staleCaches && !problem.workQueue && claimsStay(problem);

/** On nodes a pod's place is a choice. A claim that may go could go before the pod has a node, and a queue would be woken less often. */
export const schedulesAtOnce = (problem: Problem): boolean => asks(problem, SCHEDULE_AT_ONCE) && !problem.nodes && !problem.workQueue && !problem.onlyPlacing
  && claimsStay(problem);

/** Starts are what guarantees of processes and volumes look at: who asks for these leaves this out. And other members may count who runs. */
export const startsAtOnce = (problem: Problem): boolean => asks(problem, START_AT_ONCE) && schedulesAtOnce(problem)
  && problem.claims === 0 && !problem.leftovers && !problem.noGracePeriod && problem.readiness === READY_SELF;

export const mergesBudgets = (problem: Problem): boolean => asks(problem, MERGE_BUDGETS) && problem.faults > 0;

/**
 * The same problem with all reductions, or none where they would change nothing.
 *
 * @param starts whether somebody asks about the starts of containers
 */
export function reduced(problem: Problem, starts: boolean): Problem | undefined {
  const most = { ...problem, reductions: starts ? ALL_REDUCTIONS & ~START_AT_ONCE : ALL_REDUCTIONS };
  return mergesViews(most) || schedulesAtOnce(most) || mergesBudgets(most) ? most : undefined;
}
