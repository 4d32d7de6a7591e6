/** What the API server of a version makes of manifests: each object with its defaults, or what is said against it. */
import type { Gates } from '../kubernetes/gates';
import type { Verdict } from './admission/admit';
import { admit, isAdmittedKind } from './admission/admit';
import { readPartly } from './admission/partial';
import { list, object, text } from './admission/values';
import type { Diagnostic } from './diagnostic';
import { setStepsOf, stepsOf } from './field-path';
import { invalid, refused, warned } from './findings';
import type { JsonObject, ManifestObject, Manifests, WrittenManifests, WrittenObject } from './objects';

export interface ApiServer {
  /** Such as `1.34.4`. */
  readonly version: string;
  readonly gates: Gates;
}

/** What the server says against an object. */
export interface Refusal {
  readonly object: WrittenObject;
  readonly diagnostics: readonly Diagnostic[];
}

export interface Admitted {
  /** What the server takes. */
  readonly manifests: Manifests;
  readonly refusals: readonly Refusal[];
}

/** Has every object created. Objects of kinds that are not modelled are passed on. */
export function admitted(written: WrittenManifests, server: ApiServer): Admitted {
  const refusals: Refusal[] = [];
  const taken = <T>(objects: readonly WrittenObject[]): ManifestObject<T>[] => objects.flatMap((each) => {
    const { defaulted, errors, warnings } = answerTo(each, server);
    if (defaulted !== undefined) return [{ ...each, object: defaulted as T, warnings }];
    refusals.push({ object: each, diagnostics: errors });
    return [];
  });
  const manifests = {
    statefulSets: taken(written.statefulSets),
    services: taken(written.services),
    claims: taken(written.claims),
    storageClasses: taken(written.storageClasses),
    disruptionBudgets: taken(written.disruptionBudgets),
    autoscalers: taken(written.autoscalers),
    others: written.others,
  } as Manifests;
  return { manifests, refusals };
}

interface Answer {
  readonly defaulted?: object;
  readonly errors: readonly Diagnostic[];
  readonly warnings: readonly Diagnostic[];
}

function answerTo(written: WrittenObject, { version, gates }: ApiServer): Answer {
  const { kind, raw, at } = written;
  if (!isAdmittedKind(kind)) {
    const { object: defaulted, refusal, at: field = '' } = readPartly(written.apiVersion, kind, raw);
    return { defaulted, errors: refusal === undefined ? [] : [refused(refusal, at(...stepsOf(field)))], warnings: [] };
  }
  const verdict = admit(version, kind, raw, undefined, { gates });
  const place = (field: string) => at(...(kind === 'StatefulSet' ? setStepsOf(field, claimTemplatesOf(raw)) : stepsOf(field)));
  return {
    defaulted: verdict.defaulted,
    errors: errorsOf(verdict, written, place),
    // The text of a warning begins with the field, mostly.
    warnings: verdict.warnings.map((warning) => warned(warning, place(/^(?:metadata|spec)[^: ]*/.exec(warning)?.[0] ?? ''))),
  };
}

function errorsOf({ message = '', at, causes }: Verdict, { name }: WrittenObject, place: (field: string) => Diagnostic['where'] & object): Diagnostic[] {
  if (at !== undefined) return [refused(message, place(at))];
  // Each cause by itself, as it has a place of its own; one that is there twice is told once.
  const told = new Map(causes.map((cause) => [`${cause.field}: ${cause.message}`, cause.field]));
  const kind = message.slice(0, message.indexOf(' '));
  return [...told].map(([words, field]) => invalid(kind, name, words, place(field)));
}

function claimTemplatesOf(set: JsonObject): string[] {
  return list(object(set, 'spec'), 'volumeClaimTemplates').map((claim) => text(object(claim, 'metadata'), 'name'));
}
