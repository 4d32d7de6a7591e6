import { ANY, FAILED, forgetPlans, planAnswers } from '../../src/cluster/answer';
import { refreshPod, refreshSet } from '../../src/cluster/cache';
import { MAX_UID, NAMES_OTHER, NAMES_POD, NAMES_SET, namesOf, podOfReference, referenceOf, uidOf } from '../../src/cluster/claim-references';
import { problem, useProfile } from '../../src/cluster/current-problem';
import { podFaults } from '../../src/cluster/faults';
import * as f from '../../src/cluster/fields';
import { kubelet, time } from '../../src/cluster/kubelet';
import { CACHE, COLLECTOR, CONTROLLER, FAULT_INTERRUPTED, RESYNC, label } from '../../src/cluster/label';
import type { Layout } from '../../src/cluster/layout';
import type { Problem } from '../../src/cluster/problem';
import type { Profile } from '../../src/cluster/profile';
import { begin, clear, end, fieldOf, get, now, put, read, select, successorLabels, successorRows, successors, unchanged, write, writes } from '../../src/cluster/row';
import { schedule } from '../../src/cluster/scheduler';
import { showClaim, showPod, showRevision, showSet } from '../../src/cluster/show';
import { sync } from '../../src/cluster/statefulset';
import { useProblem } from '../../src/cluster/step';
import { freeEdits, scriptedEdit } from '../../src/cluster/user';
import { bindClaim, protectClaim } from '../../src/cluster/volumes';
import { wideLayoutOf } from '../../src/cluster/wide-layout';
import { AFTERWARDS, BY_HAND, creationOrder, isMember, isRegular, listed, meaningOf, ordinalOf, placeOf, revisionNamed, world } from '../../src/cluster/world';
import { EVERY_WRITE, ADOPT_REVISION, kindOf, objectOfWrite } from '../../src/cluster/write';

/**
 * The wide model, walked through: the same step functions as explorations use, on rows that have versions, UIDs, lists of owner references, revisions, the
 * whole status and a cache of everything.
 *
 * Most actors write fields and know nothing of versions and caches. So each of their steps is *settled*: an object that changed gets a version, one
 * that was made a UID of its own, and a cache that does not lag shows it. Nothing here is for explorations.
 */
export interface Wide {
  readonly problem: Problem;
  readonly profile: Profile;
  readonly layout: Layout;
  /** Claims and revisions are shown at once although the caches of pods and the set lag: what explorations assume. */
  readonly otherCachesFollow: boolean;
}

export interface WideStep {
  readonly label: number;
  readonly row: Int32Array;
}

const SET_UID = 1;

export function wideOf(chosen: Problem, profile: Profile, otherCachesFollow = true): Wide {
  return { problem: chosen, profile, layout: wideLayoutOf(chosen.slots, chosen.slots * chosen.claims, chosen.templates), otherCachesFollow };
}

/** Makes this the problem that is worked on, with every pod at the place of its number. */
export function useWide(wide: Wide): void {
  const { slots, claims, templates, staleCaches, minReady } = wide.problem;
  useProblem(wide.problem, wide.layout);
  problem.wide = 1;
  problem.revisions = 1;
  useProfile(wide.profile);
  Object.assign(world, { pods: slots, revisions: templates, follows: staleCaches ? BY_HAND : AFTERWARDS, minReadySeconds: Number(minReady), recorderRules: 0 });
  for (let p = 0; p < slots; p++) {
    placeOf[p] = ordinalOf[p] = listed[p] = p;
    isMember[p] = isRegular[p] = 1;
  }
  for (let j = 0; j < claims; j++) creationOrder[j] = j;
  for (let t = 0; t < templates; t++) meaningOf[t] = t;
  forgetPlans();
}

/** A set that was just made, or one whose pods are all ready. Where there is more than one template, the first has been wanted before. */
export function wideStart(wide: Wide): Int32Array {
  const { problem: chosen, layout } = wide;
  useWide(wide);
  read(new Int32Array(layout.words), 0);
  clear();
  begin();
  put(f.REPLICAS, chosen.replicas);
  put(f.PARTITION, chosen.partition);
  put(f.ON_DELETE, Number(chosen.onDelete));
  put(f.NO_ROLLING_UPDATE_BLOCK, Number(chosen.noRollingUpdateBlock));
  put(f.FAULTS, Math.abs(chosen.faults));
  put(f.QUEUED, Number(!chosen.settled));
  [f.SET_UID, f.SET_VERSION, f.GENERATION].forEach((field) => put(field, 1));
  put(f.CURRENT_REVISION, f.NO_REVISION);
  put(f.STATUS_UPDATE_REVISION, f.NO_REVISION);
  if (chosen.settled || chosen.templates > 1) startStatus(chosen.settled ? chosen.replicas : 0);
  for (let i = 0; i < chosen.replicas && chosen.settled; i++) startOrdinal(chosen, i);
  showEverything();
  const row = successorRows().slice(0, layout.words);
  clear();
  return row;
}

