/** What readiness of a pod needs, beyond what runs in it. */
export const READY_SELF = 0;
/** Ordinal 0 must be ready first, such as a standby that copies the primary. */
export const READY_ORDINAL_0 = 1;
/** The ordinal below must be ready first. */
export const READY_PREDECESSOR = 2;
/** A majority of the configured replicas must be running, such as an engine whose probe asks for a quorum. */
export const READY_MAJORITY = 3;

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

// Only in replays, on a quiet cluster: no exploration asks what becomes of a set that is not there.
/** Deletes the set. The argument is 1 for --cascade=orphan. */
export const EDIT_DELETE_SET = 8;
/** Makes the set again after it was deleted. The argument is not used. */
export const EDIT_CREATE_SET = 9;

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
  /** True for replays: the state also holds the numbers of revisions, which no later step depends on. */
  readonly revisions: boolean;
}
