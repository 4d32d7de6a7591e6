/** YAML as Kubernetes reads it: the answer is that of sigs.k8s.io/yaml 1.4, bytes for bytes, and every value knows its place. */
import { decode } from './decode';
import type { DuplicateKey } from './decode';
import { firstDocument } from './documents';
import { LIMITS } from './limits';
import type { Limits } from './limits';
import type { Node } from './node';
import { failure, problemOf } from './problem';
import type { Problem } from './problem';
import { parseSyntax } from './syntax';

export type YamlDocument =
  /** `node` is undefined for a document without any content. */
  | { readonly node: Node | undefined; readonly duplicates: readonly DuplicateKey[]; readonly problem?: undefined }
  | { readonly problem: Problem };

/** The first document of a text. Never throws. */
export function readYaml(text: string, limits: Limits = LIMITS): YamlDocument {
  try {
    const document = firstDocument(text);
    refuseControlCharacters(document);
    const syntax = parseSyntax(withLibyamlBreaks(document), limits);
    if (syntax === undefined) return { node: undefined, duplicates: [] };
    return decode(syntax, limits);
  } catch (error) {
    const problem = problemOf(error);
    if (problem !== undefined) return { problem };
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

/** To libyaml, U+0085 ends a line. One character for one: offsets stay. */
function withLibyamlBreaks(text: string): string {
  return text.replaceAll('\x85', '\n');
}
