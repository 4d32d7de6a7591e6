import type { Answer } from './answer';
import type { Refutation } from './refutation';
import type { Cell } from './report';

/** What is refuted, without the words of a set: how it is told depends on names. */
export interface Untold extends Pick<Cell, 'guarantee' | 'scenario' | 'claim' | 'exploration' | 'bounded' | 'witnesses'> {
  readonly verdict: 'REFUTED';
  readonly refutation: Refutation;
}

/** What is decided about a guarantee in a scenario. Where nothing is refuted, it is the same cell for all sets of a kind. */
export type Decided = Cell | Untold;

/** All that exploring decides about a set, or about all sets of its kind. */
export interface Decisions {
  readonly decided: readonly Decided[];
  /** What is left out, and why. */
  readonly notes: readonly string[];
  readonly answers: readonly Answer[];
  /** How many problems were asked about. */
  readonly questions: number;
  /** It holds for this set only: fewer replicas were explored, and where those can be is decided by more than the traits. */
  readonly own: boolean;
}
