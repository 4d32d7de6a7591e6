import { problem } from './current-problem';
import * as f from './fields';
import { now, put } from './row';
import { AFTERWARDS, AT_ONCE, ordinalOf, world } from './world';

/** The cache shows an object as the API server has it by now. Only wide rows have all of it, and narrow ones are not made to wait for the rest. */
export function showPod(p: number): void {
  if (problem.mergesViews) {
    showWhatDecides(p);
    return;
  }
  put(f.viewPhase(p), now(f.phase(p)));
  put(f.viewReady(p), now(f.ready(p)));
  put(f.viewAvailable(p), now(f.available(p)));
  put(f.viewDeleting(p), now(f.deleting(p)));
  put(f.viewRevision(p), now(f.revision(p)));
  if (problem.wide === 0) return;
  put(f.viewPodOwner(p), now(f.podOwner(p)));
  put(f.viewPodOutside(p), now(f.podOutside(p)));
  put(f.viewPodUnnamed(p), now(f.podUnnamed(p)));
  put(f.viewPodMissesClaim(p), now(f.podMissesClaim(p)));
  put(f.viewPodUid(p), now(f.podUid(p)));
  put(f.viewPodVersion(p), now(f.podVersion(p)));
}

/**
 * Reduction: of a pod, the cache holds only what can decide a sync. One that is going is going, whatever else it is; one that is not ready and has not failed is not ready,
 * whatever keeps it (processReplica, processCondemned and the update loops ask for nothing else where claims stay once they are made, and the status counts such
 * pods alike). So a sync does the same from this view as from the whole one (test/prove/reduced.test.ts compares both), and what the cache shows next does not depend on
 * what it shows now: merging is a bisimulation.
 */
function showWhatDecides(p: number): void {
  const at = now(f.phase(p));
  const isGoing = now(f.deleting(p));
  const isUp = 1 - isGoing & now(f.ready(p));
  put(f.viewPhase(p), at === f.ABSENT ? f.ABSENT : isGoing || isUp ? f.RUNNING : at === f.FAILED ? f.FAILED : f.PENDING);
  put(f.viewReady(p), isUp);
  put(f.viewAvailable(p), isUp & now(f.available(p)));
  put(f.viewDeleting(p), isGoing);
  put(f.viewRevision(p), isGoing ? 0 : now(f.revision(p)));
}

export function showSet(): void {
  put(f.VIEW_REPLICAS, now(f.REPLICAS));
  put(f.VIEW_PARTITION, now(f.PARTITION));
  put(f.VIEW_TEMPLATE, now(f.TEMPLATE));
  put(f.VIEW_ON_DELETE, now(f.ON_DELETE));
  put(f.VIEW_NO_ROLLING_UPDATE_BLOCK, now(f.NO_ROLLING_UPDATE_BLOCK));
  put(f.VIEW_CURRENT_REVISION, now(f.CURRENT_REVISION));
  put(f.VIEW_CURRENT_REPLICAS, now(f.CURRENT_REPLICAS));
  if (problem.wide === 0) return;
  put(f.VIEW_SET_GONE, now(f.SET_GONE));
  put(f.VIEW_SET_DELETING, now(f.SET_DELETING));
  put(f.VIEW_SET_UID, now(f.SET_UID));
  put(f.VIEW_SET_VERSION, now(f.SET_VERSION));
  put(f.VIEW_GENERATION, now(f.GENERATION));
  put(f.VIEW_STATUS_REPLICAS, now(f.STATUS_REPLICAS));
  put(f.VIEW_STATUS_READY, now(f.STATUS_READY));
  put(f.VIEW_STATUS_AVAILABLE, now(f.STATUS_AVAILABLE));
  put(f.VIEW_STATUS_UPDATED, now(f.STATUS_UPDATED));
  put(f.VIEW_STATUS_UPDATE_REVISION, now(f.STATUS_UPDATE_REVISION));
  put(f.VIEW_OBSERVED_GENERATION, now(f.OBSERVED_GENERATION));
  put(f.VIEW_COLLISIONS, now(f.COLLISIONS));
}

export function showClaim(k: number): void {
  put(f.viewClaim(k), now(f.claim(k)));
  put(f.viewClaimDeleting(k), now(f.claimDeleting(k)));
  put(f.viewClaimVersion(k), now(f.claimVersion(k)));
  for (let j = 0; j < f.MAX_REFERENCES; j++) put(f.viewClaimReference(k, j), now(f.claimReference(k, j)));
}

export function showRevision(r: number): void {
  put(f.viewRevisionNumber(r), now(f.revisionNumber(r)));
  put(f.viewRevisionAge(r), now(f.revisionAge(r)));
  put(f.viewRevisionOwner(r), now(f.revisionOwner(r)));
  put(f.viewRevisionHidden(r), now(f.revisionHidden(r)));
  put(f.viewRevisionBytes(r), now(f.revisionBytes(r)));
  put(f.viewRevisionUid(r), now(f.revisionUid(r)));
  put(f.viewRevisionVersion(r), now(f.revisionVersion(r)));
}

export const followsAtOnce = (): boolean => problem.wide === 1 && world.follows === AT_ONCE;

/**
 * After a conflict upstream waits 10 ms and more before it tries again. By then the watch has normally delivered what it wrote to the objects of
 * this ordinal. A cache that lags by hand does not.
 */
export function catchUp(place: number): void {
  if (world.follows !== AFTERWARDS) return;
  for (let p = 0; p < world.pods; p++) if (ordinalOf[p] === ordinalOf[place]) showPod(p);
  const first = ordinalOf[place] * problem.claims;
  for (let k = first; k < first + problem.claims; k++) showClaim(k);
}
