/** The kinds we model: where they go, what they must look like, what is filled in. Every other kind is kept as it is. */
import {
  defaultAutoscaler, defaultClaim, defaultDisruptionBudget, defaultService, defaultStatefulSet, defaultStorageClass,
} from './defaults';
import type { JsonObject, Manifests } from './objects';
import type { Struct } from './shape';
import { autoscalerShape, claimShape, disruptionBudgetShape, serviceShape, statefulSetShape, storageClassShape } from './shapes';

export interface Kind {
  readonly list: Exclude<keyof Manifests, 'others'>;
  readonly shape: Struct;
  readonly defaulted: (raw: JsonObject) => unknown;
}

const autoscaler: Kind = { list: 'autoscalers', shape: autoscalerShape, defaulted: defaultAutoscaler };

const KINDS = new Map<string, Kind>([
  ['apps/v1 StatefulSet', { list: 'statefulSets', shape: statefulSetShape, defaulted: defaultStatefulSet }],
  ['v1 Service', { list: 'services', shape: serviceShape, defaulted: defaultService }],
  ['v1 PersistentVolumeClaim', { list: 'claims', shape: claimShape, defaulted: defaultClaim }],
  ['storage.k8s.io/v1 StorageClass', { list: 'storageClasses', shape: storageClassShape, defaulted: defaultStorageClass }],
  ['policy/v1 PodDisruptionBudget', { list: 'disruptionBudgets', shape: disruptionBudgetShape, defaulted: defaultDisruptionBudget }],
  // v1 and v2 differ in metrics, which are not modelled.
  ['autoscaling/v1 HorizontalPodAutoscaler', autoscaler],
  ['autoscaling/v2 HorizontalPodAutoscaler', autoscaler],
]);

export function kindOf(apiVersion: string, kind: string): Kind | undefined {
  return KINDS.get(`${apiVersion} ${kind}`);
}

/** The kind that was meant, where only its capitals are wrong. */
export function misspeltKind(apiVersion: string, kind: string): string | undefined {
  if (kindOf(apiVersion, kind) !== undefined) return undefined;
  const written = `${apiVersion} ${kind}`.toLowerCase();
  const known = [...KINDS.keys()].find((key) => key.toLowerCase() === written);
  return known?.split(' ')[1];
}

interface Removal {
  /** The first version of Kubernetes without it. */
  readonly since: string;
  readonly instead: string;
}

/** The deprecated API migration guide, for the kinds we model. */
const REMOVED = new Map<string, Removal>([
  ...['apps/v1beta1', 'apps/v1beta2', 'extensions/v1beta1'].map((version) => [`${version} StatefulSet`, { since: '1.16', instead: 'apps/v1' }] as const),
  ['storage.k8s.io/v1beta1 StorageClass', { since: '1.22', instead: 'storage.k8s.io/v1' }],
  ['policy/v1beta1 PodDisruptionBudget', { since: '1.25', instead: 'policy/v1' }],
  ['autoscaling/v2beta1 HorizontalPodAutoscaler', { since: '1.25', instead: 'autoscaling/v2' }],
  ['autoscaling/v2beta2 HorizontalPodAutoscaler', { since: '1.26', instead: 'autoscaling/v2' }],
]);

export function removalOf(apiVersion: string, kind: string): Removal | undefined {
  return REMOVED.get(`${apiVersion} ${kind}`);
}
