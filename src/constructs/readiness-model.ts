/**
 * What a replica must be able to reach before it can become ready. The prover decides with it whether the set boots, and whether it comes
 * back after all of its pods are lost at once.
 */
export enum ReadinessModel {
  /** Nothing but itself. */
  SELF = 'self',

  /** The pod with the lowest ordinal, such as a primary that a standby copies. */
  ORDINAL_0 = 'ordinal-0',

  /** The pod just below. */
  PREDECESSOR = 'predecessor',

  /** More than half of the replicas. Needs `PodManagementPolicy.PARALLEL`: in order, the first pod waits for pods that wait for it. */
  MAJORITY = 'majority',

  /**
   * Those that it knew when it stopped, such as the members of a RabbitMQ or Galera cluster. The first start goes well in any order; after
   * all pods were lost at once the first one waits for the others, so it needs `PodManagementPolicy.PARALLEL`.
   */
  PEERS_OF_LAST_RUN = 'peers-of-last-run',
}
