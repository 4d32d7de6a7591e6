import { problem } from '../../cluster/current-problem';
import * as f from '../../cluster/fields';
import { isSync } from '../../cluster/label';
import { get, now } from '../../cluster/row';
import { EXERCISED, Monitor, SILENT, VIOLATED } from '../explore';

/**
 * Pod i may be replaced now: it is outdated, not below the partition, all above are updated and available, and under OrderedReady no
 * other is on its way out. Under Parallel that is not promised: a template that changes in the midst of a roll starts again at the top.
 */
function mayBeReplaced(i: number): boolean {
  if (get(f.ON_DELETE) === 1 || i < get(f.PARTITION) || get(f.revision(i)) === get(f.TEMPLATE)) return false;
  for (let j = i + 1; j < get(f.REPLICAS); j++) {
    if (get(f.revision(j)) !== get(f.TEMPLATE) || get(f.available(j)) === 0 || get(f.deleting(j)) === 1) return false;
  }
  for (let j = 0; j < i; j++) if (problem.parallel === 0 && get(f.deleting(j)) === 1) return false;
  return true;
}

/** A pod below the partition comes back at the revision that the status calls the current one. Whether that is the old one is another matter: kubernetes#121534. */
function comesBackRight(i: number): boolean {
  return get(f.ON_DELETE) === 1 || get(f.NO_ROLLING_UPDATE_BLOCK) === 1 || i >= get(f.PARTITION) || now(f.revision(i)) === get(f.CURRENT_REVISION);
}

/** The controller replaces pods from the highest ordinal down, each after those above are available, none below the partition, and none under OnDelete. */
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
