import type { StaticRule } from './index';
import { autoscalersOf, field, found } from './pods';

const id = 'hygiene/replicas-under-autoscaler';

/**
 * An autoscaler only writes spec.replicas (podautoscaler/horizontal.go), and the highest ordinals go, whatever they hold.
 * https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/ says how to leave replicas out of a set that is already applied.
 */
export const replicasUnderAutoscaler: StaticRule = {
  id,
  title: 'only one decides the number of replicas, and a smaller one costs no data',
  check: (subject, manifests) => {
    const [autoscaler] = autoscalersOf(subject, manifests);
    if (autoscaler === undefined) return [];
    const written = field(subject.manifest.raw, 'spec', 'replicas');
    const isWritten = written !== undefined && written !== null;
    const losesData = subject.problem.whenScaledDelete;
    return [
      ...losesData ? [found(id, subject, ['spec', 'persistentVolumeClaimRetentionPolicy', 'whenScaled'], {
        severity: 'error' as const,
        message: `HorizontalPodAutoscaler ${autoscaler.name} deletes data of StatefulSet ${subject.name} whenever the load falls, because whenScaled is Delete`,
        reason: 'with each pod that the autoscaler removes, its claims are deleted, and no person has decided it',
        advice: 'write whenScaled: Retain',
      })] : [],
      ...isWritten ? [found(id, subject, ['spec', 'replicas'], {
        severity: 'warning' as const,
        message: `StatefulSet ${subject.name} has replicas: ${String(written)}, and HorizontalPodAutoscaler ${autoscaler.name} sets them too`,
        reason: 'each time the manifest is applied, the set goes back to its number, and pods of higher ordinals are removed',
        advice: 'leave replicas out of the manifest',
      })] : [],
    ];
  },
};
