/**
 * Wherever a story stands still, our controller must have nothing to do: all that it wants has happened, and the status is the one that it counts.
 *
 * A set that nobody wakes stays as it is, so what counts is what the controller saw when it was last woken: by a change of the set or of a pod (there
 * is no handler for claims). Of claims and revisions, any state since then is one that it may have seen.
 */
import type { History } from './rollout-history';
import { cutAt, stateAt } from './rollout-history';
import { outcomesOf } from './rollout-outcomes';
import { statusText, syncFrom } from './rollout-sync';

/** How long nothing at all must have happened, in seconds. Rows are in the order of writes; the watch may tell of one a little earlier than of the one before. */
const STILL = 0.5;

export interface Unrest {
  /** How many moments have passed. */
  readonly at: number;
  readonly ours: string;
}

/** The numbers of moments after which the story stands still while there is a set. */
export function quietPoints({ moments }: History): number[] {
  let exists = false;
  let latest = 0;
  return moments.flatMap(({ row, change }, index) => {
    if (change?.k === 'set') exists = !change.gone;
    latest = Math.max(latest, row.t);
    const next = moments[index + 1]?.row;
    return exists && (next === undefined || next.t - latest >= STILL) ? [index + 1] : [];
  });
}

/** What our controller would do after so many moments, or undefined where it has nothing to do. */
export function unrestAt(history: History, at: number): Unrest | undefined {
  const woken = wokenBefore(history, at);
  const wishes = seenSince(history, woken, at).map((seen) => wishesFrom(history, seen, at, woken));
  return wishes.includes('') ? undefined : { at, ours: wishes[0] };
}

function wokenBefore({ moments }: History, at: number): number {
  const last = moments.slice(0, at).findLastIndex(({ change }) => change?.k === 'set' || change?.k === 'pod');
  return Math.max(0, last);
}

/** The moments at which the controller may have looked: after the last change that woke it, claims and revisions may have changed. */
function seenSince({ moments }: History, woken: number, at: number): number[] {
  const changes = moments.flatMap(({ change }, index) => index > woken && index < at && change !== undefined ? [index] : []);
  return [at, ...changes.reverse()];
}

function wishesFrom(history: History, seen: number, at: number, woken: number): string {
  const cuts = { ...cutAt(at), pvc: seen, cr: seen };
  const view = stateAt(history, cuts);
  const sync = syncFrom(history, view);
  if (sync.unsupported !== undefined) return `cannot be compared: ${sync.unsupported}`;
  const outcomes = outcomesOf(sync, { history, theirs: [], view, cuts, server: view, at: at - 1, since: history.moments[woken].row.t });
  const isIdle = outcomes.some((outcome) => outcome.seen.length === 0);
  return isIdle ? '' : [...sync.writes, ...sync.status === undefined ? [] : [statusText(sync.status)]].join('; ');
}
