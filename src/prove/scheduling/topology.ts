/** What pods of a set ask of the nodes of each other: scheduler, plugins/interpodaffinity/filtering.go and plugins/podtopologyspread. */
import { nodeTermsOf, isSelected } from './node-selection';
import { Meant, OwnPods, meansOwnPods, selectsOwnPods } from './own-pods';
import { toleratesNode } from './tolerations';
import { BY_NODE, BY_ZONE, type Spread } from '../../cluster/placement';
import { fieldOf, list, number, object, text, texts } from '../../manifest/admission/values';
import type { JsonObject } from '../../manifest/objects';
import type { Cluster, ClusterNode } from '../cluster';
import { ZONE } from '../cluster-profile';

export interface Topology {
  /** Nodes that have all labels which the terms speak of, as far as one without them is refused. */
  readonly eligible: (node: ClusterNode) => boolean;
  readonly apart: number;
  readonly spread: readonly Spread[];
}

const REQUIRED = 'requiredDuringSchedulingIgnoredDuringExecution';

export function topologyOf(own: OwnPods, nodes: readonly ClusterNode[], cluster: Cluster, notes: string[]): Topology {
  const together = requiredTerms(own.pod, 'podAffinity');
  const spreads = hardSpreads(own.pod);
  // A node without such a label is refused (satisfyPodAffinity; podtopologyspread/filtering.go:Filter).
  const keys = [...together, ...spreads].map((term) => text(term, 'topologyKey'));
  const eligible = (node: ClusterNode) => keys.every((key) => hasLabel(node, key));
  const taken = nodes.filter((node) => eligible(node) && canHave(own.pod, node));
  for (const term of together) notes.push(...notesOfAffinity(term, meansOwnPods(term, own, cluster), taken));
  return {
    eligible,
    apart: requiredTerms(own.pod, 'podAntiAffinity').reduce((domains, term) => domains | apartBy(term, meansOwnPods(term, own, cluster), taken, notes), 0),
    spread: spreads.flatMap((constraint) => spreadOf(constraint, own, nodes.map((node) => eligible(node) && counts(constraint, own.pod, node)), nodes, notes)),
  };
}

const requiredTerms = (pod: JsonObject, kind: string): readonly JsonObject[] => list(object(object(pod, 'affinity'), kind), REQUIRED);

/** ScheduleAnyway only prefers. */
export const hardSpreads = (pod: JsonObject): JsonObject[] => list(pod, 'topologySpreadConstraints').filter((each) => text(each, 'whenUnsatisfiable') === 'DoNotSchedule');

/** Whether anti-affinity keeps the set's own pods apart by this label. */
export const keepsApartBy = (key: string, own: OwnPods, cluster: Cluster): boolean =>
  requiredTerms(own.pod, 'podAntiAffinity').some((term) => text(term, 'topologyKey') === key && meansOwnPods(term, own, cluster) === 'all');

const hasLabel = (node: ClusterNode, key: string): boolean => fieldOf(node.labels, key) !== undefined || node.anyLabels === true;

const canHave = (pod: JsonObject, node: ClusterNode): boolean => isSelected(pod, node) && toleratesNode(pod, node.taints);

/** A term whose label no node has keeps nothing apart (satisfyPodAntiAffinity). */
function apartBy(term: JsonObject, meant: Meant, nodes: readonly ClusterNode[], notes: string[]): number {
  const key = text(term, 'topologyKey');
  const labelled = nodes.filter((node) => hasLabel(node, key));
  if (labelled.length === 0) return 0;
  const told = `the required anti-affinity by ${key}`;
  if (meant === 'none') notes.push(`${told}, which means pods of others`);
  if (meant === 'undecided') notes.push(`${told}, which depends on more than the labels of the template`);
  if (meant !== 'all') return 0;
  if (labelled.length < nodes.length) notes.push(`${told}, a label that some of the nodes do not have`);
  if (labelled.length < nodes.length) return 0;
  const domain = domainOf(key, nodes);
  if (domain === undefined) notes.push(`${told}, which is neither by node nor by zone`);
  return domain === undefined ? 0 : 1 << domain;
}

