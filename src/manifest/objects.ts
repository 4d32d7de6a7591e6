import type { Diagnostic, Location } from './diagnostic';

/** A plain JSON value, as Kubernetes reads YAML. Maps have a null prototype: no key of the input can reach Object.prototype. */
export type Json = null | boolean | number | string | Json[] | JsonObject;
export interface JsonObject { readonly [key: string]: Json | undefined }

export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** One Kubernetes object as it is written, with the place where each of its fields stands. */
export interface WrittenObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly name: string;
  /** The object's namespace, `default` where the manifest names none. */
  readonly namespace: string;
  /** The object as written. */
  readonly raw: JsonObject;
  /**
   * The place of a field, such as `at('spec', 'template', 'spec', 'containers', 0)`. For a field that is not written, the nearest parent that is.
   */
  at(...path: (string | number)[]): Location;
}

/** One Kubernetes object as the API server keeps it. */
export interface ManifestObject<T> extends WrittenObject {
  /** The object with the API server's defaults filled in. */
  readonly object: T;
  /** What the API server warns of. */
  readonly warnings: readonly Diagnostic[];
}

export interface ObjectMeta {
  readonly name?: string;
  readonly namespace?: string;
  readonly labels?: { readonly [key: string]: string };
  readonly annotations?: { readonly [key: string]: string };
}

export interface LabelSelector {
  readonly matchLabels?: { readonly [key: string]: string };
  readonly matchExpressions?: readonly { readonly key: string; readonly operator: string; readonly values?: readonly string[] }[];
}

export interface Probe {
  readonly exec?: { readonly command?: readonly string[] };
  readonly httpGet?: { readonly path?: string; readonly port: number | string };
  readonly tcpSocket?: { readonly port: number | string };
  readonly grpc?: { readonly port: number; readonly service?: string };
  readonly initialDelaySeconds?: number;
  readonly periodSeconds?: number;
  readonly timeoutSeconds?: number;
  readonly failureThreshold?: number;
}

export interface Container {
  readonly name: string;
  readonly image?: string;
  readonly command?: readonly string[];
  readonly args?: readonly string[];
  readonly env?: readonly { readonly name: string; readonly value?: string; readonly valueFrom?: JsonObject }[];
  readonly ports?: readonly { readonly name?: string; readonly containerPort: number; readonly protocol?: string }[];
  readonly readinessProbe?: Probe;
  readonly livenessProbe?: Probe;
  readonly startupProbe?: Probe;
  readonly lifecycle?: { readonly preStop?: JsonObject; readonly postStart?: JsonObject };
  readonly resources?: { readonly requests?: { readonly [name: string]: string | number }; readonly limits?: { readonly [name: string]: string | number } };
  readonly volumeMounts?: readonly { readonly name: string; readonly mountPath: string; readonly subPath?: string }[];
  readonly volumeDevices?: readonly { readonly name: string; readonly devicePath: string }[];
  readonly restartPolicy?: string;
}

export interface PodSpec {
  readonly containers: readonly Container[];
  readonly initContainers?: readonly Container[];
  readonly volumes?: readonly ({ readonly name: string } & JsonObject)[];
  readonly terminationGracePeriodSeconds?: number;
  readonly affinity?: JsonObject;
  readonly topologySpreadConstraints?: readonly JsonObject[];
  readonly restartPolicy?: string;
}

export interface PersistentVolumeClaimSpec {
  readonly accessModes?: readonly string[];
  readonly storageClassName?: string;
  readonly volumeMode?: string;
  readonly resources?: { readonly requests?: { readonly [name: string]: string | number } };
}

export interface StatefulSet {
  readonly metadata: ObjectMeta;
  readonly spec: {
    readonly replicas: number;
    readonly serviceName?: string;
    readonly selector: LabelSelector;
    readonly template: { readonly metadata?: ObjectMeta; readonly spec: PodSpec };
    readonly volumeClaimTemplates?: readonly { readonly metadata: ObjectMeta; readonly spec: PersistentVolumeClaimSpec }[];
    readonly podManagementPolicy: string;
    readonly updateStrategy: { readonly type: string; readonly rollingUpdate?: { readonly partition?: number; readonly maxUnavailable?: number | string } };
    /** Left out where it is 0. */
    readonly minReadySeconds?: number;
    readonly revisionHistoryLimit: number;
    readonly ordinals?: { readonly start?: number };
    /** Absent where its feature gate is off. */
    readonly persistentVolumeClaimRetentionPolicy?: { readonly whenDeleted: string; readonly whenScaled: string };
  };
}

export interface Service {
  readonly metadata: ObjectMeta;
  readonly spec: {
    readonly type?: string;
    readonly clusterIP?: string;
    readonly selector?: { readonly [key: string]: string };
    readonly publishNotReadyAddresses?: boolean;
    readonly ports?: readonly { readonly name?: string; readonly port: number; readonly targetPort?: number | string; readonly protocol?: string }[];
  };
}

export interface PersistentVolumeClaim { readonly metadata: ObjectMeta; readonly spec: PersistentVolumeClaimSpec }

export interface StorageClass {
  readonly metadata: ObjectMeta;
  readonly provisioner: string;
  readonly reclaimPolicy: string;
  readonly volumeBindingMode: string;
}

export interface PodDisruptionBudget {
  readonly metadata: ObjectMeta;
  readonly spec: {
    readonly minAvailable?: number | string;
    readonly maxUnavailable?: number | string;
    readonly selector?: LabelSelector;
    readonly unhealthyPodEvictionPolicy?: string;
  };
}

export interface HorizontalPodAutoscaler {
  readonly metadata: ObjectMeta;
  readonly spec: {
    readonly scaleTargetRef: { readonly apiVersion?: string; readonly kind: string; readonly name: string };
    readonly minReplicas: number;
    readonly maxReplicas: number;
  };
}

/** What a set of files contains. Order is that of the files given, sorted by path, and of the documents in them. */
export interface Manifests {
  readonly statefulSets: readonly ManifestObject<StatefulSet>[];
  readonly services: readonly ManifestObject<Service>[];
  readonly claims: readonly ManifestObject<PersistentVolumeClaim>[];
  readonly storageClasses: readonly ManifestObject<StorageClass>[];
  readonly disruptionBudgets: readonly ManifestObject<PodDisruptionBudget>[];
  readonly autoscalers: readonly ManifestObject<HorizontalPodAutoscaler>[];
  /** Objects of every other kind: kept, so that it can be said that they were seen, but not modelled. */
  readonly others: readonly WrittenObject[];
}

/** The same before any API server has looked at it. */
export type WrittenManifests = { readonly [List in keyof Manifests]: readonly WrittenObject[] };
