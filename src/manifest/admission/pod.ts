/** Pods and pod templates: core/validation/validation.go:ValidatePodCreate, ValidatePodTemplateSpec and ValidatePodSpec. */
import type { JsonObject } from '../objects';
import type { PodContext } from './container';
import { containersErrors, initContainersErrors } from './container';
import type { FieldError } from './field';
import { forbidden, invalid, invalids, notSupported, required } from './field';
import { annotationsErrors, finalizersErrors, labelsErrors, metadataErrors } from './meta';
import { dnsLabel, dnsSubdomain, ipAddress, qualifiedName } from './names';
import type { Profile } from './profile';
import { affinityErrors, spreadErrors, tolerationsErrors } from './scheduling';
import { podSecurityErrors } from './security';
import { fieldOf, flag, list, number, numberIf, object, objectIf, text, textIf, texts } from './values';
import { checkVolumes } from './volume';

const RESTART_POLICIES = ['Always', 'OnFailure', 'Never'];
const DNS_POLICIES = ['ClusterFirstWithHostNet', 'ClusterFirst', 'Default', 'None'];
const PREEMPTION = ['PreemptLowerPriority', 'Never'];

export function podTemplateErrors(template: JsonObject, path: string, profile: Profile): FieldError[] {
  const metadata = object(template, 'metadata');
  return [
    ...labelsErrors(metadata, 'labels', `${path}.labels`, profile),
    ...annotationsErrors(metadata, `${path}.annotations`, profile),
    ...podSpecErrors(object(template, 'spec'), `${path}.spec`, profile),
    ...(list(object(template, 'spec'), 'ephemeralContainers').length > 0
      ? [forbidden(`${path}.spec.ephemeralContainers`, 'ephemeral containers not allowed in pod template')] : []),
  ];
}

/** What a new pod can be refused for, such as one that the StatefulSet controller makes of a template. */
export function podErrors(pod: JsonObject, profile: Profile): FieldError[] {
  const spec = object(pod, 'spec');
  const isGated = text(spec, 'nodeName') !== '' && list(spec, 'schedulingGates').length > 0;
  return [
    ...metadataAndSpecErrors(pod, profile),
    ...(list(spec, 'ephemeralContainers').length > 0 ? [forbidden('spec.ephemeralContainers', 'cannot be set on create')] : []),
    ...(isGated ? [forbidden('spec.nodeName', 'cannot be set until all schedulingGates have been cleared')] : []),
  ];
}

/** validatePodMetadataAndSpec: of new pods and of changed ones. */
export function metadataAndSpecErrors(pod: JsonObject, profile: Profile): FieldError[] {
  const [metadata, spec] = [object(pod, 'metadata'), object(pod, 'spec')];
  return [
    ...metadataErrors(metadata, dnsSubdomain, profile),
    ...finalizersErrors(metadata),
    ...podSpecErrors(spec, 'spec', profile),
    ...['containers', 'initContainers'].flatMap((name) => list(spec, name).flatMap((container, index) => (
      imageSpaceErrors(text(container, 'image'), `spec.${name}[${index}].image`)))),
  ];
}

/** Not asked of templates (validateContainersOnlyForPod). */
export function imageSpaceErrors(image: string, at: string): FieldError[] {
  return image === image.trim() ? [] : [invalid(at, image, 'must not have leading or trailing whitespace')];
}

function podSpecErrors(spec: JsonObject, path: string, profile: Profile): FieldError[] {
  const { errors, volumes } = checkVolumes(list(spec, 'volumes'), `${path}.volumes`, profile);
  const context: PodContext = {
    profile, volumes, gracePeriod: number(spec, 'terminationGracePeriodSeconds'), hostUsers: fieldOf(spec, 'hostUsers') !== false,
  };
  const containers = list(spec, 'containers');
  return [
    ...errors,
    ...containersErrors(containers, `${path}.containers`, context),
    ...initContainersErrors(list(spec, 'initContainers'), containers, `${path}.initContainers`, context),
    ...hostNetworkErrors(spec, path),
    ...oneOf(text(spec, 'restartPolicy'), RESTART_POLICIES, `${path}.restartPolicy`),
    ...oneOf(text(spec, 'dnsPolicy'), DNS_POLICIES, `${path}.dnsPolicy`),
    ...labelsErrors(spec, 'nodeSelector', `${path}.nodeSelector`, profile),
    ...podSecurityErrors(spec, path),
    ...affinityErrors(objectIf(spec, 'affinity'), `${path}.affinity`, profile),
    ...resolverErrors(spec, `${path}.dnsConfig`),
    ...list(spec, 'readinessGates').flatMap((gate, index) => {
      const type = text(gate, 'conditionType');
      return invalids(`${path}.readinessGates[${index}].conditionType`, type, qualifiedName(type, profile.minor));
    }),
    ...spreadErrors(list(spec, 'topologySpreadConstraints'), `${path}.topologySpreadConstraints`, profile),
    ...hostUsersErrors(spec, path, profile),
    ...namesErrors(spec, path),
    ...tolerationsErrors(list(spec, 'tolerations'), `${path}.tolerations`, profile),
    ...classErrors(spec, path),
  ];
}

