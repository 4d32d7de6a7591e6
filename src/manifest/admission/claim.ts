/** PersistentVolumeClaims: core/validation/validation.go:ValidatePersistentVolumeClaim, ValidatePersistentVolumeClaimSpec and ...Update. */
import type { JsonObject } from '../objects';
import { claimDifference } from './difference';
import type { FieldError } from './field';
import { forbidden, invalid, invalids, notSupported, required } from './field';
import { coreMetadataUpdateErrors, finalizersErrors, metadataErrors, selectorErrors } from './meta';
import { dnsSubdomain } from './names';
import type { Profile } from './profile';
import { quantityOf } from './quantity';
import { storageErrors } from './resources';
import type { Fields } from './values';
import { fieldOf, object, objectIf, same, text, textIf, texts } from './values';

const MODES = ['ReadOnlyMany', 'ReadWriteMany', 'ReadWriteOnce', 'ReadWriteOncePod'];

export function claimErrors(claim: JsonObject, profile: Profile): FieldError[] {
  return [...metadataErrors(object(claim, 'metadata'), dnsSubdomain, profile), ...finalizersErrors(object(claim, 'metadata')), ...claimSpecErrors(object(claim, 'spec'), 'spec', profile)];
}

export function claimSpecErrors(spec: JsonObject, path: string, profile: Profile): FieldError[] {
  const modes = texts(spec, 'accessModes');
  const errors = modes.length === 0 ? [required(`${path}.accessModes`, 'at least 1 access mode is required')] : [];
  errors.push(...selectorErrors(objectIf(spec, 'selector'), `${path}.selector`, profile));
  errors.push(...modes.filter((mode) => !MODES.includes(mode)).map((mode) => notSupported(`${path}.accessModes`, mode, MODES)));
  if (modes.includes('ReadWriteOncePod') && modes.some((mode) => MODES.includes(mode) && mode !== 'ReadWriteOncePod')) {
    errors.push(forbidden(`${path}.accessModes`, 'may not use ReadWriteOncePod with other access modes'));
  }
  errors.push(...storageErrors(object(object(spec, 'resources'), 'requests'), `${path}.resources[storage]`));
  errors.push(...classErrors(spec, 'storageClassName', path));
  const mode = textIf(spec, 'volumeMode');
  if (mode !== undefined && !['Block', 'Filesystem'].includes(mode)) errors.push(notSupported(`${path}.volumeMode`, mode, ['Block', 'Filesystem']));
  for (const name of ['dataSource', 'dataSourceRef']) errors.push(...sourceErrors(objectIf(spec, name), `${path}.${name}`));
  return profile.volumeAttributesClass ? [...errors, ...classErrors(spec, 'volumeAttributesClassName', path)] : errors;
}

function classErrors(spec: JsonObject, name: string, path: string): FieldError[] {
  const of = text(spec, name);
  return of === '' ? [] : invalids(`${path}.${name}`, of, dnsSubdomain(of));
}

function sourceErrors(source: JsonObject | undefined, at: string): FieldError[] {
  if (source === undefined) return [];
  const [name, kind, group] = ['name', 'kind', 'apiGroup'].map((field) => text(source, field));
  const errors: FieldError[] = [];
  if (name === '') errors.push(required(`${at}.name`));
  if (kind === '') errors.push(required(`${at}.kind`));
  if (group === '' && kind !== 'PersistentVolumeClaim') errors.push(invalid(at, kind, "must be 'PersistentVolumeClaim' when referencing the default apiGroup"));
  return group === '' ? errors : [...errors, ...invalids(`${at}.apiGroup`, group, dnsSubdomain(group))];
}

export function claimUpdateErrors(claim: JsonObject, old: JsonObject, profile: Profile): FieldError[] {
  const [spec, before] = [object(claim, 'spec'), object(old, 'spec')];
  const errors = [
    ...(profile.validatesClaimsTwice ? claimErrors(claim, profile) : []),
    ...coreMetadataUpdateErrors(object(claim, 'metadata'), object(old, 'metadata'), profile),
    ...claimErrors(claim, profile),
  ];
  const comparable = comparableSpec(claim, before, profile);
  const kept = text(before, 'volumeName') === '' ? { ...before, volumeName: fieldOf(comparable, 'volumeName') } : before;
  if (!same(comparable, kept)) {
    const exceptions = profile.minor >= 29 ? 'resources.requests and volumeAttributesClassName for bound claims' : 'resources.requests for bound claims';
    errors.push(forbidden('spec', `spec is immutable after creation except ${exceptions}\n${claimDifference(kept, comparable, profile)}`));
  }
  errors.push(...shrinkErrors(spec, before, object(object(old, 'status'), 'capacity'), profile));
  const mode = fieldOf(spec, 'volumeMode');
  if (!same(mode, fieldOf(before, 'volumeMode'))) {
    errors.push(invalid('volumeMode', mode === undefined ? { json: 'null', go: 'null' } : String(mode), 'field is immutable'));
  }
  return errors;
}

/** The new spec but for what a bound claim may change: its size, and from 1.29 on its class of attributes; and the class of one that had none. */
function comparableSpec(claim: JsonObject, before: JsonObject, _profile: Profile): JsonObject {
  const spec: Fields = { ...object(claim, 'spec') } as Fields;
  if (fieldOf(before, 'storageClassName') === undefined && fieldOf(spec, 'storageClassName') !== undefined) delete spec.storageClassName;
  if (text(object(claim, 'status'), 'phase') !== 'Bound') return spec;
  const resources = object(spec, 'resources');
  const requests = { ...object(resources, 'requests'), storage: object(object(before, 'resources'), 'requests').storage };
  if (objectIf(resources, 'requests') !== undefined) spec.resources = { ...resources, requests };
  const attributes = fieldOf(before, 'volumeAttributesClassName');
  if (attributes === undefined) delete spec.volumeAttributesClassName;
  else spec.volumeAttributesClassName = attributes;
  return spec;
}

function shrinkErrors(spec: JsonObject, before: JsonObject, capacity: JsonObject, { claimsShrinkToCapacity }: Profile): FieldError[] {
  const size = (of: JsonObject): bigint => quantityOf(object(object(of, 'resources'), 'requests').storage ?? '0').nanos;
  if (size(spec) >= size(before)) return [];
  const path = 'spec.resources.requests.storage';
  if (!claimsShrinkToCapacity) return [forbidden(path, 'field can not be less than previous value')];
  return size(spec) <= quantityOf(capacity.storage ?? '0').nanos ? [forbidden(path, 'field can not be less than status.capacity')] : [];
}
