import type { Subject } from '../subject';

/** What of a manifest the problems of a set are made from, so that a certificate says what it is about also to those who have no manifest at hand. */
export function fieldsOf({ replicas, autoscaler, manifest: { object: { spec } } }: Subject) {
  const { podManagementPolicy, updateStrategy: { type, rollingUpdate }, persistentVolumeClaimRetentionPolicy: retention } = spec;
  return {
    replicas,
    claimTemplates: spec.volumeClaimTemplates?.length ?? 0,
    podManagementPolicy,
    updateStrategy: type,
    partition: rollingUpdate === undefined ? null : rollingUpdate.partition ?? 0,
    maxUnavailable: rollingUpdate?.maxUnavailable ?? null,
    minReadySeconds: spec.minReadySeconds ?? 0,
    whenScaled: retention?.whenScaled ?? null,
    whenDeleted: retention?.whenDeleted ?? null,
    terminationGracePeriodSeconds: spec.template.spec.terminationGracePeriodSeconds ?? null,
    minReplicas: autoscaler?.object.spec.minReplicas ?? null,
    maxReplicas: autoscaler?.object.spec.maxReplicas ?? null,
  };
}
