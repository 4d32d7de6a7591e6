import type { Names } from './names';
import { RolloutSpec, rolloutLine } from './rollout-status';
import type { Subject } from './subject';
import type { ClaimLine, EventLine, PodLine, PodState, Snapshot, TimelineStep } from './timeline';
import * as f from '../cluster/fields';
import {
  CACHE, COLLECTOR, CONTROLLER, FAULT_DELETED, FAULT_FAILED, FAULT_INTERRUPTED, FAULT_UNREADY, KUBELET_READY, KUBELET_REAP, KUBELET_START, KUBELET_STOP,
  PROTECTION, RESYNC, SCHEDULER, TIME, USER, VOLUMES, actorOf, choiceOf, isSync, objectOf,
} from '../cluster/label';
import type { Layout } from '../cluster/layout';
import {
  EDIT_DELETE_ALL_PODS, EDIT_DELETE_ANY_POD, EDIT_DELETE_POD, EDIT_ON_DELETE, EDIT_PARTITION, EDIT_REPLICAS, EDIT_TEMPLATE,
} from '../cluster/problem';
import type { Edit, Problem } from '../cluster/problem';
import { begin, fieldOf, read, write, writes } from '../cluster/row';
import { statusOfSync, sync } from '../cluster/statefulset';
import { EVERY_WRITE } from '../cluster/step';
import { CLAIM_IS_BEING_DELETED, CREATE_CLAIM, CREATE_POD, CREATE_REVISION, DELETE_POD, UPDATE_CLAIM, UPDATE_REVISION, UPDATE_STATUS, kindOf, objectOfWrite } from '../cluster/write';

/**
 * Turns steps of the model into what a person knows: kubectl's words, events, claims. Everything is recomputed from the rows and
 * the labels; nothing here decides what happens.
 */
export interface Decoder {
  /** The state that the run starts from. */
  start(rows: Int32Array, offset: number): Snapshot;
  /** One step: the row before, its label, and the row after. */
  step(before: Int32Array, beforeOffset: number, label: number, after: Int32Array, afterOffset: number, note?: string): TimelineStep;
}

const NO_STATUS = { replicas: 0, readyReplicas: 0, availableReplicas: 0, currentReplicas: 0, updatedReplicas: 0, currentRevision: 0 };

