/**
 * Who made a change: recordings do not say.
 *
 * Most changes only one writer makes. A pod can be deleted by many: it was the controller unless the set is gone or goes (then it was the garbage
 * collector), a user asked for it, or a taint did; and it was the controller all the same where it soon says so by an event.
 */
import { isTerminating, metadataOf } from './rollout-objects';
import type { Row, Story } from './rollout-recording';
import type { Change, Claim, Pod, Revision, SetObject, Write } from './trace-format';
import { object, text } from '../src/manifest/admission/values';
import type { JsonObject } from '../src/manifest/objects';

export interface Circumstances {
  readonly story: Story;
  readonly row: Row;
  /** The set as it was, if it was there. */
  readonly set: SetObject | undefined;
  /** The set as it was last, now or before: the controller may not know that it is gone. */
  readonly lastSet: SetObject | undefined;
}

/** What the controller wrote to make this change, or undefined where somebody else made it. */
export function writeOf(was: Change | undefined, is: Change, circumstances: Circumstances): Write | undefined {
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
  if (was === undefined) return ownerIn(is, circumstances.lastSet) === undefined ? undefined : { v: 'create', k: 'pod', n: is.n, rev: is.rev ?? '' };
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

const ownerIn = ({ own }: Pod | Revision, set: SetObject | undefined) => (
  set === undefined ? undefined : own?.find((owner) => owner.startsWith(`set:${set.uid}:c`))
);

/** A claim that kubectl made says so. */
const APPLIED = 'kubectl.kubernetes.io/last-applied-configuration';

function claimWrite(was: Claim | undefined, is: Claim, { set, lastSet, row }: Circumstances): Write | undefined {
  const isApplied = APPLIED in object(metadataOf(row.obj!), 'annotations');
  if (was === undefined) return lastSet === undefined || isApplied ? undefined : { v: 'create', k: 'pvc', n: is.n };
  if (set === undefined || is.gone) return undefined;
  return same(was.refs, is.refs) || set.del ? undefined : { v: 'update', k: 'pvc', n: is.n, refs: is.refs ?? [] };
}

function revisionWrite(was: Revision | undefined, is: Revision, circumstances: Circumstances): Write | undefined {
  const { set } = circumstances;
  if (set === undefined) return undefined;
  const number = is.num === undefined ? {} : { num: is.num };
  if (was === undefined) return { v: 'create', k: 'cr', n: is.n, ...number };
  // What another set of this name left behind, the garbage collector takes away.
  if (is.gone) return set.del || ownerIn(is, set) === undefined ? undefined : { v: 'delete', k: 'cr', n: is.n };
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

/** Whether a command deletes the pod by its name or among others, or everything on its node. */
function deletes(cmd: string, pod: string): boolean {
  const names = cmd.split(/[\s/]+/);
  const deletesPods = /\bdelete\b.*\b(po|pods?|all)\b/.test(cmd) && (names.includes(pod) || /--all\b|-l\b/.test(cmd));
  return deletesPods || /\bdrain\b|\bevict|\bdelete (-f|node|nodes|namespace|ns)\b/.test(cmd);
}

function evicted({ n }: Pod, rows: readonly Row[], { t }: Row): boolean {
  return rows.some((row) => row.obj?.kind === 'Event' && /^(TaintManagerEviction|NodeControllerEviction|Evicted|Preempted)$/.test(text(row.obj, 'reason'))
    && object(row.obj, 'involvedObject').name === n && Math.abs(row.t - t) <= EVENT_DELAY);
}
