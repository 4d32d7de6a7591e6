import { CONFLICT, DONE, INVALID, NOT_FOUND } from './answer';
import { receive, updateStatus, wake } from './apiserver';
import { problem } from './current-problem';
import * as f from './fields';
import { CUT, ERROR, GO } from './outcome';
import { claimed, found } from './revisions';
import { answer, detail, get, now, put } from './row';
import { followsAtOnce } from './show';
import { seats, world } from './world';
import { UPDATE_STATUS, mayWrite } from './write';

/**
 * The status of the set: counts of the pods as the sync found them, and the two revisions (stateful_set_control.go: computeReplicaStatus,
 * completeRollingUpdate, updateStatefulSetStatus; stateful_set_status_updater.go).
 */

// What is counted: of the objects that the sync started with. One that it creates or deletes is counted by the next sync.
let replicas = 0;
let ready = 0;
let available = 0;
let current = 0;
let updated = 0;
let currentRevision = 0;

/** Running, ready, and that for minReadySeconds. Of a pod whose node does not answer, 1.34 and later still say that it is available. */
export const isSteady = (p: number): boolean => get(f.viewAvailable(p)) === 1 && get(f.viewPhase(p)) === f.RUNNING;
export const isReady = (p: number): boolean => get(f.viewReady(p)) === 1 && get(f.viewPhase(p)) === f.RUNNING;

function count(p: number): void {
  if (get(f.viewPhase(p)) === f.ABSENT) return;
  replicas++;
  if (isReady(p)) ready++;
  if (isSteady(p)) available++;
  if (get(f.viewDeleting(p)) === 1) return;
  if (get(f.viewRevision(p)) === found.current) current++;
  if (get(f.viewRevision(p)) === found.update) updated++;
}

/** How many pods the update loop deleted: each takes one from currentReplicas, whatever its revision was. */
let deletedForUpdate = 0;
export const forgetDeletions = (): void => { deletedForUpdate = 0; };
export const countDeletion = (): void => { deletedForUpdate++; };

function computeStatus(): void {
  replicas = ready = available = current = updated = 0;
  currentRevision = found.current;
  // Of a set that is being deleted, all claimed pods count; else those that have a place.
  if (problem.wide === 1 && get(f.VIEW_SET_DELETING) === 1) {
    for (let p = 0; p < world.pods; p++) if (claimed[p] === 1) count(p);
  } else {
    for (let i = 0; i < problem.slots; i++) count(seats[i]);
  }
  current -= deletedForUpdate;
  completeRollingUpdate();
}

/**
 * As many pods updated and ready as are wanted, and no more: the update is complete (completeRollingUpdate). It asks for readiness,
 * not availability, and it counts condemned pods too: one of them can stand in for a replica that is missing. So this guard is a
 * count, not a quantifier; the projection test found it.
 */
function completeRollingUpdate(): void {
  const wanted = get(f.VIEW_REPLICAS);
  if (get(f.VIEW_ON_DELETE) || updated !== wanted || ready !== wanted || replicas !== wanted) return;
  currentRevision = found.update;
  current = updated;
}

/**
 * Of the status, currentRevision decides what later syncs do, and currentReplicas where there is no rollingUpdate block. In an exploration only
 * they are state, and the counts are only computed where they can matter.
 */
export function writeStatus(): number {
  if (problem.wide === 1) return writeWholeStatus();
  const replicasMatter = get(f.VIEW_NO_ROLLING_UPDATE_BLOCK) === 1;
  if (deletedForUpdate === 0 && !replicasMatter && found.update === get(f.VIEW_CURRENT_REVISION)) return GO;
  computeStatus();
  const same = currentRevision === get(f.VIEW_CURRENT_REVISION) && (!replicasMatter || current === get(f.VIEW_CURRENT_REPLICAS));
  if (current >= 0 && same) return GO;
  if (!mayWrite()) return CUT;
  return updateStatus(currentRevision, current) === DONE ? GO : ERROR;
}

