/** js-yaml's events to a tree of what is written: nothing resolved, nothing merged, aliases still aliases. */
import { EVENT_ID, SCALAR_STYLE, getScalarValue } from 'js-yaml';
import type { DocumentDirective, Event, MappingEvent, ScalarEvent, SequenceEvent } from 'js-yaml';
import type { Limits } from './limits';
import { failure } from './problem';
import { afterPlain, refuseTabs } from './tabs';

interface Place {
  /** Offsets into the text, the end exclusive. */
  readonly start: number;
  end: number;
}

export interface ScalarSyntax extends Place {
  readonly kind: 'scalar';
  readonly text: string;
  /** The full tag, '' where it has none. */
  readonly tag: string;
  /** Whether the value is found by looking at the text: plain, without a tag. */
  readonly implicit: boolean;
}
export interface SequenceSyntax extends Place { readonly kind: 'sequence'; readonly items: Syntax[] }
export interface MappingSyntax extends Place { readonly kind: 'mapping'; readonly items: Syntax[] }
export interface AliasSyntax extends Place { readonly kind: 'alias'; readonly name: string; readonly target: Syntax }
export type Syntax = ScalarSyntax | SequenceSyntax | MappingSyntax | AliasSyntax;

/**
 * The tree of the first document, undefined where there is none. Kubernetes looks at no other: it has split the file before.
 * An explicit stack, so that deep input cannot exhaust ours.
 */
export function buildTree(text: string, events: readonly Event[], limits: Limits): Syntax | undefined {
  const anchors = new Map<string, Syntax>();
  const open: (SequenceSyntax | MappingSyntax)[] = [];
  const gaps = gapChecker(text);
  let handles = new Map<string, string>();
  let aliases = 0;
  let root: Syntax | undefined;

  const add = (node: Syntax, anchor: Anchored) => {
    if (anchor.anchorStart >= 0 && node.kind !== 'alias') anchors.set(anchorName(text, anchor), node);
    const parent = open.at(-1);
    if (parent === undefined) root ??= node;
    else parent.items.push(node);
  };

  for (const event of events) {
    switch (event.type) {
      case EVENT_ID.DOCUMENT:
        handles = tagHandles(event.directives);
        break;
      case EVENT_ID.POP: {
        const closed = open.pop();
        if (closed === undefined) {
          gaps.before(text.length, undefined);
          return beforeEmptyKey(root);
        }
        closed.end = endOfCollection(text, closed, gaps.end());
        gaps.after(closed.end, 'collection');
        break;
      }
      case EVENT_ID.ALIAS: {
        const start = event.anchorStart - 1;
        gaps.before(start, open.at(-1));
        aliases += 1;
        if (aliases > limits.aliasesPerDocument) {
          throw failure({ name: 'limit', message: `more than ${limits.aliasesPerDocument} aliases in one document`, offset: start, advice: 'write the values out' });
        }
        const name = anchorName(text, event);
        const target = anchors.get(name);
        if (target === undefined) throw failure({ name: 'alias', message: `unknown anchor '${name}' referenced`, offset: start });
        add({ kind: 'alias', name, target, start, end: event.anchorEnd }, event);
        gaps.after(event.anchorEnd, 'alias');
        break;
      }
      case EVENT_ID.SCALAR: {
        const node = scalarSyntax(text, event, handles, gaps.end(), limits);
        gaps.before(startOf(event, node.start), open.at(-1));
        add(node, event);
        gaps.after(Math.max(node.end, event.anchorEnd, event.tagEnd), isBlockScalar(event) ? 'block' : event.style === SCALAR_STYLE.PLAIN ? 'plain' : 'quoted');
        break;
      }
      default: {
        gaps.before(startOf(event, event.start), open.at(-1));
        fullTag(text, event, handles);
        const node = { kind: event.type === EVENT_ID.SEQUENCE ? 'sequence' : 'mapping', items: [], start: event.start, end: event.start } as SequenceSyntax | MappingSyntax;
        // Anchored before its items are read: an anchor that is referenced from inside itself is an error of its own.
        add(node, event);
        open.push(node);
        gaps.after(Math.max(event.anchorEnd, event.tagEnd, isFlow(text, node) ? event.start + 1 : 0), 'property');
      }
    }
  }
  return root;
}

/**
 * In `{}: a` and `[]: a` go-yaml sees a document that is `{}` or `[]`: after an empty pair of brackets it forgets that it may have been a key
 * (scannerc.go:yaml_parser_remove_simple_key), so that the document ends before the colon.
 */
function beforeEmptyKey(root: Syntax | undefined): Syntax | undefined {
  if (root?.kind !== 'mapping') return root;
  const key = root.items.at(0);
  return key !== undefined && (key.kind === 'mapping' || key.kind === 'sequence') && key.start === root.start && key.items.length === 0 ? key : root;
}

