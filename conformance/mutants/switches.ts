import { mutantsOf } from './program';

/** Each switch that tells the controllers of the versions apart, forced to its other value in a version where that matters. */
export const SWITCHES = mutantsOf('src/cluster/profile.ts', [
  ['isUnavailable already in 1.33', 'healthIsAvailability: minor >= 34', 'healthIsAvailability: minor >= 33'],
  ['isUnavailable not yet in 1.34', 'healthIsAvailability: minor >= 34', 'healthIsAvailability: minor >= 35'],
  ['DeleteStatefulPod: a pod that is gone is deleted already in 1.35', 'deleteOfMissingPodIsDone: minor >= 36', 'deleteOfMissingPodIsDone: minor >= 35'],
  ['DeleteStatefulPod: a pod that is gone is an error still in 1.36', 'deleteOfMissingPodIsDone: minor >= 36', 'deleteOfMissingPodIsDone: minor >= 37'],
  ['EnsureReady already in 1.35', "waitsForOwnWrites: minor >= 36 && isOn('StaleControllerConsistencyStatefulSet')", 'waitsForOwnWrites: minor >= 35'],
  ['EnsureReady not yet in 1.36', 'waitsForOwnWrites: minor >= 36', 'waitsForOwnWrites: minor >= 37'],
  ['EnsureReady whatever the gate', "waitsForOwnWrites: minor >= 36 && isOn('StaleControllerConsistencyStatefulSet')", 'waitsForOwnWrites: minor >= 36'],
  ['getPodsForStatefulSet: own pods before orphans already in 1.33', 'listsOwnPodsFirst: minor >= 34', 'listsOwnPodsFirst: minor >= 33'],
  ['getPodsForStatefulSet: own pods among orphans still in 1.34', 'listsOwnPodsFirst: minor >= 34', 'listsOwnPodsFirst: minor >= 35'],
  ['maxUnavailable counts whatever the gate', "honorsMaxUnavailable: isOn('MaxUnavailableStatefulSet')", 'honorsMaxUnavailable: true'],
  ['maxUnavailable never counts', "honorsMaxUnavailable: isOn('MaxUnavailableStatefulSet')", 'honorsMaxUnavailable: false'],
  ['persistentVolumeClaimRetentionPolicy counts whatever the gate', "honorsRetentionPolicy: minor >= 32 || isOn('StatefulSetAutoDeletePVC')", 'honorsRetentionPolicy: true'],
  ['persistentVolumeClaimRetentionPolicy never counts', "honorsRetentionPolicy: minor >= 32 || isOn('StatefulSetAutoDeletePVC')", 'honorsRetentionPolicy: false'],
  ['ordinals.start counts whatever the gate', "honorsStartOrdinal: minor >= 31 || isOn('StatefulSetStartOrdinal')", 'honorsStartOrdinal: true',
    'where the gate is off, the API server drops the field before the controller sees it (strategy.go:dropStatefulSetDisabledFields)'],
  ['ordinals.start never counts', "honorsStartOrdinal: minor >= 31 || isOn('StatefulSetStartOrdinal')", 'honorsStartOrdinal: false'],
  ['the label pod-index whatever the gate', "labelsPodIndex: minor >= 32 || isOn('PodIndexLabel')", 'labelsPodIndex: true'],
  ['no label pod-index', "labelsPodIndex: minor >= 32 || isOn('PodIndexLabel')", 'labelsPodIndex: false'],
  ['truncateHistory: a negative limit does not panic 1.28', 'negativeHistoryLimitPanics: minor === 28 || patch', 'negativeHistoryLimitPanics: patch'],
  ['truncateHistory: a negative limit panics 1.29', 'negativeHistoryLimitPanics: minor === 28 || patch', 'negativeHistoryLimitPanics: minor <= 29 || patch'],
  ['setMatchesLatestExistingRevision in every version', "comparesRevisionsByMeaning: isOn('StatefulSetSemanticRevisionComparison')", 'comparesRevisionsByMeaning: true'],
  ['setMatchesLatestExistingRevision in no version', "comparesRevisionsByMeaning: isOn('StatefulSetSemanticRevisionComparison')", 'comparesRevisionsByMeaning: false'],
  ['syncStatefulSet: looks again exactly then already in 1.34', 'looksAgainWhenAvailable: isSince(version, 35, 1)', 'looksAgainWhenAvailable: isSince(version, 34, 1)'],
  ['syncStatefulSet: looks again exactly then not yet in 1.35', 'looksAgainWhenAvailable: isSince(version, 35, 1)', 'looksAgainWhenAvailable: isSince(version, 36, 1)'],
]);