/** Whether the status differs from the one in the cache (inconsistentStatus). collisionCount alone does not count. */
const differs = (): boolean => get(f.VIEW_GENERATION) > get(f.VIEW_OBSERVED_GENERATION)
  || replicas !== get(f.VIEW_STATUS_REPLICAS)
  || current !== get(f.VIEW_CURRENT_REPLICAS)
  || ready !== get(f.VIEW_STATUS_READY)
  || updated !== get(f.VIEW_STATUS_UPDATED)
  || available !== get(f.VIEW_STATUS_AVAILABLE)
  || currentRevision !== get(f.VIEW_CURRENT_REVISION)
  || found.update !== get(f.VIEW_STATUS_UPDATE_REVISION);

/** How often a status is tried: after a conflict the set is read from the cache again, and gets the old status (retry.DefaultRetry). */
const TRIES = 5;

/** In recordings the whole status is state. */
function writeWholeStatus(): number {
  computeStatus();
  if (!differs()) return GO;
  let answered = CONFLICT;
  for (let tried = 0; tried < TRIES && answered === CONFLICT; tried++) answered = sendStatus();
  return answered === DONE ? GO : ERROR;
}

/** A count below zero, or above the replicas, is refused (apps/validation ValidateStatefulSetStatus). */
const isValid = (): boolean => current >= 0 && ready <= replicas && current <= replicas && updated <= replicas && available <= replicas && available <= ready;

function sendStatus(): number {
  const planned = receive(UPDATE_STATUS, 0);
  [replicas, ready, available, current, updated, currentRevision, found.update, found.collisions, get(f.VIEW_GENERATION)]
    .forEach((value, number) => detail(number, value));
  if (planned !== DONE) return planned;
  if (now(f.SET_GONE) === 1) return answer(NOT_FOUND);
  if (now(f.SET_UID) !== now(f.VIEW_SET_UID) || now(f.SET_VERSION) !== now(f.VIEW_SET_VERSION)) return answer(CONFLICT);
  if (!isValid()) return answer(INVALID);
  put(f.STATUS_REPLICAS, replicas);
  put(f.STATUS_READY, ready);
  put(f.STATUS_AVAILABLE, available);
  put(f.CURRENT_REPLICAS, current);
  put(f.STATUS_UPDATED, updated);
  put(f.CURRENT_REVISION, currentRevision);
  put(f.STATUS_UPDATE_REVISION, found.update);
  put(f.COLLISIONS, found.collisions);
  put(f.OBSERVED_GENERATION, get(f.VIEW_GENERATION));
  put(f.SET_VERSION, now(f.SET_VERSION) + 1);
  if (followsAtOnce()) put(f.VIEW_SET_VERSION, now(f.SET_VERSION));
  wake();
  return DONE;
}

/** When the set is to be looked at again because a pod becomes available, in seconds; 0 is never (stateful_set.go:syncStatefulSet). */
export function secondsUntilCheck(): number {
  if (world.minReadySeconds === 0) return 0;
  // Up to 1.34 whenever not all are available, after the whole time; since 1.35 only while a ready pod is not, and exactly then.
  if (problem.looksAgainWhenAvailable === 0) return available !== get(f.VIEW_REPLICAS) ? world.minReadySeconds : 0;
  if (ready === available) return 0;
  let soonest = 0;
  for (let p = 0; p < world.pods; p++) {
    const wait = claimed[p] === 1 && get(f.viewPhase(p)) !== f.ABSENT && get(f.viewReady(p)) === 1 ? get(f.viewPodWait(p)) : 0;
    if (wait > 0 && (soonest === 0 || wait < soonest)) soonest = wait;
  }
  return soonest === 0 ? world.minReadySeconds : soonest;
}

/** The status as the last sync counted it: for replays. The state that it started from must still be the one that is read. */
export function statusOfSync() {
  computeStatus();
  return {
    replicas,
    readyReplicas: ready,
    availableReplicas: available,
    currentReplicas: current,
    updatedReplicas: updated,
    currentRevision,
  };
}
