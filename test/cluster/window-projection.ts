import { ORDINARY, randomFrom } from './problems';
import * as f from '../../src/cluster/fields';
import { Layout, layoutOf } from '../../src/cluster/layout';
import type { Problem } from '../../src/cluster/problem';
import { clear, fieldOf, successorRows, successors } from '../../src/cluster/row';
import { successorsOf, useProblem } from '../../src/cluster/step';

/**
 * The lemma on which proofs for every replica count rest, on the real step functions: keep some ordinals of a state and of each of its successors; what is
 * left must be a step of the set of so many ordinals, or no change at all.
 */

export const TEMPLATES = 2;

/** A set in which anything may happen, of fresh caches and without claims: tests change what they are about. */
export const problemOf = (slots: number, change: Partial<Problem>): Problem => ({
  ...ORDINARY,
  slots,
  claims: 0,
  replicas: slots,
  templates: TEMPLATES,
  freeEdits: true,
  freeCompletion: true,
  faults: -1,
  everyStart: true,
  settled: false,
  leftovers: false,
  ...change,
});

/** The fields that count ordinals: without an ordinal that they count, they are one less. */
const COUNTS = [f.REPLICAS, f.PARTITION, f.CURRENT_REPLICAS];
const SEEN_COUNTS = [f.VIEW_REPLICAS, f.VIEW_PARTITION, f.VIEW_CURRENT_REPLICAS];
const NAMES = [f.TEMPLATE, f.CURRENT_REVISION, f.NO_ROLLING_UPDATE_BLOCK, f.DRAINING];
const SEEN_NAMES = [f.VIEW_TEMPLATE, f.VIEW_CURRENT_REVISION, f.VIEW_NO_ROLLING_UPDATE_BLOCK];
const POD = [f.phase, f.ready, f.available, f.deleting, f.revision, f.node];
const SEEN_POD = [f.viewPhase, f.viewReady, f.viewAvailable, f.viewDeleting, f.viewRevision, f.unseenPod];
const CLAIM = [f.claim, f.claimDeleting, f.claimOwner, f.claimData, f.collecting];

/** The fields of a problem, those that count, those that do not, and those of an ordinal. What a fresh cache shows is no field of its own. */
const countsOf = ({ staleCaches }: Problem) => [...COUNTS, ...staleCaches ? SEEN_COUNTS : []];
const namesOf = ({ staleCaches }: Problem) => [...NAMES, ...staleCaches ? SEEN_NAMES : []];
const ordinalOf = ({ staleCaches, claims }: Problem) => [...POD, f.leftover, ...claims > 0 ? CLAIM : [], ...staleCaches ? SEEN_POD : []];

/** A state as numbers, so that ordinals can be taken out of it. Whether the set's own status is seen yet is left out: what waits for it only waits. */
export interface State { readonly counts: readonly number[]; readonly names: readonly number[]; readonly ordinals: readonly (readonly number[])[] }

export function pack(layout: Layout, problem: Problem, { counts, names, ordinals }: State): Int32Array {
  const row = new Int32Array(layout.words);
  const putAll = (fields: readonly number[], values: readonly number[]) => fields.forEach((field, k) => {
    row[layout.word[field]] |= (values[k] & layout.mask[field]) << layout.shift[field];
  });
  putAll(countsOf(problem), counts);
  putAll(namesOf(problem), names);
  ordinals.forEach((values, i) => putAll(ordinalOf(problem).map((field) => field(i)), values));
  return row;
}

export function unpack(layout: Layout, problem: Problem, rows: Int32Array, offset: number): State {
  const values = (fields: readonly number[]) => fields.map((field) => fieldOf(layout, rows, offset, field));
  return {
    counts: values(countsOf(problem)),
    names: values(namesOf(problem)),
    ordinals: Array.from({ length: problem.slots }, (_, i) => values(ordinalOf(problem).map((field) => field(i)))),
  };
}

/** Only these ordinals are left. */
export const keep = ({ counts, names, ordinals }: State, kept: readonly number[]): State => ({
  counts: counts.map((count) => kept.filter((i) => i < count).length),
  names,
  ordinals: kept.map((i) => ordinals[i]),
});

/** The update is complete: the status may say so at any time. */
const completed = ({ counts, names: [template, , ...others], ordinals }: State): State => ({ counts, names: [template, template, ...others], ordinals });

function nextStates(problem: Problem, layout: Layout, state: State): State[] {
  clear();
  successorsOf(pack(layout, problem, state), 0);
  return Array.from({ length: successors() }, (_, i) => unpack(layout, problem, successorRows(), i * layout.words));
}

/** Every way to keep so many of these ordinals. */
export function subsets(slots: number, size: number): number[][] {
  if (size === 0) return [[]];
  return Array.from({ length: slots }, (_, last) => last).flatMap((last) => subsets(last, size - 1).map((below) => [...below, last]));
}

/** Steps that are neither a step nor nothing once only as many ordinals are kept as the small problem has: none, or the lemma is refuted. */
export function counterexamples(states: Iterable<State>, large: Problem, small: Problem, most: number): string[] {
  const todo = [...states];
  const found: string[] = [];
  // In portions: whoever looks for one counterexample need not look at all.
  for (let at = 0; at < todo.length && found.length < most; at += PORTION) found.push(...counterexamplesAmong(todo.slice(at, at + PORTION), large, small));
  return found.slice(0, most);
}

