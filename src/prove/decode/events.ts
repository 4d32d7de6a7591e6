import { aggregated, claimEvent, podEvent, startedEvents, unhealthyEvent } from './event-texts';
import { assignedEvent, attachedEvent, evictedEvent, multiAttachEvent, nodeNotReadyEvents, podNotReadyEvent, rescaledEvent } from './node-event-texts';
import { Fields, Scene, isBroken, slotsOf } from './scene';
import * as f from '../../cluster/fields';
import {
  AUTOSCALER, FAULT_CRASHED, FAULT_REFUSED, FAULT_UNREADY, KUBELET_START, NODE_LIFECYCLE, SCHEDULER, TAINT_EVICTION, actorOf, choiceOf, objectOf,
} from '../../cluster/label';
import { CLAIM_IS_BEING_DELETED, CREATE_CLAIM, CREATE_POD, DELETE_POD, kindOf, objectOfWrite } from '../../cluster/write';
import type { EventLine } from '../timeline';

/** A step: who took it, the writes of a sync, and what was and is. */
export interface Taken {
  readonly label: number;
  readonly made: readonly number[];
  readonly before: Fields;
  readonly after: Fields;
  readonly addressOf: (slot: number) => string;
}

/** What components say at a step. */
export function eventsOf(scene: Scene, step: Taken): EventLine[] {
  return [
    ...step.made.flatMap((each, index) => controllerEvents(scene, each, isRefused(step.label, index))),
    ...stepEvents(scene, step),
    ...slotsOf(scene).flatMap((slot) => kubeletEvents(scene, step.before, step.after, slot)),
  ];
}

const isRefused = (label: number, index: number): boolean => actorOf(label) === FAULT_REFUSED && choiceOf(label) === index;

/** What an API server says that gives no reason (apimachinery, pkg/api/errors/errors.go:NewInternalError). */
const REFUSED = 'Internal error occurred';

/** What the controller says of one write. */
function controllerEvents({ subject, names }: Scene, made: number, refused: boolean): EventLine[] {
  const slot = objectOfWrite(made);
  const pod = names.pod(slot);
  const error = refused ? REFUSED : undefined;
  switch (kindOf(made)) {
    case CREATE_CLAIM: return [
      ...names.claims(slot).map((claim) => claimEvent(subject, 'create', claim, pod, error)),
      ...refused ? [podEvent(subject, 'create', pod, aggregated(names.claims(slot).map((claim) => `failed to create PVC ${claim}: ${REFUSED}`)))] : [],
    ];
    case CREATE_POD: return [podEvent(subject, 'create', pod, error)];
    case DELETE_POD: return [podEvent(subject, 'delete', pod, error)];
    case CLAIM_IS_BEING_DELETED: return [podEvent(subject, 'create', pod, aggregated(names.claims(slot).map((claim) => `pvc ${claim} is being deleted`)))];
    default: return [];
  }
}

/** What the others say, each at its own steps. */
function stepEvents(scene: Scene, { label, before, after, addressOf }: Taken): EventLine[] {
  const { subject, names, problem } = scene;
  const object = objectOf(label);
  const isSame = (field: number): boolean => before(field) === after(field);
  switch (actorOf(label)) {
    case SCHEDULER: return [
      ...problem.nodes ? [assignedEvent(scene, object, choiceOf(label) - 1)] : [],
      ...isHeld(scene, after, object) ? [multiAttachEvent(scene, object)] : [],
    ];
    // What volumes are called that are there already is no part of the model.
    case KUBELET_START: return isSame(f.attached(object)) || problem.placement.staticVolumes ? [] : [attachedEvent(scene, object)];
    case NODE_LIFECYCLE: return [
      nodeNotReadyEvents(names.node(object)),
      ...slotsOf(scene).filter((slot) => before(f.ready(slot)) === 1 && after(f.ready(slot)) === 0).map((slot) => podNotReadyEvent(names.pod(slot))),
    ];
    case TAINT_EVICTION: return [evictedEvent(subject.namespace, names.pod(object))];
    case AUTOSCALER: return subject.autoscaler === undefined ? [] : [rescaledEvent(subject.autoscaler, object, object > before(f.REPLICAS))];
    case FAULT_UNREADY: return unhealthyEvent(subject, names.pod(object), addressOf(object));
    case FAULT_CRASHED: return startedEvents(subject, names.pod(object));
    default: return [];
  }
}

/** The pod's volume is attached to another node, where a process may still use it, or nobody can tell. */
function isHeld({ problem }: Scene, state: Fields, slot: number): boolean {
  const at = state(f.attached(slot));
  if (problem.claims === 0 || at === 0 || at === state(f.node(slot))) return false;
  return state(f.nodeState(at - 1)) !== f.NODE_READY || (state(f.leftover(slot)) >>> at - 1 & 1) === 1;
}

/** A node whose kubelet can speak. */
function speaks(state: Fields, slot: number): boolean {
  const at = state(f.node(slot));
  return at === 0 || state(f.nodeState(at - 1)) === f.NODE_READY;
}

/** What the kubelet says of a pod that it has started, that it must stop, or whose image it cannot pull. */
function kubeletEvents(scene: Scene, before: Fields, after: Fields, slot: number): EventLine[] {
  const { subject, names } = scene;
  const was = before(f.phase(slot));
  const is = after(f.phase(slot));
  const isStopped = was === f.RUNNING && before(f.deleting(slot)) === 0 && after(f.deleting(slot)) === 1;
  const normal = (reason: string, message: string): EventLine => ({ type: 'Normal', reason, object: `pod/${names.pod(slot)}`, message });
  if (was === f.SCHEDULED && is === f.RUNNING) return startedEvents(subject, names.pod(slot));
  if (isStopped && speaks(after, slot)) return [normal('Killing', `Stopping container ${subject.container}`)];
  if (was === f.PENDING && is === f.SCHEDULED && isBroken(scene, after(f.revision(slot)))) return [{ ...normal('Failed', 'Error: ErrImagePull'), type: 'Warning' }];
  return [];
}
