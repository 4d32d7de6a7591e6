import * as f from './fields';
import type { Layout } from './layout';

/**
 * A layout in which every field that a recording can tell has a word of its own: nothing is merged, nothing is left out. Rows of it are not explored,
 * but they can be walked through: what only the prover keeps is in them as well (test/cluster/wide.ts).
 *
 * @param pods how many pods have numbers; they are at least as many as places
 */
export function wideLayoutOf(pods: number, claims: number, revisions: number): Layout {
  const [word, shift, mask, base, bundle] = Array.from({ length: 5 }, () => new Int32Array(f.FIELDS));
  const table = { word, shift, mask, base, bundle };
  let words = 0;
  const whole = (field: number) => {
    table.word[field] = words++;
    table.mask[field] = -1;
  };
  OF_THE_SET.forEach(whole);
  for (let p = 0; p < pods; p++) OF_A_POD.forEach((field) => whole(field(p)));
  for (let k = 0; k < claims; k++) {
    OF_A_CLAIM.forEach((field) => whole(field(k)));
    for (let j = 0; j < f.MAX_REFERENCES; j++) [f.claimReference, f.viewClaimReference].forEach((field) => whole(field(k, j)));
  }
  for (let r = 0; r < revisions; r++) OF_A_REVISION.forEach((field) => whole(field(r)));
  return { words, ...table };
}

const OF_THE_SET = [
  f.FAULTS, f.EDIT,
  f.QUEUED, f.UNSEEN_SET, f.UNSEEN_CLAIMS, f.SET_GONE, f.VIEW_SET_GONE,
  f.REPLICAS, f.VIEW_REPLICAS, f.PARTITION, f.VIEW_PARTITION, f.TEMPLATE, f.VIEW_TEMPLATE, f.ON_DELETE, f.VIEW_ON_DELETE,
  f.NO_ROLLING_UPDATE_BLOCK, f.VIEW_NO_ROLLING_UPDATE_BLOCK, f.SET_DELETING, f.VIEW_SET_DELETING, f.SET_UID, f.VIEW_SET_UID,
  f.SET_VERSION, f.VIEW_SET_VERSION, f.GENERATION, f.VIEW_GENERATION,
  f.CURRENT_REVISION, f.VIEW_CURRENT_REVISION, f.CURRENT_REPLICAS, f.VIEW_CURRENT_REPLICAS, f.STATUS_REPLICAS, f.VIEW_STATUS_REPLICAS,
  f.STATUS_READY, f.VIEW_STATUS_READY, f.STATUS_AVAILABLE, f.VIEW_STATUS_AVAILABLE, f.STATUS_UPDATED, f.VIEW_STATUS_UPDATED,
  f.STATUS_UPDATE_REVISION, f.VIEW_STATUS_UPDATE_REVISION, f.OBSERVED_GENERATION, f.VIEW_OBSERVED_GENERATION, f.COLLISIONS, f.VIEW_COLLISIONS,
];

const OF_A_POD = [
  f.leftover, f.unseenPod, f.viewPodWait,
  f.phase, f.viewPhase, f.ready, f.viewReady, f.available, f.viewAvailable, f.deleting, f.viewDeleting, f.revision, f.viewRevision,
  f.podOwner, f.viewPodOwner, f.podOutside, f.viewPodOutside, f.podUnnamed, f.viewPodUnnamed, f.podMissesClaim, f.viewPodMissesClaim,
  f.podUid, f.viewPodUid, f.podVersion, f.viewPodVersion,
];

const OF_A_CLAIM = [f.claimData, f.claim, f.viewClaim, f.claimDeleting, f.viewClaimDeleting, f.claimVersion, f.viewClaimVersion];

const OF_A_REVISION = [
  f.revisionNumber, f.viewRevisionNumber, f.revisionAge, f.viewRevisionAge, f.revisionOwner, f.viewRevisionOwner,
  f.revisionHidden, f.viewRevisionHidden, f.revisionBytes, f.viewRevisionBytes, f.revisionUid, f.viewRevisionUid, f.revisionVersion, f.viewRevisionVersion,
];
