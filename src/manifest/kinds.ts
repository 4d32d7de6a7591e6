/** The kinds we model, and where they go. Every other kind is kept as it is. */
import type { Manifests } from './objects';

export type List = Exclude<keyof Manifests, 'others'>;

const KINDS = new Map<string, List>([
  ['apps/v1 StatefulSet', 'statefulSets'],
  ['v1 Service', 'services'],
  ['v1 PersistentVolumeClaim', 'claims'],
  ['storage.k8s.io/v1 StorageClass', 'storageClasses'],
  ['policy/v1 PodDisruptionBudget', 'disruptionBudgets'],
  // v1 and v2 differ in metrics, which are not modelled.
  ['autoscaling/v1 HorizontalPodAutoscaler', 'autoscalers'],
  ['autoscaling/v2 HorizontalPodAutoscaler', 'autoscalers'],
]);

export function listOf(apiVersion: string, kind: string): List | undefined {
  return KINDS.get(`${apiVersion} ${kind}`);
}

/** The kind that was meant, where only its capitals are wrong. */
export function misspeltKind(apiVersion: string, kind: string): string | undefined {
  if (listOf(apiVersion, kind) !== undefined) return undefined;
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
