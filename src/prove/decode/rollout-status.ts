import type { Names } from './names';
import type { Fields } from './scene';
import * as f from '../../cluster/fields';

interface Status {
  readonly readyReplicas: number;
  readonly currentReplicas: number;
  readonly updatedReplicas: number;
  readonly currentRevision: number;
}

/** What `kubectl rollout status` prints for a status (kubectl/pkg/polymorphichelpers/rollout_status.go:StatefulSetStatusViewer). */
export function rolloutLine(names: Pick<Names, 'revision'>, spec: Fields, status: Status): string {
  const replicas = spec(f.REPLICAS);
  const template = spec(f.TEMPLATE);
  if (spec(f.ON_DELETE) === 1) return 'error: rollout status is only available for RollingUpdate strategy type';
  if (status.readyReplicas < replicas) return `Waiting for ${replicas - status.readyReplicas} pods to be ready...`;
  if (spec(f.NO_ROLLING_UPDATE_BLOCK) === 0) {
    const wanted = replicas - spec(f.PARTITION);
    if (status.updatedReplicas < wanted) return `Waiting for partitioned roll out to finish: ${status.updatedReplicas} out of ${wanted} new pods have been updated...`;
    return `partitioned roll out complete: ${status.updatedReplicas} new pods have been updated...`;
  }
  if (status.currentRevision !== template) return `waiting for statefulset rolling update to complete ${status.updatedReplicas} pods at revision ${names.revision(template)}...`;
  return `statefulset rolling update complete ${status.currentReplicas} pods at revision ${names.revision(status.currentRevision)}...`;
}
