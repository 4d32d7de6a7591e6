/** Containers: core/validation/validation.go:validateContainers, validateInitContainers and what they call. */
import type { JsonObject } from '../objects';
import type { FieldError } from './field';
import { duplicate, forbidden, invalid, invalids, notFound, notSupported, required } from './field';
import { configKey, dnsLabel, dnsSubdomain, environmentName, headerName, portName, portNumber, qualifiedName } from './names';
import type { Profile } from './profile';
import { resourceErrors } from './resources';
import { containerSecurityErrors } from './security';
import { fieldOf, flag, list, number, numberIf, object, objectIf, text, textIf, texts } from './values';

export interface PodContext {
  readonly profile: Profile;
  /** The volumes without errors, by name. */
  readonly volumes: ReadonlyMap<string, JsonObject>;
  readonly gracePeriod: number;
  readonly hostUsers: boolean;
}

const PROTOCOLS = ['SCTP', 'TCP', 'UDP'];
const RESIZES = ['NotRequired', 'RestartContainer'];
const NON_NEGATIVE = 'must be greater than or equal to 0';

export function containersErrors(containers: readonly JsonObject[], path: string, context: PodContext): FieldError[] {
  if (containers.length === 0) return [required(path)];
  const names = new Set<string>();
  const errors = containers.flatMap((container, index) => {
    const at = `${path}[${index}]`;
    const name = text(container, 'name');
    const isTaken = names.has(name);
    names.add(name);
    return [
      ...commonErrors(container, at, context),
      ...(isTaken ? [duplicate(`${at}.name`, name)] : []),
      ...lifecycleErrors(container, at, context),
      ...restartPolicyErrors(container, at, context),
    ];
  });
  return [...errors, ...hostPortErrors(containers, path)];
}

export function initContainersErrors(containers: readonly JsonObject[], ordinary: readonly JsonObject[], path: string, context: PodContext): FieldError[] {
  const names = new Set(ordinary.map((container) => text(container, 'name')));
  return containers.flatMap((container, index) => {
    const at = `${path}[${index}]`;
    const name = text(container, 'name');
    const errors = [...commonErrors(container, at, context), ...initRestartPolicyErrors(container, at, context)];
    if (names.has(name)) errors.push(duplicate(`${at}.name`, name));
    else if (name !== '') names.add(name);
    errors.push(...hostPortErrors([container], path));
    if (text(container, 'restartPolicy') === 'Always') return [...errors, ...lifecycleErrors(container, at, context)];
    for (const field of ['lifecycle', 'livenessProbe', 'readinessProbe', 'startupProbe']) {
      if (objectIf(container, field) !== undefined) errors.push(forbidden(`${at}.${field}`, 'may not be set for init containers without restartPolicy=Always'));
    }
    return errors;
  });
}

function commonErrors(container: JsonObject, at: string, context: PodContext): FieldError[] {
  const { profile } = context;
  const [name, policy, pull] = [text(container, 'name'), text(container, 'terminationMessagePolicy'), text(container, 'imagePullPolicy')];
  const errors = name === '' ? [required(`${at}.name`)] : invalids(`${at}.name`, name, dnsLabel(name));
  if (text(container, 'image') === '') errors.push(required(`${at}.image`));
  if (!['File', 'FallbackToLogsOnError'].includes(policy)) {
    errors.push(notSupported(`${at}.terminationMessagePolicy`, policy, ['File', 'FallbackToLogsOnError']));
  }
  errors.push(...portsErrors(list(container, 'ports'), `${at}.ports`));
  errors.push(...environmentErrors(list(container, 'env'), `${at}.env`, profile), ...environmentFromErrors(list(container, 'envFrom'), `${at}.envFrom`, profile));
  errors.push(...mountsErrors(container, `${at}.volumeMounts`, context), ...devicesErrors(container, `${at}.volumeDevices`, context));
  if (!['Always', 'IfNotPresent', 'Never'].includes(pull)) errors.push(notSupported(`${at}.imagePullPolicy`, pull, ['Always', 'IfNotPresent', 'Never']));
  errors.push(...resourceErrors(object(container, 'resources'), `${at}.resources`, profile));
  errors.push(...resizeErrors(list(container, 'resizePolicy'), `${at}.resizePolicy`));
  return [...errors, ...containerSecurityErrors(objectIf(container, 'securityContext'), `${at}.securityContext`, context.hostUsers, profile)];
}

