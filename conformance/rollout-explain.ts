/**
 * Explains a history: finds syncs of ours that make, one after the other, exactly the writes that the controller made.
 *
 * A sync is known by its view: how far each of the controller's caches had come when it began. Of views, everything is allowed that a real cache can
 * show, and no more:
 * - each cache only goes forward, from sync to sync;
 * - it shows nothing that comes after the sync's first write;
 * - it is at most `LAG` behind that;
 * - from 1.36 on it shows what the controller itself wrote before (deletions and revisions apart).
 * From its view a sync makes all its writes, in order, and no others (rollout-stages.ts says where order is open). Where one of them cannot succeed, or
 * an event says that it did not, those that upstream leaves out after an error are missing (rollout-outcomes.ts). A sync that writes nothing leaves no
 * trace here; rollout-quiet.ts and rollout-events.ts look after those.
 */
import type { Cuts, History } from './rollout-history';
import { cutAt, stateAt } from './rollout-history';
import type { Attempt } from './rollout-outcomes';
import { outcomesOf } from './rollout-outcomes';
import { inOrder } from './rollout-stages';
import type { Sync } from './rollout-sync';
import { statusText, syncFrom } from './rollout-sync';
import type { Change } from './trace-format';
import { theirWrites } from './trace-writes';

/** The most that a cache is taken to be behind, in seconds. */
export const LAG = 0.5;

/** One sync that was found. */
export interface Explained {
  /** The moments of the writes that it explains. */
  readonly moments: readonly number[];
  readonly cuts: Cuts;
  readonly attempts: readonly Attempt[];
}

/** A write of the controller that no sync of ours explains. */
export interface Unexplained {
  readonly moment: number;
  readonly theirs: string;
  readonly ours: string;
}

export interface Explanation {
  readonly syncs: readonly Explained[];
  readonly unexplained: readonly Unexplained[];
}

export function explain(history: History): Explanation {
  const search = new Search(history);
  const syncs: Explained[] = [];
  const unexplained: Unexplained[] = [];
  let low = cutAt(0);
  for (let next = 0; next < search.own.length;) {
    const found = search.longest(next, low);
    syncs.push(...found);
    low = found.at(-1)?.cuts ?? low;
    next += found.reduce((sum, { moments }) => sum + moments.length, 0);
    if (next < search.own.length) unexplained.push(search.whyNot(next++));
  }
  return { syncs, unexplained };
}

const KINDS: readonly Change['k'][] = ['set', 'pod', 'pvc', 'cr'];

class Search {
  /** The moments of the controller's writes. */
  public readonly own: readonly number[];
  private readonly texts: readonly string[];
  private readonly known = new Map<string, Sync>();
  private readonly failed = new Set<string>();
  private best: readonly Explained[] = [];

  public constructor(private readonly history: History) {
    this.own = history.moments.flatMap(({ write }, moment) => write === undefined ? [] : [moment]);
    this.texts = this.own.map((moment) => textOf(history, moment));
  }

  /** The syncs that explain the most writes from this one on, one after the other. */
  public longest(from: number, low: Cuts): readonly Explained[] {
    this.best = [];
    this.failed.clear();
    this.extend(from, low, []);
    return this.best;
  }

  /** @returns whether all writes are explained */
  private extend(from: number, low: Cuts, found: readonly Explained[]): boolean {
    if (count(found) > count(this.best)) this.best = found;
    if (from === this.own.length) return true;
    const key = `${from} ${KINDS.map((kind) => this.shownBy(low, kind)).join()}`;
    if (this.failed.has(key)) return false;
    this.failed.add(key);
    return this.firstSyncs(from, low).some((sync) => this.extend(from + sync.moments.length, sync.cuts, [...found, sync]));
  }

  /** The syncs that explain this write as their first, from the freshest view to the oldest. */
  private* candidates(from: number, low: Cuts): Generator<Explained> {
    const at = this.own[from];
    const server = stateAt(this.history, cutAt(at));
    for (const cuts of this.views(at, low)) {
      const sync = this.syncOf(cuts);
      const view = stateAt(this.history, cuts);
      for (const { attempts, seen } of sync.unsupported === undefined ? outcomesOf(sync, { history: this.history, theirs: this.texts.slice(from), view, cuts, server, at }) : []) {
        const theirs = this.texts.slice(from, from + seen.length);
        if (seen.length > 0 && inOrder(theirs, view).join('; ') === inOrder(seen, view).join('; ')) {
          yield { moments: this.own.slice(from, from + seen.length), cuts, attempts };
        }
      }
    }
  }

  private firstSyncs(from: number, low: Cuts): Explained[] {
    return [...this.candidates(from, low)];
  }

  /** Every combination of what the caches may show. */
  private views(at: number, low: Cuts): Cuts[] {
    const [sets, pods, claims, revisions] = KINDS.map((kind) => this.cutsOf(kind, at, low[kind]));
    const all = sets.flatMap((set) => pods.flatMap((pod) => claims.flatMap((pvc) => revisions.map((cr) => ({ set, pod, pvc, cr })))));
    const age = (cuts: Cuts) => KINDS.reduce((sum, kind) => sum + this.shownBy(cutAt(at), kind) - this.shownBy(cuts, kind), 0);
    return all.map((cuts) => ({ cuts, age: age(cuts) })).sort((a, b) => a.age - b.age).map(({ cuts }) => cuts);
  }

  /** How far the cache of a kind may have come, the furthest first. */
  private cutsOf(kind: Change['k'], at: number, low: number): number[] {
    const { moments, profile } = this.history;
    const cuts = [at];
    for (let cut = at - 1; cut >= low && moments[at].row.t - moments[cut].row.t <= LAG; cut--) {
      const { change, write } = moments[cut];
      if (change?.k !== kind) continue;
      if (profile.waitsForOwnWrites && kind !== 'cr' && write !== undefined && write.v !== 'delete') break;
      cuts.push(cut);
    }
    return cuts;
  }

  /** How many changes of a kind the cache shows: two cuts that show as many are the same. */
  private shownBy(cuts: Cuts, kind: Change['k']): number {
    return this.history.moments.slice(0, cuts[kind]).filter(({ change }) => change?.k === kind).length;
  }

  private syncOf(cuts: Cuts): Sync {
    const key = KINDS.map((kind) => this.shownBy(cuts, kind)).join();
    const sync = this.known.get(key) ?? syncFrom(this.history, stateAt(this.history, cuts));
    this.known.set(key, sync);
    return sync;
  }

  public whyNot(from: number): Unexplained {
    const moment = this.own[from];
    const { unsupported, writes, status, truncations } = this.syncOf(cutAt(moment));
    const ours = [...writes, ...status === undefined ? [] : [statusText(status)], ...truncations];
    return { moment, theirs: this.texts.slice(from, from + 3).join('; '), ours: unsupported === undefined ? ours.join('; ') : `cannot be compared: ${unsupported}` };
  }
}

const count = (syncs: readonly Explained[]) => syncs.reduce((sum, { moments }) => sum + moments.length, 0);

/** What the controller wrote at a moment, in the words of ours. */
function textOf(history: History, moment: number): string {
  const { write } = history.moments[moment];
  if (write?.s !== undefined) return statusText(write.s);
  return theirWrites([write!], stateAt(history, cutAt(moment)), history.templates).join('; ');
}
