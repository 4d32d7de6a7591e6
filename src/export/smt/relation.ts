import { controllerOf, effectsOf } from './controller';
import { define, type Definition } from './definition';
import { and, equal, forall, implies, ite, not, type Expression } from './expression';
import { guardsOf, isAvailable, isThere, phaseIs } from './guards';
import { hasOwners, type Kind } from './kind';
import { isOfOrdinal, next, stays, variablesOf, type Variable } from './state';

/** One action: its name is that of the definition. Of a local one, `k` is the ordinal that it is about. */
export interface Action {
  readonly name: string;
  readonly local: boolean;
  /** Kubernetes does it by itself, in the end (weak fairness). Users and faults may stop. */
  readonly fair: boolean;
  /** What must hold of k for it to happen; "true" of the controller and the user, whose guards stand in their definitions. */
  readonly guard: Expression;
}

export interface Relation {
  readonly kind: Kind;
  readonly variables: readonly Variable[];
  readonly definitions: readonly Definition[];
  readonly actions: readonly Action[];
}

interface Local extends Action {
  readonly comment: string;
  /** The variables that change at k, and how: all others stay. */
  readonly changes: { readonly [variable: string]: Expression };
}

const YES = 'true';
const NO = 'false';

/** The pod object goes, and with it what its claim's reference names. */
function removal(kind: Kind): Local['changes'] {
  const available: Local['changes'] = kind.minReady ? { available: NO } : {};
  const owner: Local['changes'] = hasOwners(kind) ? { owner: ite(equal(['owner', 'k'], 'ThePod'), 'GonePod', ['owner', 'k']) } : {};
  return { phase: 'Absent', ready: NO, deleting: NO, revision: ['next-revision', 'k'], ...available, ...owner };
}

const unready = ({ minReady }: Kind): Local['changes'] => ({ ready: NO, ...minReady ? { available: NO } : {} });

function kubeletSteps(kind: Kind): Local[] {
  const { minReady, claims } = kind;
  const alive = not(['deleting', 'k']);
  const claimIsBound = claims ? and(equal(['claim', 'k'], 'Bound'), hasOwners(kind) ? not(['claim-deleting', 'k']) : YES) : YES;
  const recovered = { disrupted: NO };
  return [
    fair('scheduler', 'A pending pod finds a node, once its claims are bound. Nodes are not part of this: there is always one.', and(phaseIs('k', 'Pending'), claimIsBound), { phase: 'Scheduled' }),
    fair('kubelet-start', 'Its containers start, and write to the volume.', and(alive, phaseIs('k', 'Scheduled')), { phase: 'Running', ...claims ? { data: YES } : {} }),
    fair('kubelet-ready', 'Its readiness probe succeeds. That a probe may need other pods is left out: it could only keep a pod from being ready.',
      and(alive, phaseIs('k', 'Running'), not(['ready', 'k'])), { ready: YES, ...minReady ? {} : recovered }),
    fair('kubelet-stop', 'A pod that is being deleted has stopped, and its object goes.', ['deleting', 'k'], removal(kind)),
    ...minReady ? [fair('time', 'minReadySeconds pass.', and(['ready', 'k'], not(['available', 'k'])), { available: YES, ...recovered })] : [],
  ];
}

function claimSteps(kind: Kind): Local[] {
  if (!kind.claims) return [];
  const isThereClaim = not(equal(['claim', 'k'], 'NoClaim'));
  const owned = hasOwners(kind);
  const volumes = fair('volumes', 'A claim gets its volume.', and(equal(['claim', 'k'], 'Unbound'), owned ? not(['claim-deleting', 'k']) : YES), { claim: 'Bound' });
  if (!owned) return [volumes];
  return [
    volumes,
    fair('collector', 'The garbage collector deletes a claim whose owner is gone.', and(isThereClaim, not(['claim-deleting', 'k']), equal(['owner', 'k'], 'GonePod')), { 'claim-deleting': YES }),
    fair('protection', 'A claim that is being deleted goes, with its data, when no pod with a node uses it.',
      and(isThereClaim, ['claim-deleting', 'k'], phaseIs('k', 'Absent', 'Pending')), { 'claim': 'NoClaim', 'claim-deleting': NO, 'owner': 'Nobody', 'data': NO }),
  ];
}

function faults(kind: Kind): Local[] {
  const alive = and(isThere('k'), not(['deleting', 'k']));
  const fault = (name: string, comment: string, guard: Expression, changes: Local['changes']): Local => ({ ...fair(name, comment, guard, changes), fair: false });
  return [
    fault('fault-unready', 'A probe fails, or a container crashes and is started again in its pod.', and(alive, ['ready', 'k']), unready(kind)),
    fault('fault-failed', 'A pod with a node fails.', and(alive, phaseIs('k', 'Scheduled', 'Running')), { phase: 'Failed', ...unready(kind) }),
  ];
}

const fair = (name: string, comment: string, guard: Expression, changes: Local['changes']): Local => ({ name, comment, guard, changes, local: true, fair: true });

const othersStay = ['others-stay', 'k'];