const PORTION = 500;

function counterexamplesAmong(states: readonly State[], large: Problem, small: Problem): string[] {
  const largeLayout = layoutOf(large);
  const smallLayout = layoutOf(small);
  const key = (state: State) => pack(smallLayout, small, state).join();
  const choices = subsets(large.slots, small.slots);
  const known = new Map<string, Set<string>>();
  // The smaller problem first, for all projections: one switch of the layout instead of one per state.
  useProblem(small);
  for (const state of states) {
    for (const kept of choices) {
      const less = keep(state, kept);
      const k = key(less);
      if (known.has(k)) continue;
      const reached = [less, ...nextStates(small, smallLayout, less)];
      known.set(k, new Set((small.freeCompletion ? reached.flatMap((next) => [next, completed(next)]) : reached).map(key)));
    }
  }
  useProblem(large);
  return states.flatMap((state) => nextStates(large, largeLayout, state).flatMap((next) => choices
    .filter((kept) => !known.get(key(keep(state, kept)))!.has(key(keep(next, kept))))
    .map((kept) => `keep ${kept.join()}: ${JSON.stringify(state)} -> ${JSON.stringify(next)}`)));
}

/** A pod as [phase, ready, available, deleting, revision, node]: every combination that the API server can hold. */
type Pod = readonly number[];
const PODS: readonly Pod[] = [
  [f.ABSENT, 0, 0, 0, 0, 0],
  ...[0, 1].flatMap((r): Pod[] => [
    [f.PENDING, 0, 0, 0, r, 0], [f.SCHEDULED, 0, 0, 0, r, 1], [f.SCHEDULED, 0, 0, 1, r, 1], [f.RUNNING, 0, 0, 0, r, 2], [f.RUNNING, 1, 1, 0, r, 1],
    [f.RUNNING, 0, 0, 1, r, 1], [f.FAILED, 0, 0, 0, r, 1],
  ]),
];
const HEALTHY: Pod = [f.RUNNING, 1, 1, 0, 0, 1];
/** With minReadySeconds a pod can be ready and not yet available; without, the two are one bit. */
const podsOf = ({ minReady }: Problem): readonly Pod[] => minReady ? [...PODS, [f.RUNNING, 1, 0, 0, 0, 1], [f.RUNNING, 1, 0, 0, 1, 1]] : PODS;

/** All states of three ordinals without claims and with fresh caches, one in `every` of them: state n is n written in the sizes of its parts. */
export function* allOfThree(every: number, problem: Problem): Iterable<State> {
  const pods = podsOf(problem).map((pod) => [...pod, 0]);
  const sizes = [pods.length, pods.length, pods.length, 4, 4, TEMPLATES, TEMPLATES];
  const total = sizes.reduce((product, size) => product * size, 1);
  for (let n = 0; n < total; n += every) {
    let rest = n;
    const [a, b, c, replicas, partition, template, current] = sizes.map((size) => {
      const digit = rest % size;
      rest = Math.floor(rest / size);
      return digit;
    });
    yield { counts: [replicas, partition, n % 4], names: [template, current, 1, 0], ordinals: [pods[a], pods[b], pods[c]] };
  }
}

/** States of any kind at random, also of caches that show something else than there is. */
export function* randomStates(count: number, seed: number, problem: Problem): Iterable<State> {
  const random = randomFrom(seed);
  const choose = <T>(values: readonly T[]): T => values[random(values.length)];
  const pods = podsOf(problem);
  const { slots, staleCaches, waitsForOwnWrites, leftovers, claims, whenScaledDelete, whenDeletedDelete } = problem;
  // Mostly healthy pods, and some that are missing: the interesting guards are far down the walk.
  const anyPod = () => choose([HEALTHY, HEALTHY, PODS[0], choose(pods)]);
  const owners = [f.OWNER_NONE, ...whenDeletedDelete ? [f.OWNER_SET] : [], ...whenScaledDelete ? [f.OWNER_POD, f.OWNER_GONE] : []];
  const anyClaim = () => choose([[f.CLAIM_ABSENT, 0, f.OWNER_NONE, 0, 0], [f.CLAIM_PENDING, 0, choose(owners), 0, 0],
    ...[0, 1, 2].map(() => [f.CLAIM_BOUND, Number(whenScaledDelete && random(4) === 0), choose(owners), random(2), 0])]);
  const seenPod = (pod: Pod) => [...choose([pod, pod, anyPod()]).slice(0, SEEN_POD.length - 1), Number(waitsForOwnWrites && random(8) === 0)];
  const anyOrdinal = () => {
    const pod = anyPod();
    return [...pod, leftovers ? random(2) : 0, ...claims > 0 ? anyClaim() : [], ...staleCaches ? seenPod(pod) : []];
  };
  const anyCounts = () => [random(slots + 1), random(slots + 1), random(slots + 1)];
  const anyNames = () => [random(TEMPLATES), random(TEMPLATES), random(2), random(3)];
  for (let n = 0; n < count; n++) {
    const [counts, names] = [anyCounts(), anyNames()];
    yield {
      counts: [...counts, ...staleCaches ? choose([counts, counts, anyCounts()]) : []],
      names: [...names, ...staleCaches ? choose([names, names, anyNames()]).slice(0, SEEN_NAMES.length) : []],
      ordinals: Array.from({ length: slots }, anyOrdinal),
    };
  }
}
