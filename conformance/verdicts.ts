/**
 * Compares our API server's admission with recorded verdicts of real ones.
 *
 * Each line of a recording is a manifest or a patch and the server's answer: HTTP code, reason, message, causes, warnings, and the defaulted object where
 * it is valid. Names, times and addresses that the server makes up are not compared.
 */
import { basename } from 'node:path';
import { BadInput, concluded, recordedLines, recordingFiles, runComparison } from './recordings';
import type { Update } from './verdict-bases';
import { baseOf } from './verdict-bases';
import { goValue, patched } from './verdict-patch';
import type { AdmittedKind, Verdict } from '../src/manifest/admission/admit';
import { admit, admitScale, invalidVerdict, isAdmittedKind } from '../src/manifest/admission/admit';
import { decode } from '../src/manifest/admission/codec';
import { invalid, quoted } from '../src/manifest/admission/field';
import { minorOf, profileOf } from '../src/manifest/admission/profile';
import { same } from '../src/manifest/admission/values';
import type { Json, JsonObject } from '../src/manifest/objects';
import { isObject } from '../src/manifest/objects';

export interface Recorded {
  readonly id: number;
  readonly server: string;
  readonly what: string;
  readonly op: 'create' | 'update' | 'scale';
  readonly manifest?: JsonObject;
  /** Of an update: the object before, where it was recorded. */
  readonly old?: JsonObject;
  readonly kind?: string;
  readonly base?: string;
  readonly patch?: JsonObject;
  readonly http: number;
  readonly reason?: string;
  readonly message?: string;
  readonly causes?: readonly { readonly field?: string; readonly reason: string; readonly message: string }[];
  readonly warnings?: readonly string[];
  readonly result?: JsonObject;
}

export interface Difference {
  readonly aspect: string;
  readonly theirs: string;
  readonly ours: string;
}

export interface Outcome {
  readonly recorded: Recorded;
  readonly differences: readonly Difference[];
}

const KINDS: { readonly [plural: string]: string } = {
  statefulsets: 'StatefulSet', pods: 'Pod', services: 'Service', persistentvolumeclaims: 'PersistentVolumeClaim', poddisruptionbudgets: 'PodDisruptionBudget',
};
const SURROUNDINGS = { defaultStorageClass: 'standard' };

export function compareVerdicts(recordings: readonly Recorded[]): Outcome[] {
  const updates = recordings.filter(({ op }) => op === 'update').map(asUpdate);
  return recordings.map((recorded) => {
    const ours = verdictOf(recorded, updates);
    // What we have no words for is a mismatch like any other.
    if (typeof ours === 'string') return { recorded, differences: [{ aspect: 'verdict', theirs: String(recorded.http), ours: `none: ${ours}` }] };
    return { recorded, differences: differencesOf(recorded, ours) };
  });
}

function asUpdate({ base = '', kind = '', patch = {}, message, result }: Recorded): Update {
  return { base, kind, patch, message, result };
}

/** Our verdict, or why there is none. */
export function verdictOf(recorded: Recorded, updates: readonly Update[]): Verdict | string {
  const { op, server, manifest, base: name = '', patch = {} } = recorded;
  if (op === 'scale') return admitScale(server, name, Number(isObject(patch.spec) ? patch.spec.replicas : 0));
  const kind = manifest === undefined ? KINDS[recorded.kind ?? ''] : endpointOf(manifest);
  if (kind === undefined || !isAdmittedKind(kind)) return `kind ${recorded.kind ?? String(manifest?.kind)}`;
  if (recorded.old !== undefined) return admit(server, kind, inNamespace(manifest ?? {}), keptOf(server, kind, recorded.old));
  if (op === 'create') return admit(server, kind, inNamespace(manifest ?? {}), undefined, SURROUNDINGS);
  const base = baseOf(asUpdate(recorded), updates);
  if (base === undefined) return `base ${name}`;
  const object = patched(base, patch);
  const { misfit, unknown } = decode(object, kind, minorOf(server));
  const strict = unknown.length === 0 ? undefined : `strict decoding error: ${unknown.map((path) => `unknown field ${quoted(path)}`).join(', ')}`;
  const wrong = misfit === undefined ? strict : unstructured(misfit);
  if (wrong !== undefined) return invalidVerdict('', '', [invalid('patch', goValue(patch), wrong)], profileOf(minorOf(server)));
  const given = isObject(object.metadata) ? object.metadata.name : undefined;
  if (given !== name) return badRequest(`the name of the object (${String(given)}) does not match the name on the URL (${name})`);
  return admit(server, kind, object, base, SURROUNDINGS);
}

/** The old object as the server keeps it. */
function keptOf(server: string, kind: AdmittedKind, old: JsonObject): JsonObject {
  return admit(server, kind, inNamespace(old)).defaulted ?? {};
}

/** The endpoint that a manifest was sent to: a kind that is misspelt goes to the one that is meant. */
function endpointOf(manifest: JsonObject | undefined): string | undefined {
  const given = String(manifest?.kind).toLowerCase();
  return Object.values(KINDS).find((kind) => kind.toLowerCase() === given);
}

/** A patched object is converted by apimachinery's unstructured converter, which is short of words. */
function unstructured(misfit: string): string {
  const type = / of type (.*)$/.exec(misfit)?.[1];
  return type === undefined ? misfit : `unrecognized type: ${type.startsWith('v1.') ? 'string' : type}`;
}