/** validateResizePolicy. */
function resizeErrors(policies: readonly JsonObject[], at: string): FieldError[] {
  const seen = new Set<string>();
  return policies.flatMap((policy, index) => {
    const [resource, restart] = [text(policy, 'resourceName'), text(policy, 'restartPolicy')];
    const errors = seen.has(resource) ? [duplicate(`${at}[${index}]`, resource)] : [];
    seen.add(resource);
    if (resource === '') errors.push(required(at));
    else if (!['cpu', 'memory'].includes(resource)) errors.push(notSupported(at, resource, ['cpu', 'memory']));
    if (restart === '') errors.push(required(at));
    else if (!RESIZES.includes(restart)) errors.push(notSupported(at, restart, RESIZES));
    return errors;
  });
}

function portsErrors(ports: readonly JsonObject[], path: string): FieldError[] {
  const names = new Set<string>();
  return ports.flatMap((port, index) => {
    const at = `${path}[${index}]`;
    const [name, containerPort, hostPort, protocol] = [text(port, 'name'), number(port, 'containerPort'), number(port, 'hostPort'), text(port, 'protocol')];
    const errors: FieldError[] = [];
    const wrong = name === '' ? [] : portName(name);
    errors.push(...invalids(`${at}.name`, name, wrong));
    if (name !== '' && wrong.length === 0 && names.has(name)) errors.push(duplicate(`${at}.name`, name));
    if (wrong.length === 0 && name !== '') names.add(name);
    errors.push(...(containerPort === 0 ? [required(`${at}.containerPort`)] : invalids(`${at}.containerPort`, containerPort, portNumber(containerPort))));
    if (hostPort !== 0) errors.push(...invalids(`${at}.hostPort`, hostPort, portNumber(hostPort)));
    if (!PROTOCOLS.includes(protocol)) errors.push(notSupported(`${at}.protocol`, protocol, PROTOCOLS));
    return errors;
  });
}

/** checkHostPortConflicts. */
function hostPortErrors(containers: readonly JsonObject[], path: string): FieldError[] {
  const taken = new Set<string>();
  return containers.flatMap((container, index) => list(container, 'ports').flatMap((port, at) => {
    if (number(port, 'hostPort') === 0) return [];
    const key = `${text(port, 'protocol')}/${text(port, 'hostIP')}/${number(port, 'hostPort')}`;
    if (taken.has(key)) return [duplicate(`${path}[${index}].ports[${at}].hostPort`, key)];
    taken.add(key);
    return [];
  }));
}

const ENVIRONMENT_FIELDS = ['metadata.name', 'metadata.namespace', 'metadata.uid', 'spec.nodeName', 'spec.serviceAccountName', 'status.hostIP', 'status.hostIPs',
  'status.podIP', 'status.podIPs'];
const RESOURCE_FIELDS = ['limits.cpu', 'limits.ephemeral-storage', 'limits.memory', 'requests.cpu', 'requests.ephemeral-storage', 'requests.memory'];

function environmentErrors(variables: readonly JsonObject[], path: string, profile: Profile): FieldError[] {
  return variables.flatMap((variable, index) => {
    const at = `${path}[${index}]`;
    const name = text(variable, 'name');
    const errors = name === '' ? [required(`${at}.name`)] : invalids(`${at}.name`, name, environmentName(name, profile.relaxedEnvironmentNames));
    const source = objectIf(variable, 'valueFrom');
    return source === undefined ? errors : [...errors, ...sourceErrors(variable, source, `${at}.valueFrom`, profile)];
  });
}

function sourceErrors(variable: JsonObject, source: JsonObject, path: string, profile: Profile): FieldError[] {
  const errors: FieldError[] = [];
  let sources = 0;
  const each = (name: string, check: (of: JsonObject, at: string) => FieldError[]): void => {
    const of = objectIf(source, name);
    if (of === undefined) return;
    sources += 1;
    errors.push(...check(of, `${path}.${name}`));
  };
  each('fieldRef', (of, at) => fieldErrors(of, at, profile));
  each('resourceFieldRef', (of, at) => {
    const resource = text(of, 'resource');
    if (resource === '') return [required(`${at}.resource`)];
    const isKnown = RESOURCE_FIELDS.includes(resource) || /^(?:requests|limits)\.hugepages-/.test(resource);
    return isKnown ? [] : [notSupported(`${at}.resource`, resource, RESOURCE_FIELDS)];
  });
  each('configMapKeyRef', keyErrors);
  each('secretKeyRef', keyErrors);
  each('fileKeyRef', () => []);
  const withFiles = profile.minor >= 35;
  const known = `\`fieldRef\`, \`resourceFieldRef\`, \`configMapKeyRef\`${withFiles ? ', `secretKeyRef` or `fileKeyRef`' : ' or `secretKeyRef`'}`;
  if (sources === 0) return [...errors, invalid(path, '', `must specify one of: ${known}`)];
  if (text(variable, 'value') !== '') return [...errors, invalid(path, '', 'may not be specified when `value` is not empty')];
  return sources > 1 ? [...errors, invalid(path, '', 'may not have more than one field specified at a time')] : errors;
}

