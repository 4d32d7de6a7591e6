import { Duration } from 'cdk8s';
import { IConstruct } from 'constructs';
import { refuse } from './refuse';
import { labelValue, qualifiedName } from '../manifest/admission/names';

/** One of the rules of names in the words of the API server, `src/manifest/admission/names.ts`: no word means nothing is wrong. */
type NameRule = (name: string) => readonly string[];

/** @throws if the number is not whole or is below the minimum */
export function requireWhole(where: IConstruct, field: string, value: number | undefined, minimum = 0): void {
  if (value === undefined || (Number.isInteger(value) && value >= minimum)) return;
  refuse(where, `${field} is ${value}`, `the API server accepts only whole numbers from ${minimum} on`, `Write a whole number of at least ${minimum}, or leave it out`);
}

/** @throws if the duration is not of whole seconds */
export function requireSeconds(where: IConstruct, field: string, value: Duration | undefined): void {
  if (value === undefined || Number.isInteger(value.toSeconds({ integral: false }))) return;
  refuse(where, `${field} is ${value.toHumanString()}`, 'Kubernetes counts it in whole seconds', 'Write whole seconds, such as Duration.seconds(30)');
}

/** @throws if the API server would not take the name. A value that is known only at synthesis is no text yet, and passes. */
export function requireName(where: IConstruct, field: string, value: string | undefined, rule: NameRule): void {
  const [problem] = typeof value === 'string' ? rule(value) : [];
  if (problem === undefined) return;
  refuse(where, `${field} is '${value}'`, `the API server does not take it: ${problem}`, 'Write a name that follows this rule');
}

/** The rules of labels are the same in every version; what differs is whether their length is said in characters or in bytes. */
const ANY_MINOR = 34;

/** @throws if the API server would not take one of the labels */
export function requireLabels(where: IConstruct, field: string, labels: { [key: string]: string } = {}): void {
  for (const [key, value] of Object.entries(labels)) {
    requireName(where, `a key of ${field}`, key, name => qualifiedName(name, ANY_MINOR));
    requireName(where, `${field}['${key}']`, value, text => labelValue(text, ANY_MINOR));
  }
}
