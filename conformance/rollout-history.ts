/** The history of one set: every change of the objects that its controller looks at, in order, and which of them the controller made. */
import { writeOf } from './rollout-authors';
import { Incarnations, REVISION_LABEL, changeOf, labelsOf, metadataOf, nameOf, seconds } from './rollout-objects';
import type { Row, Story } from './rollout-recording';
import { RolloutTemplates } from './rollout-templates';
import type { Change, SetObject, Write } from './trace-format';
import { ClusterState, Origins } from './trace-state';
import { Uids } from './trace-uids';
import type { Profile } from '../src/cluster/profile';
import { profileOf } from '../src/cluster/profile';
import { json } from '../src/manifest/admission/print';
import { list, object } from '../src/manifest/admission/values';
import type { JsonObject } from '../src/manifest/objects';

/** One row of the recording, as the set's controller is concerned with it. */
export interface Moment {
  readonly row: Row;
  readonly change?: Change;
  /** What the controller wrote, if it was the controller. */
  readonly write?: Write;
}

export interface History {
  readonly story: Story;
  readonly set: string;
  readonly moments: readonly Moment[];
  readonly templates: RolloutTemplates;
  /** Seconds since the epoch at which the recording began. */
  readonly began: number;
  readonly profile: Profile;
  readonly origins: Origins;
  readonly uids: Uids;
  /** Those that were asked for, by the cuts. */
  readonly states: Map<string, ClusterState>;
}

export function setNames({ rows }: Story): string[] {
  return [...new Set(rows.filter(({ kind }) => kind === 'StatefulSet').map(({ name }) => name))];
}

export function historyOf(story: Story, set: string): History {
  const { rows } = story;
  const incarnations = new Incarnations();
  const concerned = rows.map((row) => row.obj !== undefined && concerns(set, row, rows) ? changeOf(row.obj, story.version, incarnations) : undefined);
  const before = new Map<string, Change>();
  let lastSet: SetObject | undefined;
  const moments = rows.map((row, index): Moment => {
    const change = concerned[index];
    if (change === undefined) return { row };
    const key = `${change.k} ${change.n}`;
    const was = before.get(key);
    const is = row.type === 'DELETED' ? { ...change, gone: true } : change;
    const write = writeOf(was, is, { story, row, set: before.get(`set ${set}`) as SetObject | undefined, lastSet });
    if (change.k === 'set') lastSet = change;
    if (row.type === 'DELETED') before.delete(key); else before.set(key, change);
    return { row, change: is, ...write === undefined ? {} : { write } };
  });
  const began = beginning(rows);
  const origins = new Origins();
  for (const { row, change, write } of moments) {
    if (change !== undefined) origins.note({ a: '', d: [change], ...write === undefined ? {} : { w: [write] } }, began + row.t);
  }
  const templates = new RolloutTemplates(story.version, revisionsIn(rows));
  return { story, set, moments, templates, began, profile: profileIn(story, moments), origins, uids: new Uids(), states: new Map() };
}

/** The gate is told by the objects: without it the API server drops the field, and with it fills it in. */
function profileIn({ version }: Story, moments: readonly Moment[]): Profile {
  const used = moments.some(({ change }) => change?.k === 'set' && change.spec.maxUnavailable !== undefined);
  return profileOf(version, { MaxUnavailableStatefulSet: used });
}

/** All revisions that exist, with their bytes, or that a pod is labelled with. */
function revisionsIn(rows: readonly Row[]): Map<string, string | undefined> {
  const revisions = new Map<string, string | undefined>();
  for (const { kind, obj } of rows) {
    if (kind === 'ControllerRevision') revisions.set(nameOf(obj!), json(obj!.data as JsonObject));
    const labelled = kind === 'Pod' ? labelsOf(obj!)[REVISION_LABEL] : undefined;
    if (labelled !== undefined && !revisions.has(labelled)) revisions.set(labelled, undefined);
  }
  return revisions;
}

/**
 * The clock of the cluster has whole seconds. No row can be older than what it tells, and of many rows the latest such bound is close to the truth.
 */
function beginning(rows: readonly Row[]): number {
  const told = rows.flatMap(({ t, type, obj }) => {
    const times = [...type === 'ADDED' ? [seconds(metadataOf(obj!), 'creationTimestamp')] : [], ...obj?.kind === 'Pod' ? transitions(obj) : []];
    return times.filter(Number.isFinite).map((time) => time - t);
  });
  return Math.max(0, ...told);
}

const transitions = (pod: JsonObject): number[] => list(object(pod, 'status'), 'conditions').map((condition) => seconds(condition, 'lastTransitionTime'));

/** Whether the controller of this set may have to do with an object: by its name, its owner or its labels. */
function concerns(set: string, { kind, name, obj }: Row, rows: readonly Row[]): boolean {
  const whole = obj!;
  const owned = list(metadataOf(whole), 'ownerReferences').some((owner) => owner.kind === 'StatefulSet' && owner.name === set);
  switch (kind) {
    case 'StatefulSet': return name === set;
    case 'Pod': return owned || isMember(name, set) || selected(set, labelsOf(whole), rows);
    case 'PersistentVolumeClaim': return owned || claimTemplates(set, rows).some((template) => isClaimOf(name, template, set));
    case 'ControllerRevision': return owned || name.slice(0, name.lastIndexOf('-')) === set;
    default: return false;
  }
}

const isClaimOf = (claim: string, template: string, set: string) => claim.startsWith(`${template}-`) && isMember(claim.slice(template.length + 1), set);
const isMember = (pod: string, set: string) => pod.startsWith(`${set}-`) && /^[0-9]+$/.test(pod.slice(set.length + 1));
const setsIn = (set: string, rows: readonly Row[]): JsonObject[] => (
  rows.filter(({ kind, name }) => kind === 'StatefulSet' && name === set).map(({ obj }) => obj!)
);

function selected(set: string, labels: Readonly<Record<string, string>>, rows: readonly Row[]): boolean {
  return setsIn(set, rows).some(({ spec }) => {
    const wanted = Object.entries(object(object(spec as JsonObject, 'selector'), 'matchLabels'));
    return wanted.length > 0 && wanted.every(([key, value]) => labels[key] === value);
  });
}

function claimTemplates(set: string, rows: readonly Row[]): string[] {
  return [...new Set(setsIn(set, rows).flatMap(({ spec }) => list(spec as JsonObject, 'volumeClaimTemplates').map(nameOf)))];
}

/** How far each of the controller's caches has come: the number of moments of which it shows those of its kind. */
export type Cuts = Readonly<Record<Change['k'], number>>;

export const cutAt = (moment: number): Cuts => ({ set: moment, pod: moment, pvc: moment, cr: moment });

/** What the API server held, or caches show, after so many moments. */
export function stateAt({ moments, began, origins, states }: History, cuts: Cuts): ClusterState {
  const key = `${cuts.set} ${cuts.pod} ${cuts.pvc} ${cuts.cr}`;
  const known = states.get(key);
  if (known !== undefined) return known;
  const state = new ClusterState(origins);
  const last = Math.max(cuts.set, cuts.pod, cuts.pvc, cuts.cr);
  for (const [index, { row, change }] of moments.slice(0, last).entries()) {
    state.now = began + row.t;
    if (change !== undefined && index < cuts[change.k]) state.keep(change);
  }
  states.set(key, state);
  return state;
}
