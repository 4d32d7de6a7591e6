import { Asked, promised } from './asked';
import { WAITS } from './causes';
import type { Outcome } from './check';
import { claimForEveryCount } from './claim';
import { WINDOW, exactWindow, windowProblem } from './every-replica-count';
import { counterexampleOf, diagnosticOf } from './refutation';
import { EVERY_COUNT, type Cell, type Verdict } from './report';
import { SCENARIOS } from './scenarios';
import { Subject, subjectWith } from './subject';

const verdictOf = (outcome: Outcome, id: string): Verdict => {
  if (outcome.exploration.frontier > 0) return 'BOUNDED';
  return outcome.exercised.has(id) ? 'PROVED' : 'VACUOUS';
};

/** The cells of the window: one exploration for all guarantees that qualify. */
export function windowCells(subject: Subject, asked: Asked): Cell[] {
  const guarantees = promised(subject, asked).filter(({ everyReplicaCount }) => everyReplicaCount);
  if (guarantees.length === 0) return [];
  const ids = guarantees.map(({ id }) => id);
  const problem = windowProblem(subject);
  const outcome = asked.explore(problem, ids, EVERY_COUNT);
  // The window has liberties that the set has not. What it breaks only with them says nothing; the scenarios decide then.
  const exact = outcome.violations.size === 0 ? undefined : exactWindow(subject);
  const refuted = exact && asked.explore(exact, ids, EVERY_COUNT);
  return guarantees.flatMap((guarantee): Cell[] => {
    const { id, title } = guarantee;
    const run = refuted?.violations.get(id);
    if (run === undefined && outcome.violations.has(id)) return [];
    const cell = {
      guarantee: id,
      scenario: EVERY_COUNT,
      claim: claimForEveryCount(subject, title, outcome),
      exploration: { ...outcome.exploration, window: WINDOW },
      witnesses: [{ name: id, reached: outcome.exercised.has(id) }],
    };
    const verdict = run === undefined ? verdictOf(outcome, id) : 'REFUTED';
    asked.onAnswer?.({ guarantee: id, scenario: EVERY_COUNT, verdict, ...run === undefined ? { problem } : { problem: exact!, run } });
    if (run === undefined) return [{ ...cell, verdict, severity: 'error' }];
    const explanation = guarantee.explain(subject, SCENARIOS[0], { cause: WAITS, asleep: false, slot: 0, unhealthyCondemned: 0 });
    const refutation = { problem: exact!, run, scenario: EVERY_COUNT, explanation, stuck: false };
    return [{
      ...cell,
      verdict,
      severity: explanation.severity,
      counterexample: counterexampleOf(subjectWith(subject, WINDOW), refutation),
      diagnostic: diagnosticOf(subject, id, explanation),
    }];
  });
}
