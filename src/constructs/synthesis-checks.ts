import { unmatchedLabels, withoutContainers, wrongContainers } from './pod-checks';
import { wrongPorts } from './port-checks';
import { Finished, Problem, acceptable, containersOf } from './problem';
import { deadlockedStart } from './start-checks';
import { autoscaledData, doubleMounts, misusedClaims, sharedClaims, takenVolumeNames, unmountedClaims } from './storage-checks';
import { isLiteralSecret } from '../prove/static/literal-secret';

const CHECKS: readonly ((finished: Finished) => readonly Problem[])[] = [
  withoutContainers, unmatchedLabels, wrongPorts, wrongContainers,
  unmountedClaims, misusedClaims, takenVolumeNames, doubleMounts, sharedClaims, autoscaledData,
  deadlockedStart, literalSecrets, blockedDrains,
];

/** What can only be judged when everything has been added, in the words of `explain` and without what is accepted. */
export function problemsOf(finished: Finished, accepted: readonly string[]): string[] {
  const problems = CHECKS.flatMap(check => check(finished));
  return problems.filter(({ rule }) => rule === undefined || !accepted.includes(rule)).map(({ message }) => message);
}

function literalSecrets(finished: Finished): Problem[] {
  return containersOf(finished).flatMap(container => Object.entries(container.env.variables)
    .filter(([name, { value }]) => typeof value === 'string' && isLiteralSecret(name, value))
    .map(([name]) => acceptable('hygiene/literal-secret',
      `${name} of container '${container.name}' is written in the manifest`, 'whoever can read the set, its revisions or the repository can read it too',
      "Name a Secret that exists in the cluster: Secret.fromSecretName(this, 'Secret', name).envValue(key)")));
}

function blockedDrains({ budget, replicas }: Finished): Problem[] {
  if (!budget._blocks(replicas)) return [];
  return [acceptable('hygiene/disruption-budget',
    `the disruption budget never lets a pod go: ${budget.limit} is ${budget.value!.value}${replicas === undefined ? '' : ` of ${replicas} replicas`}`,
    'a drain of any node with such a pod waits until somebody deletes the pod by hand', 'Write DisruptionBudget.maxUnavailable(PercentOrAbsolute.absolute(1))')];
}
