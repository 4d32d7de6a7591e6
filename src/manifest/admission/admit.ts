/** What the API server of a version answers when an object is created or updated, but for what depends on the rest of the cluster. */
import type { Gates } from '../../kubernetes/gates';
import type { Json, JsonObject } from '../objects';
import { budgetErrors, budgetUpdateErrors } from './budget';
import { claimErrors, claimUpdateErrors } from './claim';
import { decode, encode } from './codec';
import type { FieldCause, FieldError } from './field';
import { causeOf } from './field';
import { filledClaim, filledPod, filledService, filledStatefulSet, withSources } from './fill';
import { metadataErrors, metadataUpdateErrors } from './meta';
import { pathSegment } from './names';
import { podErrors } from './pod';
import { qualityOf } from './pod-quality';
import { podUpdateErrors } from './pod-update';
import type { Profile } from './profile';
import { minorOf, profileOf } from './profile';
import { serviceErrors, serviceUpdateErrors, withClusterIps, withFamilies, withoutDisabledTraffic } from './service';
import { statefulSetErrors, statefulSetUpdateErrors } from './statefulset';
import type { Fields } from './values';
import { fieldOf, list, number, object, same, text, texts } from './values';
import { claimWarnings, podWarnings, serviceWarnings, statefulSetWarnings } from './warnings';

export type AdmittedKind = 'StatefulSet' | 'Pod' | 'Service' | 'PersistentVolumeClaim' | 'PodDisruptionBudget';

export interface Verdict {
  /** 201 or 200; 422 where the object is not valid, 400 where it is none of the kind. */
  readonly code: number;
  readonly reason?: 'Invalid' | 'BadRequest';
  readonly message?: string;
  /** The path of the field that a refusal with the code 400 is about. */
  readonly at?: string;
  readonly causes: readonly FieldCause[];
  readonly warnings: readonly string[];
  /** The object as the server would keep it, without the names, times and addresses that it gives. Only where it is valid. */
  readonly defaulted?: JsonObject;
}

/** What a verdict depends on beside the object. */
export interface Surroundings {
  /** The class that the admission plugin DefaultStorageClass gives to a claim without one. */
  readonly defaultStorageClass?: string;
  /** The feature gates of the API server. @default - those of the last patch release of the version */
  readonly gates?: Gates;
}

interface Rules {
  readonly apiVersion: string;
  /** As errors name the kind. */
  readonly told: string;
  readonly fill: (of: JsonObject, profile: Profile, old?: JsonObject) => JsonObject;
  readonly errors: (of: JsonObject, profile: Profile) => FieldError[];
  readonly updateErrors: (of: JsonObject, old: JsonObject, profile: Profile) => FieldError[];
  readonly warnings: (of: JsonObject, profile: Profile, old?: JsonObject) => string[];
  /** What is the server's alone, done to a valid new object. */
  readonly finish: (of: JsonObject, surroundings: Surroundings, profile: Profile) => JsonObject;
  readonly countsGenerations: (profile: Profile) => boolean;
}