interface Anchored { readonly anchorStart: number; readonly anchorEnd: number }

/** Where a node starts with its anchor and tag. */
function startOf(event: ScalarEvent | SequenceEvent | MappingEvent, start: number): number {
  return Math.min(start, event.anchorStart < 0 ? start : event.anchorStart - 1, event.tagStart < 0 ? start : event.tagStart);
}

function isFlow(text: string, collection: SequenceSyntax | MappingSyntax): boolean {
  return text[collection.start] === '[' || text[collection.start] === '{';
}

/** What stands between the values, where libyaml and js-yaml differ about tabs. */
function gapChecker(text: string) {
  let end = 0;
  let last: 'start' | 'property' | 'alias' | 'quoted' | 'plain' | 'block' | 'collection' = 'start';
  return {
    end: () => end,
    before: (next: number, parent: SequenceSyntax | MappingSyntax | undefined) => {
      if (parent !== undefined && isFlow(text, parent)) return;
      const from = last === 'plain' ? afterPlain(text, end, next, parent === undefined ? 0 : columnOf(text, parent.start) + 1) : end;
      refuseTabs(text, from, next, last === 'start' || last === 'block' || (from > 0 && isBreak(text, from - 1)));
    },
    after: (offset: number, what: typeof last) => {
      if (offset <= 0 || offset < end) return;
      end = offset;
      last = what;
    },
  };
}

function columnOf(text: string, offset: number): number {
  let start = offset;
  while (start > 0 && !isBreak(text, start - 1)) start -= 1;
  return offset - start;
}

function isBlockScalar(event: ScalarEvent): boolean {
  return event.style === SCALAR_STYLE.LITERAL_BLOCK || event.style === SCALAR_STYLE.FOLDED_BLOCK;
}

function scalarSyntax(text: string, event: ScalarEvent, handles: Map<string, string>, cursor: number, limits: Limits): ScalarSyntax {
  const { start, end } = scalarPlace(text, event, cursor);
  if (end - start > limits.scalarLength) {
    throw failure({ name: 'limit', message: `a value is longer than ${limits.scalarLength} characters`, offset: start });
  }
  const tag = fullTag(text, event, handles);
  if (event.style === SCALAR_STYLE.PLAIN) refuseColonBeforeBracket(text, event);
  // A lone `!` makes even `'<<'` a merge key, but the value stays text (parserc.go:yaml_parser_parse_node).
  const implicit = tag === '!' || (tag === '' && event.style === SCALAR_STYLE.PLAIN);
  return { kind: 'scalar', text: scalarText(text, event), tag, implicit, start, end };
}

function scalarText(text: string, event: ScalarEvent): string {
  if (event.valueStart < 0) return '';
  if (event.style === SCALAR_STYLE.DOUBLE_QUOTED) refuseEscapes(text, event);
  const value = getScalarValue(text, event);
  // In `{a:}` the key is `a:` to libyaml: only a space makes the colon an indicator.
  if (event.style === SCALAR_STYLE.PLAIN && text[event.valueEnd] === ':' && /^[,}]/.test(text.charAt(event.valueEnd + 1))) return `${value}:`;
  // A block that ends with the file, without a line break, has no line break to keep (scannerc.go:yaml_parser_scan_block_scalar).
  const isCutShort = isBlockScalar(event) && event.valueEnd === text.length && !isBreak(text, text.length - 1) && value.endsWith('\n');
  return isCutShort ? value.slice(0, -1) : value;
}

/** In `{a:[1]}` the key is `a:` to libyaml, and the bracket an error (scannerc.go:yaml_parser_scan_plain_scalar): only a space ends a plain key. */
function refuseColonBeforeBracket(text: string, { valueStart, valueEnd }: ScalarEvent): void {
  if (valueStart < 0 || text[valueEnd] !== ':' || (text[valueEnd + 1] !== '[' && text[valueEnd + 1] !== '{')) return;
  throw failure({ name: 'syntax', message: "did not find expected ',' or '}'", offset: valueEnd + 1, advice: 'put a space after the colon' });
}

/** YAML 1.2 added `\/`, and js-yaml takes any code point; libyaml knows neither (scannerc.go:yaml_parser_scan_flow_scalar). */
function refuseEscapes(text: string, event: ScalarEvent): void {
  const raw = text.slice(event.valueStart, event.valueEnd);
  for (const match of raw.matchAll(/\\(?:u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|[^])/g)) {
    const offset = event.valueStart + match.index;
    if (match[0] === '\\/') throw failure({ name: 'syntax', message: 'found unknown escape character', offset, advice: 'write / without a backslash' });
    const codePoint = Number.parseInt(match[1] ?? match[2] ?? '0', 16);
    if ((codePoint >= 0xd800 && codePoint <= 0xdfff) || codePoint > 0x10ffff) {
      throw failure({ name: 'syntax', message: 'found invalid Unicode character escape code', offset, advice: 'write the character itself' });
    }
  }
}

