import * as kplus from './kplus';
import { intOrString } from './update-strategy';

/**
 * How many replicas a drain or another voluntary disruption may take away at a time.
 *
 * @see https://kubernetes.io/docs/tasks/run-application/configure-pdb/
 */
export class DisruptionBudget {
  /** At most so many replicas may be away. Zero makes every node with a replica impossible to drain. */
  public static maxUnavailable(value: kplus.PercentOrAbsolute): DisruptionBudget {
    return new DisruptionBudget({ maxUnavailable: intOrString(value) });
  }

  /** At least so many replicas must stay. */
  public static minAvailable(value: kplus.PercentOrAbsolute): DisruptionBudget {
    return new DisruptionBudget({ minAvailable: intOrString(value) });
  }

  /** No PodDisruptionBudget. A drain may take all replicas at once. */
  public static none(): DisruptionBudget {
    return new DisruptionBudget();
  }

  private constructor(private readonly limits?: kplus.k8s.PodDisruptionBudgetSpec) {}

  /**
   * The limits as the API writes them, or nothing for no budget at all.
   *
   * @internal
   */
  public _toKube(): kplus.k8s.PodDisruptionBudgetSpec | undefined {
    return this.limits;
  }
}
