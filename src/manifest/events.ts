/**
 * js-yaml's events for what libyaml reads. js-yaml follows YAML 1.2 and is stricter in two places that manifests in use rely on:
 *
 * - libyaml does not look at indentation inside brackets and quotes, so that a closing bracket may stand in the first column;
 * - Kubernetes stops reading where the first document ends, whatever follows (decode.go:parser.parse).
 *
 * Both are repaired from outside: the parser says where it stopped, the text is changed there, and it is read again.
 */
import { parseEvents } from 'js-yaml';
import type { Event } from 'js-yaml';
import { firstLine } from './documents';
import type { Limits } from './limits';
import { failure } from './problem';

export interface Parsed {
  readonly events: readonly Event[];
  /** What the offsets of the events count in. */
  readonly text: string;
  /** From there to the original text. */
  readonly original: (offset: number) => number;
}

/** Deeper than any indentation that the depth limit lets through. */
const INDENTATION = ' '.repeat(64);

export function eventsOf(text: string, limits: Limits): Parsed {
  /** Where lines were indented, in the repaired text, ascending. */
  const indented: number[] = [];
  const original = (offset: number) => offset - INDENTATION.length * indented.filter((line) => line < offset).length;
  let repaired = text;
  for (let reread = 0; ; reread += repaired.length) {
    const result = tryEvents(repaired, limits);
    if ('events' in result) return { ...result, text: repaired, original };
    const { reason, position } = result;
    const isBudgetLeft = reread + repaired.length <= limits.rereadLength;
    const line = startOfLine(repaired, position);
    if (isBudgetLeft && reason === 'deficient indentation' && isBlank(repaired.slice(line, position)) && indented.at(-1) !== line) {
      repaired = repaired.slice(0, line) + INDENTATION + repaired.slice(line);
      indented.push(line);
    } else if (isBudgetLeft && reason === 'end of the stream or a document separator is expected' && hasEnded(repaired, position)) {
      repaired = repaired.slice(0, position);
    } else {
      throw unreadable(reason, original(position));
    }
  }
}

function tryEvents(text: string, limits: Limits): { readonly events: Event[] } | { readonly reason: string; readonly position: number } {
  try {
    // The parser's own depth counts nodes, not collections, so it gets more; decoding applies the limit exactly.
    return { events: parseEvents(text, { maxDepth: limits.depth + 2 }) };
  } catch (error) {
    const { reason, mark, message } = error as { reason?: string; message?: string; mark?: { position?: number } };
    if (error instanceof RangeError) return { reason: TOO_DEEP, position: 0 };
    return { reason: reason ?? message ?? 'the document is not YAML', position: mark?.position ?? 0 };
  }
}

const TOO_DEEP = 'nesting exceeded the stack';

function unreadable(reason: string, offset: number): Error {
  if (!reason.startsWith('nesting exceeded')) return failure({ name: 'syntax', message: reason, offset });
  return failure({ name: 'limit', message: 'collections are nested too deeply', offset, advice: 'flatten the document' });
}

/** Whether the document's one value has ended here: after the bracket that closes it, or left of where it began. */
function hasEnded(text: string, position: number): boolean {
  if (position >= text.length) return false;
  const line = firstLine(text, /^[ \t]*(?:#.*|%.*|---[ \t]*)?$/);
  const before = line + (/^(?:---)?[ \t\ufeff]*/.exec(text.slice(line))?.[0].length ?? 0);
  if (text[before] === '{' || text[before] === '[') return position > before;
  return position - startOfLine(text, position) < before - startOfLine(text, before);
}

function startOfLine(text: string, offset: number): number {
  return Math.max(text.lastIndexOf('\n', offset - 1), text.lastIndexOf('\r', offset - 1)) + 1;
}

function isBlank(text: string): boolean {
  return /^[ \t]*$/.test(text);
}
