import { problem } from '../../cluster/current-problem';
import * as f from '../../cluster/fields';
import { KUBELET_START, PROTECTION, actorOf, objectOf } from '../../cluster/label';
import { get, now } from '../../cluster/row';
import { EXERCISED, Monitor, SILENT, VIOLATED } from '../explore';

/** Whether the volume holds what another ordinal has written. */
const isOthersData = (i: number, k: number): boolean => get(f.holds(now(f.volume(k)) - 1)) !== 0 && get(f.holds(now(f.volume(k)) - 1)) !== i + 1;

/** A process starts only on its own ordinal's bound claims, and keeps them for as long as its pod has a node. */
export const storageSticky: Monitor = {
  guarantee: 'storage/sticky',
  starts: true,
  step(label) {
    const actor = actorOf(label);
    if (actor === PROTECTION) {
      const k = objectOf(label);
      return now(f.claim(k)) === f.CLAIM_ABSENT && get(f.phase(Math.trunc(k / problem.claims))) > f.PENDING ? VIOLATED : SILENT;
    }
    if (actor !== KUBELET_START) return SILENT;
    const i = objectOf(label);
    for (let k = i * problem.claims; k < (i + 1) * problem.claims; k++) if (now(f.claim(k)) !== f.CLAIM_BOUND || isOthersData(i, k)) return VIOLATED;
    return EXERCISED;
  },
};
