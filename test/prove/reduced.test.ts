import { subjectIn, web } from './manifests';
import { goOnAtOnce } from '../../src/cluster/chains';
import * as f from '../../src/cluster/fields';
import { isFault } from '../../src/cluster/label';
import { layoutOf } from '../../src/cluster/layout';
import type { Layout } from '../../src/cluster/layout';
import { EDIT_DELETE_ALL_PODS, EDIT_PARTITION, EDIT_REPLICAS, EDIT_TEMPLATE, READY_MAJORITY } from '../../src/cluster/problem';
import type { Problem } from '../../src/cluster/problem';
import { MERGE_BUDGETS, MERGE_VIEWS, NO_REDUCTIONS, PLAIN, SCHEDULE_AT_ONCE, START_AT_ONCE, mergesViews, schedulesAtOnce, startsAtOnce } from '../../src/cluster/reductions';
import { begin, clear, end, fieldOf, get, put, read, successorRows } from '../../src/cluster/row';
import { showPod } from '../../src/cluster/show';
import { useProblem } from '../../src/cluster/step';
import { check } from '../../src/prove/check';
import { windowProblem } from '../../src/prove/every-replica-count';
import { explore } from '../../src/prove/explore';
import { GUARANTEES, monitorsFor } from '../../src/prove/guarantees';
import { findStuck } from '../../src/prove/liveness';
import { SCENARIOS, problemOf } from '../../src/prove/scenarios';
import { ORDINARY } from '../cluster/problems';

/**
 * Goal: reductions lose nothing. Each one, and all together, against the unreduced run: the reachable states are the same once what is merged is merged, and so
 * is every verdict.
 */

const IDS = GUARANTEES.map(({ id }) => id);
/** Those that do not look at starts. */
const ABOUT_OTHERS = IDS.filter((id) => !monitorsFor([id]).some(({ starts }) => starts));
const MOST = 400_000;
const FAULTS_SEEN = [...Array(31).keys()].filter(isFault).reduce((bits, actor) => bits | 1 << actor, 0);

const roll = { templates: 2, edits: [{ kind: EDIT_TEMPLATE, argument: 1 }, { kind: EDIT_REPLICAS, argument: 1 }] };
const badRoll = { templates: 3, brokenTemplates: 0b010, edits: [{ kind: EDIT_TEMPLATE, argument: 1 }, { kind: EDIT_TEMPLATE, argument: 2 }] };
const bare = { claims: 0, leftovers: false };

const PROBLEMS: readonly (readonly [string, Partial<Problem>])[] = [
  ['created, two faults', { settled: false, faults: 2 }],
  ['created, without claims', { ...bare, settled: false, faults: 2 }],
  ['rolled and scaled down', { ...roll, faults: 1 }],
  ['rolled and scaled down, without claims', { ...bare, ...roll, faults: 1 }],
  ['rolled and scaled down under Parallel', { ...bare, ...roll, parallel: true, faults: 1 }],
  ['an image that cannot start, then one that can', { ...bare, ...badRoll, faults: 1 }],
  ['the same under Parallel', { ...bare, ...badRoll, parallel: true, faults: 1 }],
  ['no rollingUpdate block under Parallel', { ...bare, ...roll, noRollingUpdateBlock: true, parallel: true, faults: 1 }],
  ['a partition, and all pods deleted', { ...bare, templates: 2, edits: [{ kind: EDIT_PARTITION, argument: 1 }, { kind: EDIT_TEMPLATE, argument: 1 }, { kind: EDIT_DELETE_ALL_PODS, argument: 0 }] }],
  ['minReadySeconds', { ...bare, ...roll, minReady: true, faults: 1 }],
  ['OnDelete', { ...bare, ...roll, onDelete: true, faults: 2 }],
  ['maxUnavailable', { ...bare, ...roll, maxUnavailable: 2, faults: 1 }],
  ['readiness of a majority under OrderedReady', { ...bare, settled: false, readiness: READY_MAJORITY, faults: 1 }],
  ['grace period 0, with processes', { claims: 1, ...roll, noGracePeriod: true, faults: 1 }],
  ['lagging caches, created', { ...bare, settled: false, faults: 2, staleCaches: true }],
  ['lagging caches, rolled and scaled down', { ...bare, ...roll, staleCaches: true, faults: 1, slots: 2, replicas: 2, peers: 2 }],
  ['lagging caches under Parallel', { ...bare, ...roll, parallel: true, staleCaches: true, faults: 1, slots: 2, replicas: 2, peers: 2 }],
  ['lagging caches, before 1.34, with minReadySeconds', { ...bare, ...roll, healthIsAvailability: false, minReady: true, staleCaches: true, slots: 2, replicas: 2, peers: 2 }],
  ['lagging caches, 1.36', { ...bare, ...roll, waitsForOwnWrites: true, staleCaches: true, faults: 1, slots: 2, replicas: 2, peers: 2 }],
  ['lagging caches, with claims', { leftovers: false, ...roll, staleCaches: true, faults: 1, slots: 2, replicas: 2, peers: 2 }],
  ['lagging caches under Parallel, with claims, created', {
    leftovers: false, settled: false, parallel: true, staleCaches: true, faults: 1, slots: 2, replicas: 2, peers: 2,
  }],
  ['lagging caches, an image that cannot start', { ...bare, ...badRoll, staleCaches: true, faults: 1, slots: 2, replicas: 2, peers: 2 }],
  ['the window for every replica count', windowProblem(subjectIn(web('')))],
];