function localDefinition(variables: readonly Variable[], { name, comment, guard, changes }: Local): Definition {
  const ofOrdinal = variables.filter((each) => isOfOrdinal(each) && each.of !== 'spec');
  const unchanged = stays(ofOrdinal.filter((each) => !(each.name in changes)), 'k');
  const changed = Object.entries(changes).map(([variable, value]): Expression =>
    value === YES ? [next(variable), 'k'] : value === NO ? not([next(variable), 'k']) : equal([next(variable), 'k'], value));
  return define(name, ['k'], comment, and(guard, ...changed, unchanged, othersStay));
}

/** A fault that deletes a pod does to it what the controller's delete does. */
function faultDeleted(kind: Kind, variables: readonly Variable[]): { readonly action: Action; readonly definition: Definition } {
  const guard = and(isThere('k'), not(['deleting', 'k']));
  const rest = stays(variables.filter(({ of, name }) => (of === 'claim' || of === 'history') && name !== 'owner'), 'k');
  const owner = hasOwners(kind)
    ? equal(['next-owner', 'k'], ite(and(equal(['owner', 'k'], 'ThePod'), equal(['next-phase', 'k'], 'Absent')), 'GonePod', ['owner', 'k']))
    : YES;
  return {
    action: { name: 'fault-deleted', local: true, fair: false, guard },
    definition: define('fault-deleted', ['k'], 'Somebody deletes a pod, or evicts it.', and(guard, ['deleted', 'k'], rest, owner, othersStay)),
  };
}

/** What every step may not touch: what is not said to change stays. */
function frames(variables: readonly Variable[]): Definition[] {
  const ofOrdinal = variables.filter(isOfOrdinal);
  const set = variables.filter((each) => !isOfOrdinal(each));
  return [
    define('set-stays', [], '', stays(set, '')),
    define('ordinal-stays', ['x'], '', stays(ofOrdinal, 'x')),
    define('others-stay', ['k'], 'Everything but the pod and the claim of ordinal k stays as it is.', and(
      forall(['x'], ite(equal('x', 'k'), stays(variables.filter(({ of }) => of === 'spec'), 'x'), ['ordinal-stays', 'x'])), 'set-stays')),
    define('nothing-changes', [], '', and(forall(['x'], ['ordinal-stays', 'x']), 'set-stays')),
  ];
}

export const downwardClosed = (predicate: string): Expression =>
  forall(['x', 'y'], implies(and([predicate, 'x'], ['below', 'y', 'x']), [predicate, 'y']));

/** The user changes one field of the spec, to anything, at any time. */
function userSteps(variables: readonly Variable[]): { readonly actions: readonly Action[]; readonly definitions: readonly Definition[] } {
  const allBut = (...names: readonly string[]): Expression => {
    const rest = variables.filter(({ name }) => !names.includes(name));
    return and(forall(['x'], stays(rest.filter(isOfOrdinal), 'x')), stays(rest.filter((each) => !isOfOrdinal(each)), ''));
  };
  const user = (name: string): Action => ({ name, local: false, fair: false, guard: YES });
  return {
    actions: [user('user-replicas'), user('user-partition'), user('user-template')],
    definitions: [
      define('user-replicas', [], 'Any number of replicas. An ordinal that is not wanted any more is nobody\'s disruption.', and(
        downwardClosed('next-wanted'), forall(['x'], equal(['next-disrupted', 'x'], and(['disrupted', 'x'], ['next-wanted', 'x']))), allBut('wanted', 'disrupted'))),
      define('user-partition', [], 'Any partition.', and(downwardClosed('next-below-partition'), allBut('below-partition'))),
      define('user-template', [], 'Any template, an older one too.', allBut('update-revision')),
    ],
  };
}

/** The transition relation of all sets of one kind, of any number of ordinals. */
export function relationOf(kind: Kind): Relation {
  const variables = variablesOf(kind);
  const locals = [...kubeletSteps(kind), ...claimSteps(kind), ...faults(kind)];
  const deleted = faultDeleted(kind, variables);
  const users = userSteps(variables);
  const sync: Action = { name: 'controller', local: false, fair: true, guard: YES };
  return {
    kind,
    variables,
    definitions: [
      ...guardsOf(kind), ...effectsOf(kind, variables), ...controllerOf(kind, variables), ...frames(variables),
      ...locals.map((each) => localDefinition(variables, each)), deleted.definition, ...users.definitions,
    ],
    actions: [sync, ...locals.map(({ name, local, fair: isFair, guard }) => ({ name, local, fair: isFair, guard })), deleted.action, ...users.actions],
  };
}

export const call = ({ name, local }: Action): Expression => local ? [name, 'k'] : name;

/** Nothing exists; any number of replicas and any partition are wanted. */
export const startOf = ({ kind }: Relation): Expression => and(
  forall(['x'], and(phaseIs('x', 'Absent'), not(['ready', 'x']), kind.minReady ? not(isAvailable(kind, 'x')) : YES, not(['deleting', 'x']), not(['disrupted', 'x']),
    kind.claims ? and(equal(['claim', 'x'], 'NoClaim'), not(['data', 'x'])) : YES,
    hasOwners(kind) ? and(equal(['owner', 'x'], 'Nobody'), not(['claim-deleting', 'x'])) : YES)),
  equal('current-revision', 'update-revision'), downwardClosed('wanted'), downwardClosed('below-partition'));

