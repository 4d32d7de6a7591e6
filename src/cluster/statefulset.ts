import { ALREADY_EXISTS, DONE, NOT_FOUND, createClaim, createPod, deletePod, updateClaimOwner, updateStatus } from './apiserver';
import { NO_REFERENCE, podPart, repairedCode } from './claim-owners';
import { problem } from './current-problem';
import * as f from './fields';
import { numberRevision, truncateHistory } from './revisions';
import { get, note, put } from './row';
import { CLAIM_IS_BEING_DELETED, writeOf } from './write';

/**
 * The StatefulSet controller: one sync, from what its cache shows to the list of writes it makes.
 *
 * Modelled on pkg/controller/statefulset of Kubernetes 1.34 (what other versions do differently is in profile.ts):
 * stateful_set_control.go (updateStatefulSet, processReplica, processCondemned, completeRollingUpdate), stateful_pod_control.go
 * (CreateStatefulPod, claims) and stateful_set_utils.go (newVersionedStatefulSetPod, isClaimOwnerUpToDate). It reads only the view (`get(view...)`) and writes only through the API
 * server. Claims are read from the API server's fields, because their cache is taken to be fresh.
 *
 * Guards are quantifiers over the other ordinals: "all below are available", "none above exists", "the lowest unhealthy". No
 * slot looks at its neighbour or counts (test/cluster/projection.test.ts), which is what makes proofs for every replica count
 * exact. Four guards are of another kind and are said so where they stand: status.currentReplicas, the completion of an update and
 * the budget of maxUnavailable, which count, and the batches in which a Parallel set stops after an error.
 */

/** The walk goes on. */
const GO = 0;
/** The walk ends here; there is nothing to complain about. */
const EXIT = 1;
/** The sync fails and is put back into the queue. */
const ERROR = 2;
/** The controller died, or was refused, at this write: the fault that cuts a sync after any prefix of its writes. */
const CUT = 3;

let writesAllowed = 0;
/** How many pods the update loop deleted: each takes one from currentReplicas, whatever its revision was. */
let deletedForUpdate = 0;
let statusCounted = false;

/** Counts one write against those that this sync may still make. */
function mayWrite(): boolean {
  return writesAllowed-- > 0;
}

// The counts of status, as computed from the objects that the sync started with.
let statusReplicas = 0;
let statusReady = 0;
let statusAvailable = 0;
let statusCurrent = 0;
let statusUpdated = 0;
let statusCurrentRevision = 0;

/** Running, ready, and that for minReadySeconds. Of a pod whose node does not answer, 1.34 and later still say that it is available. */
const steady = (i: number): boolean => get(f.viewAvailable(i)) === 1 && get(f.viewPhase(i)) === f.RUNNING;

/** Whether the pod's slot is healthy: there, not terminating, and available (isUnavailable); up to 1.33, running and ready (isHealthy). */
const healthy = (i: number): boolean => get(f.viewDeleting(i)) === 0
  && (problem.healthIsAvailability === 1 ? get(f.viewAvailable(i)) === 1 : get(f.viewReady(i)) === 1 && get(f.viewPhase(i)) === f.RUNNING);

/** A delete that finds nothing is an error up to 1.35 (DeleteStatefulPod), but for that of a rollout. */
const failed = (deletion: number): boolean => deletion === NOT_FOUND && problem.deleteOfMissingPodIsDone === 0;

/** The revision that a missing pod is made from (newVersionedStatefulSetPod). OnDelete always means the new one. */
function revisionForNewPod(i: number): number {
  if (get(f.VIEW_ON_DELETE)) return get(f.VIEW_TEMPLATE);
  // Not universal: it compares with a count. Sets without a rollingUpdate block get no proof for every replica count.
  if (get(f.VIEW_NO_ROLLING_UPDATE_BLOCK)) return i < get(f.VIEW_CURRENT_REPLICAS) ? get(f.VIEW_CURRENT_REVISION) : get(f.VIEW_TEMPLATE);
  return i < get(f.VIEW_PARTITION) ? get(f.VIEW_CURRENT_REVISION) : get(f.VIEW_TEMPLATE);
}

/** Whom the claims of an ordinal should name as their owner (isClaimOwnerUpToDate). */
function wantedOwner(condemned: boolean): number {
  if (problem.whenScaledDelete && condemned) return f.OWNER_POD;
  return problem.whenDeletedDelete ? f.OWNER_SET : f.OWNER_NONE;
}

