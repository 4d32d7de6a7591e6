/** What becomes of the writes of one sync: which are seen in the history, and what is left out where one fails. */
import type { Cuts, History } from './rollout-history';
import type { RecordedSet } from './rollout-objects';
import { isUpdateDeletion, podIn, stageOf } from './rollout-stages';
import type { Sync } from './rollout-sync';
import { isWritten, statusText } from './rollout-sync';
import type { ClusterState } from './trace-state';
import { object, text } from '../src/manifest/admission/values';

/** One write that the controller sends. */
export interface Attempt {
  readonly write: string;
  /** `unseen` where it changes nothing. */
  readonly outcome: 'done' | 'unseen' | 'failed';
}

/** One of the ways in which a sync can end. */
export interface Outcome {
  readonly attempts: readonly Attempt[];
  /** What the history shows of it. */
  readonly seen: readonly string[];
}

export interface Circumstances {
  readonly history: History;
  /** The controller's next writes, in the words of ours. */
  readonly theirs: readonly string[];
  readonly view: ClusterState;
  readonly cuts: Cuts;
  /** What the API server holds when the sync begins to write, after so many moments. */
  readonly server: ClusterState;
  readonly at: number;
  /** Since when events tell of its failures; about a second around where nothing is said. */
  readonly since?: number;
}

export function outcomesOf(sync: Sync, circumstances: Circumstances): Outcome[] {
  return seenWithin(sync, circumstances).flatMap((each) => {
    const failing = each.writes.findIndex((write) => mustFail(write, circumstances));
    const refusals = each.writes.flatMap((write, index) => isSaidToFail(write, circumstances) ? [index] : []);
    const ends = failing < 0 ? [...refusals, each.writes.length] : [failing];
    return ends.flatMap((end) => endings(each, end, circumstances));
  });
}

/**
 * Also the sync whose cache shows a claim as soon as it is made: then the claim gets its owner right after the pod, or conflicts, as others have
 * changed it; and in that case the making of the pod is not told by an event (stateful_pod_control.go:CreateStatefulPod). Usually the cache is not as
 * fast. Which it was, the history says.
 */
function seenWithin(sync: Sync, circumstances: Circumstances): Sync[] {
  const { view, theirs } = circumstances;
  if (view.set?.spec.retain?.[0] !== 'Delete') return [sync];
  const next = theirs.slice(0, 2 * sync.writes.length);
  const writes = sync.writes.flatMap((write) => {
    const pod = write.startsWith('create pod') ? podIn(write, view) : undefined;
    const made = sync.writes.filter((other) => pod !== undefined && other.startsWith('create claim') && podIn(other, view) === pod);
    const owned = made.map((other) => `claim ${other.split(' ')[2]} is owned by the set `);
    return [write, ...owned.filter((other) => next.includes(other) || isSaidToFail(other, circumstances) && !isToldOf(pod!, circumstances))];
  });
  return writes.length === sync.writes.length ? [sync] : [{ ...sync, writes }, sync];
}

/** The sync that fails at this write, or not at all where the number is beyond the last. */
function endings(sync: Sync, end: number, circumstances: Circumstances): Outcome[] {
  const { view } = circumstances;
  const attempts: Attempt[] = sync.writes.flatMap((write, index): Attempt[] => {
    if (index === end) return [{ write, outcome: 'failed' }];
    if (index > end && !isMadeAllTheSame(write, sync.writes[end], view)) return [];
    return [{ write, outcome: isUnseen(write, index, sync.writes, circumstances) ? 'unseen' : 'done' }];
  });
  const set = view.set as RecordedSet | undefined;
  const lost = sync.writes.filter((write) => isUpdateDeletion(write, view)).length - attempts.filter(({ write }) => isUpdateDeletion(write, view)).length;
  const status = sync.status === undefined ? undefined : { ...sync.status, cur: sync.status.cur + lost };
  const statuses = status !== undefined && set !== undefined && isWritten(status, set) ? [statusText(status)] : [];
  const before = attempts.filter(({ outcome }) => outcome === 'done').map(({ write }) => write);
  const seen = (told: readonly string[]) => ({ attempts, seen: [...before, ...told, ...sync.truncations] });
  // A status computed from an old set conflicts; whether the cache catches up before the last try is open.
  return statuses.length > 0 && hasChanged('set', view.set!.n, circumstances) ? [seen(statuses), seen([])] : [seen(statuses)];
}

/**
 * After an error, OrderedReady goes no further; a Parallel set finishes the batch. Of the pod itself, only its other claims are made
 * (stateful_pod_control.go:createPersistentVolumeClaims).
 */
function isMadeAllTheSame(write: string, failed: string, view: ClusterState): boolean {
  if (podIn(write, view) === podIn(failed, view)) return write.startsWith('create claim') && failed.startsWith('create claim');
  const stage = stageOf(failed, view);
  return stage !== undefined && stageOf(write, view) === stage;
}

function hasChanged(kind: string, name: string, { history: { moments }, cuts, at }: Circumstances): boolean {
  return moments.slice(cuts[kind as keyof Cuts], at).some(({ change }) => change?.k === kind && change.n === name);
}

/** The name is taken, the object is gone, or it has changed since the cache saw it. */
function mustFail(write: string, circumstances: Circumstances): boolean {
  const { server, history } = circumstances;
  const [, verb, name] = /^(create pod|create claim|delete pod|claim) (\S+)/.exec(write) ?? [];
  switch (verb) {
    case 'create pod': return write.endsWith('in the place of another') || server.pods.has(name);
    case 'create claim': return server.claims.has(name);
    case 'delete pod': return !server.pods.has(name) && !history.profile.deleteOfMissingPodIsDone;
    case 'claim': return hasChanged('pvc', name, circumstances);
    default: return false;
  }
}

/** A delete of what is being deleted; the same write once more. */
function isUnseen(write: string, index: number, writes: readonly string[], { server }: Circumstances): boolean {
  const [, pod] = /^delete pod (\S+)/.exec(write) ?? [];
  return writes.indexOf(write) < index || pod !== undefined && (server.pods.get(pod)?.del ?? true);
}

/** How long after a refused write its event may come, in seconds. */
const EVENT_DELAY = 1;

/** Whether the controller says by an event that such a write failed about now. */
function isSaidToFail(write: string, circumstances: Circumstances): boolean {
  const [, verb, name] = /^(create pod|create claim|delete pod|claim) (\S+)/.exec(write) ?? [];
  return verb !== undefined && isSaid('Warning', SAID[verb](name), circumstances);
}

const isToldOf = (pod: string, circumstances: Circumstances) => isSaid('Normal', new RegExp(`create Pod ${pod} in`, 'i'), circumstances);

function isSaid(type: string, message: RegExp, { history: { moments, set }, at, since }: Circumstances): boolean {
  const { row: { t: begins } } = moments[at];
  return moments.some(({ row: { t, obj } }) => obj?.kind === 'Event' && obj.type === type && object(obj, 'involvedObject').name === set
    && t >= (since ?? begins) - EVENT_DELAY && t <= begins + EVENT_DELAY && message.test(text(obj, 'message')));
}

const SAID: Readonly<Record<string, (name: string) => RegExp>> = {
  'create pod': (name) => new RegExp(`create Pod ${name} in .* failed error: `, 'i'),
  'delete pod': (name) => new RegExp(`delete Pod ${name} in .* failed error: `, 'i'),
  'create claim': (name) => new RegExp(`create Claim ${name} for .* failed error: `, 'i'),
  'claim': (name) => new RegExp(`could not update claim ${name} for delete policy`),
};
