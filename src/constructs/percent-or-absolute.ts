import { IConstruct } from 'constructs';
import * as kplus from './kplus';
import { refuse } from './refuse';

/** The generated converters drop a bare number or string without a word, so it has to be wrapped. */
export function intOrString(value?: kplus.PercentOrAbsolute): kplus.k8s.IntOrString | undefined {
  if (value === undefined) return undefined;
  return typeof value.value === 'number' ? kplus.k8s.IntOrString.fromNumber(value.value) : kplus.k8s.IntOrString.fromString(value.value);
}

/** @throws if it is not a whole number from 0 on, nor a whole percentage from 0% to 100% */
export function requireCount(where: IConstruct, field: string, count?: kplus.PercentOrAbsolute): void {
  if (count === undefined) return;
  const { value } = count;
  const fits = typeof value === 'number' ? Number.isInteger(value) && value >= 0 : Number(/^(\d+)%$/.exec(value)?.[1]) <= 100;
  if (fits) return;
  refuse(where, `${field} is ${value}`, 'the API server accepts only whole numbers from 0 on and percentages from 0% to 100%',
    'Write PercentOrAbsolute.absolute(1), for example, or PercentOrAbsolute.percent(25)');
}