export function decoderOf(subject: Subject, problem: Problem, layout: Layout, names: Names): Decoder {
  const addresses = new Array<string>(problem.slots).fill('');
  const restarts = new Array<number>(problem.slots).fill(0);
  let addressesGiven = 0;
  let status = NO_STATUS;
  let index = 0;

  const value = (rows: Int32Array, offset: number, field: number) => fieldOf(layout, rows, offset, field);
  const isBroken = (template: number) => (problem.brokenTemplates >>> template & 1) === 1;

  const giveAddress = (slot: number) => { addresses[slot] = `10.244.0.${++addressesGiven + 3}`; };

  const podState = (rows: Int32Array, offset: number, slot: number): PodState | undefined => {
    const at = value(rows, offset, f.phase(slot));
    if (at === f.ABSENT) return undefined;
    const template = value(rows, offset, f.revision(slot));
    const isReady = value(rows, offset, f.ready(slot)) === 1;
    return {
      name: names.pod(slot),
      ordinal: subject.start + slot,
      ready: `${isReady ? subject.containers : 0}/${subject.containers}`,
      status: statusWord(at, value(rows, offset, f.deleting(slot)) === 1, isBroken(template)),
      restarts: restarts[slot],
      revision: names.revision(template),
      image: names.image(template),
      address: addresses[slot],
    };
  };

  const claimLines = (rows: Int32Array, offset: number, slot: number): ClaimLine[] => {
    if (problem.claims === 0) return [];
    const state = value(rows, offset, f.claim(slot));
    if (state === f.CLAIM_ABSENT) return [];
    const isDeleting = value(rows, offset, f.claimDeleting(slot)) === 1;
    return names.claims(slot).map((name, template) => ({
      name,
      status: isDeleting ? 'Terminating' : state === f.CLAIM_BOUND ? 'Bound' : 'Pending',
      capacity: subject.claims[template].capacity,
      accessModes: subject.claims[template].accessModes,
      storageClass: subject.claims[template].storageClass,
      data: value(rows, offset, f.claimData(slot)) === 1,
    }));
  };

  const slots = Array.from({ length: problem.slots }, (_, slot) => slot);

  const specOf = (rows: Int32Array, offset: number): RolloutSpec => ({
    replicas: value(rows, offset, f.REPLICAS),
    partition: value(rows, offset, f.PARTITION),
    onDelete: value(rows, offset, f.ON_DELETE) === 1,
    noRollingUpdateBlock: value(rows, offset, f.NO_ROLLING_UPDATE_BLOCK) === 1,
    template: value(rows, offset, f.TEMPLATE),
  });

  const snapshot = (rows: Int32Array, offset: number): Snapshot => ({
    replicas: value(rows, offset, f.REPLICAS),
    partition: value(rows, offset, f.PARTITION),
    pods: slots.flatMap((slot) => podState(rows, offset, slot) ?? []),
    claims: slots.flatMap((slot) => claimLines(rows, offset, slot)),
    status: {
      ...status,
      currentRevision: names.revision(status.currentRevision),
      updateRevision: names.revision(value(rows, offset, f.TEMPLATE)),
    },
    revisions: Array.from({ length: problem.templates }, (_, t) => ({
      name: names.revision(t),
      revision: value(rows, offset, f.revisionNumber(t)),
      image: names.image(t),
    })).filter((revision) => revision.revision > 0),
  });

  const events = (label: number): EventLine[] => {
    const slot = objectOf(label);
    const set = `statefulset/${subject.name}`;
    const pod = `pod/${names.pod(slot)}`;
    switch (actorOf(label)) {
      case KUBELET_START: return [
        { type: 'Normal', reason: 'Created', object: pod, message: `Created container: ${subject.container}` },
        { type: 'Normal', reason: 'Started', object: pod, message: `Started container ${subject.container}` },
      ];
      case CONTROLLER: case RESYNC: case FAULT_INTERRUPTED: return Array.from({ length: writes() }, (_, w) => controllerEvents(write(w), set)).flat();
      default: return [];
    }
  };

  /** What the kubelet says by itself of a pod that it must stop, or whose image it cannot pull. */
  const kubeletEventsOf = (slot: number, before: Int32Array, beforeOffset: number, after: Int32Array, afterOffset: number): EventLine[] => {
    const was = value(before, beforeOffset, f.phase(slot));
    const object = `pod/${names.pod(slot)}`;
    if (was === f.RUNNING && value(before, beforeOffset, f.deleting(slot)) === 0 && value(after, afterOffset, f.deleting(slot)) === 1) {
      return [{ type: 'Normal', reason: 'Killing', object, message: `Stopping container ${subject.container}` }];
    }
    if (was === f.PENDING && value(after, afterOffset, f.phase(slot)) === f.SCHEDULED && isBroken(value(after, afterOffset, f.revision(slot)))) {
      return [{ type: 'Warning', reason: 'Failed', object, message: 'Error: ErrImagePull' }];
    }
    return [];
  };

  const controllerEvents = (made: number, set: string): EventLine[] => {
    const object = objectOfWrite(made);
    switch (kindOf(made)) {
      case CREATE_CLAIM: return names.claims(object).map((claim) => ({
        type: 'Normal', reason: 'SuccessfulCreate', object: set, message: `create Claim ${claim} Pod ${names.pod(object)} in StatefulSet ${subject.name} success`,
      }));
      case CREATE_POD: return [{ type: 'Normal', reason: 'SuccessfulCreate', object: set, message: `create Pod ${names.pod(object)} in StatefulSet ${subject.name} successful` }];
      case DELETE_POD: return [{ type: 'Normal', reason: 'SuccessfulDelete', object: set, message: `delete Pod ${names.pod(object)} in StatefulSet ${subject.name} successful` }];
      case CLAIM_IS_BEING_DELETED: return names.claims(object).map((claim) => ({
        type: 'Warning', reason: 'FailedCreate', object: set, message: `create Pod ${names.pod(object)} in StatefulSet ${subject.name} failed error: pvc ${claim} is being deleted`,
      }));
      default: return [];
    }
  };

  const writeAction = (made: number): string[] => {
    const object = objectOfWrite(made);
    switch (kindOf(made)) {
      case CREATE_CLAIM: return [`create ${names.claims(object).join(', ')}`];
      case CREATE_POD: return [`create ${names.pod(object)}`];
      case DELETE_POD: return [`delete ${names.pod(object)}`];
      case UPDATE_CLAIM: return [`set the owner of ${names.claims(object).join(', ')}`];
      case UPDATE_STATUS: return ['update status'];
      case CREATE_REVISION: return [`create ${names.revision(object)}`];
      case UPDATE_REVISION: return [`renumber ${names.revision(object)}`];
      case CLAIM_IS_BEING_DELETED: return [`cannot create ${names.pod(object)}: its claim is being deleted`];
      default: return [];
    }
  };

  const action = (label: number): string => {
    const slot = objectOf(label);
    const pod = names.pod(slot);
    switch (actorOf(label)) {
      case USER: return userAction(label);
      case CONTROLLER: case RESYNC: return list(Array.from({ length: writes() }, (_, w) => writeAction(write(w))).flat());
      case FAULT_INTERRUPTED: return `the controller stops after: ${list(Array.from({ length: writes() }, (_, w) => writeAction(write(w))).flat())}`;
      case VOLUMES: return `bind ${names.claims(slot).join(', ')}`;
      case SCHEDULER: return `give ${pod} a node`;
      case KUBELET_START: return `start ${pod}`;
      case KUBELET_READY: return `${pod} is ready`;
      case KUBELET_STOP: return `${pod} has stopped and is gone`;
      case KUBELET_REAP: return `the old process of ${pod} has ended`;
      case TIME: return `minReadySeconds pass for ${pod}`;
      case COLLECTOR: return `delete ${names.claims(slot).join(', ')}: the owner is gone`;
      case PROTECTION: return `${names.claims(slot).join(', ')} is gone: no pod uses it`;
      case CACHE: return slot === problem.slots ? 'the controller sees the set as it is' : `the controller sees ${pod} as it is`;
      case FAULT_UNREADY: return `${pod} is not ready any more`;
      case FAULT_FAILED: return `${pod} fails`;
      case FAULT_DELETED: return `${pod} is deleted`;
      default: return '';
    }
  };

  const userAction = (label: number): string => {
    const edit = editOf(problem, label);
    switch (edit.kind) {
      case EDIT_REPLICAS: return `scale to ${edit.argument}`;
      case EDIT_TEMPLATE: return `set the image to ${names.image(edit.argument)}`;
      case EDIT_PARTITION: return `set the partition to ${edit.argument}`;
      case EDIT_ON_DELETE: return 'set updateStrategy to OnDelete';
      case EDIT_DELETE_ALL_PODS: return 'delete all pods';
      default: return `delete ${names.pod(edit.argument)}`;
    }
  };

  const command = (label: number): string | undefined => {
    if (actorOf(label) !== USER) return undefined;
    const edit = editOf(problem, label);
    const namespace = subject.namespace === 'default' ? '' : ` -n ${subject.namespace}`;
    return `kubectl ${verb(edit)}${namespace}`;
  };

  const verb = (edit: Edit): string => {
    switch (edit.kind) {
      case EDIT_REPLICAS: return `scale statefulset/${subject.name} --replicas=${edit.argument}`;
      case EDIT_TEMPLATE: return `set image statefulset/${subject.name} ${subject.container}=${names.image(edit.argument)}`;
      case EDIT_PARTITION: return `patch statefulset/${subject.name} -p '{"spec":{"updateStrategy":{"rollingUpdate":{"partition":${edit.argument}}}}}'`;
      case EDIT_ON_DELETE: return `patch statefulset/${subject.name} -p '{"spec":{"updateStrategy":{"type":"OnDelete","rollingUpdate":null}}}'`;
      case EDIT_DELETE_ALL_PODS: return `delete pods ${slots.slice(0, problem.replicas).map(names.pod).join(' ')}`;
      default: return `delete pod ${names.pod(edit.argument)}`;
    }
  };

  /** What `get pods -w` prints: the pod as it stands after the step, and at its end the last it was seen as. */
  const watchLine = (label: number, before: PodState | undefined, after: PodState | undefined): PodLine[] => {
    const line = ({ name, ready, status: word, restarts: count }: PodState): PodLine => ({ name, ready, status: word, restarts: count });
    if (after !== undefined) {
      // A terminating pod is shown ready until its containers have stopped.
      const shown = after.status === 'Terminating' && before !== undefined ? { ...after, ready: before.ready } : after;
      if (before !== undefined && same(line(before), line(shown))) return [];
      // The scheduler's binding is a change of its own: kubectl prints the pod once more as Pending.
      return actorOf(label) === SCHEDULER ? [line(before!), line(shown)] : [line(shown)];
    }
    if (before === undefined) return [];
    const unready = `0/${subject.containers}`;
    return [{ ...line(before), ready: unready, status: 'Terminating' }];
  };

  return {
    start(rows, offset) {
      const count = value(rows, offset, f.REPLICAS);
      slots.filter((slot) => value(rows, offset, f.phase(slot)) !== f.ABSENT).forEach((slot) => giveAddress(slot));
      if (problem.settled) {
        status = { replicas: count, readyReplicas: count, availableReplicas: count, currentReplicas: count, updatedReplicas: count, currentRevision: 0 };
      }
      return snapshot(rows, offset);
    },
    step(before, beforeOffset, label, after, afterOffset, note) {
      const podsBefore = slots.map((slot) => podState(before, beforeOffset, slot));
      const claimsBefore = slots.flatMap((slot) => claimLines(before, beforeOffset, slot));
      const actor = actorOf(label);
      const slot = objectOf(label);
      if (actor === KUBELET_START) giveAddress(slot);
      if (actor === FAULT_UNREADY) restarts[slot]++;
      for (const s of slots) if (value(after, afterOffset, f.phase(s)) === f.ABSENT) { restarts[s] = 0; addresses[s] = ''; }
      const statusBefore = status;
      if (isSync(label)) {
        // The writes of a sync, and the status that it counts, come from running it once more.
        read(before, beforeOffset);
        begin();
        const whole = sync(actor === FAULT_INTERRUPTED ? choiceOf(label) : EVERY_WRITE);
        if (whole) status = statusOfSync();
      }
      const podsAfter = slots.map((s) => podState(after, afterOffset, s));
      const claimsAfter = slots.flatMap((s) => claimLines(after, afterOffset, s));
      const typed = command(label);
      const did = action(label);
      return {
        index: index++,
        actor: ACTORS[actor],
        // The model writes a status only where it decides something; a cluster writes every change.
        action: did === NOTHING_TO_DO && !same(statusBefore, status) ? 'update status' : did,
        ...typed === undefined ? {} : { command: typed },
        watch: slots.flatMap((s) => watchLine(label, podsBefore[s], podsAfter[s])),
        events: [...events(label), ...slots.flatMap((s) => kubeletEventsOf(s, before, beforeOffset, after, afterOffset))],
        claims: changedClaims(claimsBefore, claimsAfter),
        rollout: same(statusBefore, status) ? [] : [rolloutLine(names, specOf(after, afterOffset), status)],
        ...note === undefined ? {} : { note },
        after: snapshot(after, afterOffset),
      };
    },
  };
}