function keyErrors(of: JsonObject, at: string): FieldError[] {
  const [name, key] = [text(of, 'name'), text(of, 'key')];
  const errors = invalids(`${at}.name`, name, dnsSubdomain(name));
  return [...errors, ...(key === '' ? [required(`${at}.key`)] : invalids(`${at}.key`, key, configKey(key)))];
}

/** validateObjectFieldSelector: one label or annotation may be named in brackets. */
function fieldErrors(of: JsonObject, at: string, { minor }: Profile): FieldError[] {
  const path = text(of, 'fieldPath');
  if (path === '') return [required(`${at}.fieldPath`)];
  const subscript = /^(.*)\['([^']*)'\]$/.exec(path);
  if (subscript !== null) {
    const [, base, key] = subscript;
    if (base === 'metadata.annotations') return invalids(at, key.toLowerCase(), qualifiedName(key.toLowerCase(), minor));
    if (base === 'metadata.labels') return invalids(at, key, qualifiedName(key, minor));
    return [invalid(`${at}.fieldPath`, path, `error converting fieldPath: field label does not support subscript: ${path}`)];
  }
  if (ENVIRONMENT_FIELDS.includes(path)) return [];
  const isLabel = ['metadata.annotations', 'metadata.labels', 'spec.restartPolicy', 'spec.schedulerName', 'status.phase', 'spec.hostNetwork'].includes(path);
  if (!isLabel) return [invalid(`${at}.fieldPath`, path, `error converting fieldPath: field label not supported: ${path}`)];
  return [notSupported(`${at}.fieldPath`, path, ENVIRONMENT_FIELDS)];
}

function environmentFromErrors(sources: readonly JsonObject[], path: string, profile: Profile): FieldError[] {
  return sources.flatMap((source, index) => {
    const at = `${path}[${index}]`;
    const prefix = text(source, 'prefix');
    const errors = prefix === '' ? [] : invalids(`${at}.prefix`, prefix, environmentName(prefix, profile.relaxedEnvironmentNames));
    let count = 0;
    for (const name of ['configMapRef', 'secretRef']) {
      const reference = objectIf(source, name);
      if (reference === undefined) continue;
      count += 1;
      const of = text(reference, 'name');
      errors.push(...(of === '' ? [required(`${at}.${name}.name`)] : invalids(`${at}.${name}.name`, of, dnsSubdomain(of))));
    }
    if (count === 0) errors.push(invalid(path, '', 'must specify one of: `configMapRef` or `secretRef`'));
    if (count > 1) errors.push(invalid(path, '', 'may not have more than one field specified at a time'));
    return errors;
  });
}

/** Where upstream forgets the index of the mount, so do we: the field is the server's. */
function mountsErrors(container: JsonObject, path: string, { volumes }: PodContext): FieldError[] {
  const devices = list(container, 'volumeDevices');
  const paths = new Set<string>();
  return list(container, 'volumeMounts').flatMap((mount, index) => {
    const at = `${path}[${index}]`;
    const [name, mountPath, subPath, subPathExpr] = ['name', 'mountPath', 'subPath', 'subPathExpr'].map((field) => text(mount, field));
    const errors: FieldError[] = [];
    if (name === '') errors.push(required(`${at}.name`));
    if (!volumes.has(name)) errors.push(notFound(`${at}.name`, name));
    if (mountPath === '') errors.push(required(`${at}.mountPath`));
    if (paths.has(mountPath)) errors.push(invalid(`${at}.mountPath`, mountPath, 'must be unique'));
    paths.add(mountPath);
    if (devices.some((device) => text(device, 'name') === name)) errors.push(invalid(`${at}.name`, name, 'must not already exist in volumeDevices'));
    if (devices.some((device) => text(device, 'devicePath') === mountPath)) {
      errors.push(invalid(`${at}.mountPath`, mountPath, 'must not already exist as a path in volumeDevices'));
    }
    if (subPath !== '') errors.push(...descendingErrors(subPath, `${path}.subPath`));
    if (subPathExpr !== '') {
      if (subPath !== '') errors.push(invalid(`${at}.subPathExpr`, subPathExpr, 'subPathExpr and subPath are mutually exclusive'));
      errors.push(...descendingErrors(subPathExpr, `${path}.subPathExpr`));
    }
    return [...errors, ...propagationErrors(mount, container, path)];
  });
}

