import { Asked, promised } from './asked';
import { WAITS } from './causes';
import type { Outcome } from './check';
import { claimForEveryCount } from './claim';
import { WINDOW, exactWindow, windowProblem } from './every-replica-count';
import { type Refutation, counterexampleOf, diagnosticOf, explanationOf, minimisedRefutation } from './refutation';
import { EVERY_COUNT, type Cell, type Verdict } from './report';
import { Subject, subjectWith } from './subject';
import type { Problem } from '../cluster/problem';

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
    const found = refuted?.violations.has(id) ? fewestFaults(exact!, refuted, id, asked, ids) : undefined;
    if (found === undefined && outcome.violations.has(id)) return [];
    const cell = {
      guarantee: id,
      scenario: EVERY_COUNT,
      claim: claimForEveryCount(subject, title, outcome),
      exploration: { ...outcome.exploration, window: WINDOW },
      witnesses: [{ name: id, reached: outcome.exercised.has(id) }],
    };
    const verdict = found === undefined ? verdictOf(outcome, id) : 'REFUTED';
    const refutation = found && minimisedRefutation({ ...found, guarantee, cause: WAITS, asleep: false });
    asked.onAnswer?.({ guarantee: id, scenario: EVERY_COUNT, verdict, problem, ...refutation && { problem: refutation.problem, run: refutation.run } });
    if (refutation === undefined) return [{ ...cell, verdict, severity: 'error' }];
    const explanation = explanationOf(subject, refutation);
    return [{
      ...cell,
      verdict,
      severity: explanation.severity,
      counterexample: counterexampleOf(subjectWith(subject, WINDOW), refutation),
      diagnostic: diagnosticOf(subject, id, explanation),
    }];
  });
}

/** More faults than this are no easier to follow than any number. */
const FEW_FAULTS = 2;

/** The counterexample with the fewest faults. The window's own runs have any number. */
function fewestFaults(exact: Problem, refuted: Outcome, id: string, asked: Asked, ids: readonly string[]): Pick<Refutation, 'problem' | 'run' | 'faults'> {
  for (let faults = 0; faults <= FEW_FAULTS; faults++) {
    const problem = { ...exact, faults };
    const run = asked.explore(problem, ids, EVERY_COUNT).violations.get(id);
    if (run !== undefined) return { problem, run, faults };
  }
  return { problem: exact, run: refuted.violations.get(id)!, faults: exact.faults };
}