/** The reachable states of a problem, each seen through another one of the same layout. */
function reached(problem: Problem, lens: Problem, change: (row: Int32Array) => Int32Array): Set<string> {
  const { rows, states, frontier, layout: { words } } = explore(problem, [], { maxStates: MOST, keepEdges: false });
  expect(frontier).toBe(0);
  useProblem(lens);
  return new Set(Array.from({ length: states }, (_, s) => change(rows.slice(s * words, (s + 1) * words)).join()));
}

/** What a step that changes nothing else would make of a state, in the problem with the reductions. */
function merged(problem: Problem): (row: Int32Array) => Int32Array {
  const views = mergesViews(problem);
  const layout = layoutOf(problem);
  return (row) => {
    clear();
    read(row, 0);
    begin();
    // One that has its node already starts at once just the same, also if it is told to stop by now.
    for (let i = 0; i < problem.slots && startsAtOnce(problem); i++) if (get(f.phase(i)) === f.SCHEDULED) put(f.phase(i), f.PENDING);
    goOnAtOnce();
    end(0);
    return views ? mergedViews(problem, layout, successorRows().slice(0, row.length)) : successorRows().slice(0, row.length);
  };
}

const SHOWN = [
  [f.phase, f.viewPhase], [f.ready, f.viewReady], [f.available, f.viewAvailable], [f.deleting, f.viewDeleting], [f.revision, f.viewRevision],
] as const;

/** The state with each view merged: what showPod would show of a pod that is as the view says. */
function mergedViews(problem: Problem, layout: Layout, row: Int32Array): Int32Array {
  const seen = (field: number) => fieldOf(layout, row, 0, field);
  clear();
  read(row, 0);
  begin();
  for (let i = 0; i < problem.slots; i++) {
    const truth = SHOWN.map(([of]) => seen(of(i)));
    SHOWN.forEach(([of, view]) => put(of(i), seen(view(i))));
    showPod(i);
    SHOWN.forEach(([of], k) => put(of(i), truth[k]));
  }
  end(0);
  return successorRows().slice(0, row.length);
}

/** What the graph says: without the runs, which are those of the plain problem. */
function saidOf(problem: Problem, ids: readonly string[]): string[] {
  const monitors = monitorsFor(ids);
  const search = explore(problem, monitors, { maxStates: MOST, keepEdges: !problem.everyStart });
  expect(search.frontier).toBe(0);
  return [
    ...monitors.filter((_, m) => search.violations[m] >= 0).map(({ guarantee }) => `breaks ${guarantee}`),
    ...monitors.filter((_, m) => search.exercised[m]).map(({ guarantee }) => `tests ${guarantee}`),
    ...problem.everyStart ? [] : [...findStuck(search).keys()].map((cause) => `stuck by ${cause}`),
    `faults: ${search.actors & FAULTS_SEEN}`,
  ].sort();
}

describe.each([
  ['merged views', MERGE_VIEWS],
  ['pods that get their nodes at once', SCHEDULE_AT_ONCE],
  ['pods that run at once', SCHEDULE_AT_ONCE | START_AT_ONCE],
  ['all of them', MERGE_VIEWS | SCHEDULE_AT_ONCE | START_AT_ONCE],
])('%s', (_, reductions) => {
  const changed = PROBLEMS.filter(([, change]) => {
    const problem = { ...ORDINARY, ...change, reductions };
    return mergesViews(problem) || schedulesAtOnce(problem);
  });
  test.each(changed)('%s', (__, change) => {
    const plain: Problem = { ...ORDINARY, ...change };
    const less = { ...plain, reductions: PLAIN | reductions };
    // A cache that still shows what the run no longer has is compared by what it decides.
    const lens = { ...less, reductions: less.reductions | MERGE_VIEWS };
    const whole = reached(plain, lens, merged(lens));
    const few = reached(less, lens, merged(lens));
    expect([...few].filter((state) => !whole.has(state))).toEqual([]);
    expect([...whole].filter((state) => !few.has(state))).toEqual([]);
    const ids = startsAtOnce(less) ? ABOUT_OTHERS : IDS;
    expect(saidOf(less, ids)).toEqual(saidOf(plain, ids));
  });
});

/** The reachable states, but for how many faults are left. */
function withoutBudget(problem: Problem, { word, mask }: Layout): Set<string> {
  const { rows, states, layout } = explore(problem, [], { maxStates: MOST, keepEdges: false });
  const fields = [...word.keys()].filter((field) => mask[field] !== 0);
  return new Set(Array.from({ length: states }, (_, s) => fields.map((field) => fieldOf(layout, rows, s * layout.words, field)).join()));
}

