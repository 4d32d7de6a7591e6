import { Asked, promised } from './asked';
import { CAUSES, WAITS } from './causes';
import type { Outcome } from './check';
import { FAULT_NAMES, claimFor, happened } from './claim';
import { guaranteeOf } from './guarantees';
import type { Guarantee } from './guarantees/guarantee';
import type { Run } from './path';
import { counterexampleOf, diagnosticOf } from './refutation';
import type { Cell, Verdict, Witness } from './report';
import { Scenario, problemOf } from './scenarios';
import { Subject, subjectWith } from './subject';
import { thousands } from './thousands';
import * as f from '../cluster/fields';
import { layoutOf } from '../cluster/layout';
import type { Problem } from '../cluster/problem';
import { fieldOf } from '../cluster/row';

/** A scenario explored with the set's own replicas, or where that is too much, with the most that could be done. */
export interface Explored {
  readonly subject: Subject;
  readonly problem: Problem;
  readonly outcome: Outcome;
  /** Said where the set has more replicas than were explored. */
  readonly bounded?: string;
}

/** Where the set's own replicas have too many states, the next try has at most this many. */
const FEWER_REPLICAS = 5;

export function exploreScenario(subject: Subject, scenario: Scenario, asked: Asked): Explored {
  const guarantees = idsFor(scenario, asked);
  for (let replicas = subject.replicas; ; replicas = Math.min(replicas - 1, FEWER_REPLICAS)) {
    const explored = replicas === subject.replicas ? subject : subjectWith(subject, replicas);
    const problem = problemOf(explored, scenario, asked.faults);
    const outcome = asked.explore(problem, guarantees, scenario.name);
    if (outcome.exploration.frontier > 0 && outcome.violations.size === 0 && replicas > 1) continue;
    const bounded = `${replicas} of ${subject.replicas} replicas were explored, within the budget of ${thousands(asked.maxStates)} states a scenario`;
    return { subject: explored, problem, outcome, ...replicas === subject.replicas ? {} : { bounded } };
  }
}

/** The guarantees whose steps are watched in a scenario. */
const idsFor = ({ tests }: Scenario, { guarantees }: Asked): string[] => guarantees.filter((id) => tests?.includes(id) ?? true);

type RunOf = (outcome: Outcome) => Run | undefined;

/** The counterexample with the fewest faults, and among those the shortest: one that needs none says most. */
function simplest(scenario: Scenario, { subject, problem, outcome }: Explored, asked: Asked, runOf: RunOf): { problem: Problem; outcome: Outcome; run: Run } {
  const guarantees = idsFor(scenario, asked);
  for (let faults = 0; faults < problem.faults; faults++) {
    const easier = problemOf(subject, scenario, faults);
    const found = asked.explore(easier, guarantees, scenario.name);
    const run = runOf(found);
    if (run !== undefined) return { problem: easier, outcome: found, run };
  }
  return { problem, outcome, run: runOf(outcome)! };
}

/** How many pods above the wanted number are left unhealthy by a run. */
function unhealthyCondemned(problem: Problem, { first, steps }: Run): number {
  const layout = layoutOf(problem);
  const row = steps.at(-1)?.row ?? first;
  const value = (field: number) => fieldOf(layout, row, 0, field);
  let count = 0;
  for (let i = value(f.REPLICAS); i < problem.slots; i++) if (value(f.phase(i)) !== f.ABSENT && value(f.available(i)) === 0) count++;
  return count;
}

const faultWitnesses = (problem: Problem, outcome: Outcome): Witness[] => problem.faults === 0 ? []
  : FAULT_NAMES.map(([actor, name]) => ({ name: `fault: ${name}`, reached: happened(outcome, actor) }));

/** Whether the guarantee is the one that the scenario's runs come to a good end, or one that they can show to be broken in a way of its own. */
const isShown = ({ name, converges }: Scenario, { id, shownIn = [] }: Guarantee): boolean => id === converges || shownIn.includes(name);

/** The causes of a run's bad end that refute a guarantee in a scenario: its own, or where the scenario ends in it, all that nobody else is there to answer for. */
function causesFor(scenario: Scenario, guarantee: Guarantee, others: readonly Guarantee[]): readonly number[] {
  if (guarantee.id !== scenario.converges) return guarantee.cause === undefined ? [] : [guarantee.cause];
  if (guarantee.cause === undefined) return CAUSES;
  const elsewhere = others.filter((other) => other !== guarantee && isShown(scenario, other)).map(({ cause }) => cause);
  return CAUSES.filter((cause) => !elsewhere.includes(cause));
}

/** What the scenario says of each guarantee that it puts to the test. The finding stands at a place in the original manifest. */
export function scenarioCells(scenario: Scenario, explored: Explored, original: Subject, asked: Asked): Cell[] {
  const { exercised, violations, completes, stuck } = explored.outcome;
  const cell = (guarantee: Guarantee, runOf: RunOf, tested: boolean, cause = WAITS) => cellOf(scenario, explored, original, asked, guarantee, runOf, tested, cause);
  const guarantees = promised(explored.subject, asked);
  return guarantees.flatMap((guarantee): Cell[] => {
    const { id, monitor } = guarantee;
    if (monitor !== undefined) return exercised.has(id) || violations.has(id) ? [cell(guarantee, (outcome) => outcome.violations.get(id), exercised.has(id))] : [];
    if (!isShown(scenario, guarantee)) return [];
    const causes = causesFor(scenario, guarantee, guarantees).filter((cause) => stuck.has(cause));
    // Where no run comes to the good end, and for another reason, nothing was put to the test.
    if (causes.length === 0 && id !== scenario.converges && !completes) return [];
    return causes.length === 0 ? [cell(guarantee, () => undefined, completes)] : causes.map((cause) => cell(guarantee, (outcome) => outcome.stuck.get(cause), completes, cause));
  });
}

function cellOf(
  scenario: Scenario, explored: Explored, original: Subject, asked: Asked, guarantee: Guarantee, runOf: RunOf, exercised: boolean, cause: number,
): Cell {
  const { subject, problem, outcome, bounded } = explored;
  const cell = {
    guarantee: guarantee.id,
    scenario: scenario.name,
    claim: claimFor(subject, problem, guarantee.title, scenario.title, outcome) + (bounded === undefined ? '' : ` ${bounded}.`),
    exploration: outcome.exploration,
    witnesses: [{ name: guarantee.id, reached: exercised }, ...faultWitnesses(problem, outcome)],
    ...bounded === undefined ? {} : { bounded },
  };
  if (runOf(outcome) === undefined) {
    const cut = outcome.exploration.frontier > 0 || bounded !== undefined;
    const verdict: Verdict = cut ? 'BOUNDED' : exercised ? 'PROVED' : 'VACUOUS';
    return { ...cell, verdict, severity: 'error' };
  }
  const best = simplest(scenario, explored, asked, runOf);
  const ending = { cause, asleep: best.outcome.asleep, unhealthyCondemned: unhealthyCondemned(best.problem, best.run) };
  const explanation = (guaranteeOf(cause) ?? guarantee).explain(subject, scenario, ending);
  const refutation = { problem: best.problem, run: best.run, scenario: scenario.name, explanation, stuck: guarantee.monitor === undefined };
  return {
    ...cell,
    verdict: 'REFUTED',
    severity: explanation.severity,
    counterexample: counterexampleOf(subject, refutation),
    diagnostic: diagnosticOf(original, guarantee.id, explanation),
  };
}
