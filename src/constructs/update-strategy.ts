import * as kplus from './kplus';
import { intOrString } from './percent-or-absolute';

/**
 * How far a rolling update goes, and how fast.
 */
export interface RollingUpdateOptions {
  /**
   * The lowest ordinal that gets the new revision. Pods below it keep, and come back with, the old one. At least 0.
   *
   * @default 0
   */
  readonly partition?: number;

  /**
   * How many pods may be unavailable at a time. Never zero.
   *
   * Ignored by clusters without the MaxUnavailableStatefulSet feature gate, which update one pod at a time: it is on only in 1.35.0 to 1.35.3.
   * With the property `kubernetes` of the workload, a version that would drop it is refused.
   *
   * @default - left to the API server: 1
   * @see https://kubernetes.io/docs/reference/command-line-tools-reference/feature-gates/
   */
  readonly maxUnavailable?: kplus.PercentOrAbsolute;
}

/**
 * How pods are replaced when the pod template changes.
 *
 * A partition belongs to a rolling update and to nothing else, so there is no way to write OnDelete with one: the API server would refuse it.
 */
export class UpdateStrategy {
  /** Pods are replaced from the highest ordinal down, each after the one above it is available. */
  public static rollingUpdate(options: RollingUpdateOptions = {}): UpdateStrategy {
    return new UpdateStrategy('RollingUpdate', options);
  }

  /** A pod gets the new revision when somebody deletes it. */
  public static onDelete(): UpdateStrategy {
    return new UpdateStrategy('OnDelete', {});
  }

  private constructor(
    /** The API's name of the strategy: `RollingUpdate` or `OnDelete`. */
    public readonly type: string,
    /** How far and how fast. Empty for OnDelete. */
    public readonly options: RollingUpdateOptions) {}

  /** @internal */
  public _toKube(): kplus.k8s.StatefulSetUpdateStrategy {
    if (this.type === 'OnDelete') return { type: this.type };
    return {
      type: this.type,
      // Never without the block: a rolling update without it makes pods at the old revision, and under Parallel can do so for ever.
      rollingUpdate: { partition: this.options.partition ?? 0, maxUnavailable: intOrString(this.options.maxUnavailable) },
    };
  }
}
