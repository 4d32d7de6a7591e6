import * as f from '../../cluster/fields';
import { KUBELET_START, actorOf, objectOf } from '../../cluster/label';
import { now } from '../../cluster/row';
import { EXERCISED, Monitor, SILENT, VIOLATED } from '../explore';

/** A volume that one node may have is never mounted on two: it is mounted wherever a process of its ordinal runs, of the present pod or of an earlier one. */
export const singleWriter: Monitor = {
  guarantee: 'storage/single-writer',
  starts: true,
  step(label) {
    if (actorOf(label) !== KUBELET_START) return SILENT;
    const i = objectOf(label);
    const at = now(f.node(i));
    if (at === 0) return SILENT;
    return (now(f.leftover(i)) & ~(1 << at - 1)) === 0 ? EXERCISED : VIOLATED;
  },
};