const PROPAGATIONS = ['Bidirectional', 'HostToContainer', 'None'];
const RECURSIONS = ['Disabled', 'Enabled', 'IfPossible'];

function propagationErrors(mount: JsonObject, container: JsonObject, path: string): FieldError[] {
  const errors: FieldError[] = [];
  const [propagation, recursion] = [textIf(mount, 'mountPropagation'), textIf(mount, 'recursiveReadOnly')];
  const isPrivileged = flag(object(container, 'securityContext'), 'privileged');
  if (propagation !== undefined && !PROPAGATIONS.includes(propagation)) errors.push(notSupported(`${path}.mountPropagation`, propagation, PROPAGATIONS));
  if (propagation === 'Bidirectional' && !isPrivileged) {
    errors.push(forbidden(`${path}.mountPropagation`, 'Bidirectional mount propagation is available only to privileged containers'));
  }
  if (recursion === undefined || recursion === 'Disabled') return errors;
  const at = `${path}.recursiveReadOnly`;
  if (!RECURSIONS.includes(recursion)) return [...errors, notSupported(at, recursion, RECURSIONS)];
  if (!flag(mount, 'readOnly')) errors.push(forbidden(at, 'may only be specified when readOnly is true'));
  if (propagation !== undefined && propagation !== 'None') errors.push(forbidden(at, 'may only be specified when mountPropagation is None or not specified'));
  return errors;
}

export function descendingErrors(path: string, at: string): FieldError[] {
  const errors = path.startsWith('/') ? [invalid(at, path, 'must be a relative path')] : [];
  return path.split('/').includes('..') ? [...errors, invalid(at, path, "must not contain '..'")] : errors;
}

function devicesErrors(container: JsonObject, path: string, { volumes }: PodContext): FieldError[] {
  const mounts = list(container, 'volumeMounts');
  const [paths, names] = [new Set<string>(), new Set<string>()];
  return list(container, 'volumeDevices').flatMap((device, index) => {
    const at = `${path}[${index}]`;
    const [name, devicePath] = [text(device, 'name'), text(device, 'devicePath')];
    const volume = volumes.get(name);
    const errors: FieldError[] = [];
    if (name === '') errors.push(required(`${at}.name`));
    if (names.has(name)) errors.push(invalid(`${at}.name`, name, 'must be unique'));
    if (volume === undefined) {
      errors.push(notFound(`${at}.name`, name));
    } else if (objectIf(volume, 'persistentVolumeClaim') === undefined && objectIf(volume, 'ephemeral') === undefined) {
      errors.push(invalid(`${at}.name`, name, 'can only use volume source type of PersistentVolumeClaim or Ephemeral for block mode'));
    }
    if (devicePath === '') errors.push(required(`${at}.devicePath`));
    if (paths.has(devicePath)) errors.push(invalid(`${at}.devicePath`, devicePath, 'must be unique'));
    if (devicePath.split('/').includes('..')) errors.push(invalid(`${at}.devicePath`, devicePath, "can not contain backsteps ('..')"));
    else paths.add(devicePath);
    if (mounts.some((mount) => text(mount, 'name') === name)) errors.push(invalid(`${at}.name`, name, 'must not already exist in volumeMounts'));
    if (mounts.some((mount) => text(mount, 'mountPath') === devicePath)) {
      errors.push(invalid(`${at}.devicePath`, devicePath, 'must not already exist as a path in volumeMounts'));
    }
    if (name !== '') names.add(name);
    return errors;
  });
}

function lifecycleErrors(container: JsonObject, at: string, context: PodContext): FieldError[] {
  const lifecycle = object(container, 'lifecycle');
  return [
    ...['postStart', 'preStop'].flatMap((name) => handlerErrors(objectIf(lifecycle, name), `${at}.lifecycle.${name}`, context)),
    ...probeErrors(objectIf(container, 'livenessProbe'), `${at}.livenessProbe`, 'liveness', context),
    ...probeErrors(objectIf(container, 'readinessProbe'), `${at}.readinessProbe`, 'readiness', context),
    ...probeErrors(objectIf(container, 'startupProbe'), `${at}.startupProbe`, 'startup', context),
  ];
}

