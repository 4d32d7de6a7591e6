/** What our controller does at a moment of a story. */
import { cutAt, stateAt, type Cuts, type History } from './rollout-history';
import { runSync } from './trace-compare';
import type { Pod, SetObject } from './trace-format';
import type { Plan } from './trace-injections';
import type { Readiness, Situation } from './trace-situation';
import { Ages } from './trace-situation';
import type { ClusterState } from './trace-state';
import { NO_SET } from './trace-state';
import type { Words } from './trace-writes';
import { ourEvents, ourWrites } from './trace-writes';

/** What decides one sync. */
export interface Circumstances {
  /** How far the caches have come when it begins. */
  readonly cuts: Cuts;
  /** How many moments the API server has seen by then. */
  readonly at: number;
  /** Whether caches follow within the sync: never, at once, or an ordinal's after a conflict. */
  readonly follows?: 'manual' | 'immediate';
  /** What the API server refuses. */
  readonly plans: readonly Plan[];
  /** Seconds since the recording began. */
  readonly now: number;
}

export interface Sync {
  /** The writes that change something. */
  readonly seen: readonly string[];
  readonly events: readonly string[];
  readonly words: Words;
  readonly view: ClusterState;
}

export function syncAt(history: History, { cuts, at, follows, plans, now }: Circumstances): Sync {
  const view = stateAt(history, cuts);
  const state = stateAt(history, cutAt(at));
  const set = view.set ?? NO_SET;
  const { profile, templates, uids } = history;
  const situation: Situation = {
    trace: follows === undefined ? {} : { cache: follows },
    step: { a: 'sync' },
    state,
    cached: view,
    unseen: unseenAt(history, cuts, at),
    profile,
    set,
    templates,
    uids,
    ages: new Ages(templates, state, view),
    readinessOf: (pod) => readinessOf(pod, set, history.began + now),
    plans: plans.map((plan) => ({ ...plan })),
  };
  const words = runSync(situation, false);
  const seen = ourWrites(words).filter((write) => isSeen(write, state)).map(inShort);
  return { seen, events: ourEvents(words), words, view };
}

/** Where no time is asked for, none is looked at. */
function readinessOf({ rdy = false, rt = 0 }: Pod, { spec: { minReady = 0 } }: SetObject, now: number): Readiness {
  return { ready: rdy, wait: minReady === 0 ? 0 : Math.ceil(minReady - (now - rt)) };
}

/** What the controller wrote and its caches do not show yet; deletions do not count. */
function unseenAt({ moments }: History, cuts: Cuts, at: number): Set<string> {
  return new Set(moments.slice(0, at).flatMap(({ change, write }, index) => {
    if (change === undefined || write === undefined || write.v === 'delete' || index < cuts[change.k]) return [];
    return [change.k === 'pod' ? change.n : change.k];
  }));
}

/** A write without what rollout-made.ts compares, field by field. */
export const inShort = (write: string): string => (
  write.replace(/^(create pod \S+ of [^,]*|create claim \S+|create revision .* with number [0-9]+)(,| with) .*$/, '$1')
);

/** Refused writes end with the answer. Some change nothing: the delete of what is being deleted, the update of a pod that is in order. */
function isSeen(write: string, state: ClusterState): boolean {
  const [, verb, pod] = /^(delete|update) pod (\S+)$/.exec(write) ?? [];
  if (verb === 'delete') return state.pods.get(pod)?.del === false;
  if (verb === 'update') return state.pods.get(pod)?.pn !== undefined;
  return !ANSWER.test(write);
}

const ANSWER = /: (exists already|invalid|not found|conflict|failed)$/;
