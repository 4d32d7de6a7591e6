/**
 * Readers for a file of our own that people write: each takes a value apart, says every mistake at its place, and gives nothing where there was one. Unknown
 * fields are mistakes too, because a misspelt field would otherwise be as good as none.
 */
import type { Quantity } from './admission/quantity';
import { parseQuantity, quantityText } from './admission/quantity';
import type { Location } from './diagnostic';
import type { Json } from './objects';
import { isObject } from './objects';

export type Path = readonly (string | number)[];

/** Where the fields of a file stand, and what becomes of mistakes: what is wrong, and what to write instead. */
export interface Reading {
  at(path: Path): Location;
  mistake(path: Path, message: string, advice: string): undefined;
}

/** Undefined is a mistake that has been said. */
export type Read<T> = (value: Json, path: Path, reading: Reading) => T | undefined;

export interface Field<T> {
  readonly read: Read<T>;
  /** What holds where the field is not written; without it, the field must be. */
  readonly otherwise?: { readonly value: T };
}

export const required = <T>(read: Read<T>): Field<T> => ({ read });
export const optional = <T>(read: Read<T>, value: T): Field<T> => ({ read, otherwise: { value } });
export const absent = <T>(read: Read<T>): Field<T | undefined> => ({ read, otherwise: { value: undefined } });

type Fields<T> = { readonly [Name in keyof T]-?: Field<T[Name]> };

/** A mapping with these fields and no others. What is null counts as not written, as in Kubernetes. */
export const record = <T extends object>(what: string, fields: Fields<T>): Read<T> => (value, path, reading) => {
  const names = Object.keys(fields);
  if (!isObject(value)) return reading.mistake(path, `${what} is ${kindOf(value)}, and not a mapping`, `write {${names[0]}: ...}`);
  for (const name of Object.keys(value)) {
    if (!Object.hasOwn(fields, name)) reading.mistake([...path, name], `unknown field ${name} of ${what}`, `write one of ${names.join(', ')}, or leave it out`);
  }
  const found: { [name: string]: unknown } = {};
  for (const [name, { read, otherwise }] of Object.entries<Field<unknown>>(fields)) {
    const written = value[name] ?? undefined;
    if (written !== undefined) found[name] = read(written, [...path, name], reading);
    else if (otherwise !== undefined) found[name] = otherwise.value;
    else reading.mistake(path, `${what} has no ${name}`, `write ${name}`);
  }
  return found as T;
};

/** A list of at most so many. */
export const listOf = <T>(what: string, most: number, read: Read<T>): Read<readonly T[]> => (value, path, reading) => {
  if (!Array.isArray(value)) return reading.mistake(path, `${what} are ${kindOf(value)}, and not a list`, 'begin each item with a dash, or write [...]');
  if (value.length > most) return reading.mistake(path, `there are ${value.length} ${what}, and at most ${most} are read`, 'leave out what decides nothing');
  const items = value.map((item, index) => read(item, [...path, index], reading));
  return items.every((item) => item !== undefined) ? items as T[] : undefined;
};

/** A mapping from names, which `wrong` judges, to values. */
export const mapOf = <T>(
  what: string, wrong: (name: string) => readonly string[], read: Read<T>,
): Read<{ readonly [name: string]: T }> => (value, path, reading) => {
  if (!isObject(value)) return reading.mistake(path, `${what} are ${kindOf(value)}, and not a mapping`, 'write {name: value}');
  const found: [string, T][] = [];
  for (const [name, item] of Object.entries(value)) {
    const [problem] = wrong(name);
    if (problem !== undefined) reading.mistake([...path, name], `the name ${name} of one of the ${what} is not valid: ${problem}`, 'correct the name');
    const each = read(item ?? null, [...path, name], reading);
    if (each !== undefined) found.push([name, each]);
  }
  // A name such as __proto__ is one like any other.
  return Object.fromEntries(found);
};

const QUOTED: { readonly [type: string]: string } = {
  number: 'put it in quotes', boolean: 'put it in quotes: YAML takes y, n, yes, no, on and off for true and false',
};

/** Text that `wrong` has nothing against. */
export const textOf = (what: string, wrong: (text: string) => readonly string[] = () => []): Read<string> => (value, path, reading) => {
  if (typeof value !== 'string') {
    return reading.mistake(path, `${what} is ${kindOf(value)}, and not text`, QUOTED[typeof value] ?? 'write text');
  }
  const [problem] = wrong(value);
  return problem === undefined ? value : reading.mistake(path, `${what} ${JSON.stringify(value)} is not valid: ${problem}`, 'correct it');
};

export const oneOf = <T extends string>(what: string, words: readonly T[]): Read<T> => (value, path, reading) => {
  const found = words.find((word) => word === value);
  return found ?? reading.mistake(path, `${what} ${JSON.stringify(value)} is not known`, `write ${words.length === 1 ? words[0] : `one of ${words.join(', ')}`}`);
};

export const flagOf = (what: string): Read<boolean> => (value, path, reading) =>
  typeof value === 'boolean' ? value : reading.mistake(path, `${what} is ${kindOf(value)}, and neither true nor false`, 'write true or false');

export const wholeNumberOf = (what: string, least: number, most: number): Read<number> => (value, path, reading) =>
  typeof value === 'number' && Number.isSafeInteger(value) && value >= least && value <= most ? value
    : reading.mistake(path, `${what} ${JSON.stringify(value)} is not a whole number from ${least} to ${most}`, `write a number from ${least} to ${most}`);

export const quantityIn = (what: string): Read<Quantity> => (value, path, reading) => {
  const parsed = typeof value === 'string' || typeof value === 'number' ? parseQuantity(String(value)) : `it is ${kindOf(value)}`;
  if (typeof parsed === 'string') return reading.mistake(path, `${what} ${JSON.stringify(value)} is no quantity: ${parsed}`, 'write a quantity such as 2, 500m or 16Gi');
  return parsed.nanos >= 0n ? parsed : reading.mistake(path, `${what} ${quantityText(parsed)} is negative`, 'write a quantity from 0 up');
};

function kindOf(value: Json): string {
  if (value === null) return 'empty';
  if (Array.isArray(value)) return 'a list';
  return typeof value === 'object' ? 'a mapping' : typeof value === 'string' ? 'text' : `a ${typeof value}`;
}
