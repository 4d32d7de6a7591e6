/**
 * Holds an object that the controller made against the one that it makes of the set: what the set, its template and its claim templates ask for. What
 * admission adds later (a service account with its volume, tolerations, a priority, the default class of a claim) is known by name and left out.
 */
import type { History } from './rollout-history';
import { REVISION_LABEL, labelsOf, metadataOf, nameOf } from './rollout-objects';
import { list, object, same, text } from '../src/manifest/admission/values';
import type { Json, JsonObject } from '../src/manifest/objects';
import { revisionData, revisionHash } from '../src/manifest/revision-name';
import type { SetObject } from './trace-format';

export interface MadeDifference {
  readonly field: string;
  readonly theirs: Json | undefined;
  readonly ours: Json | undefined;
}

type Fields = { readonly [field: string]: Json | undefined };

/** The moments at which the controller made an object. */
export function madeIn({ moments }: History): number[] {
  return moments.flatMap(({ write }, moment) => write?.v === 'create' ? [moment] : []);
}

export function madeDifferences(history: History, moment: number): MadeDifference[] {
  const { obj, kind } = history.moments[moment].row;
  const made = obj!;
  const [theirs, ours] = FIELDS[kind](history, moment, made);
  const fields = [...new Set([...Object.keys(theirs), ...Object.keys(ours)])];
  return fields.filter((field) => !same(theirs[field], ours[field])).map((field) => ({ field, theirs: theirs[field], ours: ours[field] }));
}

/** The fields of an object as it was made, and as the set asks for it. */
const FIELDS: Readonly<Record<string, (history: History, moment: number, made: JsonObject) => [Fields, Fields]>> = {
  Pod: podFields,
  PersistentVolumeClaim: claimFields,
  ControllerRevision: revisionFields,
};

/** The set as it was last seen before a moment; of a revision, as it was when it wanted that one. */
function setBefore({ moments }: History, moment: number, revision?: string): JsonObject {
  const wants = (set: SetObject) => revision === undefined || `${set.n}-${revisionHash(set.spec.img, set.st.cc ?? 0)}` === revision;
  const before = moments.slice(0, moment).filter(({ change }) => change?.k === 'set' && wants(change));
  return before.at(-1)?.row.obj ?? {};
}

const templateOf = (set: JsonObject): JsonObject => object(object(set, 'spec'), 'template');

function ownerReferences(set: JsonObject): Json {
  return [{ apiVersion: 'apps/v1', kind: 'StatefulSet', name: nameOf(set), uid: text(metadataOf(set), 'uid'), controller: true, blockOwnerDeletion: true }];
}

/** What admission gives every pod (plugin/pkg/admission: serviceaccount, defaulttolerationseconds, priority) or defaulting does. */
const ADMITTED = ['serviceAccountName', 'serviceAccount', 'tolerations', 'priority', 'enableServiceLinks', 'preemptionPolicy', 'nodeName'];
const isTokenOf = (volume: JsonObject) => text(volume, 'name').startsWith('kube-api-access-');

/** stateful_set_utils.go: newStatefulSetPod, initIdentity, updateStorage; controller_utils.go: GetPodFromTemplate. */
function podFields({ profile, ...history }: History, moment: number, pod: JsonObject): [Fields, Fields] {
  const revision = labelsOf(pod)[REVISION_LABEL] ?? '';
  const set = setBefore({ profile, ...history }, moment);
  const template = templateOf(setBefore({ profile, ...history }, moment, revision));
  const name = nameOf(pod);
  const index = name.slice(nameOf(set).length + 1);
  const spec = object(template, 'spec');
  const claimed = claimTemplatesOf(set).map((claim): Json => ({ name: nameOf(claim), persistentVolumeClaim: { claimName: `${nameOf(claim)}-${name}` } }));
  const names = claimTemplatesOf(set).map(nameOf);
  const volumes = [...claimed, ...list(spec, 'volumes').filter((volume) => !names.includes(text(volume, 'name')))];
  const asked: Fields = { ...spec, hostname: name, ...text(object(set, 'spec'), 'serviceName') === '' ? {} : { subdomain: text(object(set, 'spec'), 'serviceName') }, volumes: byName(volumes) };
  return [
    { ...metadataFields(pod), ...prefixed('spec.', madeSpec(object(pod, 'spec'), asked)) },
    {
      ...metadataFields({ metadata: object(template, 'metadata') }),
      generateName: `${nameOf(set)}-`,
      labels: {
        ...object(object(template, 'metadata'), 'labels'),
        'statefulset.kubernetes.io/pod-name': name,
        [REVISION_LABEL]: revision,
        ...profile.labelsPodIndex ? { 'apps.kubernetes.io/pod-index': index } : {},
      },
      ownerReferences: ownerReferences(set),
      ...prefixed('spec.', asked),
    },
  ];
}

