import { problem } from '../../cluster/current-problem';
import * as f from '../../cluster/fields';
import { isSync } from '../../cluster/label';
import { get, now } from '../../cluster/row';
import { EXERCISED, Monitor, SILENT, VIOLATED } from '../explore';

/** Scale-down deletes the highest ordinal first, and each is fully gone before the next is deleted. */
export const orderTerminate: Monitor = {
  guarantee: 'order/terminate',
  step(label) {
    if (!isSync(label)) return SILENT;
    let said = SILENT;
    for (let i = get(f.REPLICAS); i < problem.slots; i++) {
      if (get(f.phase(i)) === f.ABSENT || get(f.deleting(i)) === 1) continue;
      if (now(f.phase(i)) !== f.ABSENT && now(f.deleting(i)) === 0) continue;
      said = EXERCISED;
      for (let j = i + 1; j < problem.slots; j++) if (get(f.phase(j)) !== f.ABSENT) return VIOLATED;
    }
    return said;
  },
};
