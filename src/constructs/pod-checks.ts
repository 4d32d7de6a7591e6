import { Duration } from 'cdk8s';
import * as kplus from './kplus';
import { Finished, Problem, containersOf, problem } from './problem';
import { labelsMatch } from './workload-selector';

export function withoutContainers({ workload }: Finished): Problem[] {
  if (workload.containers.length > 0) return [];
  return [problem('there is no container', 'the API server refuses a pod without one', 'Add one with addContainer')];
}

/** apps/validation/validation.go:ValidatePodTemplateSpecForStatefulSet. */
export function unmatchedLabels({ workload }: Finished): Problem[] {
  const labelOf = (key: string) => workload.podMetadata.getLabel(key);
  const refused = 'the API server refuses a selector that does not match its own pods';
  const labels = Object.entries(workload.matchLabels).filter(([key, value]) => labelOf(key) !== value);
  const expressions = workload.matchExpressions.filter(expression => !labelsMatch(expression, labelOf(expression.key)));
  return [
    ...labels.map(([key, value]) => problem(
      `the selector wants the pod label ${key}=${value}, but pods have ${labelOf(key) ?? 'none'}`, refused, 'Set the label with matchLabels only')),
    ...expressions.map(({ key, operator, values = [] }) => problem(
      `the selector wants pods with ${[key, operator, values.join(', ')].join(' ').trimEnd()}, but pods have ${labelOf(key) ?? 'none'}`, refused,
      'Give the pods such a label with podMetadata, or select them by another')),
  ];
}

const COUNTS = ['periodSeconds', 'timeoutSeconds', 'failureThreshold', 'successThreshold'] as const;

/** cdk8s validates an app once for each chart and once more, and of a container neither probes nor hooks ever change. */
const judged = new WeakMap<kplus.Container, readonly Problem[]>();

export function wrongContainers(finished: Finished): Problem[] {
  return containersOf(finished).flatMap(container => {
    const known = judged.get(container) ?? [...wrongProbes(container), ...hurriedStop(container, finished.workload.terminationGracePeriod)];
    judged.set(container, known);
    return known;
  });
}

/** core/validation/validation.go:validateProbe, validateLivenessProbe and validateStartupProbe, 1.28 to 1.36. */
function wrongProbes(container: kplus.Container): Problem[] {
  const { livenessProbe, readinessProbe, startupProbe } = container._toKube();
  return [
    ...wrongProbe(`the liveness probe of container '${container.name}'`, livenessProbe, true),
    ...wrongProbe(`the readiness probe of container '${container.name}'`, readinessProbe, false),
    ...wrongProbe(`the startup probe of container '${container.name}'`, startupProbe, true),
  ];
}

/** The grace period begins with the hook: kubelet, kuberuntime_container.go:killContainer. How long other hooks take nobody can say from here. */
function hurriedStop(container: kplus.Container, gracePeriod: Duration = Duration.seconds(30)): Problem[] {
  const [command, seconds] = container._toKube().lifecycle?.preStop?.exec?.command ?? [];
  if (command !== 'sleep' || !(Number(seconds) >= gracePeriod.toSeconds())) return [];
  return [problem(
    `the preStop hook of container '${container.name}' sleeps for ${seconds} seconds, and terminationGracePeriod is ${gracePeriod.toSeconds()}`,
    'the time for both begins at once, so the server is killed before it has begun to stop',
    `Write a terminationGracePeriod of ${seconds} seconds and as many as the server needs to stop`)];
}

function wrongProbe(name: string, probe: kplus.k8s.Probe | undefined, succeedsAtOnce: boolean): Problem[] {
  const { successThreshold = 1 } = probe ?? {};
  return [
    ...COUNTS.filter(count => (probe?.[count] ?? 1) < 1).map(count => problem(
      `${name} has ${count} ${probe?.[count]}`, 'the API server accepts only whole numbers from 1 on', 'Write at least 1, or leave it out')),
    ...(succeedsAtOnce && successThreshold > 1
      ? [problem(`${name} has successThreshold ${successThreshold}`, 'the API server accepts only 1, since one success is enough', 'Leave it out')] : []),
  ];
}
