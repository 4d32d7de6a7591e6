import type { Scene } from './scene';
import { choiceOf, objectOf } from '../../cluster/label';
import {
  EDIT_CREATE_SET, EDIT_DELETE_ALL_PODS, EDIT_DELETE_ANY_POD, EDIT_DELETE_POD, EDIT_DELETE_SET, EDIT_ON_DELETE, EDIT_PARTITION, EDIT_REPLICAS, EDIT_TEMPLATE,
} from '../../cluster/problem';
import type { Edit } from '../../cluster/problem';

/** The edit of a user's step: scripted ones are numbered, free ones carry kind and argument themselves. */
export function editOf({ problem }: Scene, label: number): Edit {
  if (problem.freeEdits) return { kind: objectOf(label), argument: choiceOf(label) };
  const edit = problem.edits[objectOf(label)];
  return edit.kind === EDIT_DELETE_ANY_POD ? { kind: EDIT_DELETE_POD, argument: choiceOf(label) } : edit;
}

/** The command that a user types to make this edit. */
export function commandOf(scene: Scene, edit: Edit): string {
  const { namespace } = scene.subject;
  return `kubectl ${argumentsOf(scene, edit)}${namespace === 'default' ? '' : ` -n ${namespace}`}`;
}

function argumentsOf({ subject, problem, names }: Scene, { kind, argument }: Edit): string {
  const set = `statefulset/${subject.name}`;
  switch (kind) {
    case EDIT_REPLICAS: return `scale ${set} --replicas=${argument}`;
    case EDIT_TEMPLATE: return `set image ${set} ${subject.container}=${names.image(argument)}`;
    case EDIT_PARTITION: return `patch ${set} -p '{"spec":{"updateStrategy":{"rollingUpdate":{"partition":${argument}}}}}'`;
    case EDIT_ON_DELETE: return `patch ${set} -p '{"spec":{"updateStrategy":{"type":"OnDelete","rollingUpdate":null}}}'`;
    case EDIT_DELETE_ALL_PODS: return `delete pods ${Array.from({ length: problem.replicas }, (_, slot) => names.pod(slot)).join(' ')}`;
    case EDIT_DELETE_SET: return `delete ${set}${argument === 1 ? ' --cascade=orphan' : ''}`;
    case EDIT_CREATE_SET: return `create -f ${subject.name}.yaml`;
    default: return `delete pod ${names.pod(argument)}`;
  }
}

/** The same in a few words. */
export function editAction({ names }: Scene, { kind, argument }: Edit): string {
  switch (kind) {
    case EDIT_REPLICAS: return `scale to ${argument}`;
    case EDIT_TEMPLATE: return `set the image to ${names.image(argument)}`;
    case EDIT_PARTITION: return `set the partition to ${argument}`;
    case EDIT_ON_DELETE: return 'set updateStrategy to OnDelete';
    case EDIT_DELETE_ALL_PODS: return 'delete all pods';
    case EDIT_DELETE_SET: return argument === 1 ? 'delete the set, and leave its pods' : 'delete the set';
    case EDIT_CREATE_SET: return 'create the set again';
    default: return `delete ${names.pod(argument)}`;
  }
}
