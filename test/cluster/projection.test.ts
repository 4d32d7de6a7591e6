import { ORDINARY, randomFrom } from './problems';
import { ABSENT, CURRENT_REVISION, FAILED, PARTITION, PENDING, REPLICAS, RUNNING, SCHEDULED, TEMPLATE, available, deleting, phase, ready, revision } from '../../src/cluster/fields';
import { Layout, layoutOf } from '../../src/cluster/layout';
import { Problem, READY_MAJORITY, READY_PREDECESSOR } from '../../src/cluster/problem';
import { clear, fieldOf, successorRows, successors } from '../../src/cluster/row';
import { successorsOf, useProblem } from '../../src/cluster/step';

/**
 * Goal: the lemma on which proofs for every replica count rest. Drop one ordinal from a state and from each of its successors: what
 * is left must be a step of the smaller set, or no change at all. The status may say at any time that an update is complete (the
 * controller's guard for it counts), so a sync that acts and completes may be two steps of the smaller set.
 * Method: on the real step functions, from all states of three ordinals (also unreachable ones), and from random ones of up to eight.
 */

const TEMPLATES = 2;

const problemOf = (slots: number, change: Partial<Problem>): Problem => ({
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

/** A pod as [phase, ready, deleting, revision, available]: every combination that the API server can hold. */
type Pod = readonly [number, number, number, number, number];
const PODS: readonly Pod[] = [
  [ABSENT, 0, 0, 0, 0],
  ...[0, 1].flatMap((r): Pod[] => [
    [PENDING, 0, 0, r, 0], [SCHEDULED, 0, 0, r, 0], [SCHEDULED, 0, 1, r, 0], [RUNNING, 0, 0, r, 0], [RUNNING, 1, 0, r, 1], [RUNNING, 0, 1, r, 0],
    [FAILED, 0, 0, r, 0],
  ]),
];
const HEALTHY: Pod = [RUNNING, 1, 0, 0, 1];
/** With minReadySeconds a pod can be ready and not yet available; without, the two are one bit. */
const podsOf = ({ minReady }: Partial<Problem>): readonly Pod[] => minReady ? [...PODS, [RUNNING, 1, 0, 0, 0], [RUNNING, 1, 0, 1, 0]] : PODS;

interface State { readonly replicas: number; readonly partition: number; readonly template: number; readonly current: number; readonly pods: readonly Pod[] }

function pack(layout: Layout, state: State): Int32Array {
  const row = new Int32Array(layout.words);
  const put = (field: number, value: number) => { row[layout.word[field]] |= value << layout.shift[field]; };
  put(REPLICAS, state.replicas);
  put(PARTITION, state.partition);
  put(TEMPLATE, state.template);
  put(CURRENT_REVISION, state.current);
  state.pods.forEach((pod, i) => [phase(i), ready(i), deleting(i), revision(i), available(i)].forEach((field, k) => put(field, pod[k])));
  return row;
}

function unpack(layout: Layout, slots: number, rows: Int32Array, offset: number): State {
  const value = (field: number) => fieldOf(layout, rows, offset, field);
  return {
    replicas: value(REPLICAS),
    partition: value(PARTITION),
    template: value(TEMPLATE),
    current: value(CURRENT_REVISION),
    pods: Array.from({ length: slots }, (_, i): Pod => [value(phase(i)), value(ready(i)), value(deleting(i)), value(revision(i)), value(available(i))]),
  };
}

/** Ordinal d leaves: the numbers that count it lose one. */
const drop = (state: State, d: number): State => ({
  ...state,
  replicas: state.replicas - Number(d < state.replicas),
  partition: state.partition - Number(d < state.partition),
  pods: state.pods.filter((_, i) => i !== d),
});

const key = (layout: Layout, state: State) => pack(layout, state).join();

function nextStates(problem: Problem, layout: Layout, state: State): State[] {
  clear();
  successorsOf(pack(layout, state), 0);
  return Array.from({ length: successors() }, (_, i) => unpack(layout, problem.slots, successorRows(), i * layout.words));
}

/** Steps that are neither a step nor nothing once the ordinal is dropped: none, or the lemma is refuted. */
function counterexamples(states: Iterable<State>, slots: number, change: Partial<Problem>, most: number): string[] {
  const large = problemOf(slots, change);
  const small = problemOf(slots - 1, change);
  const largeLayout = layoutOf(large);
  const smallLayout = layoutOf(small);
  const found: string[] = [];
  const known = new Map<string, Set<string>>();
  const todo = [...states];
  // The smaller problem first, for all projections: one switch of the layout instead of one per state.
  useProblem(small);
  for (const state of todo) {
    for (let d = 0; d < slots; d++) {
      const less = drop(state, d);
      const k = key(smallLayout, less);
      if (known.has(k)) continue;
      const reached = [less, ...nextStates(small, smallLayout, less)].flatMap((next) => [next, { ...next, current: next.template }]);
      known.set(k, new Set(reached.map((next) => key(smallLayout, next))));
    }
  }
  useProblem(large);
  for (const state of todo) {
    for (const next of nextStates(large, largeLayout, state)) {
      for (let d = 0; d < slots; d++) {
        if (found.length >= most) return found;
        if (!known.get(key(smallLayout, drop(state, d)))!.has(key(smallLayout, drop(next, d)))) found.push(`drop ${d}: ${JSON.stringify(state)} -> ${JSON.stringify(next)}`);
      }
    }
  }
  return found;
}

/** All states of three ordinals, one in `every` of them: state n is n written in the sizes of its parts. */
function* allOfThree(every: number, pods: readonly Pod[]): Iterable<State> {
  const sizes = [pods.length, pods.length, pods.length, 4, 4, TEMPLATES, TEMPLATES];
  const total = sizes.reduce((product, size) => product * size, 1);
  for (let n = 0; n < total; n += every) {
    let rest = n;
    const [a, b, c, replicas, partition, template, current] = sizes.map((size) => {
      const digit = rest % size;
      rest = Math.floor(rest / size);
      return digit;
    });
    yield { replicas, partition, template, current, pods: [pods[a], pods[b], pods[c]] };
  }
}

function* randomStates(slots: number, count: number, seed: number, pods: readonly Pod[]): Iterable<State> {
  const random = randomFrom(seed);
  for (let n = 0; n < count; n++) {
    yield {
      replicas: random(slots + 1),
      partition: random(slots + 1),
      template: random(TEMPLATES),
      current: random(TEMPLATES),
      // Mostly healthy pods: the interesting guards are far down the walk.
      pods: Array.from({ length: slots }, () => random(2) === 0 ? HEALTHY : pods[random(pods.length)]),
    };
  }
}

// `PROJECTION=all npx jest projection` looks at every one of the 216,000 states (314,000 with minReadySeconds); a share of them is enough to refute
// each wrong guard below. The steps are primes, so that no part of a state is always the same.
const EVERY = process.env.PROJECTION === 'all' ? 1 : 53;

// All of them take a minute or two for each kind.
jest.setTimeout(process.env.PROJECTION === 'all' ? 1_200_000 : 60_000);

const KINDS: readonly (readonly [string, Partial<Problem>])[] = [
  ['OrderedReady', {}],
  ['Parallel', { parallel: true }],
  ['OnDelete', { onDelete: true }],
  ['terminationGracePeriodSeconds 0', { noGracePeriod: true }],
  ['minReadySeconds', { minReady: true }],
  ['minReadySeconds under Parallel', { minReady: true, parallel: true }],
  ['all of them', { minReady: true, parallel: true, onDelete: true, noGracePeriod: true }],
];

describe('dropping an ordinal from a step leaves a step, or nothing', () => {
  test.each(KINDS)('from three ordinals to two, %s', (_, change) => {
    expect(counterexamples(allOfThree(EVERY, podsOf(change)), 3, change, 3)).toEqual([]);
  });

  test.each([4, 5, 6, 7, 8])('from %i ordinals to one less, at random', (slots) => {
    for (const [, change] of KINDS) expect(counterexamples(randomStates(slots, 100, slots, podsOf(change)), slots, change, 3)).toEqual([]);
  });
});

describe('a guard of another kind is refused', () => {
  test.each([
    ['readiness that counts', { readiness: READY_MAJORITY }],
    ['readiness that looks at the neighbour', { readiness: READY_PREDECESSOR }],
  ])('%s', (_, change) => {
    expect(counterexamples(allOfThree(EVERY, PODS), 3, change, 1)).toHaveLength(1);
  });
});
