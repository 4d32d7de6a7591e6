import { UsageError } from './usage-error';

export function wholeNumber(option: string, value: string, least: number): number {
  const number = Number(value);
  if (!/^\d+$/.test(value) || number < least || !Number.isSafeInteger(number)) throw new UsageError(`${option} takes a whole number from ${least} up, not ${value}`);
  return number;
}
