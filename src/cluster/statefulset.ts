import { adoptOrphans, claimPods } from './adoption';
import { ALREADY_EXISTS, DONE, NOT_FOUND } from './answer';
import { createPod, deletePod } from './apiserver';
import { NO_UID, claimsMatchPolicy, createMissingClaims, hasStaleClaim, repeatClaimOwners, updateClaimOwners, updateClaimOwnersOrFail } from './claims';
import { problem } from './current-problem';
import { POD_CREATED, POD_DELETED, POD_NOT_CREATED, POD_NOT_DELETED, eventOf } from './event';
import * as f from './fields';
import { isInOrder, updateStatefulPod } from './identity';
import { CUT, ERROR, EXIT, GO, PANIC } from './outcome';
import { adoptOrphanRevisions, findRevisions, found, truncateHistory } from './revisions';
import { get, put, tell } from './row';
import { countDeletion, forgetDeletions, isReady, isSteady, secondsUntilCheck, writeStatus } from './status';
import { seats, world } from './world';
import { allowWrites, mayWrite } from './write';

/**
 * The StatefulSet controller: one sync, from what its cache shows to the list of writes it makes.
 *
 * Modelled on pkg/controller/statefulset of Kubernetes 1.34 (what other versions do differently is in profile.ts):
 * stateful_set_control.go (updateStatefulSet, processReplica, processCondemned) and stateful_pod_control.go (CreateStatefulPod, DeleteStatefulPod). Which
 * pods are the set's is in adoption.ts, claims are in claims.ts, a pod's identity in identity.ts, templates in revisions.ts, the status in status.ts.
 * It reads only the view (`get(view...)`) and writes only through the API server.
 *
 * The same functions work on narrow rows, which are explored, and on wide ones, which recordings of the real controller are laid into: there is
 * one controller. What only wide rows have is asked for behind `problem.wide`.
 *
 * Guards are quantifiers over the other ordinals: "all below are available", "none above exists", "the lowest unhealthy". No
 * slot looks at its neighbour or counts (test/cluster/projection.test.ts), which is what makes proofs for every replica count
 * exact. Four guards are of another kind and are said so where they stand: status.currentReplicas, the completion of an update and
 * the budget of maxUnavailable, which count, and the batches in which a Parallel set stops after an error.
 */

/** How the last sync ended. */
const last = { counted: false, failed: false, panicked: false, secondsUntilCheck: 0 };

/** Whether a pod is healthy: there, not terminating, and available (isUnavailable); up to 1.33, running and ready (isHealthy). */
const healthy = (p: number): boolean => get(f.viewDeleting(p)) === 0 && (problem.healthIsAvailability === 1 ? get(f.viewAvailable(p)) === 1 : isReady(p));

/** The revision that a missing pod is made from (newVersionedStatefulSetPod). OnDelete always means the new one. */
function revisionForNewPod(i: number): number {
  if (get(f.VIEW_ON_DELETE)) return found.update;
  // Not universal: it compares with a count. Sets without a rollingUpdate block get no proof for every replica count.
  if (get(f.VIEW_NO_ROLLING_UPDATE_BLOCK)) return i < get(f.VIEW_CURRENT_REPLICAS) ? found.current : found.update;
  return i < get(f.VIEW_PARTITION) ? found.current : found.update;
}

/** The revision of whoever is, or has just been put, at a place. */
const revisionAt = (i: number): number => get(f.viewPhase(seats[i])) === f.ABSENT ? revisionForNewPod(i) : get(f.viewRevision(seats[i]));

/** Claims first, then the pod, then the owner references of the claims that were there before (CreateStatefulPod). */
function createStatefulPod(i: number): number {
  const claimsMade = createMissingClaims(i);
  if (claimsMade === ERROR) tell(eventOf(POD_NOT_CREATED, i));
  if (claimsMade !== GO) return claimsMade;
  if (!mayWrite()) return CUT;
  const answered = createPod(i, revisionForNewPod(i));
  // Of a name that is taken there is no event.
  if (answered === ALREADY_EXISTS) return ERROR;
  const owned = updateClaimOwnersOrFail(i, i, NO_UID);
  if (owned !== GO) return owned;
  tell(eventOf(answered === DONE ? POD_CREATED : POD_NOT_CREATED, i));
  return answered === DONE ? GO : ERROR;
}

