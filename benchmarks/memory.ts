import { bootstrap } from './problems';
import type { Ours } from './programs';
import { grouped, median } from './table';
import type { Problem } from '../src/cluster/problem';

const ROUNDS = 3;

/**
 * What one state takes, counted in two ways: the typed arrays that the search holds, with what of them is not used yet; and the most memory of the process, less
 * that of a process with next to nothing to explore, which is also what the engine takes for itself meanwhile.
 *
 * @returns the larger of the two
 */
export function bytesOfState(ours: Ours, problem: Problem): number {
  const { states, held } = ours({ problem, memory: true }).found;
  const residentOf = (explored: Problem) => median(Array.from({ length: ROUNDS }, () => ours({ problem: explored }).found.resident));
  const resident = residentOf(problem);
  const empty = residentOf(bootstrap(1, 0));
  const perState = [held / states, (resident - empty) / states];
  console.log(`bytes a state: ${perState[0].toFixed(1)} in arrays, ${perState[1].toFixed(1)} in memory `
    + `(a peak of ${megabytes(resident)} MB, of which ${megabytes(empty)} MB are there without any state; ${grouped(states)} states)`);
  return Math.max(...perState);
}

export const megabytes = (bytes: number): string => (bytes / 1e6).toFixed(0);
