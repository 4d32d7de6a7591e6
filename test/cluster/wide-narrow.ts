import * as sound from './narrow-model';
import { valueIn } from './wide';
import type { Wide, WideStep } from './wide';
import type { Projection } from './wide-projection';
import { LEFT_OUT, fieldsOf, kindOfField, nameOf, ordinalOf, project } from './wide-projection';
import * as f from '../../src/cluster/fields';
import { CACHE, CONTROLLER, FAULT_INTERRUPTED, RESYNC, TIME, actorOf, objectOf } from '../../src/cluster/label';
import { layoutOf } from '../../src/cluster/layout';
import type { Layout } from '../../src/cluster/layout';
import { fieldOf } from '../../src/cluster/row';

/** The step functions on narrow rows: those of src/cluster, or broken ones. */
export type Model = typeof sound;

/**
 * Follows a run of the wide model in the narrow one. The two keep separate accounts of the work queue, of a status that is not seen yet, and of the faults
 * left: the narrow model does not write a status that only counts, so it is not woken by it, does not wait to see it, and a fault that hits it costs nothing.
 */
export class Narrow {
  private readonly layout: Layout;
  private readonly fields: readonly number[];
  private readonly kept: readonly number[];
  private readonly mask: Int32Array;
  /** The fields of each ordinal, and those of the set. */
  private readonly groups = new Map<number, number[]>();
  private readonly known = new Map<string, readonly WideStep[]>();
  /** How often each actor's step was a step of the narrow model, and not nothing. */
  public readonly matched = new Map<number, number>();

  public constructor(private readonly wide: Wide, private readonly projection: Projection = project, private readonly model: Model = sound) {
    this.layout = layoutOf(wide.problem);
    this.fields = fieldsOf(wide.problem);
    this.kept = this.fields.filter((field) => this.layout.mask[field] !== 0);
    for (const field of this.kept) {
      const group = ordinalOf(field, wide.problem.claims);
      this.groups.set(group, [...this.groups.get(group) ?? [], field]);
    }
    this.mask = new Int32Array(this.layout.words).fill(-1);
    for (const field of [f.QUEUED, f.FAULTS, f.UNSEEN_SET]) this.clear(this.mask, field);
  }

  /** Where the run leaves the narrow model, in words; or nothing. */
  public follow(start: Int32Array, run: readonly WideStep[]): string | undefined {
    this.model.useProblem(this.wide.problem);
    let before = start;
    let states = [this.rowOf(start)];
    for (let n = 0; n < run.length; n++) {
      const wrong = this.strays(run[n].row);
      if (wrong.length > 0) return `step ${n}: ${wrong.join(', ')}`;
      const next = this.reach(states, before, run[n]);
      if (next.length === 0) return `step ${n}, label ${run[n].label}: ${this.told(states[0], this.rowOf(run[n].row))}`;
      states = next;
      before = run[n].row;
    }
    return undefined;
  }

  /** Steps of the narrow model from where a wide row is that are no step of the wide one: their labels. */
  public inventions(from: Int32Array, wideSteps: readonly WideStep[]): string[] {
    this.model.useProblem(this.wide.problem);
    const state = this.rowOf(from);
    const own = this.essence(state);
    const reached = new Set(wideSteps.map((each) => this.essence(this.rowOf(each.row))));
    const invented = this.stepsFrom(state).filter((each) => this.essence(each.row) !== own && !reached.has(this.essence(each.row)));
    return invented.map((each) => `label ${each.label}: ${this.told(state, each.row)}`);
  }

  /** Whether what a step leaves is what a sync of the narrow model can leave, whole or cut short. */
  public isSynced(from: Int32Array, after: Int32Array): boolean {
    const wanted = this.essence(this.rowOf(after));
    return this.synced(from).some((narrow) => this.essence(narrow) === wanted);
  }

  /** The same of each ordinal, and of the set, by itself. */
  public isSyncedByOrdinals(from: Int32Array, after: Int32Array): boolean {
    const wanted = this.rowOf(after);
    const synced = this.synced(from);
    return [...this.groups.values()].every((group) => synced.some((narrow) => group.every((field) => this.value(narrow, field) === this.value(wanted, field))));
  }

  private synced(from: Int32Array): Int32Array[] {
    this.model.useProblem(this.wide.problem);
    const state = this.rowOf(from);
    return [state, ...this.stepsFrom(state).filter((each) => isSync(each.label)).map((each) => each.row)];
  }

  private rowOf(wide: Int32Array): Int32Array {
    const narrow = new Int32Array(this.layout.words);
    for (const field of [f.QUEUED, f.FAULTS, ...this.kept]) {
      this.clear(narrow, field);
      narrow[this.layout.word[field]] |= (this.projection(this.wide, wide, field) & this.layout.mask[field]) << this.layout.shift[field];
    }
    return narrow;
  }

  /** What a wide row says that has no place in a narrow one: of fields that cannot vary, or of views that must show what is there. */
  private strays(wide: Int32Array): string[] {
    const narrow = this.rowOf(wide);
    return this.fields
      .filter((field) => this.layout.mask[field] !== 0 || !LEFT_OUT.has(kindOfField(field)))
      .filter((field) => this.projection(this.wide, wide, field) !== this.value(narrow, field))
      .map((field) => `${nameOf(field)} is ${this.projection(this.wide, wide, field)}, which has no place`);
  }

