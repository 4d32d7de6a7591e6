import type { WrittenManifests, WrittenObject } from '../manifest/objects';

/** Tells the path of the construct that made an object, where it is known. */
export type ConstructPath = (object: WrittenObject) => string | undefined;

/** The name of the file that cdk8s-cli writes beside the manifests. */
export const METADATA_FILE = 'construct-metadata.json';

/** What cdk8s-cli knows of the constructs: the path of each resource, by the resource's name. */
export interface ConstructMetadata {
  readonly [resourceName: string]: { readonly path: string };
}

export function parseConstructMetadata(text: string): ConstructMetadata {
  const resources = Object.entries<{ path?: unknown }>(JSON.parse(text).resources);
  return Object.fromEntries(resources.flatMap(([name, { path }]) => typeof path === 'string' ? [[name, { path }]] : []));
}

/** A name that two objects share tells nothing: better no path than the path of the Service at a finding in the StatefulSet. */
export function constructPaths(metadata: ConstructMetadata, manifests: WrittenManifests): ConstructPath {
  const paths = new Map(Object.entries(metadata));
  const uses = new Map<string, number>();
  for (const object of Object.values(manifests).flat()) uses.set(object.name, (uses.get(object.name) ?? 0) + 1);
  return (object) => uses.get(object.name) === 1 ? paths.get(object.name)?.path : undefined;
}

/** The same manifests, with every place naming the construct as well. */
export function withConstructs(manifests: WrittenManifests, pathOf: ConstructPath): WrittenManifests {
  const located = (objects: readonly WrittenObject[]) => objects.map((object) => withConstruct(object, pathOf(object)));
  return Object.fromEntries(Object.entries(manifests).map(([kind, objects]) => [kind, located(objects)])) as unknown as WrittenManifests;
}

function withConstruct(object: WrittenObject, construct: string | undefined): WrittenObject {
  return construct === undefined ? object : { ...object, at: (...path) => ({ ...object.at(...path), construct }) };
}
