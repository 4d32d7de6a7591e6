import { keeperIn } from './engines';
import type { StaticRule } from './index';
import { autoscalersOf, field, found, podOf } from './pods';

const id = 'hygiene/replicas-under-autoscaler';

/**
 * An autoscaler only writes spec.replicas (podautoscaler/horizontal.go), and the highest ordinals go, whatever they hold.
 * https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/ says how to leave replicas out of a set that is already applied.
 */
export const replicasUnderAutoscaler: StaticRule = {
  id,
  title: 'only one decides the number of replicas, and a smaller one costs no members',
  check: (subject, manifests) => {
    const [autoscaler] = autoscalersOf(subject, manifests);
    if (autoscaler === undefined) return [];
    const written = field(subject.manifest.raw, 'spec', 'replicas');
    const isWritten = written !== undefined && written !== null;
    const left = podOf(subject).containers.filter(({ lifecycle }) => lifecycle?.preStop === undefined);
    const engine = left.map(keeperIn).find((keeper) => keeper?.removal !== undefined);
    return [
      // A hook may take the member out; whether it does is not read.
      ...engine !== undefined ? [{
        rule: id,
        severity: 'warning' as const,
        message: `HorizontalPodAutoscaler ${autoscaler.name} takes members of ${engine.engine} away from StatefulSet ${subject.name}, and nothing takes them out of the cluster first`,
        reason: 'the others go on counting on the member that is gone, and the next of its name comes back with its old data',
        advice: `leave the number to somebody who runs ${engine.removal} before, or have a preStop hook or an operator do it`,
        where: autoscaler.at('spec', 'maxReplicas'),
      }] : [],
      ...isWritten ? [found(id, subject, ['spec', 'replicas'], {
        severity: 'warning' as const,
        message: `StatefulSet ${subject.name} has replicas: ${String(written)}, and HorizontalPodAutoscaler ${autoscaler.name} sets them too`,
        reason: 'each time the manifest is applied, the set goes back to its number, and pods of higher ordinals are removed',
        advice: 'leave replicas out of the manifest',
      })] : [],
    ];
  },
};
