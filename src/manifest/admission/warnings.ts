/** Warnings, which do not refuse: pkg/api/pod/warnings.go, pkg/api/persistentvolumeclaim/util.go, pkg/api/service/warnings.go. */
import type { JsonObject } from '../objects';
import { quoted } from './field';
import { dnsLabel } from './names';
import type { Profile } from './profile';
import { isWhole, quantityOf, quantityText } from './quantity';
import { fieldOf, list, number, numberIf, object, objectIf, pairs, text, texts } from './values';

const NODE_LABELS: { readonly [label: string]: string } = {
  'beta.kubernetes.io/arch': 'deprecated since v1.14; use "kubernetes.io/arch" instead',
  'beta.kubernetes.io/os': 'deprecated since v1.14; use "kubernetes.io/os" instead',
  'failure-domain.beta.kubernetes.io/region': 'deprecated since v1.17; use "topology.kubernetes.io/region" instead',
  'failure-domain.beta.kubernetes.io/zone': 'deprecated since v1.17; use "topology.kubernetes.io/zone" instead',
  'beta.kubernetes.io/instance-type': 'deprecated since v1.17; use "node.kubernetes.io/instance-type" instead',
};
const ANNOTATIONS: { readonly [annotation: string]: string } = {
  'scheduler.alpha.kubernetes.io/critical-pod': 'non-functional in v1.16+; use the "priorityClassName" field instead',
  'security.alpha.kubernetes.io/sysctls': 'non-functional in v1.11+; use the "sysctls" field instead',
  'security.alpha.kubernetes.io/unsafe-sysctls': 'non-functional in v1.11+; use the "sysctls" field instead',
};
const VOLUMES: readonly (readonly [string, string])[] = [
  ['photonPersistentDisk', 'deprecated in v1.11, non-functional in v1.16+'],
  ['gitRepo', 'deprecated in v1.11'],
  ['scaleIO', 'deprecated in v1.16, non-functional in v1.22+'],
  ['flocker', 'deprecated in v1.22, non-functional in v1.25+'],
  ['storageos', 'deprecated in v1.22, non-functional in v1.25+'],
  ['quobyte', 'deprecated in v1.22, non-functional in v1.25+'],
  ['glusterfs', 'deprecated in v1.25, non-functional in v1.26+'],
  ['cephfs', 'deprecated in v1.28, non-functional in v1.31+'],
  ['rbd', 'deprecated in v1.28, non-functional in v1.31+'],
];
/** The path says `storageOS`, whatever the field is called. */
const NULL_SELECTOR = 'a null labelSelector results in matching no pod';

export function statefulSetWarnings(set: JsonObject, profile: Profile, old?: JsonObject): string[] {
  const spec = object(set, 'spec');
  const isChanged = old === undefined || number(object(set, 'metadata'), 'generation') !== number(object(old, 'metadata'), 'generation');
  const warnings = isChanged ? templateWarnings(object(spec, 'template'), 'spec.template.', profile) : [];
  list(spec, 'volumeClaimTemplates').forEach((claim, index) => {
    warnings.push(...claimWarnings(object(claim, 'spec'), `spec.volumeClaimTemplates[${index}]${old === undefined ? '' : '.Spec'}`));
  });
  const limit = numberIf(spec, 'revisionHistoryLimit');
  if (profile.revisionHistoryLimitMutable && limit !== undefined && limit < 0) {
    warnings.push('spec.revisionHistoryLimit: a negative value retains all historical revisions; a value >= 0 is recommended');
  }
  return warnings;
}

export function claimWarnings(spec: JsonObject, path: string): string[] {
  return ['requests', 'limits'].flatMap((name) => fractionWarnings(object(object(spec, 'resources'), name), 'storage', `${path}.resources.${name}`));
}

function fractionWarnings(resources: JsonObject, name: string, path: string): string[] {
  const value = fieldOf(resources, name);
  if (value === undefined || isWhole(quantityOf(value))) return [];
  return [`${path}[${name}]: fractional byte value ${quoted(quantityText(quantityOf(value)))} is invalid, must be an integer`];
}