/** A delete that finds nothing is an error up to 1.35 (DeleteStatefulPod). */
function deleteStatefulPod(p: number): number {
  const answered = deletePod(p);
  const done = answered === DONE || answered === NOT_FOUND && problem.deleteOfMissingPodIsDone === 1;
  tell(eventOf(done ? POD_DELETED : POD_NOT_DELETED, p));
  return done ? DONE : answered;
}

/** Identity, volumes and claims of a pod (processReplica, "Enforce the StatefulSet invariants"). Explorations have nothing but the claims to look after. */
function enforceInvariants(i: number, p: number): number {
  if (problem.wide === 0) return updateClaimOwners(i, p, NO_UID, false);
  return isInOrder(i, p) ? GO : updateStatefulPod(i, p);
}

function processReplica(i: number, monotonic: boolean): number {
  const p = seats[i];
  const at = get(f.viewPhase(p));
  if (at === f.FAILED) {
    if (get(f.viewDeleting(p)) === 0) {
      if (!mayWrite()) return CUT;
      if (deleteStatefulPod(p) !== DONE) return ERROR;
    }
    return EXIT;
  }
  if (at === f.ABSENT) {
    if (hasStaleClaim(i)) return EXIT;
    const created = createStatefulPod(i);
    if (created !== GO || monotonic) return created === GO ? EXIT : created;
    return problem.wide ? enforceInvariants(i, f.NOBODY) : repeatClaimOwners(i);
  }
  if (at === f.PENDING || at === f.SCHEDULED) {
    const claimsMade = createMissingClaims(i);
    if (claimsMade !== GO) return claimsMade;
    const owned = updateClaimOwnersOrFail(i, p, get(f.viewPodUid(p)));
    if (owned !== GO || monotonic) return owned === GO ? EXIT : owned;
    return problem.wide ? enforceInvariants(i, p) : repeatClaimOwners(i);
  }
  // Whatever a version takes for healthy, this walk asks for running, ready and available.
  if (monotonic && (at === f.UNKNOWN || problem.healthIsAvailability === 0 && get(f.viewAvailable(p)) === 0)) return EXIT;
  if (monotonic && !healthy(p)) return EXIT;
  return enforceInvariants(i, p);
}

/** The last index of the batch that index i is started in: Parallel sets start 1, then 2, then 4 ... pods at a time (slowStartBatch). */
const lastOfBatch = (i: number): number => (2 << (31 - Math.clz32(i + 1))) - 2;

/** In order and one at a time, or in batches: after an error no later batch is started. */
function walkReplicas(monotonic: boolean): number {
  const replicas = get(f.VIEW_REPLICAS);
  let outcome = GO;
  let end = replicas - 1;
  for (let i = 0; i <= end; i++) {
    const result = processReplica(i, monotonic);
    if (result === CUT || monotonic && result !== GO) return result;
    if (result === ERROR) {
      outcome = ERROR;
      end = Math.min(end, lastOfBatch(i));
    }
  }
  return outcome;
}

/** The lowest unhealthy replica, else the lowest unhealthy condemned pod, else none (-1): its place. */
function firstUnhealthy(): number {
  const replicas = get(f.VIEW_REPLICAS);
  for (let i = 0; i < problem.slots; i++) {
    const p = seats[i];
    if ((i < replicas || get(f.viewPhase(p)) !== f.ABSENT) && !healthy(p)) return i;
  }
  return -1;
}

/** One pod above the wanted number, by its claims or by itself: GO, EXIT, ERROR or CUT. */
function fixClaimsOfCondemned(i: number): number {
  const p = seats[i];
  const uid = get(f.viewPodUid(p));
  if (claimsMatchPolicy(i, p, uid, true)) return GO;
  const updated = updateClaimOwners(i, p, uid, true);
  return updated === GO || updated === CUT ? updated : ERROR;
}

function processCondemned(i: number, monotonic: boolean, unhealthy: number): number {
  const p = seats[i];
  if (get(f.viewDeleting(p)) === 1) return monotonic ? EXIT : GO;
  if (monotonic && !isSteady(p) && unhealthy !== i) return EXIT;
  if (!mayWrite()) return CUT;
  return deleteStatefulPod(p) === DONE ? EXIT : ERROR;
}

/** Pods above the wanted number, from the highest down: first the claims of all, then the pods. */
function walkCondemned(monotonic: boolean, claims: boolean): number {
  const replicas = get(f.VIEW_REPLICAS);
  const unhealthy = monotonic && !claims ? firstUnhealthy() : -1;
  let outcome = GO;
  let end = problem.slots;
  for (let i = problem.slots - 1, position = -1; i >= replicas && position < end; i--) {
    if (get(f.viewPhase(seats[i])) === f.ABSENT) continue;
    position++;
    const result = claims ? fixClaimsOfCondemned(i) : processCondemned(i, monotonic, unhealthy);
    if (result === CUT || monotonic && result !== GO) return result;
    if (result === ERROR) {
      outcome = ERROR;
      end = Math.min(end, lastOfBatch(position));
    }
  }
  return outcome;
}

