/** The API server's defaults for objects as they are decoded: pkg/apis/{apps,core}/v1/defaults.go and zz_generated.defaults.go, field by field. */
import type { JsonObject } from '../objects';
import { isObject } from '../objects';
import { withoutDisabled } from './disabled';
import type { Profile } from './profile';
import type { Fields } from './values';
import { fieldOf, number, object, objectIf, text } from './values';
import { within, withinEach } from './within';

/** What is missing: for Go that is also an empty text and a zero, where the field is no pointer. */
function absent(of: JsonObject, defaults: Fields): JsonObject {
  const filled: Fields = {};
  for (const [name, value] of Object.entries(defaults)) if (of[name] === undefined || of[name] === '' || of[name] === 0) filled[name] = value;
  return { ...of, ...filled };
}

/** The same for pointers, whose zero is a value. */
function nil(of: JsonObject, defaults: Fields): JsonObject {
  return { ...defaults, ...of };
}

export function filledStatefulSet(set: JsonObject, profile: Profile): JsonObject {
  return { ...set, spec: filledStatefulSetSpec(object(set, 'spec'), profile) };
}

function filledStatefulSetSpec(written: JsonObject, profile: Profile): JsonObject {
  const spec = absent(nil(written, { replicas: 1, revisionHistoryLimit: 10 }), { podManagementPolicy: 'OrderedReady' });
  const retention = absent(object(spec, 'persistentVolumeClaimRetentionPolicy'), { whenDeleted: 'Retain', whenScaled: 'Retain' });
  const templated = withinEach(spec, 'volumeClaimTemplates', (claim) => filledClaim({ kind: 'PersistentVolumeClaim', apiVersion: 'v1', ...claim }));
  const { ordinals, persistentVolumeClaimRetentionPolicy: _, ...kept } = templated;
  return {
    ...kept,
    ...(profile.ordinals && ordinals !== undefined && { ordinals }),
    ...(profile.retentionPolicy && { persistentVolumeClaimRetentionPolicy: retention }),
    updateStrategy: filledStrategy(object(spec, 'updateStrategy'), profile),
    template: filledTemplate(object(spec, 'template'), profile),
  };
}

function filledStrategy(written: JsonObject, { maxUnavailable }: Profile): JsonObject {
  const type = text(written, 'type') || 'RollingUpdate';
  const block = objectIf(written, 'rollingUpdate') ?? (text(written, 'type') === '' ? {} : undefined);
  if (block === undefined) return { ...written, type };
  const filled = type === 'RollingUpdate' ? nil(block, maxUnavailable ? { partition: 0, maxUnavailable: 1 } : { partition: 0 }) : block;
  // The gate is off: registry/apps/statefulset/strategy.go:dropStatefulSetDisabledFields.
  const { maxUnavailable: most, ...rest } = filled;
  return { type, rollingUpdate: maxUnavailable && most !== undefined ? filled : rest };
}

/** SetDefaults_Pod, and what of a pod is no other way in the server's memory (core/v1/conversion.go:Convert_v1_Pod_To_core_Pod). */
export function filledPod(pod: JsonObject, profile: Profile): JsonObject {
  let spec = nil(filledPodSpec(object(pod, 'spec'), profile), { enableServiceLinks: true });
  if (number(spec, 'terminationGracePeriodSeconds') < 0) spec = { ...spec, terminationGracePeriodSeconds: 1 };
  for (const name of ['containers', 'initContainers']) {
    spec = withinEach(spec, name, (container) => within(container, 'resources', requestedAsLimited));
    if (spec.hostNetwork === true) {
      spec = withinEach(spec, name, (container) => withinEach(container, 'ports', (port) => absent(port, { hostPort: number(port, 'containerPort') })));
    }
  }
  return { ...pod, spec };
}

function requestedAsLimited(resources: JsonObject): JsonObject {
  return resources.limits === undefined ? resources : { ...resources, requests: { ...object(resources, 'limits'), ...object(resources, 'requests') } };
}

export function filledTemplate(template: JsonObject, profile: Profile): JsonObject {
  return { ...template, spec: filledPodSpec(object(template, 'spec'), profile) };
}

