/** What stands before the first document's end, as libyaml sees it: a marker at the start of a line ends what has begun. */
export function firstDocument(text: string): string {
  let hasBegun = false;
  for (const match of text.matchAll(/^.*$/gm)) {
    const line = match[0];
    if (/^---(?:[ \t\r]|$)/.test(line)) {
      if (hasBegun) return text.slice(0, match.index);
      hasBegun = true;
    } else if (hasBegun && /^\.\.\.(?:[ \t\r]|$)/.test(line)) {
      return text.slice(0, match.index);
    } else if (!/^[ \t\r\ufeff]*(?:#|%|$)/.test(line)) {
      hasBegun = true;
    }
  }
  return text;
}

export type Piece =
  | { readonly kind: 'document'; readonly text: string; readonly offset: number }
  | { readonly kind: 'separator'; readonly found: string; readonly offset: number };

/**
 * A file as kubectl cuts it before it reads YAML: at lines that start with `---` (apimachinery, pkg/util/yaml/decoder.go:YAMLReader).
 * Only spaces and a comment may follow; anything else it refuses.
 */
export function* splitDocuments(text: string): Generator<Piece> {
  let start = 0;
  for (let line = 0; line < text.length;) {
    const next = nextLine(text, line);
    if (text.startsWith('---', line)) {
      yield { kind: 'document', text: text.slice(start, line), offset: start };
      const found = text.slice(line + '---'.length, next).trim();
      if (found !== '' && !found.startsWith('#')) yield { kind: 'separator', found, offset: line };
      start = next;
    }
    line = next;
  }
  yield { kind: 'document', text: text.slice(start), offset: start };
}

function nextLine(text: string, from: number): number {
  const end = text.indexOf('\n', from);
  return end < 0 ? text.length : end + 1;
}

/** Where the first line starts that is not to be skipped. A loop: a regular expression over a million lines exhausts its stack. */
export function firstLine(text: string, skipped: RegExp): number {
  let line = 0;
  while (line < text.length) {
    const next = nextLine(text, line);
    if (!skipped.test(text.slice(line, next).replace(/[\r\n]+$/, ''))) return line;
    line = next;
  }
  return line;
}
