import { safeJson } from './safe';
import type { Report } from '../prove/report';

/** The report for machines: every field of the record, keys in alphabetical order, so that two runs can be compared byte by byte. */
export function json(report: Report): string {
  return [...jsonParts(report)].join('');
}

/** The same, set by set: of a thousand sets, one string would be longer than a string can be. */
export function* jsonParts({ sets, ...others }: Report): Generator<string> {
  const empty = '\n  "sets": []';
  const around = stableJson({ ...others, sets: [] });
  if (sets.length === 0) return yield around;
  // No string holds a line break in JSON, so this stands where it must.
  const at = around.indexOf(empty);
  yield `${around.slice(0, at)}${empty.slice(0, -1)}`;
  for (const [i, set] of sets.entries()) yield `${i === 0 ? '' : ','}\n    ${stableJson(set).trimEnd().replaceAll('\n', '\n    ')}`;
  yield `\n  ]${around.slice(at + empty.length)}`;
}

export function stableJson(value: unknown): string {
  return safeJson(`${JSON.stringify(value, sorted, 2)}\n`);
}

function sorted(_key: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => a < b ? -1 : 1));
}
