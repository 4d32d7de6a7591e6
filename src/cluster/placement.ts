/** Within what pods are kept apart or spread: the label kubernetes.io/hostname, or topology.kubernetes.io/zone. */
export const BY_NODE = 0;
export const BY_ZONE = 1;

// When and whether a claim gets its volume.
/** At once, wherever the binder finds or makes one (volumeBindingMode: Immediate). */
export const BINDS_AT_ONCE = 0;
/** When the scheduler has chosen a node (WaitForFirstConsumer). */
export const BINDS_WITH_POD = 1;
/** Never: no such class, no provisioner and no volume, an access mode or a size that no volume has. */
export const BINDS_NEVER = 2;

/** At most so many nodes: a set of them is one bit mask, and a pod's node a few bits. */
export const MAX_NODES = 15;

/** A topology spread constraint with whenUnsatisfiable: DoNotSchedule that counts the set's own pods. */
export interface Spread {
  readonly domain: number;
  readonly maxSkew: number;
  /** Of fewer domains than this the least count is 0. */
  readonly minDomains: number;
  /** Bit n: the domain of node n counts, also where the node is not eligible because of a taint (podtopologyspread/common.go:matchNodeInclusionPolicies). */
  readonly counted: number;
}

/**
 * Where pods and volumes of a set can be: the part of cluster and manifest that the scheduler and the volume binder decide by, as small
 * integers. Nodes are numbered from 0; in a state, node 0 means none and node n + 1 is node n.
 */
export interface Placement {
  /** The zone of each node, as a small number. There are as many nodes as entries. */
  readonly zones: readonly number[];
  /** Bit n: node n can be given to these pods at all, as far as selectors, required node affinity and taints of the healthy cluster decide. */
  readonly eligible: number;
  /** For each node, how many pods of the set it has room for. */
  readonly room: readonly number[];
  /** Required anti-affinity of the pods against each other: bit BY_NODE, bit BY_ZONE. */
  readonly apart: number;
  readonly spread: readonly Spread[];
  /** BINDS_AT_ONCE, BINDS_WITH_POD or BINDS_NEVER. */
  readonly binding: number;
  /**
   * Where a volume can be: for each place, the bit mask of the nodes that reach it. Of a class that provisions, one for each zone, or a
   * single one for all nodes; of static volumes, one for each volume.
   */
  readonly places: readonly number[];
  /** True where each place is one volume that is there already, which takes one claim. */
  readonly staticVolumes: boolean;
  /** The volume goes with its claim. Else it stays, Released, and no other claim gets it (persistentVolumeReclaimPolicy: Retain). */
  readonly reclaimDeletes: boolean;
  /** At most one node can have the volume attached: ReadWriteOnce or ReadWriteOncePod, of a volume that is attached at all. */
  readonly singleNode: boolean;
  /** The pods tolerate the taints of an unreachable node for ever: nothing is evicted from it. */
  readonly toleratesUnreachable: boolean;
}

/** Where nodes are no part of the state: nothing keeps a pod from its node, or a volume. */
export const ANYWHERE: Placement = {
  zones: [],
  eligible: 0,
  room: [],
  apart: 0,
  spread: [],
  binding: BINDS_WITH_POD,
  places: [0],
  staticVolumes: false,
  reclaimDeletes: true,
  singleNode: false,
  toleratesUnreachable: false,
};