function probeErrors(probe: JsonObject | undefined, at: string, kind: 'liveness' | 'readiness' | 'startup', context: PodContext): FieldError[] {
  if (probe === undefined) return [];
  const errors = handlerErrors(probe, at, context);
  for (const name of ['initialDelaySeconds', 'timeoutSeconds', 'periodSeconds', 'successThreshold', 'failureThreshold']) {
    if (number(probe, name) < 0) errors.push(invalid(`${at}.${name}`, number(probe, name), NON_NEGATIVE));
  }
  const grace = numberIf(probe, 'terminationGracePeriodSeconds');
  if (grace !== undefined && grace <= 0) errors.push(invalid(`${at}.terminationGracePeriodSeconds`, grace, 'must be greater than 0'));
  if (kind === 'readiness') {
    return grace === undefined ? errors : [...errors, invalid(`${at}.terminationGracePeriodSeconds`, grace, 'must not be set for readinessProbes')];
  }
  const successes = number(probe, 'successThreshold');
  return successes === 1 ? errors : [...errors, invalid(`${at}.successThreshold`, successes, 'must be 1')];
}

const HANDLERS = ['exec', 'httpGet', 'tcpSocket', 'grpc', 'sleep'];

function handlerErrors(handler: JsonObject | undefined, at: string, context: PodContext): FieldError[] {
  if (handler === undefined) return [];
  const given = HANDLERS.filter((name) => objectIf(handler, name) !== undefined);
  if (given.length === 0) return [required(at, 'must specify a handler type')];
  const [first, ...others] = given;
  return [...actionErrors(first, object(handler, first), `${at}.${first}`, context), ...others.map((name) => forbidden(`${at}.${name}`, 'may not specify more than 1 handler type'))];
}

function actionErrors(name: string, action: JsonObject, at: string, { gracePeriod }: PodContext): FieldError[] {
  switch (name) {
    case 'exec': return texts(action, 'command').length === 0 ? [required(`${at}.command`)] : [];
    case 'httpGet': {
      const [path, scheme] = [text(action, 'path'), text(action, 'scheme')];
      const errors = path === '' ? [required(`${at}.path`)] : [];
      errors.push(...portOrNameErrors(fieldOf(action, 'port'), `${at}.port`));
      if (!['HTTP', 'HTTPS'].includes(scheme)) errors.push(notSupported(`${at}.scheme`, scheme, ['HTTP', 'HTTPS']));
      return [...errors, ...list(action, 'httpHeaders').flatMap((header) => invalids(`${at}.httpHeaders`, text(header, 'name'), headerName(text(header, 'name'))))];
    }
    case 'tcpSocket': return portOrNameErrors(fieldOf(action, 'port'), `${at}.port`);
    case 'grpc': return portOrNameErrors(number(action, 'port'), `${at}.port`);
    default: {
      const seconds = number(action, 'seconds');
      const isFine = seconds >= 0 && seconds <= gracePeriod;
      return isFine ? [] : [invalid(at, seconds, `must be non-negative and less than terminationGracePeriodSeconds (${gracePeriod})`)];
    }
  }
}

export function portOrNameErrors(port: unknown, at: string): FieldError[] {
  if (typeof port === 'string') return invalids(at, port, portName(port));
  const value = typeof port === 'number' ? port : 0;
  return invalids(at, value, portNumber(value));
}

function restartPolicyErrors(container: JsonObject, at: string, { profile }: PodContext): FieldError[] {
  const policy = textIf(container, 'restartPolicy');
  if (!profile.containerRestartRules) return policy === undefined ? [] : [forbidden(`${at}.restartPolicy`, 'may not be set for non-init containers')];
  if (policy === undefined || ['Always', 'Never', 'OnFailure'].includes(policy)) return [];
  return [notSupported(`${at}.restartPolicy`, policy, ['Always', 'Never', 'OnFailure'])];
}

function initRestartPolicyErrors(container: JsonObject, at: string, context: PodContext): FieldError[] {
  const policy = textIf(container, 'restartPolicy');
  if (policy === undefined || policy === 'Always') return [];
  return context.profile.containerRestartRules ? restartPolicyErrors(container, at, context) : [notSupported(`${at}.restartPolicy`, policy, ['Always'])];
}
