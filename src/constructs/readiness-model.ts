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
}
