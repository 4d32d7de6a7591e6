import { problem } from '../../cluster/current-problem';
import * as f from '../../cluster/fields';
import { get, now } from '../../cluster/row';
import { EXERCISED, Monitor, SILENT, VIOLATED } from '../explore';

/** Whether a step asks for a claim's deletion, or takes it away: what was asked for cannot be undone. */
const goes = (k: number): boolean => get(f.claimDeleting(k)) === 0 && (now(f.claimDeleting(k)) === 1 || now(f.claim(k)) === f.CLAIM_ABSENT);

/**
 * A claim with data is deleted only where the retention policy says so, and only while the ordinal is not wanted. The proof is put to
 * the test whenever a pod goes whose claim holds data.
 */
export const storageKept: Monitor = {
  guarantee: 'storage/kept',
  step() {
    let said = SILENT;
    for (let i = 0; i < problem.slots; i++) {
      for (let k = i * problem.claims; k < (i + 1) * problem.claims; k++) {
        if (get(f.claimData(k)) === 0) continue;
        if (goes(k)) {
          if (!problem.whenScaledDelete || i < get(f.REPLICAS)) return VIOLATED;
        } else if (get(f.phase(i)) !== f.ABSENT && now(f.phase(i)) === f.ABSENT) {
          said = EXERCISED;
        }
      }
    }
    return said;
  },
};
