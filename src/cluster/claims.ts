import { ALREADY_EXISTS, CONFLICT, DONE } from './answer';
import { createClaim, updateClaimOwner, updateClaimReferences } from './apiserver';
import { deletesWhenScaled, hasStalePod, hasUnexpectedController, referencesAreUpToDate, wantedOwner } from './claim-references';
import { problem } from './current-problem';
import { CLAIM_CREATED, CLAIM_NOT_CREATED, CONFLICTING_CONTROLLER, POD_NOT_UPDATED, eventOf } from './event';
import * as f from './fields';
import { CUT, ERROR, GO, RETRY } from './outcome';
import { get, note, now, tell } from './row';
import { creationOrder, ordinalOf } from './world';
import { CLAIM_IS_BEING_DELETED, mayWrite, writeOf } from './write';

/**
 * The claims of one ordinal: what the controller makes, and whom it lets own them (stateful_pod_control.go).
 *
 * Claims are read through the cache at the moment they are needed. Explorations take that cache for fresh at the beginning of a sync.
 */

/** A pod that is still to be made: it has no UID yet. */
export const NO_UID = 0;

const first = (i: number): number => (problem.wide ? ordinalOf[i] : i) * problem.claims;
const isSeen = (k: number): boolean => (problem.wide ? now(f.viewClaim(k)) : get(f.claim(k))) !== f.CLAIM_ABSENT;
const isSeenDeleting = (k: number): boolean => (problem.wide ? now(f.viewClaimDeleting(k)) : get(f.claimDeleting(k))) === 1;

/** Whether a claim's owner is in order, or left alone (isClaimOwnerUpToDate): there is no claim, or its owner is stale (hasStaleOwnerRef). */
function ownerIsUpToDate(k: number, p: number, uid: number, condemned: boolean): boolean {
  if (!isSeen(k)) return true;
  if (problem.wide) return referencesAreUpToDate(k, p, uid, condemned);
  const owner = get(f.claimOwner(k));
  return owner === f.OWNER_GONE || owner === f.OWNER_EARLIER_SET || (owner === f.OWNER_UNSEEN ? f.OWNER_POD : owner) === wantedOwner(condemned);
}

/** With gate StatefulSetAutoDeletePVC off (before 1.32), owners of claims are never looked at. */
const looksAtOwners = (): boolean => problem.honorsRetentionPolicy === 1;

/** Whether all claims of a place are in line with the retention policy (ClaimsMatchRetentionPolicy). */
export function claimsMatchPolicy(i: number, p: number, uid: number, condemned: boolean): boolean {
  if (!looksAtOwners()) return true;
  for (let k = first(i); k < first(i) + problem.claims; k++) if (!ownerIsUpToDate(k, p, uid, condemned)) return false;
  return true;
}

/**
 * Brings the owners of one ordinal's claims in line with the retention policy (UpdatePodClaimForRetentionPolicy).
 *
 * @returns RETRY after a conflict
 */
export function updateClaimOwners(i: number, p: number, uid: number, condemned: boolean): number {
  if (!looksAtOwners()) return GO;
  for (let k = first(i); k < first(i) + problem.claims; k++) {
    if (problem.wide && isSeen(k) && hasUnexpectedController(k, p, uid)) tell(eventOf(CONFLICTING_CONTROLLER, k));
    if (ownerIsUpToDate(k, p, uid, condemned)) continue;
    if (!mayWrite()) return CUT;
    const answered = problem.wide ? updateClaimReferences(i, k, p, uid, condemned) : updateClaimOwner(i, k, wantedOwner(condemned));
    if (answered !== DONE) return answered === CONFLICT ? RETRY : ERROR;
  }
  return GO;
}

/** The same, where a failure is told of the pod and fails the sync. */
export function updateClaimOwnersOrFail(i: number, p: number, uid: number): number {
  const updated = updateClaimOwners(i, p, uid, false);
  if (updated === GO || updated === CUT) return updated;
  tell(eventOf(POD_NOT_UPDATED, p === f.NOBODY ? i : p));
  return ERROR;
}

/**
 * A Parallel set looks at the claims of a pod that it has just made, or that is pending, once more in the same sync. Its cache does not
 * show yet what was written: the first update conflicts, and the retry finds the rest in order. So in an exploration it is one write without effect.
 */
export function repeatClaimOwners(i: number): number {
  for (let k = first(i); k < first(i) + problem.claims; k++) {
    if (ownerIsUpToDate(k, i, NO_UID, false)) continue;
    if (!mayWrite()) return CUT;
    updateClaimOwner(i, k, wantedOwner(false));
    return GO;
  }
  return GO;
}

/** Creates the claims that are missing. One that is being deleted fails the sync (createPersistentVolumeClaims: `pvc %s is being deleted`). */
export function createMissingClaims(i: number): number {
  let outcome = GO;
  for (let j = 0; j < problem.claims; j++) {
    const k = first(i) + (problem.wide ? creationOrder[j] : j);
    if (!isSeen(k)) {
      if (!mayWrite()) return CUT;
      const answered = createClaim(k);
      if (answered !== DONE) outcome = ERROR;
      if (answered !== ALREADY_EXISTS) tell(eventOf(answered === DONE ? CLAIM_CREATED : CLAIM_NOT_CREATED, k));
    } else if (isSeenDeleting(k)) {
      note(writeOf(CLAIM_IS_BEING_DELETED, k));
      outcome = ERROR;
    }
  }
  return outcome;
}

const namesAPod = (owner: number): boolean => owner >= f.OWNER_POD && owner <= f.OWNER_UNSEEN;

/** A claim whose owner is an earlier pod of this name is about to be collected (PodClaimIsStale): the sync waits, and says nothing. */
export function hasStaleClaim(i: number): boolean {
  if (!deletesWhenScaled() || !looksAtOwners()) return false;
  for (let k = first(i); k < first(i) + problem.claims; k++) {
    if (!isSeen(k)) continue;
    if (problem.wide ? hasStalePod(k, i, NO_UID) : namesAPod(get(f.claimOwner(k)))) return true;
  }
  return false;
}
