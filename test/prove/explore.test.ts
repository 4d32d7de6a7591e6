import { jest } from '@jest/globals';
import * as f from '../../src/cluster/fields';
import * as kernel from '../../src/cluster/kernel';
import { HEAP } from '../../src/cluster/kernel-code';
import { EDIT_REPLICAS, EDIT_TEMPLATE, Problem } from '../../src/cluster/problem';
import { fieldOf } from '../../src/cluster/row';
import { Search, explore } from '../../src/prove/explore';
import { exploreShape } from '../../src/prove/explore-shape';
import { findStuck } from '../../src/prove/liveness';
import { runTo } from '../../src/prove/path';
import { shapeOf } from '../../src/prove/shape';
import { ORDINARY } from '../cluster/problems';

const ALL = { maxStates: 1_000_000, keepEdges: true };
const ROLL: Problem = { ...ORDINARY, templates: 2, edits: [{ kind: EDIT_TEMPLATE, argument: 1 }], faults: 1 };
const rowOf = (search: Search, s: number) => search.rows.slice(s * search.layout.words, (s + 1) * search.layout.words);

test('every state is found once, nearest first', () => {
  const search = explore(ROLL, [], ALL);
  expect(new Set(Array.from({ length: search.states }, (_, s) => rowOf(search, s).join())).size).toBe(search.states);
  search.levels.forEach((first, distance) => expect(runTo(search, first).steps).toHaveLength(distance));
});

test('the run to a state is one that the model can take, and none is shorter', () => {
  const search = explore(ROLL, [], ALL);
  const last = search.states - 1;
  const run = runTo(search, last);
  expect(run.steps).toHaveLength(search.levels.length - 1);
  expect(run.steps.at(-1)!.row).toEqual(rowOf(search, last));
});

test('a bound stops the search, and what is left over is counted', () => {
  const whole = explore(ROLL, [], ALL);
  const cut = explore(ROLL, [], { ...ALL, maxStates: 50 });
  expect(cut.states).toBeGreaterThanOrEqual(50);
  expect(cut.states).toBeLessThan(whole.states);
  expect(cut.frontier).toBeGreaterThan(0);
  expect(explore(ROLL, [], { ...ALL, maxStates: whole.states + 1 }).frontier).toBe(0);
});

test('whoever asks it to stop is obeyed within a batch, and what is left over is counted', () => {
  const whole = explore(ROLL, [], ALL);
  let asked = 0;
  const cut = explore(ROLL, [], { ...ALL, stop: () => ++asked > 2 });
  expect(asked).toBe(3);
  expect(cut.states).toBeLessThan(whole.states);
  expect(cut.frontier).toBeGreaterThan(0);
  expect(explore(ROLL, [], { ...ALL, stop: () => false })).toEqual(whole);
});

test('a memory that has no room for more stops the search, which says so, and the next search has room again', () => {
  const whole = explore(ROLL, [], ALL);
  const { reserveBytes } = kernel;
  const room = HEAP + 4 * 2 ** 12 + 8 * whole.states / 2;
  const spy = jest.spyOn(kernel, 'reserveBytes').mockImplementation((bytes) => bytes <= room && reserveBytes(bytes));
  const cut = explore(ROLL, [], ALL);
  const outcome = exploreShape(shapeOf(ROLL, [], ALL.maxStates, false), () => undefined);
  spy.mockRestore();
  expect([whole.full, cut.full]).toEqual([false, true]);
  expect(cut.states).toBeLessThan(whole.states);
  expect(cut.rows).toEqual(whole.rows.slice(0, cut.rows.length));
  expect(cut.frontier).toBeGreaterThan(0);
  expect(outcome).toMatchObject({ whole: false, outcome: { exploration: { stopped: 'out of memory', states: cut.states, frontier: cut.frontier } } });
  expect(explore(ROLL, [], ALL)).toEqual(whole);
});

/** The reachable states without some fields, as a set. */
function projected(search: Search, without: readonly number[]): Set<string> {
  const fields = Array.from({ length: f.FIELDS }, (_, id) => id).filter((id) => search.layout.mask[id] !== 0 && !without.includes(id) && id !== f.QUEUED);
  return new Set(Array.from({ length: search.states }, (_, s) => fields.map((id) => fieldOf(search.layout, search.rows, s * search.layout.words, id)).join()));
}

describe('the work queue is left out where claims cannot vanish', () => {
  test.each([
    ['bootstrap', { settled: false, faults: 2 }],
    ['a new image', ROLL],
    ['scaling down and up', { faults: 1, edits: [{ kind: EDIT_REPLICAS, argument: 1 }, { kind: EDIT_REPLICAS, argument: 3 }] }],
    ['a broken image under OrderedReady', { ...ROLL, templates: 3, brokenTemplates: 0b010, edits: [{ kind: EDIT_TEMPLATE, argument: 1 }, { kind: EDIT_TEMPLATE, argument: 2 }] }],
    ['Parallel', { ...ROLL, parallel: true, slots: 2, replicas: 2 }],
  ] as [string, Partial<Problem>][])('%s: the same states and the same liveness with it', (_, change) => {
    const without = explore({ ...ORDINARY, ...change, workQueue: false }, [], ALL);
    const within = explore({ ...ORDINARY, ...change, workQueue: true }, [], ALL);
    expect(projected(within, [])).toEqual(projected(without, []));
    expect(within.states).toBeGreaterThan(without.states);
    expect([...findStuck(within).keys()]).toEqual([...findStuck(without).keys()]);
  });
});

test('a settled set is where a bootstrap without faults ends', () => {
  const search = explore({ ...ORDINARY, settled: false }, [], ALL);
  const settled = explore(ORDINARY, [], ALL);
  expect(rowOf(search, search.states - 1)).toEqual(rowOf(settled, 0));
});