const ACTORS: { readonly [actor: number]: string } = {
  [USER]: 'user',
  [CONTROLLER]: 'statefulset-controller',
  [RESYNC]: 'statefulset-controller',
  [VOLUMES]: 'volumes',
  [SCHEDULER]: 'scheduler',
  [KUBELET_START]: 'kubelet',
  [KUBELET_READY]: 'kubelet',
  [KUBELET_STOP]: 'kubelet',
  [KUBELET_REAP]: 'kubelet',
  [TIME]: 'time',
  [COLLECTOR]: 'garbage-collector',
  [PROTECTION]: 'claim-protection',
  [CACHE]: 'cache',
  [FAULT_UNREADY]: 'fault',
  [FAULT_FAILED]: 'fault',
  [FAULT_DELETED]: 'fault',
  [FAULT_INTERRUPTED]: 'fault',
};

/** kubectl's STATUS column. */
function statusWord(at: number, isDeleting: boolean, isBroken: boolean): string {
  if (isDeleting) return 'Terminating';
  switch (at) {
    case f.PENDING: return 'Pending';
    case f.SCHEDULED: return isBroken ? 'ErrImagePull' : 'ContainerCreating';
    case f.RUNNING: return 'Running';
    default: return 'Error';
  }
}

/** The edit of a user's step: scripted ones are numbered, free ones carry kind and argument themselves. */
function editOf(problem: Problem, label: number): Edit {
  if (problem.freeEdits) return { kind: objectOf(label), argument: choiceOf(label) };
  const edit = problem.edits[objectOf(label)];
  return edit.kind === EDIT_DELETE_ANY_POD ? { kind: EDIT_DELETE_POD, argument: choiceOf(label) } : edit;
}

export const NOTHING_TO_DO = 'look, and find nothing to do';
const list = (actions: readonly string[]): string => actions.length === 0 ? NOTHING_TO_DO : actions.join(', ');

const same = (a: object, b: object): boolean => JSON.stringify(a) === JSON.stringify(b);

function changedClaims(before: readonly ClaimLine[], after: readonly ClaimLine[]): ClaimLine[] {
  const known = new Map(before.map((claim) => [claim.name, claim]));
  const changed = after.filter((claim) => !same(known.get(claim.name) ?? {}, claim));
  const left = new Set(after.map((claim) => claim.name));
  return [...changed, ...before.filter((claim) => !left.has(claim.name)).map((claim) => ({ ...claim, status: 'Deleted', data: false }))];
}
