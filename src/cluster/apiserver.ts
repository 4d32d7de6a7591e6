import { STALE, codeOf, othersPart, podPart, repairedCode } from './claim-owners';
import { problem } from './current-problem';
import * as f from './fields';
import { get, note, now, put } from './row';
import { CREATE_CLAIM, CREATE_POD, DELETE_POD, UPDATE_CLAIM, UPDATE_STATUS, writeOf } from './write';

/**
 * What the API server does with a write: it changes the successor that is being written, and wakes the controller where the
 * change is one that the controller watches. It watches pods and the set, not claims
 * (statefulset/stateful_set.go:NewStatefulSetController registers no handler for claims).
 */

export const DONE = 0;
export const ALREADY_EXISTS = 1;
export const REFUSED = 2;
export const NOT_FOUND = 3;
export const CONFLICT = 4;

export function wake(): void {
  put(f.QUEUED, 1);
}

export function createPod(slot: number, template: number): number {
  note(writeOf(CREATE_POD, slot));
  if (now(f.phase(slot)) !== f.ABSENT) return ALREADY_EXISTS;
  put(f.phase(slot), f.PENDING);
  put(f.revision(slot), template);
  put(f.unseenPod(slot), 1);
  wake();
  return DONE;
}

/** The pod object goes. References to it become references to a pod that is gone. */
export function removePod(slot: number): void {
  put(f.phase(slot), f.ABSENT);
  put(f.ready(slot), 0);
  put(f.available(slot), 0);
  put(f.deleting(slot), 0);
  put(f.revision(slot), 0);
  for (let k = slot * problem.claims; k < (slot + 1) * problem.claims; k++) {
    if (podPart(now(f.claimOthers(k))) !== 0) put(f.claimOthers(k), now(f.claimOthers(k)) | codeOf(0, STALE, 0));
    if (now(f.claimOwner(k)) === f.OWNER_POD) put(f.claimOwner(k), f.OWNER_GONE);
  }
  wake();
}

/**
 * A plain delete, by name and without a precondition. A pod without a node or in a final phase goes at once, and so does any
 * pod whose grace period is 0, while its process still runs (registry/core/pod/strategy.go:CheckGracefulDelete). Others get
 * a deletionTimestamp. A terminating pod is not ready to anybody who asks: to the controller it is unhealthy, to a
 * PodDisruptionBudget and to DNS it is gone. So readiness is cleared here and not one step later, which no guarantee can tell.
 */
export function deletePod(slot: number): number {
  note(writeOf(DELETE_POD, slot));
  const at = now(f.phase(slot));
  if (at === f.ABSENT) return NOT_FOUND;
  if (now(f.deleting(slot)) === 1) return DONE;
  if (at === f.PENDING || at === f.FAILED) {
    removePod(slot);
  } else if (problem.noGracePeriod) {
    if (at === f.RUNNING) put(f.leftover(slot), 1);
    removePod(slot);
  } else {
    put(f.deleting(slot), 1);
    put(f.ready(slot), 0);
    put(f.available(slot), 0);
    wake();
  }
  return DONE;
}

/** Whether the controller's copy of the set is the API server's: no resource version is needed to know. */
export const setIsFresh = (): boolean => get(f.VIEW_REPLICAS) === get(f.REPLICAS)
  && get(f.VIEW_PARTITION) === get(f.PARTITION)
  && get(f.VIEW_TEMPLATE) === get(f.TEMPLATE)
  && get(f.VIEW_ON_DELETE) === get(f.ON_DELETE)
  && get(f.VIEW_NO_ROLLING_UPDATE_BLOCK) === get(f.NO_ROLLING_UPDATE_BLOCK)
  && get(f.VIEW_CURRENT_REVISION) === get(f.CURRENT_REVISION)
  && get(f.VIEW_CURRENT_REPLICAS) === get(f.CURRENT_REPLICAS)
  && get(f.VIEW_SET_OUTDATED) === 0;

export function createClaim(index: number): number {
  note(writeOf(CREATE_CLAIM, index));
  if (now(f.claim(index)) !== f.CLAIM_ABSENT) return ALREADY_EXISTS;
  put(f.claim(index), f.CLAIM_PENDING);
  return DONE;
}

export function removeClaim(index: number): void {
  put(f.claim(index), f.CLAIM_ABSENT);
  put(f.claimDeleting(index), 0);
  put(f.claimOwner(index), f.OWNER_NONE);
  put(f.claimData(index), 0);
  put(f.claimOthers(index), 0);
}

/** Sets the claim's owner reference. A reference to a pod that is gone by now is born stale. */
export function updateClaimOwner(slot: number, index: number, owner: number): void {
  note(writeOf(UPDATE_CLAIM, index));
  if (now(f.claim(index)) === f.CLAIM_ABSENT) return;
  if (now(f.claimOthers(index)) !== 0) {
    const code = repairedCode(now(f.claimOthers(index)), owner);
    // Without others, nothing is left that one owner does not say.
    put(f.claimOthers(index), othersPart(code) === 0 ? 0 : code);
    put(f.claimOwner(index), f.OWNER_NONE);
    if (othersPart(code) !== 0 || code === 0) return;
  }
  put(f.claimOwner(index), owner === f.OWNER_POD && now(f.phase(slot)) === f.ABSENT ? f.OWNER_GONE : owner);
}

/**
 * A negative count is refused by validation (apps/validation ValidateStatefulSetStatus), and a status that was computed from an old set
 * conflicts: either way the sync fails and is retried. Upstream reads its cache again between tries, so a cache that catches up in
 * these milliseconds would let the old status through; that is not explored.
 */
export function updateStatus(currentRevision: number, currentReplicas: number): number {
  note(writeOf(UPDATE_STATUS, 0));
  if (currentReplicas < 0) return REFUSED;
  if (!setIsFresh()) return CONFLICT;
  put(f.CURRENT_REVISION, currentRevision);
  put(f.CURRENT_REPLICAS, currentReplicas);
  put(f.UNSEEN_SET, 1);
  wake();
  return DONE;
}