function startStatus(replicas: number): void {
  put(f.revisionNumber(0), 1);
  put(f.revisionOwner(0), SET_UID);
  put(f.revisionVersion(0), 1);
  [f.CURRENT_REPLICAS, f.STATUS_REPLICAS, f.STATUS_READY, f.STATUS_AVAILABLE, f.STATUS_UPDATED].forEach((field) => put(field, replicas));
  put(f.CURRENT_REVISION, 0);
  put(f.STATUS_UPDATE_REVISION, 0);
  put(f.OBSERVED_GENERATION, 1);
}

function startOrdinal(chosen: Problem, i: number): void {
  put(f.phase(i), f.RUNNING);
  put(f.ready(i), 1);
  put(f.available(i), 1);
  put(f.podOwner(i), SET_UID);
  put(f.podUid(i), SET_UID + 1 + i);
  put(f.podVersion(i), 1);
  for (let k = i * chosen.claims; k < (i + 1) * chosen.claims; k++) {
    put(f.claim(k), f.CLAIM_BOUND);
    put(f.claimData(k), 1);
    put(f.claimVersion(k), 1);
    if (chosen.whenDeletedDelete) put(f.claimReference(k, 0), referenceOf(NAMES_SET, 0, SET_UID, 1, 1));
  }
}

/** What this actor, or any code that begins and ends successors, makes of a row: each settled. The wide problem must be in use. */
export function stepsOf(wide: Wide, row: Int32Array, actor: () => void): WideStep[] {
  clear();
  read(row, 0);
  actor();
  for (let index = 0; index < successors(); index++) {
    select(index);
    settle(wide);
  }
  const { words } = wide.layout;
  const stepAt = (index: number): WideStep => ({ label: successorLabels()[index], row: successorRows().slice(index * words, (index + 1) * words) });
  const steps = Array.from({ length: successors() }, (_, index) => stepAt(index));
  clear();
  forgetPlans();
  return steps;
}

/** Every step that anybody may take. A sync that nobody asked for, too. */
export function wideStepsOf(wide: Wide, row: Int32Array): WideStep[] {
  useWide(wide);
  return stepsOf(wide, row, () => {
    wholeSync();
    environment(wide);
  });
}

function environment({ problem: chosen, otherCachesFollow }: Wide): void {
  for (let i = 0; i < chosen.slots; i++) {
    if (chosen.staleCaches) refreshPod(i);
    for (let k = i * chosen.claims; k < (i + 1) * chosen.claims; k++) {
      if (chosen.staleCaches && !otherCachesFollow) refreshClaim(k);
      bindClaim(k);
      collectByUid(k);
      protectClaim(i, k);
    }
    schedule(i);
    kubelet(i);
    if (chosen.minReady) time(i);
    if (chosen.faults !== 0) podFaults(i);
  }
  if (chosen.staleCaches) refreshSet();
  if (chosen.staleCaches && !otherCachesFollow) for (let r = 0; r < chosen.templates; r++) refreshRevision(r);
  if (chosen.edits.length > 0) scriptedEdit();
  if (chosen.freeEdits) freeEdits();
}

/** The sync sees the template that its cache shows: the revision of a template has the template's number, and so have its bytes. */
function prepareSync(): void {
  world.wantedBytes = get(f.VIEW_TEMPLATE);
  revisionNamed.fill(get(f.VIEW_TEMPLATE));
}

/** The controller takes the set from its queue, or looks although nobody asked it to. */
export function wholeSync(): void {
  prepareSync();
  const queued = get(f.QUEUED) === 1;
  begin();
  sync(EVERY_WRITE);
  noteOwnStatus();
  if (queued || !unchanged()) end(label(queued ? CONTROLLER : RESYNC, 0, 0));
}

