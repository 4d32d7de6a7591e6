import * as kplus from './kplus';

/**
 * What the scheduler does with a replica that would make the spread more uneven than allowed.
 */
export enum WhenUnsatisfiable {
  /** The replica stays Pending. */
  DO_NOT_SCHEDULE = 'DoNotSchedule',

  /** The replica is placed anyway, where it does the least harm. */
  SCHEDULE_ANYWAY = 'ScheduleAnyway',
}

/**
 * Spreads the replicas evenly over zones, nodes or whatever the topology names.
 *
 * @see https://kubernetes.io/docs/concepts/scheduling-eviction/topology-spread-constraints/
 */
export interface TopologySpreadConstraint {
  /** What to spread over, such as `Topology.ZONE`. */
  readonly topology: kplus.Topology;

  /**
   * By how many replicas two parts of the topology may differ. At least 1.
   *
   * @default 1
   */
  readonly maxSkew?: number;

  /**
   * What happens to a replica that would make it worse.
   *
   * @default WhenUnsatisfiable.DO_NOT_SCHEDULE
   */
  readonly whenUnsatisfiable?: WhenUnsatisfiable;
}
