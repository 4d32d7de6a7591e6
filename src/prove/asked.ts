import type { Answer } from './answer';
import type { Outcome } from './check';
import { GUARANTEES } from './guarantees';
import type { Guarantee } from './guarantees/guarantee';
import type { Traits } from './traits';
import type { Problem } from '../cluster/problem';

/** What is asked of one set. */
export interface Asked {
  readonly scenarios: readonly string[];
  readonly guarantees: readonly string[];
  readonly faults: number;
  readonly maxStates: number;
  /** Whether a large graph may be reduced. */
  readonly reduces: boolean;
  /** Explores a problem, or remembers what an equal one came to. */
  readonly explore: (problem: Problem, guarantees: readonly string[], scenario: string) => Outcome;
  /** The same set with another number of replicas. Where their pods can be is decided by more than its traits. */
  readonly withReplicas: (replicas: number) => Traits;
  /** Is told what was answered. */
  readonly onAnswer?: (answer: Answer) => void;
}

/** The guarantees that are promised to a set of this kind. */
export const promisedOf = (set: Traits): Guarantee[] => GUARANTEES.filter(({ notPromised }) => notPromised?.(set) === undefined);

/** Those of them that are asked for. */
export const promised = (set: Traits, asked: Pick<Asked, 'guarantees'>): Guarantee[] => promisedOf(set).filter(({ id }) => asked.guarantees.includes(id));
