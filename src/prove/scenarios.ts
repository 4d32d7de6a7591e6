import type { Subject } from './subject';
import { EDIT_DELETE_ALL_PODS, EDIT_DELETE_ANY_POD, EDIT_DELETE_POD, EDIT_ON_DELETE, EDIT_PARTITION, EDIT_REPLICAS, EDIT_TEMPLATE, READY_MAJORITY } from '../cluster/problem';
import type { Edit, Problem } from '../cluster/problem';

/** Something that happens to a set in its life. The prover lets its edits come at any moment, a replay when the cluster is quiet. */
export interface Scenario {
  readonly name: string;
  readonly title: string;
  /** The guarantee that its runs come to a good end. */
  readonly converges: string;
  /** Why the scenario makes no sense for a set, if it does not. */
  readonly excludes?: (subject: Subject) => string | undefined;
  readonly change: (subject: Subject) => Partial<Problem>;
}

const edit = (kind: number, argument = 0): Edit => ({ kind, argument });
const CONVERGES = 'rollout/converges';

const NEEDS_ALL = 'a majority needs all replicas';
export const needsPods = (subject: Subject) => subject.replicas === 0 ? 'replicas is 0' : undefined;
export const needsRollingUpdate = (subject: Subject) => subject.onDelete ? 'updateStrategy is OnDelete' : needsPods(subject);

/** Two fewer, but for an engine that needs a majority of its peers never fewer than that: nobody could be promised anything then. */
const fewer = ({ replicas, readiness }: Subject): number => Math.max(readiness.model === READY_MAJORITY ? Math.floor(replicas / 2) + 1 : 0, replicas - 2);

/** A change of the template whose steps are these: `good` templates are made ready, bit t of `broken` marks one that is not. */
const templates = (count: number, broken: number, ...edits: Edit[]): Partial<Problem> => ({ templates: count, brokenTemplates: broken, edits });

export const SCENARIOS: readonly Scenario[] = [
  {
    name: 'bootstrap',
    title: 'the set is created',
    converges: 'boot/completes',
    excludes: needsPods,
    change: () => ({ settled: false }),
  },
  {
    name: 'restart-all',
    title: 'all pods are deleted at once',
    converges: 'boot/restarts',
    excludes: needsPods,
    change: () => ({ edits: [edit(EDIT_DELETE_ALL_PODS)] }),
  },
  {
    name: 'pod-deleted',
    title: 'one pod, whichever, is deleted by hand',
    converges: CONVERGES,
    excludes: needsPods,
    change: () => ({ edits: [edit(EDIT_DELETE_ANY_POD)] }),
  },
  {
    name: 'scale-up',
    title: 'two replicas are added',
    converges: CONVERGES,
    change: ({ replicas }) => ({ slots: replicas + 2, edits: [edit(EDIT_REPLICAS, replicas + 2)] }),
  },
  {
    name: 'scale-down',
    title: 'up to two replicas are removed',
    converges: CONVERGES,
    excludes: (subject) => needsPods(subject) ?? (fewer(subject) === subject.replicas ? NEEDS_ALL : undefined),
    change: (subject) => ({ edits: [edit(EDIT_REPLICAS, fewer(subject))] }),
  },
  {
    name: 'rescale-during-termination',
    title: 'one replica is removed, and added again at any moment',
    converges: CONVERGES,
    excludes: (subject) => needsPods(subject) ?? (fewer(subject) === subject.replicas ? NEEDS_ALL : undefined),
    change: ({ replicas }) => ({ edits: [edit(EDIT_REPLICAS, replicas - 1), edit(EDIT_REPLICAS, replicas)] }),
  },
  {
    name: 'roll-image',
    title: 'a new image is rolled out',
    converges: CONVERGES,
    excludes: needsRollingUpdate,
    change: () => templates(2, 0, edit(EDIT_TEMPLATE, 1)),
  },
  {
    name: 'bad-roll-then-fix',
    title: 'an image that cannot be pulled is rolled out, then one that can',
    converges: 'rollout/recovers',
    excludes: needsRollingUpdate,
    change: () => templates(3, 0b010, edit(EDIT_TEMPLATE, 1), edit(EDIT_TEMPLATE, 2)),
  },
  {
    name: 'rollback',
    title: 'a new image is rolled out, and the old one again at any moment',
    converges: CONVERGES,
    excludes: needsRollingUpdate,
    change: () => templates(2, 0, edit(EDIT_TEMPLATE, 1), edit(EDIT_TEMPLATE, 0)),
  },
  {
    name: 'canary',
    title: 'a new image is rolled out behind a partition that is walked down: none, one pod, all',
    converges: CONVERGES,
    excludes: needsRollingUpdate,
    change: ({ replicas }) => templates(2, 0,
      edit(EDIT_PARTITION, replicas), edit(EDIT_TEMPLATE, 1), edit(EDIT_PARTITION, replicas - 1), edit(EDIT_PARTITION, 0)),
  },
  {
    name: 'on-delete',
    title: 'a new image is set under OnDelete, and pods are deleted by hand',
    converges: CONVERGES,
    excludes: needsPods,
    change: ({ replicas, onDelete }) => templates(2, 0,
      ...onDelete ? [] : [edit(EDIT_ON_DELETE, 1)],
      edit(EDIT_TEMPLATE, 1),
      // The highest and the lowest, so that some are new and some are old.
      edit(EDIT_DELETE_POD, replicas - 1),
      ...replicas > 1 ? [edit(EDIT_DELETE_POD, 0)] : []),
  },
];

/** The problem of one set in one scenario. */
export function problemOf(subject: Subject, scenario: Pick<Scenario, 'change'>, faults: number): Problem {
  const problem: Problem = { ...subject.problem, faults, ...scenario.change(subject) };
  // A partition beyond the last ordinal is one that lets nothing through.
  return { ...problem, partition: Math.min(problem.partition, problem.slots) };
}
