import type { Problem } from '../../cluster/problem';

/** What of a set decides its relation: no number of replicas, no partition, no number of faults. */
export interface Kind {
  readonly parallel: boolean;
  readonly onDelete: boolean;
  readonly noRollingUpdateBlock: boolean;
  readonly minReady: boolean;
  readonly noGracePeriod: boolean;
  readonly claims: boolean;
  readonly whenScaledDelete: boolean;
  readonly whenDeletedDelete: boolean;
  /** From 1.34: a pod that is ready and not yet available counts as unhealthy. */
  readonly healthIsAvailability: boolean;
  /** How many pods may be unavailable while the gate MaxUnavailableStatefulSet is on; 0 where it is off. Undefined where the number is not written: any. */
  readonly budget: number | undefined;
}

/** The largest budget that is written as a quantifier: "fewer than m" takes m variables. */
const LARGEST_BUDGET = 3;

export function kindOf(problem: Problem): Kind {
  const { maxUnavailable, maxUnavailableIsPercent } = problem;
  return {
    parallel: problem.parallel,
    onDelete: problem.onDelete,
    noRollingUpdateBlock: problem.noRollingUpdateBlock,
    minReady: problem.minReady,
    noGracePeriod: problem.noGracePeriod,
    claims: problem.claims > 0,
    whenScaledDelete: problem.whenScaledDelete,
    whenDeletedDelete: problem.whenDeletedDelete,
    healthIsAvailability: problem.healthIsAvailability,
    // A percentage of an unknown number of replicas is any number.
    budget: maxUnavailableIsPercent || maxUnavailable > LARGEST_BUDGET ? undefined : maxUnavailable,
  };
}

/** Whether claims can go: only where a policy says Delete do they have owners. */
export const hasOwners = ({ whenScaledDelete, whenDeletedDelete }: Kind): boolean => whenScaledDelete || whenDeletedDelete;
