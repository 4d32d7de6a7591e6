import { MAX_UNAVAILABLE, NO_BUDGET, SEVERAL_BUDGETS } from '../../cluster/problem';
import { UNDRAINED } from '../causes';
import { kubectl } from '../kubectl';
import type { Scenario } from '../scenarios';
import type { Subject } from '../subject';
import type { Traits } from '../traits';
import { Explanation, Guarantee } from './guarantee';
import { quorum } from './quorum';

const POLICY = ['spec', 'podManagementPolicy'];

/** The number that the budget asks for, or of several budgets the selector of the second. */
function placeOf({ budgets }: Subject): Pick<Explanation, 'where'> {
  const [first, second] = budgets;
  if (first === undefined) return {};
  return { where: second === undefined ? first.at('spec', first.object.spec.maxUnavailable === undefined ? 'minAvailable' : 'maxUnavailable') : second.at('spec', 'selector') };
}

/** A drain asks the budget, and nobody else does. */
function lostToDrain(subject: Subject): Explanation {
  const missing = subject.problem.budget === NO_BUDGET;
  // Where not even a Service is given, the budget may be in a file that is not given either.
  const asks = missing && subject.services.length === 0;
  return {
    severity: asks ? 'question' : 'error',
    message: asks ? `no PodDisruptionBudget for ${subject.name} is among the files given: without one, draining nodes takes its majority away`
      : `draining nodes takes the majority of ${subject.name} away`,
    reason: missing ? 'no PodDisruptionBudget selects its pods, so a drain does not wait for the pods of the node before to be ready again'
      : 'its PodDisruptionBudget lets more pods go than a majority can spare',
    advice: `write a PodDisruptionBudget with maxUnavailable: ${Math.max(1, Math.ceil(subject.replicas / 2) - 1)} and the selector of the set`,
    path: ['metadata', 'name'],
    ...placeOf(subject),
    ending: 'fewer pods are ready than a majority needs',
  };
}

/** No budget holds the StatefulSet controller back, and a Parallel set does not wait for the pods below (kubernetes#96218, #123911). */
const lostToController = (subject: Subject): Explanation => ({
  severity: 'limit',
  message: `the controller replaces a pod of ${subject.name} while another is not ready, and the majority is gone`,
  reason: subject.parallel
    ? 'under podManagementPolicy: Parallel an update looks only at the pods above the one that it replaces, and no PodDisruptionBudget holds it back (kubernetes#96218)'
    : 'no PodDisruptionBudget holds the StatefulSet controller back (kubernetes#123911)',
  advice: 'roll by hand: updateStrategy OnDelete, or a partition that you lower one by one when all members are ready',
  path: POLICY,
  ending: 'fewer pods are ready than a majority needs',
});

const SHARED = 'its PodDisruptionBudget also counts pods of another workload';

function noQuorum({ quorum: members, sharesBudget }: Traits): string | undefined {
  if (sharesBudget) return SHARED;
  if (members === undefined) return 'nothing says that its members vote';
  return members < 3 ? `${members} members have no majority to spare` : undefined;
}

export const QUORUM: Guarantee = {
  id: 'availability/quorum',
  title: 'who takes pods away on purpose leaves a majority of them ready',
  monitor: quorum,
  notPromised: noQuorum,
  // Of three replicas and more a majority is left if one is down on purpose. More than one at once needs a window of more ordinals, which has millions of states.
  everyReplicaCount: 'two ordinals',
  onlyProofs: true,
  onlyTheseReplicas: ({ problem: { maxUnavailable } }) => maxUnavailable > 1 ? 'maxUnavailable is more than 1' : undefined,
  explain: (subject: Subject, scenario: Scenario) => scenario.name === 'drain-each-node' ? lostToDrain(subject) : lostToController(subject),
};

function blockedBy({ problem: { budget, budgetAmount } }: Subject): string {
  if (budget === SEVERAL_BUDGETS) return 'more than one PodDisruptionBudget selects its pods, and the API server refuses every eviction';
  return `its PodDisruptionBudget never lets a pod go: ${budget === MAX_UNAVAILABLE ? 'maxUnavailable' : 'the number that must be available'} is ${budgetAmount}`;
}

/** Of several budgets one has to go; a single one can be changed as it is. */
function letOneGo(subject: Subject): Pick<Explanation, 'remedy'> {
  const [first, second] = subject.budgets;
  if (first === undefined) return {};
  if (second !== undefined) return { remedy: kubectl(subject, `delete poddisruptionbudget ${second.name}`) };
  const spec = first.object.spec.maxUnavailable === undefined ? '{"minAvailable":null,"maxUnavailable":1}' : '{"maxUnavailable":1}';
  return { remedy: kubectl(subject, `patch poddisruptionbudget ${first.name} -p '{"spec":${spec}}'`) };
}

export const DRAINABLE: Guarantee = {
  id: 'availability/drainable',
  title: 'every node can be drained in the end',
  cause: UNDRAINED,
  notPromised: ({ sharesBudget }) => sharesBudget ? SHARED : undefined,
  explain: (subject) => ({
    severity: 'error',
    message: `a node with a pod of ${subject.name} can never be drained`,
    reason: `${blockedBy(subject)}; the drain waits, and with it the upgrade of the cluster`,
    advice: 'write one PodDisruptionBudget with maxUnavailable: 1',
    path: ['metadata', 'name'],
    ...placeOf(subject),
    ending: 'the drain waits for ever',
    ...letOneGo(subject),
  }),
};
