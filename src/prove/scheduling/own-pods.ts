/** Whether the terms of a pod's own scheduling rules mean the other pods of its set. */
import { list, object, objectIf, pairs, text, texts } from '../../manifest/admission/values';
import type { JsonObject, LabelSelector } from '../../manifest/objects';
import { isObject } from '../../manifest/objects';
import { selects } from '../../manifest/selector';
import type { Cluster } from '../cluster';
import type { Labels } from '../cluster-profile';

/** Undecided is what depends on revision or ordinal of the pods, or on a namespace that is not given. */
export type Meant = 'all' | 'none' | 'undecided';

export interface OwnPods {
  /** Whether the API server takes them. */
  readonly taken: boolean;
  /** One of them, as the API server keeps it. */
  readonly pod: JsonObject;
  readonly labels: Labels;
  readonly namespace: string;
  /** The labels in which they differ. */
  readonly differing: readonly string[];
  /** Whether matchLabelKeys of pod affinity count (gate MatchLabelKeysInPodAffinity, on from 1.31). */
  readonly affinityHasLabelKeys: boolean;
}

export const REVISION = 'controller-revision-hash';

/** A pod affinity term: its namespaces and its selector, with the label keys that the API server makes part of it (registry/core/pod/strategy.go:mutatePodAffinity). */
export function meansOwnPods(term: JsonObject, own: OwnPods, cluster: Cluster): Meant {
  const inNamespace = meansNamespace(term, own.namespace, cluster);
  if (inNamespace === 'none') return 'none';
  const keys = own.affinityHasLabelKeys ? [texts(term, 'matchLabelKeys'), texts(term, 'mismatchLabelKeys')] : [[], []];
  const selected = selectsOwnPods(term, own, keys[0], keys[1]);
  return selected === 'all' ? inNamespace : selected;
}

/** Without both fields a term means the pod's own namespace (framework/types.go:newAffinityTerm, getNamespacesFromPodAffinityTerm). */
function meansNamespace(term: JsonObject, namespace: string, { namespaces }: Cluster): Meant {
  const [names, selector] = [texts(term, 'namespaces'), objectIf(term, 'namespaceSelector')];
  if (names.includes(namespace) || names.length === 0 && selector === undefined) return 'all';
  if (selector === undefined) return 'none';
  // The label that every namespace has (registry/core/namespace/strategy.go:Canonicalize).
  const known = { ...Object.hasOwn(namespaces, namespace) ? namespaces[namespace] : {}, 'kubernetes.io/metadata.name': namespace };
  const asked = keysOf(selector).every((key) => Object.hasOwn(known, key));
  return asked || Object.hasOwn(namespaces, namespace) ? selects(selectorOf(selector), known) ? 'all' : 'none' : 'undecided';
}

/** Of a spread constraint: counts pods of its namespace (podtopologyspread/common.go:filterTopologySpreadConstraints). */
export function selectsOwnPods(term: JsonObject, { labels, differing }: OwnPods, matchKeys: readonly string[], mismatchKeys: readonly string[]): Meant {
  const selector = objectIf(term, 'labelSelector');
  if (selector === undefined) return 'none';
  const [matched, mismatched] = [matchKeys, mismatchKeys].map((keys) => keys.filter((key) => Object.hasOwn(labels, key)));
  if (!selects(selectorOf(selector, (key) => !differing.includes(key)), labels)) return 'none';
  // A label of its own lets a pod mean no other, and all share the others.
  if (mismatched.some((key) => !differing.includes(key)) || matched.some((key) => differing.includes(key) && key !== REVISION)) return 'none';
  const asked = [...keysOf(selector).filter((key) => !isThere(selector, key)), ...matched, ...mismatched.filter((key) => key === REVISION)];
  if (!selects(selectorOf(selector, (key) => isThere(selector, key)), labels)) return 'none';
  return asked.some((key) => differing.includes(key)) ? 'undecided' : 'all';
}

/** Whether a selector asks no more of a label than whether it is there. */
const isThere = (selector: JsonObject, key: string): boolean => !Object.hasOwn(object(selector, 'matchLabels'), key)
  && list(selector, 'matchExpressions').every((each) => text(each, 'key') !== key || ['Exists', 'DoesNotExist'].includes(text(each, 'operator')));

const keysOf = (selector: JsonObject): string[] => [...pairs(selector, 'matchLabels').map(([key]) => key), ...list(selector, 'matchExpressions').map((each) => text(each, 'key'))];

function selectorOf(selector: JsonObject, of: (key: string) => boolean = () => true): LabelSelector {
  return {
    matchLabels: Object.fromEntries(pairs(selector, 'matchLabels').filter(([key]) => of(key))),
    matchExpressions: list(selector, 'matchExpressions').filter(isObject).filter((each) => of(text(each, 'key')))
      .map((each) => ({ key: text(each, 'key'), operator: text(each, 'operator'), values: texts(each, 'values') })),
  };
}