function filledPodSpec(written: JsonObject, profile: Profile): JsonObject {
  let spec = absent(withoutDisabled(written, profile), { dnsPolicy: 'ClusterFirst', restartPolicy: 'Always', schedulerName: 'default-scheduler' });
  spec = nil(spec, { securityContext: {}, terminationGracePeriodSeconds: 30 });
  spec = withinEach(spec, 'volumes', filledVolume);
  for (const name of ['containers', 'initContainers', 'ephemeralContainers']) spec = withinEach(spec, name, filledContainer);
  // core/v1/conversion.go: the old name follows the new one, and the other way round.
  const account = text(spec, 'serviceAccountName') || text(spec, 'serviceAccount');
  return account === '' ? spec : { ...spec, serviceAccountName: account, serviceAccount: account };
}

function filledContainer(written: JsonObject): JsonObject {
  let container = absent(written, {
    imagePullPolicy: isLatest(text(written, 'image')) ? 'Always' : 'IfNotPresent',
    terminationMessagePath: '/dev/termination-log',
    terminationMessagePolicy: 'File',
  });
  container = withinEach(container, 'ports', (port) => absent(port, { protocol: 'TCP' }));
  container = withinEach(container, 'env', (variable) => within(variable, 'valueFrom', filledSource));
  for (const name of ['livenessProbe', 'readinessProbe', 'startupProbe']) container = within(container, name, filledProbe);
  return within(container, 'lifecycle', (lifecycle) => within(within(lifecycle, 'postStart', filledHandler), 'preStop', filledHandler));
}

