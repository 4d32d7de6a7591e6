import { WINDOW } from './every-replica-count';
import { fewerNodes, isFree } from './free-placement';
import type { Traits } from './traits';
import { MAX_SLOTS } from '../cluster/fields';
import {
  CASCADE_BACKGROUND, CASCADE_FOREGROUND, CASCADE_ORPHAN, EDIT_CREATE_SET, EDIT_DELETE_ALL_PODS, EDIT_DELETE_ANY_CLAIM, EDIT_DELETE_ANY_POD,
  EDIT_DELETE_LOST_NODE, EDIT_DELETE_POD, EDIT_DELETE_SET, EDIT_DRAIN_ANY_NODE, EDIT_FORCE_DELETE_ANY_POD, EDIT_LOSE_ANY_NODE, EDIT_ON_DELETE,
  EDIT_PARTITION, EDIT_REPLICAS, EDIT_TAINT_LOST_NODE, EDIT_TEMPLATE, EDIT_WHEN_DELETED, EDIT_WHEN_SCALED, NO_BUDGET, READY_SELF,
} from '../cluster/problem';
import type { Edit, Problem } from '../cluster/problem';

/** Something that happens to a set in its life. The prover lets its edits come at any moment, a replay when the cluster is quiet. */
export interface Scenario {
  readonly name: string;
  readonly title: string;
  /** The guarantee that its runs come to a good end. Without one, it is only asked what happens on the way. */
  readonly converges?: string;
  /** The guarantees that it puts to the test beside that. @default - all */
  readonly tests?: readonly string[];
  /** Whether a set can come into it at all: where not, nothing is said of it unless it is asked for by name. @default - every set can */
  readonly concerns?: (set: Traits) => boolean;
  /** Why the scenario makes no sense for a set, if it does not. */
  readonly excludes?: (set: Traits) => string | undefined;
  readonly change: (set: Traits, faults: number) => Partial<Problem>;
}

const edit = (kind: number, argument = 0): Edit => ({ kind, argument });
const CONVERGES = 'rollout/converges';

const NEEDS_ALL = 'a majority needs all replicas';
export const needsPods = (set: Traits) => set.replicas === 0 ? 'replicas is 0' : undefined;
export const needsRollingUpdate = (set: Traits) => set.onDelete ? 'updateStrategy is OnDelete' : needsPods(set);

/** Two fewer, but for an engine that needs a majority of its peers never fewer than that: nobody could be promised anything then. */
const fewer = ({ replicas, quorum }: Traits): number => Math.max(quorum === undefined ? 0 : Math.floor(quorum / 2) + 1, replicas - 2);

const onlyWithClaims = (set: Traits) => set.problem.claims === 0 ? 'there are no volumeClaimTemplates' : needsPods(set);

/** Where the pods and volumes are is part of the state. */
const onNodes = (set: Traits): Partial<Problem> => ({ nodes: true, placement: set.placement });

/** The same, where nothing keeps any pod from any node: then a node is the lost one, or it is like all others, and two of them stand for all. */
function onLosableNodes(set: Traits, lost: number): Partial<Problem> {
  return { ...onNodes(set), ...isFree(set.placement, lost) ? { placement: fewerNodes(set.placement, lost + 1) } : {}, nodeFaults: true };
}

/**
 * Fewer ordinals that stand for all: what happens to more of them also happens to these (every-replica-count.ts). Only where no rule that counts decides
 * anything: neither readiness nor a budget, nor room or spread. That others keep away from a node is no count.
 */
const few = ({ replicas }: Traits, count: number): Partial<Problem> => replicas > count ? { replicas: count, slots: count, peers: count } : {};
const nothingCounts = ({ readiness, placement: { spread, room, staticVolumes } }: Traits): boolean =>
  readiness.model === READY_SELF && spread.length === 0 && !staticVolumes && room.every((most) => most >= MAX_SLOTS);
const TRIO = 3;

/** The set and what belongs to it is deleted, each pod by itself: three stand for all, unless pods wait for a number of others. */
const fewDeleted = (set: Traits): Partial<Problem> => set.readiness.model === READY_SELF ? few(set, TRIO) : {};

