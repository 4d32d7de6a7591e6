/**
 * How the server tells two claim specs apart in `spec is immutable after creation`: a unified difference of the JSON of its internal types
 * (apimachinery, pkg/util/diff/diff.go), and up to 1.31 what google/go-cmp reports, of which only changed single values are told here.
 */
import type { Json, JsonObject } from '../objects';
import type { Profile } from './profile';
import { fieldOf, object, objectIf, pairs, same, text } from './values';

/** The fields of the internal type in its order, with the Go type that go-cmp names for a value that is gone. */
const FIELDS: readonly (readonly [string, string])[] = [['AccessModes', 'accessModes'], ['Selector', 'selector'], ['Resources', 'resources'],
  ['VolumeName', 'volumeName'], ['StorageClassName', 'storageClassName'], ['VolumeMode', 'volumeMode'], ['DataSource', 'dataSource'],
  ['DataSourceRef', 'dataSourceRef'], ['VolumeAttributesClassName', 'volumeAttributesClassName']];

const CONTEXT = 3;

export function claimDifference(before: JsonObject, after: JsonObject, profile: Profile): string {
  return profile.minor >= 32 ? unified(lines(internal(before)), lines(internal(after))) : compared(before, after, profile);
}

/** A JSON value of which the order of fields is given. */
type Ordered = Json | readonly (readonly [string, Ordered])[] | { readonly items: readonly Ordered[] };

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
function lines(value: Ordered, depth = 0, key = '', comma = ''): string[] {
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
  return [`${start}${JSON.stringify(value)}${comma}`];
}

interface Change { readonly sign: ' ' | '-' | '+'; readonly line: string }

function unified(before: readonly string[], after: readonly string[]): string {
  const changes = changesOf(before, after);
  const shown = changes.map((_, index) => changes.slice(Math.max(0, index - CONTEXT), index + CONTEXT + 1).some(({ sign }) => sign !== ' '));
  let told = '';
  let [left, right] = [1, 1];
  for (let index = 0; index < changes.length; index += 1) {
    if (!shown[index]) {
      left += 1;
      right += 1;
      continue;
    }
    let end = index;
    while (end < changes.length && shown[end]) end += 1;
    const hunk = changes.slice(index, end);
    const [gone, come] = [hunk.filter(({ sign }) => sign !== '+').length, hunk.filter(({ sign }) => sign !== '-').length];
    told += `@@ -${left},${gone} +${right},${come} @@\n${hunk.map(({ sign, line }) => `${sign}${line}\n`).join('')}`;
    [left, right, index] = [left + gone, right + come, end - 1];
  }
  return told;
}

/** The longest common subsequence: specs have a few dozen lines. */
function changesOf(before: readonly string[], after: readonly string[]): Change[] {
  const lengths = Array.from({ length: before.length + 1 }, () => new Array<number>(after.length + 1).fill(0));
  for (let a = before.length - 1; a >= 0; a -= 1) {
    for (let b = after.length - 1; b >= 0; b -= 1) {
      lengths[a][b] = before[a] === after[b] ? lengths[a + 1][b + 1] + 1 : Math.max(lengths[a + 1][b], lengths[a][b + 1]);
    }
  }
  const changes: Change[] = [];
  let [a, b] = [0, 0];
  while (a < before.length || b < after.length) {
    if (a < before.length && b < after.length && before[a] === after[b]) {
      changes.push({ sign: ' ', line: before[a] });
      [a, b] = [a + 1, b + 1];
    } else if (a < before.length && (b >= after.length || lengths[a + 1][b] >= lengths[a][b + 1])) {
      changes.push({ sign: '-', line: before[a] });
      a += 1;
    } else {
      changes.push({ sign: '+', line: after[b] });
      b += 1;
    }
  }
  return changes;
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