function badRequest(message: string): Verdict {
  return { code: 400, reason: 'BadRequest', message, causes: [], warnings: [] };
}

function inNamespace(manifest: JsonObject): JsonObject {
  const metadata = manifest.metadata ?? {};
  return isObject(metadata) ? { ...manifest, metadata: { namespace: 'verdicts', ...metadata } } : manifest;
}

function differencesOf(recorded: Recorded, ours: Verdict): Difference[] {
  const differences: Difference[] = [];
  const compare = (aspect: string, theirs: unknown, mine: unknown): void => {
    const [a, b] = [comparable(theirs), comparable(mine)];
    if (a !== b) differences.push({ aspect, theirs: a, ours: b });
  };
  compare('code', recorded.http, ours.code);
  compare('reason', recorded.reason ?? null, ours.reason ?? null);
  compare('message', recorded.message ?? null, ours.message ?? null);
  const causes = (of: Recorded['causes']): unknown => (of ?? []).map(({ field, reason, message }) => ({ field, reason, message }));
  compare('causes', causes(recorded.causes), causes(ours.causes));
  compare('warnings', recorded.warnings ?? [], ours.warnings.map((warning) => `299 - ${quoted(warning)}`));
  // A count given by the subresource is answered with a Scale, which is not modelled.
  if (recorded.result !== undefined && recorded.op !== 'scale') differences.push(...objectDifferences(masked(recorded.result, recorded), masked(ours.defaulted ?? {}, recorded), ''));
  return differences;
}

/** What go-cmp reports of two pods (up to 1.33), which we do not make. */
const REPORT_OF_PODS = /(?<=pod updates may not change fields other than (?:[^"\\]|\\")*\\n)  core\.PodSpec\{.*?\\n  \}\\n/g;

/** Addresses in memory differ, and go-cmp mixes two kinds of spaces on purpose, that nobody compares its reports. */
function comparable(value: unknown): string {
  return (JSON.stringify(value) ?? 'null').replaceAll('\u00a0', ' ').replace(/\(0x[0-9a-f]+\)/g, '(0x0)').replace(REPORT_OF_PODS, '');
}

const OF_THE_SERVER = ['uid', 'creationTimestamp', 'resourceVersion', 'managedFields'];

function masked(object: JsonObject, { manifest }: Recorded): JsonObject {
  const metadata = Object.fromEntries(Object.entries(isObject(object.metadata) ? object.metadata : {})
    .filter(([name]) => !OF_THE_SERVER.includes(name) && !(name === 'name' && isObject(manifest?.metadata) && manifest.metadata.name === undefined)));
  return { ...object, metadata, ...(object.kind === 'Service' && { spec: withoutAllocated(object.spec, manifest?.spec) }) };
}

function withoutAllocated(spec: Json | undefined, written: Json | undefined): Json {
  if (!isObject(spec)) return {};
  const isAllocated = !(isObject(written) && written.clusterIP !== undefined) && spec.clusterIP !== 'None';
  const ports = Array.isArray(spec.ports) ? (spec.ports as JsonObject[]).map((port) => ({ ...port, nodePort: null })) : [];
  return { ...spec, ports, healthCheckNodePort: null, ...(isAllocated && { clusterIP: null, clusterIPs: null }) };
}

function objectDifferences(theirs: Json | undefined, ours: Json | undefined, path: string): Difference[] {
  if (isObject(theirs) && isObject(ours)) {
    return [...new Set([...Object.keys(theirs), ...Object.keys(ours)])].flatMap((name) => objectDifferences(theirs[name], ours[name], `${path}.${name}`));
  }
  // What is empty was written or left out, and that is compared too.
  return same(theirs, ours) && JSON.stringify(theirs) === JSON.stringify(ours) ? [] : arrayDifferences(theirs, ours, path);
}

function arrayDifferences(theirs: Json | undefined, ours: Json | undefined, path: string): Difference[] {
  if (Array.isArray(theirs) && Array.isArray(ours) && theirs.length === ours.length) {
    return theirs.flatMap((item, index) => objectDifferences(item as Json, (ours as Json[])[index], `${path}[${index}]`));
  }
  return [{ aspect: `result${path}`, theirs: comparable(theirs), ours: comparable(ours) }];
}

/** The recordings of a file, or of all that are in a folder. */
export const readVerdicts = (path: string): Recorded[] => recordingFiles([path]).flatMap(verdictsIn);

function verdictsIn(file: string): Recorded[] {
  return recordedLines<Recorded>(file).map((recorded, index) => {
    if (typeof recorded.server !== 'string' || typeof recorded.op !== 'string') throw new BadInput(`${file}: line ${index + 1} is no verdict: it has no server or no op`);
    return recorded;
  });
}

const SHOWN = 20;

function compareFiles(files: readonly string[]): number {
  const outcomes = files.flatMap((file) => compareVerdicts(verdictsIn(file)).map((outcome) => ({ ...outcome, file: basename(file) })));
  const mismatches = outcomes.filter(({ differences }) => differences.length > 0);
  for (const { file, recorded, differences } of mismatches.slice(0, SHOWN)) {
    console.log(`${file} ${recorded.id} ${recorded.what}${differences.map(({ aspect, theirs, ours }) => `\n  ${aspect}\n    server: ${theirs}\n    we:     ${ours}`).join('')}`);
  }
  return concluded(outcomes.length, mismatches.length);
}

if (require.main === module) runComparison(process.argv.slice(2), compareFiles);
