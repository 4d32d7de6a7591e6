import { Asked, promised } from './asked';
import { CAUSES, WAITS } from './causes';
import type { Outcome } from './check';
import { claimFor, happened, witnessNames } from './claim';
import type { Decided } from './decided';
import type { Guarantee } from './guarantees/guarantee';
import type { Run } from './path';
import { type Refutation, minimisedRefutation } from './refutation';
import type { Verdict, Witness } from './report';
import { type Scenario, problemOf } from './scenarios';
import { thousands } from './thousands';
import type { Traits } from './traits';
import type { Problem } from '../cluster/problem';

/** A scenario explored with the set's own replicas, or where that is too much, with the most that could be done. */
export interface Explored {
  readonly set: Traits;
  readonly problem: Problem;
  readonly outcome: Outcome;
  /** Said where the set has more replicas than were explored. */
  readonly bounded?: string;
}

/**
 * Explores the set's own replicas, or where their states are too many, the most replicas whose states are not: one more each time, because fewer cost less. What is
 * broken with some more of them, in what was explored of it, is shown.
 */
export function exploreScenario(set: Traits, scenario: Scenario, asked: Asked): Explored {
  const own = exploreWith(set, set.replicas, scenario, asked);
  if (isLast(own)) return own;
  const within = own.outcome.exploration.stopped === 'out of memory' ? 'the memory that the run may take' : `the budget of ${thousands(asked.maxStates)} states a scenario`;
  let best = own;
  for (let replicas = 1; replicas < set.replicas; replicas++) {
    // What voters need of all replicas, so few do not have: the scenario would scale beyond them.
    if (scenario.excludes?.(asked.withReplicas(replicas)) !== undefined) continue;
    const explored = exploreWith(set, replicas, scenario, asked);
    const { frontier, stopped, states } = explored.outcome.exploration;
    if (isOver(explored)) return { ...explored, bounded: `${stopped} at ${thousands(states)} states of ${replicas} of ${set.replicas} replicas` };
    if (frontier > 0 && best !== own && !isLast(explored)) return best;
    best = { ...explored, bounded: `${replicas} of ${set.replicas} replicas were explored, within ${within}` };
    if (frontier > 0) return best;
  }
  return best;
}

/** Time and patience are over for fewer replicas too. */
const isOver = ({ outcome: { exploration: { stopped } } }: Explored): boolean => stopped === 'interrupted' || stopped === 'out of time';

/** Nothing more is to be had from other numbers of replicas. */
const isLast = (explored: Explored): boolean =>
  explored.outcome.exploration.frontier === 0 || explored.outcome.violations.size > 0 || isOver(explored);

function exploreWith(set: Traits, replicas: number, scenario: Scenario, asked: Asked): Explored {
  const explored = replicas === set.replicas ? set : asked.withReplicas(replicas);
  const problem = problemOf(explored, scenario, asked.faults);
  return { set: explored, problem, outcome: asked.explore(problem, idsFor(scenario, explored, asked), scenario.name) };
}

/** The guarantees whose steps are watched in a scenario. What nobody promised to the set is not: it would be broken, and decide what is explored. */
const idsFor = ({ tests }: Scenario, set: Traits, asked: Asked): string[] => (
  promised(set, asked).map(({ id }) => id).filter((id) => tests?.includes(id) ?? true));

type RunOf = (outcome: Outcome) => Run | undefined;

/** A scenario that was explored: what its cells are made from. */
interface Told {
  readonly scenario: Scenario;
  readonly explored: Explored;
  /** The set with its own replicas, also where fewer were explored. */
  readonly original: Traits;
  readonly asked: Asked;
}

/** What is asked of it: whether there is such a run. */
interface Question {
  readonly guarantee: Guarantee;
  readonly runOf: RunOf;
  /** Whether the guarantee was put to the test. */
  readonly tested: boolean;
  readonly cause: number;
}

/** The counterexample with the fewest faults, and among those the shortest: one that needs none says most. */
function simplest({ scenario, explored: { set, problem, outcome }, asked }: Told, runOf: RunOf): Pick<Refutation, 'problem' | 'run' | 'faults' | 'asleep'> {
  const guarantees = idsFor(scenario, set, asked);
  for (let faults = 0; faults < problem.faults; faults++) {
    const easier = problemOf(set, scenario, faults);
    const found = asked.explore(easier, guarantees, scenario.name);
    const run = runOf(found);
    if (run !== undefined) return { problem: easier, run, faults, asleep: found.asleep };
  }
  return { problem, run: runOf(outcome)!, faults: asked.faults, asleep: outcome.asleep };
}

