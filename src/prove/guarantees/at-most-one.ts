import * as f from '../../cluster/fields';
import { KUBELET_START, actorOf, objectOf } from '../../cluster/label';
import { now } from '../../cluster/row';
import { EXERCISED, Monitor, SILENT, VIOLATED } from '../explore';

/** No two running processes ever share an ordinal. The API server's names cannot break this; a process that outlives its pod object can. */
export const atMostOne: Monitor = {
  guarantee: 'identity/at-most-one',
  starts: true,
  step(label) {
    if (actorOf(label) !== KUBELET_START) return SILENT;
    return now(f.leftover(objectOf(label))) !== 0 ? VIOLATED : EXERCISED;
  },
};
