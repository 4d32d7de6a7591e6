import { cutSyncs, refusedSyncs, valueIn, wideStart, wideStepsOf } from './wide';
import type { Wide, WideStep } from './wide';
import { Narrow } from './wide-narrow';
import type { Model } from './wide-narrow';
import type { Projection } from './wide-projection';
import { kindOfField, oneForAll, project } from './wide-projection';
import { KINDS, VERSIONS, randomRun, wideFor } from './wide-runs';
import { programWith } from '../../conformance/mutants/program';
import { CONFLICT, FAILED, NOT_FOUND } from '../../src/cluster/answer';
import * as f from '../../src/cluster/fields';
import {
  CACHE, COLLECTOR, CONTROLLER, FAULT_DELETED, FAULT_FAILED, FAULT_INTERRUPTED, FAULT_UNREADY, KUBELET_READY, KUBELET_REAP, KUBELET_START, KUBELET_STOP,
  PROTECTION, RESYNC, SCHEDULER, TIME, USER, VOLUMES, actorOf, label, objectOf,
} from '../../src/cluster/label';
import { EDIT_REPLICAS } from '../../src/cluster/problem';
import type { Problem } from '../../src/cluster/problem';

/**
 * Goal: exact and small are one. What is explored are narrow rows, what recordings judge are wide ones, with versions, UIDs, lists of owner references,
 * revisions, the whole status and a cache of everything. Nothing that the wide model does may be missing in the narrow one, or proofs would say less than
 * they claim; and nothing may be made up there, or refutations would.
 * Method: random runs of the wide model, the same in every run of this test, projected step by step. docs/explanation/exact-and-small.md says what is merged.
 */

const ALL = process.env.WIDE === 'all';
/** `WIDE=all npx jest wide-narrow` takes many more runs. */
const RUNS = ALL ? 60 : 2;
const LENGTH = 60;
jest.setTimeout(ALL ? 1_200_000 : 60_000);

const FAULTS: Partial<Problem> = { faults: -1 };
const LAGGING: Partial<Problem> = { staleCaches: true, workQueue: true };
/** What a run of every kind of set may have besides. */
const MODES: readonly (readonly [string, Partial<Problem>])[] = [
  ['fresh caches', {}],
  ['fresh caches and faults', FAULTS],
  ['lagging caches', LAGGING],
  ['lagging caches and faults', { ...LAGGING, ...FAULTS }],
];

/**
 * Where caches lag, a sync that takes a claim back fails when it then updates a pod that has changed or is gone, or, under Parallel, when it does not see its
 * own write to the claim. The narrow model goes on. No verdict is about lagging caches.
 */
const isBeyond = ({ whenScaledDelete }: Partial<Problem>, { staleCaches }: Partial<Problem>): boolean => staleCaches === true && whenScaledDelete === true;

const SEEDS = Array.from({ length: RUNS }, (_, n) => n + 1);

/** Where runs leave the narrow model. Those whose steps were steps of both models are put into `matched`. */
function departures(version: string, [kind, change]: typeof KINDS[number], seeds: readonly number[], matched = new Set<number>()): string[] {
  return MODES.filter(([, more]) => !isBeyond(change, more)).flatMap(([mode, more]) => {
    const wide = wideFor(version, { ...change, ...more });
    const narrow = new Narrow(wide);
    const found = seeds.flatMap((seed) => {
      const { start, steps } = randomRun(wide, seed, LENGTH);
      const departure = narrow.follow(start, steps);
      return departure === undefined ? [] : [`${version}, ${kind}, ${mode}, seed ${seed}: ${departure}`];
    });
    for (const actor of narrow.matched.keys()) matched.add(actor);
    // Where the queue is no state of explorations, a set that nobody woke has nothing to do.
    const idle = narrow.matched.get(RESYNC) ?? 0;
    return wide.problem.workQueue || idle === 0 ? found : [...found, `${version}, ${kind}, ${mode}: ${idle} syncs that nobody asked for did something`];
  });
}

/** The run that takes these steps, each by its label. */
function runOf(wide: Wide, labels: readonly number[]): { start: Int32Array; steps: WideStep[] } {
  const start = wideStart(wide);
  const steps: WideStep[] = [];
  for (const each of labels) {
    const step = wideStepsOf(wide, steps.at(-1)?.row ?? start).find((possible) => possible.label === each);
    if (step === undefined) throw new Error(`no step ${each} after ${steps.length}`);
    steps.push(step);
  }
  return { start, steps };
}

