/** What one pod of a set, with its claims, uses of a ResourceQuota: pkg/quota/v1/evaluator/core/pods.go and persistent_volume_claims.go. */
import { admit } from '../../manifest/admission/admit';
import { quantityOf } from '../../manifest/admission/quantity';
import { list, object, text } from '../../manifest/admission/values';
import { claimsOf, podOf } from '../../manifest/made';
import type { JsonObject } from '../../manifest/objects';
import { requestsOf } from '../scheduling/room';
import type { Subject } from '../subject';

const ONE = 1_000_000_000n;
/** What a pod says of itself, unlike the number of its claims. */
const MEASURED = ['cpu', 'memory', 'ephemeral-storage'];

/** By the names that a quota has for them, in units of 10^-9. */
export type Needs = ReadonlyMap<string, bigint>;

/** Needs nothing where the API server does not take the pod: that is another finding. */
export function needsOf(subject: Subject): Needs {
  const pod = madePod(subject);
  if (pod === undefined) return new Map();
  const requests = [...requestsOf(pod)].filter(([resource]) => MEASURED.includes(resource));
  const limits = [...requestsOf(askingForLimits(pod))].filter(([resource]) => MEASURED.includes(resource));
  return new Map([
    ['pods', ONE], ['count/pods', ONE],
    ...requests, ...requests.map(([resource, amount]) => [`requests.${resource}`, amount] as const),
    ...limits.map(([resource, amount]) => [`limits.${resource}`, amount] as const),
    ...claimNeeds(subject),
  ]);
}

/** What one of the pods is, as the API server keeps it. */
function madePod({ manifest, kubernetes: { version, gates }, profile, start }: Subject): JsonObject | undefined {
  const pod = podOf(manifest.object as unknown as JsonObject, start, '', profile.labelsPodIndex);
  const { defaulted } = admit(version, 'Pod', pod, undefined, { gates });
  return defaulted && object(defaulted, 'spec');
}

/** Limits are added up as requests are (component-helpers, resource/helpers.go:PodLimits). */
function askingForLimits(pod: JsonObject): JsonObject {
  const asking = (of: JsonObject): JsonObject => ({ ...of, ...of.resources === undefined ? {} : { resources: { requests: object(object(of, 'resources'), 'limits') } } });
  return { ...asking(pod), containers: list(pod, 'containers').map(asking), initContainers: list(pod, 'initContainers').map(asking) };
}

function claimNeeds({ manifest, start }: Subject): Map<string, bigint> {
  const needs = new Map<string, bigint>();
  const add = (name: string, amount: bigint) => needs.set(name, (needs.get(name) ?? 0n) + amount);
  for (const claim of claimsOf(manifest.object as unknown as JsonObject, start)) {
    const spec = object(claim, 'spec');
    const className = text(spec, 'storageClassName');
    const storage = quantityOf(object(object(spec, 'resources'), 'requests').storage ?? 0).nanos;
    for (const of of ['', ...className === '' ? [] : [`${className}.storageclass.storage.k8s.io/`]]) {
      add(`${of}persistentvolumeclaims`, ONE);
      add(`${of}requests.storage`, storage);
    }
    add('count/persistentvolumeclaims', ONE);
  }
  return needs;
}
