/** What the StatefulSet controller makes of a set: pkg/controller/statefulset/stateful_set_utils.go. The set is as the API server keeps it. */
import { list, object, pairs, text } from './admission/values';
import type { JsonObject } from './objects';

/** The pod of an ordinal, but for its owner (newStatefulSetPod, initIdentity, updateStorage). */
export function podOf(set: JsonObject, ordinal: number, revision: string, labelsPodIndex: boolean): JsonObject {
  const [metadata, spec] = [object(set, 'metadata'), object(set, 'spec')];
  const [template, name] = [object(spec, 'template'), podName(set, ordinal)];
  const { annotations, finalizers } = object(template, 'metadata');
  return {
    metadata: {
      name,
      generateName: `${text(metadata, 'name')}-`,
      namespace: text(metadata, 'namespace'),
      labels: podLabelsOf(set, ordinal, revision, labelsPodIndex),
      annotations,
      finalizers,
    },
    spec: { ...object(template, 'spec'), hostname: name, subdomain: text(spec, 'serviceName'), volumes: volumesOf(set, ordinal) },
  };
}

/** The labels of its template, and those that the controller gives it. */
export function podLabelsOf(set: JsonObject, ordinal: number, revision: string, labelsPodIndex: boolean): JsonObject {
  return {
    ...object(object(object(object(set, 'spec'), 'template'), 'metadata'), 'labels'),
    'controller-revision-hash': revision,
    'statefulset.kubernetes.io/pod-name': podName(set, ordinal),
    ...(labelsPodIndex && { 'apps.kubernetes.io/pod-index': String(ordinal) }),
  };
}

/** The claims take the place of volumes of their names. */
function volumesOf(set: JsonObject, ordinal: number): JsonObject[] {
  const claims = claimTemplates(set).map((name) => ({ name, persistentVolumeClaim: { claimName: `${name}-${podName(set, ordinal)}` } }));
  const others = list(object(object(object(set, 'spec'), 'template'), 'spec'), 'volumes').filter((volume) => !claims.some(({ name }) => name === volume.name));
  return [...claims, ...others];
}

/** The claims of an ordinal (getPersistentVolumeClaims): of two templates with one name the second counts. */
export function claimsOf(set: JsonObject, ordinal: number): JsonObject[] {
  const [metadata, spec] = [object(set, 'metadata'), object(set, 'spec')];
  const templates = new Map(list(spec, 'volumeClaimTemplates').map((template) => [text(object(template, 'metadata'), 'name'), template]));
  return [...templates].map(([name, template]) => ({
    metadata: {
      ...object(template, 'metadata'),
      name: `${name}-${podName(set, ordinal)}`,
      namespace: text(metadata, 'namespace'),
      labels: Object.fromEntries([...pairs(object(template, 'metadata'), 'labels'), ...pairs(object(spec, 'selector'), 'matchLabels')]),
    },
    spec: object(template, 'spec'),
  }));
}

const claimTemplates = (set: JsonObject): string[] => [...new Set(list(object(set, 'spec'), 'volumeClaimTemplates').map((claim) => text(object(claim, 'metadata'), 'name')))];

const podName = (set: JsonObject, ordinal: number): string => `${text(object(set, 'metadata'), 'name')}-${ordinal}`;
