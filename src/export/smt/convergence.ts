import { policyOwner } from './controller';
import { define, type Definition } from './definition';
import { and, equal, forall, implies, isOneOf, ite, not, or, type Expression } from './expression';
import { isAvailable, isOutdated, isThere, phaseIs } from './guards';
import { hasOwners, type Kind } from './kind';
import { sat, unsat, type Query } from './query';
import { call, type Relation } from './relation';
import { next, stays } from './state';

/**
 * Every run converges once users and faults have stopped: each step that Kubernetes takes by itself lowers a rank of the ordinals that it changes, and
 * where no such step changes anything the set is what its spec asks for.
 */

/** The first case that holds decides. */
const cases = (...rows: readonly (readonly [Expression, number])[]): Expression =>
  rows.slice(0, -1).reduceRight<Expression>((rest, [condition, value]) => ite(condition, String(value), rest), String(rows[rows.length - 1][1]));

const isRight = ({ onDelete }: Kind, x: string): Expression => onDelete ? 'true' : or(['below-partition', x], not(isOutdated(x)));

function podRank(kind: Kind): Definition {
  const going = or(phaseIs('x', 'Failed'), ['deleting', 'x']);
  const stages = (from: number): Expression => cases(
    [isAvailable(kind, 'x'), from], [['ready', 'x'], from + 1], [phaseIs('x', 'Running'), from + 2], [phaseIs('x', 'Scheduled'), from + 3], ['true', from + 4]);
  return define('pod-rank', ['x'], 'How many steps a pod has before it: one that is outdated has to go first.', ite(['wanted', 'x'],
    ite(phaseIs('x', 'Absent'), '5', ite(going, '6', ite(isRight(kind, 'x'), stages(0), stages(7)))),
    ite(phaseIs('x', 'Absent'), '0', ite(going, '1', stages(2)))), 'Int');
}
export const MOST_POD_STEPS = 11;

function claimRank(kind: Kind): Definition {
  const comment = 'How many steps its claim has before it.';
  const at = (state: string): Expression => equal(['claim', 'x'], state);
  if (!kind.claims) return define('claim-rank', ['x'], comment, '0', 'Int');
  if (!hasOwners(kind)) return define('claim-rank', ['x'], comment, cases([at('Bound'), 0], [at('Unbound'), 1], ['true', 2]), 'Int');
  const owner = (name: string): Expression => equal(['owner', 'x'], name);
  const bound = (yes: number, no: number): Expression => ite(at('Bound'), String(yes), String(no));
  return define('claim-rank', ['x'], `${comment} One whose owner is a pod that is gone is collected, and where the ordinal is wanted made again.`, ite(['wanted', 'x'],
    ite(at('NoClaim'), '4', ite(['claim-deleting', 'x'], '5', ite(owner('GonePod'), bound(6, 7), ite(owner('ThePod'), bound(8, 9), ite(owner(policyOwner(kind, false)), bound(0, 2), bound(1, 3)))))),
    ite(at('NoClaim'), '0', ite(['claim-deleting', 'x'], '1', ite(owner('GonePod'), bound(2, 3), ite(owner(policyOwner(kind, true)), bound(4, 5), bound(6, 7)))))), 'Int');
}
export const mostClaimSteps = (kind: Kind): number => !kind.claims ? 0 : hasOwners(kind) ? 9 : 2;

/** Ranks, of the state before and after. */
export const ranksOf = (kind: Kind): Definition[] => [podRank(kind), claimRank(kind), define('rank', ['x'], '', ['+', ['pod-rank', 'x'], ['claim-rank', 'x']], 'Int')];

/** Whether a new pod of an outdated ordinal is a new one. Without a rollingUpdate block a count decides. */
export const canConverge = ({ noRollingUpdateBlock }: Kind): boolean => !noRollingUpdateBlock;

function rankQueries(relation: Relation, invariants: readonly Expression[]): Query[] {
  const steps = relation.variables.filter(({ of }) => of === 'pod' || of === 'claim');
  const matters = steps.filter(({ name }) => name !== 'data' && name !== 'revision');
  const same = and(stays(matters, 'x'), or(phaseIs('x', 'Absent'), stays(steps.filter(({ name }) => name === 'revision'), 'x')));
  const falls = forall(['x'], or(and(same, equal([next('rank'), 'x'], ['rank', 'x'])), ['<', [next('rank'), 'x'], ['rank', 'x']]));
  return relation.actions.filter(({ fair }) => fair).map((action) => unsat(`convergence: ${action.name} lowers the rank`, ...invariants, call(action), not(falls)));
}

/** An ordinal that is the lowest, or the highest, with a property, if there is one at all: every finite set has it. */
interface Extreme { readonly name: string; readonly comment: string; readonly lowest: boolean; readonly is: (x: string) => Expression }

