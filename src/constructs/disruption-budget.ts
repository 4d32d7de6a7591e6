import * as kplus from './kplus';
import { intOrString } from './percent-or-absolute';

/**
 * Whether a pod that is not ready may be evicted while the budget is used up.
 */
export enum UnhealthyPodEvictionPolicy {
  /** Only where the budget has room for it. A set that cannot become healthy keeps its nodes from being drained. */
  IF_HEALTHY_BUDGET = 'IfHealthyBudget',

  /** Always, because it serves nobody anyway. A member that is recovering may be evicted again and again. */
  ALWAYS_ALLOW = 'AlwaysAllow',
}

/**
 * The rest of a disruption budget.
 */
export interface DisruptionBudgetOptions {
  /**
   * Whether a pod that is not ready may be evicted while the budget is used up.
   *
   * @default - left to the API server: IfHealthyBudget
   * @see https://kubernetes.io/docs/tasks/run-application/configure-pdb/#unhealthy-pod-eviction-policy
   */
  readonly unhealthyPodEvictionPolicy?: UnhealthyPodEvictionPolicy;
}

/**
 * How many replicas a drain or another voluntary disruption may take away at a time.
 *
 * @see https://kubernetes.io/docs/tasks/run-application/configure-pdb/
 */
export class DisruptionBudget {
  /** At most so many replicas may be away. Zero makes every node with a replica impossible to drain. */
  public static maxUnavailable(value: kplus.PercentOrAbsolute, options: DisruptionBudgetOptions = {}): DisruptionBudget {
    return new DisruptionBudget('maxUnavailable', value, options);
  }

  /** At least so many replicas must stay. As many as there are make every node with a replica impossible to drain. */
  public static minAvailable(value: kplus.PercentOrAbsolute, options: DisruptionBudgetOptions = {}): DisruptionBudget {
    return new DisruptionBudget('minAvailable', value, options);
  }

  /** No PodDisruptionBudget. A drain may take all replicas at once. */
  public static none(): DisruptionBudget {
    return new DisruptionBudget();
  }

  private constructor(
    /** Which of the two limits it has: `maxUnavailable` or `minAvailable`. Nothing for no budget at all. */
    public readonly limit?: string,
    /** How many replicas the limit is about. Nothing for no budget at all. */
    public readonly value?: kplus.PercentOrAbsolute,
    private readonly options: DisruptionBudgetOptions = {}) {}

  /**
   * The limits as the API writes them, or nothing for no budget at all.
   *
   * @internal
   */
  public _toKube(): kplus.k8s.PodDisruptionBudgetSpec | undefined {
    if (this.limit === undefined) return undefined;
    return { [this.limit]: intOrString(this.value), unhealthyPodEvictionPolicy: this.options.unhealthyPodEvictionPolicy };
  }

  /**
   * Whether so many healthy replicas could not lose a single one. Percentages are rounded up: disruption/disruption.go:getExpectedPodCount.
   *
   * @internal
   */
  public _blocks(replicas: number | undefined): boolean {
    if (this.value === undefined || replicas === 0) return false;
    if (this.limit === 'maxUnavailable') return this.value.isZero();
    const { value } = this.value;
    if (value === '100%') return true;
    if (replicas === undefined) return false;
    return (typeof value === 'number' ? value : Math.ceil(Number.parseInt(value, 10) * replicas / 100)) >= replicas;
  }
}
