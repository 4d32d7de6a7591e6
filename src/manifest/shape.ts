/**
 * Whether a value has the types that the API server decodes, told in the words of Go's encoding/json, which it decodes with.
 * Fields that a shape does not name are left alone.
 */
import type { Json, JsonObject } from './objects';

export type Shape =
  | 'string' | 'boolean' | 'int32' | 'int64' | 'intOrString' | 'quantity' | 'any'
  | { readonly list: Shape }
  | { readonly map: Shape }
  | Struct;

export interface Struct {
  /** The Go type, as the API server names it. */
  readonly struct: string;
  readonly fields: { readonly [name: string]: Shape };
}

export interface Misfit {
  readonly path: readonly (string | number)[];
  readonly message: string;
}

interface Context {
  readonly path: readonly (string | number)[];
  /** The same without list indexes and map keys: Go does not name them. */
  readonly field: readonly string[];
  /** The innermost struct: Go names only that one. */
  readonly struct: string;
}

export function objectMisfits(value: JsonObject, shape: Struct): Misfit[] {
  return misfits(value, shape, { path: [], field: [], struct: shape.struct });
}

function misfits(value: Json | undefined, shape: Shape, context: Context): Misfit[] {
  if (value === undefined || value === null || shape === 'any') return [];
  if (typeof shape === 'string') return scalarMisfits(value, shape, context);
  if ('list' in shape) {
    if (!Array.isArray(value)) return [cannotUnmarshal(value, shape, context)];
    return value.flatMap((item, index) => misfits(item, shape.list, { ...context, path: [...context.path, index] }));
  }
  if (!isObject(value)) return [cannotUnmarshal(value, shape, context)];
  if ('map' in shape) return Object.keys(value).flatMap((key) => misfits(value[key], shape.map, { ...context, path: [...context.path, key] }));
  return Object.entries(shape.fields).flatMap(([name, field]) => misfits(value[name], field, step(context, shape.struct, name)));
}

/** The value as Go decodes it: a null field is no field, and a null in a list or a map is the zero of its type. Unknown fields stay as they are. */
export function withoutNulls(value: Json, shape: Shape): Json {
  if (value === null) return zero(shape);
  if (typeof shape === 'string') return value;
  if ('list' in shape) return Array.isArray(value) ? value.map((item) => withoutNulls(item, shape.list)) : value;
  if (!isObject(value)) return value;
  const copy = Object.create(null) as { [key: string]: Json };
  for (const [key, field] of Object.entries(value)) {
    const known = 'map' in shape ? shape.map : Object.hasOwn(shape.fields, key) ? shape.fields[key] : 'any';
    if (field !== undefined && (field !== null || 'map' in shape)) copy[key] = withoutNulls(field, known);
  }
  return copy;
}

function zero(shape: Shape): Json {
  if (typeof shape !== 'string') return 'list' in shape ? [] : Object.create(null) as JsonObject;
  switch (shape) {
    case 'string': return '';
    case 'boolean': return false;
    case 'quantity': return '0';
    case 'any': return null;
    default: return 0;
  }
}

function step({ path, field }: Context, struct: string, name: string): Context {
  return { path: [...path, name], field: [...field, name], struct };
}

export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

const RANGES = { int32: 2 ** 31, int64: 2 ** 63 };

function scalarMisfits(value: Json, shape: string, context: Context): Misfit[] {
  switch (shape) {
    case 'int32':
    case 'int64': {
      const size = RANGES[shape];
      return typeof value === 'number' && Number.isInteger(value) && value >= -size && value < size ? [] : [cannotUnmarshal(value, shape, context)];
    }
    case 'intOrString': return typeof value === 'string' ? [] : scalarMisfits(value, 'int32', context);
    case 'quantity':
      if (typeof value === 'number' || (typeof value === 'string' && QUANTITY.test(value))) return [];
      return [{ path: context.path, message: "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'" }];
    default: return typeof value === shape ? [] : [cannotUnmarshal(value, shape as Shape, context)];
  }
}

/** What apimachinery's resource.ParseQuantity takes: decimal or binary suffixes, or an exponent. */
const QUANTITY = /^[-+]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[KMGTPE]i|[numkMGTPE]|[eE][-+]?[0-9]+)?$/;

function cannotUnmarshal(value: Json, shape: Shape, { path, field, struct }: Context): Misfit {
  const literal = typeof value === 'number' && (shape === 'int32' || shape === 'int64') ? `number ${value}` : jsonType(value);
  return { path, message: `json: cannot unmarshal ${literal} into Go struct field ${struct}.${field.join('.')} of type ${goType(shape)}` };
}

function jsonType(value: Json): string {
  if (Array.isArray(value)) return 'array';
  return typeof value === 'boolean' ? 'bool' : typeof value;
}

function goType(shape: Shape): string {
  if (typeof shape === 'string') return shape === 'boolean' ? 'bool' : shape;
  if ('list' in shape) return `[]${goType(shape.list)}`;
  return 'map' in shape ? `map[string]${goType(shape.map)}` : `v1.${shape.struct}`;
}