/** Whether a claim's owner references are in order, or left alone (isClaimOwnerUpToDate): there is no claim, or one of them is stale (hasStaleOwnerRef). */
function ownerIsUpToDate(k: number, owner: number): boolean {
  const code = get(f.claimOthers(k));
  if (code !== 0) return repairedCode(code, owner) === code;
  return get(f.claim(k)) === f.CLAIM_ABSENT || get(f.claimOwner(k)) === owner || get(f.claimOwner(k)) === f.OWNER_GONE;
}

/** Brings the owner references of one ordinal's claims in line with the retention policy. */
function updateClaimOwners(i: number, condemned: boolean): number {
  const owner = wantedOwner(condemned);
  for (let k = i * problem.claims; k < (i + 1) * problem.claims; k++) {
    if (ownerIsUpToDate(k, owner)) continue;
    if (!mayWrite()) return CUT;
    updateClaimOwner(i, k, owner);
  }
  return GO;
}

/**
 * A Parallel set looks at the claims of a pod that it has just made, or that is pending, once more in the same sync. Its cache does not
 * show yet what was written: the first update conflicts, and the retry finds the rest in order. So it is one write without effect.
 */
function repeatClaimOwners(i: number): number {
  const owner = wantedOwner(false);
  for (let k = i * problem.claims; k < (i + 1) * problem.claims; k++) {
    if (ownerIsUpToDate(k, owner)) continue;
    if (!mayWrite()) return CUT;
    updateClaimOwner(i, k, owner);
    return GO;
  }
  return GO;
}

/** Creates the claims that are missing. One that is being deleted fails the sync (createPersistentVolumeClaims: `pvc %s is being deleted`). */
function createMissingClaims(i: number): number {
  let outcome = GO;
  for (let k = i * problem.claims; k < (i + 1) * problem.claims; k++) {
    if (get(f.claim(k)) === f.CLAIM_ABSENT) {
      if (!mayWrite()) return CUT;
      if (createClaim(k) === ALREADY_EXISTS) outcome = ERROR;
    } else if (get(f.claimDeleting(k)) === 1) {
      note(writeOf(CLAIM_IS_BEING_DELETED, k));
      outcome = ERROR;
    }
  }
  return outcome;
}

/** A claim whose owner is an earlier pod of this name is about to be collected (PodClaimIsStale): the sync waits, and says nothing. */
function hasStaleClaim(i: number): boolean {
  if (!problem.whenScaledDelete) return false;
  for (let k = i * problem.claims; k < (i + 1) * problem.claims; k++) {
    if (get(f.claim(k)) !== f.CLAIM_ABSENT && get(f.claimOwner(k)) >= f.OWNER_POD || podPart(get(f.claimOthers(k))) !== NO_REFERENCE) return true;
  }
  return false;
}

/** Claims first, then the pod, then the owner references of the claims that were there before (CreateStatefulPod). */
function createStatefulPod(i: number): number {
  const claimsMade = createMissingClaims(i);
  if (claimsMade !== GO) return claimsMade;
  if (!mayWrite()) return CUT;
  if (createPod(i, revisionForNewPod(i)) !== DONE) return ERROR;
  return updateClaimOwners(i, false);
}

function processReplica(i: number, monotonic: boolean): number {
  const at = get(f.viewPhase(i));
  if (at === f.FAILED) {
    if (get(f.viewDeleting(i)) === 0) {
      if (!mayWrite()) return CUT;
      if (failed(deletePod(i))) return ERROR;
    }
    return EXIT;
  }
  if (at === f.ABSENT) {
    if (hasStaleClaim(i)) return EXIT;
    const created = createStatefulPod(i);
    if (created !== GO) return created;
    return monotonic ? EXIT : repeatClaimOwners(i);
  }
  if (at === f.PENDING || at === f.SCHEDULED) {
    const claimsMade = createMissingClaims(i);
    if (claimsMade !== GO) return claimsMade;
    const owned = updateClaimOwners(i, false);
    if (owned !== GO) return owned;
    return monotonic ? EXIT : repeatClaimOwners(i);
  }
  // Whatever a version takes for healthy, this walk asks for running, ready and available.
  if (monotonic && (at === f.UNKNOWN || problem.healthIsAvailability === 0 && get(f.viewAvailable(i)) === 0)) return EXIT;
  if (monotonic && !healthy(i)) return EXIT;
  return updateClaimOwners(i, false);
}

/** The last index of the batch that index i is started in: Parallel sets start 1, then 2, then 4 ... pods at a time (slowStartBatch). */
const lastOfBatch = (i: number): number => (2 << (31 - Math.clz32(i + 1))) - 2;

