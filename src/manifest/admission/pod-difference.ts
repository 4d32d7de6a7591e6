/**
 * How the server tells two pod specs apart from 1.34 on: a unified difference of the JSON of its internal type (apis/core/types.go), which has the fields of
 * the public one, nearly. What google/go-cmp reports before 1.34 is left out: it changes on purpose, that nobody relies on it.
 */
import { byCodePoint } from '../json';
import type { Json, JsonObject } from '../objects';
import { isObject } from '../objects';
import { structOf, zero } from './codec';
import type { Ordered } from './difference';
import { lines } from './difference';
import type { Profile } from './profile';
import { unified } from './unified';
import { object } from './values';

/** Where the internal types have another order, behind which field a field comes. */
const BEHIND: { readonly [struct: string]: readonly (readonly [string, string])[] } = {
  PodSpec: [['setHostnameAsFQDN', 'subdomain'], ['preemptionPolicy', 'priority'], ['enableServiceLinks', 'runtimeClassName'], ['overhead', 'runtimeClassName']],
  PodSecurityContext: [['fsGroupChangePolicy', 'fsGroup']],
  Volume: [['quobyte', 'rbd']],
};

/** Of the public PodSpec, but of the internal PodSecurityContext. */
const OF_THE_HOST = ['hostNetwork', 'hostPID', 'hostIPC', 'shareProcessNamespace', 'hostUsers'];

const RENAMED: { readonly [struct: string]: { readonly [field: string]: string } } = {
  AzureDiskVolumeSource: { diskURI: 'DataDiskURI' },
  GlusterfsVolumeSource: { endpoints: 'EndpointsName' },
  ISCSIVolumeSource: { chapAuthDiscovery: 'DiscoveryCHAPAuth', chapAuthSession: 'SessionCHAPAuth' },
  RBDVolumeSource: { monitors: 'CephMonitors', image: 'RBDImage', pool: 'RBDPool', user: 'RadosUser' },
};

/** Words that Go writes in capitals at the start of a field, and those that are written in their own way. */
const ACRONYM = /^(?:api|aws|csi|dns|fc|fs|gce|gmsa|grpc|http|ip|iqn|iscsi|nfs|os|pd|rbd|ssl|tcp|tty)(?=[A-Z]|$)/;
const OWN: { readonly [field: string]: string } = {
  seLinuxOptions: 'SELinuxOptions', seLinuxChangePolicy: 'SELinuxChangePolicy', cephfs: 'CephFS', storageos: 'StorageOS', wwids: 'WWIDs',
};

export function podDifference(before: JsonObject, after: JsonObject, profile: Profile): string {
  if (!profile.valuesAsJson) return '';
  const told = (spec: JsonObject): string[] => lines(ofType(withHostFields(spec), 'PodSpec', profile.minor));
  return unified(told(before), told(after));
}

function withHostFields(spec: JsonObject): JsonObject {
  const ofHost = Object.fromEntries(OF_THE_HOST.map((name) => [name, spec[name]]));
  return { ...spec, securityContext: { ...object(spec, 'securityContext'), ...ofHost } };
}

function ofType(value: Json | undefined, type: string, minor: number): Ordered {
  if (type.startsWith('*')) return value === undefined ? null : ofType(value, type.slice(1), minor);
  if (type.startsWith('[]')) return ofList(Array.isArray(value) ? value : [], type.slice(2), minor);
  if (type.startsWith('map[')) return isObject(value) ? Object.entries(value).sort(([a], [b]) => byCodePoint(a, b)).map(([key, item]) => [key, item ?? null] as const) : null;
  if (type.startsWith('LabelSelector')) return publicFields(isObject(value) ? value : {}, type, minor);
  return structOf(type) === undefined ? value ?? zero(type) : internalFields(isObject(value) ? value : {}, type, minor);
}

function ofList(items: readonly Json[], type: string, minor: number): Ordered {
  return items.length === 0 ? null : { items: items.map((item) => ofType(item, type, minor)) };
}

interface Typed { readonly name: string; readonly type: string }

type Entries = readonly (readonly [string, Ordered])[];

function internalFields(of: JsonObject, struct: string, minor: number): Entries {
  return typed(struct, minor).flatMap(({ name, type }) => (
    // Metadata are embedded without a name of their own.
    type === 'ObjectMeta' ? publicFields(object(of, name), type, minor) : [[goName(struct, name), ofType(of[name], type, minor)] as const]));
}

/** Selectors and metadata are those of apimachinery, with the names and omissions of JSON. */
function publicFields(of: JsonObject, struct: string, minor: number): Entries {
  return typed(struct, minor).filter(({ name }) => of[name] !== undefined).map(({ name, type }) => [name, ofType(of[name], type, minor)] as const);
}

function typed(struct: string, minor: number): Typed[] {
  const fields: Typed[] = [...structOf(struct)?.values() ?? []].filter(({ since }) => since <= minor);
  const isHosts = struct === 'PodSpec' ? ({ name }: Typed) => name !== 'serviceAccount' && !OF_THE_HOST.includes(name) : () => true;
  return reordered(fields.filter(isHosts), struct);
}

function reordered(fields: readonly Typed[], struct: string): Typed[] {
  const moved = BEHIND[struct] ?? [];
  const host = struct === 'PodSecurityContext' ? OF_THE_HOST.map((name) => ({ name, type: ['shareProcessNamespace', 'hostUsers'].includes(name) ? '*bool' : 'bool' })) : [];
  const order = fields.filter(({ name }) => !moved.some(([field]) => field === name));
  for (const [name, before] of moved) {
    order.splice(order.findIndex((field) => field.name === before) + 1, 0, ...fields.filter((field) => field.name === name));
  }
  return [...host, ...order];
}

function goName(struct: string, name: string): string {
  const own = RENAMED[struct]?.[name] ?? OWN[name];
  return own ?? name.replace(ACRONYM, (word) => word.toUpperCase()).replace(/^[a-z]/, (letter) => letter.toUpperCase());
}
