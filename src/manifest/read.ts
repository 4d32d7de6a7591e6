/** Files in, located and typed Kubernetes objects out. */
import { statefulSetCauses } from './admit';
import type { Diagnostic } from './diagnostic';
import { splitDocuments } from './documents';
import * as findings from './findings';
import { byCodePoint } from './json';
import { kindOf, misspeltKind, removalOf } from './kinds';
import { LIMITS } from './limits';
import type { Limits } from './limits';
import { locator, offsetOf } from './locate';
import type { Locate } from './locate';
import { toValue } from './node';
import type { Node } from './node';
import type { Json, JsonObject, ManifestObject, Manifests, StatefulSet } from './objects';
import { isObject, objectMisfits, withoutNulls } from './shape';
import { decodeUtf8 } from './text';
import { readYaml } from './yaml';

export interface ManifestFile {
  /** As it is to be shown, relative to the folder the command runs in. */
  readonly path: string;
  readonly bytes: Uint8Array;
}

export interface ReadResult {
  readonly manifests: Manifests;
  readonly diagnostics: readonly Diagnostic[];
  /** How many Kubernetes objects were seen, those left out included. */
  readonly objects: number;
}

interface State {
  readonly limits: Limits;
  readonly manifests: { [List in keyof Manifests]: ManifestObject<unknown>[] };
  readonly diagnostics: Diagnostic[];
  readonly byName: Map<string, ManifestObject<unknown>>;
  objects: number;
}

/** Reads every file it can. What cannot be read, or what the API server would not accept, is left out and said in a diagnostic. Never throws. */
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
  return { manifests: manifests as Manifests, diagnostics, objects };
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
  const document = readYaml(text, state.limits);
  if (document.problem !== undefined) return [findings.unreadableDocument(document.problem, locate(document.problem.offset))];
  const { node, duplicates, original, end } = document;
  const locateRead: Locate = (offset) => locate(original(offset));
  const found = duplicates.map(({ message, offset }) => findings.duplicateKey(message, locateRead(offset)));
  const unread = /^(?!\.\.\.|[ \t\r]*(?:#|$))[ \t]*/m.exec(text.slice(end));
  if (unread !== null) found.push(findings.notRead(locate(end + unread.index + unread[0].length)));
  if (node === undefined || node.kind === 'null') return found;
  return [...found, ...readNode(node, {}, locateRead, state)];
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
  const modelled = kindOf(apiVersion, kind);
  const metadata = isObject(raw.metadata) ? raw.metadata : {};
  const name = typeof metadata.name === 'string' ? metadata.name : '';
  const namespace = typeof metadata.namespace === 'string' && metadata.namespace !== '' ? metadata.namespace : 'default';
  const base = { apiVersion, kind, name, namespace, raw, at };
  if (modelled === undefined) {
    add({ ...base, object: raw }, 'others', state);
    return;
  }
  const wrong = objectMisfits(raw, modelled.shape);
  const version = apiVersion.slice(apiVersion.indexOf('/') + 1);
  state.diagnostics.push(...wrong.map(({ path, message }) => findings.wrongType(kind, version, message, at(...path))));
  if (wrong.length > 0) return;
  if (name === '') {
    state.diagnostics.push(withoutName(found, metadata, at));
    return;
  }
  const object = modelled.defaulted(withoutNulls(raw, modelled.shape) as JsonObject);
  if (modelled.list === 'statefulSets' && !isAdmitted(object as StatefulSet, raw, at, state)) return;
  add({ ...base, object }, modelled.list, state);
}

function isAdmitted(set: StatefulSet, raw: JsonObject, at: ManifestObject['at'], state: State): boolean {
  const isSelectorWritten = isObject(raw.spec) && isObject(raw.spec.selector);
  const causes = statefulSetCauses(set, isSelectorWritten);
  for (const { path, message } of causes) {
    state.diagnostics.push(findings.admission('StatefulSet.apps', set.metadata.name ?? '', `${fieldName(path)}: ${message}`, at(...path)));
  }
  return causes.length === 0;
}

/** As the API server writes paths: `spec.template.spec.containers[0].name`. */
function fieldName(path: readonly (string | number)[]): string {
  return path.map((step, index) => (typeof step === 'number' ? `[${step}]` : index === 0 ? step : `.${step}`)).join('');
}

function withoutName({ apiVersion, kind }: Found, metadata: JsonObject, at: ManifestObject['at']): Diagnostic {
  if (metadata.generateName) return findings.generatedName(kind, at('metadata', 'generateName'));
  return findings.admission(qualified(apiVersion, kind), '', 'metadata.name: Required value: name or generateName is required', at('metadata', 'name'));
}

/** `StatefulSet.apps`, as the API server calls it. */
function qualified(apiVersion: string, kind: string): string {
  const [group, version] = apiVersion.split('/');
  return version === undefined ? kind : `${kind}.${group}`;
}

function add(object: ManifestObject<unknown>, list: keyof Manifests, state: State): void {
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
