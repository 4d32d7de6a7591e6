import { ALREADY_EXISTS, CONFLICT, DONE, INVALID, NOT_FOUND, plannedAnswer } from './answer';
import { references, wantReferences } from './claim-references';
import { problem } from './current-problem';
import * as f from './fields';
import { answer, detail, get, note, now, put } from './row';
import { catchUp, followsAtOnce, showClaim, showPod } from './show';
import { world } from './world';
import { CREATE_CLAIM, CREATE_POD, DELETE_POD, UPDATE_CLAIM, UPDATE_STATUS, writeOf } from './write';

/**
 * What the API server does with a write: it changes the successor that is being written, and wakes the controller where the
 * change is one that the controller watches. It watches pods and the set, not claims
 * (statefulset/stateful_set.go:NewStatefulSetController registers no handler for claims).
 *
 * Versions, UIDs and planned errors have bits in wide rows only; elsewhere they cost a few loads and change nothing.
 */

export function wake(): void {
  put(f.QUEUED, 1);
}

/** Notes the write, and takes the error that is planned for it, or DONE. */
export function receive(kind: number, object: number): number {
  const write = writeOf(kind, object);
  note(write);
  return answer(plannedAnswer(write, object));
}

/** A pod changed: a new version, which the cache may follow at once. */
export function podChanged(p: number): void {
  if (problem.wide) {
    put(f.podVersion(p), now(f.podVersion(p)) + 1);
    if (followsAtOnce()) showPod(p);
  }
  wake();
}

export function createPod(p: number, template: number): number {
  const planned = receive(CREATE_POD, p);
  if (problem.wide) detail(0, template);
  if (planned !== DONE) return planned;
  if (now(f.phase(p)) !== f.ABSENT) return answer(ALREADY_EXISTS);
  put(f.phase(p), f.PENDING);
  put(f.revision(p), template);
  put(f.unseenPod(p), 1);
  // Replays that delete the set have owners, too.
  put(f.podOwner(p), get(f.VIEW_SET_UID));
  if (problem.wide) put(f.podUid(p), NEW_UID - p);
  podChanged(p);
  return DONE;
}

/** What is made within a sync has a UID that nobody has yet. */
const NEW_UID = 0xffff;

/** Whom a reference names whose pod goes: a cache that lags does not know yet. */
const justGone = (): number => problem.staleCaches === 1 ? f.OWNER_UNSEEN : f.OWNER_GONE;

/** The process of a pod runs on where it runs, whatever becomes of the object. */
function leaveProcess(p: number): void {
  put(f.leftover(p), problem.nodes === 0 ? 1 : now(f.leftover(p)) | 1 << now(f.node(p)) - 1);
}

/** The pod object goes. References to it become references to a pod that is gone. */
export function removePod(p: number): void {
  put(f.phase(p), f.ABSENT);
  put(f.ready(p), 0);
  put(f.available(p), 0);
  put(f.deleting(p), 0);
  put(f.revision(p), 0);
  put(f.node(p), 0);
  if (problem.wide === 0) put(f.podOwner(p), 0);
  // In wide rows, references hold UIDs and need not age.
  for (let k = p * problem.claims; k < (p + 1) * problem.claims && problem.wide === 0; k++) {
    if (now(f.claimOwner(k)) === f.OWNER_POD) put(f.claimOwner(k), justGone());
  }
  podChanged(p);
}

/**
 * A plain delete, by name and without a precondition. A pod without a node or in a final phase goes at once, and so does any
 * pod whose grace period is 0, while its process still runs (registry/core/pod/strategy.go:CheckGracefulDelete). Others get
 * a deletionTimestamp. A terminating pod is not ready to anybody who asks: to the controller it is unhealthy, to a
 * PodDisruptionBudget and to DNS it is gone. So readiness is cleared here and not one step later, which no guarantee can tell.
 */
export function deletePod(p: number): number {
  const planned = receive(DELETE_POD, p);
  if (planned !== DONE) return planned;
  const at = now(f.phase(p));
  if (at === f.ABSENT) return answer(NOT_FOUND);
  if (now(f.deleting(p)) === 1 && !(world.recorderRules && problem.wide && at === f.FAILED)) return DONE;
  if (at === f.PENDING || at === f.FAILED) {
    removePod(p);
  } else if (problem.noGracePeriod) {
    if (at === f.RUNNING) leaveProcess(p);
    removePod(p);
  } else {
    put(f.deleting(p), 1);
    put(f.ready(p), 0);
    put(f.available(p), 0);
    podChanged(p);
  }
  return DONE;
}

