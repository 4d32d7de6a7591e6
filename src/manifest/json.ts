/** JSON as Go's encoding/json writes it: sorted keys, and `<`, `>`, `&` and the line separators of JavaScript escaped. */
import type { Node } from './node';
import { UNPAIRED_SURROGATE } from './node';

export function toJson(node: Node): string {
  switch (node.kind) {
    case 'null': return 'null';
    case 'boolean': return String(node.value);
    case 'integer': return node.digits;
    case 'float': return float(node.value);
    case 'string': return quoted(node.value);
    case 'sequence': return `[${node.items.map(toJson).join(',')}]`;
    case 'mapping': return `{${members(node.entries).join(',')}}`;
  }
}

function members(entries: ReadonlyMap<string, { readonly value: Node }>): string[] {
  return [...entries].sort(([a], [b]) => byCodePoint(a, b)).map(([key, { value }]) => `${quoted(key)}:${toJson(value)}`);
}

/** Go sorts the bytes of UTF-8, which is by code point; JavaScript sorts UTF-16 code units. */
export function byCodePoint(a: string, b: string): number {
  let index = 0;
  while (index < a.length && a.charCodeAt(index) === b.charCodeAt(index)) index += 1;
  return (a.codePointAt(index) ?? -1) - (b.codePointAt(index) ?? -1);
}

/** JavaScript and Go agree on the shortest digits and on where the exponent starts (1e-6, 1e21), but not on minus zero. */
function float(value: number): string {
  return Object.is(value, -0) ? '-0' : String(value);
}

const ESCAPES = new Map([['\u2028', '\\u2028'], ['\u2029', '\\u2029'], ['<', '\\u003c'], ['>', '\\u003e'], ['&', '\\u0026']]);

function quoted(text: string): string {
  const wellFormed = JSON.stringify(text.replace(UNPAIRED_SURROGATE, '\ud800')).replaceAll('\\ud800', '\\ufffd');
  return wellFormed.replace(/[\u2028\u2029<>&]/g, (character) => ESCAPES.get(character) ?? character);
}
