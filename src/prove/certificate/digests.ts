import type { Json, WrittenManifests } from '../../manifest/objects';

/** In hexadecimal digits. */
export type Digest = (bytes: Uint8Array) => string;

/** Every map in the order of its keys: only what is said counts, not how it is written. */
const canonical = (value: Json): string => JSON.stringify(value, (_key, item: unknown) => typeof item !== 'object' || item === null || Array.isArray(item) ? item
  : Object.fromEntries(Object.entries(item).sort(([a], [b]) => a < b ? -1 : 1)));

/**
 * The objects that a proof can go by, each with the digest of its fields as they are written. Objects of other kinds are left out: no proof reads them, and the
 * digest of a Secret would let a password be guessed.
 */
export function digestsOf({ others: _, ...modelled }: WrittenManifests, sha256: Digest) {
  const digest = (raw: Json): string => sha256(new TextEncoder().encode(canonical(raw)));
  return Object.values(modelled).flat().map(({ kind, namespace, name, raw }) => ({ kind, namespace, name, sha256: digest(raw) }))
    .sort((a, b) => JSON.stringify(a) < JSON.stringify(b) ? -1 : 1);
}
