/**
 * The create validations without which a StatefulSet means nothing, in the API server's words (pkg/apis/apps/validation/validation.go:
 * ValidateStatefulSet, ValidateStatefulSetSpec). Only those that every modelled version of Kubernetes applies; the rest is the cluster's business.
 */
import { byCodePoint } from './json';
import type { Json, JsonObject, LabelSelector, StatefulSet } from './objects';
import { selects } from './selector';

export interface Cause {
  readonly path: readonly (string | number)[];
  /** Such as `Invalid value: -1: must be greater than or equal to 0`. */
  readonly message: string;
}

const LABEL = /^[a-z0-9](?:[-a-z0-9]*[a-z0-9])?$/;
const LABEL_LENGTH = 63;
const LABEL_ADVICE = "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric "
  + "character (e.g. 'my-name',  or '123-abc', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?')";

/** Everything that is wrong with a defaulted StatefulSet whose selector was or was not written. */
export function statefulSetCauses(set: StatefulSet, isSelectorWritten: boolean): Cause[] {
  return [...nameCauses(set), ...policyCauses(set), ...countCauses(set), ...selectorCauses(set, isSelectorWritten), ...templateCauses(set)];
}

function nameCauses({ metadata: { name = '' } }: StatefulSet): Cause[] {
  const path = ['metadata', 'name'];
  const causes: Cause[] = [];
  if (!LABEL.test(name)) causes.push({ path, message: invalid(name, LABEL_ADVICE) });
  if (name.length > LABEL_LENGTH) causes.push({ path, message: invalid(name, `must be no more than ${LABEL_LENGTH} characters`) });
  return causes;
}

function policyCauses({ spec }: StatefulSet): Cause[] {
  const causes: Cause[] = [];
  const { podManagementPolicy, updateStrategy, persistentVolumeClaimRetentionPolicy: retention } = spec;
  if (!['OrderedReady', 'Parallel'].includes(podManagementPolicy)) {
    causes.push({ path: ['spec', 'podManagementPolicy'], message: invalid(podManagementPolicy, "must be 'OrderedReady' or 'Parallel'") });
  }
  if (!['RollingUpdate', 'OnDelete'].includes(updateStrategy.type)) {
    causes.push({ path: ['spec', 'updateStrategy'], message: invalid(updateStrategy as unknown as Json, "must be 'RollingUpdate' or 'OnDelete'") });
  }
  if (updateStrategy.type === 'OnDelete' && updateStrategy.rollingUpdate !== undefined) {
    const message = invalid(updateStrategy.rollingUpdate as unknown as Json, "only allowed for updateStrategy 'RollingUpdate'");
    causes.push({ path: ['spec', 'updateStrategy', 'rollingUpdate'], message });
  }
  for (const when of ['whenDeleted', 'whenScaled'] as const) {
    if (['Retain', 'Delete'].includes(retention[when])) continue;
    causes.push({ path: ['spec', 'persistentVolumeClaimRetentionPolicy', when], message: unsupported(retention[when], ['Retain', 'Delete']) });
  }
  return causes;
}

function countCauses({ spec }: StatefulSet): Cause[] {
  const counts: [readonly string[], number | undefined][] = [
    [['spec', 'replicas'], spec.replicas],
    [['spec', 'minReadySeconds'], spec.minReadySeconds],
    [['spec', 'updateStrategy', 'rollingUpdate', 'partition'], spec.updateStrategy.rollingUpdate?.partition],
    [['spec', 'ordinals', 'start'], spec.ordinals?.start],
  ];
  return counts.flatMap(([path, count]) => (count !== undefined && count < 0 ? [{ path, message: invalid(count, 'must be greater than or equal to 0') }] : []));
}

function selectorCauses({ spec }: StatefulSet, isWritten: boolean): Cause[] {
  const path = ['spec', 'selector'];
  const expressions = expressionCauses(spec.selector);
  if (expressions.length > 0) return expressions;
  const labels = spec.template.metadata?.labels;
  const isEmpty = Object.keys(spec.selector.matchLabels ?? {}).length === 0 && (spec.selector.matchExpressions ?? []).length === 0;
  const causes: Cause[] = [];
  if (!isWritten) causes.push({ path, message: 'Required value' });
  else if (isEmpty) causes.push({ path, message: invalid(spec.selector as unknown as Json, 'empty selector is invalid for statefulset') });
  if (!isWritten || !selects(spec.selector, labels)) {
    causes.push({ path: ['spec', 'template', 'metadata', 'labels'], message: invalid(labels ?? null, '`selector` does not match template `labels`') });
  }
  return causes;
}

/** apimachinery, pkg/apis/meta/v1/validation/validation.go:ValidateLabelSelectorRequirement. */
function expressionCauses(selector: LabelSelector): Cause[] {
  return (selector.matchExpressions ?? []).flatMap(({ operator, values }, index): Cause[] => {
    const path = ['spec', 'selector', 'matchExpressions', index];
    const isEmpty = (values ?? []).length === 0;
    switch (operator) {
      case 'In':
      case 'NotIn':
        return isEmpty ? [{ path: [...path, 'values'], message: "Required value: must be specified when `operator` is 'In' or 'NotIn'" }] : [];
      case 'Exists':
      case 'DoesNotExist':
        return isEmpty ? [] : [{ path: [...path, 'values'], message: "Forbidden: may not be specified when `operator` is 'Exists' or 'DoesNotExist'" }];
      default: return [{ path: [...path, 'operator'], message: invalid(operator, 'not a valid selector operator') }];
    }
  });
}

function templateCauses({ spec: { template } }: StatefulSet): Cause[] {
  const path = ['spec', 'template', 'spec'];
  const causes: Cause[] = [];
  const { restartPolicy = 'Always', containers } = template.spec;
  // Up to 1.33 the server takes a template without containers, and then no pod can be created from it.
  if (containers.length === 0) causes.push({ path: [...path, 'containers'], message: 'Required value' });
  if (restartPolicy !== 'Always') causes.push({ path: [...path, 'restartPolicy'], message: unsupported(restartPolicy, ['Always']) });
  if ('activeDeadlineSeconds' in template.spec) {
    causes.push({ path: [...path, 'activeDeadlineSeconds'], message: 'Forbidden: activeDeadlineSeconds in StatefulSet is not Supported' });
  }
  return causes;
}

function invalid(value: Json, why: string): string {
  return `Invalid value: ${JSON.stringify(sorted(value))}: ${why}`;
}

function unsupported(value: string, supported: readonly string[]): string {
  return `Unsupported value: ${JSON.stringify(value)}: supported values: ${supported.map((name) => JSON.stringify(name)).join(', ')}`;
}

function sorted(value: Json): Json {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  const object = value as JsonObject;
  const copy = Object.create(null) as { [key: string]: Json };
  for (const key of Object.keys(object).sort(byCodePoint)) copy[key] = sorted(object[key] ?? null);
  return copy;
}
