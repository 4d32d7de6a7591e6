/**
 * What the API server makes of an object before it looks at its meaning: apimachinery's strict JSON decoder (sigs.k8s.io/json), told in Go's words, and
 * the object as the server writes it again, with the zeros that Go does not omit.
 */
import type { Json, JsonObject } from '../objects';
import { isObject } from '../objects';
import { parseQuantity, quantityText, roundedToMilli } from './quantity';
import { PARTIAL_STRUCTS, STRUCTS } from './structs';
import type { Fields } from './values';

export interface Field {
  readonly name: string;
  readonly optional: boolean;
  /** omitempty on a struct, which Go ignores. */
  readonly always: boolean;
  readonly type: string;
  readonly since: number;
}

const FIELD = /^([^?!:]+)(\??)(!?):([^@]+)(?:@([0-9]+))?$/;

const structs = new Map<string, ReadonlyMap<string, Field>>();

export function structOf(name: string): ReadonlyMap<string, Field> | undefined {
  if (structs.size === 0) {
    for (const line of (STRUCTS + PARTIAL_STRUCTS).trim().replace(/\n {4}/g, ' ').split('\n')) {
      const [struct, ...fields] = line.trim().split(' ').filter((word) => word !== '');
      structs.set(struct, new Map(fields.map(parseField).map((field) => [field.name, field])));
    }
  }
  return structs.get(name);
}

function parseField(word: string): Field {
  const [, name, optional, always, type, since] = FIELD.exec(word) ?? [];
  return { name, optional: optional !== '', always: always !== '', type, since: Number(since ?? 0) };
}

export interface Decoded {
  readonly object: JsonObject;
  /** `json: cannot unmarshal ...`: the first one, as Go tells only that. */
  readonly misfit?: string;
  /** The path of its field. */
  readonly misfitAt?: string;
  /** Paths of fields that the version does not have. */
  readonly unknown: readonly string[];
}

interface State {
  readonly minor: number;
  misfit?: string;
  misfitAt?: string;
  readonly unknown: string[];
}

interface Place {
  readonly path: string;
  /** Without list indexes and map keys: Go does not name them. */
  readonly field: string;
  /** The innermost struct: Go names only that one. */
  readonly struct: string;
}

export function decode(value: JsonObject, struct: string, minor: number): Decoded {
  const state: State = { minor, unknown: [] };
  const object = decodeValue(value, struct, { path: '', field: '', struct }, state);
  return { object: isObject(object) ? object : {}, misfit: state.misfit, misfitAt: state.misfitAt, unknown: state.unknown };
}

function decodeValue(value: Json | undefined, type: string, place: Place, state: State): Json | undefined {
  if (value === null || value === undefined) return undefined;
  if (type.startsWith('*')) return decodeValue(value, type.slice(1), place, state);
  if (type.startsWith('[]')) return decodeList(value, type, place, state);
  if (type.startsWith('map[')) return decodeMap(value, type, place, state);
  const fields = structOf(type);
  if (fields === undefined) return decodeScalar(value, type, place, state);
  if (!isObject(value)) return refuse(value, type, place, state);
  const object: Fields = {};
  for (const [name, item] of Object.entries(value)) {
    const field = fields.get(name);
    const path = place.path === '' ? name : `${place.path}.${name}`;
    if (field === undefined || field.since > state.minor) {
      state.unknown.push(path);
      continue;
    }
    const decoded = decodeValue(item, field.type, { path, field: place.field === '' ? name : `${place.field}.${embedded(type, name, state)}${name}`, struct: type }, state);
    if (decoded !== undefined) object[name] = decoded;
  }
  return object;
}

/** From 1.35 on sigs.k8s.io/json names the embedded struct that a field is in. */
function embedded(struct: string, name: string, { minor }: State): string {
  if (minor < 35) return '';
  if (struct === 'Volume' && name !== 'name') return 'VolumeSource.';
  return struct === 'Probe' && ['exec', 'httpGet', 'tcpSocket', 'grpc'].includes(name) ? 'ProbeHandler.' : '';
}

function decodeList(value: Json, type: string, place: Place, state: State): Json | undefined {
  if (!Array.isArray(value)) return refuse(value, type, place, state);
  const item = type.slice(2);
  return value.map((each, index) => decodeValue(each as Json, item, { ...place, path: `${place.path}[${index}]` }, state) ?? zero(item));
}

function decodeMap(value: Json, type: string, place: Place, state: State): Json | undefined {
  if (!isObject(value)) return refuse(value, type, place, state);
  const item = type.slice(type.indexOf(']') + 1);
  const map: Fields = {};
  for (const [key, each] of Object.entries(value)) map[key] = decodeValue(each, item, { ...place, path: `${place.path}.${key}` }, state) ?? zero(item);
  return map;
}

