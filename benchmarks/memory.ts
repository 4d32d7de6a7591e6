import { bootstrap } from './problems';
import type { Ours } from './programs';
import { grouped, median } from './table';
import type { Problem } from '../src/cluster/problem';

const ROUNDS = 3;

/**
 * What one state takes: the most memory of the process, less that of a process with next to nothing to explore. So all is in it: rows, the table, what was learned,
 * arrays that were outgrown, and what the engine takes for itself meanwhile.
 */
export function bytesOfState(ours: Ours, problem: Problem): number {
  const residentOf = (explored: Problem) => median(Array.from({ length: ROUNDS }, () => ours({ problem: explored }).found.resident));
  const { states } = ours({ problem }).found;
  const resident = residentOf(problem);
  const empty = residentOf(bootstrap(1, 0));
  const perState = (resident - empty) / states;
  console.log(`${perState.toFixed(1)} bytes a state (a peak of ${megabytes(resident)} MB, of which ${megabytes(empty)} MB are there without any state; ${grouped(states)} states)`);
  return perState;
}

export const megabytes = (bytes: number): string => (bytes / 1e6).toFixed(0);
