import { editAction, editOf } from './commands';
import type { Scene } from './scene';
import * as l from '../../cluster/label';
import {
  ADOPT_POD, CLAIM_IS_BEING_DELETED, CREATE_CLAIM, CREATE_POD, CREATE_REVISION, DELETE_POD, UPDATE_CLAIM, UPDATE_REVISION, UPDATE_STATUS, kindOf, objectOfWrite,
} from '../../cluster/write';

/** The component that takes a step. */
export const ACTORS: { readonly [actor: number]: string } = {
  [l.USER]: 'user',
  [l.CONTROLLER]: 'statefulset-controller',
  [l.RESYNC]: 'statefulset-controller',
  [l.VOLUMES]: 'volumes',
  [l.SCHEDULER]: 'scheduler',
  [l.KUBELET_START]: 'kubelet',
  [l.KUBELET_READY]: 'kubelet',
  [l.KUBELET_STOP]: 'kubelet',
  [l.KUBELET_REAP]: 'kubelet',
  [l.KUBELET_UNREADY]: 'kubelet',
  [l.TIME]: 'time',
  [l.COLLECTOR]: 'garbage-collector',
  [l.PROTECTION]: 'claim-protection',
  [l.CACHE]: 'cache',
  [l.NODE_LIFECYCLE]: 'node-lifecycle-controller',
  [l.NODE_RETURNED]: 'node',
  [l.TAINT_EVICTION]: 'taint-eviction-controller',
  [l.POD_COLLECTOR]: 'pod-garbage-collector',
  [l.FORCE_DETACH]: 'attachdetach-controller',
  [l.EVICTION]: 'drain',
  [l.DRAINED]: 'drain',
  [l.AUTOSCALER]: 'horizontal-pod-autoscaler',
  [l.FAULT_UNREADY]: 'fault',
  [l.FAULT_CRASHED]: 'fault',
  [l.FAULT_FAILED]: 'fault',
  [l.FAULT_DELETED]: 'fault',
  [l.FAULT_INTERRUPTED]: 'fault',
  [l.FAULT_REFUSED]: 'fault',
  [l.FAULT_NODE_LOST]: 'fault',
};

export const NOTHING_TO_DO = 'look, and find nothing to do';

const list = (actions: readonly string[]): string => actions.length === 0 ? NOTHING_TO_DO : actions.join(', ');

function writeAction({ names }: Scene, made: number): string[] {
  const object = objectOfWrite(made);
  switch (kindOf(made)) {
    case CREATE_CLAIM: return [`create ${names.claims(object).join(', ')}`];
    case CREATE_POD: return [`create ${names.pod(object)}`];
    case DELETE_POD: return [`delete ${names.pod(object)}`];
    case ADOPT_POD: return [`adopt ${names.pod(object)}`];
    case UPDATE_CLAIM: return [`set the owner of ${names.claims(object).join(', ')}`];
    case UPDATE_STATUS: return ['update status'];
    case CREATE_REVISION: return [`create ${names.revision(object)}`];
    case UPDATE_REVISION: return [`renumber ${names.revision(object)}`];
    case CLAIM_IS_BEING_DELETED: return [`cannot create ${names.pod(object)}: its claim is being deleted`];
    default: return [];
  }
}

/** What happens at a step, in a few words. `made` are the writes of a sync. */
export function actionOf(scene: Scene, label: number, made: readonly number[]): string {
  const { names } = scene;
  const object = l.objectOf(label);
  const choice = l.choiceOf(label);
  const written = list(made.flatMap((write) => writeAction(scene, write)));
  switch (l.actorOf(label)) {
    case l.USER: return editAction(scene, editOf(scene, label));
    case l.CONTROLLER: case l.RESYNC: return choice === 1 ? `${written}, which conflicts with a newer version` : written;
    case l.FAULT_INTERRUPTED: return `the controller stops after: ${written}`;
    case l.FAULT_REFUSED: return `the API server refuses to ${list(writeAction(scene, made[choice]))}: ${written}`;
    case l.AUTOSCALER: return `scale to ${object}`;
    case l.NODE_LIFECYCLE: return `${names.node(object)} has not been heard of: taint it, and its pods are not ready`;
    case l.NODE_RETURNED: return `${names.node(object)} answers again`;
    case l.FAULT_NODE_LOST: return `${names.node(object)} does not answer any more`;
    case l.DRAINED: return `${names.node(object)} is drained, and uncordoned`;
    case l.COLLECTOR: return collectorAction(scene, object, choice);
    default: return podAction(scene, label);
  }
}

function collectorAction({ subject, names }: Scene, object: number, choice: number): string {
  switch (choice) {
    case l.COLLECTS_POD: return `delete ${names.pod(object)}: the owner is gone`;
    case l.COLLECTS_SET: return `${subject.name} is gone: nothing is left that it owns`;
    case l.LOOKS_AT_CLAIM: return `look at ${names.claims(object).join(', ')} and the owner`;
    default: return `delete ${names.claims(object).join(', ')}: the owner is gone`;
  }
}

/** What happens to one pod, or to its claims. */
function podAction({ names, problem }: Scene, label: number): string {
  const slot = l.objectOf(label);
  const choice = l.choiceOf(label);
  const pod = names.pod(slot);
  const claims = names.claims(slot).join(', ');
  const onNode = choice > 0 ? ` on ${names.node(choice - 1)}` : '';
  switch (l.actorOf(label)) {
    case l.VOLUMES: return `bind ${claims}`;
    case l.SCHEDULER: return choice > 0 ? `assign ${pod} to ${names.node(choice - 1)}` : `give ${pod} a node`;
    case l.KUBELET_START: return `start ${pod}`;
    case l.KUBELET_READY: return `${pod} is ready`;
    case l.KUBELET_UNREADY: return `${pod} has lost its quorum and is not ready any more`;
    case l.KUBELET_STOP: return `${pod} has stopped and is gone`;
    case l.KUBELET_REAP: return `the old process of ${pod}${onNode} has ended`;
    case l.TIME: return `minReadySeconds pass for ${pod}`;
    case l.PROTECTION: return `${claims} is gone: no pod uses it`;
    case l.CACHE: return slot === problem.slots ? 'the controller sees the set as it is' : `the controller sees ${pod} as it is`;
    case l.TAINT_EVICTION: return `delete ${pod}: ${names.node(choice)} is unreachable`;
    case l.EVICTION: return `evict ${pod} from ${names.node(choice)}`;
    case l.POD_COLLECTOR: return `take ${pod} away: nobody answers for ${names.node(choice)}`;
    case l.FORCE_DETACH: return `detach the volume of ${pod} from ${names.node(choice - 1)} by force`;
    case l.FAULT_UNREADY: return `${pod} loses its readiness`;
    case l.FAULT_CRASHED: return `the container of ${pod} crashes`;
    case l.FAULT_FAILED: return `${pod} fails`;
    case l.FAULT_DELETED: return `${pod} is deleted`;
    default: return '';
  }
}