const RANGES: { readonly [type: string]: number } = { int32: 2 ** 31, int64: 2 ** 63 };

function decodeScalar(value: Json, type: string, place: Place, state: State): Json | undefined {
  const kind = type.split('=')[0];
  switch (kind) {
    case 'int32':
    case 'int64': return isInteger(value, RANGES[kind]) ? value : refuse(value, type, place, state);
    case 'intOrString': return typeof value === 'string' || isInteger(value, RANGES.int32) ? value : refuse(value, 'int32', place, state);
    case 'quantity': return decodeQuantity(value, place, state);
    case 'bool': return typeof value === 'boolean' ? value : refuse(value, type, place, state);
    case 'string': return typeof value === 'string' ? value : refuse(value, type, place, state);
    default: return value;
  }
}

function isInteger(value: Json, size: number): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= -size && value < size;
}

function decodeQuantity(value: Json, { path }: Place, state: State): Json | undefined {
  const quantity = parseQuantity(typeof value === 'string' ? value.trim() : JSON.stringify(value));
  if (typeof quantity !== 'string') return quantityText(roundedToMilli(quantity));
  return wrong(quantity, path, state);
}

function refuse(value: Json, type: string, { path, field, struct }: Place, state: State): undefined {
  const isNumber = typeof value === 'number' && (type === 'int32' || type === 'int64');
  const found = isNumber ? `number ${value}` : jsonType(value);
  return wrong(`json: cannot unmarshal ${found} into Go struct field ${struct}.${field} of type ${goType(type)}`, path, state);
}

function wrong(misfit: string, path: string, state: State): undefined {
  if (state.misfit !== undefined) return;
  state.misfit = misfit;
  state.misfitAt = path;
}

function jsonType(value: Json): string {
  if (Array.isArray(value)) return 'array';
  return typeof value === 'boolean' ? 'bool' : typeof value;
}

function goType(type: string): string {
  if (type.startsWith('*')) return goType(type.slice(1));
  if (type.startsWith('[]')) return `[]${goType(type.slice(2))}`;
  const map = /^map\[(\w*)\](.*)$/.exec(type);
  if (map !== null) return map[1] === '' ? `map[string]${goType(map[2])}` : `v1.${map[1]}`;
  if (type.startsWith('string=')) return type === 'string=UID' ? 'types.UID' : `v1.${type.slice('string='.length)}`;
  return structOf(type) === undefined ? type : `v1.${type}`;
}

export function zero(type: string): Json {
  switch (type.split('=')[0]) {
    case 'string': return '';
    case 'bool': return false;
    case 'int32':
    case 'int64':
    case 'intOrString': return 0;
    case 'quantity': return '0';
    default: return structOf(type) === undefined ? null : {};
  }
}

/** The object as the server writes it: what is empty is left out where the type says so, and else written as the zero of its type. */
export function encode(value: JsonObject, struct: string, nullTimestamps: boolean): JsonObject {
  const object: Fields = {};
  for (const field of fieldsOf(struct)) {
    const item = value[field.name];
    // Most fields of an object are not there.
    if (item === undefined && field.optional && !field.always && field.type !== 'time') continue;
    const written = encodeField(item, field, nullTimestamps);
    if (written !== undefined) object[field.name] = written;
  }
  return object;
}

const fieldLists = new Map<string, readonly Field[]>();

function fieldsOf(struct: string): readonly Field[] {
  const known = fieldLists.get(struct) ?? [...structOf(struct)?.values() ?? []];
  fieldLists.set(struct, known);
  return known;
}

function encodeField(value: Json | undefined, field: Field, nullTimestamps: boolean): Json | undefined {
  const { type, optional, always } = field;
  if (value === undefined || value === null) {
    if (type === 'time') return !optional || always || nullTimestamps ? null : undefined;
    if (optional && !always) return undefined;
    return structOf(type) === undefined ? zero(type) : encode({}, type, nullTimestamps);
  }
  const written = encodeValue(value, type, nullTimestamps);
  return optional && isOmitted(written, type) ? undefined : written;
}

function isOmitted(value: Json, type: string): boolean {
  if (type.startsWith('*') || structOf(type) !== undefined) return false;
  if (Array.isArray(value)) return value.length === 0;
  if (isObject(value)) return Object.keys(value).length === 0;
  return value === '' || value === 0 || value === false;
}

function encodeValue(value: Json, type: string, nullTimestamps: boolean): Json {
  if (type.startsWith('*')) return encodeValue(value, type.slice(1), nullTimestamps);
  if (type.startsWith('[]') && Array.isArray(value)) return value.map((item) => encodeValue(item as Json, type.slice(2), nullTimestamps));
  return isObject(value) && structOf(type) !== undefined ? encode(value, type, nullTimestamps) : value;
}
