import type { Problem } from '../cluster/problem';
import { RequestError } from '../prove/request-error';

/** Something of a problem that an exporter does not write: whether it is there, and what to say of it. */
export type Uncovered = readonly [is: (problem: Problem) => boolean, words: string];

/** Throws a RequestError that names everything of the problem that the format does not cover. */
export function refuse(format: string, problem: Problem, uncovered: readonly Uncovered[]): void {
  const found = uncovered.filter(([is]) => is(problem)).map(([, words]) => words);
  if (found.length > 0) throw new RequestError(`no ${format} model is written, because it would leave something out: ${found.join('; ')}`);
}
