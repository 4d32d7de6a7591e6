/** Metadata, labels and selectors: apimachinery's pkg/api/validation/objectmeta.go and pkg/apis/meta/v1/validation/validation.go. */
import type { JsonObject } from '../objects';
import type { FieldError } from './field';
import { forbidden, invalid, invalids, required, tooLong } from './field';
import { dnsLabel, labelValue, qualifiedName } from './names';
import type { Profile } from './profile';
import { fieldOf, list, number, objectIf, pairs, same, text, texts } from './values';

const IMMUTABLE = 'field is immutable';
const STANDARD_FINALIZERS = new Set(['kubernetes', 'orphan', 'foregroundDeletion']);
const ANNOTATION_BYTES = 256 * 1024;

/** core/validation/validation.go:ValidateObjectMeta, which all kinds but PodDisruptionBudget go through. */
export function finalizersErrors(metadata: JsonObject): FieldError[] {
  return texts(metadata, 'finalizers').flatMap((each, index) => (
    each.includes('/') || STANDARD_FINALIZERS.has(each)
      ? [] : [invalid(`metadata.finalizers[${index}]`, each, 'name is neither a standard finalizer name nor is it fully qualified')]));
}

export type NameRule = (name: string) => string[];

/** Names that end in a dash are fine before the server adds a suffix (NameIsDNSLabel with prefix). */
const prefixed = (name: string): string => (name.length > 1 && name.endsWith('-') ? `${name.slice(0, -1)}a` : name);

export function metadataErrors(metadata: JsonObject, rule: NameRule, profile: Profile): FieldError[] {
  const errors: FieldError[] = [];
  const [generateName, name, namespace] = [text(metadata, 'generateName'), text(metadata, 'name'), text(metadata, 'namespace')];
  if (generateName !== '') errors.push(...invalids('metadata.generateName', generateName, rule(prefixed(generateName))));
  if (name !== '') errors.push(...invalids('metadata.name', name, rule(name)));
  else if (generateName === '') errors.push(required('metadata.name', 'name or generateName is required'));
  if (namespace !== '') errors.push(...invalids('metadata.namespace', namespace, dnsLabel(namespace)));
  if (number(metadata, 'generation') < 0) errors.push(invalid('metadata.generation', number(metadata, 'generation'), 'must be greater than or equal to 0'));
  return [...errors, ...labelledErrors(metadata, profile), ...texts(metadata, 'finalizers').flatMap((each) => invalids('metadata.finalizers', each, qualifiedName(each, profile.minor)))];
}

function labelledErrors(metadata: JsonObject, profile: Profile): FieldError[] {
  return [
    ...labelsErrors(metadata, 'labels', 'metadata.labels', profile),
    ...annotationsErrors(metadata, 'metadata.annotations', profile),
    ...list(metadata, 'ownerReferences').flatMap((owner) => ownerErrors(owner, profile)),
  ];
}

function ownerErrors(owner: JsonObject, { namesEmptyOwnerFields }: Profile): FieldError[] {
  const path = 'metadata.ownerReferences';
  const errors: FieldError[] = [];
  if (text(owner, 'apiVersion') === '') errors.push(invalid(`${path}.apiVersion`, '', 'version must not be empty'));
  for (const name of ['kind', 'name', 'uid']) {
    if (text(owner, name) === '') errors.push(invalid(`${path}.${name}`, '', `${namesEmptyOwnerFields ? `${name} ` : ''}must not be empty`));
  }
  return errors;
}

/** What all kinds but PodDisruptionBudget look at again: core/validation/validation.go:ValidateObjectMetaUpdate. */
export function coreMetadataUpdateErrors(metadata: JsonObject, old: JsonObject, profile: Profile): FieldError[] {
  return [...metadataUpdateErrors(metadata, old, profile), ...finalizersErrors(metadata)];
}

/** ValidateObjectMetaUpdate. */
export function metadataUpdateErrors(metadata: JsonObject, old: JsonObject, profile: Profile): FieldError[] {
  const errors: FieldError[] = [];
  if (objectIf(old, 'deletionTimestamp') !== undefined || text(old, 'deletionTimestamp') !== '') {
    const added = texts(metadata, 'finalizers').filter((each) => !texts(old, 'finalizers').includes(each)).sort();
    const told = `[]string{${added.map((each) => JSON.stringify(each)).join(', ')}}`;
    const message = `no new finalizers can be added if the object is being deleted, found new finalizers ${told}`;
    if (added.length > 0) errors.push(forbidden('metadata.finalizers', message));
  }
  for (const name of ['name', 'namespace', 'uid', 'creationTimestamp', 'deletionTimestamp'] as const) {
    if (!same(fieldOf(metadata, name), fieldOf(old, name))) errors.push(invalid(`metadata.${name}`, text(metadata, name), IMMUTABLE));
  }
  return [...errors, ...labelledErrors(metadata, profile)];
}

export function labelsErrors(of: JsonObject, name: string, path: string, { minor }: Profile): FieldError[] {
  return pairs(of, name).flatMap(([key, value]) => [...invalids(path, key, qualifiedName(key, minor)), ...invalids(path, value, labelValue(value, minor))]);
}

export function annotationsErrors(metadata: JsonObject, path: string, { minor }: Profile): FieldError[] {
  const annotations = pairs(metadata, 'annotations');
  const errors = annotations.flatMap(([key]) => invalids(path, key, qualifiedName(key.toLowerCase(), minor)));
  const size = annotations.reduce((sum, [key, value]) => sum + new TextEncoder().encode(key + value).length, 0);
  return size > ANNOTATION_BYTES ? [...errors, tooLong(path, ANNOTATION_BYTES)] : errors;
}

export function selectorErrors(selector: JsonObject | undefined, path: string, profile: Profile): FieldError[] {
  if (selector === undefined) return [];
  const expressions = list(selector, 'matchExpressions').flatMap((each, index) => requirementErrors(each, `${path}.matchExpressions[${index}]`, profile));
  return [...labelsErrors(selector, 'matchLabels', `${path}.matchLabels`, profile), ...expressions];
}

function requirementErrors(requirement: JsonObject, path: string, { minor }: Profile): FieldError[] {
  const [operator, values, key] = [text(requirement, 'operator'), texts(requirement, 'values'), text(requirement, 'key')];
  const errors: FieldError[] = [];
  if (operator === 'In' || operator === 'NotIn') {
    if (values.length === 0) errors.push(required(`${path}.values`, "must be specified when `operator` is 'In' or 'NotIn'"));
  } else if (operator === 'Exists' || operator === 'DoesNotExist') {
    if (values.length > 0) errors.push(forbidden(`${path}.values`, "may not be specified when `operator` is 'Exists' or 'DoesNotExist'"));
  } else {
    errors.push(invalid(`${path}.operator`, operator, 'not a valid selector operator'));
  }
  errors.push(...invalids(`${path}.key`, key, qualifiedName(key, minor)));
  return [...errors, ...values.flatMap((value, index) => invalids(`${path}.values[${index}]`, value, labelValue(value, minor)))];
}

/** Whether metav1.LabelSelectorAsSelector would make nothing of it: labels.NewRequirement checks keys, operators and values. */
export function isSelectorUnusable(selector: JsonObject, profile: Profile): boolean {
  return selectorErrors(selector, '', profile).length > 0;
}
