import type { Cluster, ClusterNode } from './cluster';
import { ZONE } from './cluster-profile';
import type { Kubernetes } from './kubernetes';
import { plural } from './plural';
import { assumedNodes } from './scheduling/assumed-nodes';
import { isSelected } from './scheduling/node-selection';
import { OwnPods, REVISION } from './scheduling/own-pods';
import { roomOn } from './scheduling/room';
import { type Storage, storageOf } from './scheduling/storage';
import { UNREACHABLE, toleratesForEver, toleratesNode } from './scheduling/tolerations';
import { topologyOf } from './scheduling/topology';
import { MAX_PLACES, MAX_SPREADS } from '../cluster/current-problem';
import { MAX_SLOTS } from '../cluster/fields';
import { BINDS_AT_ONCE, BINDS_NEVER, BINDS_WITH_POD, type Placement } from '../cluster/placement';
import { profileOf } from '../cluster/profile';
import { isSince, versionIn } from '../kubernetes/version';
import { admit } from '../manifest/admission/admit';
import { fieldOf, list, object, objectIf, text } from '../manifest/admission/values';
import { podOf } from '../manifest/made';
import type { JsonObject, ManifestObject, StatefulSet } from '../manifest/objects';
import { perObject } from '../manifest/per-object';

/** A placement, and what there is to say of it. */
export interface Placed {
  readonly placement: Placement;
  /** By the numbers that the placement gives them. */
  readonly nodes: readonly ClusterNode[];
  /** The cluster in a few words, such as `4 nodes in 1 zone (assumed), storage class fast`: what is proved is proved of it. */
  readonly clusterText: string;
  /** What of the manifest decides where pods can be and is no part of the model. */
  readonly notDecided: readonly string[];
}

/** Where the pods and volumes of a set can be, with so many replicas. */
export function placementOf(set: ManifestObject<StatefulSet>, kubernetes: Kubernetes, cluster: Cluster, replicas: number): Placed {
  const notes: string[] = [];
  const own = ownPodsOf(set, kubernetes);
  const nodes = cluster.nodes ?? assumedNodes(own, cluster, replicas);
  const topology = topologyOf(own, nodes, cluster, notes);
  const { pod } = own;
  const canHave = nodes.map((node) => isSelected(pod, node) && toleratesNode(pod, node.taints) && topology.eligible(node));
  const storage = together(templatesOf(set).map((template) => storageOf(template, nodes, cluster, claimsOf(set, template), notes)), nodes, notes);
  notes.push(...elsewhere(pod, cluster, set), ...evictions(pod, nodes.filter((_, index) => canHave[index])));
  if (topology.spread.length > MAX_SPREADS) notes.push(`all but the first ${MAX_SPREADS} topology spread constraints`);
  if (storage.places.length > MAX_PLACES) notes.push(`all but the first ${MAX_PLACES} volumes`);
  const { told, ...placed } = storage;
  return {
    placement: {
      zones: zonesOf(nodes),
      eligible: canHave.reduce((mask, is, index) => is ? mask | 1 << index : mask, 0),
      room: nodes.map((node) => roomOn(node, pod, MAX_SLOTS)),
      apart: topology.apart,
      spread: topology.spread.slice(0, MAX_SPREADS),
      ...placed,
      places: placed.places.slice(0, MAX_PLACES),
      toleratesUnreachable: toleratesForEver(pod, UNREACHABLE),
    },
    nodes,
    clusterText: [`${nodesText(nodes)}${cluster.nodes === undefined ? ' (assumed)' : ''}`, ...told === '' ? [] : [told]].join(', '),
    notDecided: [...new Set(notes)],
  };
}

/** The first pod stands for all, also with other numbers of replicas: it is made once. Where the API server refuses it there are none. */
export const ownPodsOf = (set: ManifestObject<StatefulSet>, kubernetes: Kubernetes): OwnPods => knownOwnPods(set)(kubernetes);
const knownOwnPods = perObject((set: ManifestObject<StatefulSet>) => perObject((kubernetes: Kubernetes) => madeOwnPods(set, kubernetes)));

function madeOwnPods({ object: set, namespace }: ManifestObject<StatefulSet>, { version, gates }: Kubernetes): OwnPods {
  const { labelsPodIndex } = profileOf(version, gates);
  const made = podOf(set as unknown as JsonObject, set.spec.ordinals?.start ?? 0, 'revision', labelsPodIndex);
  const { defaulted } = admit(version, 'Pod', made, undefined, { gates });
  const kept = defaulted ?? made;
  return {
    taken: defaulted !== undefined,
    pod: object(kept, 'spec'),
    labels: Object.fromEntries(Object.entries(object(object(kept, 'metadata'), 'labels')).map(([key, value]) => [key, String(value)])),
    namespace,
    differing: [REVISION, 'statefulset.kubernetes.io/pod-name', ...labelsPodIndex ? ['apps.kubernetes.io/pod-index'] : []],
    affinityHasLabelKeys: isSince(versionIn(version)!, 31),
  };
}

/** Of two templates with one name the second counts (stateful_set_utils.go:getPersistentVolumeClaims). */
const templatesOf = ({ object: { spec } }: ManifestObject<StatefulSet>): JsonObject[] =>
  [...new Map((spec.volumeClaimTemplates ?? []).map((template) => [template.metadata.name, template as unknown as JsonObject])).values()];

