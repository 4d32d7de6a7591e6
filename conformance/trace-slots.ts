/**
 * Which ordinals of a recorded set the model's slots are.
 *
 * First those that are wanted, from `ordinals.start` up; then those below the start, then those above. So the slots from `replicas` up are the
 * condemned ones in the order in which upstream takes them: the highest ordinal is the highest slot, and what is below the start comes last
 * (stateful_set_control.go:updateStatefulSet sorts the condemned descending).
 */
import type { SetObject } from './trace-format';
import type { ClusterState } from './trace-state';
import { ordinalOf, startOf } from './trace-state';

export class Slots {
  private readonly ordinals: readonly number[];
  private readonly name: string;

  /** @param set as the controller sees it */
  public constructor(set: SetObject, ...states: readonly ClusterState[]) {
    this.name = set.n;
    const start = startOf(set);
    const existing = states.flatMap((state) => [...state.pods.keys()].map((pod) => ordinalOf(set, pod)).filter((ordinal) => ordinal !== undefined));
    const end = start + set.spec.replicas;
    // The API server's set may want more than the cache shows: its number must fit.
    const top = Math.max(end, start + 1, ...states.map((state) => start + (state.set?.spec.replicas ?? 0)), ...existing.map((ordinal) => ordinal + 1));
    const below = [...new Set(existing.filter((ordinal) => ordinal < start))].sort((a, b) => a - b);
    this.ordinals = [...range(start, end), ...below, ...range(end, top)];
  }

  public get count(): number {
    return this.ordinals.length;
  }

  public podName(slot: number): string {
    return `${this.name}-${this.ordinals[slot]}`;
  }
}

const range = (from: number, to: number) => Array.from({ length: Math.max(0, to - from) }, (_, i) => from + i);
