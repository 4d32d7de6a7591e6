import { problem } from './current-problem';
import * as f from './fields';
import { get, now } from './row';

/**
 * Owner references of a claim as a list, which wide rows have: to the present set or an earlier one, to pods, to others, as controller or not.
 * Modelled on stateful_set_utils.go (isClaimOwnerUpToDate, updateClaimOwnerRefForSetAndPod). They are read as the cache shows them by now.
 * Explorations have one owner in their place (`claimOwner`).
 */

/** Whom a reference names: kind and name, which may fit although the UID does not. */
export const NAMES_SET = 1;
export const NAMES_POD = 2;
export const NAMES_OTHER = 3;

const UID_BITS = 16;
export const MAX_UID = (1 << UID_BITS) - 1;

/**
 * A reference as a number: 0 is none.
 *
 * @param pod of a reference that names a pod: its number
 */
export const referenceOf = (names: number, pod: number, uid: number, controller: number, blocks: number): number => (
  names | controller << 2 | blocks << 3 | pod << 4 | uid << 12
);
export const namesOf = (reference: number): number => reference & 3;
export const isController = (reference: number): boolean => (reference >>> 2 & 1) === 1;
export const blocksDeletion = (reference: number): boolean => (reference >>> 3 & 1) === 1;
export const podOfReference = (reference: number): number => reference >>> 4 & 0xff;
export const uidOf = (reference: number): number => reference >>> 12;

const namesSet = (reference: number): boolean => namesOf(reference) === NAMES_SET;
const namesPod = (reference: number, p: number): boolean => namesOf(reference) === NAMES_POD && podOfReference(reference) === p;
const seen = (k: number, j: number): number => now(f.viewClaimReference(k, j));
const setUid = (): number => now(f.VIEW_SET_UID);

/** The first reference to the set names another incarnation of it (hasStaleOwnerRef). */
function hasStaleSet(k: number): boolean {
  for (let j = 0; j < f.MAX_REFERENCES; j++) if (namesSet(seen(k, j))) return uidOf(seen(k, j)) !== setUid();
  return false;
}

/** The first reference to the pod names another pod of this name (hasStaleOwnerRef). A pod that is still to be made has UID 0. */
export function hasStalePod(k: number, p: number, uid: number): boolean {
  for (let j = 0; j < f.MAX_REFERENCES; j++) if (namesPod(seen(k, j), p)) return uidOf(seen(k, j)) !== uid;
  return false;
}

function hasOwner(k: number, uid: number): boolean {
  for (let j = 0; j < f.MAX_REFERENCES; j++) if (seen(k, j) !== 0 && uidOf(seen(k, j)) === uid) return true;
  return false;
}

/** Somebody else manages the claim (hasUnexpectedController). Where nothing is ever deleted, that is no problem. */
export function hasUnexpectedController(k: number, p: number, uid: number): boolean {
  if (problem.whenScaledDelete === 0 && problem.whenDeletedDelete === 0) return false;
  for (let j = 0; j < f.MAX_REFERENCES; j++) {
    const reference = seen(k, j);
    if (reference === 0) continue;
    if (namesSet(reference)) {
      if (uidOf(reference) !== setUid()) return true;
    } else if (namesPod(reference, p)) {
      if (uidOf(reference) !== uid) return true;
    } else if (isController(reference)) {
      return true;
    }
  }
  return false;
}

/** The set or the pod owns the claim, but not as its controller (hasNonControllerOwner). */
function hasNonControllerOwner(k: number, uid: number): boolean {
  for (let j = 0; j < f.MAX_REFERENCES; j++) {
    const reference = seen(k, j);
    if (reference !== 0 && (uidOf(reference) === setUid() || uidOf(reference) === uid) && !isController(reference)) return true;
  }
  return false;
}

export const deletesWhenScaled = (): boolean => (problem.wide ? problem.whenScaledDelete : get(f.WHEN_SCALED)) === 1;
const deletesWhenDeleted = (): boolean => (problem.wide ? problem.whenDeletedDelete : get(f.WHEN_DELETED)) === 1;

/** Whom the policy wants as the owner: OWNER_SET, OWNER_POD or OWNER_NONE. */
export function wantedOwner(condemned: boolean): number {
  if (condemned && deletesWhenScaled()) return f.OWNER_POD;
  return deletesWhenDeleted() ? f.OWNER_SET : f.OWNER_NONE;
}

/** Whether the references are in order, or left alone (isClaimOwnerUpToDate). */
export function referencesAreUpToDate(k: number, p: number, uid: number, condemned: boolean): boolean {
  if (hasStaleSet(k) || hasStalePod(k, p, uid)) return true;
  const ownedBySet = hasOwner(k, setUid());
  const ownedByPod = hasOwner(k, uid);
  if (hasUnexpectedController(k, p, uid)) return !ownedBySet && !ownedByPod;
  if (hasNonControllerOwner(k, uid)) return false;
  const owner = wantedOwner(condemned);
  return ownedBySet === (owner === f.OWNER_SET) && ownedByPod === (owner === f.OWNER_POD);
}

/** The references that the controller writes (updateClaimOwnerRefForSetAndPod), put into `references`. */
export const references = new Int32Array(f.MAX_REFERENCES);

export function wantReferences(k: number, p: number, uid: number, condemned: boolean): void {
  references.fill(0);
  let kept = 0;
  for (let j = 0; j < f.MAX_REFERENCES; j++) {
    const reference = seen(k, j);
    if (reference !== 0 && !namesSet(reference) && !namesPod(reference, p)) references[kept++] = reference;
  }
  const owner = hasUnexpectedController(k, p, uid) ? f.OWNER_NONE : wantedOwner(condemned);
  if (owner === f.OWNER_NONE) return;
  const wanted = owner === f.OWNER_SET ? referenceOf(NAMES_SET, 0, setUid(), 1, 1) : referenceOf(NAMES_POD, p, uid, 1, 1);
  for (let j = 0; j < kept; j++) if (uidOf(references[j]) === uidOf(wanted)) return;
  references[kept] = wanted;
}