const faultWitnesses = (problem: Problem, outcome: Outcome): Witness[] =>
  witnessNames(problem).map(([actor, name]) => ({ name: `fault: ${name}`, reached: happened(outcome, actor) }));

/** Whether the guarantee is that the scenario's runs come to a good end, or one that they can show to be broken in a way of its own. */
const isShown = ({ name, converges }: Scenario, { id, shownIn = [] }: Guarantee): boolean => id === converges || shownIn.includes(name);

/** The causes of a bad end that refute a guarantee in a scenario: its own, or where the scenario ends in it, all that nobody else is there to answer for. */
function causesFor(scenario: Scenario, guarantee: Guarantee, others: readonly Guarantee[]): readonly number[] {
  if (guarantee.id !== scenario.converges) return guarantee.cause === undefined ? [] : [guarantee.cause];
  if (guarantee.cause === undefined) return CAUSES;
  const elsewhere = others.filter((other) => other !== guarantee && isShown(scenario, other)).map(({ cause }) => cause);
  return CAUSES.filter((cause) => !elsewhere.includes(cause));
}

/** Of a guarantee that watches steps, one question; of one about what runs come to, one for each cause of a bad end. */
function questionsOf({ scenario, explored }: Told, guarantee: Guarantee, guarantees: readonly Guarantee[]): Question[] {
  const { exercised, violations, completes, stuck, exploration } = explored.outcome;
  const cut = exploration.frontier > 0;
  const { id, monitor } = guarantee;
  if (monitor !== undefined) {
    const tested = exercised.has(id);
    // What was cut short may have put it to the test later.
    return tested || cut || violations.has(id) ? [{ guarantee, runOf: (outcome) => outcome.violations.get(id), tested, cause: WAITS }] : [];
  }
  if (!isShown(scenario, guarantee)) return [];
  const causes = causesFor(scenario, guarantee, guarantees).filter((cause) => stuck.has(cause));
  if (causes.length > 0) return causes.map((cause) => ({ guarantee, runOf: (outcome) => outcome.stuck.get(cause), tested: completes, cause }));
  // Where no run comes to the good end, and for another reason, nothing was put to the test.
  return id === scenario.converges || completes ? [{ guarantee, runOf: () => undefined, tested: completes, cause: WAITS }] : [];
}

/** What the scenario says of each guarantee that it puts to the test. */
export function scenarioCells(scenario: Scenario, explored: Explored, original: Traits, asked: Asked): Decided[] {
  const told: Told = { scenario, explored, original, asked };
  const guarantees = promised(explored.set, asked);
  return guarantees.flatMap((guarantee) => questionsOf(told, guarantee, guarantees)).map((question) => cellOf(told, question));
}

function cellOf(told: Told, { guarantee, runOf, tested, cause }: Question): Decided {
  const { scenario, original, explored: { set, problem, outcome, bounded } } = told;
  const cell = {
    guarantee: guarantee.id,
    scenario: scenario.name,
    claim: claimFor(set, problem, guarantee.title, scenario.title, outcome) + (bounded === undefined ? '' : ` ${bounded}.`),
    exploration: outcome.exploration,
    witnesses: [{ name: guarantee.id, reached: tested }, ...faultWitnesses(problem, outcome)],
    ...bounded === undefined ? {} : { bounded },
  };
  if (runOf(outcome) === undefined) {
    const cut = outcome.exploration.frontier > 0 || bounded !== undefined;
    const verdict: Verdict = cut ? 'BOUNDED' : tested ? 'PROVED' : 'VACUOUS';
    told.asked.onAnswer?.({ guarantee: guarantee.id, scenario: scenario.name, verdict, problem });
    return { ...cell, verdict, severity: 'error' };
  }
  const fewerReplicas = set.replicas === original.replicas ? {} : { fewerReplicas: set.replicas };
  const refutation = minimisedRefutation({ ...simplest(told, runOf), ...fewerReplicas, guarantee, scenario, cause });
  told.asked.onAnswer?.({ guarantee: guarantee.id, scenario: scenario.name, verdict: 'REFUTED', problem: refutation.problem, run: refutation.run });
  return { ...cell, verdict: 'REFUTED', refutation };
}
