import { define, type Definition } from './definition';
import { and, equal, forall, implies, ite, not, or, type Expression } from './expression';
import { fewerThan, isOutdated, isThere, phaseIs } from './guards';
import { hasOwners, type Kind } from './kind';
import { stays, type Variable } from './state';

/**
 * The controller's sync as one step: every ordinal is left alone, or written to with the guard's leave. All guards look at the state before, as the
 * controller looks at its cache. That allows any part of a sync's writes, so it also covers a sync that is interrupted or refused a write.
 */

const setNext = (name: string, value: boolean): Expression => value ? [`next-${name}`, 'x'] : not([`next-${name}`, 'x']);
const notReady = ({ minReady }: Kind): Expression => and(setNext('ready', false), minReady ? setNext('available', false) : 'true');
export const nextPhase = (x: string, phase: string): Expression => equal(['next-phase', x], phase);

const goesAtOnce = ({ noGracePeriod }: Kind, x: string): Expression => noGracePeriod ? 'true' : phaseIs(x, 'Pending', 'Failed');
export const goes = (x: string): Expression => and(isThere(x), nextPhase(x, 'Absent'));

/** What becomes of a pod: shared by the controller, the kubelet and faults. */
export function effectsOf(kind: Kind, variables: readonly Variable[]): Definition[] {
  const removed = and(nextPhase('x', 'Absent'), notReady(kind), setNext('deleting', false));
  const marked = and(equal(['next-phase', 'x'], ['phase', 'x']), equal(['next-revision', 'x'], ['revision', 'x']), notReady(kind), setNext('deleting', true));
  return [
    define('pod-stays', ['x'], '', stays(variables.filter(({ of }) => of === 'pod'), 'x')),
    define('removed', ['x'], 'The pod object is gone.', removed),
    define('deleted', ['x'],
      kind.noGracePeriod
        ? 'A delete: with terminationGracePeriodSeconds 0 the object goes at once (registry/core/pod/strategy.go:CheckGracefulDelete).'
        : 'A delete: a pod without a node or in a final phase goes at once, others get a deletionTimestamp and are not ready any more (registry/core/pod/strategy.go:CheckGracefulDelete).',
      ite(goesAtOnce(kind, 'x'), ['removed', 'x'], marked)),
  ];
}

function revisionOfNewPod({ onDelete, noRollingUpdateBlock }: Kind): readonly [comment: string, rule: Expression] {
  const is = (revision: string): Expression => equal(['next-revision', 'x'], revision);
  if (onDelete) return ['under OnDelete always of the new template', is('update-revision')];
  if (noRollingUpdateBlock) {
    return ['of one of the two revisions: which, upstream takes from a count, status.currentReplicas, because there is no rollingUpdate block', or(is('current-revision'), is('update-revision'))];
  }
  return ['below the partition of the current revision, else of the new template', equal(['next-revision', 'x'], ite(['below-partition', 'x'], 'current-revision', 'update-revision'))];
}

function created(kind: Kind): Definition {
  const [words, revision] = revisionOfNewPod(kind);
  const claim = kind.claims ? not(equal(['next-claim', 'x'], 'NoClaim')) : 'true';
  return define('created', ['x'], `A new pod, ${words}${kind.claims ? '; its claim is made before it' : ''}.`,
    and(nextPhase('x', 'Pending'), notReady(kind), setNext('deleting', false), revision, claim));
}

function deletedForUpdate(): Definition {
  return define('updated-now', ['x'], 'The step deletes a wanted pod that has not failed: that is the update loop\'s.',
    and(['wanted', 'x'], isThere('x'), not(phaseIs('x', 'Failed')), not(['deleting', 'x']), or(nextPhase('x', 'Absent'), setNext('deleting', true))));
}

/** Claims are made for pods that are made or pending, and owned as the policy says: by the set, by a pod that is to go, or by nobody. */
function claimRules(kind: Kind): readonly Definition[] {
  if (!kind.claims) return [];
  const reached = kind.parallel ? 'true' : ['all-below-pass', 'x'];
  const make = and(equal(['claim', 'x'], 'NoClaim'), equal(['next-claim', 'x'], 'Unbound'), ['wanted', 'x'], phaseIs('x', 'Absent', 'Pending', 'Scheduled'), reached);
  const rules = [define('claim-written', ['x'], 'A claim stays, or is made where there is none (createMissingPersistentVolumeClaims).',
    or(equal(['next-claim', 'x'], ['claim', 'x']), make))];
  return hasOwners(kind) ? [...rules, ...ownerRules(kind, reached)] : rules;
}

