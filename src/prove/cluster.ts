import {
  BINDING_MODES, ClusterProfile, HOSTNAME, Labels, NO_PROVISIONER, OLD_ZONE, ProfileStorageClass, RECLAIM_POLICIES, Taint, ZONE, namesOf,
} from './cluster-profile';
import { RequestError } from './request-error';
import { MAX_NODES } from '../cluster/placement';
import type { Quantity } from '../manifest/admission/quantity';
import { quantityOf } from '../manifest/admission/quantity';
import { fieldOf, flag, list, object, objectIf, pairs, text, texts } from '../manifest/admission/values';
import type { JsonObject, ManifestObject, Manifests, StorageClass as StorageClassObject, WrittenObject } from '../manifest/objects';

export interface ClusterNode {
  readonly name: string;
  readonly labels: Labels;
  readonly taints: readonly Taint[];
  readonly allocatable: { readonly [resource: string]: Quantity };
  /** True of a node that is assumed: of labels that say nothing of node and zone, it has whatever is asked for. */
  readonly anyLabels?: true;
}

/** Which values of labels a node must have: one of the terms, and of it all labels (storage/v1 StorageClass.allowedTopologies). */
export type Topologies = readonly { readonly [label: string]: readonly string[] }[];

export interface StorageClass extends Omit<ProfileStorageClass, 'zones'> {
  /** Where volumes may be made. None is everywhere. */
  readonly allowedTopologies: Topologies;
}

export interface Volume {
  readonly name: string;
  readonly labels: Labels;
  readonly storageClassName: string;
  readonly capacity: Quantity;
  readonly accessModes: readonly string[];
  readonly volumeMode: string;
  readonly persistentVolumeReclaimPolicy: string;
  /** The claim that it is kept for, as `namespace/name`. */
  readonly claim?: string;
  /** The only node from which it is reached. */
  readonly node?: string;
  /** The terms of its required node affinity, one of which a node must match. Undefined is every node. */
  readonly nodeSelectorTerms?: readonly JsonObject[];
}

/** The cluster that is proved for: what the profile says, what the manifests say, and what is assumed where neither says anything. */
export interface Cluster {
  /** Undefined where nobody describes one: then there are as many as a set has replicas, and one to spare. */
  readonly nodes?: readonly ClusterNode[];
  readonly storageClasses: readonly StorageClass[];
  readonly volumes: readonly Volume[];
  /** Classes that nobody describes are taken to exist, and volumes of those that make none. */
  readonly assumesStorage: boolean;
  /** The labels of the namespaces given. */
  readonly namespaces: { readonly [name: string]: Labels };
  /** The claims given, as `namespace/name`. */
  readonly claims: readonly string[];
}

/** A cluster of which nobody says anything. */
export const ASSUMED: Cluster = { storageClasses: [], volumes: [], assumesStorage: true, namespaces: {}, claims: [] };

/** What the manifests say counts too. Of a name that is in both, the profile counts. Throws a RequestError where there are more nodes than can be explored. */
export function clusterOf(profile: ClusterProfile | undefined, manifests: Manifests): Cluster {
  const given = (kind: string, apiVersion: string) => manifests.others.filter((each) => each.kind === kind && each.apiVersion === apiVersion);
  const nodes = withOthers(nodesOf(profile), given('Node', 'v1').map(nodeIn));
  if (nodes.length > MAX_NODES) {
    throw new RequestError(`the cluster has ${nodes.length} nodes, and at most ${MAX_NODES} are explored: describe those that the set can use`);
  }
  return {
    ...nodes.length === 0 ? {} : { nodes },
    storageClasses: withOthers(classesOf(profile), manifests.storageClasses.map(classIn)),
    volumes: withOthers(volumesOf(profile), given('PersistentVolume', 'v1').map(volumeIn)),
    assumesStorage: profile?.storageClasses === undefined && profile?.volumes === undefined,
    namespaces: Object.fromEntries(given('Namespace', 'v1').map(({ name, raw }) => [name, labelsOf(raw)])),
    claims: manifests.claims.map(({ namespace, name }) => `${namespace}/${name}`),
  };
}

function withOthers<T extends { readonly name: string }>(described: readonly T[], others: readonly T[]): T[] {
  return [...described, ...others.filter(({ name }) => !described.some((each) => each.name === name))];
}

/** With the labels that kubelet and cloud provider give to a node (kubelet_node_status.go:initialNode). A label may be called constructor. */
export function placed(name: string, zone: string | undefined, labels: Labels): Labels {
  return Object.assign(Object.create(null), { [HOSTNAME]: name, ...zone === undefined ? {} : { [ZONE]: zone, [OLD_ZONE]: zone }, ...labels }) as Labels;
}

const nodesOf = (profile: ClusterProfile | undefined): ClusterNode[] => (profile?.nodes ?? []).flatMap((node) =>
  namesOf(node).map((name) => ({ name, labels: placed(name, node.zone, node.labels), taints: node.taints, allocatable: node.allocatable })));

