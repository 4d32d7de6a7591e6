/** Affinity, tolerations and topology spread: core/validation/validation.go. */
import type { JsonObject } from '../objects';
import type { FieldError } from './field';
import { duplicate, forbidden, invalid, invalids, notSupported, required } from './field';
import { selectorErrors } from './meta';
import { dnsLabel, labelValue, qualifiedName } from './names';
import type { Profile } from './profile';
import { fieldOf, list, number, numberIf, object, objectIf, text, textIf, texts } from './values';

const REQUIRED = 'requiredDuringSchedulingIgnoredDuringExecution';
const PREFERRED = 'preferredDuringSchedulingIgnoredDuringExecution';
const ACTIONS = ['DoNotSchedule', 'ScheduleAnyway'];
const NODE_POLICIES = ['Honor', 'Ignore'];
const EFFECTS = ['NoSchedule', 'PreferNoSchedule', 'NoExecute'];

export function affinityErrors(affinity: JsonObject | undefined, path: string, profile: Profile): FieldError[] {
  if (affinity === undefined) return [];
  return [
    ...nodeAffinityErrors(objectIf(affinity, 'nodeAffinity'), `${path}.nodeAffinity`, profile),
    ...podAffinityErrors(objectIf(affinity, 'podAffinity'), `${path}.podAffinity`, profile),
    ...podAffinityErrors(objectIf(affinity, 'podAntiAffinity'), `${path}.podAntiAffinity`, profile),
  ];
}

function nodeAffinityErrors(affinity: JsonObject | undefined, path: string, profile: Profile): FieldError[] {
  if (affinity === undefined) return [];
  const errors: FieldError[] = [];
  const selector = objectIf(affinity, REQUIRED);
  if (selector !== undefined) {
    const terms = list(selector, 'nodeSelectorTerms');
    const at = `${path}.${REQUIRED}.nodeSelectorTerms`;
    if (terms.length === 0) errors.push(required(at, 'must have at least one node selector term'));
    errors.push(...terms.flatMap((term, index) => nodeTermErrors(term, `${at}[${index}]`, true, profile)));
  }
  return [...errors, ...list(affinity, PREFERRED).flatMap((term, index) => {
    const at = `${path}.${PREFERRED}[${index}]`;
    return [...weightErrors(term, at), ...nodeTermErrors(object(term, 'preference'), `${at}.preference`, false, profile)];
  })];
}

function weightErrors(term: JsonObject, at: string): FieldError[] {
  const weight = number(term, 'weight');
  return weight <= 0 || weight > 100 ? [invalid(`${at}.weight`, weight, 'must be in the range 1-100')] : [];
}

function nodeTermErrors(term: JsonObject, at: string, withValues: boolean, profile: Profile): FieldError[] {
  const expressions = list(term, 'matchExpressions').flatMap((each, index) => nodeRequirementErrors(each, `${at}.matchExpressions[${index}]`, withValues, profile));
  return [...expressions, ...list(term, 'matchFields').flatMap((each, index) => nodeFieldErrors(each, `${at}.matchFields[${index}]`))];
}

function nodeRequirementErrors(requirement: JsonObject, at: string, withValues: boolean, { minor }: Profile): FieldError[] {
  const [operator, values, key] = [text(requirement, 'operator'), texts(requirement, 'values'), text(requirement, 'key')];
  const errors: FieldError[] = [];
  switch (operator) {
    case 'In':
    case 'NotIn':
      if (values.length === 0) errors.push(required(`${at}.values`, "must be specified when `operator` is 'In' or 'NotIn'"));
      break;
    case 'Exists':
    case 'DoesNotExist':
      if (values.length > 0) errors.push(forbidden(`${at}.values`, "may not be specified when `operator` is 'Exists' or 'DoesNotExist'"));
      break;
    case 'Gt':
    case 'Lt':
      if (values.length !== 1) errors.push(required(`${at}.values`, "must be specified single value when `operator` is 'Lt' or 'Gt'"));
      break;
    default: errors.push(invalid(`${at}.operator`, operator, 'not a valid selector operator'));
  }
  errors.push(...invalids(`${at}.key`, key, qualifiedName(key, minor)));
  return withValues ? [...errors, ...values.flatMap((value, index) => invalids(`${at}.values[${index}]`, value, labelValue(value, minor)))] : errors;
}

function nodeFieldErrors(requirement: JsonObject, at: string): FieldError[] {
  const [operator, values, key] = [text(requirement, 'operator'), texts(requirement, 'values'), text(requirement, 'key')];
  const errors: FieldError[] = [];
  if (operator !== 'In' && operator !== 'NotIn') errors.push(invalid(`${at}.operator`, operator, 'not a valid selector operator'));
  else if (values.length !== 1) errors.push(required(`${at}.values`, "must be only one value when `operator` is 'In' or 'NotIn' for node field selector"));
  return key === 'metadata.name' ? errors : [...errors, invalid(`${at}.key`, key, 'not a valid field selector key')];
}

function podAffinityErrors(affinity: JsonObject | undefined, path: string, profile: Profile): FieldError[] {
  if (affinity === undefined) return [];
  return [
    ...list(affinity, REQUIRED).flatMap((term, index) => podTermErrors(term, `${path}.${REQUIRED}[${index}]`, profile)),
    ...list(affinity, PREFERRED).flatMap((term, index) => {
      const at = `${path}.${PREFERRED}[${index}]`;
      return [...weightErrors(term, at), ...podTermErrors(object(term, 'podAffinityTerm'), `${at}.podAffinityTerm`, profile)];
    }),
  ];
}

