import { EDIT_CREATE_SET, EDIT_DELETE_SET, EDIT_DRAIN_ANY_NODE, EDIT_REPLICAS } from '../../cluster/problem';
import type { Problem } from '../../cluster/problem';
import type { Decided } from '../decided';
import { windowOf } from '../every-replica-count';
import { GUARANTEES } from '../guarantees';

/** Whether a guarantee is proved for every replica count, of what happens in a problem, or of all that is explored of a set with the replicas of its manifest. */
export type ForEveryCount = (guarantee: string, problem?: Problem) => boolean;

/** Whether all replicas are members all the time, and no drain takes one. */
const keepsItsSize = ({ edits, autoscalesTo }: Problem): boolean =>
  autoscalesTo === 0 && edits.every(({ kind }) => ![EDIT_REPLICAS, EDIT_DRAIN_ANY_NODE, EDIT_DELETE_SET, EDIT_CREATE_SET].includes(kind));

/** What the cells of windows prove: a scenario whose states are too many need not say that it is bounded then. */
export function provedForEveryCount(windowed: readonly Decided[]): ForEveryCount {
  const proved = new Set(windowed.filter(({ verdict }) => verdict === 'PROVED').map(({ guarantee }) => guarantee));
  // Where there is a counterexample too, only a part is proved.
  for (const { verdict, guarantee } of windowed) if (verdict === 'REFUTED') proved.delete(guarantee);
  return (id, problem) => {
    const guarantee = GUARANTEES.find((each) => each.id === id)!;
    if (!proved.has(id)) return false;
    // Orders do not change with what happens to nodes, claims or the set, and a set boots but once. Of the others, scenarios say more than windows.
    if (problem === undefined) return ['two ordinals', 'boot'].includes(guarantee.everyReplicaCount!) && !guarantee.onlyProofs;
    return windowOf(guarantee)!.covers(problem) && (!guarantee.onlyProofs || keepsItsSize(problem));
  };
}
