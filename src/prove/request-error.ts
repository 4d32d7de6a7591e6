import type { Diagnostic } from '../manifest/diagnostic';

/** Something was asked for that there is not, such as a misspelt scenario: the caller's to put right, not ours. */
export class RequestError extends Error {}

/** What was asked for with a file of ours, and everything that is wrong with it. */
export class MistakesError extends RequestError {
  /** One line for each mistake, with its place. */
  readonly lines: readonly string[];

  constructor(mistakes: readonly Diagnostic[]) {
    const lines = mistakes.map(({ message, advice, where }) => `${where === undefined ? '' : `${where.file}:${where.line}:${where.column}: `}${message}: ${advice}`);
    super(lines.join('\n'));
    this.lines = lines;
  }
}

/** The names asked for, all of them known: a misspelt one would select nothing, and nothing is easily proved. */
export function knownNames(what: string, names: readonly string[], asked: readonly string[]): readonly string[] {
  const unknown = asked.find((name) => !names.includes(name));
  if (unknown !== undefined) throw new RequestError(`unknown ${what} ${unknown}; known are ${names.join(', ')}`);
  return asked;
}
