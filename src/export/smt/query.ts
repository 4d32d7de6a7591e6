import { printed, type Expression } from './expression';

/** One question to the solver, with the answer that is expected of it. */
export interface Query {
  readonly name: string;
  readonly expected: 'sat' | 'unsat';
  readonly assertions: readonly Expression[];
}

export const unsat = (name: string, ...assertions: readonly Expression[]): Query => ({ name, expected: 'unsat', assertions });
export const sat = (name: string, ...assertions: readonly Expression[]): Query => ({ name, expected: 'sat', assertions });

export const queryText = ({ name, expected, assertions }: Query): string => [
  '(push 1)',
  `(echo "${name}: expect ${expected}")`,
  ...assertions.map((assertion) => `(assert ${printed(assertion, '  ')})`),
  '(check-sat)',
  '(pop 1)',
].join('\n');
