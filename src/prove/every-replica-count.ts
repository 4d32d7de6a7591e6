import type { Subject } from './subject';
import type { Problem } from '../cluster/problem';
import { READY_SELF } from '../cluster/problem';

/** Ordinals in the window: a violation of an ordering guarantee mentions two. */
export const WINDOW = 2;

/**
 * The problem that proves the ordering guarantees for every number of replicas at once.
 *
 * Guards of the controller are quantifiers over the other ordinals, so dropping an ordinal from any run of n slots leaves a run of
 * n - 1 slots, or nothing changes (test/cluster/projection.test.ts checks it on the step functions themselves). A violation that
 * mentions two ordinals therefore exists for some number of replicas if and only if it exists in a window of two: with every
 * number of replicas and every partition in it to start from, and any scaling, partition, template change and fault at any time.
 * Templates are only compared, and at most two pods, the current and the update revision can differ: four names stand for any
 * number.
 *
 * Processes that outlive their pod are left out: the controller does not see them.
 *
 * Left out as well, because they can only keep the controller from acting: claims, and readiness that waits for other pods. Without a
 * rollingUpdate block a new pod is old below status.currentReplicas, a count that no window shows; a partition that moves freely
 * covers it. And whether an update is complete is a count too: in the window it may be said at any time. So the window has more
 * runs than the set: a proof is sound. What pods outside the window take from the budget of maxUnavailable, an interrupted sync takes in it. A refutation is only claimed where it also stands without these liberties.
 */
export function windowProblem(subject: Subject): Problem {
  return {
    ...subject.problem,
    slots: WINDOW,
    claims: 0,
    replicas: WINDOW,
    partition: 0,
    noRollingUpdateBlock: false,
    // A percentage of unknown replicas may be any number of pods, so also more than the window has.
    ...subject.problem.maxUnavailableIsPercent ? { maxUnavailable: WINDOW + 1, maxUnavailableIsPercent: false } : {},
    whenScaledDelete: false,
    whenDeletedDelete: false,
    readiness: READY_SELF,
    templates: WINDOW + 2,
    freeEdits: true,
    freeCompletion: true,
    faults: -1,
    settled: false,
    everyStart: true,
    workQueue: false,
    leftovers: false,
  };
}

/** The window without liberties: each of its runs is one of a set with two replicas. None where the manifest needs one of the others. */
export function exactWindow(subject: Subject): Problem | undefined {
  const { whenScaledDelete, noRollingUpdateBlock, maxUnavailableIsPercent } = subject.problem;
  const exact = subject.readiness.model === READY_SELF && !whenScaledDelete && !noRollingUpdateBlock && !maxUnavailableIsPercent;
  return exact ? { ...windowProblem(subject), freeCompletion: false } : undefined;
}
