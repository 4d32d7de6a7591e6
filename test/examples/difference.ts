import { admitted } from '../../src/manifest/admitted';
import type { ManifestObject } from '../../src/manifest/objects';
import { readManifests } from '../../src/manifest/read';
import { kubernetesOf } from '../../src/prove/kubernetes';

/** cdk8s-plus writes these out where the API server would fill in the same, so they change nothing. */
const WRITTEN_OUT = ['immutable: false', 'setHostnameAsFQDN: false', 'runAsNonRoot: false', 'spec: {}'];

/**
 * What is different between two texts of YAML, object by object, as the API server would store them. A line for each field, as far up as possible:
 * `+ Service web spec.publishNotReadyAddresses`, with `-` for what only the first has and `~` for what both have with different values.
 */
export function difference(before: string, after: string): string[] {
  const from = objectsOf(before);
  const to = objectsOf(after);
  return [...new Set([...from.keys(), ...to.keys()])].sort().flatMap((name) => {
    if (!to.has(name)) return [`- ${name}`];
    if (!from.has(name)) return [`+ ${name}`];
    return compare(from.get(name), to.get(name)).map(([sign, path]) => `${sign} ${name} ${path.replace(/^\./, '')}`);
  });
}

function objectsOf(yaml: string): Map<string, unknown> {
  const read = readManifests([{ path: 'manifests.yaml', bytes: new TextEncoder().encode(yaml) }]);
  const { manifests, refusals } = admitted(read.manifests, kubernetesOf({}));
  expect([...read.diagnostics, ...refusals].filter((each) => !('severity' in each) || each.severity === 'error')).toEqual([]);
  const { others, ...modelled } = manifests;
  const all = [...Object.values<readonly ManifestObject<unknown>[]>(modelled).flat(), ...others.map((other) => ({ ...other, object: other.raw as unknown }))];
  return new Map(all.map(({ kind, namespace, name, object }) => [`${kind} ${namespace === 'default' ? '' : `${namespace}/`}${name}`, object]));
}

function compare(before: unknown, after: unknown, path = ''): [sign: string, path: string][] {
  if (isMap(before) && isMap(after)) {
    const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort();
    return keys.filter((key) => before[key] !== undefined || !changesNothing(key, after[key])).flatMap((key) => compare(before[key], after[key], `${path}.${key}`));
  }
  if (Array.isArray(before) && Array.isArray(after) && before.length === after.length) {
    return before.flatMap((item, i) => compare(item, after[i], `${path}[${i}]`));
  }
  if (before === after) return [];
  return [[before === undefined ? '+' : after === undefined ? '-' : '~', path]];
}

function changesNothing(key: string, value: unknown): boolean {
  if (isMap(value) && Object.keys(value).length > 0) return Object.entries(value).every(([inner, each]) => changesNothing(inner, each));
  return WRITTEN_OUT.includes(`${key}: ${JSON.stringify(value)}`);
}

function isMap(value: unknown): value is { readonly [key: string]: unknown } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
