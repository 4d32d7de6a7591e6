import { claimEverybody } from './adoption';
import { ANY, CONFLICT, forgetPlans, planAnswers } from './answer';
import { refreshPod, refreshSet } from './cache';
import { goOnAtOnce } from './chains';
import { collectClaim, collectPod, collectSet } from './collector';
import { editArgument, editKind, problem, usePlacement } from './current-problem';
import { drain } from './disruption';
import { interruptedSyncs, podFaults, refusedWrites } from './faults';
import * as f from './fields';
import { kubelet, time } from './kubelet';
import { CONTROLLER, RESYNC, label } from './label';
import { layoutOf } from './layout';
import type { Layout } from './layout';
import { nodeSteps } from './nodes';
import { BINDS_AT_ONCE, MAX_NODES } from './placement';
import { placingSteps, wantPlaces } from './placing';
import { READY_SELF } from './problem';
import type { Problem } from './problem';
import { MERGE_NODES, mergesViews, schedulesAtOnce, startsAtOnce } from './reductions';
import { begin, capacity, clear, end, get, now, put, read, rowWords, successorRows, successors, unchanged, useLayout, write, writes } from './row';
import { assign, isFeasible, isFirstOfItsKind, schedule } from './scheduler';
import { sync } from './statefulset';
import { autoscale, freeEdits, scriptedEdit } from './user';
import { bindClaim, forceDetach, protectClaim } from './volumes';
import { EVERY_WRITE, UPDATE_STATUS, writeOf } from './write';

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
  problem.nodes = chosen.nodes ? chosen.placement.zones.length : 0;
  problem.onlyPlacing = Number(chosen.onlyPlacing);
  problem.nodeFaults = Number(chosen.nodeFaults);
  problem.names = chosen.names;
  problem.budget = chosen.budget;
  problem.budgetAmount = chosen.budgetAmount;
  problem.evictsUnhealthy = Number(chosen.evictsUnhealthy);
  problem.autoscalesFrom = chosen.autoscalesFrom;
  problem.autoscalesTo = chosen.autoscalesTo;
  problem.collectorChecksVersion = Number(chosen.collectorChecksVersion);
  problem.mergesViews = Number(mergesViews(chosen));
  problem.mergesNodes = Number((chosen.reductions & MERGE_NODES) !== 0);
  problem.schedulesAtOnce = Number(schedulesAtOnce(chosen));
  problem.startsAtOnce = Number(startsAtOnce(chosen));
  usePlacement(chosen.placement);
  problem.honorsRetentionPolicy = 1;
  problem.negativeHistoryLimitPanics = 0;
  problem.wide = 0;
  claimEverybody();
  problem.edits = chosen.edits.length;
  chosen.edits.forEach((edit, index) => { editKind[index] = edit.kind; editArgument[index] = edit.argument; });
  listGroups();
  return layout;
}

/** The controller takes the set from its queue, or a resync makes it look without being asked. A sync that changes nothing is no step. */
function controller(): void {
  const queued = get(f.QUEUED) === 1;
  begin();
  sync(EVERY_WRITE);
  const total = writes();
  // Where the queue is no state, every sync starts and ends queued.
  if (problem.workQueue === 0 ? !unchanged() : queued || !unchanged()) {
    goOnAtOnce();
    end(label(queued ? CONTROLLER : RESYNC, 0, 0));
  }
  if (problem.staleCaches && total > 0 && write(total - 1) === writeOf(UPDATE_STATUS, 0)) conflictingStatus(queued);
  if (problem.faults === 0) return;
  interruptedSyncs(total);
  refusedWrites(total);
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
  if (unchanged()) return;
  goOnAtOnce();
  end(label(queued ? CONTROLLER : RESYNC, 0, 1));
}

// Steps come in groups, each of which looks at a part of the state: learned.ts remembers what each group comes to.
const PLACING = 0;
const CONTROLLER_STEPS = 1;
const REFRESH_SET = 2;
const ORDINAL = 3;
const CLAIMS_AND_PLACE = 4;
const POD_STEPS = 5;
const NODE_STEPS = 6;
const DRAIN = 7;
const SET_COLLECTION = 8;
const SCRIPTED_EDIT = 9;
const FREE_EDITS = 10;
const AUTOSCALE = 11;
const groupKind = new Int32Array(4 * f.MAX_SLOTS + MAX_NODES);
const groupObject = new Int32Array(groupKind.length);
let groupCount = 0;

/** How many groups of steps the problem has. */
export const groups = (): number => groupCount;

function listGroups(): void {
  groupCount = 0;
  const add = (kind: number, object = 0) => { groupKind[groupCount] = kind; groupObject[groupCount++] = object; };
  if (problem.onlyPlacing) return add(PLACING);
  add(CONTROLLER_STEPS);
  if (problem.staleCaches) add(REFRESH_SET);
  for (let i = 0; i < problem.slots; i++) {
    // Where pods look at each other, or at nodes, what does not is apart.
    if (problem.readiness === READY_SELF && problem.nodes === 0) {
      add(ORDINAL, i);
    } else {
      add(CLAIMS_AND_PLACE, i);
      add(POD_STEPS, i);
    }
  }
  for (let n = 0; n < problem.nodes && problem.nodeFaults; n++) add(NODE_STEPS, n);
  if (problem.nodes > 0) add(DRAIN);
  add(SET_COLLECTION);
  if (problem.edits > 0) add(SCRIPTED_EDIT);
  if (problem.freeEdits) add(FREE_EDITS);
  if (problem.autoscalesTo > 0) add(AUTOSCALE);
}

