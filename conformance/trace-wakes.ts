/** What the controller's event handlers ask for, in the steps of a trace: our handlers, fed with the recorded changes. */
import type { Change, Pod, SetObject, Step } from './trace-format';
import type { Origins } from './trace-state';
import type { Uids } from './trace-uids';
import type { Wakes, WatchedPod, WatchedSet } from '../src/cluster/watch';
import { podAppears, podChanges, podVanishes, setHappens } from '../src/cluster/watch';

export class Watch {
  private readonly pods = new Map<string, Pod>();
  private set: SetObject | undefined;
  private readonly texts = new Map<string, number>();
  private wakes: Wakes[] = [];

  public constructor(private readonly uids: Uids, private readonly origins: Origins, private readonly secondMore: boolean) {}

  /**
   * A watch event reaches the cache.
   *
   * @param last of an object that is gone, how the API server had it last
   */
  public deliver(change: Change, last: Change | undefined): void {
    if (change.k === 'set') {
      const exists = this.set !== undefined;
      this.set = change.gone ? undefined : change;
      if (!change.gone || exists) this.wakes.push(setHappens());
    }
    if (change.k === 'pod') this.deliverPod(change, last as Pod | undefined);
  }

  /** The controller is started anew: it lists all there is. */
  public restart(set: SetObject | undefined, pods: readonly Pod[]): void {
    this.set = undefined;
    this.pods.clear();
    this.wakes = [];
    for (const object of [...set === undefined ? [] : [set], ...pods]) this.deliver(object, undefined);
  }

  /** What was asked for since it was asked last: how often at once, and after which times. */
  public take(): { readonly now: number; readonly after: readonly number[] } {
    const { wakes } = this;
    this.wakes = [];
    return { now: wakes.reduce((sum, { now }) => sum + now, 0), after: wakes.map(({ after }) => after).filter((seconds) => seconds > 0) };
  }

  private deliverPod(change: Pod, last: Pod | undefined): void {
    const before = this.pods.get(change.n);
    if (change.gone) {
      this.pods.delete(change.n);
      if (before !== undefined) this.wakes.push(podVanishes(this.seen(last ?? before), this.watchedSet()));
      return;
    }
    this.pods.set(change.n, change);
    this.wakes.push(before === undefined
      ? podAppears(this.seen(change), this.watchedSet())
      : podChanges(this.seen(before), this.seen(change), this.watchedSet(), this.secondMore));
  }

  private watchedSet(): WatchedSet | undefined {
    return this.set === undefined ? undefined : { uid: this.uids.of(this.set.uid), minReadySeconds: this.set.spec.minReady ?? 0 };
  }

  private seen(pod: Pod): WatchedPod {
    const selector = Object.entries(this.set?.spec.sel ?? {});
    return {
      owner: this.uids.controllerOf(pod.own),
      reference: this.numberOf(JSON.stringify(pod.own?.filter((reference) => /:c(:b)?$/.test(reference)))),
      labels: this.numberOf(JSON.stringify([pod.rev, pod.idx, pod.pn, this.origins.hasLostName(pod), pod.lbl])),
      selected: selector.length > 0 && selector.every(([key, value]) => pod.lbl?.[key] === value),
      deleting: pod.del ?? false,
      ready: pod.rdy ?? false,
    };
  }

  private numberOf(text: string | undefined): number {
    const number = this.texts.get(text ?? '') ?? this.texts.size;
    this.texts.set(text ?? '', number);
    return number;
  }
}

/** Our wake-ups in words, and the recorded ones. */
export const wakesText = (now: number, after: readonly number[]): string => `queued ${now} times${[...after].sort((a, b) => a - b).map((seconds) => `, and after ${seconds} s`).join('')}`;
export const recordedWakes = ({ q = 0, after = [] }: Step): string => wakesText(q, after);
