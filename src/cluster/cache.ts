import { setIsFresh, wake } from './apiserver';
import { problem } from './current-problem';
import * as f from './fields';
import { CACHE, label } from './label';
import { begin, end, get, put, unchanged } from './row';
import { showPod, showSet } from './show';

/** The controller's cache catches up with one pod. */
export function refreshPod(i: number): void {
  if (problem.mergesViews === 0 && podIsFresh(i)) return;
  begin();
  showPod(i);
  put(f.unseenPod(i), 0);
  for (let k = i * problem.claims; k < (i + 1) * problem.claims; k++) if (get(f.claimOwner(k)) === f.OWNER_UNSEEN) put(f.claimOwner(k), f.OWNER_GONE);
  wake();
  if (problem.mergesViews === 0 || !unchanged()) end(label(CACHE, i, 0));
}

/** Only wide rows have versions; elsewhere a cache is fresh when it shows the same. */
const podIsFresh = (i: number): boolean => get(f.viewPhase(i)) === get(f.phase(i)) && get(f.viewReady(i)) === get(f.ready(i))
  && get(f.viewAvailable(i)) === get(f.available(i)) && get(f.viewDeleting(i)) === get(f.deleting(i)) && get(f.viewRevision(i)) === get(f.revision(i))
  && get(f.unseenPod(i)) === 0 && get(f.viewPodVersion(i)) === get(f.podVersion(i));

/** The controller's cache catches up with the set. */
export function refreshSet(): void {
  if (setIsFresh() && get(f.UNSEEN_SET) === 0 && get(f.VIEW_SET_VERSION) === get(f.SET_VERSION)) return;
  begin();
  showSet();
  put(f.UNSEEN_SET, 0);
  wake();
  end(label(CACHE, problem.slots, 0));
}