function templateWarnings(template: JsonObject, path: string, profile: Profile): string[] {
  const spec = object(template, 'spec');
  const at = `${path}spec`;
  const containers = containersOf(spec, at);
  return [
    ...schedulingWarnings(spec, at),
    ...Object.entries(ANNOTATIONS).flatMap(([key, message]) => (
      pairs(object(template, 'metadata'), 'annotations').some(([name]) => name === key) ? [`${path}metadata.annotations[${key}]: ${message}`] : [])),
    ...volumesWarnings(list(spec, 'volumes'), at, profile),
    ...listWarnings(spec, at),
    ...containers.flatMap(([container, place]) => containerWarnings(container, place, profile)),
    ...portsWarnings(containers),
    ...(profile.warnsOfPortNames ? portNamesWarnings(containers) : []),
    ...((numberIf(spec, 'terminationGracePeriodSeconds') ?? 0) < 0
      ? [`${at}.terminationGracePeriodSeconds: must be >= 0; negative values are invalid and will be treated as 1`] : []),
    ...affinityWarnings(object(spec, 'affinity'), `${at}.affinity`),
  ];
}

/** registry/core/pod/strategy.go:WarningsOnCreate. Updates are not warned of. */
export function podWarnings(pod: JsonObject, profile: Profile, old?: JsonObject): string[] {
  if (old !== undefined) return [];
  const wrong = dnsLabel(text(object(pod, 'metadata'), 'name'));
  const told = "metadata.name: this is used in the Pod's hostname, which can result in surprising behavior; a DNS label is recommended";
  return [...(wrong.length > 0 ? [`${told}: [${wrong.join(' ')}]`] : []), ...templateWarnings(pod, '', profile)];
}

type Placed = readonly [JsonObject, string];

/** pods.VisitContainersWithPath: those that come first run first. */
function containersOf(spec: JsonObject, path: string): Placed[] {
  return ['initContainers', 'containers', 'ephemeralContainers']
    .flatMap((name) => list(spec, name).map((container, index) => [container, `${path}.${name}[${index}]`] as const));
}

function schedulingWarnings(spec: JsonObject, at: string): string[] {
  const warnings = pairs(spec, 'nodeSelector').filter(([key]) => key in NODE_LABELS).map(([key]) => `${at}.nodeSelector[${key}]: ${NODE_LABELS[key]}`);
  list(spec, 'topologySpreadConstraints').forEach((constraint, index) => {
    const path = `${at}.topologySpreadConstraints[${index}]`;
    const key = text(constraint, 'topologyKey');
    if (key in NODE_LABELS) warnings.push(`${path}.topologyKey: ${key} is ${NODE_LABELS[key]}`);
    if (objectIf(constraint, 'labelSelector') === undefined) warnings.push(`${path}.labelSelector: ${NULL_SELECTOR}`);
  });
  return warnings;
}

function volumesWarnings(volumes: readonly JsonObject[], at: string, { gitRepoDisabled }: Profile): string[] {
  return volumes.flatMap((volume, index) => VOLUMES.filter(([name]) => objectIf(volume, name) !== undefined).map(([name, message]) => {
    const told = name === 'gitRepo' && gitRepoDisabled ? `${message}, and disabled by default in v1.33+` : message;
    return `${at}.volumes[${index}].${name === 'storageos' ? 'storageOS' : name}: ${told}`;
  }));
}

function listWarnings(spec: JsonObject, at: string): string[] {
  const warnings: string[] = [];
  const repeated = (name: string, field: string): void => {
    const seen = new Set<string>();
    list(spec, name).forEach((item, index) => {
      const value = text(item, field);
      if (seen.has(value)) warnings.push(`${at}.${name}[${index}].${field}: duplicate ${field} ${quoted(value)}`);
      seen.add(value);
    });
  };
  repeated('hostAliases', 'ip');
  repeated('imagePullSecrets', 'name');
  list(spec, 'imagePullSecrets').forEach((secret, index) => {
    if (text(secret, 'name') === '') warnings.push(`${at}.imagePullSecrets[${index}].name: invalid empty name ""`);
  });
  return warnings;
}

function containerWarnings(container: JsonObject, at: string, { warnsOfDroppedVariables }: Profile): string[] {
  const resources = object(container, 'resources');
  const warnings = ['memory', 'ephemeral-storage'].flatMap((name) => ['limits', 'requests']
    .flatMap((kind) => fractionWarnings(object(resources, kind), name, `${at}.resources.${kind}`)));
  const seen = new Set<string>();
  list(container, 'env').forEach((variable, index) => {
    const name = text(variable, 'name');
    // X=$(X)more goes on with the value before; anything else hides it.
    const reference = `$(${name})`;
    const value = text(variable, 'value');
    const hides = objectIf(variable, 'valueFrom') !== undefined || value === reference || !value.includes(reference);
    if (seen.has(name) && hides) {
      warnings.push(`${at}.env[${index}]: hides previous definition of ${quoted(name)}${warnsOfDroppedVariables ? ', which may be dropped when using apply' : ''}`);
    }
    seen.add(name);
  });
  return warnings;
}

