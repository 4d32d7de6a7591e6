/** Something was asked for that there is not, such as a misspelt scenario: the caller's to put right, not ours. */
export class RequestError extends Error {}

/** The names asked for, all of them known: a misspelt one would select nothing, and nothing is easily proved. */
export function knownNames(what: string, names: readonly string[], asked: readonly string[]): readonly string[] {
  const unknown = asked.find((name) => !names.includes(name));
  if (unknown !== undefined) throw new RequestError(`unknown ${what} ${unknown}; known are ${names.join(', ')}`);
  return asked;
}
