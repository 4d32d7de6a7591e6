/** Requests and limits: core/validation/validation.go:validateResourceRequirements. Maps are walked by key; Go's order is random. */
import type { JsonObject } from '../objects';
import type { FieldError } from './field';
import { forbidden, invalid, invalids, required } from './field';
import { qualifiedName } from './names';
import type { Profile } from './profile';
import { isWhole, quantityOf, quantityText } from './quantity';
import { fieldOf, pairs } from './values';

const STANDARD = new Set(['cpu', 'memory', 'ephemeral-storage', 'requests.cpu', 'requests.memory', 'requests.ephemeral-storage', 'limits.cpu', 'limits.memory',
  'limits.ephemeral-storage', 'pods', 'resourcequotas', 'services', 'replicationcontrollers', 'secrets', 'configmaps', 'persistentvolumeclaims',
  'requests.storage', 'storage', 'services.nodeports', 'services.loadbalancers']);
const OF_CONTAINERS = new Set(['cpu', 'memory', 'ephemeral-storage']);
const WHOLE = new Set(['pods', 'resourcequotas', 'services', 'replicationcontrollers', 'secrets', 'configmaps', 'persistentvolumeclaims', 'services.nodeports',
  'services.loadbalancers']);

const isHugePages = (name: string): boolean => name.startsWith('hugepages-');
const isExtended = (name: string): boolean => name.includes('/') && !name.split('/')[0].endsWith('kubernetes.io') && !name.startsWith('requests.');
/** Only these may be requested below their limit. */
const mayOvercommit = (name: string): boolean => (!name.includes('/') || name.includes('kubernetes.io/')) && !isHugePages(name);

export function resourceErrors(resources: JsonObject, path: string, { minor }: Profile): FieldError[] {
  const [limits, requests] = [pairs(resources, 'limits'), pairs(resources, 'requests')];
  const errors = limits.flatMap(([name, value]) => resourceError(name, value, `${path}.limits[${name}]`, minor));
  for (const [name, value] of requests) {
    errors.push(...resourceError(name, value, `${path}.requests[${name}]`, minor));
    const limit = limits.find(([limited]) => limited === name)?.[1];
    if (limit === undefined) {
      if (!mayOvercommit(name)) errors.push(required(`${path}.limits`, 'Limit must be set for non overcommitable resources'));
      continue;
    }
    const [asked, most] = [quantityOf(value), quantityOf(limit)];
    if (asked.nanos !== most.nanos && !mayOvercommit(name)) {
      errors.push(invalid(`${path}.requests`, quantityText(asked), `must be equal to ${name} limit of ${quantityText(most)}`));
    } else if (asked.nanos > most.nanos) {
      errors.push(invalid(`${path}.requests`, quantityText(asked), `must be less than or equal to ${name} limit of ${quantityText(most)}`));
    }
  }
  const names = [...limits, ...requests].map(([name]) => name);
  const isLonely = names.some(isHugePages) && !names.includes('cpu') && !names.includes('memory');
  return isLonely ? [...errors, forbidden(path, 'HugePages require cpu or memory')] : errors;
}

function resourceError(name: string, value: string, at: string, minor: number): FieldError[] {
  const errors = invalids(at, name, qualifiedName(name, minor));
  if (!name.includes('/')) {
    if (errors.length === 0 && !STANDARD.has(name) && !isHugePages(name)) errors.push(invalid(at, name, 'must be a standard resource type or fully qualified'));
    if (!OF_CONTAINERS.has(name) && !isHugePages(name)) errors.push(invalid(at, name, 'must be a standard resource for containers'));
  } else if (!name.includes('kubernetes.io/') && (!isExtended(name) || qualifiedName(`requests.${name}`, minor).length > 0)) {
    errors.push(invalid(at, name, "doesn't follow extended resource name standard"));
  }
  return [...errors, ...quantityErrors(name, value, at)];
}

/** ValidateResourceQuantityValue. */
export function quantityErrors(name: string, value: string, at: string): FieldError[] {
  const quantity = quantityOf(value);
  const told = quantityText(quantity);
  const errors = quantity.nanos < 0n ? [invalid(at, told, 'must be greater than or equal to 0')] : [];
  if ((WHOLE.has(name) || isExtended(name)) && !isWhole(quantity)) errors.push(invalid(at, { json: JSON.stringify(told), go: told }, 'must be an integer'));
  return errors;
}

export function storageErrors(requests: JsonObject, at: string): FieldError[] {
  const storage = fieldOf(requests, 'storage');
  if (storage === undefined) return [required(at)];
  const quantity = quantityOf(storage);
  return quantity.nanos <= 0n ? [invalid(at, quantityText(quantity), 'must be greater than zero')] : [];
}
