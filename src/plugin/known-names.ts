import { GUARANTEES, SCENARIOS, type ProveOptions } from '../prove';

/** Says which name is unknown and which are known: a misspelt name selects nothing, and nothing is easily proved. */
export function unknownName(what: string, names: readonly string[], asked: readonly string[] = []): string | undefined {
  const unknown = asked.find((name) => !names.includes(name));
  return unknown === undefined ? undefined : `unknown ${what} ${unknown}; known are ${names.join(', ')}`;
}

/** Throws where the options name a scenario or a guarantee that there is not. */
export function checkNames(options: ProveOptions): void {
  const problem = unknownName('scenario', SCENARIOS.map(({ name }) => name), options.scenarios)
    ?? unknownName('guarantee', GUARANTEES.map(({ id }) => id), options.guarantees);
  if (problem !== undefined) throw new Error(problem);
}
