import { deletePod, removeClaim, wake } from './apiserver';
import { problem } from './current-problem';
import * as f from './fields';
import { COLLECTOR, COLLECTS_POD, PROTECTION, SCHEDULER, VOLUMES, label } from './label';
import { begin, end, get, put } from './row';

/** Binding and provisioning (volume/persistentvolume/pv_controller.go). Which volume, where, and whether there is one at all is not modelled yet. */
export function bindClaim(k: number): void {
  if (get(f.claim(k)) === f.CLAIM_PENDING && get(f.claimDeleting(k)) === 0) {
    begin(); put(f.claim(k), f.CLAIM_BOUND); end(label(VOLUMES, k, 0));
  }
}

/** The scheduler refuses a pod whose claims are missing, unbound or being deleted (framework/plugins/volumebinding). */
export function schedule(i: number): void {
  if (get(f.phase(i)) !== f.PENDING) return;
  for (let k = i * problem.claims; k < (i + 1) * problem.claims; k++) {
    if (get(f.claim(k)) !== f.CLAIM_BOUND || get(f.claimDeleting(k)) === 1) return;
  }
  begin(); put(f.phase(i), f.SCHEDULED); wake(); end(label(SCHEDULER, i, 0));
}

const isOwnerGone = (k: number): boolean => get(f.claimOwner(k)) >= f.OWNER_GONE || get(f.claimOwner(k)) === f.OWNER_SET && get(f.SET_GONE) === 1;

/** The garbage collector deletes a claim whose owner is gone (garbagecollector.go:attemptToDeleteItem). */
export function collectClaim(k: number): void {
  if (get(f.claim(k)) !== f.CLAIM_ABSENT && get(f.claimDeleting(k)) === 0 && isOwnerGone(k)) {
    begin(); put(f.claimDeleting(k), 1); end(label(COLLECTOR, k, 0));
  }
}

/** It deletes the pods of a set that is gone, in any order. */
export function collectPod(i: number): void {
  if (get(f.SET_GONE) === 0 || get(f.phase(i)) === f.ABSENT || get(f.podOwner(i)) === 0 || get(f.deleting(i)) === 1) return;
  begin(); deletePod(i); end(label(COLLECTOR, i, COLLECTS_POD));
}

/** A claim that is being deleted goes when no pod with a node uses it (volume/pvcprotection). Nobody is woken by it. */
export function protectClaim(i: number, k: number): void {
  if (get(f.claim(k)) === f.CLAIM_ABSENT || get(f.claimDeleting(k)) === 0 || get(f.phase(i)) > f.PENDING) return;
  begin(); removeClaim(k); end(label(PROTECTION, k, 0));
}
