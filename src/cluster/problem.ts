import type { Placement } from './placement';

/** What readiness of a pod needs, beyond what runs in it. */
export const READY_SELF = 0;
/** Ordinal 0 must be ready first, such as a standby that copies the primary. */
export const READY_ORDINAL_0 = 1;
/** The ordinal below must be ready first. */
export const READY_PREDECESSOR = 2;
/** A majority of the configured replicas must be running, such as an engine whose probe asks for a quorum. */
export const READY_MAJORITY = 3;
/** Those that ran when this one stopped must be running, such as a member that waits for its peers of the last run. */
export const READY_PEERS = 4;

// Which names of pods resolve (endpointslice, utils.go:podToEndpoint; specification of DNS-based service discovery, 2.4).
/** All that have an address: the governing Service publishes addresses that are not ready. */
export const NAMES_PUBLISHED = 0;
/** Those of ready pods. */
export const NAMES_WHEN_READY = 1;
/** None: no Service governs the pods. */
export const NAMES_NEVER = 2;

// What a PodDisruptionBudget asks for.
export const NO_BUDGET = 0;
/** So many must stay healthy. */
export const MIN_AVAILABLE = 1;
/** So many of the wanted replicas may be unhealthy. */
export const MAX_UNAVAILABLE = 2;
export const MIN_AVAILABLE_PERCENT = 3;
export const MAX_UNAVAILABLE_PERCENT = 4;
/** Several budgets select the pods: the eviction API refuses with an error of its own. */
export const SEVERAL_BUDGETS = 5;

// Edits of a scenario's script. Each has one argument.
export const EDIT_REPLICAS = 0;
export const EDIT_TEMPLATE = 1;
export const EDIT_PARTITION = 2;
export const EDIT_ON_DELETE = 3;
export const EDIT_DELETE_POD = 4;
/** Deletes one pod, whichever: every choice is explored. The argument is not used. */
export const EDIT_DELETE_ANY_POD = 5;
export const EDIT_DELETE_ALL_PODS = 6;

/** Not a user's: status.currentRevision becomes the update revision (see `freeCompletion`). */
export const EDIT_COMPLETE = 7;

/** Deletes the set. The argument is one of the three below. */
export const EDIT_DELETE_SET = 8;
export const CASCADE_BACKGROUND = 0;
export const CASCADE_ORPHAN = 1;
export const CASCADE_FOREGROUND = 2;
/** Makes the set again once it is gone. The argument is not used. */
export const EDIT_CREATE_SET = 9;
/** Cordons a node, whichever, and evicts its pods. It is uncordoned when it is empty. The argument is not used. */
export const EDIT_DRAIN_ANY_NODE = 10;
/** Takes away a pod of a node that does not answer, whichever, without waiting for its kubelet (`--grace-period=0 --force`). The argument is not used. */
export const EDIT_FORCE_DELETE_ANY_POD = 11;
/** Deletes the Node object of an unreachable node, whichever. The argument is not used. */
export const EDIT_DELETE_LOST_NODE = 12;
/** A node, whichever, stops answering. Not a user's either. The argument is not used. */
export const EDIT_LOSE_ANY_NODE = 17;
/** Makes all volumes that are Released available again, with what is on them: their claimRef is removed by hand. The argument is not used. */
export const EDIT_REUSE_VOLUMES = 18;
/** Gives an unreachable node, whichever, the taint node.kubernetes.io/out-of-service. The argument is not used. */
export const EDIT_TAINT_LOST_NODE = 13;
/** Deletes the claims of an ordinal, whichever. The argument is not used. */
export const EDIT_DELETE_ANY_CLAIM = 14;
/** Changes persistentVolumeClaimRetentionPolicy.whenScaled: 1 for Delete, 0 for Retain. */
export const EDIT_WHEN_SCALED = 15;
/** Changes persistentVolumeClaimRetentionPolicy.whenDeleted: 1 for Delete, 0 for Retain. */
export const EDIT_WHEN_DELETED = 16;

export interface Edit { readonly kind: number; readonly argument: number }

/**
 * One problem to explore: what of the manifest and of the scenario decides the behaviour. Everything is a small integer; names,
 * images and sizes live outside.
 */
