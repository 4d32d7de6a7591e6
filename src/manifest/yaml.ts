/** YAML as Kubernetes reads it: the answer is that of sigs.k8s.io/yaml 1.4, bytes for bytes, and every value knows its place. */
import { decode } from './decode';
import type { DuplicateKey } from './decode';
import { firstDocument, firstLine } from './documents';
import { eventsOf } from './events';
import { LIMITS } from './limits';
import type { Limits } from './limits';
import type { Node } from './node';
import { failure, problemOf } from './problem';
import type { Problem } from './problem';
import { buildTree } from './syntax';

export type YamlDocument = ReadDocument | { readonly problem: Problem };

interface ReadDocument {
  /** Undefined for a document without any content. */
  readonly node: Node | undefined;
  readonly duplicates: readonly DuplicateKey[];
  /** From the offsets of nodes to offsets in the text that was given. */
  readonly original: (offset: number) => number;
  /** Where the document ends, in the text that was given. What follows is not read. */
  readonly end: number;
  readonly problem?: undefined;
}

/** The first document of a text. Never throws. */
export function readYaml(text: string, limits: Limits = LIMITS): YamlDocument {
  let original = (offset: number) => offset;
  try {
    const document = firstDocument(text);
    refuseControlCharacters(document);
    refusePrologue(document);
    const parsed = eventsOf(withLibyamlBreaks(document), limits);
    original = parsed.original;
    const syntax = buildTree(parsed.text, parsed.events, limits);
    const decoded = syntax === undefined ? { node: undefined, duplicates: [] } : decode(syntax, limits);
    return { ...decoded, original, end: original(parsed.text.length) };
  } catch (error) {
    const problem = problemOf(error);
    if (problem !== undefined) return { problem: { ...problem, offset: original(problem.offset) } };
    if (error instanceof RangeError) return { problem: { name: 'limit', message: 'collections are nested too deeply', offset: 0, advice: 'flatten the document' } };
    return { problem: { name: 'syntax', message: error instanceof Error ? error.message : String(error), offset: 0 } };
  }
}

const CONTROL_CHARACTER = /[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u;

/** readerc.go:yaml_parser_update_buffer. */
function refuseControlCharacters(text: string): void {
  const match = CONTROL_CHARACTER.exec(text);
  if (match !== null) {
    throw failure({ name: 'syntax', message: 'control characters are not allowed', offset: match.index, advice: 'write it as an escape in double quotes' });
  }
}

/** js-yaml passes over directives that it does not know, and over the end of a document that never began; libyaml refuses both (parserc.go). */
function refusePrologue(text: string): void {
  const offset = firstLine(text, /^[ \t]*(?:#.*)?$/);
  const advice = 'leave the line out';
  const line = text.slice(offset, offset + 'YAML..'.length);
  if (/^%(?!YAML[ \t]|TAG[ \t])/.test(line)) throw failure({ name: 'syntax', message: 'found unknown directive name', offset, advice });
  if (/^\.\.\.(?:[ \t\r\n]|$)/.test(line)) throw failure({ name: 'syntax', message: 'did not find expected node content', offset, advice });
}

/** To libyaml, U+0085 ends a line. One character for one: offsets stay. */
function withLibyamlBreaks(text: string): string {
  return text.replaceAll('\x85', '\n');
}
