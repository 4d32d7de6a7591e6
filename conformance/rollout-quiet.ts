/**
 * Wherever a story stands still, our controller must have nothing to do: all that it wants has happened, and the status is the one that it counts.
 *
 * A set that nobody wakes stays as it is, so what counts is what the controller saw when it was last woken: by a change of the set or of a pod (there
 * is no handler for claims). Of claims and revisions, any state since then is one that it may have seen. What it was refused since then it may go on
 * to want; what it cannot do it must have complained of.
 */
import { timesAt } from './rollout-explain';
import type { History } from './rollout-history';
import { cutAt } from './rollout-history';
import { complaintsBetween, refusalsBetween } from './rollout-refusals';
import type { Sync } from './rollout-sync';
import { syncAt } from './rollout-sync';
import { textOf } from './rollout-texts';
import { claimTemplatesOf } from './trace-state';

/** How long nothing at all must have happened, in seconds. */
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
    // Rows are in the order of writes; the watch may tell of one a little earlier than of the one before.
    latest = Math.max(latest, row.t);
    const next = moments[index + 1]?.row;
    return exists && (next === undefined || next.t - latest >= STILL) ? [index + 1] : [];
  });
}

/** What our controller would do after so many moments, or undefined where it has nothing to do. */
export function unrestAt(history: History, at: number): Unrest | undefined {
  const { moments } = history;
  const woken = moments.slice(0, at).flatMap(({ change }, index) => change?.k === 'set' || change?.k === 'pod' ? [index] : []).at(-1) ?? 0;
  const [from, to] = [moments[woken].row.t - 1, moments[at - 1].row.t];
  const refusals = refusalsBetween(history, from, to);
  const heard = complaintsBetween(history, from, to);
  const cuts = seenSince(history, woken, at).map((seen) => ({ ...cutAt(at), pvc: seen, cr: seen }));
  const syncs = cuts.flatMap((cut) => refusals.flatMap((plans) => timesAt(history, at - 1).map((now) => syncAt(history, { cuts: cut, at, plans, now }))));
  const wishes = syncs.map((sync) => [...sync.seen, ...unheardOf(history, sync, heard)]);
  return wishes.some((wish) => wish.length === 0) ? undefined : { at, ours: wishes[0].join('; ') };
}

/** The complaints of a sync that nobody heard. */
function unheardOf(history: History, { events, view }: Sync, heard: readonly string[]): string[] {
  const templates = view.set === undefined ? [] : claimTemplatesOf(view.set);
  const complaints = events.filter((event) => !event.startsWith('Successful')).map((event) => textOf(event, history, templates).message);
  return complaints.filter((complaint) => !heard.some((message) => message.includes(complaint)));
}

/** The numbers of moments that the caches of claims and revisions may have shown since the last change that woke the controller. */
function seenSince({ moments }: History, woken: number, at: number): number[] {
  const changes = moments.flatMap(({ change }, index) => index > woken && index < at && change !== undefined ? [index] : []);
  return [at, ...changes.reverse()];
}
