import { namespaceOption } from './kubectl';
import type { Subject } from './subject';
import type { Snapshot, TimelineStep } from './timeline';
import { admit } from '../manifest/admission/admit';
import { list, object, pairs, text } from '../manifest/admission/values';
import { isObject, type Json, type JsonObject } from '../manifest/objects';

/** A change of a set that the API server refuses, and its answer. */
export interface RefusedChange {
  readonly command: string;
  readonly answer: string;
}

/** What of a set's spec can never be changed, and is asked for the most (apps/validation/validation.go:ValidateStatefulSetUpdate). */
export const IMMUTABLE_FIELDS = ['serviceName', 'podManagementPolicy', 'selector', 'volumeClaimTemplates'];

/** Another value for the field, as a patch of the spec. */
function patchOf(spec: JsonObject, field: string): JsonObject {
  switch (field) {
    case 'serviceName': return { serviceName: `${text(spec, 'serviceName') || 'service'}-next` };
    case 'podManagementPolicy': return { podManagementPolicy: text(spec, 'podManagementPolicy') === 'Parallel' ? 'OrderedReady' : 'Parallel' };
    case 'selector': {
      const labels = Object.fromEntries(pairs(object(spec, 'selector'), 'matchLabels').map(([key, value]) => [key, `${value}-next`]));
      return { selector: { matchLabels: labels }, template: { metadata: { labels } } };
    }
    default: return { volumeClaimTemplates: list(spec, 'volumeClaimTemplates').map(largerClaim) };
  }
}

/** As much of a claim template as is written. */
function largerClaim(claim: JsonObject): JsonObject {
  const { accessModes, storageClassName } = object(claim, 'spec');
  return { metadata: { name: text(object(claim, 'metadata'), 'name') }, spec: { accessModes, storageClassName, resources: { requests: { storage: '2Ti' } } } };
}

/** A merge patch without deletions (RFC 7386). */
function merged(of: JsonObject, patch: JsonObject): JsonObject {
  const value = (name: string, change: Json | undefined): Json | undefined => isObject(change) && isObject(of[name]) ? merged(of[name], change) : change;
  return { ...of, ...Object.fromEntries(Object.entries(patch).map(([name, change]) => [name, value(name, change)])) };
}

/**
 * A change of this field, with the words in which kubectl passes on the server's answer (kubectl/pkg/cmd/util/helpers.go:checkErr). Undefined where there is nothing
 * to change, such as claims of a set without claims.
 */
export function refusedChange({ manifest, kubernetes }: Subject, field: string): RefusedChange | undefined {
  const { name } = manifest;
  const stored = manifest.object as unknown as JsonObject;
  const patch = { spec: patchOf(object(stored, 'spec'), field) };
  const { message } = admit(kubernetes.version, 'StatefulSet', merged(stored, patch), stored, { gates: kubernetes.gates });
  if (message === undefined) return undefined;
  return {
    command: `kubectl patch statefulset/${name}${namespaceOption(manifest)} -p '${JSON.stringify(patch)}'`,
    answer: message.replace(/^StatefulSet\.apps/, 'The StatefulSet'),
  };
}

/** As a step that changes nothing. */
export function refusedStep({ command, answer }: RefusedChange, index: number, after: Snapshot): TimelineStep {
  return { index, actor: 'user', action: 'a change that is refused', command, watch: [], events: [], claims: [], dns: [], rollout: [], note: answer, after };
}
