/**
 * How strongly the replicas avoid each other's node (`kubernetes.io/hostname`).
 */
export enum AntiAffinity {
  /** Two replicas never share a node. A replica that finds no free node stays Pending. */
  REQUIRED = 'required',

  /** Replicas share a node only if the scheduler finds no better one. */
  PREFERRED = 'preferred',

  /** Replicas are placed with no regard to each other. */
  NONE = 'none',
}
