/** The cluster profile: one small YAML file that says what of a cluster decides where pods and volumes can be. docs/reference/cluster-profile.md */
import { MAX_PLACES } from '../cluster/current-problem';
import { MAX_NODES } from '../cluster/placement';
import type { Gates } from '../kubernetes/gates';
import { dnsSubdomain, labelValue, qualifiedName } from '../manifest/admission/names';
import type { Quantity } from '../manifest/admission/quantity';
import type { Diagnostic, Location } from '../manifest/diagnostic';
import { readDocument } from '../manifest/document';
import { splitDocuments } from '../manifest/documents';
import { Field, Path, Read, Reading, absent, flagOf, listOf, mapOf, oneOf, optional, quantityIn, record, required, textOf, wholeNumberOf } from '../manifest/fields';
import { badEncoding, tooMuch } from '../manifest/findings';
import { LIMITS } from '../manifest/limits';
import { locator, offsetOf } from '../manifest/locate';
import type { Node } from '../manifest/node';
import { toValue } from '../manifest/node';
import type { Json } from '../manifest/objects';
import type { ManifestFile } from '../manifest/read';
import { decodeUtf8 } from '../manifest/text';

/** The most storage classes, taints of a node, access modes: far above what clusters have. */
export const MAX_STORAGE_CLASSES = 100;
export const MAX_TAINTS = 20;
/** The most volumes that are there already: each is a place of its own in every state. */
export const MAX_VOLUMES = MAX_PLACES;

export const HOSTNAME = 'kubernetes.io/hostname';
export const ZONE = 'topology.kubernetes.io/zone';
/** What cloud providers still set beside it (cloud-provider, node_controller.go:getNodeModifiersFromCloudProvider). */
export const OLD_ZONE = 'failure-domain.beta.kubernetes.io/zone';
export const NO_PROVISIONER = 'kubernetes.io/no-provisioner';

export const BINDING_MODES = ['Immediate', 'WaitForFirstConsumer'] as const;
export const RECLAIM_POLICIES = ['Delete', 'Retain'] as const;
const EFFECTS = ['NoSchedule', 'PreferNoSchedule', 'NoExecute'] as const;
const ACCESS_MODES = ['ReadWriteOnce', 'ReadOnlyMany', 'ReadWriteMany', 'ReadWriteOncePod'] as const;
const VOLUME_MODES = ['Filesystem', 'Block'] as const;

export interface Taint {
  readonly key: string;
  readonly value: string;
  readonly effect: string;
}

export interface Labels { readonly [key: string]: string }

export interface ProfileNode {
  readonly name: string;
  readonly count?: number;
  readonly zone?: string;
  readonly labels: Labels;
  readonly taints: readonly Taint[];
  /** What pods of the set can have of it, as in a node's status. What is not there is no bound. */
  readonly allocatable: { readonly [resource: string]: Quantity };
}

export interface ProfileStorageClass {
  readonly name: string;
  readonly default: boolean;
  /** `kubernetes.io/no-provisioner` where nobody makes volumes. Undefined is somebody. */
  readonly provisioner?: string;
  readonly volumeBindingMode: typeof BINDING_MODES[number];
  readonly reclaimPolicy: typeof RECLAIM_POLICIES[number];
  /** The access modes that its volumes can have. Undefined is all. */
  readonly accessModes?: readonly string[];
  /** A volume is reached from the nodes that have the same values of these labels as the one that it was made for (storage/v1 CSINodeDriver). */
  readonly topologyKeys: readonly string[];
  /** The zones in which volumes are made. Undefined is all. */
  readonly zones?: readonly string[];
  /** False where a volume is never attached to a node, as NFS (storage/v1 CSIDriverSpec): then nothing keeps it to one node. */
  readonly attachRequired: boolean;
}

export interface ProfileVolume {
  readonly name: string;
  readonly count?: number;
  readonly storageClassName: string;
  readonly capacity: Quantity;
  readonly accessModes: readonly string[];
  readonly volumeMode: string;
  readonly persistentVolumeReclaimPolicy: string;
  /** It is reached from this node only. */
  readonly node?: string;
  /** It is reached from the nodes of this zone. */
  readonly zone?: string;
}

/** What a file says. What it leaves out is assumed. */
export interface ClusterProfile {
  readonly kubernetes?: string;
  readonly featureGates?: Gates;
  readonly nodes?: readonly ProfileNode[];
  readonly storageClasses?: readonly ProfileStorageClass[];
  readonly volumes?: readonly ProfileVolume[];
  /** The place of a field of the file. */
  readonly at: (...path: Path) => Location;
}

export type ReadProfile = { readonly profile: ClusterProfile } | { readonly mistakes: readonly Diagnostic[] };

