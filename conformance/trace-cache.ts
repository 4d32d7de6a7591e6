/** What the controller's caches show: the API server's state, except where a trace delivers the watch events by hand. */
import type { Change, Step, Trace } from './trace-format';
import { ClusterState } from './trace-state';

export class Cache {
  private readonly manual: boolean;
  private readonly behind: ClusterState;
  private pending: { readonly change: Change; readonly step: Step }[] = [];
  /** The latest sync of whose writes the cache shows one of this kind. */
  private readonly seen = new Map<string, Step>();

  public constructor(trace: Pick<Trace, 'cache'>, private readonly server: ClusterState) {
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
    if (!this.manual) return;
    this.behind.now = step.t ?? this.behind.now;
    this.pending.push(...(step.d ?? []).map((change) => ({ change, step })));
    if (step.a === 'restart') this.deliver('', Infinity);
    if (step.a === 'deliver') this.deliver(step.kind ?? '', step.n ?? Infinity);
  }

  private deliver(kind: string, most: number): void {
    let left = most;
    this.pending = this.pending.filter(({ change, step }) => {
      if (kind !== '' && change.k !== kind || left === 0) return true;
      left--;
      this.behind.keep(change);
      if (isOwnWrite(change, step)) this.seen.set(change.k, step);
      return false;
    });
  }
}

const isOwnWrite = (change: Change, step: Step) => step.a === 'sync' && !change.gone && !(change.k === 'pod' && change.del);