const EXTREMES: readonly Extreme[] = [
  { name: 'lowest-waiting', comment: 'the lowest wanted ordinal that does not pass', lowest: true, is: (x) => and(['wanted', x], not(['passes', x])) },
  { name: 'highest-condemned', comment: 'the highest pod that is not wanted', lowest: false, is: (x) => and(not(['wanted', x]), isThere(x)) },
  { name: 'lowest-unhealthy', comment: 'the lowest of them that is not healthy', lowest: true, is: (x) => and(not(['wanted', x]), isThere(x), not(['healthy', x])) },
  { name: 'highest-outdated', comment: 'the highest pod that is to be updated', lowest: false, is: (x) => and(['wanted', x], not(['below-partition', x]), isThere(x), isOutdated(x)) },
];

export const extremesText = (): string => EXTREMES.map(({ name, comment }) => `(declare-const ${name} Ordinal) ; ${comment}, if there is one`).join('\n');

const isExtreme = ({ name, lowest, is }: Extreme): Expression => or(
  forall(['x'], not(is('x'))),
  and(is(name), forall(['x'], implies(lowest ? ['below', 'x', name] : ['below', name, 'x'], not(is('x'))))));

/** Guards that make the controller write for sure: where one holds at an ordinal, its sync changes the pod there. */
function certainGuards(kind: Kind): readonly string[] {
  return ['may-create', 'may-replace', 'may-condemn', ...kind.onDelete ? [] : ['must-update']];
}

function certainDefinitions(kind: Kind): Definition[] {
  const above = forall(['j'], implies(and(['below', 'x', 'j'], ['wanted', 'j']), and(not(isOutdated('j')), ['healthy', 'j'])));
  return [
    ...kind.onDelete ? [] : [define('must-update', ['x'], 'The controller does delete it: all wanted pods pass, and it is the highest outdated one.',
      and(['may-update', 'x'], 'all-wanted-pass', above))],
    define('must-complete', [], 'All wanted pods pass and are updated, and there are no others: all counts are equal, and the status says that the update is complete.',
      and(...kind.onDelete ? ['false'] : [], 'all-wanted-pass', 'nothing-condemned', forall(['x'], implies(['wanted', 'x'], not(isOutdated('x')))), not(equal('current-revision', 'update-revision')))),
  ];
}

function convergedDefinition(kind: Kind): Definition {
  const pod = and(['passes', 'x'], isRight(kind, 'x'), kind.claims ? equal(['claim', 'x'], 'Bound') : 'true');
  const status = kind.onDelete ? 'true' : or(equal('current-revision', 'update-revision'), not(forall(['x'], not(['below-partition', 'x']))));
  return define('converged', [], 'What the spec asks for: every wanted ordinal is available at its revision, and no other is left. Without a partition the status says so too.',
    and(forall(['x'], ite(['wanted', 'x'], pod, phaseIs('x', 'Absent'))), status));
}

const canHappen = (name: string): string => `can-${name}`;

/** When each step that is about one ordinal does happen in the end. */
const canDefinitions = ({ actions }: Relation): Definition[] =>
  actions.filter(({ local, fair }) => local && fair).map(({ name, guard }) => define(canHappen(name), ['k'], '', guard));

/** No step of Kubernetes by itself changes anything. The controller is only asked at the extreme ordinals: fewer hypotheses, so no less is proved. */
function stuckDefinition(relation: Relation): Definition {
  const locals = relation.actions.filter(({ local, fair }) => local && fair);
  const controller = EXTREMES.flatMap(({ name }) => certainGuards(relation.kind).map((guard) => not([guard, name])));
  return define('stuck', [], 'Nothing that happens by itself can happen.', and(
    ...EXTREMES.map(isExtreme), ...locals.map(({ name }) => forall(['k'], not([canHappen(name), 'k']))), ...controller, not('must-complete')));
}

const TWO_FAILED = define('two-failed-condemned', [], 'Two pods that are not wanted have failed: the highest waits for the lowest, which waits for the highest. A trap of the real controller in all\nversions: let web-2 and web-3 fail, and scale from 4 to 2.',
  not(forall(['x', 'y'], or(equal('x', 'y'), not(and(...['x', 'y'].map((x) => and(not(['wanted', x]), isOneOf(['phase', x], ['Failed'])))))))));

export const stuckDefinitions = (relation: Relation): Definition[] => [
  ...canDefinitions(relation), ...certainDefinitions(relation.kind), convergedDefinition(relation.kind), stuckDefinition(relation),
  ...relation.kind.parallel ? [] : [TWO_FAILED],
];

export function convergenceQueries(relation: Relation, invariants: readonly Expression[]): Query[] {
  const stuck = [...invariants, 'stuck', not('converged')];
  const ends = relation.kind.parallel
    ? [unsat('convergence: no stuck state', ...stuck)]
    : [
      sat('convergence: a stuck state', ...stuck),
      unsat('convergence: no stuck state but two failed pods that are not wanted', ...stuck, not('two-failed-condemned')),
    ];
  return [...rankQueries(relation, invariants), ...ends];
}
