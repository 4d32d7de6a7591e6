import { MOST_POD_STEPS, canConverge, convergenceQueries, extremesText, mostClaimSteps, ranksOf, stuckDefinitions } from './convergence';
import { DROPPED, aboutNext, comments, definitionText, type Definition } from './definition';
import { not, type Expression } from './expression';
import { kindOf, type Kind } from './kind';
import { definitionsWithoutDropped, lemmaQueries } from './lemma';
import { guaranteesOf, holds, invariantsOf, mostDisrupted } from './properties';
import { queryText, sat, unsat, type Query } from './query';
import { call, relationOf, startOf, type Relation } from './relation';
import { ORDER, declarationsOf, next, sortsOf } from './state';
import { windowOf, windowQueries } from './window';
import { RequestError } from '../../prove/request-error';
import type { Exporter } from '../exporter';

/** One part of the file: a headline, what it declares and defines, and what it asks. */
const part = (title: string, words: string, ...texts: readonly string[]): string =>
  [`; ---- ${title} ----`, comments(words), ...texts.filter((text) => text !== '')].join('\n\n');

const definitionsText = (definitions: readonly Definition[]): string => definitions.map(definitionText).join('\n');
const queriesText = (queries: readonly Query[]): string => queries.map(queryText).join('\n\n');

const describe = (kind: Kind): string => [
  kind.parallel ? 'podManagementPolicy: Parallel' : 'podManagementPolicy: OrderedReady',
  kind.onDelete ? 'updateStrategy: OnDelete' : kind.noRollingUpdateBlock ? 'updateStrategy: RollingUpdate, without a rollingUpdate block' : 'updateStrategy: RollingUpdate',
  kind.minReady ? `minReadySeconds above 0${kind.healthIsAvailability ? '' : ', as up to 1.33'}` : 'no minReadySeconds',
  ...kind.noGracePeriod ? ['terminationGracePeriodSeconds: 0'] : [],
  kind.claims ? `volumeClaimTemplates, whenScaled: ${kind.whenScaledDelete ? 'Delete' : 'Retain'}, whenDeleted: ${kind.whenDeletedDelete ? 'Delete' : 'Retain'}` : 'no volumeClaimTemplates',
  ...kind.budget === 0 ? [] : [`the gate MaxUnavailableStatefulSet, maxUnavailable: ${kind.budget ?? 'any, because fewer than so many is not written as a quantifier here'}`],
].map((line) => `  ${line}`).join('\n');

function relationPart({ variables, definitions, kind }: Relation): string {
  return part('1. The relation',
    'The state of a set with any number of ordinals, before and after a step. Ordinals are any totally ordered things: every finite number of them is a\n'
    + 'model of it. spec.replicas and the partition are the ordinals below them, not numbers. Guards are quantifiers over the other ordinals, no function\n'
    + 'leads from anything to an ordinal, and so every query below is decidable (EPR). Each action is named after who takes the step.',
    sortsOf(kind), ORDER, declarationsOf(variables), '(declare-const k Ordinal) ; the ordinal that a step is about', definitionsText(definitions));
}

function lemmaPart(relation: Relation): string {
  return part('2. The projection lemma',
    'Drop one ordinal from any step: a step of the rest is left, or nothing has changed there. So a violation that mentions two ordinals exists for some\n'
    + 'number of replicas if and only if it exists for two. Every definition that quantifies stands here once more for the ordinals but the dropped one.',
    `(declare-const ${DROPPED} Ordinal)`, definitionsText(definitionsWithoutDropped(relation)), queriesText(lemmaQueries(relation)));
}

const variableNames = ({ variables }: Relation): string[] => variables.map(({ name }) => name);

/** What happens to a claim whose owner is gone: a pod, because deleting the set is not part of this. */
const COLLECTS = ['collector', 'protection'];

function happensPart(relation: Relation): string {
  const queries = relation.actions.map((action) => {
    const step = [...allHold(relation), call(action), not('nothing-changes')];
    return COLLECTS.includes(action.name) && !relation.kind.whenScaledDelete
      ? unsat(`it cannot happen: ${action.name}`, ...step)
      : sat(`it can happen: ${action.name}`, ...step);
  });
  return part('4. That the above is about something',
    'A relation without steps would prove everything. Every action has a step that changes something, from a state that all invariants allow; but for those that\n'
    + 'take claims away where no pod owns one.', queriesText(queries));
}

const allHold = ({ kind }: Relation): Expression[] => invariantsOf(kind).flatMap(({ definitions }) => definitions.map((each) => holds(each)));