/** Whom the policy wants to own the claim of an ordinal. */
export function policyOwner({ whenScaledDelete, whenDeletedDelete }: Kind, condemned: boolean): string {
  if (condemned && whenScaledDelete) return 'ThePod';
  return whenDeletedDelete ? 'TheSet' : 'Nobody';
}

function ownerRules(kind: Kind, reached: Expression): Definition[] {
  const written = (owner: string): Expression => equal(['next-owner', 'x'], ite(and(equal(owner, 'ThePod'), nextPhase('x', 'Absent')), 'GonePod', owner));
  const aged = equal(['next-owner', 'x'], ite(and(equal(['owner', 'x'], 'ThePod'), goes('x')), 'GonePod', ['owner', 'x']));
  const open: Expression = and(not(equal(['claim', 'x'], 'NoClaim')), not(equal(['owner', 'x'], 'GonePod')));
  const enforced = kind.parallel ? phaseIs('x', 'Running') : ['passes', 'x'];
  const kept = and(open, ['wanted', 'x'], or(['may-create', 'x'], and(reached, or(phaseIs('x', 'Pending', 'Scheduled'), enforced))));
  const condemned = and(open, not(['wanted', 'x']), isThere('x'), kind.parallel ? 'true' : 'all-wanted-pass');
  return [
    define('owner-written', ['x'],
      'An owner reference stays, or becomes what persistentVolumeClaimRetentionPolicy wants (UpdatePodClaimForRetentionPolicy). A reference to a pod that\n'
        + 'goes becomes one to a pod that is gone, and that one is left alone.',
      or(aged, and(kept, written(policyOwner(kind, false))), and(condemned, written(policyOwner(kind, true))))),
    define('owner-given', ['x'], 'Of a pod that is not wanted the owner is set before the pod is deleted.', or(not(open), written(policyOwner(kind, true)))),
  ];
}

/** With the gate MaxUnavailableStatefulSet: from the highest down, and never more than the budget unavailable or deleted. */
function budgetRules({ budget, onDelete }: Kind): Expression {
  if (budget === 0 || onDelete) return 'true';
  const fromTheTop = forall(['x', 'y'], implies(
    and(['updated-now', 'x'], ['below', 'x', 'y'], ['wanted', 'y'], isThere('y'), isOutdated('y'), not(['deleting', 'y'])), or(['updated-now', 'y'], phaseIs('y', 'Failed'))));
  if (budget === undefined) return fromTheTop;
  const someUnavailable = fewerThan(budget, (x) => not(['healthy', x]));
  const within = fewerThan(budget + 1, (x) => or(not(['healthy', x]), ['updated-now', x]));
  return and(fromTheTop, forall(['x'], implies(['updated-now', 'x'], someUnavailable)), or(forall(['x'], not(['updated-now', 'x'])), within));
}

export function controllerOf(kind: Kind, variables: readonly Variable[]): Definition[] {
  const condemned = and(['may-condemn', 'x'], hasOwners(kind) ? ['owner-given', 'x'] : 'true');
  const lost = or(['may-replace', 'x'], condemned, kind.onDelete ? 'false' : ['may-update', 'x']);
  const claims = kind.claims ? and(['claim-written', 'x'], equal(['next-data', 'x'], ['data', 'x'])) : 'true';
  const owners = hasOwners(kind) ? and(['owner-written', 'x'], equal(['next-claim-deleting', 'x'], ['claim-deleting', 'x'])) : 'true';
  const history = equal(['next-disrupted', 'x'], or(['disrupted', 'x'], ['updated-now', 'x']));
  const status = kind.onDelete ? equal('next-current-revision', 'current-revision') : or(equal('next-current-revision', 'current-revision'), equal('next-current-revision', 'update-revision'));
  return [
    created(kind), deletedForUpdate(), ...claimRules(kind),
    define('controller', [],
      'One sync, or a part of one. Where upstream calls an update complete it counts pods, condemned ones too (completeRollingUpdate); a count is no quantifier,\n'
        + 'so here the status may say so in any sync: more steps than the controller has, which is sound for proofs.',
      and(
        forall(['x'], and(or(['pod-stays', 'x'], and(['may-create', 'x'], ['created', 'x']), and(lost, ['deleted', 'x'])), claims, owners, history)),
        budgetRules(kind), forall(['x'], stays(variables.filter(({ of }) => of === 'spec'), 'x')), equal('next-update-revision', 'update-revision'), status)),
  ];
}
