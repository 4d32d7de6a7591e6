/** Files in, located Kubernetes objects out, as they are written. What an API server makes of them is said in admitted.ts. */
import type { Diagnostic } from './diagnostic';
import { readDocument } from './document';
import { splitDocuments } from './documents';
import * as findings from './findings';
import { byCodePoint } from './json';
import { listOf, misspeltKind, removalOf } from './kinds';
import { LIMITS } from './limits';
import type { Limits } from './limits';
import { locator, offsetOf } from './locate';
import type { Locate } from './locate';
import { toValue } from './node';
import type { Node } from './node';
import type { Json, JsonObject, WrittenManifests, WrittenObject } from './objects';
import { isObject } from './objects';
import { decodeUtf8 } from './text';

export interface ManifestFile {
  /** As it is to be shown, relative to the folder the command runs in. */
  readonly path: string;
  readonly bytes: Uint8Array;
}

export interface ReadResult {
  readonly manifests: WrittenManifests;
  readonly diagnostics: readonly Diagnostic[];
  /** How many Kubernetes objects were seen, those left out included. */
  readonly objects: number;
}

interface State {
  readonly limits: Limits;
  readonly manifests: { [List in keyof WrittenManifests]: WrittenObject[] };
  readonly diagnostics: Diagnostic[];
  readonly byName: Map<string, WrittenObject>;
  objects: number;
}

/** Reads every file it can. What cannot be read is left out and said in a diagnostic. Never throws. */
export function readManifests(files: readonly ManifestFile[], limits: Limits = LIMITS): ReadResult {
  const state: State = {
    limits,
    manifests: { statefulSets: [], services: [], claims: [], storageClasses: [], disruptionBudgets: [], autoscalers: [], others: [] },
    diagnostics: [],
    byName: new Map(),
    objects: 0,
  };
  let bytes = 0;
  for (const file of [...files].sort((a, b) => byCodePoint(a.path, b.path))) {
    bytes += file.bytes.length;
    const start = { file: file.path, line: 1, column: 1 };
    if (bytes > limits.totalBytes) {
      state.diagnostics.push(findings.tooMuch(`the files together are larger than ${limits.totalBytes} bytes: nothing is read from here on`, start));
      break;
    }
    if (file.bytes.length > limits.bytesPerFile) state.diagnostics.push(findings.tooMuch(`the file is larger than ${limits.bytesPerFile} bytes`, start));
    else readFile(file, state);
  }
  const { manifests, diagnostics, objects } = state;
  return { manifests, diagnostics, objects };
}

function readFile({ path, bytes }: ManifestFile, state: State): void {
  const decoded = decodeUtf8(bytes);
  if ('problem' in decoded) {
    const before = new TextDecoder().decode(bytes.subarray(0, decoded.offset));
    state.diagnostics.push(findings.badEncoding(decoded.problem, decoded.advice, locator(path, before)(before.length)));
    return;
  }
  const { text } = decoded;
  const found = readText(text, locator(path, text), state);
  const isTemplate = found.some(({ rule }) => rule !== 'manifest/limit') && TEMPLATE_ACTION.test(text);
  if (isTemplate) state.diagnostics.push(findings.template(locator(path, text)(text.search(TEMPLATE_ACTION))));
  else state.diagnostics.push(...found);
}

