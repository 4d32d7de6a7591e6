import * as f from '../../cluster/fields';
import { isSync } from '../../cluster/label';
import { get, now } from '../../cluster/row';
import { EXERCISED, Monitor, SILENT, VIOLATED } from '../explore';

/** Pod i may be replaced now: it is outdated, not below the partition, and all above are updated and available. */
function mayBeReplaced(i: number): boolean {
  if (get(f.ON_DELETE) === 1 || i < get(f.PARTITION) || get(f.revision(i)) === get(f.TEMPLATE)) return false;
  for (let j = i + 1; j < get(f.REPLICAS); j++) {
    if (get(f.revision(j)) !== get(f.TEMPLATE) || get(f.available(j)) === 0 || get(f.deleting(j)) === 1) return false;
  }
  return true;
}

/** A pod below the partition comes back at the current revision. */
function comesBackRight(i: number): boolean {
  return get(f.ON_DELETE) === 1 || get(f.NO_ROLLING_UPDATE_BLOCK) === 1 || i >= get(f.PARTITION) || now(f.revision(i)) === get(f.CURRENT_REVISION);
}

/** Updates go from the highest ordinal down, each after those above are available, never below the partition, and not at all under OnDelete. */
export const orderUpdate: Monitor = {
  guarantee: 'order/update',
  step(label) {
    if (!isSync(label)) return SILENT;
    let said = SILENT;
    for (let i = 0; i < get(f.REPLICAS); i++) {
      const before = get(f.phase(i));
      // Under OnDelete the test is every step of the controller that leaves an outdated pod alone.
      if (get(f.ON_DELETE) === 1 && before !== f.ABSENT && get(f.revision(i)) !== get(f.TEMPLATE)) said = EXERCISED;
      if (before === f.ABSENT) {
        if (now(f.phase(i)) !== f.ABSENT && !comesBackRight(i)) return VIOLATED;
      } else if (before !== f.FAILED && get(f.deleting(i)) === 0 && (now(f.phase(i)) === f.ABSENT || now(f.deleting(i)) === 1)) {
        if (!mayBeReplaced(i)) return VIOLATED;
        said = EXERCISED;
      }
    }
    return said;
  },
};
