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
 * Whether nodes where a replica cannot go count as part of the topology.
 */
export enum NodeInclusionPolicy {
  /** Only nodes where the replica could go count. */
  HONOR = 'Honor',

  /** All nodes count. */
  IGNORE = 'Ignore',
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

  /**
   * Over how many parts of the topology the replicas are spread at least. At least 1, and only with `DO_NOT_SCHEDULE`. While there are fewer,
   * replicas stay Pending rather than crowd into those there are.
   *
   * @default - left to the API server: 1
   */
  readonly minDomains?: number;

  /**
   * Whether nodes count that the replica's own node affinity rules out.
   *
   * @default - left to the API server: Honor
   */
  readonly nodeAffinityPolicy?: NodeInclusionPolicy;

  /**
   * Whether nodes count that have a taint which the replica does not tolerate.
   *
   * @default - left to the API server: Ignore
   */
  readonly nodeTaintsPolicy?: NodeInclusionPolicy;
}