/** A Go template action, as in Helm charts: `{{ .Values.replicas }}`, `{{- include "name" . }}`, `{{/* comment`. */
const TEMPLATE_ACTION = /\{\{-?\s*(?:[.$("]|\/\*|[a-zA-Z])/;

/** What is wrong with the text itself; what is wrong with its objects goes to the state. */
function readText(text: string, locate: Locate, state: State): Diagnostic[] {
  const found: Diagnostic[] = [];
  let documents = 0;
  for (const piece of splitDocuments(text)) {
    if (piece.kind === 'separator') {
      found.push(findings.badSeparator(piece.found, locate(piece.offset)));
      continue;
    }
    documents += 1;
    if (documents > state.limits.documentsPerFile) {
      found.push(findings.tooMuch(`more than ${state.limits.documentsPerFile} documents in one file`, locate(piece.offset)));
      break;
    }
    found.push(...readPiece(piece.text, (offset) => locate(piece.offset + offset), state));
  }
  return found;
}

function readPiece(text: string, locate: Locate, state: State): Diagnostic[] {
  const { node, locate: locateRead, found } = readDocument(text, locate, state.limits);
  return node === undefined ? [...found] : [...found, ...readNode(node, {}, locateRead, state)];
}

/** `inherited` is what a typed list says of its items. */
function readNode(node: Node, inherited: JsonObject, locate: Locate, state: State): Diagnostic[] {
  const value = toValue(node);
  if (!isObject(value)) return [findings.notAnObject(`this is ${typeName(value)}`, locate(node.start))];
  const raw = withInherited(value, inherited);
  const { apiVersion, kind } = raw;
  if (typeof apiVersion !== 'string' || apiVersion === '' || typeof kind !== 'string' || kind === '') {
    return [findings.notAnObject(missingType(raw), locate(node.start))];
  }
  const items = node.kind === 'mapping' ? node.entries.get('items')?.value : undefined;
  if (kind.endsWith('List') && items?.kind === 'sequence') {
    const ofItems = kind === 'List' ? {} : { apiVersion, kind: kind.slice(0, -'List'.length) };
    return items.items.flatMap((item) => readNode(item, ofItems, locate, state));
  }
  readObject({ apiVersion, kind, raw, node, locate }, state);
  return [];
}

/** apimachinery, unstructured/helpers.go:decodeToList: items of a typed list may leave out what the list says. */
function withInherited(value: JsonObject, inherited: JsonObject): JsonObject {
  return Object.assign(Object.create(null) as JsonObject, inherited, value);
}

function missingType({ apiVersion, kind }: JsonObject): string {
  const missing = [...(apiVersion ? [] : ['apiVersion not set']), ...(kind ? [] : ['kind not set'])];
  return missing.length > 0 ? missing.join(', ') : 'apiVersion and kind must be strings';
}

function typeName(value: Json): string {
  if (Array.isArray(value)) return 'a list';
  return typeof value === 'string' ? 'text' : `a ${typeof value}`;
}

interface Found {
  readonly apiVersion: string;
  readonly kind: string;
  readonly raw: JsonObject;
  readonly node: Node;
  readonly locate: Locate;
}

function readObject(found: Found, state: State): void {
  state.objects += 1;
  const { apiVersion, kind, raw, node, locate } = found;
  const at = (...path: (string | number)[]) => locate(offsetOf(node, path));
  const removal = removalOf(apiVersion, kind);
  if (removal !== undefined) {
    state.diagnostics.push(findings.removedApi(apiVersion, kind, removal.since, removal.instead, at('apiVersion')));
    return;
  }
  const meant = misspeltKind(apiVersion, kind);
  if (meant !== undefined) {
    state.diagnostics.push(findings.unknownKind(apiVersion, kind, meant, at('kind')));
    return;
  }
  const list = listOf(apiVersion, kind);
  const metadata = isObject(raw.metadata) ? raw.metadata : {};
  const { name, namespace } = metadata;
  const object = { apiVersion, kind, name: told(name), namespace: told(namespace) || 'default', raw, at };
  // Metadata that are no object are for the API server to refuse.
  if (list !== undefined && object.name === '' && (raw.metadata ?? metadata) === metadata) state.diagnostics.push(withoutName(found, metadata, at));
  else add(object, list ?? 'others', state);
}

/** A name, also where it is no text: then it is for the API server to say so. */
function told(name: Json | undefined): string {
  return typeof name === 'string' ? name : JSON.stringify(name ?? '').replace(/^""$/, '');
}

function withoutName({ apiVersion, kind }: Found, metadata: JsonObject, at: WrittenObject['at']): Diagnostic {
  if (metadata.generateName) return findings.generatedName(kind, at('metadata', 'generateName'));
  return findings.invalid(qualified(apiVersion, kind), '', 'metadata.name: Required value: name or generateName is required', at('metadata', 'name'));
}

/** `StatefulSet.apps`, as the API server calls it. */
function qualified(apiVersion: string, kind: string): string {
  const [group, version] = apiVersion.split('/');
  return version === undefined ? kind : `${kind}.${group}`;
}

function add(object: WrittenObject, list: keyof WrittenManifests, state: State): void {
  const group = object.apiVersion.includes('/') ? object.apiVersion.split('/')[0] : '';
  const identity = JSON.stringify([group, object.kind, object.namespace, object.name]);
  const first = state.byName.get(identity);
  if (first !== undefined && object.name !== '') {
    const name = `${object.kind} ${object.namespace}/${object.name}`;
    state.diagnostics.push(findings.duplicateObject(name, first.at('metadata', 'name'), object.at('metadata', 'name')));
    return;
  }
  state.byName.set(identity, object);
  state.manifests[list].push(object);
}
