import type { Problem } from '../../cluster/problem';

/** Somebody who takes steps: an action of the specification, with the operators that only it needs. */
export interface Actor {
  /** The action's name, and of what it is one for each: nothing, or each ordinal. */
  readonly name: string;
  readonly each: 'set' | 'ordinal';
  /** What Kubernetes does by itself must happen in the end if it stays possible. */
  readonly fair: boolean;
  /** The name of the formula that says so. @default - WF_vars of the action */
  readonly fairness?: string;
  /** Whether it can ever do anything in this problem. */
  readonly acts: (problem: Problem) => boolean;
  readonly text: (problem: Problem) => string;
}

export const always = (): boolean => true;