  /** The narrow states that are left when the wide model has taken this step: after the same step, or else where they are. */
  private reach(states: readonly Int32Array[], before: Int32Array, { label, row: after }: WideStep): Int32Array[] {
    const target = this.rowOf(after);
    const wanted = this.essence(target);
    const reached = new Map<string, Int32Array>();
    for (const state of states) {
      const mayLag = this.mayLag(state, before, after, label);
      const fits = (narrow: Int32Array) => this.essence(narrow) === wanted && this.value(narrow, f.UNSEEN_SET) <= this.value(target, f.UNSEEN_SET)
        && this.value(narrow, f.FAULTS) >= this.value(target, f.FAULTS) && this.isAwakeAs(narrow, target, mayLag);
      const counterparts = this.counterparts(state, label).filter(fits);
      for (const narrow of counterparts.length > 0 || !fits(state) ? counterparts : [state]) reached.set(narrow.join(), narrow);
      if (counterparts.length > 0) this.matched.set(actorOf(label), (this.matched.get(actorOf(label)) ?? 0) + 1);
    }
    return [...reached.values()];
  }

  /** The narrow model never stays awake where the wide one sleeps, and sleeps where that one is awake only if it may. */
  private isAwakeAs(narrow: Int32Array, target: Int32Array, mayLag: boolean): boolean {
    const [ours, theirs] = [this.value(narrow, f.QUEUED), this.value(target, f.QUEUED)];
    return ours === theirs || ours < theirs && mayLag;
  }

  /** Whether the narrow model may sleep on: the wide one is awake for a status that only counts, waits to see one, or failed to write one. */
  private mayLag(state: Int32Array, before: Int32Array, after: Int32Array, label: number): boolean {
    const was = (field: number) => valueIn(this.wide, before, field);
    if (isSync(label)) {
      const wrote = was(f.SET_VERSION) !== valueIn(this.wide, after, f.SET_VERSION);
      return wrote || actorOf(label) === FAULT_INTERRUPTED || was(f.UNSEEN_SET) === 1 || was(f.VIEW_SET_VERSION) !== was(f.SET_VERSION);
    }
    // A cache that is told of another version of the same is woken as well; where there are no versions, there is nothing to tell.
    return this.value(state, f.QUEUED) < was(f.QUEUED) || actorOf(label) === CACHE;
  }

  /** Where the same step leads in the narrow model. */
  private counterparts(state: Int32Array, label: number): Int32Array[] {
    const steps = this.stepsFrom(state);
    const same = steps.filter((each) => isCounterpart(each.label, label)).map((each) => each.row);
    // The cache holds since when a pod is ready, and needs nobody to tell it that it is available by now: in the narrow model, two steps.
    const shown = actorOf(label) === TIME ? same.flatMap((narrow) => this.stepsFrom(narrow)).filter((each) => isShown(each.label, label)) : [];
    return [...same, ...shown.map((each) => each.row)];
  }

  private stepsFrom(state: Int32Array): readonly WideStep[] {
    const key = state.join();
    const known = this.known.get(key);
    if (known !== undefined) return known;
    const { model, layout: { words } } = this;
    model.clear();
    model.successorsOf(state, 0);
    const rowAt = (k: number) => model.successorRows().slice(k * words, (k + 1) * words);
    const steps = Array.from({ length: model.successors() }, (_, k) => ({ label: model.successorLabels()[k], row: rowAt(k) }));
    this.known.set(key, steps);
    return steps;
  }

  /** All but what is accounted for apart, and a count that nobody reads where there is a rollingUpdate block: no edit takes the block away. */
  private essence(narrow: Int32Array): string {
    const essence = narrow.map((word, k) => word & this.mask[k]);
    if (this.value(narrow, f.NO_ROLLING_UPDATE_BLOCK) === 0) this.clear(essence, f.CURRENT_REPLICAS);
    if (this.value(narrow, f.VIEW_NO_ROLLING_UPDATE_BLOCK) === 0) this.clear(essence, f.VIEW_CURRENT_REPLICAS);
    return essence.join();
  }

  private clear(narrow: Int32Array, field: number): void {
    narrow[this.layout.word[field]] &= ~(this.layout.mask[field] << this.layout.shift[field]);
  }

  private value(narrow: Int32Array, field: number): number {
    return fieldOf(this.layout, narrow, 0, field);
  }

  private told(from: Int32Array, to: Int32Array): string {
    const changes = [f.QUEUED, f.FAULTS, ...this.kept].filter((field) => this.value(from, field) !== this.value(to, field));
    return changes.map((field) => `${nameOf(field)} ${this.value(from, field)} -> ${this.value(to, field)}`).join(', ') || 'nothing changes';
  }
}

const isShown = (narrow: number, wide: number): boolean => actorOf(narrow) === CACHE && objectOf(narrow) === objectOf(wide);
const isSync = (label: number): boolean => [CONTROLLER, RESYNC, FAULT_INTERRUPTED].includes(actorOf(label));

/** A sync is one whether it was asked for or not; one that dies after all of its writes, or before a status that only counts, is a whole one. */
const isCounterpart = (narrow: number, wide: number): boolean => isSync(wide)
  ? isSync(narrow) && (actorOf(wide) === FAULT_INTERRUPTED || actorOf(narrow) !== FAULT_INTERRUPTED)
  : narrow === wide;