interface PlacedPort { readonly port: JsonObject; readonly path: string }

function portsWarnings(containers: readonly Placed[]): string[] {
  const all = new Map<string, PlacedPort[]>();
  const warnings: string[] = [];
  for (const [container, at] of containers) {
    list(container, 'ports').forEach((port, index) => {
      const path = `${at}.ports[${index}]`;
      if (text(port, 'hostIP') !== '' && number(port, 'hostPort') === 0) warnings.push(`${path}: hostIP set without hostPort: ${goPort(port)}`);
      const key = `${number(port, 'containerPort')}/${text(port, 'protocol')}`;
      const others = all.get(key) ?? [];
      warnings.push(...others.flatMap((other) => portWarning(port, path, other)));
      all.set(key, [...others, { port, path }]);
    });
  }
  return warnings;
}

/** Go's %+v of the internal type. */
function goPort(port: JsonObject): string {
  return `{Name:${text(port, 'name')} HostPort:0 ContainerPort:${number(port, 'containerPort')} Protocol:${text(port, 'protocol')} HostIP:${text(port, 'hostIP')}}`;
}

function portWarning(port: JsonObject, path: string, other: PlacedPort): string[] {
  const [ip, otherIp] = [text(port, 'hostIP'), text(other.port, 'hostIP')];
  const [hostPort, otherPort] = [number(port, 'hostPort'), number(other.port, 'hostPort')];
  if (ip === otherIp && hostPort === otherPort) return [`${path}: duplicate port definition with ${other.path}`];
  if (hostPort === 0 || otherPort === 0) return [`${path}: overlapping port definition with ${other.path}`];
  const isAmbiguous = hostPort === otherPort && (ip === '') !== (otherIp === '');
  return isAmbiguous ? [`${path}: dangerously ambiguous port definition with ${other.path}`] : [];
}

function portNamesWarnings(containers: readonly Placed[]): string[] {
  const taken = new Map<string, string>();
  return containers.flatMap(([container, at]) => list(container, 'ports').flatMap((port, index) => {
    const [name, path] = [text(port, 'name'), `${at}.ports[${index}]`];
    const other = taken.get(name);
    if (name !== '' && other === undefined) taken.set(name, path);
    if (name === '' || other === undefined) return [];
    return [`${path}: duplicate port name ${quoted(name)} with ${other}, services and probes that select ports by name will use ${other}`];
  }));
}

function affinityWarnings(affinity: JsonObject, at: string): string[] {
  const [hard, soft] = ['requiredDuringSchedulingIgnoredDuringExecution', 'preferredDuringSchedulingIgnoredDuringExecution'];
  return ['podAffinity', 'podAntiAffinity'].flatMap((name) => {
    const of = object(affinity, name);
    const missing = (term: JsonObject, path: string): string[] => (objectIf(term, 'labelSelector') === undefined ? [`${path}.labelSelector: ${NULL_SELECTOR}`] : []);
    return [
      ...list(of, hard).flatMap((term, index) => missing(term, `${at}.${name}.${hard}[${index}]`)),
      ...list(of, soft).flatMap((term, index) => missing(object(term, 'podAffinityTerm'), `${at}.${name}.${soft}[${index}].podAffinityTerm`)),
    ];
  });
}

export function serviceWarnings(service: JsonObject, { warnsOfPreferClose, warnsOfExternalAddresses }: Profile): string[] {
  const spec = object(service, 'spec');
  const [type, external] = [text(spec, 'type'), texts(spec, 'externalIPs').length > 0];
  const warnings: string[] = [];
  if (type === 'ClusterIP' && text(spec, 'clusterIP') === 'None') {
    if (text(spec, 'loadBalancerIP') !== '') warnings.push('spec.loadBalancerIP is ignored for headless services');
    if (external) warnings.push('spec.externalIPs is ignored for headless services');
    if (text(spec, 'sessionAffinity') !== 'None') warnings.push('spec.SessionAffinity is ignored for headless services');
  } else if (warnsOfExternalAddresses && external && type !== 'ExternalName') {
    warnings.push('spec.externalIPs is deprecated and may no longer be implemented in some clusters');
  }
  if (type === 'ExternalName' && external) warnings.push('spec.externalIPs is ignored when spec.type is "ExternalName"');
  if (type !== 'ExternalName' && text(spec, 'externalName') !== '') warnings.push('spec.externalName is ignored when spec.type is not "ExternalName"');
  if (warnsOfPreferClose && text(spec, 'trafficDistribution') === 'PreferClose') {
    warnings.push('spec.trafficDistribution: "PreferClose" is deprecated; use "PreferSameZone"');
  }
  return warnings;
}
