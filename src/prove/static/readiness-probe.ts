import type { StaticRule } from './index';
import { POD, found, list, mostReplicas, podOf, runningContainers } from './pods';
import type { JsonObject } from '../../manifest/objects';

const id = 'hygiene/readiness-probe';

/**
 * Without a readiness probe, a container is ready when it runs; with a startup probe, when that has succeeded (kubelet, prober/prober_manager.go:
 * UpdatePodStatus). A set of one replica has no order that could be wrong.
 */
export const readinessProbe: StaticRule = {
  id,
  title: 'a container says when its pod is ready',
  check: (subject, manifests) => {
    const gates = list((podOf(subject) as unknown as JsonObject).readinessGates);
    const isProbed = runningContainers(subject).some(({ container }) => container.readinessProbe !== undefined || container.startupProbe !== undefined);
    if (isProbed || gates.length > 0 || mostReplicas(subject, manifests) < 2) return [];
    const path = podOf(subject).containers.length === 1 ? [...POD, 'containers', 0] : [...POD, 'containers'];
    return [found(id, subject, path, {
      severity: 'warning',
      message: `no container of StatefulSet ${subject.name} has a readiness probe`,
      reason: subject.parallel ? 'ready then means that a process started, so an update goes on while the member before it cannot serve yet'
        : 'ready then means that a process started, so the order of pods proves nothing about the members in them',
      advice: `write a readinessProbe that asks the member itself, such as readinessProbe: {tcpSocket: {port: ${podOf(subject).containers[0]?.ports?.[0]?.containerPort ?? 5432}}}`,
    })];
  },
};
