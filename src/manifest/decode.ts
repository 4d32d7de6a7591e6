/**
 * The tree of what is written to what it means to Kubernetes: aliases expanded, merges applied, scalars resolved, keys turned into strings.
 * The order of work is that of go-yaml v2 (decode.go) and sigs.k8s.io/yaml (yaml.go:convertToJSONableObject), because the order shows:
 * a merge overrides what stands above it, and an error in a value that is later overridden is none.
 */
import { binaryText } from './binary';
import { float32Text } from './float32';
import type { Limits } from './limits';
import type { Entry, MappingNode, Node, Range } from './node';
import { failure } from './problem';
import { BINARY_TAG, MERGE_TAG, resolveScalar } from './scalar';
import type { ScalarValue } from './scalar';
import type { MappingSyntax, ScalarSyntax, Syntax } from './syntax';

export interface DuplicateKey {
  readonly message: string;
  /** The key that was already set. */
  readonly offset: number;
}

export interface DecodedDocument {
  readonly node: Node;
  /** What Kubernetes' strict reader refuses. */
  readonly duplicates: readonly DuplicateKey[];
}

/** A mapping while it is filled: keys still have types, so that 1 and "1" differ, as they do in Go. */
type Draft = Range & ({ readonly kind: 'draft'; readonly entries: Map<string, DraftEntry> } | { readonly kind: 'list'; readonly items: Draft[] } | ScalarValue);
interface DraftEntry { readonly key: ScalarValue & Range; readonly value: Draft }

interface State {
  readonly limits: Limits;
  readonly duplicates: DuplicateKey[];
  /** The aliases that are being expanded. */
  readonly expanding: Set<Syntax>;
  depth: number;
  nodes: number;
  nodesInAliases: number;
}

export function decode(syntax: Syntax, limits: Limits): DecodedDocument {
  const state: State = { limits, duplicates: [], expanding: new Set(), depth: 0, nodes: 1, nodesInAliases: 0 };
  const node = finish(draft(syntax, state));
  return { node, duplicates: state.duplicates };
}

function draft(syntax: Syntax, state: State): Draft {
  count(syntax, state);
  switch (syntax.kind) {
    case 'scalar': return { ...scalar(syntax), start: syntax.start, end: syntax.end };
    case 'alias': return expand(syntax, state, () => ({ ...draft(syntax.target, state), start: syntax.start, end: syntax.end }));
    case 'sequence': return nested(syntax, state, () => ({ ...place(syntax), kind: 'list', items: syntax.items.map((item) => draft(item, state)) }));
    case 'mapping': {
      const entries = new Map<string, DraftEntry>();
      fill(entries, syntax, state);
      return { ...place(syntax), kind: 'draft', entries };
    }
  }
}

function place({ start, end }: Range): Range {
  return { start, end };
}

/** go-yaml refuses documents that are nearly all alias expansion; the other limit is ours. */
function count(syntax: Syntax, state: State): void {
  state.nodes += 1;
  if (state.expanding.size > 0) state.nodesInAliases += 1;
  if (state.nodes > state.limits.nodesPerDocument) {
    const message = `more than ${state.limits.nodesPerDocument} values in one document, aliases expanded`;
    throw failure({ name: 'limit', message, offset: syntax.start, advice: 'split the document' });
  }
  if (state.nodesInAliases > 100 && state.nodes > 1000 && state.nodesInAliases / state.nodes > 0.99) {
    throw failure({ name: 'alias', message: 'document contains excessive aliasing', offset: syntax.start, advice: 'write the values out' });
  }
}

function expand<T>(alias: Syntax & { kind: 'alias' }, state: State, read: () => T): T {
  if (state.expanding.has(alias)) throw failure({ name: 'alias', message: `anchor '${alias.name}' value contains itself`, offset: alias.start });
  state.expanding.add(alias);
  const result = read();
  state.expanding.delete(alias);
  return result;
}

function nested<T>(syntax: Syntax, state: State, read: () => T): T {
  state.depth += 1;
  if (state.depth > state.limits.depth) {
    const message = `collections are nested more than ${state.limits.depth} deep`;
    throw failure({ name: 'limit', message, offset: syntax.start, advice: 'flatten the document' });
  }
  const result = read();
  state.depth -= 1;
  return result;
}

function scalar(syntax: ScalarSyntax): ScalarValue {
  if (syntax.tag === BINARY_TAG) {
    const text = binaryText(syntax.text);
    if (text === undefined) throw failure({ name: 'tag', message: '!!binary value contains invalid base64 data', offset: syntax.start });
    return { kind: 'string', value: text };
  }
  if (syntax.tag === '' && !syntax.implicit) return { kind: 'string', value: syntax.text };
  const value = resolveScalar(syntax.tag, syntax.text);
  if (value.kind === 'mismatch') throw failure({ name: 'tag', message: value.message, offset: syntax.start, advice: 'leave the tag out' });
  return value;
}

