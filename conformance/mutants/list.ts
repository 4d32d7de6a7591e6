import { DEFAULTS } from './defaults';
import { OTHER_KINDS } from './other-kinds';
import { PODS } from './pods';
import type { Mutant } from './program';
import type { Judge } from './recordings';
import { verdictJudge } from './recordings';
import { SETS } from './sets';
import { WORDS } from './words';

/** A comparison with recordings, and the broken rules that it must find. */
export interface Trial {
  readonly of: string;
  readonly judge: () => Judge;
  readonly mutants: readonly Mutant[];
}

export const TRIALS: readonly Trial[] = [
  { of: 'the admission, by recorded verdicts', judge: verdictJudge, mutants: [...SETS, ...PODS, ...OTHER_KINDS, ...WORDS, ...DEFAULTS] },
];