const nameOf = (what: string): Read<string> => textOf(`the name of ${what}`, dnsSubdomain);
/** Of the words for labels any version will do: they differ only in how they count. */
const LABEL_VERSION = 34;
const labelKey = (key: string): string[] => qualifiedName(key, LABEL_VERSION);
const zoneOf = (what: string): Read<string> => textOf(`the zone of ${what}`, (zone) => zone === '' ? ['it is empty'] : labelValue(zone, LABEL_VERSION));
const labels = mapOf('labels', labelKey, textOf('the value of a label', (value) => labelValue(value, LABEL_VERSION)));
const accessModes = listOf('access modes', ACCESS_MODES.length, oneOf('the access mode', ACCESS_MODES));
const count: Field<number | undefined> = absent(wholeNumberOf('count', 1, MAX_VOLUMES));

const taint: Read<Taint> = record('a taint', {
  key: required(textOf('the key of a taint', labelKey)),
  value: optional(textOf('the value of a taint', (value) => labelValue(value, LABEL_VERSION)), ''),
  effect: required(oneOf('the effect of a taint', EFFECTS)),
});

const node: Read<ProfileNode> = record('a node', {
  name: required(nameOf('a node')),
  count,
  zone: absent(zoneOf('a node')),
  labels: optional(labels, {}),
  taints: optional(listOf('taints', MAX_TAINTS, taint), []),
  allocatable: optional(mapOf('resources', labelKey, quantityIn('the amount')), {}),
});

const storageClass: Read<ProfileStorageClass> = record('a storage class', {
  name: required(nameOf('a storage class')),
  default: optional(flagOf('default'), false),
  provisioner: absent(textOf('the provisioner')),
  // As the API server fills in (storage/v1/defaults.go:SetDefaults_StorageClass).
  volumeBindingMode: optional<typeof BINDING_MODES[number]>(oneOf('volumeBindingMode', BINDING_MODES), 'Immediate'),
  reclaimPolicy: optional<typeof RECLAIM_POLICIES[number]>(oneOf('reclaimPolicy', RECLAIM_POLICIES), 'Delete'),
  accessModes: absent(accessModes),
  topologyKeys: optional(listOf('topology keys', MAX_TAINTS, textOf('the topology key', labelKey)), [ZONE]),
  zones: absent(listOf('zones', MAX_NODES, zoneOf('a storage class'))),
  attachRequired: optional(flagOf('attachRequired'), true),
});

const volume: Read<ProfileVolume> = record('a volume', {
  name: required(nameOf('a volume')),
  count,
  storageClassName: optional(textOf('storageClassName', (name) => name === '' ? [] : dnsSubdomain(name)), ''),
  capacity: required(quantityIn('the capacity of a volume')),
  accessModes: required(accessModes),
  volumeMode: optional<string>(oneOf('volumeMode', VOLUME_MODES), 'Filesystem'),
  // As the API server fills in (core/v1/defaults.go:SetDefaults_PersistentVolume).
  persistentVolumeReclaimPolicy: optional<string>(oneOf('persistentVolumeReclaimPolicy', RECLAIM_POLICIES), 'Retain'),
  node: absent(textOf('the node of a volume')),
  zone: absent(zoneOf('a volume')),
});

const profile: Read<Omit<ClusterProfile, 'at'>> = record('a cluster profile', {
  kubernetes: absent(textOf('the version of Kubernetes')),
  featureGates: absent(mapOf('feature gates', () => [], flagOf('a feature gate'))),
  nodes: absent(listOf('nodes', MAX_NODES, node)),
  storageClasses: absent(listOf('storage classes', MAX_STORAGE_CLASSES, storageClass)),
  volumes: absent(listOf('volumes', MAX_VOLUMES, volume)),
});

const mistakeAt = (where: Location, message: string, advice: string): Diagnostic =>
  ({ rule: 'cluster/profile', severity: 'error', message, reason: 'what is proved is proved of the cluster that is described', advice, where });