/** A pod's spec without what admission added to it. */
function madeSpec(spec: JsonObject, asked: Fields): Fields {
  const mountless = (container: JsonObject): Json => ({ ...container, volumeMounts: list(container, 'volumeMounts').filter((mount) => !isTokenOf(mount)) });
  const kept = Object.entries(spec).filter(([field]) => field in asked || !ADMITTED.includes(field));
  return {
    ...Object.fromEntries(kept),
    volumes: byName(list(spec, 'volumes').filter((volume) => !isTokenOf(volume))),
    containers: list(spec, 'containers').map(mountless),
    ...spec.initContainers === undefined ? {} : { initContainers: list(spec, 'initContainers').map(mountless) },
    ...asked.tolerations === undefined ? {} : { tolerations: list(spec, 'tolerations').slice(0, (asked.tolerations as Json[]).length) },
  };
}

/** Claims come in the order of a map. */
const byName = (volumes: readonly Json[]): Json[] => [...volumes].sort((a, b) => text(a as JsonObject, 'name') < text(b as JsonObject, 'name') ? -1 : 1);

const prefixed = (prefix: string, fields: Fields): Fields => Object.fromEntries(Object.entries(fields).map(([field, value]) => [prefix + field, value]));

function metadataFields(made: JsonObject): Fields {
  const { generateName, labels, annotations, finalizers, ownerReferences: owners } = metadataOf(made);
  return { generateName, labels, annotations, finalizers, ownerReferences: owners };
}

/** Of two templates with one name the last counts: they are kept in a map (stateful_set_utils.go:getPersistentVolumeClaims). */
function claimTemplatesOf(set: JsonObject): JsonObject[] {
  const all = list(object(set, 'spec'), 'volumeClaimTemplates');
  return all.filter((template, index) => !all.slice(index + 1).some((later) => nameOf(later) === nameOf(template)));
}

/** The class that admission fills in, and the finalizer (plugin/pkg/admission/storage). */
function claimFields(history: History, moment: number, claim: JsonObject): [Fields, Fields] {
  const set = setBefore(history, moment);
  const template = claimTemplatesOf(set).find((each) => nameOf(claim).startsWith(`${nameOf(each)}-${nameOf(set)}-`)) ?? {};
  const { finalizers: _added, ...metadata } = metadataFields(claim);
  const { finalizers: _none, ...asked } = metadataFields({ metadata: metadataOf(template) });
  const spec = object(template, 'spec');
  const { storageClassName, ...madeSpecification } = object(claim, 'spec');
  return [
    { ...metadata, ...prefixed('spec.', { ...madeSpecification, ...spec.storageClassName === undefined ? {} : { storageClassName } }) },
    { ...asked, labels: { ...object(metadataOf(template), 'labels'), ...object(object(object(set, 'spec'), 'selector'), 'matchLabels') }, ...prefixed('spec.', spec) },
  ];
}

/** stateful_set_utils.go:newRevision, controller_history.go:NewControllerRevision. Its name is that of the template's bytes, or no set wanted it. */
function revisionFields(history: History, moment: number, revision: JsonObject): [Fields, Fields] {
  const name = nameOf(revision);
  const set = setBefore(history, moment, name);
  const { annotations, labels } = metadataFields(set);
  const template = templateOf(set);
  const hash = name.slice(name.lastIndexOf('-') + 1);
  return [
    { name, ...metadataFields(revision), data: revision.data },
    {
      name: labels === undefined && metadataOf(set).name === undefined ? 'none that a set asks for' : name,
      annotations,
      labels: { ...object(object(template, 'metadata'), 'labels'), 'controller.kubernetes.io/hash': hash },
      ownerReferences: ownerReferences(set),
      data: JSON.parse(revisionData(history.story.version, template)) as Json,
    },
  ];
}