const RULES: { readonly [kind in AdmittedKind]: Rules } = {
  StatefulSet: {
    apiVersion: 'apps/v1',
    told: 'StatefulSet.apps',
    fill: filledStatefulSet,
    errors: statefulSetErrors,
    updateErrors: statefulSetUpdateErrors,
    warnings: statefulSetWarnings,
    finish: (set) => set,
    countsGenerations: () => true,
  },
  Pod: {
    apiVersion: 'v1',
    told: 'Pod',
    fill: filledPod,
    errors: podErrors,
    updateErrors: podUpdateErrors,
    warnings: podWarnings,
    finish: pendingPod,
    countsGenerations: ({ countsPodGenerations }) => countsPodGenerations,
  },
  Service: {
    apiVersion: 'v1',
    told: 'Service',
    fill: (service, profile, old) => withClusterIps(withoutDisabledTraffic(filledService(service, profile), profile), old),
    errors: serviceErrors,
    updateErrors: serviceUpdateErrors,
    warnings: serviceWarnings,
    finish: withFamilies,
    countsGenerations: () => false,
  },
  PersistentVolumeClaim: {
    apiVersion: 'v1',
    told: 'PersistentVolumeClaim',
    fill: (claim, profile) => withSources(filledClaim(claim), profile),
    errors: claimErrors,
    updateErrors: claimUpdateErrors,
    warnings: (claim) => claimWarnings(object(claim, 'spec'), 'spec'),
    finish: protectedClaim,
    countsGenerations: () => false,
  },
  PodDisruptionBudget: {
    apiVersion: 'policy/v1',
    told: 'PodDisruptionBudget.policy',
    fill: (budget) => budget,
    errors: budgetErrors,
    updateErrors: budgetUpdateErrors,
    warnings: () => [],
    finish: (budget) => budget,
    countsGenerations: () => true,
  },
};

export function isAdmittedKind(kind: string): kind is AdmittedKind {
  return Object.hasOwn(RULES, kind);
}

/** The verdict on a new object, or on an update of an old one. `version` is such as 1.34, or v1.35.4. */
export function admit(version: string, kind: AdmittedKind, written: JsonObject, old?: JsonObject, surroundings: Surroundings = {}): Verdict {
  const profile = profileOf(minorOf(version), surroundings.gates);
  const rules = RULES[kind];
  const { object: decoded, misfit, misfitAt, unknown } = decode(written, kind, profile.minor);
  const refusal = refusalOf(kind, rules, written, misfit, unknown, profile);
  if (refusal !== undefined) return { code: 400, reason: 'BadRequest', message: refusal, at: misfitAt ?? unknown[0] ?? '', causes: [], warnings: [] };
  const before = old === undefined ? undefined : encode(rules.fill(decode(old, kind, profile.minor).object, profile), kind, false);
  const filled = encode(prepared(rules.fill(decoded, profile, before), rules, profile, before), kind, false);
  const errors = before === undefined ? rules.errors(filled, profile) : updateErrors(rules, filled, before, profile);
  const name = text(object(before ?? filled, 'metadata'), 'name');
  if (errors.length > 0) return invalidVerdict(rules.told, name, errors, profile);
  const kept = before === undefined ? rules.finish(filled, surroundings, profile) : filled;
  const warnings = rules.warnings(filled, profile, before);
  return { code: before === undefined ? 201 : 200, causes: [], warnings, defaulted: withoutTopNull(encode(kept, kind, profile.writesNullTimestamps)) };
}

/** registry/rest/update.go:BeforeUpdate looks at the metadata first; most kinds look again, so that their errors come more than once. */
function updateErrors(rules: Rules, filled: JsonObject, before: JsonObject, profile: Profile): FieldError[] {
  const [metadata, old] = [object(filled, 'metadata'), object(before, 'metadata')];
  return [...metadataErrors(metadata, pathSegment, profile), ...metadataUpdateErrors(metadata, old, profile), ...rules.updateErrors(filled, before, profile)];
}

/** The verdict on a new count of replicas given through the subresource scale. */
export function admitScale(version: string, name: string, replicas: number): Verdict {
  if (replicas >= 0) return { code: 200, causes: [], warnings: [] };
  const error = { field: 'spec.replicas', reason: 'FieldValueInvalid', value: replicas, detail: 'must be greater than or equal to 0' };
  return invalidVerdict('Scale.autoscaling', name, [error], profileOf(minorOf(version)));
}

/** apimachinery, api/errors/errors.go:NewInvalid. Every error is a cause, but is told only once. */
export function invalidVerdict(told: string, name: string, errors: readonly FieldError[], profile: Profile): Verdict {
  const causes = errors.map((error) => causeOf(error, profile));
  const messages = [...new Set(causes.map(({ field, message }) => `${field}: ${message}`))];
  const all = messages.length === 1 ? messages[0] : `[${messages.join(', ')}]`;
  return { code: 422, reason: 'Invalid', message: `${told} "${name}" is invalid: ${all}`, causes, warnings: [] };
}