/** Reads the file whole or not at all: a proof for half of a cluster would be one for another. Never throws. */
export function readClusterProfile({ path, bytes }: ManifestFile): ReadProfile {
  const start = { file: path, line: 1, column: 1 };
  if (bytes.length > LIMITS.bytesPerFile) return { mistakes: [tooMuch(`the file is larger than ${LIMITS.bytesPerFile} bytes`, start)] };
  const decoded = decodeUtf8(bytes);
  if ('problem' in decoded) return { mistakes: [badEncoding(decoded.problem, decoded.advice, start)] };
  const locate = locator(path, decoded.text);
  const documents = [...splitDocuments(decoded.text)].flatMap((piece) => piece.kind === 'document' && /^\s*[^\s#]/m.test(piece.text) ? [piece] : []);
  if (documents.length === 0) return { mistakes: [mistakeAt(start, 'the cluster profile is empty', 'describe nodes, or leave the profile out')] };
  if (documents.length > 1) return { mistakes: [mistakeAt(locate(documents[1].offset), 'a cluster profile is one document', 'leave out what follows ---')] };
  const [{ text, offset }] = documents;
  const read = readDocument(text, (inPiece) => locate(offset + inPiece), LIMITS);
  if (read.node === undefined || read.found.length > 0) return { mistakes: read.found };
  return readNode(read.node, (...fields) => read.locate(offsetOf(read.node!, fields)));
}

function readNode(written: Node, at: ClusterProfile['at']): ReadProfile {
  const mistakes: Diagnostic[] = [];
  const reading: Reading = {
    at: (path) => at(...path),
    mistake: (path, message, advice) => void mistakes.push(mistakeAt(at(...path), message, advice)),
  };
  const value: Json = toValue(written);
  const read = profile(value, [], reading);
  if (read !== undefined && mistakes.length === 0) contradictions(read, reading);
  return read === undefined || mistakes.length > 0 ? { mistakes } : { profile: { ...read, at } };
}

/** What is right by itself, but not together. */
function contradictions({ nodes, storageClasses = [], volumes = [] }: Omit<ClusterProfile, 'at'>, reading: Reading): void {
  unique('node', 'nodes', nodes ?? [], reading);
  unique('storage class', 'storageClasses', storageClasses, reading);
  unique('volume', 'volumes', volumes, reading);
  const all = (nodes ?? []).reduce((sum, each) => sum + namesOf(each).length, 0);
  if (nodes?.length === 0) reading.mistake(['nodes'], 'the cluster has no nodes', 'describe at least one, or leave nodes out');
  if (all > MAX_NODES) reading.mistake(['nodes'], `the cluster has ${all} nodes, and at most ${MAX_NODES} are explored`, 'describe those that the set can use');
  if (volumes.reduce((sum, each) => sum + namesOf(each).length, 0) > MAX_VOLUMES) {
    reading.mistake(['volumes'], `there are more than ${MAX_VOLUMES} volumes`, 'describe those that the set can use');
  }
  const defaults = storageClasses.flatMap((each, index) => each.default ? [index] : []);
  if (defaults.length > 1) reading.mistake(['storageClasses', defaults[1], 'default'], 'there are two default storage classes', 'make one the default');
  nodes?.forEach((each, index) => {
    for (const key of [ZONE, OLD_ZONE]) {
      if (each.zone !== undefined && (each.labels[key] ?? each.zone) !== each.zone) {
        reading.mistake(['nodes', index, 'labels', key], `the node ${each.name} is in zone ${each.zone}, and its label says another`, 'leave out one of them');
      }
    }
  });
  if (nodes !== undefined) knownPlaces(nodes, storageClasses, volumes, reading);
}

function unique(what: string, field: string, items: readonly { readonly name: string; readonly count?: number }[], reading: Reading): void {
  const seen = new Set<string>();
  items.forEach((item, index) => {
    const twice = namesOf(item).find((name) => seen.has(name));
    if (twice !== undefined) reading.mistake([field, index, 'name'], `the ${what} ${twice} is there twice`, 'give it another name, or leave it out');
    namesOf(item).forEach((name) => seen.add(name));
  });
}

/** A zone or a node that is misspelt would be one that nothing reaches. */
function knownPlaces(nodes: readonly ProfileNode[], classes: readonly ProfileStorageClass[], volumes: readonly ProfileVolume[], reading: Reading): void {
  const names = nodes.flatMap(namesOf);
  const zones = [...new Set(nodes.flatMap((each) => each.zone ?? each.labels[ZONE] ?? []))];
  const known = (path: Path, what: string, name: string | undefined, all: readonly string[]) => {
    if (name !== undefined && !all.includes(name)) reading.mistake(path, `there is no ${what} ${name}`, all.length === 0 ? `give a node a ${what}` : `write one of ${all.join(', ')}`);
  };
  classes.forEach((each, index) => each.zones?.forEach((zone, item) => known(['storageClasses', index, 'zones', item], 'zone', zone, zones)));
  volumes.forEach((each, index) => {
    known(['volumes', index, 'node'], 'node', each.node, names);
    known(['volumes', index, 'zone'], 'zone', each.zone, zones);
  });
}

/** The names of what is described at once: `{name: b, count: 3}` is b-0, b-1 and b-2. */
export function namesOf({ name, count: many }: { readonly name: string; readonly count?: number }): string[] {
  return many === undefined ? [name] : Array.from({ length: many }, (_, index) => `${name}-${index}`);
}
