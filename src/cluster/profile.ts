import type { Gates } from '../kubernetes/gates';
import { defaultGates } from '../kubernetes/gates';
import { isSince, versionIn } from '../kubernetes/version';

export type { Gates };

/**
 * What tells the StatefulSet controllers and kubelets of Kubernetes 1.28 to 1.36 apart, as switches. File names are those below
 * pkg/controller/statefulset unless said. What the API servers do differently is in manifest/admission/profile.ts.
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
   * (stateful_set.go:sync, ../util/consistency; gate StaleControllerConsistencyStatefulSet). Deletions, releases of pods
   * and revisions do not count.
   */
  readonly waitsForOwnWrites: boolean;
  /**
   * From 1.34, the pods that the set owns are looked at before orphans, as they come from an index; before, all of the namespace in one list
   * (stateful_set.go:getPodsForStatefulSet, ../controller_utils.go:FilterPodsByOwner). So releases come before adoptions, and of `web-1` and `web-01` an
   * orphan takes the place.
   */
  readonly listsOwnPodsFirst: boolean;
  /** Whether spec.updateStrategy.rollingUpdate.maxUnavailable counts: gate MaxUnavailableStatefulSet, on by default only in 1.35.0 to 1.35.3. */
  readonly honorsMaxUnavailable: boolean;
  /** Whether spec.persistentVolumeClaimRetentionPolicy counts: gate StatefulSetAutoDeletePVC, which can be turned off before 1.32. */
  readonly honorsRetentionPolicy: boolean;
  /** Whether spec.ordinals.start counts: gate StatefulSetStartOrdinal, which can be turned off before 1.31 (stateful_set_utils.go:getStartOrdinal). */
  readonly honorsStartOrdinal: boolean;
  /** Whether a pod gets the label apps.kubernetes.io/pod-index: gate PodIndexLabel, which can be turned off before 1.32 (stateful_set_utils.go:initIdentity). */
  readonly labelsPodIndex: boolean;
  /**
   * A negative revisionHistoryLimit panics the sync, and with it the controller manager (stateful_set_control.go:truncateHistory).
   * Fixed by https://github.com/kubernetes/kubernetes/pull/129301 and picked for 1.32.1, 1.31.5, 1.30.9 and 1.29.13, but not for 1.28.
   */
  readonly negativeHistoryLimitPanics: boolean;
  /**
   * The latest revision is compared with the template by meaning where the bytes differ, so that an upgrade to 1.34 rolls nothing out
   * (stateful_set_control.go:getStatefulSetRevisions, gate StatefulSetSemanticRevisionComparison, from 1.34.2).
   */
  readonly comparesRevisionsByMeaning: boolean;
  /**
   * From 1.35.1, a set with minReadySeconds is looked at again when its next pod becomes available, and only while ready and available differ; before, after all
   * of minReadySeconds, as long as not all replicas are available (stateful_set.go:syncStatefulSet, https://github.com/kubernetes/kubernetes/pull/135428).
   */
  readonly looksAgainWhenAvailable: boolean;
  /**
   * From 1.34, the garbage collector deletes only the version of an object that it looked at; before, also one whose owner reference was taken back in
   * between (../garbagecollector/operations.go:deleteObject).
   */
  readonly collectorChecksVersion: boolean;
  /** From 1.35, events of the controller begin with a capital: `Create Pod web-0 ...` (stateful_pod_control.go:recordPodEvent, recordClaimEvent). */
  readonly eventsBeginWithCapital: boolean;
  /** From 1.29, `Created container: nginx`, before `Created container nginx` (pkg/kubelet/kuberuntime/kuberuntime_container.go:startContainer). */
  readonly createdEventHasColon: boolean;
  /** From 1.35, `Container created` and `Container started`, without the container's name (the same function). */
  readonly containerEventsAreNameless: boolean;
}

/** The first patch release of a minor version that does not panic. */
const PANIC_FIXED: ReadonlyMap<number, number> = new Map([[29, 13], [30, 9], [31, 5], [32, 1]]);

/**
 * @param text such as `1.34.4`, `v1.34.4`, or `1.34` for its last patch release.
 * @param gates what differs from the defaults of that version.
 */
export function profileOf(text: string, gates: Gates = {}): Profile {
  const version = versionIn(text);
  if (version === undefined) throw new RangeError(`no profile for Kubernetes ${text}`);
  const { minor, patch } = version;
  const defaults = defaultGates(version);
  const isOn = (gate: string): boolean => gates[gate] ?? defaults[gate] ?? false;
  return {
    healthIsAvailability: minor >= 34,
    deleteOfMissingPodIsDone: minor >= 36,
    waitsForOwnWrites: minor >= 36 && isOn('StaleControllerConsistencyStatefulSet'),
    listsOwnPodsFirst: minor >= 34,
    honorsMaxUnavailable: isOn('MaxUnavailableStatefulSet'),
    honorsRetentionPolicy: minor >= 32 || isOn('StatefulSetAutoDeletePVC'),
    honorsStartOrdinal: minor >= 31 || isOn('StatefulSetStartOrdinal'),
    labelsPodIndex: minor >= 32 || isOn('PodIndexLabel'),
    negativeHistoryLimitPanics: minor === 28 || patch < (PANIC_FIXED.get(minor) ?? 0),
    comparesRevisionsByMeaning: isOn('StatefulSetSemanticRevisionComparison'),
    looksAgainWhenAvailable: isSince(version, 35, 1),
    collectorChecksVersion: minor >= 34,
    eventsBeginWithCapital: minor >= 35,
    createdEventHasColon: minor >= 29,
    containerEventsAreNameless: minor >= 35,
  };
}
