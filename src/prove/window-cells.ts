import { Asked, promised } from './asked';
import { WAITS } from './causes';
import { claimForEveryCount } from './claim';
import type { Decided, Untold } from './decided';
import { onlyTheseReplicas } from './every-count/outside';
import { Window, exactProblem, windowOf, windowProblem } from './every-replica-count';
import type { Guarantee } from './guarantees/guarantee';
import { type Refutation, minimisedRefutation } from './refutation';
import { EVERY_COUNT } from './report';
import type { Traits } from './traits';
import type { Problem } from '../cluster/problem';

/** The cells of guarantees of steps: one exploration of each window for all guarantees that it proves. */
export function windowCells(set: Traits, asked: Asked): Decided[] {
  const guarantees = promised(set, asked)
    .filter((guarantee) => guarantee.monitor !== undefined && windowOf(guarantee) !== undefined && onlyTheseReplicas(set, guarantee) === undefined);
  return [...new Set(guarantees.map((guarantee) => windowOf(guarantee)!))].flatMap((window) => (
    cellsOf(set, window, guarantees.filter((guarantee) => windowOf(guarantee) === window), asked)));
}

function cellsOf(set: Traits, window: Window, guarantees: readonly Guarantee[], asked: Asked): Decided[] {
  const problem = windowProblem(set, window);
  const outcome = asked.explore(problem, guarantees.map(({ id }) => id), EVERY_COUNT);
  return guarantees.flatMap((guarantee): Decided[] => {
    const { id, title, onlyProofs } = guarantee;
    const cell = {
      guarantee: id,
      scenario: EVERY_COUNT,
      claim: claimForEveryCount(set, title, window, outcome),
      exploration: { ...outcome.exploration, window: window.ordinals },
      witnesses: [{ name: id, reached: outcome.exercised.has(id) }],
    };
    if (outcome.violations.has(id)) {
      // The window has liberties that the set has not. What it breaks only with them says nothing; the scenarios decide then.
      const refutation = onlyProofs ? undefined : refutationOf(set, guarantee, asked);
      return refutation === undefined ? [] : [{ ...cell, ...refutedForEveryCount(refutation, asked) }];
    }
    const isWhole = outcome.exploration.frontier === 0;
    // What the window never puts to the test, the scenarios have to say.
    if (isWhole && !outcome.exercised.has(id)) return [];
    const verdict = isWhole ? 'PROVED' : 'BOUNDED';
    asked.onAnswer?.({ guarantee: id, scenario: EVERY_COUNT, verdict, problem });
    return [{ ...cell, verdict, severity: 'error' }];
  });
}

/** What a counterexample in the window makes of a cell. */
export function refutedForEveryCount(found: Refutation, asked: Asked): Pick<Untold, 'verdict' | 'refutation'> {
  const refutation = minimisedRefutation(found);
  asked.onAnswer?.({ guarantee: found.guarantee.id, scenario: EVERY_COUNT, verdict: 'REFUTED', problem: refutation.problem, run: refutation.run });
  return { verdict: 'REFUTED', refutation };
}

/** More faults than this are no easier to follow than any number. */
const FEW_FAULTS = 2;

/** The counterexample with the fewest faults, where there is one without liberties. The window's own runs have any number. */
function refutationOf(set: Traits, guarantee: Guarantee, asked: Asked): Refutation | undefined {
  const exact = exactProblem(set, guarantee);
  if (exact === undefined) return undefined;
  const runIn = (problem: Problem) => asked.explore(problem, [guarantee.id], EVERY_COUNT).violations.get(guarantee.id);
  for (let faults = 0; faults <= FEW_FAULTS; faults++) {
    const problem = { ...exact, faults };
    const run = runIn(problem);
    if (run !== undefined) return { problem, run, faults, guarantee, cause: WAITS, asleep: false };
  }
  const run = runIn(exact);
  return run && { problem: exact, run, faults: exact.faults, guarantee, cause: WAITS, asleep: false };
}
