import { Asked, promised } from './asked';
import { WAITS } from './causes';
import { claimForEveryCount } from './claim';
import { onlyTheseReplicas } from './every-count/outside';
import { Window, exactWindow, windowOf, windowProblem } from './every-replica-count';
import type { Guarantee } from './guarantees/guarantee';
import { type Refutation, counterexampleOf, diagnosticOf, explanationOf, minimisedRefutation } from './refutation';
import { EVERY_COUNT, type Cell } from './report';
import { SCENARIOS } from './scenarios';
import type { Subject } from './subject';
import type { Problem } from '../cluster/problem';

/** The cells of guarantees of steps: one exploration of each window for all guarantees that it proves. */
export function windowCells(subject: Subject, asked: Asked): Cell[] {
  const guarantees = promised(subject, asked)
    .filter((guarantee) => guarantee.monitor !== undefined && windowOf(guarantee) !== undefined && onlyTheseReplicas(subject, guarantee) === undefined);
  return [...new Set(guarantees.map((guarantee) => windowOf(guarantee)!))].flatMap((window) => (
    cellsOf(subject, window, guarantees.filter((guarantee) => windowOf(guarantee) === window), asked)));
}

function cellsOf(subject: Subject, window: Window, guarantees: readonly Guarantee[], asked: Asked): Cell[] {
  const problem = windowProblem(subject, window);
  const outcome = asked.explore(problem, guarantees.map(({ id }) => id), EVERY_COUNT);
  return guarantees.flatMap((guarantee): Cell[] => {
    const { id, title, onlyProofs } = guarantee;
    const cell = {
      guarantee: id,
      scenario: EVERY_COUNT,
      claim: claimForEveryCount(subject, title, window, outcome),
      exploration: { ...outcome.exploration, window: window.ordinals },
      witnesses: [{ name: id, reached: outcome.exercised.has(id) }],
    };
    if (outcome.violations.has(id)) {
      // The window has liberties that the set has not. What it breaks only with them says nothing; the scenarios decide then.
      const refutation = onlyProofs ? undefined : refutationOf(subject, guarantee, asked);
      return refutation === undefined ? [] : [{ ...cell, ...refutedForEveryCount(subject, refutation, asked) }];
    }
    const isWhole = outcome.exploration.frontier === 0;
    // What the window never puts to the test, the scenarios have to say.
    if (isWhole && !outcome.exercised.has(id)) return [];
    const verdict = isWhole ? 'PROVED' : 'BOUNDED';
    asked.onAnswer?.({ guarantee: id, scenario: EVERY_COUNT, verdict, problem });
    return [{ ...cell, verdict, severity: 'error' }];
  });
}

type Refuted = Pick<Cell, 'verdict' | 'severity' | 'everySet' | 'counterexample' | 'diagnostic'>;

/** What a counterexample in the window makes of a cell. */
export function refutedForEveryCount(subject: Subject, found: Refutation, asked: Asked): Refuted {
  const { guarantee } = found;
  const refutation = minimisedRefutation(found);
  asked.onAnswer?.({ guarantee: guarantee.id, scenario: EVERY_COUNT, verdict: 'REFUTED', problem: refutation.problem, run: refutation.run });
  const explanation = explanationOf(subject, refutation);
  return {
    verdict: 'REFUTED',
    severity: explanation.severity,
    ...explanation.everySet && asked.scenarios.length === SCENARIOS.length ? { everySet: true } : {},
    counterexample: counterexampleOf(subject, refutation, () => exactWindow(subject, guarantee)!.subject),
    diagnostic: diagnosticOf(subject, guarantee.id, explanation),
  };
}

/** More faults than this are no easier to follow than any number. */
const FEW_FAULTS = 2;

/** The counterexample with the fewest faults, where there is one without liberties. The window's own runs have any number. */
function refutationOf(subject: Subject, guarantee: Guarantee, asked: Asked): Refutation | undefined {
  const exact = exactWindow(subject, guarantee);
  if (exact === undefined) return undefined;
  const runIn = (problem: Problem) => asked.explore(problem, [guarantee.id], EVERY_COUNT).violations.get(guarantee.id);
  for (let faults = 0; faults <= FEW_FAULTS; faults++) {
    const problem = { ...exact.problem, faults };
    const run = runIn(problem);
    if (run !== undefined) return { problem, run, faults, guarantee, cause: WAITS, asleep: false };
  }
  const run = runIn(exact.problem);
  return run && { problem: exact.problem, run, faults: exact.problem.faults, guarantee, cause: WAITS, asleep: false };
}
