import { CLAIMS } from './claims';
import { CONTROLLER } from './controller';
import { DEFAULTS } from './defaults';
import { OTHER_KINDS } from './other-kinds';
import { OWNERSHIP } from './ownership';
import { PODS } from './pods';
import type { Mutant } from './program';
import type { Comparison } from './recordings';
import { rollouts, traces, verdicts } from './recordings';
import { REVISIONS } from './revisions';
import { SETS } from './sets';
import { STATUS } from './status';
import { SWITCHES } from './switches';
import { TEXTS } from './texts';
import { WORDS } from './words';

/** A comparison with recordings, and the broken rules that it must find. */
export interface Trial {
  readonly of: string;
  readonly comparison: () => Comparison;
  readonly mutants: readonly Mutant[];
}

export const TRIALS: readonly Trial[] = [
  { of: 'the controller, by traces', comparison: traces, mutants: [...CONTROLLER, ...STATUS, ...CLAIMS, ...OWNERSHIP, ...REVISIONS, ...SWITCHES] },
  { of: 'what it makes and says, by rollouts', comparison: rollouts, mutants: TEXTS },
  { of: 'the admission, by verdicts', comparison: verdicts, mutants: [...SETS, ...PODS, ...OTHER_KINDS, ...WORDS, ...DEFAULTS] },
];
