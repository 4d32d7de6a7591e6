import { define, type Definition } from './definition';
import { and, equal, forall, implies, not, or, type Expression } from './expression';
import { fewerThan, isAvailable, isOutdated, isThere, phaseIs } from './guards';
import { hasOwners, type Kind } from './kind';
import { downwardClosed } from './relation';

/** Invariants that go together: each needs the others to be inductive, and all that stand before. */
export interface Invariants {
  readonly title: string;
  readonly definitions: readonly Definition[];
}

const wellFormed = (kind: Kind): Invariants => ({
  title: 'what the API server can hold',
  definitions: [
    define('wanted-is-a-number', [], 'The wanted ordinals are the lowest.', downwardClosed('wanted')),
    define('partition-is-a-number', [], '', downwardClosed('below-partition')),
    define('ready-runs', ['x'], 'Only a running pod that is not being deleted is ready.', implies(['ready', 'x'], and(phaseIs('x', 'Running'), not(['deleting', 'x'])))),
    ...kind.minReady ? [define('available-is-ready', ['x'], '', implies(['available', 'x'], ['ready', 'x']))] : [],
    define('deleting-has-node', ['x'], 'A pod without a node, or one that has failed, goes at once: none is seen going.', implies(['deleting', 'x'], phaseIs('x', 'Scheduled', 'Running'))),
  ],
});

function claimInvariants(kind: Kind): Invariants[] {
  if (!kind.claims) return [];
  const isClaim = (x: string): Expression => not(equal(['claim', x], 'NoClaim'));
  const owned = hasOwners(kind);
  return [{
    title: 'claim exists for every pod',
    definitions: [
      define('pod-has-claim', ['x'], 'A pod has a claim that stays.', implies(isThere('x'), and(isClaim('x'), owned ? and(not(['claim-deleting', 'x']), not(equal(['owner', 'x'], 'GonePod'))) : 'true'))),
      define('node-has-volume', ['x'], 'storage/sticky: a pod with a node has its claim bound.', implies(phaseIs('x', 'Scheduled', 'Running'), equal(['claim', 'x'], 'Bound'))),
      ...owned ? [
        define('owner-is-there', ['x'], 'A reference to the present pod goes with it.', implies(phaseIs('x', 'Absent'), not(equal(['owner', 'x'], 'ThePod')))),
        define('collected-is-owned', ['x'], 'Only a claim whose owner is gone is collected.', implies(['claim-deleting', 'x'], equal(['owner', 'x'], 'GonePod'))),
        define('no-claim-no-owner', ['x'], '', implies(equal(['claim', 'x'], 'NoClaim'), equal(['owner', 'x'], 'Nobody'))),
        ...kind.whenScaledDelete ? [] : [define('no-pod-owns', ['x'], 'Under whenScaled: Retain no pod owns a claim.', not(or(equal(['owner', 'x'], 'ThePod'), equal(['owner', 'x'], 'GonePod'))))],
      ] : [],
    ],
  }];
}

/** How many wanted pods may be down because of the update loop, where that is promised at all. */
export function mostDisrupted(kind: Kind): number | undefined {
  const { parallel, onDelete, budget } = kind;
  if (onDelete) return 0;
  if (budget === undefined || parallel && (budget === 0 || rollsTooEarly(kind))) return undefined;
  return Math.max(1, budget);
}

/** Up to 1.33 the update loop asks for readiness only; under OrderedReady the walk before it asks for more. */
const rollsTooEarly = ({ parallel, minReady, healthIsAvailability }: Kind): boolean => parallel && minReady && !healthIsAvailability;

function disruptionInvariants(kind: Kind): Invariants[] {
  const most = mostDisrupted(kind);
  if (most === undefined) return [];
  return [{
    title: `at most ${most} voluntary disruption${most === 1 ? '' : 's'}`,
    definitions: [
      define('disrupted-is-down', ['x'], 'A pod that the update loop took is not healthy before it is available again.', implies(['disrupted', 'x'], and(['wanted', 'x'], not(isAvailable(kind, 'x'))))),
      define('few-disrupted', [], `No ${most + 1} wanted ordinals are down because of the update loop.`, fewerThan(most + 1, (x) => ['disrupted', x])),
    ],
  }];
}

export const invariantsOf = (kind: Kind): Invariants[] => [wellFormed(kind), ...claimInvariants(kind), ...disruptionInvariants(kind)];

/** That an invariant holds: of all ordinals, where it is about one. */
export const holds = ({ name, ordinals }: Definition, prefix = ''): Expression =>
  ordinals.length === 0 ? `${prefix}${name}` : forall(ordinals, [`${prefix}${name}`, ...ordinals]);

