import { MAX_SLOTS } from './fields';
import { ANYWHERE, BY_NODE } from './placement';
import type { Placement } from './placement';
import { EDIT_DRAIN_ANY_NODE, MAX_UNAVAILABLE, NAMES_PUBLISHED, NO_BUDGET, READY_MAJORITY, READY_SELF } from './problem';
import type { Problem } from './problem';

/**
 * What decides in this model whether somebody acts, where more than one ordinal has a say: each guard with its class. Proofs for every replica count
 * rest on these declarations (prove/every-replica-count.ts), and test/cluster/projection.test.ts holds the step functions to them: it refuses one that is wrong.
 *
 * - `universal`: it asks something of all other ordinals, or of all below or above. Of fewer ordinals it asks less, so a step of many is one of few.
 * - `fewer than`: fewer than m ordinals are so and so. Of fewer ordinals it asks less too. Who uses up what is left is seen from outside as a sync cut short.
 * - `other`: it counts, or names a position. Of fewer ordinals it may ask more, and nothing follows.
 *
 * A sync that ends early because of an ordinal that is dropped looks, without it, like a sync that was interrupted. So windows have faults without number.
 * What looks at one ordinal only (its claims, its node, minReadySeconds, OnDelete) is no guard of this kind. Nor is ordinals.start: it only names.
 */
export interface Guard {
  readonly name: string;
  readonly class: 'universal' | 'fewer than' | 'other';
  /** The function of this folder. */
  readonly where: string;
  /** The function upstream, in 1.34. */
  readonly upstream: string;
  /** Whether it can decide anything in a problem. */
  readonly fires: (problem: Problem) => boolean;
  /** A change of a plain problem in which it decides. */
  readonly shownBy: Partial<Problem>;
  /**
   * The problem without it, where it only keeps somebody from acting, or where something free covers it: it has all runs, and more. So proofs of what
   * never happens hold with the guard too, and refutations do not. Without this there is no proof for every replica count where it fires.
   */
  readonly dropped?: (problem: Problem) => Problem;
  /** What it decides happens at most once while the spec stays: nobody waits for it for ever (prove/every-count/liveness.ts). */
  readonly once?: true;
}

/** A template and its successors: where there is only one, or nobody rolls, no guard of updates decides anything. */
const rolls = ({ templates, onDelete }: Problem): boolean => templates > 1 && !onDelete;
/** Whether a write of a sync can fail: by a fault, behind a stale cache, or because a claim is on its way out. */
const canFail = ({ faults, staleCaches, claims, whenScaledDelete, freeEdits }: Problem): boolean =>
  faults > 0 || staleCaches || claims > 0 && (whenScaledDelete || !freeEdits);

/** Two nodes that are not alike, so that their names say what they are. */
const TWO_NODES: Placement = { ...ANYWHERE, zones: [0, 1], eligible: 3, room: [MAX_SLOTS, MAX_SLOTS], places: [3] };
const DRAIN = { kind: EDIT_DRAIN_ANY_NODE, argument: 0 };
const CONTROL = 'stateful_set_control.go';

