import type { StaticRule } from './index';
import { found, runningContainers } from './pods';
import { READY_SELF } from '../../cluster/problem';
import type { Probe } from '../../manifest/objects';

const id = 'hygiene/liveness-probe';

/**
 * A missing liveness probe is no finding: a process that ends is started again without one, and a hasty probe does more harm to a store than none
 * (https://kubernetes.io/docs/concepts/configuration/liveness-readiness-startup-probes/). One that fails with the quorum is: it takes down the members left.
 */
export const livenessProbe: StaticRule = {
  id,
  title: 'a liveness probe does not need other pods',
  check: (subject) => runningContainers(subject).flatMap(({ container, path }) => {
    const { livenessProbe: liveness, readinessProbe: readiness } = container;
    if (subject.readiness.model === READY_SELF || liveness === undefined || readiness === undefined || question(liveness) !== question(readiness)) return [];
    return [found(id, subject, [...path, 'livenessProbe'], {
      severity: 'warning',
      message: `the liveness probe of container ${container.name} of StatefulSet ${subject.name} asks the same as its readiness probe, which other pods decide`,
      reason: 'when the other pods are away, the kubelet kills the members that are left',
      advice: `write a livenessProbe that only asks whether the process answers, such as livenessProbe: {tcpSocket: {port: ${container.ports?.[0]?.containerPort ?? 2379}}}`,
    })];
  }),
};

/** What a probe asks, without how often. */
const question = ({ exec, httpGet, tcpSocket, grpc }: Probe): string => JSON.stringify([exec, httpGet, tcpSocket, grpc]);