/** Deletes an outdated pod: one that is gone by now is as good as deleted. */
function deleteOutdated(i: number): number {
  if (!mayWrite()) return CUT;
  const answered = deleteStatefulPod(seats[i] === f.NOBODY ? i : seats[i]);
  if (answered !== DONE && answered !== NOT_FOUND) return ERROR;
  countDeletion();
  return GO;
}

/** From the highest ordinal down to the partition: replace the first outdated pod, or wait for the first unhealthy one. */
function rollingUpdate(): number {
  const partition = get(f.VIEW_PARTITION);
  for (let i = get(f.VIEW_REPLICAS) - 1; i >= partition; i--) {
    const p = seats[i];
    if (revisionAt(i) !== found.update && get(f.viewDeleting(p)) === 0) return deleteOutdated(i);
    if (!healthy(p)) return GO;
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
  const replicas = get(f.VIEW_REPLICAS);
  let left = budget();
  for (let i = 0; i < replicas; i++) if (!healthy(seats[i])) left--;
  const lowest = get(f.VIEW_PARTITION);
  for (let i = replicas - 1; i >= lowest && left > 0; i--) {
    if (revisionAt(i) === found.update || get(f.viewDeleting(seats[i])) === 1) continue;
    const deleted = deleteOutdated(i);
    if (deleted !== GO) return deleted;
    left--;
  }
  return GO;
}

/** Whether a cache does not show yet what this controller wrote: then 1.36 does nothing but try again (sync, EnsureReady). */
function isBehindOwnWrites(): boolean {
  const pods = problem.wide === 1 ? world.pods : problem.slots;
  for (let p = 0; p < pods; p++) if (get(f.unseenPod(p)) === 1) return true;
  return get(f.UNSEEN_SET) === 1 || get(f.UNSEEN_CLAIMS) === 1;
}

/** The set goes back into the queue. */
function fail(): boolean {
  last.failed = true;
  put(f.QUEUED, 1);
  return true;
}

/** Pods and claims (updateStatefulSet). Of a set that is being deleted, only revisions and the status are looked after. */
function updatePods(): number {
  const monotonic = problem.parallel === 0;
  let outcome = get(f.VIEW_SET_DELETING) === 1 ? EXIT : walkReplicas(monotonic);
  if (outcome === GO) outcome = walkCondemned(monotonic, true);
  if (outcome === GO) outcome = walkCondemned(monotonic, false);
  if (outcome === GO && get(f.VIEW_ON_DELETE) === 0) outcome = problem.maxUnavailable > 0 ? rollingUpdateWithinBudget() : rollingUpdate();
  return outcome;
}

/**
 * One sync, of which at most `limit` writes reach the API server.
 *
 * @returns true when all of it was done, false when the limit cut it short.
 */
export function sync(limit: number): boolean {
  allowWrites(limit);
  forgetDeletions();
  last.counted = last.failed = last.panicked = false;
  last.secondsUntilCheck = 0;
  put(f.QUEUED, 0);
  if (problem.waitsForOwnWrites === 1 && isBehindOwnWrites()) return fail();
  if (get(f.VIEW_SET_GONE) === 1) return true;
  if (problem.wide && (adoptOrphanRevisions() === ERROR || claimPods() === ERROR)) return fail();
  if (problem.wide === 0 && get(f.SET_UID) !== 0) adoptOrphans();
  const revisions = findRevisions();
  const outcome = revisions === ERROR ? ERROR : updatePods();
  if (outcome === CUT) return false;
  last.counted = revisions === GO;
  const written = last.counted ? writeStatus() : ERROR;
  if (written === CUT) return false;
  const truncated = problem.wide || problem.revisions ? truncateHistory() : GO;
  if (truncated === PANIC) last.panicked = true;
  if (outcome === ERROR || written === ERROR || truncated !== GO) return fail();
  if (problem.wide) last.secondsUntilCheck = secondsUntilCheck();
  return true;
}

/** How the last sync ended: whether it came as far as its status, failed, or panicked, and when the set is to be looked at again. */
export const lastSync = (): Readonly<typeof last> => last;
