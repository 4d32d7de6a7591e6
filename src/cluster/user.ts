import { deletePod, forceDeletePod, wake } from './apiserver';
import { editArgument, editKind, problem } from './current-problem';
import * as f from './fields';
import { isReachable } from './kubelet';
import { AUTOSCALER, USER, label } from './label';
import {
  CASCADE_FOREGROUND, CASCADE_ORPHAN, EDIT_COMPLETE, EDIT_CREATE_SET, EDIT_DELETE_ALL_PODS, EDIT_DELETE_ANY_CLAIM, EDIT_DELETE_ANY_POD, EDIT_DELETE_LOST_NODE,
  EDIT_DELETE_POD, EDIT_DELETE_SET, EDIT_DRAIN_ANY_NODE, EDIT_FORCE_DELETE_ANY_POD, EDIT_LOSE_ANY_NODE, EDIT_ON_DELETE, EDIT_PARTITION, EDIT_REPLICAS,
  EDIT_REUSE_VOLUMES, EDIT_TAINT_LOST_NODE, EDIT_TEMPLATE, EDIT_WHEN_DELETED, EDIT_WHEN_SCALED,
} from './problem';
import { begin, end, get, put, unchanged } from './row';
import { isFirstOfItsKind } from './scheduler';

function apply(kind: number, argument: number): void {
  switch (kind) {
    case EDIT_REPLICAS: put(f.REPLICAS, argument); wake(); break;
    case EDIT_TEMPLATE: put(f.TEMPLATE, argument); wake(); break;
    case EDIT_PARTITION: put(f.PARTITION, argument); put(f.NO_ROLLING_UPDATE_BLOCK, 0); wake(); break;
    case EDIT_ON_DELETE: put(f.ON_DELETE, argument); wake(); break;
    case EDIT_WHEN_SCALED: put(f.WHEN_SCALED, argument); wake(); break;
    case EDIT_WHEN_DELETED: put(f.WHEN_DELETED, argument); wake(); break;
    case EDIT_COMPLETE: put(f.CURRENT_REVISION, get(f.TEMPLATE)); wake(); break;
    case EDIT_DELETE_POD: deletePod(argument); break;
    case EDIT_DELETE_ALL_PODS: for (let i = 0; i < problem.slots; i++) deletePod(i); break;
    case EDIT_DELETE_SET: deleteSet(argument); break;
    case EDIT_CREATE_SET: createSet(); break;
    case EDIT_REUSE_VOLUMES: for (let place = 0; place < problem.places; place++) put(f.released(place), 0); break;
  }
}

/**
 * In the foreground the set waits for what it owns, which the collector takes away; else it goes at once, and what it owned belongs to a set that is gone, or as
 * orphans to nobody (registry/apps/statefulset/strategy.go:DefaultGarbageCollectionPolicy; garbagecollector.go:orphanDependents, which strips claims too).
 */
function deleteSet(cascade: number): void {
  wake();
  if (cascade === CASCADE_FOREGROUND) {
    put(f.SET_DELETING, 1);
    return;
  }
  put(f.SET_GONE, 1);
  const orphans = cascade === CASCADE_ORPHAN;
  for (let i = 0; i < problem.slots; i++) {
    if (get(f.phase(i)) !== f.ABSENT && get(f.podOwner(i)) === f.OF_THE_SET) put(f.podOwner(i), orphans ? f.ORPHAN : f.OF_AN_EARLIER_SET);
  }
  for (let k = 0; k < problem.slots * problem.claims; k++) {
    if (get(f.claimOwner(k)) === f.OWNER_SET) put(f.claimOwner(k), orphans ? f.OWNER_NONE : f.OWNER_EARLIER_SET);
  }
  if (!orphans) for (let t = 0; t < problem.templates; t++) put(f.revisionNumber(t), 0);
}

/** A new set has no status yet: its current revision is the wanted one. */
function createSet(): void {
  put(f.SET_GONE, 0);
  put(f.CURRENT_REVISION, get(f.TEMPLATE));
  put(f.CURRENT_REPLICAS, 0);
  wake();
}