/** Whether a claim is one that the controller makes from a template. */
function claimsOf({ name, namespace }: ManifestObject<StatefulSet>, template: JsonObject): (claim: string) => boolean {
  const start = `${namespace}/${text(object(template, 'metadata'), 'name')}-${name}-`;
  return (claim) => claim.startsWith(start) && /^[0-9]+$/.test(claim.slice(start.length));
}

const NO_STORAGE: Omit<Storage, 'places'> = { binding: BINDS_WITH_POD, staticVolumes: false, reclaimDeletes: true, singleNode: false, told: '' };

/**
 * One claim stands for all of a pod, so what its volume can reach is what all of them reach. Claims that are bound at once are bound apart from each other, but
 * provisioners put those of one pod into one zone (external-provisioner, controller/topology.go:getPVCNameHashAndIndexOffset).
 */
function together(all: readonly Storage[], nodes: readonly ClusterNode[], notes: string[]): Storage {
  const everywhere = (1 << nodes.length) - 1;
  if (all.length === 0) return { ...NO_STORAGE, places: [everywhere] };
  const told = [...new Set(all.map((each) => each.told))].join(', ');
  if (all.some(({ binding }) => binding === BINDS_NEVER)) return { ...all.find(({ binding }) => binding === BINDS_NEVER)!, told };
  const fixed = all.filter(({ staticVolumes }) => staticVolumes);
  const made = all.filter(({ staticVolumes }) => !staticVolumes);
  const reached = made.slice(1).reduce((places, { places: others }) => common(places, others), made.length === 0 ? [everywhere] : made[0].places);
  const anyReached = reached.reduce((mask, place) => mask | place, 0);
  if (fixed.length > 1) notes.push('that each pod needs a volume for each of its claims which are there already: those of its first claim decide');
  if (fixed.length > 0 && fixed[0].places.some((place) => common([place], reached).length > 1)) {
    notes.push('in which zone the volumes are that are made beside those that are there already');
  }
  return {
    binding: all.some(({ binding }) => binding === BINDS_AT_ONCE) ? BINDS_AT_ONCE : all[0].binding,
    places: fixed.length === 0 ? reached : fixed[0].places.map((place) => place & anyReached),
    staticVolumes: fixed.length > 0,
    reclaimDeletes: all.every(({ reclaimDeletes }) => reclaimDeletes),
    singleNode: all.some(({ singleNode }) => singleNode),
    told,
  };
}

/** The nodes that reach a place of both. */
const common = (places: readonly number[], others: readonly number[]): readonly number[] =>
  [...new Set(places.flatMap((place) => others.map((other) => place & other)).filter((nodes) => nodes !== 0))];

/** What else decides where pods are, and where: nothing of it is in the model. */
function elsewhere(pod: JsonObject, cluster: Cluster, set: ManifestObject<StatefulSet>): string[] {
  const scheduler = text(pod, 'schedulerName');
  const shared = list(pod, 'volumes').map((volume) => text(object(volume, 'persistentVolumeClaim'), 'claimName'));
  const templates = templatesOf(set);
  const own = (claim: string) => templates.some((template) => claimsOf(set, template)(`${set.namespace}/${claim}`));
  const given = cluster.claims.filter((claim) => templates.some((template) => claimsOf(set, template)(claim)));
  return [
    ...text(pod, 'nodeName') === '' ? [] : [`nodeName: ${text(pod, 'nodeName')}, which passes over the scheduler`],
    ...scheduler === '' || scheduler === 'default-scheduler' ? [] : [`what the scheduler ${scheduler} does`],
    ...list(pod, 'schedulingGates').length === 0 ? [] : ['when the scheduling gates are taken away'],
    ...text(pod, 'runtimeClassName') === '' ? [] : [`what the runtime class ${text(pod, 'runtimeClassName')} asks of nodes`],
    ...list(pod, 'resourceClaims').length === 0 ? [] : ['on which nodes the resource claims can be met'],
    ...shared.filter((claim) => claim !== '' && !own(claim)).map((claim) => `where the volume of the claim ${claim} is, which all pods share`),
    ...given.map((claim) => `the class of the claim ${claim}, which is given by itself`),
    ...list(pod, 'volumes').some((volume) => objectIf(volume, 'ephemeral') !== undefined) ? ['where the ephemeral volumes are'] : [],
  ];
}

/** A toleration of NoExecute may end (tainteviction/taint_eviction.go:processPodOnNode). */
function evictions(pod: JsonObject, nodes: readonly ClusterNode[]): string[] {
  const ends = nodes.some(({ taints }) => taints.some((taint) => taint.effect === 'NoExecute' && !toleratesForEver(pod, taint)));
  return ends ? ['that pods are evicted from nodes whose taints they tolerate for a time only'] : [];
}

/** Nodes without a zone are one of their own: nothing is kept apart by a label that they do not have. */
function zonesOf(nodes: readonly ClusterNode[]): number[] {
  const names = nodes.map(({ labels }) => fieldOf(labels, ZONE));
  const zones = [...new Set(names)];
  return names.map((zone) => zones.indexOf(zone));
}

function nodesText(nodes: readonly ClusterNode[]): string {
  const zones = new Set(nodes.flatMap(({ labels }) => fieldOf(labels, ZONE) ?? [])).size;
  return `${plural(nodes.length, 'node')}${zones === 0 ? '' : ` in ${plural(zones, 'zone')}`}`;
}