/** In order and one at a time, or in batches: after an error no later batch is started. */
function walkReplicas(monotonic: boolean): number {
  const replicas = get(f.VIEW_REPLICAS);
  let outcome = GO;
  let last = replicas - 1;
  for (let i = 0; i <= last; i++) {
    const result = processReplica(i, monotonic);
    if (result === CUT || monotonic && result !== GO) return result;
    if (result === ERROR) {
      outcome = ERROR;
      last = Math.min(last, lastOfBatch(i));
    }
  }
  return outcome;
}

/** The lowest unhealthy replica, else the lowest unhealthy condemned pod, else none (-1). */
function firstUnhealthy(): number {
  const replicas = get(f.VIEW_REPLICAS);
  for (let i = 0; i < problem.slots; i++) {
    if ((i < replicas || get(f.viewPhase(i)) !== f.ABSENT) && !healthy(i)) return i;
  }
  return -1;
}

/** Pods above the wanted number, from the highest down. */
function walkCondemned(monotonic: boolean): number {
  const replicas = get(f.VIEW_REPLICAS);
  for (let i = problem.slots - 1; i >= replicas; i--) {
    if (get(f.viewPhase(i)) !== f.ABSENT && updateClaimOwners(i, true) === CUT) return CUT;
  }
  const unhealthy = monotonic ? firstUnhealthy() : -1;
  let outcome = GO;
  let last = problem.slots;
  for (let i = problem.slots - 1, position = -1; i >= replicas && position < last; i--) {
    if (get(f.viewPhase(i)) === f.ABSENT) continue;
    position++;
    if (get(f.viewDeleting(i)) === 1) {
      if (monotonic) return EXIT;
      continue;
    }
    if (monotonic && !steady(i) && unhealthy !== i) return EXIT;
    if (!mayWrite()) return CUT;
    const missing = failed(deletePod(i));
    if (monotonic) return missing ? ERROR : EXIT;
    if (missing) {
      outcome = ERROR;
      last = Math.min(last, lastOfBatch(position));
    }
  }
  return outcome;
}

/** From the highest ordinal down to the partition: replace the first outdated pod, or wait for the first unhealthy one. */
function rollingUpdate(): number {
  const template = get(f.VIEW_TEMPLATE);
  const partition = get(f.VIEW_PARTITION);
  for (let i = get(f.VIEW_REPLICAS) - 1; i >= partition; i--) {
    const outdated = (get(f.viewPhase(i)) === f.ABSENT ? revisionForNewPod(i) : get(f.viewRevision(i))) !== template;
    if (outdated && get(f.viewDeleting(i)) === 0) {
      if (!mayWrite()) return CUT;
      deletePod(i);
      deletedForUpdate++;
      return GO;
    }
    if (!healthy(i)) return GO;
  }
  return GO;
}

/** How many replicas may be unavailable (getStatefulSetMaxUnavailable): a percentage is rounded down, and never less than one. */
function budget(): number {
  if (get(f.VIEW_NO_ROLLING_UPDATE_BLOCK)) return 1;
  return problem.maxUnavailableIsPercent === 0 ? problem.maxUnavailable : Math.max(1, Math.floor(problem.maxUnavailable * get(f.VIEW_REPLICAS) / 100));
}

/**
 * With the gate MaxUnavailableStatefulSet, another loop (updateStatefulSetAfterInvariantEstablished): as many outdated pods as the budget leaves, from
 * the highest ordinal down to the partition. Every unavailable replica uses the budget, also one below the partition. This guard counts.
 */
function rollingUpdateWithinBudget(): number {
  const template = get(f.VIEW_TEMPLATE);
  const replicas = get(f.VIEW_REPLICAS);
  let left = budget();
  for (let i = 0; i < replicas; i++) if (!healthy(i)) left--;
  const lowest = get(f.VIEW_PARTITION);
  for (let i = replicas - 1; i >= lowest && left > 0; i--) {
    const outdated = (get(f.viewPhase(i)) === f.ABSENT ? revisionForNewPod(i) : get(f.viewRevision(i))) !== template;
    if (!outdated || get(f.viewDeleting(i)) === 1) continue;
    if (!mayWrite()) return CUT;
    deletePod(i);
    deletedForUpdate++;
    left--;
  }
  return GO;
}

