import { UsageError } from './usage-error';
import { unknownName } from '../plugin/known-names';

/** The names asked for, all of them known. */
export function known(what: string, names: readonly string[], asked: readonly string[]): readonly string[] {
  const problem = unknownName(what, names, asked);
  if (problem !== undefined) throw new UsageError(problem);
  return asked;
}

export function wholeNumber(option: string, value: string, least: number): number {
  const number = Number(value);
  if (!/^\d+$/.test(value) || number < least || !Number.isSafeInteger(number)) throw new UsageError(`${option} takes a whole number from ${least} up, not ${value}`);
  return number;
}