describe('merged budgets of faults', () => {
  test.each(PROBLEMS.filter(([, { faults = 0 }]) => faults > 0))('%s', (_, change) => {
    const plain: Problem = { ...ORDINARY, ...change };
    const less = { ...plain, reductions: PLAIN | MERGE_BUDGETS };
    const whole = withoutBudget(plain, layoutOf(less));
    expect(withoutBudget(less, layoutOf(less))).toEqual(whole);
    expect(explore(less, [], { maxStates: MOST, keepEdges: false }).states).toBe(whole.size);
    expect(saidOf(less, IDS)).toEqual(saidOf(plain, IDS));
  });

  test('what is cut is not called complete', () => {
    const less: Problem = { ...ORDINARY, ...roll, faults: 2, reductions: PLAIN | MERGE_BUDGETS };
    const { states } = explore(less, [], { maxStates: MOST, keepEdges: false });
    for (const maxStates of [1, 10, 100, states - 1]) expect(explore(less, [], { maxStates, keepEdges: false }).frontier).toBeGreaterThan(0);
    expect(explore(less, [], { maxStates: states + 1, keepEdges: false }).frontier).toBe(0);
  });
});

/** What of a state is about nodes, with two of them exchanged. */
function exchanged(problem: Problem, layout: Layout, row: Int32Array): Int32Array {
  const other = Int32Array.from(row);
  const seen = (field: number) => fieldOf(layout, row, 0, field);
  const set = (field: number, value: number) => {
    const { word, shift, mask } = layout;
    other[word[field]] = other[word[field]] & ~(mask[field] << shift[field]) | (value & mask[field]) << shift[field];
  };
  const theOther = (node: number) => node === 0 ? 0 : 3 - node;
  for (let i = 0; i < problem.slots; i++) {
    set(f.node(i), theOther(seen(f.node(i))));
    set(f.attached(i), theOther(seen(f.attached(i))));
    set(f.leftover(i), seen(f.leftover(i)) >>> 1 | (seen(f.leftover(i)) & 1) << 1);
  }
  set(f.nodeState(0), seen(f.nodeState(1)));
  set(f.nodeState(1), seen(f.nodeState(0)));
  set(f.DRAINING, theOther(seen(f.DRAINING)));
  return other;
}

describe('nodes that nothing tells apart', () => {
  const subject = subjectIn(web(''));
  test.each(['node-lost', 'drain-each-node', 'force-deletion', 'node-out-of-service'])('%s: exchanging them gives all that is left out', (name) => {
    const alike: Problem = problemOf(subject, SCENARIOS.find((scenario) => scenario.name === name)!, 1);
    expect(alike.placement.zones).toHaveLength(2);
    const layout = layoutOf(alike);
    const statesOf = (problem: Problem): Int32Array[] => {
      const { rows, states, layout: { words } } = explore(problem, [], { maxStates: MOST, keepEdges: false });
      return Array.from({ length: states }, (_, s) => rows.slice(s * words, (s + 1) * words));
    };
    const few = statesOf(alike);
    const whole = new Set(statesOf({ ...alike, reductions: NO_REDUCTIONS }).map((row) => row.join()));
    expect(few.length).toBeLessThan(whole.size);
    expect(new Set(few.flatMap((row) => [row.join(), exchanged(alike, layout, row).join()]))).toEqual(whole);
    expect(saidOf(alike, IDS)).toEqual(saidOf({ ...alike, reductions: NO_REDUCTIONS }, IDS));
  });
});

describe('a large graph', () => {
  const large: Problem = { ...ORDINARY, ...bare, slots: 4, replicas: 4, settled: false, staleCaches: true, faults: 3 };

  test('is reduced, and where all is well it is told from what is left', () => {
    const { exploration, completes, stuck } = check(large, [], { maxStates: MOST });
    expect(exploration).toMatchObject({ states: 27_770, frontier: 0, reduced: true });
    expect({ completes, stuck: stuck.size }).toEqual({ completes: true, stuck: 0 });
  });

  test('is explored as it is for whoever asks for that', () => {
    const { exploration, completes, stuck } = check(large, [], { maxStates: MOST, reduces: false });
    expect(exploration).toEqual({ states: 306_556, transitions: 1_724_992, depth: expect.any(Number), frontier: 0 });
    expect({ completes, stuck: stuck.size }).toEqual({ completes: true, stuck: 0 });
  });

  test('is explored as it is where something is wrong, so that every step can be shown', () => {
    const { exploration, violations } = check(large, monitorsFor(['order/create']), { maxStates: MOST });
    expect(exploration).toMatchObject({ states: 306_556, frontier: 0 });
    expect(exploration.reduced).toBeUndefined();
    expect([...violations.keys()]).toEqual(['order/create']);
  });
});
