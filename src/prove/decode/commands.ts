import type { Scene } from './scene';
import { choiceOf, objectOf } from '../../cluster/label';
import * as p from '../../cluster/problem';
import type { Edit } from '../../cluster/problem';
import { kubectl } from '../kubectl';

/** Of these the label says which object is meant. */
const OF_ANY = [
  p.EDIT_DELETE_ANY_POD, p.EDIT_FORCE_DELETE_ANY_POD, p.EDIT_DRAIN_ANY_NODE, p.EDIT_DELETE_LOST_NODE, p.EDIT_TAINT_LOST_NODE, p.EDIT_DELETE_ANY_CLAIM,
  p.EDIT_LOSE_ANY_NODE,
];

/** The edit of a user's step: scripted ones are numbered, free ones carry kind and argument themselves. */
export function editOf({ problem }: Scene, label: number): Edit {
  if (problem.freeEdits) return { kind: objectOf(label), argument: choiceOf(label) };
  const edit = problem.edits[objectOf(label)];
  return OF_ANY.includes(edit.kind) ? { kind: edit.kind, argument: choiceOf(label) } : edit;
}

/** No user makes it: it happens. */
export const isFault = ({ kind }: Edit): boolean => kind === p.EDIT_LOSE_ANY_NODE;

/** The command that a user types to make this edit. */
export function commandOf(scene: Scene, edit: Edit): string {
  const words = clusterCommand(scene, edit);
  return words === undefined ? kubectl(scene.subject, argumentsOf(scene, edit)) : `kubectl ${words}`;
}

const RELEASED = '$(kubectl get pv -o jsonpath=\'{.items[?(@.status.phase=="Released")].metadata.name}\')';

/** Nodes and volumes have no namespace. */
function clusterCommand({ names }: Scene, { kind, argument }: Edit): string | undefined {
  switch (kind) {
    case p.EDIT_DRAIN_ANY_NODE: return `drain ${names.node(argument)} --ignore-daemonsets --delete-emptydir-data`;
    case p.EDIT_DELETE_LOST_NODE: return `delete node ${names.node(argument)}`;
    case p.EDIT_REUSE_VOLUMES: return `patch pv ${RELEASED} -p '{"spec":{"claimRef":null}}'`;
    case p.EDIT_TAINT_LOST_NODE: return `taint nodes ${names.node(argument)} node.kubernetes.io/out-of-service=nodeshutdown:NoExecute`;
    default: return undefined;
  }
}

const CASCADE: { readonly [cascade: number]: string } = { [p.CASCADE_BACKGROUND]: '', [p.CASCADE_ORPHAN]: ' --cascade=orphan', [p.CASCADE_FOREGROUND]: ' --cascade=foreground' };

const policyOf = (argument: number): string => argument === 1 ? 'Delete' : 'Retain';

function argumentsOf({ subject, problem, names }: Scene, { kind, argument }: Edit): string {
  const set = `statefulset/${subject.name}`;
  const patch = (spec: object): string => `patch ${set} -p '${JSON.stringify({ spec })}'`;
  switch (kind) {
    case p.EDIT_REPLICAS: return `scale ${set} --replicas=${argument}`;
    case p.EDIT_TEMPLATE: return `set image ${set} ${subject.container}=${names.image(argument)}`;
    case p.EDIT_PARTITION: return patch({ updateStrategy: { rollingUpdate: { partition: argument } } });
    case p.EDIT_ON_DELETE: return patch({ updateStrategy: { type: 'OnDelete', rollingUpdate: null } });
    case p.EDIT_WHEN_SCALED: return patch({ persistentVolumeClaimRetentionPolicy: { whenScaled: policyOf(argument) } });
    case p.EDIT_WHEN_DELETED: return patch({ persistentVolumeClaimRetentionPolicy: { whenDeleted: policyOf(argument) } });
    case p.EDIT_DELETE_ALL_PODS: return `delete pods ${Array.from({ length: problem.replicas }, (_, slot) => names.pod(slot)).join(' ')}`;
    case p.EDIT_DELETE_SET: return `delete ${set}${CASCADE[argument]}`;
    case p.EDIT_CREATE_SET: return `create -f ${subject.name}.yaml`;
    case p.EDIT_FORCE_DELETE_ANY_POD: return `delete pod ${names.pod(argument)} --grace-period=0 --force`;
    case p.EDIT_DELETE_ANY_CLAIM: return `delete pvc ${names.claims(argument).join(' ')} --wait=false`;
    default: return `delete pod ${names.pod(argument)}`;
  }
}

/** The same in a few words. */
export function editAction({ names }: Scene, { kind, argument }: Edit): string {
  switch (kind) {
    case p.EDIT_REPLICAS: return `scale to ${argument}`;
    case p.EDIT_TEMPLATE: return `set the image to ${names.image(argument)}`;
    case p.EDIT_PARTITION: return `set the partition to ${argument}`;
    case p.EDIT_ON_DELETE: return 'set updateStrategy to OnDelete';
    case p.EDIT_WHEN_SCALED: return `set whenScaled to ${policyOf(argument)}`;
    case p.EDIT_WHEN_DELETED: return `set whenDeleted to ${policyOf(argument)}`;
    case p.EDIT_DELETE_ALL_PODS: return 'delete all pods';
    case p.EDIT_DELETE_SET: return argument === p.CASCADE_ORPHAN ? 'delete the set, and leave its pods' : argument === p.CASCADE_FOREGROUND ? 'delete the set after its pods' : 'delete the set';
    case p.EDIT_CREATE_SET: return 'create the set again';
    case p.EDIT_REUSE_VOLUMES: return 'make released volumes available again';
    case p.EDIT_LOSE_ANY_NODE: return `${names.node(argument)} does not answer any more`;
    case p.EDIT_DRAIN_ANY_NODE: return `drain ${names.node(argument)}`;
    case p.EDIT_DELETE_LOST_NODE: return `delete ${names.node(argument)}`;
    case p.EDIT_TAINT_LOST_NODE: return `say that nothing runs on ${names.node(argument)} any more`;
    case p.EDIT_FORCE_DELETE_ANY_POD: return `take ${names.pod(argument)} away by force`;
    case p.EDIT_DELETE_ANY_CLAIM: return `delete ${names.claims(argument).join(', ')}`;
    default: return `delete ${names.pod(argument)}`;
  }
}
