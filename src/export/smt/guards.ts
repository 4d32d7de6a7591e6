import { define, type Definition } from './definition';
import { and, equal, forall, implies, isOneOf, not, or, type Expression } from './expression';
import { hasOwners, type Kind } from './kind';

/** What the controller looks at before it writes: quantifiers over the other ordinals, as statefulset.ts has them as loops. */

export const phaseIs = (x: string, ...phases: readonly string[]): Expression => isOneOf(['phase', x], phases);
export const isThere = (x: string): Expression => not(phaseIs(x, 'Absent'));
export const isAvailable = ({ minReady }: Kind, x: string): Expression => [minReady ? 'available' : 'ready', x];
export const isOutdated = (x: string): Expression => not(equal(['revision', x], 'update-revision'));

/** That these are different ordinals. */
const areDifferent = (names: readonly string[]): Expression =>
  and(...names.flatMap((a, i) => names.slice(i + 1).map((b) => not(equal(a, b)))));

/** That no `count` wanted ordinals are all of this kind: "fewer than count", as a quantifier. */
export function fewerThan(count: number, is: (x: string) => Expression): Expression {
  const names = Array.from({ length: count }, (_, i) => `x${i + 1}`);
  return forall(names, implies(and(areDifferent(names), ...names.map((x): Expression => ['wanted', x])), not(and(...names.map(is)))));
}

/** An owner that is, or was, the ordinal's pod: a claim with it is about to be collected (PodClaimIsStale). */
const namesPod = (x: string): Expression => isOneOf(['owner', x], ['ThePod', 'GonePod']);

function claimAllowsPod(kind: Kind, x: string): Expression {
  if (!hasOwners(kind)) return 'true';
  return and(...kind.whenScaledDelete ? [not(namesPod(x))] : [], not(['claim-deleting', x]));
}

const healthy = (kind: Kind): Definition => define('healthy', ['x'],
  kind.healthIsAvailability
    ? 'A pod that is not terminating, and available (stateful_set_utils.go:isUnavailable, from 1.34).'
    : 'A pod that is not terminating, running and ready (stateful_set_utils.go:isHealthy, up to 1.33).',
  kind.healthIsAvailability ? and(not(['deleting', 'x']), isAvailable(kind, 'x')) : and(not(['deleting', 'x']), phaseIs('x', 'Running'), ['ready', 'x']));

const passes = (kind: Kind): Definition => define('passes', ['x'],
  'The walk from the lowest ordinal up goes on past this pod: running, not terminating, and available in every version (processReplica).',
  and(phaseIs('x', 'Running'), not(['deleting', 'x']), isAvailable(kind, 'x'), kind.healthIsAvailability ? 'true' : ['ready', 'x']));

/** The guards that several writes have in common. Under Parallel nobody waits for them. */
function sharedGuards(): Definition[] {
  return [
    define('all-below-pass', ['x'], 'OrderedReady comes to an ordinal only when all below it pass.', forall(['j'], implies(['below', 'j', 'x'], ['passes', 'j']))),
    define('all-wanted-pass', [], 'OrderedReady looks at what is to go, or is outdated, only when every wanted ordinal passes.', forall(['j'], implies(['wanted', 'j'], ['passes', 'j']))),
    define('nothing-condemned', [], 'And at what is outdated only when no pod is left that is not wanted (processCondemned always ends the walk).', forall(['j'], implies(isThere('j'), ['wanted', 'j']))),
  ];
}

export function guardsOf(kind: Kind): Definition[] {
  const ordered = (...guards: readonly Expression[]): Expression => kind.parallel ? 'true' : and(...guards);
  return [
    healthy(kind), passes(kind), ...sharedGuards(),
    define('may-create', ['x'], 'A wanted ordinal without a pod gets one (processReplica, newVersionedStatefulSetPod).',
      and(['wanted', 'x'], phaseIs('x', 'Absent'), ordered(['all-below-pass', 'x']), claimAllowsPod(kind, 'x'))),
    define('may-replace', ['x'], 'A wanted pod that has failed is deleted, to be made again (processReplica).',
      and(['wanted', 'x'], phaseIs('x', 'Failed'), not(['deleting', 'x']), ordered(['all-below-pass', 'x']))),
    condemnGuard(kind, ordered),
    ...kind.onDelete ? [] : [updateGuard(kind, ordered)],
  ];
}

function condemnGuard(kind: Kind, ordered: (...guards: readonly Expression[]) => Expression): Definition {
  const steady = and(phaseIs('x', 'Running'), isAvailable(kind, 'x'));
  const lowestUnhealthy = and(not(['healthy', 'x']), forall(['j'], implies(and(['below', 'j', 'x'], not(['wanted', 'j']), isThere('j')), ['healthy', 'j'])));
  return define('may-condemn', ['x'],
    `A pod that is not wanted is deleted${kind.parallel ? '.' : ': the highest one, and only when it is running and available, or the lowest unhealthy pod of all.'} (processCondemned)`,
    and(not(['wanted', 'x']), isThere('x'), not(['deleting', 'x']), ordered(
      'all-wanted-pass', forall(['j'], implies(['below', 'x', 'j'], phaseIs('j', 'Absent'))), or(steady, lowestUnhealthy))));
}

function updateGuard(kind: Kind, ordered: (...guards: readonly Expression[]) => Expression): Definition {
  const outdated = and(['wanted', 'x'], not(['below-partition', 'x']), isThere('x'), isOutdated('x'), not(['deleting', 'x']));
  const above = forall(['j'], implies(and(['below', 'x', 'j'], ['wanted', 'j']), and(not(isOutdated('j')), ['healthy', 'j'])));
  return kind.budget === 0
    ? define('may-update', ['x'], 'An outdated pod is deleted: from the highest ordinal down to the partition, after all above are updated and healthy (updateStatefulSet).',
      and(outdated, ordered('all-wanted-pass', 'nothing-condemned'), above))
    : define('may-update', ['x'], 'An outdated pod at or above the partition is deleted; how many at once is said below (updateStatefulSetAfterInvariantEstablished).',
      and(outdated, ordered('all-wanted-pass', 'nothing-condemned')));
}