function oneOf(value: string, supported: readonly string[], at: string): FieldError[] {
  return supported.includes(value) ? [] : [notSupported(at, value, supported)];
}

function hostNetworkErrors(spec: JsonObject, path: string): FieldError[] {
  if (!flag(spec, 'hostNetwork')) return [];
  return list(spec, 'containers').flatMap((container, at) => list(container, 'ports').flatMap((port, index) => {
    const hostPort = number(port, 'hostPort');
    if (hostPort === 0 || hostPort === number(port, 'containerPort')) return [];
    return [invalid(`${path}.containers[${at}].ports[${index}].hostPort`, hostPort, 'must match `containerPort` when `hostNetwork` is true')];
  }));
}

function resolverErrors(spec: JsonObject, at: string): FieldError[] {
  const config = objectIf(spec, 'dnsConfig');
  const servers = texts(config ?? {}, 'nameservers');
  if (text(spec, 'dnsPolicy') === 'None') {
    if (config === undefined) return [required(at, 'must provide `dnsConfig` when `dnsPolicy` is None')];
    if (servers.length === 0) return [required(`${at}.nameservers`, 'must provide at least one DNS nameserver when `dnsPolicy` is None')];
  }
  if (config === undefined) return [];
  const errors = servers.length > 3 ? [invalid(`${at}.nameservers`, { json: JSON.stringify(servers), go: '' }, 'must not have more than 3 nameservers')] : [];
  errors.push(...servers.flatMap((server, index) => invalids(`${at}.nameservers[${index}]`, server, ipAddress(server))));
  list(config, 'options').forEach((option, index) => {
    if (text(option, 'name') === '') errors.push(required(`${at}.options[${index}]`, 'must not be empty'));
  });
  return errors;
}

function hostUsersErrors(spec: JsonObject, path: string, { namesGoFields }: Profile): FieldError[] {
  if (fieldOf(spec, 'hostUsers') !== false) return [];
  const fields = [['hostNetwork', 'hostNetwork'], ['hostPID', 'HostPID'], ['hostIPC', 'HostIPC']] as const;
  return fields.filter(([name]) => flag(spec, name)).map(([, told]) => forbidden(`${path}.${told}`, `when \`${namesGoFields ? 'pod.Spec.HostUsers' : 'hostUsers'}\` is false`));
}

/** Names of other objects; hostname and subdomain are the controller's, and not looked at. */
function namesErrors(spec: JsonObject, path: string): FieldError[] {
  const errors: FieldError[] = [];
  for (const name of ['serviceAccountName', 'nodeName']) {
    const value = text(spec, name);
    if (value !== '') errors.push(...invalids(`${path}.${name}`, value, dnsSubdomain(value)));
  }
  const deadline = numberIf(spec, 'activeDeadlineSeconds');
  if (deadline !== undefined && (deadline < 1 || deadline > 2147483647)) {
    errors.push(invalid(`${path}.activeDeadlineSeconds`, deadline, 'must be between 1 and 2147483647, inclusive'));
  }
  for (const name of ['hostname', 'subdomain']) {
    const value = text(spec, name);
    if (value !== '') errors.push(...invalids(`${path}.${name}`, value, dnsLabel(value)));
  }
  return errors;
}

function classErrors(spec: JsonObject, path: string): FieldError[] {
  const errors = list(spec, 'hostAliases').flatMap((alias, index) => [
    ...invalids(`${path}.hostAliases[${index}].ip`, text(alias, 'ip'), ipAddress(text(alias, 'ip'))),
    ...texts(alias, 'hostnames').flatMap((name, at) => invalids(`${path}.hostAliases[${index}].hostnames[${at}]`, name, dnsSubdomain(name))),
  ]);
  const [priority, runtime, preemption] = [text(spec, 'priorityClassName'), textIf(spec, 'runtimeClassName'), textIf(spec, 'preemptionPolicy')];
  if (priority !== '') errors.push(...invalids(`${path}.priorityClassName`, priority, dnsSubdomain(priority)));
  if (runtime !== undefined) errors.push(...invalids(`${path}.runtimeClassName`, runtime, dnsSubdomain(runtime)));
  return preemption === undefined ? errors : [...errors, ...oneOf(preemption, PREEMPTION, `${path}.preemptionPolicy`)];
}
