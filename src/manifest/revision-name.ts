/**
 * The name of the ControllerRevision of a StatefulSet: a hash of the bytes of its defaulted template and of the count of collisions
 * (pkg/controller/statefulset/stateful_set_utils.go:getPatch, pkg/controller/history/controller_history.go:HashControllerRevision).
 */
import { encode } from './admission/codec';
import { filledTemplate } from './admission/fill';
import { json } from './admission/print';
import { minorOf, profileOf } from './admission/profile';
import { object } from './admission/values';
import type { JsonObject } from './objects';

/** The JSON that a revision keeps, of a template as it was written or as it is kept. */
export function revisionData(version: string, template: JsonObject): string {
  const profile = profileOf(minorOf(version));
  const written = encode(filledTemplate(template, profile), 'PodTemplateSpec', profile.writesNullTimestamps);
  return json({ spec: { template: { ...written, $patch: 'replace' } } });
}

export function revisionName(version: string, set: JsonObject, collisionCount = 0): string {
  const name = String(object(set, 'metadata').name ?? '');
  return `${name}-${revisionHash(revisionData(version, object(object(set, 'spec'), 'template')), collisionCount)}`;
}

/** A local name: looked up once, not for every byte. */
const multiply = Math.imul;
const PRIME = 0x01000193;
const BASIS = 0x811c9dc5;

/** FNV-1 of 32 bits over the data and the decimal count, with letters in place of digits that could spell words. */
export function revisionHash(data: string, collisionCount = 0): string {
  let hash = BASIS;
  for (const byte of new TextEncoder().encode(data + collisionCount)) hash = (multiply(hash, PRIME) ^ byte) >>> 0;
  return safelyEncoded(String(hash));
}

const SAFE = 'bcdfghjklmnpqrstvwxz2456789';

/** apimachinery, pkg/util/rand/rand.go:SafeEncodeString. */
function safelyEncoded(text: string): string {
  return [...text].map((character) => SAFE[character.charCodeAt(0) % SAFE.length]).join('');
}
