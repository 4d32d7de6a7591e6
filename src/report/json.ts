import { safeJson } from './safe';
import type { Report } from '../prove/report';

/** The report for machines: every field of the record, keys in alphabetical order, so that two runs can be compared byte by byte. */
export function json(report: Report): string {
  return stableJson(report);
}

export function stableJson(value: unknown): string {
  return safeJson(`${JSON.stringify(value, sorted, 2)}\n`);
}

function sorted(_key: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => a < b ? -1 : 1));
}
