import { deletePod } from './apiserver';
import { problem } from './current-problem';
import * as f from './fields';
import { DRAINED, EVICTION, label } from './label';
import { MAX_UNAVAILABLE, MAX_UNAVAILABLE_PERCENT, MIN_AVAILABLE, MIN_AVAILABLE_PERCENT, NO_BUDGET, SEVERAL_BUDGETS } from './problem';
import { begin, end, get, put } from './row';

/** A node is drained: the eviction API asks the PodDisruptionBudget (pkg/controller/disruption, pkg/registry/core/pod/storage/eviction.go). */

/** Terminating pods are not ready in this model, so they are not healthy either (disruption.go:countHealthyPods). */
function healthyPods(): number {
  let count = 0;
  for (let j = 0; j < problem.slots; j++) count += get(f.ready(j));
  return count;
}

/** How many must stay healthy: percentages are rounded up, of the replicas that the spec asks for (disruption.go:getExpectedPodCount). */
export function desiredHealthy(replicas: number): number {
  const amount = problem.budgetAmount;
  switch (problem.budget) {
    case MIN_AVAILABLE: return amount;
    case MAX_UNAVAILABLE: return Math.max(0, replicas - amount);
    case MIN_AVAILABLE_PERCENT: return Math.ceil(amount * replicas / 100);
    case MAX_UNAVAILABLE_PERCENT: return Math.max(0, replicas - Math.ceil(amount * replicas / 100));
    default: return 0;
  }
}

/** Whether the API server lets this pod be evicted now. A pod that does not run yet, or not any more, is none of the budget's business (canIgnorePDB). */
function mayEvict(i: number): boolean {
  if (problem.budget === NO_BUDGET || get(f.phase(i)) !== f.RUNNING) return true;
  if (problem.budget === SEVERAL_BUDGETS) return false;
  const healthy = healthyPods();
  const desired = desiredHealthy(get(f.REPLICAS));
  if (get(f.ready(i)) === 0 && (problem.evictsUnhealthy === 1 || healthy >= desired && desired > 0)) return true;
  return healthy > desired;
}

/** `kubectl drain` tries again and again until the node is empty, and then the node is used again. */
export function drain(): void {
  const n = get(f.DRAINING) - 1;
  if (n < 0) return;
  let isEmpty = true;
  for (let i = 0; i < problem.slots; i++) {
    if (get(f.node(i)) !== n + 1 || get(f.phase(i)) === f.ABSENT) continue;
    isEmpty = false;
    if (get(f.deleting(i)) === 1 || !mayEvict(i)) continue;
    begin(); deletePod(i); end(label(EVICTION, i, n));
  }
  if (!isEmpty) return;
  begin(); put(f.DRAINING, 0); end(label(DRAINED, n, 0));
}
