/**
 * The history of one set: every change of the objects that its controller looks at, in order, and which of them the controller made.
 *
 * Recordings do not say who wrote. Most changes only one writer makes. A pod can be deleted by many: it was the controller unless the set is gone
 * or goes (then it was the garbage collector), a user asked for it, or a taint did; and it was the controller all the same where it says so by an
 * event within the next second.
 */
import type { Change, Claim, Pod, Revision, SetObject, Write } from './trace-format';
import type { Row, Story } from './rollout-recording';
import { Incarnations, REVISION_LABEL, changeOf, isTerminating, labelsOf, metadataOf, nameOf, seconds } from './rollout-objects';
import { ClusterState, Origins } from './trace-state';
import { Uids } from './trace-uids';
import { RolloutTemplates } from './rollout-templates';
import { json } from '../src/manifest/admission/print';
import { list, object, text } from '../src/manifest/admission/values';
import type { Profile } from '../src/cluster/profile';
import { profileOf } from '../src/cluster/profile';
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
  const moments = rows.map((row, index): Moment => {
    const change = concerned[index];
    if (change === undefined) return { row };
    const key = `${change.k} ${change.n}`;
    const was = before.get(key);
    const is = row.type === 'DELETED' ? { ...change, gone: true } : change;
    const owner = before.get(`set ${set}`) as SetObject | undefined;
    const write = writeOf(was, is, { story, row, set: owner });
    if (row.type === 'DELETED') before.delete(key); else before.set(key, change);
    return { row, change: is, ...write === undefined ? {} : { write } };
  });
  const began = beginning(rows);
  const origins = new Origins();
  for (const { row, change, write } of moments) {
    if (change !== undefined) origins.note({ a: '', d: [change], ...write === undefined ? {} : { w: [write] } }, began + row.t);
  }
  return { story, set, moments, templates: new RolloutTemplates(story.version, revisionsIn(rows)), began, profile: profileIn(story, moments), origins, uids: new Uids(), states: new Map() };
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
    case 'PersistentVolumeClaim': return owned || claimTemplates(set, rows).some((template) => name.startsWith(`${template}-`) && isMember(name.slice(template.length + 1), set));
    case 'ControllerRevision': return owned || name.slice(0, name.lastIndexOf('-')) === set;
    default: return false;
  }
}

const isMember = (pod: string, set: string) => pod.startsWith(`${set}-`) && /^[0-9]+$/.test(pod.slice(set.length + 1));
const setsIn = (set: string, rows: readonly Row[]): JsonObject[] => rows.filter(({ kind, name }) => kind === 'StatefulSet' && name === set).map(({ obj }) => obj!);

function selected(set: string, labels: Readonly<Record<string, string>>, rows: readonly Row[]): boolean {
  return setsIn(set, rows).some(({ spec }) => {
    const wanted = Object.entries(object(object(spec as JsonObject, 'selector'), 'matchLabels'));
    return wanted.length > 0 && wanted.every(([key, value]) => labels[key] === value);
  });
}

function claimTemplates(set: string, rows: readonly Row[]): string[] {
  return [...new Set(setsIn(set, rows).flatMap(({ spec }) => list(spec as JsonObject, 'volumeClaimTemplates').map(nameOf)))];
}

interface Circumstances {
  readonly story: Story;
  readonly row: Row;
  /** The set as it was. */
  readonly set: SetObject | undefined;
}

/** What the controller wrote to make this change, or undefined where somebody else made it. */
function writeOf(was: Change | undefined, is: Change, circumstances: Circumstances): Write | undefined {
  switch (is.k) {
    case 'set': return statusWrite(was as SetObject | undefined, is as SetObject);
    case 'pod': return podWrite(was as Pod | undefined, is, circumstances);
    case 'pvc': return claimWrite(was as Claim | undefined, is, circumstances);
    case 'cr': return revisionWrite(was as Revision | undefined, is, circumstances);
  }
}

const same = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);

function statusWrite(was: SetObject | undefined, is: SetObject): Write | undefined {
  if (was === undefined || is.gone || same(was.st, is.st)) return undefined;
  return { v: 'update', k: 'status', n: is.n, s: is.st };
}

function podWrite(was: Pod | undefined, is: Pod, circumstances: Circumstances): Write | undefined {
  const { set } = circumstances;
  if (was === undefined) return ownerIn(is, set) === undefined ? undefined : { v: 'create', k: 'pod', n: is.n, ...is.rev === undefined ? {} : { rev: is.rev } };
  if (!was.del && (is.del || is.gone)) return deletedByOther(is, circumstances) ? undefined : { v: 'delete', k: 'pod', n: is.n };
  if (!same(was.own, is.own)) return patchOf(was, is, circumstances);
  return was.pn !== undefined && is.pn === undefined ? { v: 'update', k: 'pod', n: is.n } : undefined;
}