/** A guarantee of steps: a formula of the state before and after, and which actions can break it. */
export interface Guarantee {
  readonly definition: Definition;
  readonly actions: readonly string[];
  /** The invariants that it needs. */
  readonly needs: readonly Definition[];
  /** Where it does not hold: the action that breaks it, and why. */
  readonly broken?: { readonly by: string; readonly why: string };
}

const usable = (kind: Kind, x: string): Expression => and(phaseIs(x, 'Running'), isAvailable(kind, x), not(['deleting', x]));
const isDeleted = (x: string): Expression => or(equal(['next-phase', x], 'Absent'), ['next-deleting', x]);

function orderGuarantees(kind: Kind): Guarantee[] {
  if (kind.parallel) return [];
  return [
    {
      actions: ['controller'],
      needs: [],
      definition: define('order/create', [], 'A pod is created only when every predecessor is running, ready and available.',
        forall(['x', 'y'], implies(and(phaseIs('x', 'Absent'), not(equal(['next-phase', 'x'], 'Absent')), ['below', 'y', 'x']), usable(kind, 'y')))),
    },
    {
      actions: ['controller'],
      needs: [],
      definition: define('order/terminate', [], 'Scale-down deletes the highest ordinal first, and each pod object is gone before the next is deleted.',
        forall(['x', 'y'], implies(and(not(['wanted', 'x']), isThere('x'), not(['deleting', 'x']), isDeleted('x'), ['below', 'x', 'y']), phaseIs('y', 'Absent')))),
    },
  ];
}

function updateGuarantee(kind: Kind): Guarantee[] {
  if (kind.budget === undefined || kind.budget > 1) return [];
  const aboveIsNew = implies(and(['below', 'x', 'y'], ['wanted', 'y']), and(not(isOutdated('y')), isAvailable(kind, 'y'), not(['deleting', 'y'])));
  const belowStays = kind.parallel ? 'true' : implies(['below', 'y', 'x'], not(['deleting', 'y']));
  const mayBeReplaced = kind.onDelete ? 'false' : and(not(['below-partition', 'x']), isOutdated('x'), forall(['y'], and(aboveIsNew, belowStays)));
  const comesBack = and(['wanted', 'x'], phaseIs('x', 'Absent'), not(equal(['next-phase', 'x'], 'Absent')), ['below-partition', 'x']);
  const comesBackRight = kind.onDelete || kind.noRollingUpdateBlock ? 'true' : implies(comesBack, equal(['next-revision', 'x'], 'current-revision'));
  return [{
    actions: ['controller'],
    needs: wellFormed(kind).definitions,
    definition: define('order/update', [],
      'The controller replaces outdated pods from the highest ordinal down, each after those above are updated and available, none below the partition, none under OnDelete.',
      forall(['x'], and(implies(['updated-now', 'x'], mayBeReplaced), comesBackRight))),
    ...rollsTooEarly(kind) && !kind.onDelete ? { broken: { by: 'controller', why: 'up to 1.33 the update loop of a Parallel set does not wait for minReadySeconds (kubernetes#123918)' } } : {},
  }];
}

function keptGuarantee(kind: Kind): Guarantee[] {
  if (!kind.claims) return [];
  const taken = or(equal(['next-claim', 'x'], 'NoClaim'), hasOwners(kind) ? and(not(['claim-deleting', 'x']), ['next-claim-deleting', 'x']) : 'false');
  const before = hasOwners(kind) ? not(['claim-deleting', 'x']) : 'true';
  const givenUp = kind.whenScaledDelete ? not(['wanted', 'x']) : 'false';
  return [{
    actions: ['controller', ...hasOwners(kind) ? ['collector', 'protection'] : []],
    needs: claimInvariants(kind).flatMap(({ definitions }) => definitions),
    definition: define('storage/kept', [], 'A claim with data is deleted only where the retention policy says so and the ordinal is not wanted.',
      forall(['x'], implies(and(not(equal(['claim', 'x'], 'NoClaim')), ['data', 'x'], before, taken), givenUp))),
    ...kind.whenScaledDelete ? { broken: { by: 'collector', why: 'scaling up again while a pod terminates loses its data, because the claim was given to the pod, and is collected with it' } } : {},
  }];
}

export const guaranteesOf = (kind: Kind): Guarantee[] => [...orderGuarantees(kind), ...updateGuarantee(kind), ...keptGuarantee(kind)];