/** The second sync finds the claim of a pod that is gone, and waits; the third, for the status that the second wrote, finds nothing to do. */
function asleep() {
  const wide = wideFor('1.34.4', { whenScaledDelete: true, workQueue: true, templates: 1 });
  const sync = label(CONTROLLER, 0, 0);
  const [twoReplicas, threeReplicas] = [label(USER, EDIT_REPLICAS, 2), label(USER, EDIT_REPLICAS, 3)];
  const waits = [twoReplicas, sync, threeReplicas, label(KUBELET_STOP, 2, 0), sync, sync, label(COLLECTOR, 2, 0), label(PROTECTION, 2, 0)];
  return { wide, narrow: new Narrow(wide), ...runOf(wide, [...waits, label(RESYNC, 0, 0)]) };
}

describe('every step of the wide model is one of the narrow model, or nothing', () => {
  test.each(VERSIONS)('Kubernetes %s', (version) => {
    expect(KINDS.flatMap((kind) => departures(version, kind, SEEDS))).toEqual([]);
  });

  test('also where the set falls asleep one pod short, and only a resync wakes it', () => {
    const { wide, narrow, start, steps } = asleep();
    expect(narrow.follow(start, steps)).toBeUndefined();
    expect(steps.slice(-3).map(({ row }) => [valueIn(wide, row, f.QUEUED), valueIn(wide, row, f.phase(2))]))
      .toEqual([[0, f.ABSENT], [0, f.ABSENT], [1, f.PENDING]]);
  });

  test('and every actor takes part in these runs', () => {
    const { narrow, start, steps } = asleep();
    narrow.follow(start, steps);
    const matched = new Set(narrow.matched.keys());
    KINDS.forEach((kind) => departures('1.34.4', kind, SEEDS, matched));
    const actors = [
      USER, CONTROLLER, VOLUMES, SCHEDULER, KUBELET_START, KUBELET_READY, KUBELET_STOP, KUBELET_REAP, TIME, COLLECTOR, PROTECTION, CACHE, RESYNC,
      FAULT_UNREADY, FAULT_FAILED, FAULT_DELETED, FAULT_INTERRUPTED,
    ];
    expect(actors.filter((actor) => !matched.has(actor))).toEqual([]);
  });
});

/** Some of the rows that random runs come by. */
function* rowsOf(wide: Wide, every: number): Iterable<Int32Array> {
  for (const seed of SEEDS) for (const [n, { row }] of randomRun(wide, seed, LENGTH).steps.entries()) if (n % every === 0) yield row;
}

test.each(['1.33.13', '1.36.3'])('with fresh caches, every step of the narrow model is one of the wide model, Kubernetes %s', (version) => {
  const inventions = KINDS.flatMap(([kind, change]) => {
    const wide = wideFor(version, { ...change, ...FAULTS });
    const narrow = new Narrow(wide);
    return [...rowsOf(wide, 4)].flatMap((row) => narrow.inventions(row, [...wideStepsOf(wide, row), ...cutSyncs(wide, row)]).map((each) => `${kind}: ${each}`));
  });
  expect(inventions).toEqual([]);
});

describe('one claim stands for all of an ordinal, the one that holds it back most', () => {
  const claims = 2;
  const isOfClaim = (step: number) => [VOLUMES, COLLECTOR, PROTECTION].includes(actorOf(step));
  const forOne = (step: number) => isOfClaim(step) ? label(actorOf(step), Math.floor(objectOf(step) / claims), 0) : step;
  // With both Delete under Parallel, one of them can be taken back and the other not: see the explanation.
  const kinds = KINDS.filter(([, { parallel, whenScaledDelete }]) => !(parallel && whenScaledDelete));

  test.each(kinds)('%s', (_, change) => {
    const wide = wideFor('1.34.4', { ...change, claims });
    const narrow = new Narrow({ ...wide, problem: { ...wide.problem, claims: 1 } }, oneForAll(claims));
    expect(SEEDS.flatMap((seed) => {
      const { start, steps } = randomRun(wide, seed, LENGTH);
      return narrow.follow(start, steps.map((step) => ({ ...step, label: forOne(step.label) }))) ?? [];
    })).toEqual([]);
  });
});

