/**
 * Explains a history: finds syncs of ours that make, one after the other, exactly the writes that the controller made.
 *
 * A sync is known by its view: how far each of the controller's caches had come when it began. Of views, everything is allowed that a real cache can
 * show, and no more:
 * - each cache only goes forward, from sync to sync;
 * - it shows nothing that comes after the sync's first write;
 * - it is at most `LAG` behind that.
 * Within a sync, caches stay as they are, follow its writes at once, or catch up after a conflict: a real one may do each.
 *
 * From its view a sync makes all its writes, in order, and no others (rollout-stages.ts says where order is open). Writes that the controller complains
 * of by an event may have been refused (rollout-refusals.ts). A sync that writes nothing leaves no trace here: rollout-quiet.ts looks after those.
 */
import type { Cuts, History } from './rollout-history';
import { cutAt } from './rollout-history';
import { refusalsBetween } from './rollout-refusals';
import { inOrder } from './rollout-stages';
import type { Circumstances, Sync } from './rollout-sync';
import { inShort, syncAt } from './rollout-sync';
import { unheard } from './rollout-texts';
import type { Change } from './trace-format';
import { claimTemplatesOf } from './trace-state';
import type { Words } from './trace-writes';
import { theirWrites } from './trace-writes';

/** The most that a cache is taken to be behind, in seconds. */
export const LAG = 0.5;
/** How far from its first write a sync's complaints are looked for, in seconds. */
const AROUND = 1;

/** One sync that was found. */
export interface Explained {
  /** The moments of the writes that it explains. */
  readonly moments: readonly number[];
  readonly cuts: Cuts;
  readonly sync: Sync;
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
    next += count(found);
    if (next < search.own.length) unexplained.push(search.whyNot(next++));
  }
  return { syncs, unexplained };
}

const KINDS: readonly Change['k'][] = ['set', 'pod', 'pvc', 'cr'];

class Search {
  /** The moments of the controller's writes. */
  public readonly own: readonly number[];
  /** For each kind and number of moments, how many changes of the kind are among them. */
  private readonly shown: ReadonlyMap<Change['k'], readonly number[]>;
  private readonly failed = new Set<string>();
  private best: readonly Explained[] = [];

  public constructor(private readonly history: History) {
    const { moments } = history;
    this.own = moments.flatMap(({ write }, moment) => write === undefined ? [] : [moment]);
    this.shown = new Map(KINDS.map((kind) => {
      const counts = [0];
      for (const { change } of moments) counts.push(counts[counts.length - 1] + Number(change?.k === kind));
      return [kind, counts];
    }));
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
    const key = `${from} ${this.keyOf(low)}`;
    if (this.failed.has(key)) return false;
    this.failed.add(key);
    for (const sync of this.candidates(from, low)) if (this.extend(from + sync.moments.length, sync.cuts, [...found, sync])) return true;
    return false;
  }

  /** The syncs that explain this write as their first, from the freshest view to the oldest. */
  private* candidates(from: number, low: Cuts): Generator<Explained> {
    for (const cuts of this.views(this.own[from], low)) yield* this.syncsOf(from, cuts);
  }

  /** The syncs from one view that explain this write. */
  private syncsOf(from: number, cuts: Cuts): Explained[] {
    const at = this.own[from];
    const { t } = this.history.moments[at].row;
    const found = new Map<string, Explained>();
    for (const circumstances of this.circumstancesOf(cuts, at, t)) {
      const sync = syncAt(this.history, circumstances);
      for (const seen of [sync.seen, this.withoutHaste(from, sync)]) {
        const moments = this.own.slice(from, from + seen.length);
        const theirs = this.textsOf(moments, sync.words);
        const agrees = moments.length > 0 && inOrder(theirs, sync.view).join('; ') === inOrder(seen, sync.view).join('; ');
        if (agrees) found.set(`${moments.length} ${sync.events.join()}`, { moments, cuts, sync });
      }
    }
    // Where syncs that differ in what they say make the same writes, the events decide.
    const silence = ({ sync: { events, view } }: Explained) => unheard(this.history, at, events, view.set === undefined ? [] : claimTemplatesOf(view.set));
    return [...found.values()].sort((a, b) => silence(a) - silence(b));
  }

  /** Of claims that a sync makes, its cache may show some at once and others not: those that get no owner yet it did not show. */
  private withoutHaste(from: number, { seen, words }: Sync): readonly string[] {
    const theirs = this.textsOf(this.own.slice(from, from + seen.length), words);
    const made = new Set(seen.map((write) => /^create claim (\S+)/.exec(write)?.[1]).filter((claim) => claim !== undefined));
    return seen.filter((write) => theirs.includes(write) || !made.has(/^claim (\S+) is owned/.exec(write)?.[1] ?? ''));
  }

  private circumstancesOf(cuts: Cuts, at: number, t: number): Circumstances[] {
    const refusals = refusalsBetween(this.history, t - AROUND, t + AROUND);
    const ways = [undefined, 'immediate', 'manual'] as const;
    return timesAt(this.history, at).flatMap((now) => refusals.flatMap((plans) => ways.map((follows) => ({ cuts, at, follows, plans, now }))));
  }

  /** Every combination of what the caches may show. */
  private views(at: number, low: Cuts): Cuts[] {
    const [sets, pods, claims, revisions] = KINDS.map((kind) => this.cutsOf(kind, at, low[kind]));
    const all = sets.flatMap((set) => pods.flatMap((pod) => claims.flatMap((pvc) => revisions.map((cr) => ({ set, pod, pvc, cr })))));
    const age = (cuts: Cuts) => KINDS.reduce((sum, kind) => sum - this.shownBy(cuts, kind), 0);
    return all.map((cuts) => ({ cuts, age: age(cuts) })).sort((a, b) => a.age - b.age).map(({ cuts }) => cuts);
  }

  /** How far the cache of a kind may have come, the furthest first. */
  private cutsOf(kind: Change['k'], at: number, low: number): number[] {
    const { moments } = this.history;
    const cuts = [at];
    for (let cut = at - 1; cut >= low && moments[at].row.t - moments[cut].row.t <= LAG; cut--) if (moments[cut].change?.k === kind) cuts.push(cut);
    return cuts;
  }

  private shownBy(cuts: Cuts, kind: Change['k']): number {
    return this.shown.get(kind)![cuts[kind]];
  }

  /** Two cuts that show as many changes of each kind are the same. */
  private keyOf(cuts: Cuts): string {
    return KINDS.map((kind) => this.shownBy(cuts, kind)).join();
  }

  public whyNot(from: number): Unexplained {
    const moment = this.own[from];
    const { seen, words } = syncAt(this.history, { cuts: cutAt(moment), at: moment, plans: [], now: this.history.moments[moment].row.t });
    return { moment, theirs: this.textsOf(this.own.slice(from, from + 3), words).join('; '), ours: seen.join('; ') };
  }

  private textsOf(moments: readonly number[], words: Words): string[] {
    return theirWrites(moments.map((moment) => this.history.moments[moment].write!), words).map(inShort);
  }
}

const count = (syncs: readonly Explained[]) => syncs.reduce((sum, { moments }) => sum + moments.length, 0);

/** Whether a pod is available depends on the time when a sync looks, which is not recorded: about when it writes, to a second. */
export function timesAt({ moments }: History, at: number): number[] {
  const { t } = moments[at].row;
  const asks = moments.some(({ change }) => change?.k === 'set' && (change.spec.minReady ?? 0) > 0);
  return asks ? [t, t - 1, t + 1] : [t];
}
