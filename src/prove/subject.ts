import { type Cluster, clusterOf } from './cluster';
import type { Kubernetes } from './kubernetes';
import { type Placed, placementOf } from './placement';
import { Readiness, quorumOf, readinessOf } from './readiness';
import { budgetIn, namesIn, surroundingsOf } from './surroundings';
import type { Traits } from './traits';
import { ANYWHERE } from '../cluster/placement';
import { NAMES_PUBLISHED } from '../cluster/problem';
import type { Problem } from '../cluster/problem';
import type { Profile } from '../cluster/profile';
import { profileOf } from '../cluster/profile';
import { PLAIN } from '../cluster/reductions';
import { NO_OBJECTS } from '../manifest/nearby';
import type { HorizontalPodAutoscaler, ManifestObject, Manifests, PodDisruptionBudget, Service, StatefulSet } from '../manifest/objects';

/** A claim template as kubectl shows its claims. */
export interface ClaimTemplate {
  readonly name: string;
  readonly capacity: string;
  readonly accessModes: string;
  readonly storageClass: string;
}

/** One StatefulSet as the prover sees it: what decides its behaviour, where its pods and volumes can be, and the names to speak of it. */
export interface Subject extends Placed, Traits {
  readonly manifest: ManifestObject<StatefulSet>;
  /** What the version that it runs on does differently from others. */
  readonly profile: Profile;
  readonly name: string;
  readonly namespace: string;
  /** The first ordinal. */
  readonly start: number;
  readonly readiness: Readiness;
  readonly claims: readonly ClaimTemplate[];
  readonly container: string;
  readonly image: string;
  readonly containers: number;
  /** The Services given, of its namespace. */
  readonly services: readonly ManifestObject<Service>[];
  /** The budgets that select its pods. */
  readonly budgets: readonly ManifestObject<PodDisruptionBudget>[];
  readonly autoscaler?: ManifestObject<HorizontalPodAutoscaler>;
  readonly cluster: Cluster;
}

/** In kubectl's order (apis/core/v1/helper/helpers.go:GetAccessModesAsString). */
const ACCESS_MODES: { readonly [mode: string]: string } = { ReadWriteOnce: 'RWO', ReadOnlyMany: 'ROX', ReadWriteMany: 'RWX', ReadWriteOncePod: 'RWOP' };

/** An autoscaler that drives the set decides its size where the manifest leaves it out. */
function replicasOf(set: ManifestObject<StatefulSet>, autoscaler: ManifestObject<HorizontalPodAutoscaler> | undefined): number {
  const written = (set.raw.spec as { readonly replicas?: unknown } | undefined)?.replicas;
  return autoscaler !== undefined && written === undefined ? autoscaler.object.spec.minReplicas : set.object.spec.replicas;
}

