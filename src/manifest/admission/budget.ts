/** PodDisruptionBudgets: policy/validation/validation.go, and whole numbers or percentages: apps/validation/validation.go. */
import type { Json, JsonObject } from '../objects';
import type { FieldError } from './field';
import { invalid, notSupported } from './field';
import { metadataErrors, selectorErrors } from './meta';
import { pathSegment, percent } from './names';
import { budgetPrinted, intOrPercentPrinted } from './print';
import type { Profile } from './profile';
import { fieldOf, object, objectIf, textIf } from './values';

export function budgetErrors(budget: JsonObject, profile: Profile): FieldError[] {
  const errors = budgetSpecErrors(object(budget, 'spec'), profile);
  // The kind does not look at its metadata; registry/rest/create.go:BeforeCreate does, later, and lets any name be that can stand in a path.
  return errors.length > 0 ? errors : metadataErrors(object(budget, 'metadata'), pathSegment, profile);
}

export function budgetUpdateErrors(budget: JsonObject, _old: JsonObject, profile: Profile): FieldError[] {
  return budgetSpecErrors(object(budget, 'spec'), profile);
}

function budgetSpecErrors(spec: JsonObject, profile: Profile): FieldError[] {
  const [least, most] = [fieldOf(spec, 'minAvailable'), fieldOf(spec, 'maxUnavailable')];
  const errors = least !== undefined && most !== undefined ? [invalid('spec', budgetPrinted(spec), 'minAvailable and maxUnavailable cannot be both set')] : [];
  if (least !== undefined) errors.push(...intOrPercentErrors(least, 'spec.minAvailable'), ...overflowErrors(least, 'spec.minAvailable'));
  if (most !== undefined) errors.push(...intOrPercentErrors(most, 'spec.maxUnavailable'), ...overflowErrors(most, 'spec.maxUnavailable'));
  errors.push(...selectorErrors(objectIf(spec, 'selector'), 'spec.selector', profile));
  const policy = textIf(spec, 'unhealthyPodEvictionPolicy');
  if (policy === undefined || ['AlwaysAllow', 'IfHealthyBudget'].includes(policy)) return errors;
  return [...errors, notSupported('spec.unhealthyPodEvictionPolicy', policy, ['AlwaysAllow', 'IfHealthyBudget'])];
}

export function intOrPercentErrors(value: Json, at: string): FieldError[] {
  if (typeof value === 'number') return value < 0 ? [invalid(at, value, 'must be greater than or equal to 0')] : [];
  return percent(String(value)).map((message) => invalid(at, intOrPercentPrinted(value), message));
}

export function overflowErrors(value: Json, at: string): FieldError[] {
  const isOver = typeof value === 'string' && percent(value).length === 0 && Number.parseInt(value, 10) > 100;
  return isOver ? [invalid(at, intOrPercentPrinted(value), 'must not be greater than 100%')] : [];
}
