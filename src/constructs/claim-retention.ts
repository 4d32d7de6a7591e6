/**
 * What becomes of a claim that its pod does not need any more.
 */
export enum ClaimRetention {
  /** The claim stays, with its data, until somebody deletes it. */
  RETAIN = 'Retain',

  /** The claim is deleted together with its pod. What becomes of the data is up to the reclaim policy of the volume. */
  DELETE = 'Delete',
}

/**
 * When claims made from templates are deleted.
 *
 * @see https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/#persistentvolumeclaim-retention
 */
export interface PersistentVolumeClaimRetentionPolicy {
  /**
   * What becomes of the claims when the StatefulSet is deleted.
   *
   * @default ClaimRetention.RETAIN
   */
  readonly whenDeleted?: ClaimRetention;

  /**
   * What becomes of the claims of the ordinals that a smaller number of replicas removes. With `DELETE`, an autoscaler deletes data.
   *
   * @default ClaimRetention.RETAIN
   */
  readonly whenScaled?: ClaimRetention;
}
