/**
 * The API server's defaults, one function per kind. Input has the right types and no nulls; output is a new object.
 * pkg/apis/{apps,core,storage,autoscaling}/v1/defaults.go. An empty string is an omitted one: Go cannot tell them apart.
 */
import type {
  Container, HorizontalPodAutoscaler, JsonObject, ObjectMeta, PersistentVolumeClaim, PersistentVolumeClaimSpec, PodDisruptionBudget, PodSpec, Probe, Service,
  StatefulSet, StorageClass,
} from './objects';

/** A type whose fields may all be missing, as they are written. */
type Written<T> = T extends readonly (infer Item)[] ? readonly Written<Item>[] : T extends object ? { readonly [Key in keyof T]?: Written<T[Key]> } : T;

const metadataOf = (metadata: ObjectMeta | undefined): ObjectMeta => metadata ?? {};

export function defaultStatefulSet(raw: JsonObject): StatefulSet {
  const { metadata, spec = {} } = raw as Written<StatefulSet>;
  return {
    ...raw,
    metadata: metadataOf(metadata as ObjectMeta),
    spec: {
      ...(spec as Partial<StatefulSet['spec']>),
      replicas: spec.replicas ?? 1,
      selector: (spec.selector ?? {}) as StatefulSet['spec']['selector'],
      template: { ...(spec.template as object), spec: defaultPodSpec((spec.template?.spec ?? {}) as Partial<PodSpec>) },
      ...(spec.volumeClaimTemplates !== undefined && { volumeClaimTemplates: spec.volumeClaimTemplates.map((claim) => defaultClaim(claim as JsonObject)) }),
      podManagementPolicy: spec.podManagementPolicy || 'OrderedReady',
      updateStrategy: defaultUpdateStrategy(spec.updateStrategy),
      minReadySeconds: spec.minReadySeconds ?? 0,
      revisionHistoryLimit: spec.revisionHistoryLimit ?? 10,
      persistentVolumeClaimRetentionPolicy: {
        whenDeleted: spec.persistentVolumeClaimRetentionPolicy?.whenDeleted || 'Retain',
        whenScaled: spec.persistentVolumeClaimRetentionPolicy?.whenScaled || 'Retain',
      },
    },
  };
}

/**
 * apps/v1/defaults.go:SetDefaults_StatefulSet. Only a strategy without a type gets a rollingUpdate block; a block without a partition gets partition 0.
 * It matters: without a block, the controller counts from status.currentReplicas.
 */
function defaultUpdateStrategy(written: Written<StatefulSet['spec']['updateStrategy']> = {}): StatefulSet['spec']['updateStrategy'] {
  const type = written.type || 'RollingUpdate';
  const block = written.rollingUpdate ?? (written.type ? undefined : {});
  if (type !== 'RollingUpdate' || block === undefined) return { ...written, type };
  return { type, rollingUpdate: { ...block, partition: block.partition ?? 0 } };
}

/** core/v1/defaults.go:SetDefaults_PodSpec. */
function defaultPodSpec(spec: Partial<PodSpec>): PodSpec {
  return {
    ...spec,
    containers: (spec.containers ?? []).map(defaultContainer),
    ...(spec.initContainers !== undefined && { initContainers: spec.initContainers.map(defaultContainer) }),
    restartPolicy: spec.restartPolicy || 'Always',
    terminationGracePeriodSeconds: spec.terminationGracePeriodSeconds ?? 30,
  };
}

function defaultContainer(container: Container): Container {
  const { readinessProbe, livenessProbe, startupProbe, ports } = container;
  return {
    ...container,
    ...(ports !== undefined && { ports: ports.map((port) => ({ ...port, protocol: port.protocol || 'TCP' })) }),
    ...(readinessProbe !== undefined && { readinessProbe: defaultProbe(readinessProbe) }),
    ...(livenessProbe !== undefined && { livenessProbe: defaultProbe(livenessProbe) }),
    ...(startupProbe !== undefined && { startupProbe: defaultProbe(startupProbe) }),
  };
}

/** core/v1/defaults.go:SetDefaults_Probe: a zero is an omission. SetDefaults_HTTPGetAction gives the path. */
function defaultProbe(probe: Probe): Probe {
  return {
    ...probe,
    ...(probe.httpGet !== undefined && { httpGet: { ...probe.httpGet, path: probe.httpGet.path || '/' } }),
    timeoutSeconds: probe.timeoutSeconds || 1,
    periodSeconds: probe.periodSeconds || 10,
    failureThreshold: probe.failureThreshold || 3,
  };
}

export function defaultClaim(raw: JsonObject): PersistentVolumeClaim {
  const { metadata, spec } = raw as Partial<PersistentVolumeClaim>;
  return { ...raw, metadata: metadataOf(metadata), spec: defaultClaimSpec(spec ?? {}) };
}

/** core/v1/defaults.go:SetDefaults_PersistentVolumeClaimSpec. */
function defaultClaimSpec(spec: PersistentVolumeClaimSpec): PersistentVolumeClaimSpec {
  return { ...spec, volumeMode: spec.volumeMode ?? 'Filesystem' };
}

/** core/v1/defaults.go:SetDefaults_Service. */
export function defaultService(raw: JsonObject): Service {
  const { metadata, spec } = raw as Partial<Service>;
  const ports = spec?.ports?.map((port) => ({ ...port, protocol: port.protocol || 'TCP', targetPort: port.targetPort || port.port }));
  return { ...raw, metadata: metadataOf(metadata), spec: { ...spec, type: spec?.type || 'ClusterIP', ...(ports !== undefined && { ports }) } };
}

/** storage/v1/defaults.go:SetDefaults_StorageClass. */
export function defaultStorageClass(raw: JsonObject): StorageClass {
  const { metadata, provisioner, reclaimPolicy, volumeBindingMode } = raw as unknown as Partial<StorageClass>;
  return {
    ...raw,
    metadata: metadataOf(metadata),
    provisioner: provisioner ?? '',
    reclaimPolicy: reclaimPolicy ?? 'Delete',
    volumeBindingMode: volumeBindingMode ?? 'Immediate',
  };
}

export function defaultDisruptionBudget(raw: JsonObject): PodDisruptionBudget {
  const { metadata, spec } = raw as Partial<PodDisruptionBudget>;
  return { ...raw, metadata: metadataOf(metadata), spec: spec ?? {} };
}

/** autoscaling/v2/defaults.go:SetDefaults_HorizontalPodAutoscaler. */
export function defaultAutoscaler(raw: JsonObject): HorizontalPodAutoscaler {
  const { metadata, spec } = raw as unknown as Partial<HorizontalPodAutoscaler>;
  const { kind = '', name = '', ...rest } = spec?.scaleTargetRef ?? {};
  return {
    ...raw,
    metadata: metadataOf(metadata),
    spec: { ...spec, scaleTargetRef: { ...rest, kind, name }, minReplicas: spec?.minReplicas ?? 1, maxReplicas: spec?.maxReplicas ?? 0 },
  };
}