function invariantQueries(relation: Relation): Query[] {
  const [wellFormed, ...others] = invariantsOf(relation.kind);
  return [wellFormed, ...others].flatMap(({ title, definitions }) => {
    const before = [...new Set([...wellFormed.definitions, ...definitions])].map((each) => holds(each));
    return definitions.flatMap((each) => [
      unsat(`${title}: ${each.name} at the start`, startOf(relation), not(holds(each))),
      ...relation.actions.map((action) => unsat(`${title}: ${action.name} keeps ${each.name}`, ...before, call(action), not(holds(each, next(''))))),
    ]);
  });
}

function guaranteeQueries(relation: Relation): Query[] {
  return guaranteesOf(relation.kind).flatMap(({ definition, actions, needs, broken }) => actions.map((action) => {
    const name = `${definition.name}: ${action}`;
    const step = [...needs.map((each) => holds(each)), call(relation.actions.find((each) => each.name === action)!), not(definition.name)];
    return broken?.by === action ? sat(name, ...step) : unsat(name, ...step);
  }));
}

const UNBOUNDED = 'How many pods the update loop may take at once is not bounded here: a template that changes in the midst of a roll starts it again at the\n'
  + 'top, or maxUnavailable is no small number.';

function propertiesPart(relation: Relation): string {
  const invariants = invariantsOf(relation.kind).flatMap(({ definitions }) => definitions);
  const notPromised = [
    ...guaranteesOf(relation.kind).flatMap(({ definition: { name }, broken }) => broken === undefined ? [] : [`${name} is not kept: ${broken.why}.`]),
    ...relation.kind.parallel ? ['order/create and order/terminate are not promised under Parallel.'] : [],
    ...mostDisrupted(relation.kind) === undefined ? [UNBOUNDED] : [],
  ].join('\n');
  return part('3. Guarantees',
    `Invariants hold at the start and are kept by every action, so they hold for ever. Guarantees of steps are decided by one step from any state that the\ninvariants allow. order/create and order/terminate need none: a single guard decides each.\n${notPromised}`,
    definitionsText(invariants), definitionsText(aboutNext(invariants, variableNames(relation), next)),
    definitionsText(guaranteesOf(relation.kind).map(({ definition }) => definition)),
    queriesText([...invariantQueries(relation), ...guaranteeQueries(relation)]));
}

function convergencePart(relation: Relation): string {
  const { kind } = relation;
  if (!canConverge(kind)) {
    return part('5. Convergence', 'Not here: without a rollingUpdate block a count, status.currentReplicas, decides whether an outdated pod is replaced by a new one.');
  }
  const ranks = ranksOf(kind);
  return part('5. Convergence',
    'Once users and faults have stopped, every step that Kubernetes takes by itself lowers the rank of each ordinal that it changes, and the status completes\n'
    + `an update at most once: at most ${MOST_POD_STEPS + mostClaimSteps(kind)} steps an ordinal, and one. Where no such step is left, the set is what its spec asks for.`,
    extremesText(), definitionsText(ranks), definitionsText(aboutNext(ranks, variableNames(relation), next)), definitionsText(stuckDefinitions(relation)),
    queriesText(convergenceQueries(relation, allHold(relation))));
}

const WINDOW = '6. The window';

function windowPart(relation: Relation, window: ReturnType<typeof windowOf>): string {
  if (window === undefined) return part(WINDOW, 'The reachable states of two ordinals are too many to be written here. `prove` explores them.');
  return part(WINDOW,
    `The reachable states of two ordinals under any scaling and any fault, while the template stays: ${window.pairs}, found by the explorer of \`prove\`, which knows nothing of\n`
    + 'this file. That no step of any number of ordinals leaves them is asked of the solver. With other templates they are too many to be written here.',
    definitionsText(window.definitions), definitionsText(aboutNext(window.definitions, variableNames(relation), next)), queriesText(windowQueries(relation)));
}

/** Every part of one set as SMT-LIB, to be read by native z3 and cvc5. */
export const smt: Exporter = ({ title, set, problem, version }) => {
  if (set === undefined) throw new RequestError('no SMT-LIB is written of one scenario, because the proofs are for all of them at once: leave --scenario away');
  const kind = kindOf(set);
  const relation = relationOf(kind);
  const head = comments([
    title,
    `written by cdk8s-stateful ${version}, which explores the same rules with step functions of its own`,
    'Of the manifest only this counts, so it is about every such set, of any number of replicas:',
    describe(kind),
    'Caches are fresh. Run: z3 FILE, or cvc5 --incremental --finite-model-find FILE. Each answer follows a line that says which is expected.',
    'The relation may allow more steps than the controller takes, which is sound for proofs; an answer sat then is no counterexample by itself.',
  ].join('\n'));
  return {
    text: `${[
      head, '(set-logic ALL)', relationPart(relation), lemmaPart(relation), propertiesPart(relation), happensPart(relation), convergencePart(relation),
      windowPart(relation, windowOf(problem)),
    ].join('\n\n')}\n`,
  };
};
