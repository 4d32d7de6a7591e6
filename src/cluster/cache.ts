import { setIsFresh, wake } from './apiserver';
import { problem } from './current-problem';
import * as f from './fields';
import { CACHE, label } from './label';
import { begin, end, get, put } from './row';

/** The controller's cache catches up with one pod. */
export function refreshPod(i: number): void {
  if (podIsFresh(i)) return;
  begin();
  put(f.viewPhase(i), get(f.phase(i)));
  put(f.viewReady(i), get(f.ready(i)));
  put(f.viewAvailable(i), get(f.available(i)));
  put(f.viewDeleting(i), get(f.deleting(i)));
  put(f.viewRevision(i), get(f.revision(i)));
  put(f.unseenPod(i), 0);
  wake();
  end(label(CACHE, i, 0));
}

const podIsFresh = (i: number): boolean => get(f.viewPhase(i)) === get(f.phase(i)) && get(f.viewReady(i)) === get(f.ready(i))
  && get(f.viewAvailable(i)) === get(f.available(i)) && get(f.viewDeleting(i)) === get(f.deleting(i)) && get(f.viewRevision(i)) === get(f.revision(i))
  && get(f.unseenPod(i)) === 0;

/** The controller's cache catches up with the set. */
export function refreshSet(): void {
  if (setIsFresh() && get(f.UNSEEN_SET) === 0) return;
  begin();
  put(f.VIEW_REPLICAS, get(f.REPLICAS));
  put(f.VIEW_PARTITION, get(f.PARTITION));
  put(f.VIEW_TEMPLATE, get(f.TEMPLATE));
  put(f.VIEW_ON_DELETE, get(f.ON_DELETE));
  put(f.VIEW_NO_ROLLING_UPDATE_BLOCK, get(f.NO_ROLLING_UPDATE_BLOCK));
  put(f.VIEW_CURRENT_REVISION, get(f.CURRENT_REVISION));
  put(f.VIEW_CURRENT_REPLICAS, get(f.CURRENT_REPLICAS));
  put(f.UNSEEN_SET, 0);
  wake();
  end(label(CACHE, problem.slots, 0));
}
