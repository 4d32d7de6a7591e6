/** Since when pods are ready, as far as the controller can tell. */
import type { Pod, SetObject } from './trace-format';
import type { Readiness } from './trace-situation';
import type { ClusterState } from './trace-state';

/**
 * The recorder sets the time of a cached Ready condition anew before each sync: to that of the API server's pod, if it still has the same one and that
 * is ready. Else the cached time stays what it was then; a pod that has never been looked at so is ready since just now.
 */
export class ReadyTimes {
  private readonly ages = new Map<Pod, number>();

  /** To be called before each sync: moves the times that the cache shows. */
  public moveTo(state: ClusterState, cached: ClusterState, set: SetObject): void {
    if (!state.set?.spec.minReady && !set.spec.minReady) return;
    for (const pod of cached.pods.values()) {
      const stored = state.pods.get(pod.n);
      if (stored?.uid === pod.uid && stored.rt !== undefined) this.ages.set(pod, state.now - stored.rt);
    }
  }

  /** A restarted controller lists everything anew, with the times that the API server has. */
  public forget(): void {
    this.ages.clear();
  }

  public readinessOf(pod: Pod, set: SetObject): Readiness {
    return { ready: pod.rdy ?? false, wait: (set.spec.minReady ?? 0) - (this.ages.get(pod) ?? 0) };
  }
}
