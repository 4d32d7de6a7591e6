import type { Outcome } from './check';
import { Explorer, Stop, Tell } from './explore-shape';
import { fingerprint } from './fingerprint';
import { Shape, shapeText } from './shape';

/** The explorations of one run: each shape once, however many sets have it. */
export interface Explorations {
  readonly outcomeOf: (shape: Shape, tell?: Tell) => Outcome;
  /** Of each shape, what it was counted by and how many states it had. */
  readonly shapes: () => readonly (readonly [string, number])[];
}

export function explorationsBy(explorer: Explorer, stop: Stop): Explorations {
  const known = new Map<string, Outcome>();
  return {
    outcomeOf: (shape, tell) => {
      const key = shapeText(shape);
      const found = known.get(key);
      if (found !== undefined) return found;
      const outcome = explorer.explore(shape, stop, tell);
      known.set(key, outcome);
      return outcome;
    },
    shapes: () => [...known].map(([key, { exploration }]) => [fingerprint(key), exploration.states]),
  };
}
