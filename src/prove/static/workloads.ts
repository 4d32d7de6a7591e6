import { groupedBy } from '../../manifest/grouped';
import { nearby } from '../../manifest/nearby';
import { isObject } from '../../manifest/objects';
import type { Json, LabelSelector, Manifests, WrittenObject } from '../../manifest/objects';
import { perObject } from '../../manifest/per-object';
import { labelIndex, selectorIndex } from '../../manifest/selector-index';
import type { Subject } from '../subject';
import { field, labelsIn, podLabels, selectorIn } from './pods';
import type { Labels } from './pods';

/** Anything that makes pods, or is one. */
export interface Workload {
  readonly kind: string;
  readonly name: string;
  readonly labels: Labels;
  /** Undefined where the number of its pods is not written in it. */
  readonly replicas?: number;
  /** The pods without an owner that its controller takes, where it takes any. */
  readonly adopts?: LabelSelector;
  readonly written: WrittenObject;
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
 * The workloads of one namespace. Helm's hooks come and go (helm.sh/docs/topics/charts_hooks), and its scaffold gives its test pod the
 * labels of the release: they are left out.
 */
const workloadsIn = perObject(({ statefulSets, others }: Manifests): Workload[] => {
  const sets = statefulSets.map((written): Workload => {
    const { kind, name, object: { spec } } = written;
    return { kind, name, labels: spec.template.metadata?.labels ?? {}, replicas: spec.replicas, written };
  });
  return [...sets, ...others.flatMap(workloadOf)];
});

const selectedIn = perObject((near: Manifests) => labelIndex(workloadsIn(near), ({ labels }) => labels));
const adoptersIn = perObject((near: Manifests) => selectorIndex(workloadsIn(near), ({ adopts }) => adopts));
/** Pods by what stands before the last dash of their names: the set that would take them for its members. */
const podsIn = perObject((near: Manifests) => groupedBy(workloadsIn(near).filter(({ kind }) => kind === 'Pod'), ({ name }) => name.slice(0, Math.max(0, name.lastIndexOf('-')))));

/** The other workloads in the namespace of a set whose pods a selector selects. */
export const othersSelected = ({ manifest, namespace }: Subject, manifests: Manifests, selector: LabelSelector | undefined): Workload[] =>
  selectedIn(nearby(manifests, namespace))(selector).filter(({ written }) => written !== manifest);

/** Those that would adopt pods of the set, if they had no owner. */
export const adoptersOf = (subject: Subject, manifests: Manifests): Workload[] =>
  adoptersIn(nearby(manifests, subject.namespace))(podLabels(subject)).filter(({ written }) => written !== subject.manifest);

/** Pods written by themselves that have the name of the set before their last dash. */
export const podsNamedAfter = ({ name, namespace }: Subject, manifests: Manifests): readonly Workload[] => podsIn(nearby(manifests, namespace)).get(name) ?? [];

function workloadOf(written: WrittenObject): Workload[] {
  const { apiVersion, kind, name, raw } = written;
  const type = `${apiVersion} ${kind}`;
  if (!Object.hasOwn(POD_METADATA, type) || field(raw, 'metadata', 'annotations', 'helm.sh/hook') !== undefined) return [];
  const replicas = type === 'v1 Pod' ? 1 : COUNTED.includes(type) ? countIn(field(raw, 'spec', 'replicas')) : undefined;
  const labels = labelsIn(field(raw, ...POD_METADATA[type], 'labels'));
  const selector = field(raw, 'spec', 'selector');
  const adopts = isObject(selector) && Object.keys(selector).length > 0 && Object.hasOwn(ADOPTS, type) ? ADOPTS[type](selector) : undefined;
  return [{ kind, name, labels, ...replicas === undefined ? {} : { replicas }, ...adopts === undefined ? {} : { adopts }, written }];
}

/** A workload without a count has one replica. */
function countIn(written: Json | undefined): number | undefined {
  if (written === undefined || written === null) return 1;
  return typeof written === 'number' ? written : undefined;
}
