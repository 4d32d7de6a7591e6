/** The class of service of a pod: core/helper/qos/qos.go:ComputePodQOS. */
import type { JsonObject } from '../objects';
import { quantityOf } from './quantity';
import { list, object, objectIf } from './values';

export type Quality = 'BestEffort' | 'Burstable' | 'Guaranteed';

const RESOURCES = ['cpu', 'memory'];

export function qualityOf(spec: JsonObject): Quality {
  const whole = objectIf(spec, 'resources');
  const asked = whole === undefined ? ['containers', 'initContainers'].flatMap((name) => list(spec, name)).map((each) => object(each, 'resources')) : [whole];
  const [requests, limits] = [sums(asked, 'requests'), sums(asked, 'limits')];
  if (requests.every((sum) => sum === 0n) && limits.every((sum) => sum === 0n)) return 'BestEffort';
  const areLimited = asked.every((each) => RESOURCES.every((resource) => amount(each, 'limits', resource) > 0n));
  return areLimited && requests.every((sum, index) => sum === limits[index]) ? 'Guaranteed' : 'Burstable';
}

function sums(asked: readonly JsonObject[], kind: string): bigint[] {
  return RESOURCES.map((resource) => asked.reduce((sum, each) => sum + amount(each, kind, resource), 0n));
}

function amount(of: JsonObject, kind: string, resource: string): bigint {
  return quantityOf(object(of, kind)[resource] ?? '0').nanos;
}