export function subjectOf(
  set: ManifestObject<StatefulSet>, kubernetes: Kubernetes, manifests: Manifests = NO_OBJECTS, cluster: Cluster = clusterOf(undefined, manifests),
): Subject {
  const { spec } = set.object;
  const { services, budgets, autoscaler, sharesBudget } = surroundingsOf(set, manifests);
  const profile = profileOf(kubernetes.version, kubernetes.gates);
  const claims = (spec.volumeClaimTemplates ?? []).map((template) => ({
    name: template.metadata.name ?? '',
    capacity: String(template.spec.resources?.requests?.storage ?? ''),
    accessModes: Object.keys(ACCESS_MODES).filter((mode) => template.spec.accessModes?.includes(mode)).map((mode) => ACCESS_MODES[mode]).join(','),
    storageClass: template.spec.storageClassName ?? '',
  }));
  const replicas = replicasOf(set, autoscaler);
  const partition = spec.updateStrategy.rollingUpdate?.partition ?? 0;
  const readiness = readinessOf(set);
  const quorum = quorumOf(set, readiness);
  const [container] = spec.template.spec.containers;
  const onDelete = spec.updateStrategy.type === 'OnDelete';
  const noRollingUpdateBlock = !onDelete && spec.updateStrategy.rollingUpdate === undefined;
  const whenScaledDelete = spec.persistentVolumeClaimRetentionPolicy?.whenScaled === 'Delete' && claims.length > 0;
  return {
    manifest: set,
    kubernetes,
    profile,
    name: set.name,
    namespace: set.namespace,
    start: spec.ordinals?.start ?? 0,
    replicas,
    parallel: spec.podManagementPolicy === 'Parallel',
    onDelete,
    partition,
    readiness,
    ...quorum === undefined ? {} : { quorum },
    claims,
    container: container?.name ?? '',
    image: container?.image ?? '',
    containers: spec.template.spec.containers.length,
    services,
    budgets,
    sharesBudget,
    ...autoscaler === undefined ? {} : { autoscaler, autoscales: autoscaler.object.spec },
    cluster,
    ...placementOf(set, kubernetes, cluster, replicas),
    problem: {
      slots: replicas,
      // All claims of an ordinal are made, owned and deleted together, and a pod waits for all of them. So one stands for all: a
      // guarantee speaks of one claim, and the others could only make a pod wait longer, which the scheduler may do anyway.
      claims: Math.min(1, claims.length),
      parallel: spec.podManagementPolicy === 'Parallel',
      onDelete,
      noRollingUpdateBlock,
      replicas,
      partition,
      // Left out where it is 0.
      minReady: (spec.minReadySeconds ?? 0) > 0,
      whenScaledDelete,
      whenDeletedDelete: spec.persistentVolumeClaimRetentionPolicy?.whenDeleted === 'Delete' && claims.length > 0,
      noGracePeriod: spec.template.spec.terminationGracePeriodSeconds === 0,
      readiness: readiness.model,
      peers: replicas,
      templates: 1,
      brokenTemplates: 0,
      edits: [],
      freeEdits: false,
      freeCompletion: false,
      faults: 0,
      staleCaches: false,
      settled: true,
      everyStart: false,
      workQueue: whenScaledDelete,
      leftovers: true,
      healthIsAvailability: profile.healthIsAvailability,
      deleteOfMissingPodIsDone: profile.deleteOfMissingPodIsDone,
      waitsForOwnWrites: profile.waitsForOwnWrites,
      ...maxUnavailableOf(set.object, profile),
      revisionHistoryLimit: 10,
      nodes: false,
      onlyPlacing: false,
      nodeFaults: false,
      placement: ANYWHERE,
      names: readiness.peersByName ? namesIn(set, services) : NAMES_PUBLISHED,
      ...budgetIn(budgets),
      autoscalesFrom: 0,
      autoscalesTo: 0,
      collectorChecksVersion: profile.collectorChecksVersion,
      revisions: false,
      reductions: PLAIN,
    },
  };
}

/** A count or a percentage; without one it is 1 (stateful_set_utils.go:getStatefulSetMaxUnavailable). */
function maxUnavailableOf({ spec }: StatefulSet, { honorsMaxUnavailable }: Profile): Pick<Problem, 'maxUnavailable' | 'maxUnavailableIsPercent'> {
  const written = spec.updateStrategy.rollingUpdate?.maxUnavailable ?? 1;
  if (!honorsMaxUnavailable) return { maxUnavailable: 0, maxUnavailableIsPercent: false };
  return { maxUnavailable: Number.parseInt(String(written), 10), maxUnavailableIsPercent: typeof written === 'string' };
}

export const podName = (subject: Subject, slot: number): string => `${subject.name}-${subject.start + slot}`;

/** The same set with another number of replicas. */
export const subjectWith = (subject: Subject, replicas: number): Subject => ({
  ...subject,
  replicas,
  partition: Math.min(subject.partition, replicas),
  ...placementOf(subject.manifest, subject.kubernetes, subject.cluster, replicas),
  problem: { ...subject.problem, slots: replicas, replicas, peers: replicas, partition: Math.min(subject.problem.partition, replicas) },
});