/** util/parsers/parsers.go:ParseImageName: no tag and no digest is the tag latest. */
const IMAGE = /^(?:(?:[a-zA-Z0-9][-a-zA-Z0-9.]*(?::[0-9]+)?|\[[0-9a-fA-F:]+\](?::[0-9]+)?)\/)?[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*(?:\/[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*)*(?::\w[\w.-]{0,127})?$/;

export function isLatest(image: string): boolean {
  if (!IMAGE.test(image)) return false;
  const name = image.slice(image.lastIndexOf('/') + 1);
  return (!name.includes(':') || name.endsWith(':latest'));
}

function filledSource(source: JsonObject): JsonObject {
  const withField = within(source, 'fieldRef', (ref) => absent(ref, { apiVersion: 'v1' }));
  return within(withField, 'resourceFieldRef', (ref) => absent(ref, { divisor: '0' }));
}

function filledProbe(probe: JsonObject): JsonObject {
  const filled = absent(probe, { timeoutSeconds: 1, periodSeconds: 10, successThreshold: 1, failureThreshold: 3 });
  return within(filledHandler(filled), 'grpc', (grpc) => nil(grpc, { service: '' }));
}

function filledHandler(handler: JsonObject): JsonObject {
  return within(handler, 'httpGet', (get) => absent(get, { path: '/', scheme: 'HTTP' }));
}

const VOLUME_META = new Set(['name']);
const MODE = 0o644;

function filledVolume(written: JsonObject): JsonObject {
  let volume = Object.keys(written).every((name) => VOLUME_META.has(name)) ? { ...written, emptyDir: {} } as JsonObject : written;
  volume = within(volume, 'hostPath', (source) => nil(source, { type: '' }));
  for (const name of ['secret', 'configMap', 'downwardAPI']) volume = within(volume, name, (source) => nil(source, { defaultMode: MODE }));
  volume = within(volume, 'downwardAPI', (source) => withinEach(source, 'items', filledSource));
  volume = within(volume, 'projected', (source) => withinEach(nil(source, { defaultMode: MODE }), 'sources', filledProjection));
  volume = within(volume, 'iscsi', (source) => absent(source, { iscsiInterface: 'default' }));
  volume = within(volume, 'rbd', (source) => absent(source, { pool: 'rbd', user: 'admin', keyring: '/etc/ceph/keyring' }));
  volume = within(volume, 'azureDisk', (source) => nil(source, { cachingMode: 'ReadWrite', kind: 'Shared', fsType: 'ext4', readOnly: false }));
  volume = within(volume, 'scaleIO', (source) => absent(source, { storageMode: 'ThinProvisioned', fsType: 'xfs' }));
  volume = within(volume, 'image', (source) => absent(source, { pullPolicy: isLatest(text(source, 'reference')) ? 'Always' : 'IfNotPresent' }));
  return within(volume, 'ephemeral', (source) => within(source, 'volumeClaimTemplate', (template) => within(template, 'spec', filledClaimSpec)));
}

function filledProjection(projection: JsonObject): JsonObject {
  const withToken = within(projection, 'serviceAccountToken', (token) => nil(token, { expirationSeconds: 3600 }));
  return within(withToken, 'downwardAPI', (source) => withinEach(source, 'items', filledSource));
}

export function filledClaim(claim: JsonObject): JsonObject {
  return { ...claim, spec: filledClaimSpec(object(claim, 'spec')), status: absent(object(claim, 'status'), { phase: 'Pending' }) };
}

function filledClaimSpec(spec: JsonObject): JsonObject {
  return nil(spec, { volumeMode: 'Filesystem' });
}

/**
 * A claim of its own has its source under both names. The old name takes but claims and snapshots, and forgets anything else
 * (pkg/api/persistentvolumeclaim/util.go:EnforceDataSourceBackwardsCompatibility, NormalizeDataSources).
 */
export function withSources(claim: JsonObject, { volumeAttributesClass }: Profile): JsonObject {
  const { dataSource, dataSourceRef, volumeAttributesClassName, ...rest } = object(claim, 'spec');
  const attributes = volumeAttributesClass && volumeAttributesClassName !== undefined ? { volumeAttributesClassName } : {};
  const source = isObject(dataSource) && (dataSourceRef !== undefined || isClaimOrSnapshot(dataSource)) ? dataSource : undefined;
  const reference = isObject(dataSourceRef) ? dataSourceRef : undefined;
  const isLocal = reference !== undefined && text(reference, 'namespace') === '';
  return { ...claim, spec: { ...rest, ...attributes, dataSource: source ?? (isLocal ? reference : undefined), dataSourceRef: reference ?? source } };
}

function isClaimOrSnapshot(source: JsonObject): boolean {
  const [group, kind] = [text(source, 'apiGroup'), text(source, 'kind')];
  return (group === '' && kind === 'PersistentVolumeClaim') || (group === 'snapshot.storage.k8s.io' && kind === 'VolumeSnapshot');
}

export function filledService(service: JsonObject, { externalAddressesHavePolicy }: Profile): JsonObject {
  let spec = absent(object(service, 'spec'), { sessionAffinity: 'None', type: 'ClusterIP' });
  spec = withinEach(spec, 'ports', (port) => absent(absent(port, { protocol: 'TCP' }), { targetPort: number(port, 'port') }));
  const type = text(spec, 'type');
  if (text(spec, 'sessionAffinity') === 'ClientIP') {
    const written = object(object(spec, 'sessionAffinityConfig'), 'clientIP');
    if (fieldOf(written, 'timeoutSeconds') === undefined) spec = { ...spec, sessionAffinityConfig: { clientIP: { timeoutSeconds: 10800 } } };
  } else if (text(spec, 'sessionAffinity') === 'None') {
    spec = { ...spec, sessionAffinityConfig: undefined };
  }
  const isExternal = type === 'NodePort' || type === 'LoadBalancer'
    || (externalAddressesHavePolicy && type === 'ClusterIP' && Array.isArray(spec.externalIPs) && spec.externalIPs.length > 0);
  if (isExternal) spec = absent(spec, { externalTrafficPolicy: 'Cluster' });
  if (type !== 'ExternalName' && ['NodePort', 'LoadBalancer', 'ClusterIP'].includes(type)) spec = nil(spec, { internalTrafficPolicy: 'Cluster' });
  if (type === 'LoadBalancer') spec = nil(spec, { allocateLoadBalancerNodePorts: true });
  return { ...service, spec };
}
