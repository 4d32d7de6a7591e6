import type { Explored, Found } from './programs';
import { grouped, median, table } from './table';

export interface Contender {
  readonly name: string;
  readonly run: () => Explored;
  /** What it counts in another way than the others, and why. @default - nothing */
  readonly ownCounts?: { readonly of: readonly (keyof Found)[]; readonly because: string };
}

/**
 * Runs all contenders one after the other, round by round, so that the machine's moods fall on all alike, and prints what each took.
 *
 * @returns the median of each
 * @throws Error where one explored another graph: then there is nothing to compare
 */
export function contest(rounds: number, expected: Found, contenders: readonly Contender[]): ReadonlyMap<string, number> {
  const runs = contenders.map((): Explored[] => []);
  for (let round = 0; round < rounds; round++) {
    contenders.forEach(({ name, run, ownCounts }, c) => {
      const explored = run();
      const compared = (['states', 'transitions'] as const).filter((count) => ownCounts?.of.includes(count) !== true);
      if (compared.some((count) => explored.found[count] !== expected[count])) {
        throw new Error(`${name} explored ${counts(explored.found)}, not ${counts(expected)}: times of different graphs cannot be compared`);
      }
      runs[c].push(explored);
    });
  }
  const medians = runs.map((ofOne) => median(ofOne.map(({ seconds }) => seconds)));
  console.log(table([
    ['CPU seconds', ...runs[0].map((_, round) => `round ${round + 1}`), 'median', 'states', 'transitions'],
    ...contenders.map(({ name }, c) => [
      name, ...runs[c].map(({ seconds }) => seconds.toFixed(2)), medians[c].toFixed(2), grouped(runs[c][0].found.states), grouped(runs[c][0].found.transitions),
    ]),
  ]));
  for (const { name, ownCounts } of contenders) if (ownCounts !== undefined) console.log(`${name} counts ${ownCounts.of.join(' and ')} in its own way: ${ownCounts.because}`);
  return new Map(contenders.map(({ name }, c) => [name, medians[c]]));
}

export const counts = ({ states, transitions }: Found): string => `${grouped(states)} states and ${grouped(transitions)} transitions`;
