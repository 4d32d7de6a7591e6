import { Fields, Scene, isBroken, nodesOf, slotsOf } from './scene';
import * as f from '../../cluster/fields';
import { defaultClass } from '../cluster';
import type { ClaimLine, Leftover, NodeLine, PodState } from '../timeline';

/** What of a pod is no part of the state, because no later step depends on it. */
export interface PodHistory {
  readonly address: string;
  readonly restarts: number;
  /** The kubelet has tried to pull its image, and waits before it tries again. */
  readonly backsOff: boolean;
}

/** kubectl's STATUS column. */
function statusWord(at: number, isDeleting: boolean, broken: boolean, backsOff: boolean): string {
  if (isDeleting) return 'Terminating';
  switch (at) {
    case f.PENDING: return 'Pending';
    case f.SCHEDULED: return backsOff ? 'ImagePullBackOff' : broken ? 'ErrImagePull' : 'ContainerCreating';
    case f.RUNNING: return 'Running';
    default: return 'Error';
  }
}

export function podIn(scene: Scene, state: Fields, slot: number, { address, restarts, backsOff }: PodHistory): PodState | undefined {
  const { subject, names } = scene;
  const at = state(f.phase(slot));
  if (at === f.ABSENT) return undefined;
  const template = state(f.revision(slot));
  return {
    name: names.pod(slot),
    ordinal: subject.start + slot,
    // A problem that is only about places keeps another thing in that bit.
    ready: `${at === f.RUNNING && state(f.ready(slot)) === 1 ? subject.containers : 0}/${subject.containers}`,
    status: statusWord(at, state(f.deleting(slot)) === 1, isBroken(scene, template), backsOff),
    restarts,
    revision: names.revision(template),
    image: names.image(template),
    address,
    ...scene.problem.nodes ? { node: state(f.node(slot)) === 0 ? '' : names.node(state(f.node(slot)) - 1) } : {},
  };
}

/** The nodes that there are. Nobody has noticed yet that a silent one does not answer. */
export function nodesIn(scene: Scene, state: Fields): NodeLine[] {
  return nodesOf(scene).filter((node) => state(f.nodeState(node)) !== f.NODE_GONE).map((node) => ({
    name: scene.names.node(node),
    status: `${state(f.nodeState(node)) > f.NODE_SILENT ? 'NotReady' : 'Ready'}${state(f.DRAINING) === node + 1 ? ',SchedulingDisabled' : ''}`,
  }));
}

/** Where processes run whose pod is gone: bit n is node n, and the only bit is any node where nodes are no part of the state. */
export function leftoversIn(scene: Scene, state: Fields): Leftover[] {
  const { problem, names } = scene;
  return slotsOf(scene).flatMap((slot) => {
    const left = state(f.leftover(slot));
    if (left === 0 || !problem.nodes) return left === 0 ? [] : [{ name: names.pod(slot) }];
    return nodesOf(scene).filter((node) => (left >>> node & 1) === 1).map((node) => ({ name: names.pod(slot), node: names.node(node) }));
  });
}

/** The admission plugin DefaultStorageClass names the default class in a claim that names none. */
function storageClassOf({ manifest, cluster }: Scene['subject'], template: number): string {
  const named = manifest.object.spec.volumeClaimTemplates?.[template].spec.storageClassName;
  return named ?? defaultClass(cluster)?.name ?? (cluster.assumesStorage ? 'default' : '');
}

/** The claims of one ordinal: one for each claim template, all in the same state. */
export function claimsIn({ subject, problem, names }: Scene, state: Fields, slot: number): ClaimLine[] {
  if (problem.claims === 0 || state(f.claim(slot)) === f.CLAIM_ABSENT) return [];
  const bound = state(f.claim(slot)) === f.CLAIM_BOUND;
  return names.claims(slot).map((name, template) => ({
    name,
    status: state(f.claimDeleting(slot)) === 1 ? 'Terminating' : bound ? 'Bound' : 'Pending',
    // Of its volume, so empty before it has one (pkg/printers/internalversion/printers.go:printPersistentVolumeClaim).
    capacity: bound ? subject.claims[template].capacity : '',
    accessModes: bound ? subject.claims[template].accessModes : '',
    storageClass: storageClassOf(subject, template),
    data: state(f.claimData(slot)) === 1,
  }));
}
