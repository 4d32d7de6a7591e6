/**
 * Holds an object that the controller made against what src/manifest/made.ts makes of the set, field by field. What admission adds to it (a service
 * account with its volume, tolerations, a priority, the default class of a claim, finalizers) is known by name and left out.
 */
import type { History } from './rollout-history';
import { REVISION_LABEL, labelsOf, metadataOf, nameOf } from './rollout-objects';
import type { SetObject } from './trace-format';
import { ordinalIn } from './trace-names';
import { list, object, same, text } from '../src/manifest/admission/values';
import { claimsOf, podOf } from '../src/manifest/made';
import type { Json, JsonObject } from '../src/manifest/objects';
import { revisionData, revisionHash } from '../src/manifest/revision-name';

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
  const [theirs, ours] = FIELDS[kind](history, moment, obj!);
  const fields = [...new Set([...Object.keys(theirs), ...Object.keys(ours)])];
  return fields.filter((field) => !same(theirs[field], ours[field])).map((field) => ({ field, theirs: theirs[field], ours: ours[field] }));
}

/** The fields of an object as it was made, and as we make it. */
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

const metadataFields = (made: JsonObject): Fields => {
  const { name, generateName, namespace, labels, annotations, finalizers, ownerReferences: owners } = metadataOf(made);
  return { name, generateName, namespace, labels, annotations, finalizers, ownerReferences: owners };
};

const specFields = (spec: Fields): Fields => Object.fromEntries(Object.entries(spec).map(([field, value]) => [`spec.${field}`, value]));

function podFields(history: History, moment: number, pod: JsonObject): [Fields, Fields] {
  const revision = labelsOf(pod)[REVISION_LABEL] ?? '';
  const set = setBefore(history, moment);
  const template = templateOf(setBefore(history, moment, revision));
  const ours = podOf({ ...set, spec: { ...object(set, 'spec'), template } }, ordinalIn(nameOf(pod)) ?? -1, revision, history.profile.labelsPodIndex);
  const asked = object(ours, 'spec');
  return [
    { ...metadataFields(pod), annotations: withoutLimits(pod), ...specFields(withoutAdmission(object(pod, 'spec'), asked, hasLimits(pod))) },
    {
      ...metadataFields(ours),
      ownerReferences: ownerReferences(set),
      ...specFields({ ...asked, subdomain: text(asked, 'subdomain') === '' ? undefined : asked.subdomain, volumes: byName(list(asked, 'volumes')) }),
    },
  ];
}

/** What admission gives every pod (plugin/pkg/admission: serviceaccount, defaulttolerationseconds, priority), or defaulting does. */
const ADMITTED = ['serviceAccountName', 'serviceAccount', 'tolerations', 'priority', 'enableServiceLinks', 'preemptionPolicy'];
const isToken = (volume: JsonObject) => text(volume, 'name').startsWith('kube-api-access-');

/** A LimitRange gives containers resources, and says so (plugin/pkg/admission/limitranger). */
const LIMITED = 'kubernetes.io/limit-ranger';
const hasLimits = (pod: JsonObject): boolean => LIMITED in object(metadataOf(pod), 'annotations');

function withoutLimits(pod: JsonObject): JsonObject {
  const { [LIMITED]: _said, ...annotations } = object(metadataOf(pod), 'annotations');
  return annotations;
}

function withoutAdmission(spec: JsonObject, asked: JsonObject, limited: boolean): Fields {
  const tokenless = (container: JsonObject, index: number): Json => ({
    ...container,
    volumeMounts: list(container, 'volumeMounts').filter((mount) => !isToken(mount)),
    ...limited ? { resources: list(asked, 'containers')[index]?.resources } : {},
  });
  const kept = Object.entries(spec).filter(([field]) => field in asked || !ADMITTED.includes(field));
  return {
    ...Object.fromEntries(kept),
    volumes: byName(list(spec, 'volumes').filter((volume) => !isToken(volume))),
    containers: list(spec, 'containers').map(tokenless),
    ...spec.initContainers === undefined ? {} : { initContainers: list(spec, 'initContainers').map(tokenless) },
    ...asked.tolerations === undefined ? {} : { tolerations: list(spec, 'tolerations').slice(0, list(asked, 'tolerations').length) },
  };
}

/** Claims come in the order of a map. */
const byName = (volumes: readonly JsonObject[]): JsonObject[] => [...volumes].sort((a, b) => text(a, 'name') < text(b, 'name') ? -1 : 1);

/** Admission adds a class where none is asked for, and a finalizer (plugin/pkg/admission/storage). */
function claimFields(history: History, moment: number, claim: JsonObject): [Fields, Fields] {
  const ours = claimsOf(setBefore(history, moment), ordinalIn(nameOf(claim)) ?? -1).find((each) => nameOf(each) === nameOf(claim)) ?? {};
  const asked = object(ours, 'spec');
  const { storageClassName, ...spec } = object(claim, 'spec');
  return [
    { ...metadataFields(claim), finalizers: undefined, ...specFields({ ...spec, ...asked.storageClassName === undefined ? {} : { storageClassName } }) },
    { ...metadataFields(ours), finalizers: undefined, ...specFields(asked) },
  ];
}

/** stateful_set_utils.go:newRevision, controller_history.go:NewControllerRevision. Where no set asks for the name, everything differs. */
function revisionFields(history: History, moment: number, revision: JsonObject): [Fields, Fields] {
  const name = nameOf(revision);
  const set = setBefore(history, moment, name);
  const template = templateOf(set);
  return [
    { ...metadataFields(revision), data: revision.data },
    {
      name: nameOf(set) === 'undefined' ? undefined : name,
      namespace: metadataOf(set).namespace,
      annotations: metadataOf(set).annotations,
      labels: { ...object(object(template, 'metadata'), 'labels'), 'controller.kubernetes.io/hash': name.slice(name.lastIndexOf('-') + 1) },
      ownerReferences: ownerReferences(set),
      data: JSON.parse(revisionData(history.story.version, template)) as Json,
    },
  ];
}
