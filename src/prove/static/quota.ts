import type { StaticRule } from './index';
import { containersOf, field, found, list, mostReplicas, podOf } from './pods';
import type { Placed } from './pods';
import { needsOf } from './quota-needs';
import type { Needs } from './quota-needs';
import { parseQuantity, quantityText } from '../../manifest/admission/quantity';
import type { Quantity } from '../../manifest/admission/quantity';
import type { Diagnostic } from '../../manifest/diagnostic';
import { isObject } from '../../manifest/objects';
import type { Json, JsonObject, Manifests, WrittenObject } from '../../manifest/objects';
import type { Subject } from '../subject';

const id = 'hygiene/quota';

/** Said of the set by itself: what else the namespace uses is not among the files. A quota with scopes is left alone, as it may not mean these pods. */
export const quota: StaticRule = {
  id,
  title: 'the quotas of the namespace have room for all pods and claims',
  check: (subject, manifests) => {
    const quotas = ofNamespace(subject, manifests, 'ResourceQuota').filter(({ raw }) => !hasScopes(raw));
    const needs = quotas.length === 0 ? new Map() : needsOf(subject);
    return quotas.flatMap((each) => unsaid(subject, each, manifests) ?? tooSmall(subject, each, needs, mostReplicas(subject, manifests)) ?? []);
  },
};

const ofNamespace = ({ namespace }: Subject, { others }: Manifests, kind: string): WrittenObject[] =>
  others.filter((each) => each.apiVersion === 'v1' && each.kind === kind && each.namespace === namespace);

const hasScopes = (raw: JsonObject): boolean => list(field(raw, 'spec', 'scopes')).length > 0 || isObject(field(raw, 'spec', 'scopeSelector'));

function hardOf({ raw }: WrittenObject): [string, Quantity][] {
  const hard = field(raw, 'spec', 'hard');
  return Object.entries(isObject(hard) ? hard : {}).flatMap(([resource, amount]): [string, Quantity][] => {
    const quantity = typeof amount === 'string' || typeof amount === 'number' ? parseQuantity(String(amount)) : '';
    return typeof quantity === 'string' ? [] : [[resource, quantity]];
  });
}

/** What each container has to say where a quota counts it (quota/v1/evaluator/core/pods.go:Constraints), and where it may say it. */
const TO_BE_SAID: { readonly [resource: string]: readonly (readonly string[])[] } = {
  'cpu': [['requests', 'cpu'], ['limits', 'cpu']],
  'memory': [['requests', 'memory'], ['limits', 'memory']],
  'requests.cpu': [['requests', 'cpu'], ['limits', 'cpu']],
  'requests.memory': [['requests', 'memory'], ['limits', 'memory']],
  'limits.cpu': [['limits', 'cpu']],
  'limits.memory': [['limits', 'memory']],
};

function unsaid(subject: Subject, given: WrittenObject, manifests: Manifests): Diagnostic | undefined {
  const isFilledIn = ofNamespace(subject, manifests, 'LimitRange').length > 0 || isObject(field(podOf(subject) as unknown as JsonObject, 'resources'));
  if (isFilledIn) return undefined;
  for (const [resource] of hardOf(given)) {
    if (!Object.hasOwn(TO_BE_SAID, resource)) continue;
    const says = ({ container }: Placed) => TO_BE_SAID[resource].some((path) => field(container.resources as unknown as Json, ...path) !== undefined);
    const silent = containersOf(subject).filter((placed) => !says(placed));
    if (silent.length === 0) continue;
    const names = silent.map(({ container }) => container.name).join(', ');
    return found(id, subject, silent[0].path, {
      severity: 'error',
      message: `ResourceQuota ${given.name} refuses every pod of StatefulSet ${subject.name}: it counts ${resource}, of which ${names} says nothing`,
      reason: 'where a quota counts cpu or memory, each container has to say how much it takes; the controller tries again for ever, and only events tell',
      advice: `write ${TO_BE_SAID[resource][0].join('.')} in each container, init containers too, or add a LimitRange with a default`,
    });
  }
  return undefined;
}

function tooSmall(subject: Subject, given: WrittenObject, needs: Needs, most: number): Diagnostic | undefined {
  const bounds = hardOf(given).flatMap(([resource, hard]) => {
    const need = needs.get(resource) ?? 0n;
    return need > 0n ? [{ resource, hard, need, room: hard.nanos / need }] : [];
  });
  const [tightest, ...others] = bounds;
  if (tightest === undefined) return undefined;
  const { resource, hard, need, room } = others.reduce((least, each) => each.room < least.room ? each : least, tightest);
  if (room >= BigInt(most)) return undefined;
  const taken = (nanos: bigint): string => quantityText({ nanos, format: /memory|storage/.test(resource) ? 'BinarySI' : 'DecimalSI' });
  // stateful_set_control.go:updateStatefulSet returns the error before it comes to the pods that are too many.
  const deadlock = subject.parallel ? ', and under Parallel a smaller number of replicas may not end it: while one pod is refused, none is deleted (kubernetes#140858)' : '';
  return {
    rule: id,
    severity: room < BigInt(subject.replicas) ? 'error' : 'warning',
    message: `ResourceQuota ${given.name} has room for ${room} of ${most} pods of StatefulSet ${subject.name}: ${resource} is ${quantityText(hard)}, and each takes ${taken(need)}`,
    reason: `the API server refuses the others, the controller tries again for ever, and only events tell${deadlock}`,
    advice: `raise ${resource} to ${taken(need * BigInt(most))} and what the rest of the namespace takes, or ask for less`,
    where: given.at('spec', 'hard', resource),
  };
}
