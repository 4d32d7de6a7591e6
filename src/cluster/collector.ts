import { deletePod, wake } from './apiserver';
import { problem } from './current-problem';
import * as f from './fields';
import { COLLECTOR, COLLECTS_CLAIM, COLLECTS_POD, COLLECTS_SET, LOOKS_AT_CLAIM, label } from './label';
import { begin, end, get, put } from './row';

/** The garbage collector (pkg/controller/garbagecollector): what belongs to somebody who is gone goes too. */

/** The owner that the claim names is not there any more, or goes in the foreground and takes what it owns with it. */
function isOwnerGone(k: number): boolean {
  const owner = get(f.claimOwner(k));
  return owner >= f.OWNER_GONE || owner === f.OWNER_SET && get(f.SET_DELETING) === 1;
}

function deleteClaim(k: number): void {
  begin(); put(f.claimDeleting(k), 1); put(f.collecting(k), 0); end(label(COLLECTOR, k, COLLECTS_CLAIM));
}

/**
 * The collector looks at a claim and its owner, and deletes the claim some time later. From 1.34 on only the version that it looked at; before, also
 * one whose reference was taken back in between (operations.go:deleteObject, attemptToDeleteItem). In between nobody takes a reference back
 * but a controller whose cache still shows the pod, so elsewhere the two are one step.
 */
export function collectClaim(k: number): void {
  if (get(f.claim(k)) === f.CLAIM_ABSENT || get(f.claimDeleting(k)) === 1) return;
  if (problem.staleCaches === 0) {
    if (isOwnerGone(k)) deleteClaim(k);
    return;
  }
  if (get(f.collecting(k)) === 0) {
    if (!isOwnerGone(k)) return;
    begin(); put(f.collecting(k), 1); end(label(COLLECTOR, k, LOOKS_AT_CLAIM));
  } else if (isOwnerGone(k) || problem.collectorChecksVersion === 0) {
    deleteClaim(k);
  } else {
    begin(); put(f.collecting(k), 0); end(label(COLLECTOR, k, LOOKS_AT_CLAIM));
  }
}

/** Pods of a set that is gone, or that goes in the foreground: in any order, by many workers. */
export function collectPod(i: number): void {
  if (get(f.phase(i)) === f.ABSENT || get(f.deleting(i)) === 1) return;
  const owner = get(f.podOwner(i));
  if (owner !== f.OF_AN_EARLIER_SET && !(owner === f.OF_THE_SET && get(f.SET_DELETING) === 1)) return;
  begin(); deletePod(i); end(label(COLLECTOR, i, COLLECTS_POD));
}

/** A set that is deleted in the foreground goes when nothing is left that it owns (processDeletingDependentsItem). */
export function collectSet(): void {
  if (get(f.SET_DELETING) === 0) return;
  for (let i = 0; i < problem.slots; i++) if (get(f.podOwner(i)) === f.OF_THE_SET && get(f.phase(i)) !== f.ABSENT) return;
  for (let k = 0; k < problem.slots * problem.claims; k++) if (get(f.claimOwner(k)) === f.OWNER_SET && get(f.claim(k)) !== f.CLAIM_ABSENT) return;
  begin(); put(f.SET_DELETING, 0); put(f.SET_GONE, 1); wake(); end(label(COLLECTOR, 0, COLLECTS_SET));
}
