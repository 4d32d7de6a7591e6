import type { Run } from './path';
import type { Verdict } from './report';
import type { Problem } from '../cluster/problem';

/** One explored question with its answer, and what the answer stands on: certificates are made from these. */
export interface Answer {
  readonly guarantee: string;
  readonly scenario: string;
  readonly verdict: Verdict;
  readonly problem: Problem;
  /** The run that refutes the guarantee. */
  readonly run?: Run;
}