/** The store of own writes of 1.36: a status that was written is to be seen before the next sync. */
function noteOwnStatus(): void {
  if (now(f.SET_VERSION) !== get(f.SET_VERSION)) put(f.UNSEEN_SET, 1);
}

/** A sync whose writes all fail from one of them on: the controller dies there, or the API server does not answer any more. The label's choice says which. */
export function cutSyncs(wide: Wide, row: Int32Array): WideStep[] {
  useWide(wide);
  const total = writesOfSync(row);
  return total.flatMap((_, made) => stepsOf(wide, row, () => {
    if (get(f.FAULTS) === 0) return;
    refuseAllBut(total.slice(0, made));
    faultySync(made);
  }));
}

/** A sync of which one write is answered with an error: by the write and the answer. The label's choice is the number of the write. */
export function refusedSyncs(wide: Wide, row: Int32Array, answer = FAILED): WideStep[] {
  useWide(wide);
  const total = writesOfSync(row);
  return total.flatMap((each, index) => total.indexOf(each) < index ? [] : stepsOf(wide, row, () => {
    if (get(f.FAULTS) === 0) return;
    planAnswers(1 << kindOf(each), objectOfWrite(each), answer, 1);
    faultySync(index);
  }));
}

/** What a whole sync would write. */
function writesOfSync(row: Int32Array): number[] {
  clear();
  read(row, 0);
  prepareSync();
  begin();
  sync(EVERY_WRITE);
  return Array.from({ length: writes() }, (_, index) => write(index));
}

function faultySync(made: number): void {
  prepareSync();
  begin();
  sync(EVERY_WRITE);
  noteOwnStatus();
  put(f.QUEUED, 1);
  put(f.FAULTS, get(f.FAULTS) - 1);
  end(label(FAULT_INTERRUPTED, 0, made));
}

/** Plans an error for every write that is not one of these. */
function refuseAllBut(done: readonly number[]): void {
  const kinds = Array.from({ length: ADOPT_REVISION }, (_, k) => k + 1);
  const mixed = kinds.filter((kind) => done.some((each) => kindOf(each) === kind));
  const bits = kinds.filter((kind) => !mixed.includes(kind)).reduce((all, kind) => all | 1 << kind, 0);
  planAnswers(bits, ANY, FAILED, EVERY_WRITE);
  const objects = Math.max(problem.slots, problem.slots * problem.claims, problem.templates);
  for (const kind of mixed) {
    for (let object = 0; object < objects; object++) {
      if (!done.some((each) => kindOf(each) === kind && objectOfWrite(each) === object)) planAnswers(1 << kind, object, FAILED, EVERY_WRITE);
    }
  }
}

/** The cache of claims catches up with one of them. It wakes nobody. */
export function refreshClaim(k: number): void {
  if (get(f.viewClaimVersion(k)) === get(f.claimVersion(k))) return;
  begin();
  showClaim(k);
  end(label(CACHE, problem.slots + 1, k));
}

export function refreshRevision(r: number): void {
  if (get(f.viewRevisionVersion(r)) === get(f.revisionVersion(r))) return;
  begin();
  showRevision(r);
  end(label(CACHE, problem.slots + 2, r));
}

/** Whether the object that a reference names is there: its UID decides (garbagecollector.go:isDangling). */
const exists = (reference: number): boolean => {
  switch (namesOf(reference)) {
    case NAMES_SET: return uidOf(reference) === get(f.SET_UID);
    case NAMES_POD: return get(f.phase(podOfReference(reference))) !== f.ABSENT && get(f.podUid(podOfReference(reference))) === uidOf(reference);
    case NAMES_OTHER: return true;
    default: return false;
  }
};

/** The garbage collector, by UIDs: a claim that had owners of which none is there any more goes (garbagecollector.go:attemptToDeleteItem). */
export function collectByUid(k: number): void {
  if (get(f.claim(k)) === f.CLAIM_ABSENT || get(f.claimDeleting(k)) === 1) return;
  const owners = referencesOf(k);
  if (owners.length === 0 || owners.some(exists)) return;
  begin();
  put(f.claimDeleting(k), 1);
  end(label(COLLECTOR, k, 0));
}

const referencesOf = (k: number): number[] =>
  Array.from({ length: f.MAX_REFERENCES }, (_, j) => get(f.claimReference(k, j))).filter((reference) => reference !== 0);

