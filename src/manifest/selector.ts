import type { LabelSelector } from './objects';

type Labels = { readonly [key: string]: string } | undefined;

/**
 * Whether a label selector selects these labels. As in Kubernetes, no selector selects nothing and an empty one everything
 * (apimachinery, pkg/apis/meta/v1/helpers.go:LabelSelectorAsSelector).
 */
export function selects(selector: LabelSelector | undefined, labels: Labels): boolean {
  if (selector === undefined) return false;
  return containsAll(labels, selector.matchLabels ?? {}) && (selector.matchExpressions ?? []).every((expression) => holds(expression, labels));
}

/** Whether a Service's selector selects these labels. A Service without one selects nothing: somebody else writes its endpoints. */
export function serviceSelects(selector: { readonly [key: string]: string } | undefined, labels: Labels): boolean {
  return selects(serviceSelector(selector), labels);
}

/** The same selector as others write it. */
export const serviceSelector = (selector: { readonly [key: string]: string } | undefined): LabelSelector | undefined =>
  (selector === undefined || Object.keys(selector).length === 0 ? undefined : { matchLabels: selector });

function containsAll(labels: Labels, wanted: { readonly [key: string]: string }): boolean {
  return Object.entries(wanted).every(([key, value]) => label(labels, key) === value);
}

function holds({ key, operator, values }: NonNullable<LabelSelector['matchExpressions']>[number], labels: Labels): boolean {
  const value = label(labels, key);
  switch (operator) {
    case 'In': return value !== undefined && (values ?? []).includes(value);
    // A label that is absent is not in any list (apimachinery, pkg/labels/selector.go:Requirement.Matches).
    case 'NotIn': return value === undefined || !(values ?? []).includes(value);
    case 'Exists': return value !== undefined;
    case 'DoesNotExist': return value === undefined;
    default: return false;
  }
}

/** Labels may be an ordinary object: a key such as `constructor` must not find what the object inherits. */
function label(labels: Labels, key: string): string | undefined {
  return labels !== undefined && Object.hasOwn(labels, key) ? labels[key] : undefined;
}
