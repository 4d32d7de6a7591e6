/** What the controller's caches show: the API server's state, except where a trace delivers the watch events by hand. */
import type { Change, Step, Trace } from './trace-format';
import { ClusterState } from './trace-state';

export class Cache {
  private readonly manual: boolean;
  private behind = new ClusterState();
  private pending: { readonly change: Change; readonly action: string }[] = [];

  public constructor(trace: Trace, private readonly server: ClusterState) {
    this.manual = trace.cache === 'manual';
  }

  public get state(): ClusterState {
    return this.manual ? this.behind : this.server;
  }

  /** Queues what the step changed; `deliver` hands over the oldest events of a kind (or all), and a restarted controller lists everything anew. */
  public apply(step: Step): void {
    if (!this.manual) return;
    this.behind.now = step.t ?? this.behind.now;
    this.pending.push(...(step.d ?? []).map((change) => ({ change, action: step.a })));
    if (step.a === 'restart') this.deliver('', Infinity);
    if (step.a === 'deliver') this.deliver(step.kind ?? '', step.n ?? Infinity);
  }

  private deliver(kind: string, most: number): void {
    let left = most;
    this.pending = this.pending.filter(({ change, action }) => {
      if (kind !== '' && change.k !== kind || left === 0) return true;
      left--;
      this.behind.keep(change, action);
      return false;
    });
  }
}
