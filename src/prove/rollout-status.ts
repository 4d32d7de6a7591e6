import type { Names } from './names';

interface Status {
  readonly readyReplicas: number;
  readonly currentReplicas: number;
  readonly updatedReplicas: number;
  readonly currentRevision: number;
}

/** What of the spec the command looks at. */
export interface RolloutSpec {
  readonly replicas: number;
  readonly partition: number;
  readonly onDelete: boolean;
  readonly noRollingUpdateBlock: boolean;
  readonly template: number;
}

/** What `kubectl rollout status` prints for a status (kubectl/pkg/polymorphichelpers/rollout_status.go:StatefulSetStatusViewer). */
export function rolloutLine(names: Names, spec: RolloutSpec, status: Status): string {
  if (spec.onDelete) return 'error: rollout status is only available for RollingUpdate strategy type';
  if (status.readyReplicas < spec.replicas) return `Waiting for ${spec.replicas - status.readyReplicas} pods to be ready...`;
  if (!spec.noRollingUpdateBlock) {
    const wanted = spec.replicas - spec.partition;
    if (status.updatedReplicas < wanted) return `Waiting for partitioned roll out to finish: ${status.updatedReplicas} out of ${wanted} new pods have been updated...`;
    return `partitioned roll out complete: ${status.updatedReplicas} new pods have been updated...`;
  }
  if (status.currentRevision !== spec.template) return `waiting for statefulset rolling update to complete ${status.updatedReplicas} pods at revision ${names.revision(spec.template)}...`;
  return `statefulset rolling update complete ${status.currentReplicas} pods at revision ${names.revision(status.currentRevision)}...`;
}