/** The controller adopts and releases by patches. The garbage collector takes references away where a set is deleted and its pods are to stay. */
function patchOf<T extends Pod | Revision>(was: T, is: T, { set }: Circumstances): Write | undefined {
  if (set === undefined || is.gone) return undefined;
  const gained = ownerIn(was, set) === undefined && ownerIn(is, set) !== undefined;
  const lost = ownerIn(was, set) !== undefined && ownerIn(is, set) === undefined;
  const patch = gained ? 'adopt' : 'release';
  return gained || lost && !set.del ? { v: 'patch', k: is.k, n: is.n, patch: `${patch} ${set.uid}` } as Write : undefined;
}

const ownerIn = ({ own }: Pod | Revision, set: SetObject | undefined) => set === undefined ? undefined : own?.find((owner) => owner.startsWith(`set:${set.uid}:c`));

/** A claim that kubectl made says so. */
const APPLIED = 'kubectl.kubernetes.io/last-applied-configuration';

function claimWrite(was: Claim | undefined, is: Claim, { set, row }: Circumstances): Write | undefined {
  if (set === undefined || is.gone) return undefined;
  if (was === undefined) return APPLIED in object(metadataOf(row.obj!), 'annotations') ? undefined : { v: 'create', k: 'pvc', n: is.n };
  return same(was.refs, is.refs) || set.del ? undefined : { v: 'update', k: 'pvc', n: is.n, refs: is.refs ?? [] };
}

function revisionWrite(was: Revision | undefined, is: Revision, circumstances: Circumstances): Write | undefined {
  const { set } = circumstances;
  if (set === undefined) return undefined;
  const number = is.num === undefined ? {} : { num: is.num };
  if (was === undefined) return { v: 'create', k: 'cr', n: is.n, ...number };
  if (is.gone) return set.del ? undefined : { v: 'delete', k: 'cr', n: is.n };
  if (!same(was.own, is.own)) return patchOf(was, is, circumstances);
  return was.num === is.num ? undefined : { v: 'update', k: 'cr', n: is.n, ...number };
}

/** How long after a deletion its event may come, in seconds. */
const EVENT_DELAY = 1;

function deletedByOther(pod: Pod, { story: { rows }, row, set }: Circumstances): boolean {
  if (set === undefined || ownerIn(pod, set) === undefined) return true;
  return !isSaid(pod, set, rows, row) && (set.del || askedFor(pod, rows, row) || evicted(pod, rows, row));
}

/** Whether the controller says soon, and before a later pod of the name is deleted, that it deleted the pod. */
function isSaid({ n }: Pod, set: SetObject, rows: readonly Row[], { t, rv, obj }: Row): boolean {
  const later = rows.filter((other) => other.kind === 'Pod' && other.name === n && other.rv > rv && uidOf(other.obj!) !== uidOf(obj!));
  const limit = later.find((other) => other.type === 'DELETED' || isTerminating(other.obj!))?.rv ?? Infinity;
  return rows.some((other) => (
    other.rv > rv && other.rv < limit && other.t <= t + EVENT_DELAY && other.obj?.kind === 'Event' && other.obj.reason === 'SuccessfulDelete'
    && object(other.obj, 'involvedObject').name === set.n && text(other.obj, 'message').includes(` Pod ${n} in `)
  ));
}

const uidOf = (whole: JsonObject) => metadataOf(whole).uid;

/** A user's command that deletes the pod, typed since the pod is there. */
function askedFor({ n }: Pod, rows: readonly Row[], { rv }: Row): boolean {
  const births = rows.filter((other) => other.kind === 'Pod' && other.name === n && other.type === 'ADDED' && other.rv < rv).map((other) => other.rv);
  return rows.some(({ type, rv: typed, cmd = '' }) => type === 'STEP' && typed < rv && typed >= Math.max(...births) && deletes(cmd, n));
}

const deletes = (cmd: string, pod: string): boolean => /\bdelete pods?\b/.test(cmd) && (cmd.split(/[\s/]+/).includes(pod) || /--all\b|-l\b/.test(cmd))
  || /\bdrain\b|\bevict|\bdelete (node|nodes|namespace|ns)\b/.test(cmd);

function evicted({ n }: Pod, rows: readonly Row[], { t }: Row): boolean {
  return rows.some((row) => row.obj?.kind === 'Event' && /^(TaintManagerEviction|NodeControllerEviction|Evicted|Preempted)$/.test(text(row.obj, 'reason'))
    && object(row.obj, 'involvedObject').name === n && Math.abs(row.t - t) <= EVENT_DELAY);
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