/** Takes the object away without waiting for the kubelet (`--grace-period=0 --force`, and the pod garbage collector). */
export function forceDeletePod(p: number): void {
  if (now(f.phase(p)) === f.RUNNING) leaveProcess(p);
  removePod(p);
}

/** Whether the controller's copy of the set is the API server's: no resource version is needed to know, where nothing but these can change. */
export const setIsFresh = (): boolean => get(f.VIEW_REPLICAS) === get(f.REPLICAS)
  && get(f.VIEW_PARTITION) === get(f.PARTITION)
  && get(f.VIEW_TEMPLATE) === get(f.TEMPLATE)
  && get(f.VIEW_ON_DELETE) === get(f.ON_DELETE)
  && get(f.VIEW_NO_ROLLING_UPDATE_BLOCK) === get(f.NO_ROLLING_UPDATE_BLOCK)
  && get(f.VIEW_CURRENT_REVISION) === get(f.CURRENT_REVISION)
  && get(f.VIEW_CURRENT_REPLICAS) === get(f.CURRENT_REPLICAS);

function claimChanged(k: number): void {
  if (problem.wide === 0) return;
  put(f.claimVersion(k), now(f.claimVersion(k)) + 1);
  if (followsAtOnce()) showClaim(k);
}

export function createClaim(k: number): number {
  const planned = receive(CREATE_CLAIM, k);
  if (planned !== DONE) return planned;
  if (now(f.claim(k)) !== f.CLAIM_ABSENT) return answer(ALREADY_EXISTS);
  put(f.claim(k), f.CLAIM_PENDING);
  claimChanged(k);
  return DONE;
}

export function removeClaim(k: number): void {
  // The volume of a claim that is gone is deleted, or nobody's any more; a new claim gets another one.
  if (problem.nodes > 0) {
    put(f.released(now(f.volume(k)) - 1), 1);
    put(f.attached(Math.trunc(k / problem.claims)), 0);
    put(f.volume(k), 0);
  }
  put(f.peersOfLastRun(Math.trunc(k / problem.claims)), 0);
  put(f.collecting(k), 0);
  put(f.claim(k), f.CLAIM_ABSENT);
  put(f.claimDeleting(k), 0);
  put(f.claimOwner(k), f.OWNER_NONE);
  put(f.claimData(k), 0);
}

/** Sets the claim's owner reference. A reference to a pod that is gone by now is born stale. */
export function updateClaimOwner(p: number, k: number, owner: number): number {
  const planned = receive(UPDATE_CLAIM, k);
  if (planned !== DONE) return planned;
  if (now(f.claim(k)) === f.CLAIM_ABSENT) return NOT_FOUND;
  put(f.claimOwner(k), owner === f.OWNER_POD && now(f.phase(p)) === f.ABSENT ? justGone() : owner);
  return DONE;
}

/** The same where a claim has a list of them: the copy that the cache shows, with other references. `references` is what was sent. */
export function updateClaimReferences(place: number, k: number, p: number, uid: number, condemned: boolean): number {
  const planned = receive(UPDATE_CLAIM, k);
  wantReferences(k, p, uid, condemned);
  for (let j = 0; j < f.MAX_REFERENCES; j++) detail(j, references[j]);
  if (planned !== DONE) return planned;
  if (now(f.claim(k)) === f.CLAIM_ABSENT) return answer(NOT_FOUND);
  if (now(f.viewClaimVersion(k)) !== now(f.claimVersion(k))) {
    catchUp(place);
    return answer(CONFLICT);
  }
  for (let j = 0; j < f.MAX_REFERENCES; j++) put(f.claimReference(k, j), references[j]);
  claimChanged(k);
  return DONE;
}

/**
 * A negative count is refused by validation (apps/validation ValidateStatefulSetStatus), and a status that was computed from an old set
 * conflicts: either way the sync fails and is retried. Upstream reads its cache again between tries, so a cache that catches up in
 * these milliseconds would let the old status through; that is not explored.
 */
export function updateStatus(currentRevision: number, currentReplicas: number): number {
  const planned = receive(UPDATE_STATUS, 0);
  if (planned !== DONE) return planned;
  if (currentReplicas < 0) return INVALID;
  if (!setIsFresh()) return CONFLICT;
  put(f.CURRENT_REVISION, currentRevision);
  put(f.CURRENT_REPLICAS, currentReplicas);
  put(f.UNSEEN_SET, 1);
  wake();
  return DONE;
}