/** The line of a constructor in the server's scheme.go, which it names, moved with a version. */
const SCHEME_LINE = (minor: number): number => (minor >= 34 ? 111 : 100);

function refusalOf(
  kind: string, { apiVersion }: Rules, written: JsonObject, misfit: string | undefined, unknown: readonly string[], { minor }: Profile,
): string | undefined {
  const [given, version] = [text(written, 'kind'), text(written, 'apiVersion')];
  const start = `${given === '' ? kind : given} in version "${(version === '' ? apiVersion : version).split('/').pop()}" cannot be handled as a ${kind}: `;
  if (given !== '' && given !== kind) {
    return `${start}no kind "${given}" is registered for version "${version}" in scheme "pkg/runtime/scheme.go:${SCHEME_LINE(minor)}"`;
  }
  if (misfit !== undefined) return start + misfit;
  if (unknown.length > 0) return `${start}strict decoding error: ${unknown.map((path) => `unknown field ${JSON.stringify(path)}`).join(', ')}`;
  return undefined;
}

/** Status is the controller's, and a generation counts the changes of the spec (PrepareForCreate, PrepareForUpdate). */
function prepared(of: JsonObject, { countsGenerations, apiVersion }: Rules, profile: Profile, old: JsonObject | undefined): JsonObject {
  const written = object(of, 'metadata');
  const metadata: Fields = { ...written, namespace: text(written, 'namespace') || text(object(old ?? {}, 'metadata'), 'namespace') || 'default' } as Fields;
  const before = old === undefined ? 0 : number(object(old, 'metadata'), 'generation');
  const isChanged = old === undefined || !same(fieldOf(of, 'spec'), fieldOf(old, 'spec'));
  if (countsGenerations(profile)) metadata.generation = isChanged ? before + 1 : before;
  if (old === undefined) delete metadata.uid;
  const status: Json = old === undefined ? initialStatus(apiVersion, of) : object(old, 'status');
  return { ...of, metadata, status };
}

function initialStatus(apiVersion: string, of: JsonObject): JsonObject {
  return apiVersion === 'v1' && text(object(of, 'status'), 'phase') !== '' ? { phase: 'Pending' } : {};
}

/** registry/core/pod/strategy.go:PrepareForCreate. The terms that 1.29 and later make of matchLabelKeys are not there (mutatePodAffinity). */
function pendingPod(pod: JsonObject): JsonObject {
  const spec = object(pod, 'spec');
  const gated = {
    type: 'PodScheduled', status: 'False', reason: 'SchedulingGated', message: 'Scheduling is blocked due to non-empty scheduling gates',
  };
  const conditions = list(spec, 'schedulingGates').length > 0 ? [gated] : [];
  return { ...pod, status: { phase: 'Pending', conditions, qosClass: qualityOf(spec) } };
}

/** The admission plugins StorageObjectInUseProtection and DefaultStorageClass. */
function protectedClaim(claim: JsonObject, { defaultStorageClass }: Surroundings): JsonObject {
  const spec = object(claim, 'spec');
  const storageClassName = fieldOf(spec, 'storageClassName') ?? defaultStorageClass;
  const metadata = object(claim, 'metadata');
  const finalizers = texts(metadata, 'finalizers');
  return { ...claim, spec: { ...spec, storageClassName }, metadata: { ...metadata, finalizers: [...new Set([...finalizers, 'kubernetes.io/pvc-protection'])] } };
}

/** The object's own time of creation is the server's to give. */
function withoutTopNull(of: JsonObject): JsonObject {
  const metadata = { ...object(of, 'metadata') } as Fields;
  if (metadata.creationTimestamp === null) delete metadata.creationTimestamp;
  return { ...of, metadata };
}
