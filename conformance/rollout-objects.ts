/** Whole objects of a real API server as the small ones that the traces speak of (trace-format.ts). */
import type { Change, Claim, Pod, Revision, SetObject } from './trace-format';
import { flag, list, number, object, text } from '../src/manifest/admission/values';
import type { JsonObject } from '../src/manifest/objects';
import { revisionData } from '../src/manifest/revision-name';

export const REVISION_LABEL = 'controller-revision-hash';
const POD_NAME_LABEL = 'statefulset.kubernetes.io/pod-name';
const POD_INDEX_LABEL = 'apps.kubernetes.io/pod-index';

export const metadataOf = (whole: JsonObject): JsonObject => object(whole, 'metadata');
export const nameOf = (whole: JsonObject): string => String(metadataOf(whole).name);
export const labelsOf = (whole: JsonObject): Record<string, string> => ({ ...object(metadataOf(whole), 'labels') }) as Record<string, string>;
export const isTerminating = (whole: JsonObject): boolean => metadataOf(whole).deletionTimestamp !== undefined;
export const seconds = (whole: JsonObject, field: string): number => Date.parse(text(whole, field)) / 1000;

const KINDS: Readonly<Record<string, string>> = { StatefulSet: 'set', Pod: 'pod' };

/** Gives objects of one name numbers in place of their UIDs, in the order in which they are first seen. */
export class Incarnations {
  private readonly seen = new Map<string, string[]>();

  public of(kind: string, name: string, uid: string): string {
    const known = this.seen.get(`${kind} ${name}`) ?? [];
    if (!known.includes(uid)) known.push(uid);
    this.seen.set(`${kind} ${name}`, known);
    return `${name}#${known.indexOf(uid) + 1}`;
  }

  public ofObject(whole: JsonObject): string {
    return this.of(text(whole, 'kind'), nameOf(whole), text(metadataOf(whole), 'uid'));
  }

  public ownersOf(whole: JsonObject): string[] {
    return list(metadataOf(whole), 'ownerReferences').map((reference) => {
      const kind = text(reference, 'kind');
      const whom = `${KINDS[kind] ?? kind.toLowerCase()}:${this.of(kind, text(reference, 'name'), text(reference, 'uid'))}`;
      return `${whom}${flag(reference, 'controller') ? ':c' : ''}${flag(reference, 'blockOwnerDeletion') ? ':b' : ''}`;
    });
  }
}

export function claimTemplateNames(set: JsonObject): string[] {
  return [...new Set(list(object(set, 'spec'), 'volumeClaimTemplates').map((template) => nameOf(template)))];
}

/** @param version whose way it is to write the bytes of a template */
function setChange(whole: JsonObject, version: string, incarnations: Incarnations): SetObject {
  const spec = object(whole, 'spec');
  const status = object(whole, 'status');
  const strategy = object(spec, 'updateStrategy');
  const rolling = object(strategy, 'rollingUpdate');
  const retention = object(spec, 'persistentVolumeClaimRetentionPolicy');
  const claims = claimTemplateNames(whole);
  return {
    k: 'set',
    n: nameOf(whole),
    uid: incarnations.ofObject(whole),
    del: isTerminating(whole),
    gen: number(metadataOf(whole), 'generation'),
    spec: {
      replicas: number(spec, 'replicas'),
      start: number(object(spec, 'ordinals'), 'start'),
      pmp: text(spec, 'podManagementPolicy'),
      strategy: text(strategy, 'type'),
      ru: strategy.rollingUpdate !== undefined,
      partition: number(rolling, 'partition'),
      ...rolling.maxUnavailable === undefined ? {} : { maxUnavailable: String(rolling.maxUnavailable) },
      minReady: number(spec, 'minReadySeconds'),
      rhl: number(spec, 'revisionHistoryLimit'),
      retain: [text(retention, 'whenDeleted'), text(retention, 'whenScaled')],
      ...claims.length === 0 ? {} : { claims },
      // In place of an image, the bytes of the whole template: RolloutTemplates reads this.
      img: revisionData(version, object(spec, 'template')),
      sel: object(object(spec, 'selector'), 'matchLabels') as Record<string, string>,
    },
    st: {
      replicas: number(status, 'replicas'),
      ready: number(status, 'readyReplicas'),
      avail: number(status, 'availableReplicas'),
      cur: number(status, 'currentReplicas'),
      upd: number(status, 'updatedReplicas'),
      curRev: text(status, 'currentRevision'),
      updRev: text(status, 'updateRevision'),
      ...status.collisionCount === undefined ? {} : { cc: number(status, 'collisionCount') },
      og: number(status, 'observedGeneration'),
    },
  };
}

function podChange(whole: JsonObject, incarnations: Incarnations): Pod {
  const { [REVISION_LABEL]: rev, [POD_NAME_LABEL]: podName, [POD_INDEX_LABEL]: _index, ...labels } = labelsOf(whole);
  const status = object(whole, 'status');
  const ready = list(status, 'conditions').find(({ type }) => type === 'Ready');
  const claims = list(object(whole, 'spec'), 'volumes').flatMap((volume) => object(volume, 'persistentVolumeClaim').claimName ?? []);
  return {
    k: 'pod',
    n: nameOf(whole),
    uid: incarnations.ofObject(whole),
    ph: text(status, 'phase'),
    rdy: ready?.status === 'True',
    ...ready === undefined ? {} : { rt: seconds(ready, 'lastTransitionTime') },
    del: isTerminating(whole),
    node: object(whole, 'spec').nodeName !== undefined,
    rev,
    ...podName === nameOf(whole) ? {} : { pn: podName ?? '' },
    ...claims.length === 0 ? {} : { pvc: claims.map(String).sort() },
    lbl: labels,
    own: incarnations.ownersOf(whole),
  };
}

function claimChange(whole: JsonObject, incarnations: Incarnations): Claim {
  return { k: 'pvc', n: nameOf(whole), refs: incarnations.ownersOf(whole), del: isTerminating(whole) };
}

function revisionChange(whole: JsonObject, incarnations: Incarnations): Revision {
  return { k: 'cr', n: nameOf(whole), num: number(whole, 'revision'), own: incarnations.ownersOf(whole) };
}

/** The object as a change, or undefined where it is of a kind that the controller never looks at. */
export function changeOf(whole: JsonObject, version: string, incarnations: Incarnations): Change | undefined {
  switch (whole.kind) {
    case 'StatefulSet': return setChange(whole, version, incarnations);
    case 'Pod': return podChange(whole, incarnations);
    case 'PersistentVolumeClaim': return claimChange(whole, incarnations);
    case 'ControllerRevision': return revisionChange(whole, incarnations);
    default: return undefined;
  }
}
