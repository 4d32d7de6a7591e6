import type { Problem } from '../cluster/problem';
import { READY_SELF } from '../cluster/problem';
import type { Subject } from './subject';

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
 * Left out, because they can only keep the controller from acting: claims, and readiness that waits for other pods. Without a
 * rollingUpdate block a new pod is old below status.currentReplicas, a count that no window shows; a partition that moves freely
 * covers it. In these three cases the window has more runs than the set: a proof is sound, a refutation is not claimed.
 */
export function windowProblem(subject: Subject): Problem {
  return {
    ...subject.problem,
    slots: WINDOW,
    claims: 0,
    replicas: WINDOW,
    partition: 0,
    noRollingUpdateBlock: false,
    whenScaledDelete: false,
    whenDeletedDelete: false,
    readiness: READY_SELF,
    templates: WINDOW + 2,
    freeEdits: true,
    faults: -1,
    settled: false,
    everyStart: true,
    workQueue: false,
  };
}

/** Whether a run of the window is a run of the set with that many replicas. */
export const windowIsExact = (subject: Subject): boolean =>
  subject.readiness.model === READY_SELF && !subject.problem.whenScaledDelete && !subject.problem.noRollingUpdateBlock;