export const GUARDS: readonly Guard[] = [
  {
    name: 'a replica waits until all below it are available',
    class: 'universal',
    where: 'statefulset.ts:walkReplicas',
    upstream: `${CONTROL}:processReplica`,
    fires: ({ parallel }) => !parallel,
    shownBy: {},
  },
  {
    name: 'a condemned pod waits until none above it exists',
    class: 'universal',
    where: 'statefulset.ts:walkCondemned',
    upstream: `${CONTROL}:processCondemned`,
    fires: ({ parallel }) => !parallel,
    shownBy: {},
  },
  {
    name: 'of unhealthy pods only the lowest is condemned',
    class: 'universal',
    where: 'statefulset.ts:firstUnhealthy',
    upstream: `${CONTROL}:updateStatefulSet, firstUnhealthyPod`,
    fires: ({ parallel }) => !parallel,
    shownBy: {},
  },
  {
    name: 'an outdated pod waits until all above it are updated and healthy',
    class: 'universal',
    where: 'statefulset.ts:rollingUpdate',
    upstream: `${CONTROL}:updateStatefulSet`,
    fires: (problem) => rolls(problem) && problem.maxUnavailable === 0,
    shownBy: { parallel: true },
  },
  {
    name: 'a sync waits until all that it wrote is seen',
    class: 'universal',
    where: 'statefulset.ts:isBehindOwnWrites',
    upstream: 'stateful_set.go:sync, consistency store (1.36)',
    fires: ({ staleCaches, waitsForOwnWrites }) => staleCaches && waitsForOwnWrites,
    shownBy: { staleCaches: true, waitsForOwnWrites: true },
  },
  {
    name: 'an outdated pod goes while fewer than maxUnavailable replicas are unavailable',
    class: 'fewer than',
    where: 'statefulset.ts:rollingUpdateWithinBudget',
    upstream: `${CONTROL}:updateStatefulSetAfterInvariantEstablished`,
    fires: (problem) => rolls(problem) && problem.maxUnavailable > 0 && !problem.maxUnavailableIsPercent,
    shownBy: { maxUnavailable: 2, parallel: true },
  },
  {
    // Unknown replicas make it any number, so also more than all there are.
    name: 'maxUnavailable is a percentage of the replicas',
    class: 'other',
    where: 'statefulset.ts:budget',
    upstream: 'stateful_set_utils.go:getStatefulSetMaxUnavailable',
    fires: (problem) => rolls(problem) && problem.maxUnavailable > 0 && problem.maxUnavailableIsPercent,
    shownBy: { maxUnavailable: 67, maxUnavailableIsPercent: true, parallel: true },
    dropped: (problem) => ({ ...problem, maxUnavailable: 2 * MAX_SLOTS, maxUnavailableIsPercent: false }),
  },
  {
    // It counts condemned pods as well: one of them can stand in for a replica that is missing.
    name: 'an update is complete when as many pods are updated and ready as are wanted',
    class: 'other',
    where: 'status.ts:completeRollingUpdate',
    upstream: 'stateful_set_utils.go:completeRollingUpdate',
    fires: (problem) => rolls(problem) && !problem.freeCompletion,
    shownBy: { freeCompletion: false },
    dropped: (problem) => ({ ...problem, freeCompletion: true }),
    once: true,
  },
  {
    // A partition that moves freely covers it: it chooses among the same revisions.
    name: 'without a rollingUpdate block, a new pod is old below status.currentReplicas',
    class: 'other',
    where: 'statefulset.ts:revisionForNewPod',
    upstream: 'stateful_set_utils.go:newVersionedStatefulSetPod',
    fires: (problem) => rolls(problem) && problem.noRollingUpdateBlock,
    shownBy: { noRollingUpdateBlock: true },
    dropped: (problem) => ({ ...problem, noRollingUpdateBlock: false, everyStart: true, freeEdits: true }),
  },
  {
    // Of a single ordinal there is one batch, and that one is always started: what the errors of others keep from it is as if the sync were interrupted.
    name: 'after an error, a Parallel set starts no further batch of 1, 2, 4 ... pods',
    class: 'other',
    where: 'statefulset.ts:lastOfBatch',
    upstream: 'stateful_set_utils.go and controller_utils.go:slowStartBatch',
    fires: (problem) => problem.parallel && problem.slots > 1 && canFail(problem),
    shownBy: { parallel: true, claims: 1, whenScaledDelete: true },
  },
  {
    name: 'a pod is ready when others are, such as a majority or its predecessor',
    class: 'other',
    where: 'kubelet.ts:canBeReady',
    upstream: 'none: it is the probe of the program',
    fires: ({ readiness }) => readiness !== READY_SELF,
    shownBy: { readiness: READY_MAJORITY },
    dropped: (problem) => ({ ...problem, readiness: READY_SELF, names: NAMES_PUBLISHED }),
  },
  {
    // Condemned pods count among the healthy ones, so not even maxUnavailable is of the class `fewer than`. Where pods may also be deleted, as by a fault,
    // it keeps nothing from happening.
    name: 'a PodDisruptionBudget lets a pod go while more are healthy than must be',
    class: 'other',
    where: 'disruption.ts:mayEvict',
    upstream: 'pkg/registry/core/pod/storage/eviction.go:checkAndDecrement',
    fires: ({ budget, edits }) => budget !== NO_BUDGET && edits.some(({ kind }) => kind === EDIT_DRAIN_ANY_NODE),
    shownBy: { faults: 0, templates: 1, nodes: true, placement: TWO_NODES, edits: [DRAIN], budget: MAX_UNAVAILABLE, budgetAmount: 1 },
    dropped: (problem) => ({ ...problem, budget: NO_BUDGET }),
  },
  {
    name: 'a pod gets a node where there is room, where others are not, and where they are spread, and a volume that nobody has',
    class: 'other',
    where: 'scheduler.ts:isFeasible',
    upstream: 'pkg/scheduler/framework/plugins',
    fires: ({ nodes, placement: { room, apart, spread, staticVolumes } }) =>
      nodes && (apart > 0 || spread.length > 0 || staticVolumes || room.some((most) => most < MAX_SLOTS)),
    shownBy: { nodes: true, placement: { ...TWO_NODES, spread: [{ domain: BY_NODE, maxSkew: 1, minDomains: 1, counted: 3 }] } },
    dropped: (problem) => ({
      ...problem, placement: { ...problem.placement, room: problem.placement.room.map(() => MAX_SLOTS), apart: 0, spread: [], staticVolumes: false },
    }),
  },
  {
    name: 'an autoscaler scales between two numbers',
    class: 'other',
    where: 'user.ts:autoscale',
    upstream: 'pkg/controller/podautoscaler/horizontal.go',
    fires: ({ autoscalesTo }) => autoscalesTo > 0,
    shownBy: { autoscalesFrom: 2, autoscalesTo: 3, freeEdits: false },
    dropped: (problem) => ({ ...problem, autoscalesFrom: 0, autoscalesTo: 0, freeEdits: true }),
  },
];

/** The guards of class `other` that decide something in a problem. */
export const othersIn = (problem: Problem): Guard[] => GUARDS.filter((guard) => guard.class === 'other' && guard.fires(problem));

/** The problem without the guards of class `other` that can be dropped. Where one stays (`othersIn`), nothing follows from it for more ordinals. */
export const withLiberties = (problem: Problem): Problem =>
  othersIn(problem).reduce((less, { dropped }) => dropped === undefined ? less : dropped(less), problem);
