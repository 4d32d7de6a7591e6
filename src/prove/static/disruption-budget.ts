import type { Diagnostic } from '../../manifest/diagnostic';
import { nearby } from '../../manifest/nearby';
import type { ManifestObject, Manifests, PodDisruptionBudget } from '../../manifest/objects';
import type { Subject } from '../subject';
import { flow } from './flow';
import type { StaticRule } from './index';
import { found, hasServices, metadataOf, mostReplicas } from './pods';
import { othersSelected } from './workloads';

const id = 'hygiene/disruption-budget';
type Budget = ManifestObject<PodDisruptionBudget>;

export const disruptionBudget: StaticRule = {
  id,
  title: 'one disruption budget guards the pods, and lets one go at a time',
  check: (subject, manifests) => {
    const { budgets } = subject;
    if (budgets.length === 0) return mostReplicas(subject, manifests) < 2 ? [] : unguarded(subject, manifests);
    if (budgets.length > 1) return [twice(subject, budgets)];
    return blocks(subject, budgets[0], manifests) ? [blocked(subject, budgets[0])] : [];
  },
};

/** Where not even a Service of the set is given, the budget may be in the file that is not given either. */
function unguarded(subject: Subject, manifests: Manifests): Diagnostic[] {
  const idle = idleBudget(subject, manifests);
  if (idle !== undefined) return [misses(subject, idle)];
  return hasServices(subject, manifests) ? [missing(subject)] : [];
}

/** A budget that selects no pods at all, and is this set's by its name, or because there is no other set. */
function idleBudget(subject: Subject, manifests: Manifests): Budget | undefined {
  const { statefulSets, disruptionBudgets } = nearby(manifests, subject.namespace);
  const isOnly = !statefulSets.some((set) => set !== subject.manifest);
  return disruptionBudgets.find(({ name, object: { spec } }) =>
    (isOnly || name.startsWith(subject.name)) && othersSelected(subject, manifests, spec.selector).length === 0);
}

function misses(subject: Subject, budget: Budget): Diagnostic {
  return {
    rule: id,
    severity: 'warning',
    message: `PodDisruptionBudget ${budget.name} selects neither the pods of StatefulSet ${subject.name} nor those of any other workload given`,
    reason: 'drains of several nodes, as in an upgrade of the cluster, may take away all members at once',
    advice: `write selector: ${flow(subject.manifest.object.spec.selector)}`,
    where: budget.at('spec', 'selector'),
  };
}

function missing(subject: Subject): Diagnostic {
  const selector = flow(subject.manifest.object.spec.selector);
  return found(id, subject, ['metadata', 'name'], {
    severity: 'warning',
    message: `no PodDisruptionBudget among the files given selects the pods of StatefulSet ${subject.name}`,
    reason: 'drains of several nodes, as in an upgrade of the cluster, may take away all members at once',
    advice: `add {apiVersion: policy/v1, kind: PodDisruptionBudget, metadata: ${metadataOf(subject, subject.name)}, spec: {maxUnavailable: 1, selector: ${selector}}}`,
  });
}

/** registry/core/pod/storage/eviction.go:EvictionREST.Create. */
function twice(subject: Subject, budgets: readonly Budget[]): Diagnostic {
  const names = budgets.map(({ name }) => name).join(' and ');
  return {
    rule: id,
    severity: 'error',
    message: `the pods of StatefulSet ${subject.name} have more than one PodDisruptionBudget: ${names}`,
    reason: 'the API server answers every eviction of such a pod with an error, so no node with one can be drained',
    advice: 'keep one of them, or let their selectors exclude each other',
    where: budgets[1].at('spec', 'selector'),
  };
}

function blocked(subject: Subject, budget: Budget): Diagnostic {
  const limit = budget.object.spec.maxUnavailable !== undefined ? 'maxUnavailable' : 'minAvailable';
  return {
    rule: id,
    severity: 'warning',
    message: `PodDisruptionBudget ${budget.name} never lets a pod of StatefulSet ${subject.name} go: ${limit} is ${budget.object.spec[limit]}`,
    reason: 'a drain of any node with such a pod waits until somebody deletes the pod by hand',
    advice: `write maxUnavailable: 1 instead of ${limit}: ${budget.object.spec[limit]}`,
    where: budget.at('spec', limit),
  };
}

/** Whether no disruption is allowed even when all pods are healthy. Percentages are rounded up (disruption/disruption.go:getExpectedPodCount). */
function blocks(subject: Subject, { object: { spec } }: Budget, manifests: Manifests): boolean {
  const expected = expectedPods(subject, spec.selector, manifests);
  if (expected === 0) return false;
  if (spec.maxUnavailable !== undefined) return scaled(spec.maxUnavailable, 100) === 0;
  if (spec.minAvailable === undefined) return false;
  return spec.minAvailable === '100%' || Number.isFinite(expected) && scaled(spec.minAvailable, expected) >= expected;
}

/** The budget may count the pods of others too. Where their number is unknown, it may be any. */
function expectedPods(subject: Subject, selector: PodDisruptionBudget['spec']['selector'], manifests: Manifests): number {
  return othersSelected(subject, manifests, selector).reduce((sum, { replicas = Infinity }) => sum + replicas, mostReplicas(subject, manifests));
}

function scaled(limit: number | string, expected: number): number {
  if (typeof limit === 'number') return limit;
  const percent = /^([0-9]+)%$/.exec(limit)?.[1];
  return percent === undefined ? NaN : Math.ceil(Number(percent) * expected / 100);
}
