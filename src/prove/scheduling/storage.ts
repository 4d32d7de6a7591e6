/** What becomes of a claim: controller/volume/persistentvolume/pv_controller.go, and scheduler, plugins/volumebinding/binder.go for one that waits for a pod. */
import { matchesTerms } from './node-selection';
import { BINDS_AT_ONCE, BINDS_NEVER, BINDS_WITH_POD } from '../../cluster/placement';
import { quantityOf } from '../../manifest/admission/quantity';
import { fieldOf, list, object, objectIf, pairs, text, textIf, texts } from '../../manifest/admission/values';
import type { JsonObject } from '../../manifest/objects';
import { selects } from '../../manifest/selector';
import { Cluster, ClusterNode, StorageClass, Volume, defaultClass, provisions } from '../cluster';
import { HOSTNAME, NO_PROVISIONER, ZONE } from '../cluster-profile';

/** Where the claims of one template can have their volumes: the fields of a Placement, and how it is told. */
export interface Storage {
  readonly binding: number;
  readonly places: readonly number[];
  readonly staticVolumes: boolean;
  readonly reclaimDeletes: boolean;
  readonly singleNode: boolean;
  /** Such as `storage class fast`. */
  readonly told: string;
}

const BETA_CLASS = 'volume.beta.kubernetes.io/storage-class';
/** What several nodes may have at once (pkg/volume/util/util.go:IsMultiAttachAllowed). */
const SHARED = ['ReadWriteMany', 'ReadOnlyMany'];

/** Of a claim template, for pods that may be on any of these nodes. `ours` tells whether a claim, as `namespace/name`, is one of its claims. */
export function storageOf(template: JsonObject, nodes: readonly ClusterNode[], cluster: Cluster, ours: (claim: string) => boolean, notes: string[]): Storage {
  const claim = object(template, 'spec');
  const name = text(object(template, 'metadata'), 'name');
  for (const field of ['volumeName', 'dataSource', 'dataSourceRef', 'volumeAttributesClassName']) {
    if (fieldOf(claim, field) !== undefined) notes.push(`${field} of the claims ${name}`);
  }
  // component-helpers, storage/volume/helpers.go:GetPersistentVolumeClaimClass; the admission plugin DefaultStorageClass.
  const named = textIf(object(object(template, 'metadata'), 'annotations'), BETA_CLASS) ?? textIf(claim, 'storageClassName');
  const known = named === undefined ? defaultClass(cluster) : cluster.storageClasses.find((each) => each.name === named);
  const className = named ?? known?.name ?? '';
  const ofClass = cluster.volumes.filter(({ storageClassName }) => storageClassName === className);
  const class_ = known !== undefined && provisions(known) || !cluster.assumesStorage || ofClass.length > 0 ? known : assumedClass(named, known, claim);
  const volumes = ofClass.filter((volume) => fits(volume, claim, ours));
  if (class_ === undefined || !provisions(class_)) return ofVolumes(volumes, class_, className, nodes, name, notes);
  // A volume that is there is taken first (volumebinding/binder.go:FindPodVolumes).
  if (volumes.length > 0) notes.push(`the ${volumes.length} volumes of storage class ${className} that are there already`);
  return ofProvisioner(class_, claim, nodes, known === undefined || !provisions(known) ? ' (assumed)' : '');
}

/** A class that nobody describes, or volumes that nobody describes, are there and as the claims need them. */
function assumedClass(named: string | undefined, known: StorageClass | undefined, claim: JsonObject): StorageClass {
  const shared = texts(claim, 'accessModes').some((mode) => SHARED.includes(mode));
  const topologyKeys = known?.provisioner === NO_PROVISIONER ? [HOSTNAME] : shared || named === '' ? [] : [ZONE];
  return {
    name: named ?? 'default',
    default: false,
    volumeBindingMode: known?.volumeBindingMode ?? (named === '' ? 'Immediate' : 'WaitForFirstConsumer'),
    reclaimPolicy: 'Delete',
    topologyKeys,
    attachRequired: known?.provisioner !== NO_PROVISIONER,
    allowedTopologies: [],
  };
}

function ofProvisioner(of: StorageClass, claim: JsonObject, nodes: readonly ClusterNode[], assumed: string): Storage {
  const modes = texts(claim, 'accessModes');
  const isMade = modes.every((mode) => of.accessModes?.includes(mode) ?? true) && (assumed !== '' || objectIf(claim, 'selector') === undefined);
  const binding = of.volumeBindingMode === 'Immediate' ? BINDS_AT_ONCE : BINDS_WITH_POD;
  const told = `${of.name === '' ? 'volumes without a storage class' : `storage class ${of.name}`}${assumed}`;
  const singleNode = of.attachRequired && !modes.some((mode) => SHARED.includes(mode));
  const common = { staticVolumes: false, reclaimDeletes: of.reclaimPolicy === 'Delete', singleNode, told };
  return isMade ? { ...common, binding, places: placesOf(of, nodes) } : { ...common, binding: BINDS_NEVER, places: [] };
}

