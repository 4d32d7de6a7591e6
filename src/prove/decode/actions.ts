import { editAction, editOf } from './commands';
import type { Scene } from './scene';
import {
  CACHE, COLLECTOR, COLLECTS_POD, CONTROLLER, FAULT_DELETED, FAULT_FAILED, FAULT_INTERRUPTED, FAULT_UNREADY, KUBELET_READY, KUBELET_REAP, KUBELET_START,
  KUBELET_STOP, KUBELET_UNREADY, PROTECTION, RESYNC, SCHEDULER, TIME, USER, VOLUMES, actorOf, choiceOf, objectOf,
} from '../../cluster/label';
import {
  ADOPT_POD, CLAIM_IS_BEING_DELETED, CREATE_CLAIM, CREATE_POD, CREATE_REVISION, DELETE_POD, UPDATE_CLAIM, UPDATE_REVISION, UPDATE_STATUS, kindOf, objectOfWrite,
} from '../../cluster/write';

/** The component that takes a step. */
export const ACTORS: { readonly [actor: number]: string } = {
  [USER]: 'user',
  [CONTROLLER]: 'statefulset-controller',
  [RESYNC]: 'statefulset-controller',
  [VOLUMES]: 'volumes',
  [SCHEDULER]: 'scheduler',
  [KUBELET_START]: 'kubelet',
  [KUBELET_READY]: 'kubelet',
  [KUBELET_STOP]: 'kubelet',
  [KUBELET_REAP]: 'kubelet',
  [KUBELET_UNREADY]: 'kubelet',
  [TIME]: 'time',
  [COLLECTOR]: 'garbage-collector',
  [PROTECTION]: 'claim-protection',
  [CACHE]: 'cache',
  [FAULT_UNREADY]: 'fault',
  [FAULT_FAILED]: 'fault',
  [FAULT_DELETED]: 'fault',
  [FAULT_INTERRUPTED]: 'fault',
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
  const { names, problem } = scene;
  const slot = objectOf(label);
  const pod = names.pod(slot);
  const claims = names.claims(slot).join(', ');
  switch (actorOf(label)) {
    case USER: return editAction(scene, editOf(scene, label));
    case CONTROLLER: case RESYNC: return list(made.flatMap((write) => writeAction(scene, write)));
    case FAULT_INTERRUPTED: return `the controller stops after: ${list(made.flatMap((write) => writeAction(scene, write)))}`;
    case VOLUMES: return `bind ${claims}`;
    case SCHEDULER: return `give ${pod} a node`;
    case KUBELET_START: return `start ${pod}`;
    case KUBELET_READY: return `${pod} is ready`;
    case KUBELET_UNREADY: return `${pod} has lost its quorum and is not ready any more`;
    case KUBELET_STOP: return `${pod} has stopped and is gone`;
    case KUBELET_REAP: return `the old process of ${pod} has ended`;
    case TIME: return `minReadySeconds pass for ${pod}`;
    case COLLECTOR: return `delete ${choiceOf(label) === COLLECTS_POD ? pod : claims}: the owner is gone`;
    case PROTECTION: return `${claims} is gone: no pod uses it`;
    case CACHE: return slot === problem.slots ? 'the controller sees the set as it is' : `the controller sees ${pod} as it is`;
    case FAULT_UNREADY: return `${pod} is not ready any more`;
    case FAULT_FAILED: return `${pod} fails`;
    case FAULT_DELETED: return `${pod} is deleted`;
    default: return '';
  }
}
