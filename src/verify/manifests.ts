import type { CertifiedObject, Header, SetFields } from './certificate';
import { defaultGates } from '../kubernetes/gates';
import { versionIn } from '../kubernetes/version';
import { admitted } from '../manifest/admitted';
import type { Json, ManifestObject, Manifests, StatefulSet, WrittenManifests } from '../manifest/objects';

/** In hexadecimal digits. */
export type Digest = (bytes: Uint8Array) => string;

const nameOf = ({ kind, namespace, name }: Omit<CertifiedObject, 'sha256'>): string => `${kind} ${namespace}/${name}`;

/** Every map in the order of its keys, so that only what is said counts. */
function canonical(value: Json | undefined): string {
  if (value === null || typeof value !== 'object') return JSON.stringify(value ?? null);
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  const keys = Object.keys(value).filter((key) => value[key] !== undefined).sort((a, b) => a < b ? -1 : 1);
  return `{${keys.map((key) => `${JSON.stringify(key)}:${canonical(value[key])}`).join(',')}}`;
}

/** What is not the same in these manifests as in those that the certificate is about: every object has the digest that the certificate names, and there are no others. */
export function otherObjects({ objects }: Header, { others: _, ...modelled }: WrittenManifests, sha256: Digest): string[] {
  const here = new Map(Object.values(modelled).flat().map((object) => [nameOf(object), sha256(new TextEncoder().encode(canonical(object.raw)))]));
  const there = new Map(objects.map((object) => [nameOf(object), object.sha256]));
  const otherwise = (name: string): string => !here.has(name) ? 'is missing' : there.has(name) ? 'is another' : 'is not part of it';
  return [...new Set([...there.keys(), ...here.keys()])].filter((name) => here.get(name) !== there.get(name)).map((name) => `${name} ${otherwise(name)}`);
}

/** The fields of a set from which its problems are made, as the API server of the version keeps them. */
function fieldsOf({ object: { spec }, raw, name, namespace }: ManifestObject<StatefulSet>, { autoscalers }: Manifests): SetFields {
  const autoscaler = autoscalers.find(({ object, ...at }) => at.namespace === namespace && object.spec.scaleTargetRef.kind === 'StatefulSet' && object.spec.scaleTargetRef.name === name);
  const written = raw.spec as { readonly replicas?: Json } | undefined;
  const rolling = spec.updateStrategy.rollingUpdate;
  return {
    replicas: autoscaler !== undefined && written?.replicas === undefined ? autoscaler.object.spec.minReplicas : spec.replicas,
    claimTemplates: (spec.volumeClaimTemplates ?? []).length,
    podManagementPolicy: spec.podManagementPolicy,
    updateStrategy: spec.updateStrategy.type,
    partition: rolling ? rolling.partition ?? 0 : null,
    maxUnavailable: rolling?.maxUnavailable ?? null,
    minReadySeconds: spec.minReadySeconds ?? 0,
    whenScaled: spec.persistentVolumeClaimRetentionPolicy?.whenScaled ?? null,
    whenDeleted: spec.persistentVolumeClaimRetentionPolicy?.whenDeleted ?? null,
    terminationGracePeriodSeconds: spec.template.spec.terminationGracePeriodSeconds ?? null,
    minReplicas: autoscaler?.object.spec.minReplicas ?? null,
    maxReplicas: autoscaler?.object.spec.maxReplicas ?? null,
  };
}

/** The fields that a certificate says of its sets and that these manifests do not say. */
export function otherFields({ kubernetes, featureGates, sets }: Header, written: WrittenManifests): string[] {
  const { manifests } = admitted(written, { version: kubernetes, gates: { ...defaultGates(versionIn(kubernetes)!), ...featureGates } });
  return sets.flatMap(({ namespace, name, fields }) => {
    const set = manifests.statefulSets.find((each) => each.namespace === namespace && each.name === name);
    if (set === undefined) return [`StatefulSet ${namespace}/${name} is not among them`];
    const found = fieldsOf(set, manifests);
    return (Object.keys(fields) as (keyof SetFields)[]).filter((field) => found[field] !== fields[field])
      .map((field) => `${field} of StatefulSet ${namespace}/${name} is ${found[field]}, and the certificate says ${fields[field]}`);
  });
}