/** One for each set of nodes that share the values of the class's labels; a volume is made for one of them. */
function placesOf({ topologyKeys, allowedTopologies, volumeBindingMode }: StorageClass, nodes: readonly ClusterNode[]): number[] {
  const isAllowed = (node: ClusterNode) => allowedTopologies.length === 0 || allowedTopologies.some((term) =>
    Object.keys(term).length > 0 && Object.entries(term).every(([key, values]) => values.includes(node.labels[key])));
  const places = new Map<string, number>();
  nodes.forEach((node, index) => {
    if (!isAllowed(node)) return;
    const place = JSON.stringify(topologyKeys.map((key) => node.labels[key] ?? null));
    places.set(place, (places.get(place) ?? 0) | 1 << index);
  });
  // Without a pod to look at, a volume may be made where there is no node (external-provisioner, controller/topology.go:GenerateAccessibilityRequirements).
  const isElsewhere = volumeBindingMode === 'Immediate' && nodes.every((node) => !node.anyLabels) && zonesOf(allowedTopologies).some((zone) =>
    nodes.every((node) => node.labels[ZONE] !== zone));
  return [...places.values(), ...isElsewhere ? [0] : []];
}

const zonesOf = (topologies: StorageClass['allowedTopologies']): string[] => topologies.flatMap((term) => Object.hasOwn(term, ZONE) ? [...term[ZONE]] : []);

/** component-helpers, storage/volume/pv_helpers.go:FindMatchingVolume, CheckAccessModes. */
function fits(volume: Volume, claim: JsonObject, ours: (claim: string) => boolean): boolean {
  const asked = quantityOf(fieldOf(object(object(claim, 'resources'), 'requests'), 'storage') ?? 0);
  const selector = objectIf(claim, 'selector');
  return (volume.claim === undefined || ours(volume.claim))
    && volume.capacity.nanos >= asked.nanos
    && volume.volumeMode === (text(claim, 'volumeMode') || 'Filesystem')
    && texts(claim, 'accessModes').every((mode) => volume.accessModes.includes(mode))
    && (selector === undefined || selects(selectorOf(selector), volume.labels));
}

const selectorOf = (selector: JsonObject) => ({
  matchLabels: Object.fromEntries(pairs(selector, 'matchLabels')),
  matchExpressions: list(selector, 'matchExpressions').map((each) => ({ key: text(each, 'key'), operator: text(each, 'operator'), values: texts(each, 'values') })),
});

/** Only volumes that are there. Without a class object nobody waits for a pod (storage/volume/pv_helpers.go:IsDelayBindingMode). */
function ofVolumes(
  volumes: readonly Volume[], class_: StorageClass | undefined, className: string, nodes: readonly ClusterNode[], name: string, notes: string[],
): Storage {
  if (volumes.some(({ claim }) => claim !== undefined)) notes.push(`which of the claims ${name} the volumes are kept for`);
  const policies = new Set(volumes.map(({ persistentVolumeReclaimPolicy }) => persistentVolumeReclaimPolicy));
  if (policies.size > 1 || policies.has('Recycle')) notes.push(`what becomes of each volume of the claims ${name} when its claim goes`);
  const ofWhat = className === '' ? 'without a storage class' : `of storage class ${className}`;
  return {
    binding: volumes.length === 0 ? BINDS_NEVER : class_?.volumeBindingMode === 'WaitForFirstConsumer' ? BINDS_WITH_POD : BINDS_AT_ONCE,
    places: volumes.map((volume) => nodes.reduce((mask, node, index) => reaches(volume, node) ? mask | 1 << index : mask, 0)),
    staticVolumes: true,
    reclaimDeletes: policies.size === 1 && policies.has('Delete'),
    singleNode: (class_?.attachRequired ?? true) && !volumes.some(({ accessModes }) => accessModes.some((mode) => SHARED.includes(mode))),
    told: `${volumes.length === 0 ? 'no volumes' : volumes.length === 1 ? '1 volume' : `${volumes.length} volumes`} ${ofWhat}`,
  };
}

/** The labels of a volume that tie it to zones (scheduler, plugins/volumezone/volume_zone.go), several of them between two underscores. */
const ZONE_LABELS = [ZONE, 'topology.kubernetes.io/region', 'failure-domain.beta.kubernetes.io/zone', 'failure-domain.beta.kubernetes.io/region'];

function reaches({ node: only, nodeSelectorTerms, labels }: Volume, node: ClusterNode): boolean {
  if (only !== undefined && only !== node.name || nodeSelectorTerms !== undefined && !matchesTerms(nodeSelectorTerms, node)) return false;
  const isInZone = ZONE_LABELS.some((key) => Object.hasOwn(node.labels, key));
  return !isInZone || ZONE_LABELS.filter((key) => Object.hasOwn(labels, key)).every((key) => {
    const value = node.labels[key] ?? node.labels[key.replace('failure-domain.beta', 'topology')];
    return value === undefined ? node.anyLabels === true : labels[key].split('__').includes(value);
  });
}