/** Affinity to itself puts all pods where the first is (satisfyPodAffinity). */
function notesOfAffinity(term: JsonObject, meant: Meant, nodes: readonly ClusterNode[]): string[] {
  const key = text(term, 'topologyKey');
  const values = nodes.map((node) => fieldOf(node.labels, key));
  const together = new Set(values).size < 2 && values.every((value) => value !== undefined);
  if (meant === 'all') return together ? [] : [`the required affinity by ${key}, which puts all pods where the first one is`];
  return [`the required affinity by ${key}, which needs pods that are not this set's`];
}

/**
 * A constraint that counts the pods of the set. One with an empty selector counts none (podtopologyspread/common.go:countPodsMatchSelector), and neither does
 * one whose pods mean only themselves: the skew of one pod is 1, and no constraint is narrower.
 */
function spreadOf(constraint: JsonObject, own: OwnPods, counted: readonly boolean[], nodes: readonly ClusterNode[], notes: string[]): Spread[] {
  const key = text(constraint, 'topologyKey');
  const told = `the topology spread by ${key}`;
  const selector = object(constraint, 'labelSelector');
  const isEmpty = Object.keys(object(selector, 'matchLabels')).length + list(selector, 'matchExpressions').length === 0;
  const labelKeys = texts(constraint, 'matchLabelKeys');
  const meant = isEmpty && labelKeys.length === 0 ? 'none' : selectsOwnPods(constraint, own, labelKeys, []);
  if (meant === 'undecided') notes.push(`${told}, which depends on more than the labels of the template`);
  if (meant !== 'all') return [];
  const domain = domainOf(key, nodes.filter((node) => hasLabel(node, key)));
  if (domain === undefined) notes.push(`${told}, which is neither by node nor by zone`);
  if (domain === undefined) return [];
  const minDomains = number(constraint, 'minDomains') || 1;
  return [{ domain, maxSkew: number(constraint, 'maxSkew'), minDomains, counted: counted.reduce((mask, is, index) => is ? mask | 1 << index : mask, 0) }];
}

/** Whether the pods on a node count, and its domain with them (matchNodeInclusionPolicies): affinity is honoured and taints are ignored, unless it says otherwise. */
function counts(constraint: JsonObject, pod: JsonObject, node: ClusterNode): boolean {
  const [affinity, taints] = [text(constraint, 'nodeAffinityPolicy') || 'Honor', text(constraint, 'nodeTaintsPolicy') || 'Ignore'];
  return (affinity !== 'Honor' || isSelected(pod, node)) && (taints !== 'Honor' || toleratesNode(pod, node.taints));
}

/** Whether a label tells these nodes apart as their names do, or as their zones do. */
function domainOf(key: string, nodes: readonly ClusterNode[]): number | undefined {
  const values = nodes.map((node) => fieldOf(node.labels, key));
  if (values.some((value) => value === undefined)) return undefined;
  const zones = nodes.map((node) => fieldOf(node.labels, ZONE));
  const sameAs = (others: readonly unknown[]) => values.every((value, index) => values.indexOf(value) === others.indexOf(others[index]));
  if (sameAs(nodes.map(({ name }) => name))) return key === ZONE ? BY_ZONE : BY_NODE;
  return zones.every((zone) => zone !== undefined) && sameAs(zones) ? BY_ZONE : undefined;
}

/** The names that the required affinity of a pod gives to a label of nodes. */
export function namesAsked(pod: JsonObject, keys: readonly string[]): string[] {
  const selector = Object.entries(object(pod, 'nodeSelector')).filter(([key]) => keys.includes(key)).map(([, value]) => String(value));
  return [...selector, ...(nodeTermsOf(pod) ?? []).flatMap((term) => namesInTerm(term, keys))];
}

/** Those that a term asks for, whether of a label or of the field metadata.name. */
export const namesInTerm = (term: JsonObject, keys: readonly string[]): string[] => [...list(term, 'matchExpressions'), ...list(term, 'matchFields')]
  .filter((each) => text(each, 'operator') === 'In' && keys.includes(text(each, 'key'))).flatMap((each) => texts(each, 'values'));
