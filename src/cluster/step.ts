import { claimEverybody } from './adoption';
import { ANY, CONFLICT, forgetPlans, planAnswers } from './answer';
import { refreshPod, refreshSet } from './cache';
import { editArgument, editKind, problem } from './current-problem';
import { interruptedSyncs, podFaults } from './faults';
import * as f from './fields';
import { kubelet, time } from './kubelet';
import { CONTROLLER, RESYNC, label } from './label';
import { layoutOf } from './layout';
import type { Layout } from './layout';
import type { Problem } from './problem';
import { begin, end, get, put, read, unchanged, useLayout, write, writes } from './row';
import { sync } from './statefulset';
import { freeEdits, scriptedEdit } from './user';
import { bindClaim, collectClaim, collectPod, protectClaim, schedule } from './volumes';
import { UPDATE_STATUS, writeOf } from './write';

/** More writes than any sync can make. */
export const EVERY_WRITE = 1 << 20;

/** Makes this the problem that `successorsOf` works on, in a layout of its own unless a wider one is given. */
export function useProblem(chosen: Problem, layout: Layout = layoutOf(chosen)): Layout {
  useLayout(layout);
  problem.slots = chosen.slots;
  problem.claims = chosen.claims;
  problem.parallel = Number(chosen.parallel);
  problem.whenScaledDelete = Number(chosen.whenScaledDelete);
  problem.whenDeletedDelete = Number(chosen.whenDeletedDelete);
  problem.noGracePeriod = Number(chosen.noGracePeriod);
  problem.readiness = chosen.readiness;
  problem.peers = chosen.peers;
  problem.templates = chosen.templates;
  problem.brokenTemplates = chosen.brokenTemplates;
  problem.freeEdits = Number(chosen.freeEdits);
  problem.freeCompletion = Number(chosen.freeCompletion);
  problem.faults = chosen.faults;
  problem.staleCaches = Number(chosen.staleCaches);
  problem.workQueue = Number(chosen.workQueue);
  problem.minReady = Number(chosen.minReady);
  problem.healthIsAvailability = Number(chosen.healthIsAvailability);
  problem.deleteOfMissingPodIsDone = Number(chosen.deleteOfMissingPodIsDone);
  problem.waitsForOwnWrites = Number(chosen.waitsForOwnWrites);
  problem.maxUnavailable = chosen.maxUnavailable;
  problem.maxUnavailableIsPercent = Number(chosen.maxUnavailableIsPercent);
  problem.revisionHistoryLimit = chosen.revisionHistoryLimit;
  problem.revisions = Number(chosen.revisions);
  problem.honorsRetentionPolicy = 1;
  problem.negativeHistoryLimitPanics = 0;
  problem.wide = 0;
  claimEverybody();
  problem.edits = chosen.edits.length;
  chosen.edits.forEach((edit, index) => { editKind[index] = edit.kind; editArgument[index] = edit.argument; });
  return layout;
}

/** The controller takes the set from its queue, or a resync makes it look without being asked. A sync that changes nothing is no step. */
function controller(): void {
  const queued = get(f.QUEUED) === 1;
  begin();
  sync(EVERY_WRITE);
  const total = writes();
  // Where the queue is no state, every sync starts and ends queued.
  if (problem.workQueue === 0 ? !unchanged() : queued || !unchanged()) end(label(queued ? CONTROLLER : RESYNC, 0, 0));
  if (problem.staleCaches && total > 0 && write(total - 1) === writeOf(UPDATE_STATUS, 0)) conflictingStatus(queued);
  if (total > 1) interruptedSyncs(total);
}

/**
 * Where caches lag, a status conflicts with any version that the cache does not show: also with a status that only counts, or an edit that was undone.
 * Such versions are no state here, so any status may.
 */
function conflictingStatus(queued: boolean): void {
  begin();
  planAnswers(1 << UPDATE_STATUS, ANY, CONFLICT, 1);
  sync(EVERY_WRITE);
  forgetPlans();
  if (!unchanged()) end(label(queued ? CONTROLLER : RESYNC, 0, 1));
}

/** Writes every successor of the row at this offset: all that any actor, user or fault may do next. */
export function successorsOf(rows: Int32Array, offset: number): void {
  read(rows, offset);
  controller();
  if (problem.staleCaches) {
    for (let i = 0; i < problem.slots; i++) refreshPod(i);
    refreshSet();
  }
  for (let i = 0; i < problem.slots; i++) {
    for (let k = i * problem.claims; k < (i + 1) * problem.claims; k++) {
      bindClaim(k);
      collectClaim(k);
      protectClaim(i, k);
    }
    collectPod(i);
    schedule(i);
    kubelet(i);
    if (problem.minReady) time(i);
    if (problem.faults !== 0) podFaults(i);
  }
  if (problem.edits > 0) scriptedEdit();
  if (problem.freeEdits) freeEdits();
}

/** Writes the states that a problem starts from, as successors of nothing. */
export function initialStates(chosen: Problem): void {
  read(new Int32Array(64), 0);
  const counts = chosen.everyStart ? Array.from({ length: chosen.slots + 1 }, (_, r) => r) : [chosen.replicas];
  const partitions = chosen.everyStart ? counts : [chosen.partition];
  for (const replicas of counts) for (const partition of partitions) initialState(chosen, replicas, partition);
}

function initialState(chosen: Problem, replicas: number, partition: number): void {
  begin();
  put(f.REPLICAS, replicas);
  put(f.PARTITION, partition);
  put(f.ON_DELETE, Number(chosen.onDelete));
  put(f.NO_ROLLING_UPDATE_BLOCK, Number(chosen.noRollingUpdateBlock));
  put(f.FAULTS, Math.max(0, chosen.faults));
  put(f.QUEUED, chosen.settled ? 0 : 1);
  if (chosen.settled) put(f.revisionNumber(0), 1);
  if (chosen.settled) {
    put(f.CURRENT_REPLICAS, replicas);
    for (let i = 0; i < replicas; i++) settledOrdinal(chosen, i);
  }
  putViews(chosen, replicas, partition);
  end(0);
}

function settledOrdinal(chosen: Problem, i: number): void {
  put(f.phase(i), f.RUNNING);
  put(f.ready(i), 1);
  put(f.available(i), 1);
  put(f.podOwner(i), get(f.SET_UID));
  for (let k = i * chosen.claims; k < (i + 1) * chosen.claims; k++) {
    put(f.claim(k), f.CLAIM_BOUND);
    put(f.claimData(k), 1);
    put(f.claimOwner(k), chosen.whenDeletedDelete ? f.OWNER_SET : f.OWNER_NONE);
  }
}

/** A cache starts out fresh. */
function putViews(chosen: Problem, replicas: number, partition: number): void {
  if (!chosen.staleCaches) return;
  put(f.VIEW_REPLICAS, replicas);
  put(f.VIEW_PARTITION, partition);
  put(f.VIEW_ON_DELETE, Number(chosen.onDelete));
  put(f.VIEW_NO_ROLLING_UPDATE_BLOCK, Number(chosen.noRollingUpdateBlock));
  put(f.VIEW_CURRENT_REPLICAS, chosen.settled ? replicas : 0);
  for (let i = 0; i < replicas && chosen.settled; i++) {
    put(f.viewPhase(i), f.RUNNING);
    put(f.viewReady(i), 1);
    put(f.viewAvailable(i), 1);
  }
}