/** Where a scalar stands, with its quotes, and with the header of a block. */
function scalarPlace(text: string, event: ScalarEvent, cursor: number): { start: number; end: number } {
  const { valueStart, valueEnd, style } = event;
  if (valueStart < 0) {
    const after = Math.max(cursor, event.anchorEnd, event.tagEnd);
    return { start: after, end: after };
  }
  if (style === SCALAR_STYLE.SINGLE_QUOTED || style === SCALAR_STYLE.DOUBLE_QUOTED) return { start: valueStart - 1, end: valueEnd + 1 };
  if (style === SCALAR_STYLE.PLAIN) return { start: valueStart, end: valueEnd };
  return { start: blockHeader(text, valueStart, Math.max(cursor, event.anchorEnd, event.tagEnd)), end: valueEnd };
}

/** The `|` or `>` of the block whose text starts at this offset: the first one on the line before, after the properties. */
function blockHeader(text: string, textStart: number, after: number): number {
  let start = textStart - 1;
  while (start > after && isBreak(text, start)) start -= 1;
  while (start > after && !isBreak(text, start - 1)) start -= 1;
  while (start < textStart && text[start] !== '|' && text[start] !== '>') start += 1;
  return start;
}

function isBreak(text: string, offset: number): boolean {
  return text[offset] === '\n' || text[offset] === '\r';
}

/** A flow collection ends after its bracket, a block collection with its last item. */
function endOfCollection(text: string, collection: SequenceSyntax | MappingSyntax, cursor: number): number {
  let end = Math.max(cursor, collection.start + 1);
  if (!isFlow(text, collection)) return end;
  for (; end < text.length && text[end] !== ']' && text[end] !== '}'; end += 1) {
    if (text[end] === '#') while (end < text.length && !isBreak(text, end)) end += 1;
  }
  return Math.min(end + 1, text.length);
}

function tagHandles(directives: readonly DocumentDirective[]): Map<string, string> {
  const handles = new Map([['!', '!'], ['!!', 'tag:yaml.org,2002:']]);
  for (const directive of directives) {
    if (directive.kind === 'tag') handles.set(directive.handle, directive.prefix);
    // js-yaml takes any 1.x; libyaml only 1.1 (parserc.go:yaml_parser_process_directives).
    else if (directive.version !== '1.1') throw failure({ name: 'syntax', message: 'found incompatible YAML document', offset: 0, advice: 'leave out the %YAML directive' });
  }
  return handles;
}

/** YAML 1.2 takes any character but brackets and commas in an anchor; libyaml letters, digits, `_` and `-` (scannerc.go:yaml_parser_scan_anchor). */
function anchorName(text: string, { anchorStart, anchorEnd }: Anchored): string {
  const name = text.slice(anchorStart, anchorEnd);
  if (/^[0-9A-Za-z_-]+$/.test(name)) return name;
  const advice = 'name anchors with letters, digits, _ and -';
  throw failure({ name: 'syntax', message: 'did not find expected alphabetic or numeric character', offset: anchorStart, advice });
}

/** The tag in full, '' where there is none. libyaml wants a name after `!!` and a space after the tag (scannerc.go:yaml_parser_scan_tag). */
function fullTag(text: string, event: ScalarEvent | SequenceEvent | MappingEvent, handles: Map<string, string>): string {
  const { tagStart, tagEnd } = event;
  if (tagStart < 0) return '';
  const written = text.slice(tagStart, tagEnd);
  if (!/^[ \t\r\n]?$/.test(text.charAt(tagEnd)) || written.includes('#')) {
    throw failure({ name: 'tag', message: 'did not find expected whitespace or line break', offset: tagEnd, advice: 'put a space after the tag' });
  }
  if (/^(?:!<>|![0-9A-Za-z_-]*!)$/.test(written)) throw failure({ name: 'tag', message: 'did not find expected tag URI', offset: tagEnd });
  if (written.startsWith('!<')) return percentDecoded(written.slice(2, -1));
  const handle = /^(?:![0-9A-Za-z_-]*!|!)/.exec(written)?.[0] ?? '!';
  const prefix = handles.get(handle);
  if (prefix === undefined) throw failure({ name: 'tag', message: `found undefined tag handle ${handle}`, offset: tagStart });
  return percentDecoded(prefix + written.slice(handle.length));
}

function percentDecoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