export interface Problem {
  /** How many ordinals the state holds: the largest number of replicas that the scenario ever asks for. */
  readonly slots: number;
  /** How many claim templates the state holds. */
  readonly claims: number;
  readonly parallel: boolean;
  readonly onDelete: boolean;
  readonly noRollingUpdateBlock: boolean;
  readonly replicas: number;
  readonly partition: number;
  /** minReadySeconds above 0. The number does not matter: time passes or it does not. */
  readonly minReady: boolean;
  readonly whenScaledDelete: boolean;
  readonly whenDeletedDelete: boolean;
  /** terminationGracePeriodSeconds is 0: every delete is a force delete (registry/core/pod/strategy.go:CheckGracefulDelete). */
  readonly noGracePeriod: boolean;
  readonly readiness: number;
  /** The number of replicas that a majority is counted of: what the engine's configuration lists. */
  readonly peers: number;
  /** How many templates the scenario uses. */
  readonly templates: number;
  /** Bit t is set where pods of template t never become ready. */
  readonly brokenTemplates: number;
  readonly edits: readonly Edit[];
  /** Any scaling, partition and template at any time, without limit, instead of a script. */
  readonly freeEdits: boolean;
  /**
   * The status may say at any time that the update is complete. The controller's own guard counts pods, condemned ones too
   * (completeRollingUpdate), so a window of a few ordinals cannot show when it holds; any time covers it.
   */
  readonly freeCompletion: boolean;
  /** How many faults may happen, or -1 for any number. */
  readonly faults: number;
  /** True where losing a node is one of the faults. */
  readonly nodeFaults: boolean;
  /** True where the controller's caches may lag behind the API server, object by object. */
  readonly staleCaches: boolean;
  /** True where all pods are ready at template 0 in the beginning; false where nothing exists yet. */
  readonly settled: boolean;
  /** True where the explored states start from every number of replicas and every partition. */
  readonly everyStart: boolean;
  /**
   * True where the work queue is part of the state. Without claims that may vanish, everything that a sync reads wakes it, so a
   * set that is not queued has nothing to do, and the bit would only repeat what the rest of the state says. Leaving it out where
   * claims may vanish means that the slow resync (12 to 24 hours) counts as something that will happen.
   */
  readonly workQueue: boolean;
  /** True where processes that outlive their pod are part of the state. */
  readonly leftovers: boolean;
  /** What differs between versions of Kubernetes: see `Profile`. */
  readonly healthIsAvailability: boolean;
  readonly deleteOfMissingPodIsDone: boolean;
  readonly waitsForOwnWrites: boolean;
  /** updateStrategy.rollingUpdate.maxUnavailable, or 0 where its feature gate is off: another update loop. */
  readonly maxUnavailable: number;
  /** maxUnavailable is a percentage of the replicas. */
  readonly maxUnavailableIsPercent: boolean;
  /** spec.revisionHistoryLimit. Below 0, all are kept. */
  readonly revisionHistoryLimit: number;
  /** True where nodes, and where pods, processes and volumes are, are part of the state. Elsewhere every pod finds a node that stays. */
  readonly nodes: boolean;
  readonly placement: Placement;
  /** Only the scheduler and the volume binder act, on pods that want a node (placing.ts). */
  readonly onlyPlacing: boolean;
  /** Which names of pods resolve: NAMES_PUBLISHED, NAMES_WHEN_READY or NAMES_NEVER. */
  readonly names: number;
  /** What keeps an eviction: NO_BUDGET, MIN_AVAILABLE ... with its number. */
  readonly budget: number;
  readonly budgetAmount: number;
  /** unhealthyPodEvictionPolicy is AlwaysAllow. */
  readonly evictsUnhealthy: boolean;
  /** The least and the most replicas between which an autoscaler may scale at any time. Both 0 where there is none. */
  readonly autoscalesFrom: number;
  readonly autoscalesTo: number;
  /** The garbage collector deletes only what has not changed since it looked (from 1.34: operations.go:deleteObject). */
  readonly collectorChecksVersion: boolean;
  /** True for replays: the state also holds the numbers of revisions, which no later step depends on. */
  readonly revisions: boolean;
  /** Which states are not told apart: bits of reductions.ts. */
  readonly reductions: number;
}
