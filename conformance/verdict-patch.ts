/** Patches as kubectl sends them: strategic merge, for the lists of the five kinds (k8s.io/api, the tags patchStrategy and patchMergeKey). */
import type { Json, JsonObject } from '../src/manifest/objects';
import { isObject } from '../src/manifest/objects';

const MERGE_KEYS: { readonly [field: string]: readonly string[] } = {
  containers: ['name'], initContainers: ['name'], ephemeralContainers: ['name'], volumes: ['name'], env: ['name'], volumeMounts: ['mountPath'],
  volumeDevices: ['devicePath'], ports: ['containerPort', 'port'], imagePullSecrets: ['name'], hostAliases: ['ip'], topologySpreadConstraints: ['topologyKey'],
  ownerReferences: ['uid'],
};

export function patched(base: JsonObject, patch: JsonObject): JsonObject {
  if (patch.$patch === 'replace') return without(patch, ['$patch']);
  const kept = patch.$retainKeys;
  const merged: { [name: string]: Json } = {};
  for (const [name, value] of Object.entries(base)) if (value !== undefined && (!Array.isArray(kept) || kept.includes(name))) merged[name] = value;
  for (const [name, value] of Object.entries(without(patch, ['$retainKeys', '$patch']))) {
    if (value === null || value === undefined) delete merged[name];
    else merged[name] = patchedValue(name, merged[name], value);
  }
  return merged;
}

function without(of: JsonObject, names: readonly string[]): JsonObject {
  return Object.fromEntries(Object.entries(of).filter(([name]) => !names.includes(name)));
}

function patchedValue(name: string, old: Json | undefined, value: Json): Json {
  if (isObject(value)) return patched(isObject(old) ? old : {}, value);
  const keys = MERGE_KEYS[name] ?? (name === 'finalizers' ? [] : undefined);
  if (!Array.isArray(value) || !Array.isArray(old) || keys === undefined) return value;
  return keys.length === 0 ? [...new Set([...old, ...value])] : mergedList(old as Json[], value as Json[], keys);
}

/** What the patch names comes in its order, before the rest. */
function mergedList(old: readonly Json[], patch: readonly Json[], keys: readonly string[]): Json[] {
  const keyOf = (item: Json): Json | undefined => (isObject(item) ? keys.map((key) => item[key]).find((value) => value !== undefined) : item);
  const items = patch.filter((item) => !(isObject(item) && '$patch' in item && item.$patch === 'replace'));
  if (items.length < patch.length) return items;
  const gone = new Set(items.filter((item) => isObject(item) && item.$patch === 'delete').map(keyOf));
  const named = items.filter((item) => !gone.has(keyOf(item)));
  const replaced = named.map((item) => {
    const before = old.find((each) => keyOf(each) === keyOf(item));
    return isObject(item) && isObject(before) ? patched(before, item) : item;
  });
  const keyed = new Set(named.map(keyOf));
  return [...replaced, ...old.filter((item) => !keyed.has(keyOf(item)) && !gone.has(keyOf(item)))];
}

/** Go's %+v of a decoded patch, with which the server answers where the patched object cannot be decoded. */
export function goValue(value: Json | undefined): string {
  if (value === null || value === undefined) return '<nil>';
  if (Array.isArray(value)) return `[${value.map((item) => goValue(item as Json)).join(' ')}]`;
  if (!isObject(value)) return String(value);
  return `map[${Object.keys(value).sort().map((key) => `${key}:${goValue(value[key])}`).join(' ')}]`;
}