function fill(entries: Map<string, DraftEntry>, mapping: MappingSyntax, state: State): void {
  nested(mapping, state, () => {
    for (let index = 0; index < mapping.items.length; index += 2) {
      const [key, value] = [mapping.items[index], mapping.items[index + 1]];
      if (isMergeKey(key)) merge(entries, value, state);
      else set(entries, keyOf(key, state), draft(value, state), state);
    }
  });
}

function isMergeKey(syntax: Syntax): boolean {
  return syntax.kind === 'scalar' && syntax.text === '<<' && (syntax.implicit || syntax.tag === MERGE_TAG);
}

function keyOf(syntax: Syntax, state: State): ScalarValue & Range {
  const key = draft(syntax, state);
  if (key.kind === 'draft' || key.kind === 'list') {
    throw failure({ name: 'key', message: 'invalid map key: a key must be a scalar', offset: syntax.start, advice: 'use a string as the key' });
  }
  return key;
}

function set(entries: Map<string, DraftEntry>, key: ScalarValue & Range, value: Draft, state: State): void {
  const identity = keyIdentity(key, entries.size);
  if (entries.has(identity)) state.duplicates.push({ message: `key ${keyText(key)} already set in map`, offset: key.start });
  entries.set(identity, { key, value });
}

/** Two keys are one if Go's map says so: by type and value, and NaN is never equal to itself. */
function keyIdentity(key: ScalarValue, size: number): string {
  switch (key.kind) {
    case 'null': return 'null';
    case 'integer': return `${key.unsigned ? 'unsigned' : 'integer'} ${key.digits}`;
    case 'float': return Number.isNaN(key.value) ? `nan ${size}` : `float ${key.value}`;
    default: return `${key.kind} ${key.value}`;
  }
}

function keyText(key: ScalarValue): string {
  switch (key.kind) {
    case 'null': return 'null';
    case 'integer': return key.digits;
    case 'string': return JSON.stringify(key.value);
    default: return String(key.value);
  }
}

/** `<<: *a`, `<<: {..}` and `<<: [*a, *b]`: of a list, the first wins, so it is read from the end. */
function merge(entries: Map<string, DraftEntry>, value: Syntax, state: State): void {
  if (value.kind === 'sequence') for (const source of [...value.items].reverse()) mergeOne(entries, source, state);
  else mergeOne(entries, value, state);
}

function mergeOne(entries: Map<string, DraftEntry>, source: Syntax, state: State): void {
  if (source.kind === 'mapping') {
    count(source, state);
    fill(entries, source, state);
  } else if (source.kind === 'alias' && source.target.kind === 'mapping') {
    const target = source.target;
    count(source, state);
    expand(source, state, () => {
      count(target, state);
      fill(entries, target, state);
    });
  } else {
    const advice = 'merge an alias of a mapping, or a list of them';
    throw failure({ name: 'merge', message: 'map merge requires map or sequence of maps as the value', offset: source.start, advice });
  }
}

/** What is left after all overriding: keys become strings, and what JSON cannot say is refused. */
function finish(value: Draft): Node {
  switch (value.kind) {
    case 'draft': return { ...place(value), kind: 'mapping', entries: finishEntries(value.entries) };
    case 'list': return { ...place(value), kind: 'sequence', items: value.items.map(finish) };
    case 'float':
      if (!Number.isFinite(value.value)) {
        throw failure({ name: 'number', message: `unsupported value: ${infinityText(value.value)}`, offset: value.start, advice: 'quote it if it is text' });
      }
      return value;
    default: return value;
  }
}

function finishEntries(entries: Map<string, DraftEntry>): MappingNode['entries'] {
  const finished = new Map<string, Entry>();
  for (const { key, value } of entries.values()) finished.set(keyName(key), { key: place(key), value: finish(value) });
  return finished;
}

function keyName(key: ScalarValue & Range): string {
  switch (key.kind) {
    case 'string': return key.value;
    case 'boolean': return String(key.value);
    case 'float': return float32Text(key.value);
    case 'integer':
      if (key.unsigned) throw unsupportedKey(key);
      return key.digits;
    default: throw unsupportedKey(key);
  }
}

function unsupportedKey(key: ScalarValue & Range): Error {
  return failure({ name: 'key', message: `unsupported map key: ${keyText(key)}`, offset: key.start, advice: 'quote the key' });
}

function infinityText(value: number): string {
  return Number.isNaN(value) ? 'NaN' : value > 0 ? '+Inf' : '-Inf';
}
