import * as kplus from './kplus';

/** Whether a pod with this value of the label, or with none, is selected: apimachinery, labels/selector.go:Requirement.Matches. */
export function labelsMatch({ operator, values = [] }: kplus.LabelSelectorRequirement, value: string | undefined): boolean {
  switch (operator) {
    case 'In': return value !== undefined && values.includes(value);
    case 'NotIn': return value === undefined || !values.includes(value);
    case 'Exists': return value !== undefined;
    default: return value === undefined;
  }
}

/** The whole selector of a workload, where cdk8s-plus answers with a label that depends on the place in the tree (cdk8s#2238). */
export function selectorOf({ matchLabels, matchExpressions }: kplus.Workload): kplus.LabelSelector {
  return kplus.LabelSelector.of({ labels: matchLabels, expressions: matchExpressions.map(expressionOf) });
}

function expressionOf({ key, operator, values = [] }: kplus.LabelSelectorRequirement): kplus.LabelExpression {
  switch (operator) {
    case 'In': return kplus.LabelExpression.in(key, values);
    case 'NotIn': return kplus.LabelExpression.notIn(key, values);
    case 'Exists': return kplus.LabelExpression.exists(key);
    default: return kplus.LabelExpression.doesNotExist(key);
  }
}
