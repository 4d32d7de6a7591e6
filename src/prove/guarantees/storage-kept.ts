import { problem } from '../../cluster/current-problem';
import * as f from '../../cluster/fields';
import { USER, actorOf } from '../../cluster/label';
import { get, now } from '../../cluster/row';
import { EXERCISED, Monitor, SILENT, VIOLATED } from '../explore';

/** Whether a step asks for a claim's deletion, or takes it away: what was asked for cannot be undone. */
const goes = (k: number): boolean => get(f.claimDeleting(k)) === 0 && (now(f.claimDeleting(k)) === 1 || now(f.claim(k)) === f.CLAIM_ABSENT);

/** Whether nobody wants the ordinal's data any more, and the policy says that it may go. What an autoscaler does is nobody's wish. */
function isGivenUp(i: number, k: number): boolean {
  const owner = get(f.claimOwner(k));
  // The set was deleted, and the policy spoke when the claim got its owner.
  if (owner === f.OWNER_SET || owner === f.OWNER_EARLIER_SET) return true;
  return get(f.WHEN_SCALED) === 1 && (i >= get(f.REPLICAS) || get(f.SET_GONE) === 1) && problem.autoscalesTo === 0;
}

/**
 * A claim with data is deleted only where the retention policy says so, and only while the ordinal is not wanted; or by a person. The proof is put to
 * the test whenever a pod goes whose claim holds data.
 */
export const storageKept: Monitor = {
  guarantee: 'storage/kept',
  step(label) {
    if (actorOf(label) === USER) return SILENT;
    let said = SILENT;
    for (let i = 0; i < problem.slots; i++) {
      for (let k = i * problem.claims; k < (i + 1) * problem.claims; k++) {
        if (get(f.claimData(k)) === 0) continue;
        if (goes(k)) {
          if (!isGivenUp(i, k)) return VIOLATED;
        } else if (get(f.phase(i)) !== f.ABSENT && now(f.phase(i)) === f.ABSENT) {
          said = EXERCISED;
        }
      }
    }
    return said;
  },
};
