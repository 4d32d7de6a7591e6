import { problem } from './current-problem';
import * as f from './fields';
import { now, put } from './row';
import { AFTERWARDS, AT_ONCE, ordinalOf, world } from './world';

/** The cache shows an object as the API server has it by now. Only wide rows have all of it; where a field has no bits, nothing happens. */
export function showPod(p: number): void {
  put(f.viewPhase(p), now(f.phase(p)));
  put(f.viewReady(p), now(f.ready(p)));
  put(f.viewAvailable(p), now(f.available(p)));
  put(f.viewDeleting(p), now(f.deleting(p)));
  put(f.viewRevision(p), now(f.revision(p)));
  put(f.viewPodOwner(p), now(f.podOwner(p)));
  put(f.viewPodOutside(p), now(f.podOutside(p)));
  put(f.viewPodUnnamed(p), now(f.podUnnamed(p)));
  put(f.viewPodMissesClaim(p), now(f.podMissesClaim(p)));
  put(f.viewPodUid(p), now(f.podUid(p)));
  put(f.viewPodVersion(p), now(f.podVersion(p)));
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
