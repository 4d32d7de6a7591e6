/**
 * How the server tells two claim specs apart in `spec is immutable after creation`: a unified difference of the JSON of its internal types
 * (apimachinery, pkg/util/diff/diff.go), and up to 1.31 what google/go-cmp reports, of which only changed single values are told here.
 */
import type { Json, JsonObject } from '../objects';
import { json } from './print';
import type { Profile } from './profile';
import { unified } from './unified';
import { fieldOf, object, objectIf, pairs, same, text } from './values';

/** The fields of the internal type in its order, with the Go type that go-cmp names for a value that is gone. */
const FIELDS: readonly (readonly [string, string])[] = [['AccessModes', 'accessModes'], ['Selector', 'selector'], ['Resources', 'resources'],
  ['VolumeName', 'volumeName'], ['StorageClassName', 'storageClassName'], ['VolumeMode', 'volumeMode'], ['DataSource', 'dataSource'],
  ['DataSourceRef', 'dataSourceRef'], ['VolumeAttributesClassName', 'volumeAttributesClassName']];

export function claimDifference(before: JsonObject, after: JsonObject, profile: Profile): string {
  return profile.minor >= 32 ? unified(lines(internal(before)), lines(internal(after))) : compared(before, after, profile);
}

/** A JSON value of which the order of fields is given. */
export type Ordered = Json | readonly (readonly [string, Ordered])[] | { readonly items: readonly Ordered[] };

function internal(spec: JsonObject): Ordered {
  return FIELDS.map(([name, field]) => {
    if (field === 'resources') return [name, resources(object(spec, field))] as const;
    const value = fieldOf(spec, field);
    if (field === 'volumeName') return [name, text(spec, field)] as const;
    if (Array.isArray(value)) return [name, { items: value as Json[] }] as const;
    return [name, value === undefined ? null : value] as const;
  });
}

function resources(of: JsonObject): Ordered {
  const map = (name: string): Ordered => (objectIf(of, name) === undefined ? null : pairs(of, name));
  return [['Limits', map('limits')], ['Requests', map('requests')]];
}

/** json.MarshalIndent with one space. */
export function lines(value: Ordered, depth = 0, key = '', comma = ''): string[] {
  const pad = ' '.repeat(depth);
  const start = key === '' ? pad : `${pad}${JSON.stringify(key)}: `;
  const last = (index: number, length: number): string => (index === length - 1 ? '' : ',');
  if (Array.isArray(value)) {
    const entries = value as unknown as readonly (readonly [string, Ordered])[];
    const inside = entries.flatMap(([name, item], index) => lines(item, depth + 1, name, last(index, entries.length)));
    return [`${start}{`, ...inside, `${pad}}${comma}`];
  }
  if (typeof value === 'object' && value !== null && 'items' in value) {
    const items = (value as { readonly items: readonly Ordered[] }).items;
    return [`${start}[`, ...items.flatMap((item, index) => lines(item, depth + 1, '', last(index, items.length))), `${pad}]${comma}`];
  }
  if (typeof value === 'object' && value !== null) {
    return lines(Object.entries(value as JsonObject).map(([name, item]) => [name, item ?? null] as const), depth, key, comma);
  }
  return [`${start}${json(value)}${comma}`];
}

const KEPT = 2;

/** go-cmp shows two fields around a change and counts the others. */
function compared(before: JsonObject, after: JsonObject, { minor }: Profile): string {
  const fields = minor >= 29 ? FIELDS : FIELDS.slice(0, -1);
  const changed = fields.map(([, field]) => !same(fieldOf(before, field), fieldOf(after, field)));
  const shown = changed.map((_, index) => changed.slice(Math.max(0, index - KEPT), index + KEPT + 1).includes(true));
  // A single field is not worth a line that counts it.
  for (let index = 0; index < shown.length; index += 1) {
    if (!shown[index] && (shown[index - 1] ?? true) && (shown[index + 1] ?? true)) shown[index] = true;
  }
  const names = fields.filter((_, index) => shown[index]).map(([name]) => name.length);
  const width = Math.max(...names) + 2;
  let told = '\u00a0\u00a0core.PersistentVolumeClaimSpec{\n';
  for (let index = 0; index < fields.length; index += 1) {
    const [name, field] = fields[index];
    if (!shown[index]) {
      let end = index;
      while (end < fields.length && !shown[end]) end += 1;
      told += `\u00a0\u00a0\t... // ${end - index} identical field${end - index === 1 ? '' : 's'}\n`;
      index = end - 1;
      continue;
    }
    const line = (sign: string, of: JsonObject): string => `${sign}\u00a0\t${`${name}:`.padEnd(width)}${goValue(of, field)},\n`;
    told += changed[index] ? line('-', before) + line('+', after) : line('\u00a0', before);
  }
  return `${told}\u00a0\u00a0}\n`;
}

function goValue(spec: JsonObject, field: string): string {
  const value = fieldOf(spec, field);
  if (field === 'resources') {
    const requests = pairs(object(spec, field), 'requests').map(([name, size]) => `s${JSON.stringify(name)}: {i: {...}, s: ${JSON.stringify(size)}, Format: "${/i$/.test(size) ? 'BinarySI' : 'DecimalSI'}"}`);
    return `{Requests: {${requests.join(', ')}}}`;
  }
  if (value === undefined) return field === 'volumeName' ? '""' : 'nil';
  if (Array.isArray(value)) return `{${value.map((item) => JSON.stringify(item)).join(', ')}}`;
  return `${field === 'volumeName' ? '' : '&'}${JSON.stringify(value)}`;
}
