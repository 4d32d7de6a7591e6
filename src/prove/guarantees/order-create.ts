import { problem } from '../../cluster/current-problem';
import * as f from '../../cluster/fields';
import { isSync } from '../../cluster/label';
import { get, now } from '../../cluster/row';
import { EXERCISED, Monitor, SILENT, VIOLATED } from '../explore';

const usable = (i: number): boolean => get(f.phase(i)) === f.RUNNING && get(f.available(i)) === 1 && get(f.deleting(i)) === 0;

/** A pod is created only when every predecessor is running, ready and available, in truth and not only in the controller's cache. */
export const orderCreate: Monitor = {
  guarantee: 'order/create',
  step(label) {
    if (!isSync(label)) return SILENT;
    let said = SILENT;
    for (let i = 1; i < problem.slots; i++) {
      if (get(f.phase(i)) !== f.ABSENT || now(f.phase(i)) === f.ABSENT) continue;
      said = EXERCISED;
      for (let j = 0; j < i; j++) if (!usable(j)) return VIOLATED;
    }
    return said;
  },
};