function podTermErrors(term: JsonObject, at: string, profile: Profile): FieldError[] {
  const key = text(term, 'topologyKey');
  const errors = [
    ...selectorErrors(objectIf(term, 'labelSelector'), `${at}.labelSelector`, profile),
    ...selectorErrors(objectIf(term, 'namespaceSelector'), `${at}.namespaceSelector`, profile),
    ...texts(term, 'namespaces').flatMap((name) => invalids(`${at}.namespace`, name, dnsLabel(name))),
    ...labelKeysErrors(term, at, profile),
  ];
  if (key === '') errors.push(required(`${at}.topologyKey`, 'can not be empty'));
  return [...errors, ...invalids(`${at}.topologyKey`, key, qualifiedName(key, profile.minor))];
}

/** ValidateMatchLabelKeysAndMismatchLabelKeys. */
function labelKeysErrors(of: JsonObject, at: string, { minor }: Profile): FieldError[] {
  const errors = ['matchLabelKeys', 'mismatchLabelKeys'].flatMap((name) => {
    const keys = texts(of, name);
    if (keys.length > 0 && objectIf(of, 'labelSelector') === undefined) {
      return [forbidden(`${at}.${name}`, 'must not be specified when labelSelector is not set')];
    }
    return keys.flatMap((key, index) => invalids(`${at}.${name}[${index}]`, key, qualifiedName(key, minor)));
  });
  const mismatched = texts(of, 'mismatchLabelKeys');
  return [...errors, ...texts(of, 'matchLabelKeys').flatMap((key, index) => (
    mismatched.includes(key) ? [invalid(`${at}.matchLabelKeys[${index}]`, key, 'exists in both matchLabelKeys and mismatchLabelKeys')] : []))];
}

export function tolerationsErrors(tolerations: readonly JsonObject[], path: string, { minor }: Profile): FieldError[] {
  return tolerations.flatMap((toleration, index) => {
    const at = `${path}[${index}]`;
    const [key, operator, value, effect] = ['key', 'operator', 'value', 'effect'].map((name) => text(toleration, name));
    const errors = key === '' ? [] : invalids(`${at}.key`, key, qualifiedName(key, minor));
    if (key === '' && operator !== 'Exists') {
      errors.push(invalid(`${at}.operator`, operator, 'operator must be Exists when `key` is empty, which means "match all values and all keys"'));
    }
    if (fieldOf(toleration, 'tolerationSeconds') !== undefined && effect !== 'NoExecute') {
      errors.push(invalid(`${at}.effect`, effect, "effect must be 'NoExecute' when `tolerationSeconds` is set"));
    }
    const wrong = labelValue(value, minor);
    if (operator === '' || operator === 'Equal') errors.push(...(wrong.length > 0 ? [invalid(`${at}.operator`, value, wrong.join(';'))] : []));
    else if (operator !== 'Exists') errors.push(notSupported(`${at}.operator`, operator, ['Equal', 'Exists']));
    else if (value !== '') errors.push(invalid(`${at}.operator`, value, "value must be empty when `operator` is 'Exists'"));
    return effect === '' || EFFECTS.includes(effect) ? errors : [...errors, notSupported(`${at}.effect`, effect, EFFECTS)];
  });
}

export function spreadErrors(constraints: readonly JsonObject[], path: string, profile: Profile): FieldError[] {
  return constraints.flatMap((constraint, index) => {
    const at = `${path}[${index}]`;
    const [skew, key, action] = [number(constraint, 'maxSkew'), text(constraint, 'topologyKey'), text(constraint, 'whenUnsatisfiable')];
    const errors: FieldError[] = [];
    if (skew <= 0) errors.push(invalid(`${at}.maxSkew`, skew, 'must be greater than zero'));
    if (key === '') errors.push(required(`${at}.topologyKey`, 'can not be empty'));
    if (!ACTIONS.includes(action)) errors.push(notSupported(`${at}.whenUnsatisfiable`, action, ACTIONS));
    const isRepeated = constraints.slice(index + 1).some((other) => text(other, 'topologyKey') === key && text(other, 'whenUnsatisfiable') === action);
    if (isRepeated) errors.push(duplicate(`${at}.{topologyKey, whenUnsatisfiable}`, `{${key}, ${action}}`));
    const domains = numberIf(constraint, 'minDomains');
    if (domains !== undefined && domains <= 0) errors.push(invalid(`${at}.minDomains`, domains, 'must be greater than zero'));
    if (domains !== undefined && action !== 'DoNotSchedule') {
      errors.push(invalid(`${at}.minDomains`, domains, `can only use minDomains if whenUnsatisfiable=DoNotSchedule, not ${action}`));
    }
    for (const name of ['nodeAffinityPolicy', 'nodeTaintsPolicy']) {
      const policy = textIf(constraint, name);
      if (policy !== undefined && !NODE_POLICIES.includes(policy)) errors.push(notSupported(`${at}.${name}`, policy, NODE_POLICIES));
    }
    return [...errors, ...labelKeysErrors(constraint, at, profile), ...selectorErrors(objectIf(constraint, 'labelSelector'), `${at}.labelSelector`, profile)];
  });
}
