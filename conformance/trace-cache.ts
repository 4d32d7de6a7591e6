/** What the controller's caches show: the API server's state, except where a trace delivers the watch events by hand. */
import type { Change, Step, Trace } from './trace-format';
import { ClusterState } from './trace-state';
import type { Watch } from './trace-wakes';

export class Cache {
  private readonly manual: boolean;
  private readonly behind: ClusterState;
  private pending: WatchEvent[] = [];
  /** How the API server had each object last. */
  private readonly last = new Map<string, Change>();
  /** The latest sync of whose writes the cache shows one of this kind. */
  private readonly seen = new Map<string, Step>();

  public constructor(trace: Pick<Trace, 'cache'>, private readonly server: ClusterState, private readonly watch: Watch) {
    this.manual = trace.cache === 'manual';
    this.behind = new ClusterState(server.origins);
  }

  public get state(): ClusterState {
    return this.manual ? this.behind : this.server;
  }

  /**
   * The kinds of objects, and the names of pods, of which the cache does not show yet what the controller wrote (deletions do not count).
   *
   * The controller asks for the latest resource version of each kind. A Parallel set writes a batch in any order, which the recorder sorted. So where
   * a batch is delivered in part, only what upstream did next says whether the latest was among it.
   */
  public unseen(next: Step): ReadonlySet<string> {
    const parallel = this.behind.set?.spec.pmp === 'Parallel' && next.err !== 'StaleCache';
    const own = this.pending.filter(({ change, step }) => isOwnWrite(change, step) && !(parallel && this.seen.get(change.k) === step));
    return new Set(own.map(({ change: { k, n } }) => k === 'pod' ? n : k));
  }

  /** Queues what the step changed; `deliver` hands over the oldest events of a kind (or all), and a restarted controller lists everything anew. */
  public apply(step: Step): void {
    for (const change of step.d ?? []) {
      this.pending.push({ change, step, last: this.last.get(`${change.k}/${change.n}`) });
      this.last.set(`${change.k}/${change.n}`, change);
    }
    if (this.manual) this.behind.now = step.t ?? this.behind.now;
    if (step.a === 'restart') {
      this.deliver('', Infinity);
      this.watch.restart(this.server.set, [...this.server.pods.values()]);
    }
    if (!this.manual) this.deliver('', Infinity);
    if (step.a === 'deliver') this.deliver(step.kind ?? '', step.n ?? Infinity);
  }

  private deliver(kind: string, most: number): void {
    let left = most;
    this.pending = this.pending.filter(({ change, step, last }) => {
      if (kind !== '' && change.k !== kind || left === 0) return true;
      left--;
      this.watch.deliver(change, last);
      if (this.manual) this.behind.keep(change);
      if (isOwnWrite(change, step)) this.seen.set(change.k, step);
      return false;
    });
  }
}

interface WatchEvent {
  readonly change: Change;
  readonly step: Step;
  /** How the API server had the object before. */
  readonly last: Change | undefined;
}

/** Of a pod that it releases, the controller does not remember the version: it looks up whose the pod is, and it is nobody's (stateful_set.go:podWriteCallback). */
const isReleased = (change: Change, { w = [] }: Step) => w.some(({ v, k, n, patch, err }) => (
  v === 'patch' && k === change.k && n === change.n && err === undefined && patch?.startsWith('release')
));
const isOwnWrite = (change: Change, step: Step) => step.a === 'sync' && !change.gone && !(change.k === 'pod' && (change.del || isReleased(change, step)));
