import { isObject } from '../../manifest/objects';
import type { Json, LabelSelector, Manifests, WrittenObject } from '../../manifest/objects';
import type { Subject } from '../subject';
import { field, labelsIn, selectorIn } from './pods';
import type { Labels } from './pods';

/** Anything that makes pods, or is one. */
export interface Workload {
  readonly kind: string;
  readonly name: string;
  readonly namespace: string;
  readonly labels: Labels;
  /** Undefined where the number of its pods is not written in it. */
  readonly replicas?: number;
  /** The pods without an owner that its controller takes, where it takes any. */
  readonly adopts?: LabelSelector;
}

/** Where the pod's metadata stand in objects of each kind. */
const POD_METADATA: { readonly [kind: string]: readonly string[] } = {
  'v1 Pod': ['metadata'],
  'v1 ReplicationController': ['spec', 'template', 'metadata'],
  'apps/v1 Deployment': ['spec', 'template', 'metadata'],
  'apps/v1 ReplicaSet': ['spec', 'template', 'metadata'],
  'apps/v1 DaemonSet': ['spec', 'template', 'metadata'],
  'batch/v1 Job': ['spec', 'template', 'metadata'],
  'batch/v1 CronJob': ['spec', 'jobTemplate', 'spec', 'template', 'metadata'],
};

const COUNTED = ['v1 ReplicationController', 'apps/v1 Deployment', 'apps/v1 ReplicaSet'];

/** Where the selector of those stands that adopt pods; an old ReplicationController has bare labels (controller_ref_manager.go:ClaimPods and who calls it). */
const ADOPTS: { readonly [type: string]: (selector: Json | undefined) => LabelSelector | undefined } = {
  'v1 ReplicationController': (selector) => ({ matchLabels: labelsIn(selector) }),
  'apps/v1 ReplicaSet': selectorIn,
  'apps/v1 DaemonSet': selectorIn,
};

/**
 * The other workloads in the namespace of a set. Helm's hooks come and go (helm.sh/docs/topics/charts_hooks), and its scaffold gives its test pod the
 * labels of the release: they are left out.
 */
export function othersOf({ manifest, namespace }: Subject, manifests: Manifests): Workload[] {
  const sets = manifests.statefulSets.filter((set) => set !== manifest).map(({ kind, name, namespace: home, object: { spec } }): Workload =>
    ({ kind, name, namespace: home, labels: spec.template.metadata?.labels ?? {}, replicas: spec.replicas }));
  return [...sets, ...manifests.others.flatMap(workloadOf)].filter((workload) => workload.namespace === namespace);
}

function workloadOf({ apiVersion, kind, name, namespace, raw }: WrittenObject): Workload[] {
  const type = `${apiVersion} ${kind}`;
  if (!Object.hasOwn(POD_METADATA, type) || field(raw, 'metadata', 'annotations', 'helm.sh/hook') !== undefined) return [];
  const replicas = type === 'v1 Pod' ? 1 : COUNTED.includes(type) ? countIn(field(raw, 'spec', 'replicas')) : undefined;
  const labels = labelsIn(field(raw, ...POD_METADATA[type], 'labels'));
  const selector = field(raw, 'spec', 'selector');
  const adopts = isObject(selector) && Object.keys(selector).length > 0 && Object.hasOwn(ADOPTS, type) ? ADOPTS[type](selector) : undefined;
  return [{ kind, name, namespace, labels, ...replicas === undefined ? {} : { replicas }, ...adopts === undefined ? {} : { adopts } }];
}

/** A workload without a count has one replica. */
function countIn(written: Json | undefined): number | undefined {
  if (written === undefined || written === null) return 1;
  return typeof written === 'number' ? written : undefined;
}
