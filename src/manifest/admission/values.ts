/** Reads fields as Go does: what is not there is the zero of its type. */
import type { Json, JsonObject } from '../objects';
import { isObject } from '../objects';

export type Fields = { [name: string]: Json };

const NOTHING: JsonObject = {};

export const fieldOf = (of: JsonObject, name: string): Json | undefined => of[name];

export function text(of: JsonObject, name: string): string {
  const value = of[name];
  return typeof value === 'string' ? value : '';
}

export function number(of: JsonObject, name: string): number {
  const value = of[name];
  return typeof value === 'number' ? value : 0;
}

/** A pointer to a number: undefined is nil. */
export function numberIf(of: JsonObject, name: string): number | undefined {
  const value = of[name];
  return typeof value === 'number' ? value : undefined;
}

export function textIf(of: JsonObject, name: string): string | undefined {
  const value = of[name];
  return typeof value === 'string' ? value : undefined;
}

export function flag(of: JsonObject, name: string): boolean {
  return of[name] === true;
}

export function objectIf(of: JsonObject, name: string): JsonObject | undefined {
  const value = of[name];
  return isObject(value) ? value : undefined;
}

export function object(of: JsonObject, name: string): JsonObject {
  return objectIf(of, name) ?? NOTHING;
}

export function list(of: JsonObject, name: string): readonly JsonObject[] {
  const value = of[name];
  return Array.isArray(value) ? value.map((item) => (isObject(item) ? item : NOTHING)) : [];
}

/** Of objects that nobody has decoded, anything may stand where a text belongs; and a map without a prototype has none of its own. */
const written = (value: Json | undefined): string => (typeof value === 'object' ? JSON.stringify(value) : String(value));

export function texts(of: JsonObject, name: string): readonly string[] {
  const value = of[name];
  return Array.isArray(value) ? value.map(written) : [];
}

/** A map of strings, sorted by key: Go's order is random. */
export function pairs(of: JsonObject, name: string): readonly (readonly [string, string])[] {
  return Object.entries(object(of, name)).map(([key, value]) => [key, written(value)] as const).sort(([a], [b]) => (a < b ? -1 : 1));
}

/** Maps and lists alike, whatever the order of keys; an empty one equals none, as in apimachinery's equality.Semantic. */
export function same(a: Json | undefined, b: Json | undefined): boolean {
  if (isEmpty(a) && isEmpty(b)) return true;
  if (Array.isArray(a) && Array.isArray(b)) return a.length === b.length && a.every((item, index) => same(item, (b as readonly Json[])[index]));
  if (isObject(a) && isObject(b)) return [...new Set([...Object.keys(a), ...Object.keys(b)])].every((key) => same(a[key], b[key]));
  return a === b;
}

function isEmpty(value: Json | undefined): boolean {
  return value === undefined || value === null || (Array.isArray(value) && value.length === 0) || (isObject(value) && Object.keys(value).length === 0);
}