/** A node is lost, and then a person does this about it. Of one process, one ordinal and a neighbour tell. */
const afterLoss = (set: Traits, kind: number): Partial<Problem> => ({
  ...onLosableNodes(set, 1), ...few(set, WINDOW), faults: 0, edits: [edit(EDIT_LOSE_ANY_NODE), edit(kind)],
});

/**
 * So many drains, one after another. Of pods that share nodes one drain can take all; of pods with a node each, it takes as many as would take a majority, if no budget
 * holds the next one back. The claim says how many were explored.
 */
function drains({ placement, replicas, problem }: Traits): number {
  if (placement.apart === 0) return 1;
  return Math.min(problem.budget === NO_BUDGET ? MOST_DRAINS : replicas > MOST_DRAINS ? 1 : 2, Math.floor(replicas / 2) + 1);
}
const MOST_DRAINS = 3;

const PROCESSES = ['identity/at-most-one', 'storage/single-writer'];
const AGAINST_ADVICE = 'a node is lost, and then ';

/** A change of the template whose steps are these: `good` templates are made ready, bit t of `broken` marks one that is not. */
const templates = (count: number, broken: number, ...edits: Edit[]): Partial<Problem> => ({ templates: count, brokenTemplates: broken, edits });

export const SCENARIOS: readonly Scenario[] = [
  {
    name: 'placement',
    title: 'all pods want a node and a volume, and any of them leaves and comes back',
    converges: 'placement/schedulable',
    tests: [],
    excludes: needsPods,
    // Where nothing keeps a pod from any node, one node is as good as all.
    change: (set, faults) => ({
      ...onNodes(set),
      ...isFree(set.placement) ? { placement: fewerNodes(set.placement, 1) } : {},
      onlyPlacing: true,
      settled: false,
      faults: Math.max(1, faults),
    }),
  },
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
    excludes: (set) => needsPods(set) ?? (fewer(set) >= set.replicas ? NEEDS_ALL : undefined),
    change: (set) => ({ edits: [edit(EDIT_REPLICAS, fewer(set))] }),
  },
  {
    name: 'rescale-during-termination',
    title: 'one replica is removed, and added again at any moment',
    converges: CONVERGES,
    excludes: (set) => needsPods(set) ?? (fewer(set) >= set.replicas ? NEEDS_ALL : undefined),
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
  {
    name: 'node-lost',
    title: 'a node with pods stops answering, and perhaps returns',
    converges: CONVERGES,
    excludes: needsPods,
    // The loss of the node is the first of the faults.
    change: (set, faults) => ({
      ...onLosableNodes(set, Math.max(1, faults)),
      ...nothingCounts(set) ? few(set, TRIO) : {},
      faults: Math.max(0, faults - 1),
      edits: [edit(EDIT_LOSE_ANY_NODE)],
    }),
  },
  {
    name: 'drain-each-node',
    title: 'nodes are drained, each at any moment after the one before',
    converges: 'availability/drainable',
    excludes: needsPods,
    change: (set) => ({
      ...onNodes(set),
      ...isFree(set.placement) ? { placement: fewerNodes(set.placement, 2) } : {},
      // Without a budget, an eviction does not look at other pods.
      ...nothingCounts(set) && set.problem.budget === NO_BUDGET && set.quorum === undefined ? few(set, TRIO) : {},
      faults: 0,
      edits: Array.from({ length: drains(set) }, () => edit(EDIT_DRAIN_ANY_NODE)),
    }),
  },
  {
    name: 'force-deletion',
    title: `${AGAINST_ADVICE}a pod is deleted by force`,
    tests: PROCESSES,
    excludes: needsPods,
    change: (set) => afterLoss(set, EDIT_FORCE_DELETE_ANY_POD),
  },
  {
    name: 'node-deleted',
    title: `${AGAINST_ADVICE}its Node object is deleted`,
    tests: PROCESSES,
    excludes: needsPods,
    change: (set) => afterLoss(set, EDIT_DELETE_LOST_NODE),
  },
  {
    name: 'node-out-of-service',
    title: `${AGAINST_ADVICE}it gets the taint out-of-service`,
    tests: PROCESSES,
    excludes: needsPods,
    change: (set) => afterLoss(set, EDIT_TAINT_LOST_NODE),
  },
  {
    name: 'delete',
    title: 'the set is deleted at any moment of its life',
    converges: CONVERGES,
    excludes: needsPods,
    change: (set) => ({ ...fewDeleted(set), settled: false, edits: [edit(EDIT_DELETE_SET, CASCADE_BACKGROUND)] }),
  },
  {
    name: 'delete-foreground',
    title: 'the set is deleted with --cascade=foreground at any moment of its life',
    converges: CONVERGES,
    excludes: needsPods,
    change: (set) => ({ ...fewDeleted(set), settled: false, edits: [edit(EDIT_DELETE_SET, CASCADE_FOREGROUND)] }),
  },
  {
    name: 'delete-and-recreate',
    title: 'the set is deleted, and created again at any moment',
    converges: CONVERGES,
    excludes: needsPods,
    change: (set) => ({ ...fewDeleted(set), edits: [edit(EDIT_DELETE_SET, CASCADE_BACKGROUND), edit(EDIT_CREATE_SET)] }),
  },
  {
    name: 'orphan-and-readopt',
    title: 'the set is deleted with --cascade=orphan, and created again at any moment',
    converges: CONVERGES,
    excludes: needsPods,
    change: () => ({ edits: [edit(EDIT_DELETE_SET, CASCADE_ORPHAN), edit(EDIT_CREATE_SET)] }),
  },
  {
    name: 'claim-deleted',
    title: 'the claims of an ordinal are deleted by hand, and then one pod, whichever',
    converges: CONVERGES,
    excludes: onlyWithClaims,
    // Nobody is woken when a claim goes.
    change: () => ({ workQueue: true, edits: [edit(EDIT_DELETE_ANY_CLAIM), edit(EDIT_DELETE_ANY_POD)] }),
  },
  {
    name: 'retention-changes',
    title: 'the set is scaled down, and the retention policy is changed at any moment',
    converges: CONVERGES,
    excludes: (set) => onlyWithClaims(set) ?? (fewer(set) >= set.replicas ? NEEDS_ALL : undefined),
    change: (set) => ({
      edits: set.problem.whenScaledDelete ? [edit(EDIT_REPLICAS, fewer(set)), edit(EDIT_WHEN_SCALED, 0)]
        : [edit(EDIT_REPLICAS, fewer(set)), edit(EDIT_WHEN_DELETED, set.problem.whenDeletedDelete ? 0 : 1)],
    }),
  },
  {
    name: 'autoscale',
    title: 'the autoscaler sets any number of replicas in its range, at any time',
    converges: CONVERGES,
    concerns: ({ autoscales }) => autoscales !== undefined,
    excludes: ({ autoscales }) => autoscales === undefined ? 'no autoscaler drives it' : undefined,
    change: ({ replicas, autoscales }) => {
      const { minReplicas, maxReplicas } = autoscales!;
      const most = Math.max(minReplicas, Math.min(maxReplicas, minReplicas + MOST_SCALED));
      return { slots: Math.max(replicas, most), autoscalesFrom: minReplicas, autoscalesTo: most };
    },
  },
  {
    name: 'stale-caches',
    title: 'the set is created, rolled and scaled down by a controller whose caches lag behind, object by object',
    tests: ['order/create', 'order/terminate', 'order/update'],
    excludes: (set) => needsRollingUpdate(set),
    // Two ordinals are enough to see an order: what happens to more also happens to two of them (every-replica-count.ts).
    change: (set) => ({
      ...templates(2, 0, edit(EDIT_TEMPLATE, 1), edit(EDIT_REPLICAS, 0)),
      ...few(set, WINDOW),
      settled: false,
      staleCaches: true,
      // What the controller does with claims is not what lags here.
      claims: 0,
      whenScaledDelete: false,
      whenDeletedDelete: false,
      workQueue: false,
    }),
  },
];

/** So many replicas more than the fewest are enough to see an autoscaler take pods away and bring them back. */
const MOST_SCALED = 2;

/** The problem of one set in one scenario. */
export function problemOf(set: Traits, scenario: Pick<Scenario, 'change'>, faults: number): Problem {
  const problem: Problem = { ...set.problem, faults, ...scenario.change(set, faults) };
  // A partition beyond the last ordinal is one that lets nothing through.
  return { ...problem, partition: Math.min(problem.partition, problem.slots) };
}