/** Writes the successors that the steps of one group lead to. */
export function stepsOfGroup(group: number): void {
  const object = groupObject[group];
  switch (groupKind[group]) {
    case PLACING: placingSteps(); break;
    case CONTROLLER_STEPS: controller(); break;
    case REFRESH_SET: refreshSet(); break;
    case ORDINAL: claimsAndPlace(object); podSteps(object); break;
    case CLAIMS_AND_PLACE: claimsAndPlace(object); break;
    case POD_STEPS: podSteps(object); break;
    case NODE_STEPS: nodeSteps(object); break;
    case DRAIN: drain(); break;
    case SET_COLLECTION: collectSet(); break;
    case SCRIPTED_EDIT: scriptedEdit(); break;
    case FREE_EDITS: freeEdits(); break;
    case AUTOSCALE: autoscale(); break;
  }
}

function claimsAndPlace(i: number): void {
  if (problem.staleCaches) refreshPod(i);
  for (let k = i * problem.claims; k < (i + 1) * problem.claims; k++) {
    bindClaim(k);
    collectClaim(k);
    protectClaim(i, k);
  }
  collectPod(i);
  schedule(i);
}

function podSteps(i: number): void {
  kubelet(i);
  if (problem.minReady) time(i);
  if (problem.faults !== 0) podFaults(i);
  if (problem.nodeFaults) forceDetach(i);
}

/** Writes every successor of the row at this offset: all that any actor, user or fault may do next. */
export function successorsOf(rows: Int32Array, offset: number): void {
  read(rows, offset);
  for (let group = 0; group < groupCount; group++) stepsOfGroup(group);
}

/** As long as any row. */
const NOTHING = new Int32Array(4096);

/**
 * Writes the states that a problem starts from, as successors of nothing.
 *
 * @returns false where there is no room for all of them
 */
export function initialStates(chosen: Problem): boolean {
  read(NOTHING, 0);
  const counts = chosen.everyStart ? Array.from({ length: chosen.slots + 1 }, (_, r) => r) : [chosen.replicas];
  const partitions = chosen.everyStart ? counts : [chosen.partition];
  for (const replicas of counts) for (const partition of partitions) initialState(chosen, replicas, partition);
  if (!chosen.settled || problem.nodes === 0) return true;
  let complete = true;
  for (let i = 0; i < chosen.replicas; i++) {
    for (let k = i * chosen.claims; k < (i + 1) * chosen.claims; k++) complete = fromEach(() => placeVolume(k)) && complete;
    complete = fromEach(() => placeOrdinal(chosen, i)) && complete;
  }
  return complete;
}

/** Goes on from each of the states written so far, in their place, as long as there is room. */
function fromEach(goOn: () => void): boolean {
  const words = rowWords();
  const rows = successorRows().slice(0, successors() * words);
  clear();
  for (let at = 0; at < rows.length; at += words) {
    if (successors() > capacity() / 2) return false;
    read(rows, at);
    goOn();
  }
  return true;
}

/** Every volume that the claim can have got before its pod had a node. */
function placeVolume(k: number): void {
  if (problem.binding === BINDS_AT_ONCE) {
    bindClaim(k);
  } else {
    begin(); end(0);
  }
}

/** Every node that the ordinal can be on. */
function placeOrdinal(chosen: Problem, i: number): void {
  for (let n = 0; n < problem.nodes; n++) {
    if (!isFeasible(i, n) || !isFirstOfItsKind(n)) continue;
    begin(); assign(i, n); settleOrdinal(chosen, i); put(f.QUEUED, 0); end(0);
  }
}

function initialState(chosen: Problem, replicas: number, partition: number): void {
  begin();
  put(f.REPLICAS, replicas);
  put(f.PARTITION, partition);
  put(f.ON_DELETE, Number(chosen.onDelete));
  put(f.NO_ROLLING_UPDATE_BLOCK, Number(chosen.noRollingUpdateBlock));
  put(f.WHEN_SCALED, Number(chosen.whenScaledDelete));
  put(f.WHEN_DELETED, Number(chosen.whenDeletedDelete));
  put(f.FAULTS, Math.max(0, chosen.faults));
  put(f.QUEUED, chosen.settled ? 0 : 1);
  if (chosen.settled) put(f.revisionNumber(0), 1);
  if (chosen.settled) {
    put(f.CURRENT_REPLICAS, replicas);
    // With nodes, each gets its place first: until then its claims wait for a volume.
    for (let i = 0; i < replicas; i++) if (problem.nodes === 0) settleOrdinal(chosen, i); else requestVolumes(chosen, i);
  }
  if (chosen.onlyPlacing) wantPlaces();
  putViews(chosen, replicas, partition);
  end(0);
}

function requestVolumes(chosen: Problem, i: number): void {
  for (let k = i * chosen.claims; k < (i + 1) * chosen.claims; k++) put(f.claim(k), f.CLAIM_PENDING);
}

function settleOrdinal(chosen: Problem, i: number): void {
  put(f.phase(i), f.RUNNING);
  put(f.ready(i), 1);
  put(f.available(i), 1);
  put(f.podOwner(i), get(f.SET_UID));
  for (let k = i * chosen.claims; k < (i + 1) * chosen.claims; k++) {
    put(f.claim(k), f.CLAIM_BOUND);
    put(f.claimData(k), 1);
    put(f.holds(now(f.volume(k)) - 1), i + 1);
    put(f.attached(i), now(f.node(i)));
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