describe('one write is refused, and the sync goes on as upstream does', () => {
  const refusals = (change: Partial<Problem>, isMerged: (narrow: Narrow, before: Int32Array, after: Int32Array) => boolean) => {
    const wide = wideFor('1.34.4', { ...change, ...FAULTS });
    const narrow = new Narrow(wide);
    const steps = [...rowsOf(wide, 4)].flatMap((before) => [FAILED, CONFLICT, NOT_FOUND].flatMap((answer) => refusedSyncs(wide, before, answer)
      .map(({ row }) => isMerged(narrow, before, row))));
    return { refused: steps.length > 0, apart: steps.filter((merged) => !merged).length };
  };
  // Without the block a status is written although the sync failed, and it decides something: see the explanation.
  const kinds = (parallel: boolean) => KINDS.filter(([, change]) => (change.parallel ?? false) === parallel && !change.noRollingUpdateBlock);

  test.each(kinds(false))('%s: as if the sync had ended there', (_, change) => {
    expect(refusals(change, (narrow, before, after) => narrow.isSynced(before, after))).toEqual({ refused: true, apart: 0 });
  });

  test.each(kinds(true))('%s: the batch goes on, so each ordinal is as some end of the sync leaves it', (_, change) => {
    expect(refusals(change, (narrow, before, after) => narrow.isSyncedByOrdinals(before, after))).toEqual({ refused: true, apart: 0 });
  });
});

describe('this test refuses', () => {
  const wide = wideFor('1.34.4', { whenScaledDelete: true, workQueue: true, parallel: true, ...FAULTS });
  const isRefused = (projection: Projection, model?: Model) => [1, 2, 3, 4, 5, 6, 7, 8].some((seed) => {
    const { start, steps } = randomRun(wide, seed, LENGTH);
    return new Narrow(wide, projection, model).follow(start, steps) !== undefined;
  });

  test.each<[string, (wide: Wide, row: Int32Array, field: number) => number | undefined]>([
    ['takes a terminating pod for one that stays', (_, __, field) => kindOfField(field) === f.deleting(0) || kindOfField(field) === f.viewDeleting(0) ? 0 : undefined],
    ['takes an earlier pod for the present one', (w, row, field) => kindOfField(field) === f.claimOwner(0) && project(w, row, field) === f.OWNER_GONE ? f.OWNER_POD : undefined],
    ['looks at the wrong revision', (w, row, field) => field === f.CURRENT_REVISION ? project(w, row, f.TEMPLATE) : undefined],
  ])('a projection that %s', (_, wrong) => {
    expect(isRefused((w, row, field) => wrong(w, row, field) ?? project(w, row, field))).toBe(true);
  });

  test('nothing, of the same runs, where nothing is wrong', () => expect(isRefused(project)).toBe(false));

  test.each([
    ['wakes nobody', 'src/cluster/apiserver.ts', '  put(f.QUEUED, 1);\n', ''],
    ['lets references stay young', 'src/cluster/apiserver.ts', ' put(f.claimOwner(k), justGone());\n', ' continue;\n'],
    ['does not wait for a claim that is about to be collected', 'src/cluster/statefulset.ts', 'if (hasStaleClaim(i)) return EXIT;', ''],
    ['never calls an update complete', 'src/cluster/status.ts', '  currentRevision = found.update;\n', ''],
  ])('a narrow model that %s', (rule, file, right, wrong) => {
    expect(isRefused(project, programWith('test/cluster/narrow-model.ts', { rule, file, right, wrong }))).toBe(true);
  });
});

describe('with lagging caches, the narrow model knows as well', () => {
  const sync = label(CONTROLLER, 0, 0);
  const seen = label(CACHE, 3, 0);

  test('that a claim whose pod is gone is taken back as long as the cache shows that pod', () => {
    const wide = wideFor('1.34.4', { ...LAGGING, whenScaledDelete: true, templates: 1 });
    const { start, steps } = runOf(wide, [label(USER, EDIT_REPLICAS, 2), seen, sync, label(KUBELET_STOP, 2, 0), label(USER, EDIT_REPLICAS, 3), seen, sync]);
    expect(new Narrow(wide).follow(start, steps)).toBeUndefined();
    const rows = [start, ...steps.slice(-2).map(({ row }) => row)];
    expect(rows.map((row) => project(wide, row, f.claimOwner(2)))).toEqual([f.OWNER_NONE, f.OWNER_UNSEEN, f.OWNER_NONE]);
  });

  test('that a status conflicts with one that only counts', () => {
    const wide = wideFor('1.34.4', { ...LAGGING, ...FAULTS, noRollingUpdateBlock: true, parallel: true, templates: 1 });
    const [unready, deleted, stopped] = [label(FAULT_UNREADY, 0, 0), label(FAULT_DELETED, 1, 0), label(KUBELET_STOP, 1, 0)];
    const { start, steps } = runOf(wide, [unready, label(CACHE, 0, 0), sync, deleted, stopped, label(CACHE, 1, 0), sync]);
    expect(new Narrow(wide).follow(start, steps)).toBeUndefined();
  });
});
