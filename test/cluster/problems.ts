import { ANYWHERE } from '../../src/cluster/placement';
import { NAMES_PUBLISHED, NO_BUDGET } from '../../src/cluster/problem';
import type { Problem } from '../../src/cluster/problem';
import { PLAIN } from '../../src/cluster/reductions';

/** Three ordinary replicas with one claim each, nothing happening: tests change what they are about. */
export const ORDINARY: Problem = {
  slots: 3,
  claims: 1,
  parallel: false,
  onDelete: false,
  noRollingUpdateBlock: false,
  replicas: 3,
  partition: 0,
  minReady: false,
  whenScaledDelete: false,
  whenDeletedDelete: false,
  noGracePeriod: false,
  readiness: 0,
  peers: 3,
  templates: 1,
  brokenTemplates: 0,
  edits: [],
  freeEdits: false,
  freeCompletion: false,
  faults: 0,
  staleCaches: false,
  settled: true,
  everyStart: false,
  workQueue: false,
  leftovers: true,
  healthIsAvailability: true,
  deleteOfMissingPodIsDone: false,
  waitsForOwnWrites: false,
  maxUnavailable: 0,
  maxUnavailableIsPercent: false,
  revisionHistoryLimit: 10,
  nodes: false,
  onlyPlacing: false,
  nodeFaults: false,
  placement: ANYWHERE,
  names: NAMES_PUBLISHED,
  budget: NO_BUDGET,
  budgetAmount: 0,
  evictsUnhealthy: false,
  autoscalesFrom: 0,
  autoscalesTo: 0,
  collectorChecksVersion: true,
  revisions: false,
  reductions: PLAIN,
};

/** A generator of the same numbers on every run (Numerical Recipes' linear congruential one). */
export function randomFrom(seed: number): (below: number) => number {
  let state = seed >>> 0;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor(state / 2 ** 32 * below);
  };
}
