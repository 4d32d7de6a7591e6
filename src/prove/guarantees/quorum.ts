import { problem } from '../../cluster/current-problem';
import * as f from '../../cluster/fields';
import { EVICTION, actorOf, isSync } from '../../cluster/label';
import { get, now } from '../../cluster/row';
import { EXERCISED, Monitor, SILENT, VIOLATED } from '../explore';

/**
 * Who takes a ready pod away on purpose, a roll, a scale-down or a drain, leaves a majority of the members ready. A scale-down that is asked for below the majority
 * is not what is meant: `scenarios.ts` asks for none.
 *
 * In the window of two ordinals (every-replica-count.ts) it is that never two replicas are down after one was taken: whatever else is there, of N >= 3 replicas
 * N - 1 are left then, which is a majority. Only where both are replicas: what is above their number was given up.
 */
export const quorum: Monitor = {
  guarantee: 'availability/quorum',
  step(label) {
    if (!isSync(label) && actorOf(label) !== EVICTION) return SILENT;
    let taken = 0;
    let left = 0;
    for (let i = 0; i < problem.slots; i++) {
      taken += get(f.ready(i)) & ~now(f.ready(i));
      left += now(f.ready(i));
    }
    if (taken === 0 || problem.freeEdits === 1 && get(f.REPLICAS) < problem.slots) return SILENT;
    return 2 * left > problem.peers ? EXERCISED : VIOLATED;
  },
};
