import { UsageError } from './usage-error';

/** A misspelt name must not select nothing and call it proved. */
export function known(what: string, names: readonly string[], asked: readonly string[]): readonly string[] {
  const unknown = asked.find((name) => !names.includes(name));
  if (unknown !== undefined) throw new UsageError(`unknown ${what} ${unknown}; known are ${names.join(', ')}`);
  return asked;
}

export function wholeNumber(option: string, value: string, least: number): number {
  const number = Number(value);
  if (!/^\d+$/.test(value) || number < least || !Number.isSafeInteger(number)) throw new UsageError(`${option} takes a whole number from ${least} up, not ${value}`);
  return number;
}
