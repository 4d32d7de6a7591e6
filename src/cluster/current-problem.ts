import type { Profile } from './profile';

/**
 * The constants of the problem at hand, as the step functions read them: one object of one shape, all integers, set once before
 * an exploration. The edits of the script are two arrays.
 */
export const problem = {
  slots: 0,
  claims: 0,
  parallel: 0,
  whenScaledDelete: 0,
  whenDeletedDelete: 0,
  noGracePeriod: 0,
  readiness: 0,
  peers: 0,
  templates: 1,
  brokenTemplates: 0,
  freeEdits: 0,
  freeCompletion: 0,
  faults: 0,
  staleCaches: 0,
  workQueue: 0,
  minReady: 0,
  healthIsAvailability: 1,
  deleteOfMissingPodIsDone: 0,
  waitsForOwnWrites: 0,
  maxUnavailable: 0,
  maxUnavailableIsPercent: 0,
  revisionHistoryLimit: 10,
  listsOwnPodsFirst: 1,
  honorsRetentionPolicy: 1,
  negativeHistoryLimitPanics: 0,
  looksAgainWhenAvailable: 1,
  comparesRevisionsByMeaning: 1,
  revisions: 0,
  wide: 0,
  edits: 0,
};
/** The most edits that a script may have. */
export const MAX_EDITS = 255;
export const editKind = new Int32Array(MAX_EDITS);
export const editArgument = new Int32Array(MAX_EDITS);

/** Has syncs behave as in this version: every switch that they ask, but for what becomes of maxUnavailable. */
export function useProfile(profile: Profile): void {
  problem.healthIsAvailability = Number(profile.healthIsAvailability);
  problem.deleteOfMissingPodIsDone = Number(profile.deleteOfMissingPodIsDone);
  problem.waitsForOwnWrites = Number(profile.waitsForOwnWrites);
  problem.listsOwnPodsFirst = Number(profile.listsOwnPodsFirst);
  problem.honorsRetentionPolicy = Number(profile.honorsRetentionPolicy);
  problem.negativeHistoryLimitPanics = Number(profile.negativeHistoryLimitPanics);
  problem.comparesRevisionsByMeaning = Number(profile.comparesRevisionsByMeaning);
  problem.looksAgainWhenAvailable = Number(profile.looksAgainWhenAvailable);
}
