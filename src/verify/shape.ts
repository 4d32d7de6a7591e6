/** A certificate that cannot be read: nothing can be said of what it claims. */
export class BrokenCertificate extends Error {}

/** What a value in a certificate must look like. Whoever wrote the file may be nobody's friend, so nothing in it is used before it has been looked at. */
export type Shape<T> = (value: unknown, where: string) => T;
/** What it then is. */
export type Shaped<S> = S extends Shape<infer T> ? T : never;

const fail = (where: string, wanted: string): never => { throw new BrokenCertificate(`${where} is not ${wanted}`); };

export const flag: Shape<boolean> = (value, where) => typeof value === 'boolean' ? value : fail(where, 'true or false');

const MOST_TEXT = 1000;
export const text: Shape<string> = (value, where) => typeof value === 'string' && value.length <= MOST_TEXT ? value : fail(where, `a text of at most ${MOST_TEXT} characters`);

export const whole = (least: number, most: number): Shape<number> => (value, where) =>
  Number.isSafeInteger(value) && value as number >= least && value as number <= most ? value as number : fail(where, `a whole number from ${least} to ${most}`);

export const list = <T>(item: Shape<T>, most: number): Shape<T[]> => (value, where) => {
  if (!Array.isArray(value) || value.length > most) return fail(where, `a list of at most ${most}`);
  return value.map((each, index) => item(each, `${where}[${index}]`));
};

/** The same shape below several keys. */
export const fields = <Key extends string, T>(shape: Shape<T>, ...keys: readonly Key[]): { readonly [Each in Key]: Shape<T> } =>
  Object.fromEntries(keys.map((key) => [key, shape])) as { readonly [Each in Key]: Shape<T> };

/** All of these keys and no other. */
export const record = <T extends object>(keys: { readonly [Key in keyof T]: Shape<T[Key]> }): Shape<T> => (value, where) => {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return fail(where, 'a map');
  const known = Object.keys(keys) as (keyof T & string)[];
  const unknown = Object.keys(value).find((key) => !(known as string[]).includes(key));
  if (unknown !== undefined) throw new BrokenCertificate(`${where} has the unknown key ${unknown.slice(0, MOST_TEXT)}`);
  return Object.fromEntries(known.map((key) => [key, keys[key]((value as Record<string, unknown>)[key], `${where}.${key}`)])) as T;
};

export const optional = <T>(shape: Shape<T>): Shape<T | undefined> => (value, where) => value === undefined ? undefined : shape(value, where);

export const nullable = <T>(shape: Shape<T>): Shape<T | null> => (value, where) => value === null ? null : shape(value, where);

export const oneOf = <T extends string>(...texts: readonly T[]): Shape<T> => (value, where) => texts.find((each) => each === value) ?? fail(where, texts.join(' or '));

export const mapOf = <T>(item: Shape<T>): Shape<Record<string, T>> => (value, where) => {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return fail(where, 'a map');
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [text(key, where), item(each, `${where}.${key}`)]));
};