function nodeIn({ name, raw }: WrittenObject): ClusterNode {
  const [spec, status] = [object(raw, 'spec'), object(raw, 'status')];
  const taints = list(spec, 'taints').map((taint) => ({ key: text(taint, 'key'), value: text(taint, 'value'), effect: text(taint, 'effect') }));
  // A cordoned node refuses whom this taint refuses (scheduler, plugins/nodeunschedulable).
  const cordon = flag(spec, 'unschedulable') ? [{ key: 'node.kubernetes.io/unschedulable', value: '', effect: 'NoSchedule' }] : [];
  const stated = objectIf(status, 'allocatable') ?? object(status, 'capacity');
  return {
    name,
    labels: placed(name, undefined, labelsOf(raw)),
    taints: [...taints, ...cordon],
    allocatable: Object.fromEntries(Object.entries(stated).map(([resource, value]) => [resource, quantityOf(value)])),
  };
}

const labelsOf = (raw: JsonObject): Labels => Object.fromEntries(pairs(object(raw, 'metadata'), 'labels'));

const classesOf = (profile: ClusterProfile | undefined): StorageClass[] => (profile?.storageClasses ?? []).map(({ zones, ...rest }) =>
  ({ ...rest, allowedTopologies: zones === undefined ? [] : [{ [ZONE]: zones }] }));

/** The annotations that make a class the default (pkg/volume/util/storageclass.go:IsDefaultAnnotation). */
const DEFAULT_CLASS = ['storageclass.kubernetes.io/is-default-class', 'storageclass.beta.kubernetes.io/is-default-class'];

function classIn({ name, raw, object: { provisioner, volumeBindingMode, reclaimPolicy } }: ManifestObject<StorageClassObject>): StorageClass {
  const annotations = object(object(raw, 'metadata'), 'annotations');
  return {
    name,
    default: DEFAULT_CLASS.some((annotation) => fieldOf(annotations, annotation) === 'true'),
    provisioner,
    volumeBindingMode: BINDING_MODES.find((mode) => mode === volumeBindingMode) ?? 'Immediate',
    reclaimPolicy: RECLAIM_POLICIES.find((policy) => policy === reclaimPolicy) ?? 'Delete',
    // What a StorageClass does not say is as for the disks of a cloud; the profile can say otherwise.
    topologyKeys: [ZONE],
    attachRequired: true,
    allowedTopologies: list(raw, 'allowedTopologies').map((term) =>
      Object.fromEntries(list(term, 'matchLabelExpressions').map((expression) => [text(expression, 'key'), texts(expression, 'values')]))),
  };
}

const volumesOf = (profile: ClusterProfile | undefined): Volume[] => (profile?.volumes ?? []).flatMap(({ zone, ...volume }) => namesOf(volume).map((name) => ({
  ...volume,
  name,
  labels: {},
  ...zone === undefined ? {} : { nodeSelectorTerms: [{ matchExpressions: [{ key: ZONE, operator: 'In', values: [zone] }] }] },
})));

function volumeIn({ name, raw }: WrittenObject): Volume {
  const spec = object(raw, 'spec');
  const claim = objectIf(spec, 'claimRef');
  const affinity = objectIf(object(spec, 'nodeAffinity'), 'required');
  const terms = affinity === undefined ? undefined : termsOf(affinity);
  return {
    name,
    labels: labelsOf(raw),
    storageClassName: text(spec, 'storageClassName'),
    capacity: quantityOf(fieldOf(object(spec, 'capacity'), 'storage') ?? 0),
    accessModes: texts(spec, 'accessModes'),
    volumeMode: text(spec, 'volumeMode') || 'Filesystem',
    persistentVolumeReclaimPolicy: text(spec, 'persistentVolumeReclaimPolicy') || 'Retain',
    ...claim === undefined ? {} : { claim: `${text(claim, 'namespace') || 'default'}/${text(claim, 'name')}` },
    ...terms === undefined ? {} : { nodeSelectorTerms: terms },
  };
}

/** Only labels are looked at: fields of nodes are taken to match (component-helpers, storage/volume/helpers.go:CheckNodeAffinity, which passes on no name). */
function termsOf(affinity: JsonObject): JsonObject[] | undefined {
  const terms = list(affinity, 'nodeSelectorTerms').filter((term) => list(term, 'matchExpressions').length + list(term, 'matchFields').length > 0);
  const expressions = terms.map((term) => list(term, 'matchExpressions'));
  return expressions.some((each) => each.length === 0) ? undefined : expressions.map((matchExpressions) => ({ matchExpressions: [...matchExpressions] }));
}

/** Whether somebody makes the volumes of a class. */
export const provisions = ({ provisioner }: StorageClass): boolean => provisioner !== NO_PROVISIONER;

/** The class of claims that name none: of several the first by name, as nothing says which is the newest (storageclass.go:GetDefaultClass). */
export const defaultClass = ({ storageClasses }: Cluster): StorageClass | undefined =>
  storageClasses.filter((each) => each.default).sort((a, b) => (a.name < b.name ? -1 : 1))[0];
