/** One document of a file, as far as it can be read, with what is wrong with its text. */
import type { Diagnostic } from './diagnostic';
import * as findings from './findings';
import type { Limits } from './limits';
import type { Locate } from './locate';
import type { Node } from './node';
import { readYaml } from './yaml';

export interface LocatedDocument {
  /** Undefined where there is nothing in it, or nothing that can be read. */
  readonly node?: Node;
  /** For the offsets of its nodes. */
  readonly locate: Locate;
  readonly found: readonly Diagnostic[];
}

export function readDocument(text: string, locate: Locate, limits: Limits): LocatedDocument {
  const document = readYaml(text, limits);
  if (document.problem !== undefined) return { locate, found: [findings.unreadableDocument(document.problem, locate(document.problem.offset))] };
  const { node, duplicates, original, end } = document;
  const locateRead: Locate = (offset) => locate(original(offset));
  const found = duplicates.map(({ message, offset }) => findings.duplicateKey(message, locateRead(offset)));
  const unread = /^(?!\.\.\.|[ \t\r]*(?:#|$))[ \t]*/m.exec(text.slice(end));
  if (unread !== null) found.push(findings.notRead(locate(end + unread.index + unread[0].length)));
  return node === undefined || node.kind === 'null' ? { locate: locateRead, found } : { node, locate: locateRead, found };
}
