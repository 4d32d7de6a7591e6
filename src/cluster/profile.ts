/**
 * What tells the StatefulSet controllers of Kubernetes 1.28 to 1.36 apart, as switches. File names are those below pkg/controller/statefulset.
 * 1.28 to 1.33 behave alike. Here stands what changes a sync; names of revisions and words of events change too.
 */
export interface Profile {
  /**
   * From 1.34, a pod that is ready but not yet for minReadySeconds is as bad as one that is not ready: for the first unhealthy pod, for what a
   * rollout waits for, and for what counts against maxUnavailable. Before, only readiness counted there
   * (stateful_set_utils.go: isUnavailable took the place of isHealthy).
   */
  readonly healthIsAvailability: boolean;
  /** From 1.36, a pod that is already gone counts as deleted; before, that failed the sync outside rollouts (stateful_pod_control.go:DeleteStatefulPod). */
  readonly deleteOfMissingPodIsDone: boolean;
  /**
   * From 1.36, a sync refuses to run while a cache does not show yet what this controller wrote to pods, claims or the set's status
   * (stateful_set.go:sync, ../util/consistency; gate StaleControllerConsistencyStatefulSet, on by default). Deletions and revisions do not count.
   */
  readonly waitsForOwnWrites: boolean;
  /** Whether spec.updateStrategy.rollingUpdate.maxUnavailable counts: gate MaxUnavailableStatefulSet, off by default in every version but 1.35.0 to 1.35.3. */
  readonly honorsMaxUnavailable: boolean;
}

/** Feature gates by name, where they differ from their default. */
export type Gates = Readonly<Record<string, boolean>>;

/** @param minor the version is 1.minor, at its last patch release. */
export function profileOf(minor: number, gates: Gates = {}): Profile {
  return {
    healthIsAvailability: minor >= 34,
    deleteOfMissingPodIsDone: minor >= 36,
    waitsForOwnWrites: minor >= 36 && (gates.StaleControllerConsistencyStatefulSet ?? true),
    honorsMaxUnavailable: gates.MaxUnavailableStatefulSet ?? false,
  };
}
