import { problem } from '../../cluster/current-problem';
import * as f from '../../cluster/fields';
import { get, now } from '../../cluster/row';
import { EXERCISED, Monitor, SILENT, VIOLATED } from '../explore';

/**
 * A claim with data goes only where the retention policy says so and the ordinal is not wanted any more. The proof is put to the
 * test whenever a pod goes whose claim holds data.
 */
export const storageKept: Monitor = {
  guarantee: 'storage/kept',
  step() {
    let said = SILENT;
    for (let i = 0; i < problem.slots; i++) {
      for (let k = i * problem.claims; k < (i + 1) * problem.claims; k++) {
        if (get(f.claimData(k)) === 0) continue;
        if (now(f.claim(k)) === f.CLAIM_ABSENT) {
          if (!problem.whenScaledDelete || i < get(f.REPLICAS)) return VIOLATED;
        } else if (get(f.phase(i)) !== f.ABSENT && now(f.phase(i)) === f.ABSENT) {
          said = EXERCISED;
        }
      }
    }
    return said;
  },
};
