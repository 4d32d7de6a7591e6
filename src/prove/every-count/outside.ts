import { MAX_TOGETHER } from './together';
import { type Guard, othersIn } from '../../cluster/guards';
import { free, windowOf, windowProblem } from '../every-replica-count';
import type { Guarantee } from '../guarantees/guarantee';
import type { Traits } from '../traits';

/**
 * Of what all runs come to, a proof must have the guards as they are: without one, a set that waits for it would not wait. Two ordinals, because some guards
 * need more than one to decide anything.
 */
const keptGuards = (set: Traits): Guard[] => othersIn({ ...free(set, 2), templates: 2 }).filter(({ once }) => !once);

function endsOutside(set: Traits): string | undefined {
  const { whenScaledDelete, maxUnavailable } = set.problem;
  const [guard] = keptGuards(set);
  if (guard !== undefined) return guard.name;
  // The window would have to know who is in the work queue.
  if (whenScaledDelete) return 'nobody is woken when a claim is deleted, and whenScaled is Delete';
  return maxUnavailable > MAX_TOGETHER ? `maxUnavailable is more than ${MAX_TOGETHER}` : undefined;
}

/** Why a guarantee that has a window is not proved by it for every replica count, of this set: the replicas of the manifest are explored all the same. */
export function onlyTheseReplicas(set: Traits, guarantee: Guarantee): string | undefined {
  const window = windowOf(guarantee);
  if (window === undefined) return undefined;
  const why = guarantee.onlyTheseReplicas?.(set);
  if (why !== undefined) return why;
  return guarantee.monitor === undefined ? endsOutside(set) : othersIn(windowProblem(set, window))[0]?.name;
}