/** Gives what changed a version, what was made a UID, and shows it to the caches that follow. */
function settle({ problem: { slots, claims, templates, staleCaches, faults }, otherCachesFollow }: Wide): void {
  settleSet();
  for (let p = 0; p < slots; p++) settlePod(p);
  for (let k = 0; k < slots * claims; k++) settleClaim(k);
  for (let r = 0; r < templates; r++) settleRevision(r, templates);
  if (faults < 0) put(f.FAULTS, 1);
  if (!staleCaches) {
    showEverything();
  } else if (otherCachesFollow) {
    for (let k = 0; k < slots * claims; k++) showClaim(k);
    for (let r = 0; r < templates; r++) showRevision(r);
  }
}

const changed = (...fields: number[]): boolean => fields.some((field) => get(field) !== now(field));

function settleSet(): void {
  const spec = changed(f.REPLICAS, f.PARTITION, f.TEMPLATE, f.ON_DELETE, f.NO_ROLLING_UPDATE_BLOCK);
  if (spec) put(f.GENERATION, now(f.GENERATION) + 1);
  if ((spec || changed(f.CURRENT_REVISION)) && !changed(f.SET_VERSION)) put(f.SET_VERSION, now(f.SET_VERSION) + 1);
}

function settlePod(p: number): void {
  if (problem.minReady === 0) put(f.available(p), now(f.ready(p)));
  // That it is available by now is told by time, not by a version.
  const altered = changed(f.phase(p), f.ready(p), f.deleting(p), f.revision(p));
  if (altered && !changed(f.podVersion(p))) put(f.podVersion(p), now(f.podVersion(p)) + 1);
  if (now(f.phase(p)) !== f.ABSENT && now(f.podUid(p)) >= FIRST_NEW_UID) giveUid(p);
  if (now(f.phase(p)) === f.ABSENT) [f.podOwner(p), f.podUid(p)].forEach((field) => put(field, 0));
  // The cache holds since when the pod is ready, and looks at the clock itself.
  const passed = changed(f.available(p)) && now(f.available(p)) === 1;
  if (passed && now(f.viewReady(p)) === 1 && now(f.viewPodUid(p)) === now(f.podUid(p))) put(f.viewAvailable(p), 1);
}

/** A sync gives the pods that it makes UIDs from the end of the numbers (apiserver.ts:createPod). */
const FIRST_NEW_UID = MAX_UID - f.STRIDE;

/** One more than any that is still remembered. */
function giveUid(p: number): void {
  const made = now(f.podUid(p));
  let largest = SET_UID;
  const remember = (uid: number) => { if (uid < FIRST_NEW_UID && uid > largest) largest = uid; };
  for (let q = 0; q < problem.slots; q++) [f.podUid(q), f.viewPodUid(q)].forEach((field) => remember(now(field)));
  for (let k = 0; k < problem.slots * problem.claims; k++) {
    for (let j = 0; j < f.MAX_REFERENCES; j++) [f.claimReference(k, j), f.viewClaimReference(k, j)].forEach((field) => remember(uidOf(now(field))));
  }
  put(f.podUid(p), largest + 1);
  if (now(f.viewPodUid(p)) === made) put(f.viewPodUid(p), largest + 1);
}

function settleClaim(k: number): void {
  if (now(f.claim(k)) === f.CLAIM_ABSENT) for (let j = 0; j < f.MAX_REFERENCES; j++) put(f.claimReference(k, j), 0);
  if (changed(f.claim(k), f.claimDeleting(k)) && !changed(f.claimVersion(k))) put(f.claimVersion(k), now(f.claimVersion(k)) + 1);
}

/** A revision that was just made is the youngest. */
function settleRevision(r: number, templates: number): void {
  if (get(f.revisionNumber(r)) !== 0 || now(f.revisionNumber(r)) === 0) return;
  const ages = Array.from({ length: templates }, (_, other) => Math.max(now(f.revisionAge(other)), now(f.viewRevisionAge(other))));
  put(f.revisionAge(r), 1 + Math.max(...ages));
}

function showEverything(): void {
  showSet();
  put(f.UNSEEN_SET, 0);
  for (let p = 0; p < problem.slots; p++) {
    showPod(p);
    put(f.unseenPod(p), 0);
  }
  for (let k = 0; k < problem.slots * problem.claims; k++) showClaim(k);
  for (let r = 0; r < problem.templates; r++) showRevision(r);
}

/** A field of a wide row, from outside a step. */
export const valueIn = ({ layout }: Wide, row: Int32Array, field: number): number => fieldOf(layout, row, 0, field);
