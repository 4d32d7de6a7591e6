import { groupedBy } from './grouped';
import type { Manifests, WrittenObject } from './objects';
import { perObject } from './per-object';

export const NO_OBJECTS: Manifests = { statefulSets: [], services: [], claims: [], storageClasses: [], disruptionBudgets: [], autoscalers: [], others: [] };

/** The objects of each namespace that has any. */
const byNamespace = perObject((manifests: Manifests): ReadonlyMap<string, Manifests> => {
  const lists = Object.entries<readonly WrittenObject[]>({ ...manifests })
    .map(([list, objects]) => [list, groupedBy(objects, ({ namespace }) => namespace)] as const);
  const namespaces = new Set(lists.flatMap(([, groups]) => [...groups.keys()]));
  const inOne = (namespace: string) => Object.fromEntries(lists.map(([list, groups]) => [list, groups.get(namespace) ?? []])) as unknown as Manifests;
  return new Map([...namespaces].map((namespace) => [namespace, inOne(namespace)]));
});

/**
 * The objects given of one namespace, in their order: the only ones that a set's pods have to do with. They are one record for all sets of a namespace, so that an index
 * of them is made once (perObject): a set that asked each of a thousand others would have a repository of a thousand ask a million times.
 */
export const nearby = (manifests: Manifests, namespace: string): Manifests => byNamespace(manifests).get(namespace) ?? NO_OBJECTS;
