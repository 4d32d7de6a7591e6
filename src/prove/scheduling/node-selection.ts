/** Which nodes a pod or a volume may be on: component-helpers, scheduling/corev1/nodeaffinity/nodeaffinity.go. */
import { fieldOf, list, object, objectIf, pairs, text, texts } from '../../manifest/admission/values';
import type { JsonObject } from '../../manifest/objects';
import type { ClusterNode } from '../cluster';
import { HOSTNAME, OLD_ZONE, ZONE } from '../cluster-profile';

/** The labels that tell nodes and zones apart: no two assumed nodes may be what one of them asks for. */
const TOPOLOGY = [HOSTNAME, ZONE, OLD_ZONE];
const REQUIRED = 'requiredDuringSchedulingIgnoredDuringExecution';

/** nodeSelector and required node affinity (GetRequiredNodeAffinity). */
export function isSelected(pod: JsonObject, node: ClusterNode): boolean {
  const terms = nodeTermsOf(pod);
  return pairs(pod, 'nodeSelector').every(([key, value]) => holds(node, { key, operator: 'In', values: [value] })) && (terms === undefined || matchesTerms(terms, node));
}

/** The terms of the required node affinity, if there is one. */
export function nodeTermsOf(pod: JsonObject): readonly JsonObject[] | undefined {
  const required = objectIf(object(object(pod, 'affinity'), 'nodeAffinity'), REQUIRED);
  return required && list(required, 'nodeSelectorTerms');
}

/** One term is enough, and one without requirements matches nothing (LazyErrorNodeSelector.Match, isEmptyNodeSelectorTerm). */
export const matchesTerms = (terms: readonly JsonObject[], node: ClusterNode): boolean => terms.some((term) => {
  const [expressions, fields] = [list(term, 'matchExpressions'), list(term, 'matchFields')];
  return expressions.length + fields.length > 0 && expressions.every((each) => holds(node, each)) && fields.every((each) => holdsOfField(node, each));
});

function holds(node: ClusterNode, requirement: JsonObject): boolean {
  const key = text(requirement, 'key');
  if (node.anyLabels && !TOPOLOGY.includes(key)) return true;
  return meets(fieldOf(node.labels, key) as string | undefined, text(requirement, 'operator'), texts(requirement, 'values'));
}

/** Only metadata.name is a field of nodes (extractNodeFields), and what is not there is empty (apimachinery, fields/fields.go:Set.Get). */
function holdsOfField(node: ClusterNode, requirement: JsonObject): boolean {
  const value = text(requirement, 'key') === 'metadata.name' ? node.name : '';
  return meets(value, text(requirement, 'operator'), texts(requirement, 'values'));
}

/** apimachinery, labels/selector.go:Requirement.Matches: a label that is not there is in no list and is not compared. */
function meets(value: string | undefined, operator: string, values: readonly string[]): boolean {
  switch (operator) {
    case 'In': return value !== undefined && values.includes(value);
    case 'NotIn': return value === undefined || !values.includes(value);
    case 'Exists': return value !== undefined;
    case 'DoesNotExist': return value === undefined;
    case 'Gt': return value !== undefined && compares(value, values[0] ?? '', (a, b) => a > b);
    case 'Lt': return value !== undefined && compares(value, values[0] ?? '', (a, b) => a < b);
    default: return false;
  }
}

/** As strconv.ParseInt(…, 10, 64) reads them; what it does not read is not compared. */
function compares(a: string, b: string, holdsOf: (a: bigint, b: bigint) => boolean): boolean {
  const numbers = [a, b].map((word) => /^[-+]?[0-9]{1,19}$/.test(word) ? BigInt(word.replace('+', '')) : undefined);
  const [left, right] = numbers.map((number) => number !== undefined && BigInt.asIntN(64, number) === number ? number : undefined);
  return left !== undefined && right !== undefined && holdsOf(left, right);
}
