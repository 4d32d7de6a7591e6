import { endsOf } from './ends';
import { onlyTheseReplicas } from './outside';
import { Asked, promised } from '../asked';
import { claimForEveryEnd } from '../claim';
import type { Decided } from '../decided';
import { type EndsWindow, endsProblem, exactProblem } from '../every-replica-count';
import type { Guarantee } from '../guarantees/guarantee';
import type { Refutation } from '../refutation';
import { EVERY_COUNT } from '../report';
import { SCENARIOS } from '../scenarios';
import type { Traits } from '../traits';
import { refutedForEveryCount } from '../window-cells';

/** The cells of guarantees that runs come to a good end, of those that some scenario asked for ends in. */
export function endsCells(set: Traits, asked: Asked): Decided[] {
  const shown = SCENARIOS.filter(({ name, excludes }) => asked.scenarios.includes(name) && excludes?.(set) === undefined).map(({ converges }) => converges);
  return promised(set, asked)
    .filter((guarantee) => guarantee.monitor === undefined && guarantee.everyReplicaCount !== undefined && shown.includes(guarantee.id))
    .filter((guarantee) => onlyTheseReplicas(set, guarantee) === undefined)
    .flatMap((guarantee) => cellsOf(set, guarantee, asked));
}

/** What may happen, in the words of the claim. */
const CHANGES: { readonly [window in EndsWindow]: string } = {
  boot: '',
  converges: 'scalings, partitions, template changes and ',
  recovers: 'scalings, template changes, also to broken ones, and ',
};

function cellsOf(set: Traits, guarantee: Guarantee, asked: Asked): Decided[] {
  const window = guarantee.everyReplicaCount as EndsWindow;
  const ends = endsOf(endsProblem(set, window), Math.max(2, set.problem.maxUnavailable), asked.maxStates);
  if (ends === undefined) return [];
  const cell = (changes: string, proved: boolean) => ({
    guarantee: guarantee.id,
    scenario: EVERY_COUNT,
    claim: claimForEveryEnd(set, guarantee.title, changes, ends, proved),
    exploration: { states: ends.states, transitions: ends.transitions, depth: ends.rank, frontier: 0, window: ends.together },
    witnesses: [{ name: guarantee.id, reached: true }],
  });
  if (!ends.stuck) return [{ ...cell(CHANGES[window], true), verdict: 'PROVED', severity: 'error' }];
  // Whoever names scenarios asks about them, and not about all that may happen.
  const found = asked.scenarios.length === SCENARIOS.length ? refutationOf(set, guarantee, asked) : undefined;
  return found === undefined ? [] : [{ ...cell(CHANGES[window], false), ...refutedForEveryCount(found, asked) }];
}

/** More faults than this are not needed for any bad end that is known. */
const FEW_FAULTS = 2;

/** A run of a set of two replicas to where it cannot go on, with the fewest faults. */
function refutationOf(set: Traits, guarantee: Guarantee, asked: Asked): Refutation | undefined {
  const exact = exactProblem(set, guarantee);
  for (let faults = 0; exact !== undefined && faults <= FEW_FAULTS; faults++) {
    const problem = { ...exact, faults };
    const [stuck] = asked.explore(problem, [], EVERY_COUNT).stuck;
    if (stuck !== undefined) return { guarantee, problem, run: stuck[1], faults, cause: stuck[0], asleep: false };
  }
  return undefined;
}