/** Counts the pods as the sync found them: one that it creates or deletes is counted by the next sync. */
function computeStatus(): void {
  statusReplicas = statusReady = statusAvailable = statusCurrent = statusUpdated = 0;
  statusCurrentRevision = get(f.VIEW_CURRENT_REVISION);
  const template = get(f.VIEW_TEMPLATE);
  for (let i = 0; i < problem.slots; i++) {
    if (get(f.viewPhase(i)) === f.ABSENT) continue;
    statusReplicas++;
    if (get(f.viewReady(i)) === 1 && get(f.viewPhase(i)) === f.RUNNING) statusReady++;
    if (steady(i)) statusAvailable++;
    if (get(f.viewDeleting(i)) === 1) continue;
    if (get(f.viewRevision(i)) === statusCurrentRevision) statusCurrent++;
    if (get(f.viewRevision(i)) === template) statusUpdated++;
  }
  statusCurrent -= deletedForUpdate;
  completeRollingUpdate();
}

/**
 * As many pods updated and ready as are wanted, and no more: the update is complete (completeRollingUpdate). It asks for readiness,
 * not availability, and it counts condemned pods too: one of them can stand in for a replica that is missing. So this guard is a
 * count, not a quantifier; the projection test found it.
 */
function completeRollingUpdate(): void {
  const replicas = get(f.VIEW_REPLICAS);
  if (get(f.VIEW_ON_DELETE) || statusUpdated !== replicas || statusReady !== replicas || statusReplicas !== replicas) return;
  statusCurrentRevision = get(f.VIEW_TEMPLATE);
  statusCurrent = statusUpdated;
}

/**
 * Of the status, currentRevision decides what later syncs do, and currentReplicas where there is no rollingUpdate block. Only they
 * are state, and the counts are only computed where they can matter.
 */
function writeStatus(): number {
  const replicasMatter = get(f.VIEW_NO_ROLLING_UPDATE_BLOCK) === 1;
  const revisionGone = get(f.CURRENT_REVISION_GONE) === 1;
  if (deletedForUpdate === 0 && !replicasMatter && !revisionGone && get(f.VIEW_TEMPLATE) === get(f.VIEW_CURRENT_REVISION)) return GO;
  computeStatus();
  const same = statusCurrentRevision === get(f.VIEW_CURRENT_REVISION) && (!replicasMatter || statusCurrent === get(f.VIEW_CURRENT_REPLICAS));
  if (statusCurrent >= 0 && same && !revisionGone) return GO;
  if (!mayWrite()) return CUT;
  return updateStatus(statusCurrentRevision, statusCurrent) === DONE ? GO : ERROR;
}

/** Whether a cache does not show yet what this controller wrote: then 1.36 does nothing but try again (sync, EnsureReady). */
function isBehindOwnWrites(): boolean {
  for (let i = 0; i < problem.slots; i++) if (get(f.unseenPod(i)) === 1) return true;
  return get(f.UNSEEN_SET) === 1 || get(f.UNSEEN_CLAIMS) === 1;
}

/**
 * One sync, of which at most `limit` writes reach the API server.
 *
 * @returns true when all of it was done, false when the limit cut it short.
 */
export function sync(limit: number): boolean {
  writesAllowed = limit;
  deletedForUpdate = 0;
  statusCounted = false;
  put(f.QUEUED, 0);
  if (problem.waitsForOwnWrites === 1 && isBehindOwnWrites()) {
    put(f.QUEUED, 1);
    return true;
  }
  if (get(f.VIEW_SET_GONE) === 1) return true;
  if (problem.wide) numberRevision();
  const monotonic = problem.parallel === 0;
  // Of a set that is being deleted, only revisions and the status are looked after (updateStatefulSet).
  let outcome = get(f.VIEW_SET_DELETING) === 1 ? EXIT : walkReplicas(monotonic);
  if (outcome === GO) outcome = walkCondemned(monotonic);
  if (outcome === GO && get(f.VIEW_ON_DELETE) === 0) outcome = problem.maxUnavailable > 0 ? rollingUpdateWithinBudget() : rollingUpdate();
  if (outcome === CUT) return false;
  statusCounted = true;
  const written = writeStatus();
  if (written === CUT) return false;
  if (problem.wide) truncateHistory();
  if (outcome === ERROR || written === ERROR) put(f.QUEUED, 1);
  return true;
}

/** Whether the last sync came as far as its status. */
export const countedStatus = (): boolean => statusCounted;

/** The status as the last sync counted it: for replays. The state that it started from must still be the one that is read. */
export function statusOfSync() {
  computeStatus();
  return {
    replicas: statusReplicas,
    readyReplicas: statusReady,
    availableReplicas: statusAvailable,
    currentReplicas: statusCurrent,
    updatedReplicas: statusUpdated,
    currentRevision: statusCurrentRevision,
  };
}
