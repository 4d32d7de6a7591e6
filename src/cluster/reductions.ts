import { EDIT_DELETE_ANY_CLAIM, EDIT_DELETE_SET, EDIT_WHEN_DELETED, EDIT_WHEN_SCALED, READY_SELF } from './problem';
import type { Problem } from './problem';

/**
 * Reductions of the state space that lose nothing: each is an argument that some states, or some of their steps, need not be told from others. They are argued
 * where they are done, listed in docs/explanation/reductions.md, switched by the bits of `Problem.reductions`, and compared with the unreduced
 * run in test/prove/reduced.test.ts.
 */

/** A cache that lags holds only what decides a sync (show.ts). */
export const MERGE_VIEWS = 1;
/** What happens to a pod before its containers run happens at once (chains.ts). */
export const COMPRESS_CHAINS = 2;
/** Of nodes that nothing tells apart one is a choice (scheduler.ts:isFirstOfItsKind). */
export const MERGE_NODES = 4;
/** A state is explored only with the most faults left that it can be reached with (explore.ts). */
export const MERGE_BUDGETS = 8;

/** Where every step is to be seen: exact up to the names of nodes. */
export const PLAIN = MERGE_NODES;
export const ALL_REDUCTIONS = MERGE_VIEWS | COMPRESS_CHAINS | MERGE_NODES | MERGE_BUDGETS;
export const NO_REDUCTIONS = 0;

const CHANGES_CLAIMS = [EDIT_DELETE_ANY_CLAIM, EDIT_DELETE_SET, EDIT_WHEN_DELETED, EDIT_WHEN_SCALED];

const asks = ({ reductions }: Problem, reduction: number): boolean => (reductions & reduction) !== 0;

/** Claims are looked after by what the cache shows of their pods; and a queue would miss that it was woken by a change that decides nothing. */
export const mergesViews = (problem: Problem): boolean => asks(problem, MERGE_VIEWS) && problem.staleCaches && !problem.workQueue && problem.claims === 0;

/** On nodes a pod's place is a choice. A claim that may go could go before the pod has a node, and a queue would be woken less often. */
export const schedulesAtOnce = (problem: Problem): boolean => asks(problem, COMPRESS_CHAINS) && !problem.nodes && !problem.workQueue && !problem.onlyPlacing
  && problem.edits.every(({ kind }) => !CHANGES_CLAIMS.includes(kind)) && !problem.whenScaledDelete && !problem.whenDeletedDelete;

/** Starts are what guarantees of processes and volumes look at, and what other members count. */
export const startsAtOnce = (problem: Problem): boolean => schedulesAtOnce(problem) && problem.claims === 0 && !problem.leftovers && !problem.noGracePeriod
  && problem.readiness === READY_SELF;

export const mergesBudgets = (problem: Problem): boolean => asks(problem, MERGE_BUDGETS) && problem.faults > 0;

/** The same problem with all reductions, or none where they would change nothing. */
export function reduced(problem: Problem): Problem | undefined {
  const most = { ...problem, reductions: ALL_REDUCTIONS };
  return mergesViews(most) || schedulesAtOnce(most) || mergesBudgets(most) ? most : undefined;
}