/** Whether an edit can be made on this object now. Whoever makes it waits until it can. */
function canEdit(kind: number, object: number): boolean {
  switch (kind) {
    case EDIT_CREATE_SET: return get(f.SET_GONE) === 1;
    case EDIT_DELETE_ANY_POD: return get(f.phase(object)) !== f.ABSENT;
    // Who uses force does it where nothing else helps: on a node that does not answer.
    case EDIT_FORCE_DELETE_ANY_POD: return get(f.phase(object)) !== f.ABSENT && !isReachable(object);
    case EDIT_LOSE_ANY_NODE: return get(f.nodeState(object)) === f.NODE_READY && isFirstOfItsKind(object);
    case EDIT_DRAIN_ANY_NODE: return get(f.DRAINING) === 0 && get(f.nodeState(object)) === f.NODE_READY && isFirstOfItsKind(object);
    case EDIT_DELETE_LOST_NODE: case EDIT_TAINT_LOST_NODE: return get(f.nodeState(object)) === f.NODE_UNREACHABLE;
    case EDIT_DELETE_ANY_CLAIM: return get(f.claim(object * problem.claims)) !== f.CLAIM_ABSENT;
    default: return true;
  }
}

/** Makes an edit on one object of those that it may choose from. */
function applyTo(kind: number, object: number): void {
  switch (kind) {
    case EDIT_DELETE_ANY_POD: deletePod(object); break;
    case EDIT_FORCE_DELETE_ANY_POD: forceDeletePod(object); break;
    case EDIT_LOSE_ANY_NODE: put(f.nodeState(object), f.NODE_SILENT); break;
    case EDIT_DRAIN_ANY_NODE: put(f.DRAINING, object + 1); break;
    case EDIT_DELETE_LOST_NODE: put(f.nodeState(object), f.NODE_GONE); break;
    case EDIT_TAINT_LOST_NODE: put(f.nodeState(object), f.NODE_OUT_OF_SERVICE); break;
    case EDIT_DELETE_ANY_CLAIM: for (let k = object * problem.claims; k < (object + 1) * problem.claims; k++) put(f.claimDeleting(k), 1); break;
  }
}

/** How many objects an edit may choose from, or 0 where it has no choice. */
function choicesOf(kind: number): number {
  switch (kind) {
    case EDIT_DELETE_ANY_POD: case EDIT_FORCE_DELETE_ANY_POD: case EDIT_DELETE_ANY_CLAIM: return problem.slots;
    case EDIT_LOSE_ANY_NODE: case EDIT_DRAIN_ANY_NODE: case EDIT_DELETE_LOST_NODE: case EDIT_TAINT_LOST_NODE: return problem.nodes;
    default: return 0;
  }
}

/** The next edit of the script, at any moment: the worst one is among them. */
export function scriptedEdit(): void {
  const next = get(f.EDIT);
  if (next >= problem.edits) return;
  const kind = editKind[next];
  const choices = choicesOf(kind);
  if (choices === 0 && canEdit(kind, 0)) {
    begin(); apply(kind, editArgument[next]); put(f.EDIT, next + 1); end(label(USER, next, 0));
  }
  for (let object = 0; object < choices; object++) {
    if (!canEdit(kind, object)) continue;
    begin(); applyTo(kind, object); put(f.EDIT, next + 1); end(label(USER, next, object));
  }
}

/** An autoscaler sets any number of replicas in its range, at any time (podautoscaler/horizontal.go, through the scale subresource). */
export function autoscale(): void {
  for (let replicas = problem.autoscalesFrom; replicas <= problem.autoscalesTo; replicas++) {
    if (replicas === get(f.REPLICAS)) continue;
    begin(); put(f.REPLICAS, replicas); wake(); end(label(AUTOSCALER, replicas, 0));
  }
}

/** Any number of replicas, any partition, any template, without limit: the label's object is the edit's kind, its choice the argument. */
export function freeEdits(): void {
  for (let r = 0; r <= problem.slots; r++) freeEdit(EDIT_REPLICAS, r);
  for (let p = 0; p <= problem.slots; p++) freeEdit(EDIT_PARTITION, p);
  for (let t = 0; t < problem.templates; t++) freeEdit(EDIT_TEMPLATE, t);
  if (problem.freeCompletion) freeEdit(EDIT_COMPLETE, 0);
}

function freeEdit(kind: number, argument: number): void {
  begin();
  apply(kind, argument);
  if (!unchanged()) end(label(USER, kind, argument));
}
