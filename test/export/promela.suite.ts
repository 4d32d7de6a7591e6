import { spin } from './spin';
import { programWith } from '../../conformance/mutants/program';
import {
  EDIT_DELETE_ALL_PODS, EDIT_DELETE_ANY_CLAIM, EDIT_DELETE_ANY_POD, EDIT_DELETE_POD, EDIT_ON_DELETE, EDIT_PARTITION, EDIT_REPLICAS, EDIT_TEMPLATE,
  EDIT_WHEN_SCALED, NAMES_WHEN_READY, type Problem, READY_MAJORITY, READY_ORDINAL_0, READY_PEERS, READY_PREDECESSOR,
} from '../../src/cluster/problem';
import { promela } from '../../src/export/promela';
import { explore } from '../../src/prove/explore';
import { GUARANTEES, monitorsFor } from '../../src/prove/guarantees';
import { findStuck } from '../../src/prove/liveness';
import { ORDINARY } from '../cluster/problems';

/**
 * Goal: SPIN, which knows nothing of us, finds as many states in the exported model as the explorer finds in ours, the same guarantees broken and the same
 * runs that never come to a good end. The model is a twin that was written by hand, so a mistake in either shows. Needs spin and gcc.
 */
const IDS = GUARANTEES.map(({ id }) => id);
const MANY = 3_000_000;
const edit = (kind: number, argument = 0) => ({ kind, argument });
const script = (...edits: Problem['edits'][number][]): Partial<Problem> => ({ edits, faults: 1 });

const TWO: Partial<Problem> = { slots: 2, replicas: 2, peers: 2 };
const BOOT: Partial<Problem> = { settled: false, faults: 1 };
const STALE: Partial<Problem> = { ...TWO, claims: 0, staleCaches: true };
const ROLL: Partial<Problem> = { templates: 2, ...script(edit(EDIT_TEMPLATE, 1)) };
const BAD_ROLL: Partial<Problem> = { templates: 3, brokenTemplates: 0b010, ...script(edit(EDIT_TEMPLATE, 1), edit(EDIT_TEMPLATE, 2)) };
const RESCALE: Partial<Problem> = script(edit(EDIT_REPLICAS, 1), edit(EDIT_REPLICAS, 3));
const COLLECTED: Partial<Problem> = { whenScaledDelete: true, workQueue: true };
const WINDOW: Partial<Problem> = {
  ...TWO, claims: 0, templates: 3, freeEdits: true, freeCompletion: true, faults: -1, settled: false, everyStart: true, leftovers: false,
};
const parallel = (problem: Partial<Problem>): Partial<Problem> => ({ ...problem, parallel: true });

/** Each with the guarantees that it breaks, as a reminder that both kinds are here. */
const SAFETY: readonly (readonly [name: string, change: Partial<Problem>, broken: readonly string[]])[] = [
  ['a boot with two faults', { settled: false, faults: 2 }, []],
  ['a Parallel boot', parallel(BOOT), ['order/create']],
  ['a boot with a stale cache', { ...STALE, ...BOOT }, ['order/create']],
  ['a Parallel boot with a stale cache', parallel({ ...STALE, ...BOOT }), ['order/create']],
  ['a restart of all pods', script(edit(EDIT_DELETE_ALL_PODS)), []],
  ['a pod deleted by hand', script(edit(EDIT_DELETE_ANY_POD)), []],
  ['a roll', ROLL, []],
  ['a Parallel roll', parallel(ROLL), ['availability/quorum', 'order/create']],
  ['a roll with a stale cache', { ...STALE, ...ROLL }, ['availability/quorum', 'order/create', 'order/update']],
  ['a roll with a stale cache and claims', { ...STALE, ...ROLL, claims: 1 }, ['availability/quorum', 'order/create', 'order/update']],
  ['a roll of 1.36, which waits for its own writes', { ...STALE, ...ROLL, waitsForOwnWrites: true, deleteOfMissingPodIsDone: true },
    ['availability/quorum', 'order/create', 'order/update']],
  ['a bad roll and its fix', BAD_ROLL, []],
  ['a canary', { templates: 2, ...script(edit(EDIT_PARTITION, 3), edit(EDIT_TEMPLATE, 1), edit(EDIT_PARTITION, 2), edit(EDIT_PARTITION, 0)) }, []],
  ['OnDelete', { templates: 2, ...script(edit(EDIT_ON_DELETE, 1), edit(EDIT_TEMPLATE, 1), edit(EDIT_DELETE_POD, 2), edit(EDIT_DELETE_POD, 0)) }, []],
  ['a roll without a rollingUpdate block', parallel({ ...ROLL, noRollingUpdateBlock: true }), ['availability/quorum', 'order/create']],
  ['a roll with maxUnavailable', parallel({ ...ROLL, maxUnavailable: 2 }), ['availability/quorum', 'order/create', 'order/update']],
  ['a roll with maxUnavailable in percent', { ...ROLL, maxUnavailable: 70, maxUnavailableIsPercent: true, minReady: true },
    ['availability/quorum', 'order/update']],
  ['a roll of 1.33 with minReadySeconds', parallel({ ...ROLL, minReady: true, healthIsAvailability: false }), ['availability/quorum', 'order/create', 'order/update']],
  ['a boot of 1.33 with minReadySeconds', { ...BOOT, minReady: true, healthIsAvailability: false }, []],
  ['a grace period of 0', { noGracePeriod: true, faults: 1 }, ['identity/at-most-one']],
  ['scaling down and up', RESCALE, ['availability/quorum']],
  ['a Parallel set that scales down and up', parallel(RESCALE), ['availability/quorum', 'order/create', 'order/terminate']],
  ['whenScaled: Delete', { ...COLLECTED, ...RESCALE }, ['availability/quorum', 'storage/kept']],
  ['whenScaled and whenDeleted: Delete, Parallel', parallel({ ...COLLECTED, ...RESCALE, whenDeletedDelete: true }),
    ['availability/quorum', 'order/create', 'order/terminate', 'storage/kept']],
  ['whenScaled: Delete with a stale cache', { ...COLLECTED, ...STALE, claims: 1, ...script(edit(EDIT_REPLICAS, 1), edit(EDIT_REPLICAS, 2)) },
    ['availability/quorum', 'order/create', 'order/update', 'storage/kept']],
  ['the same before 1.34, whose collector does not check the version',
    { ...COLLECTED, ...STALE, claims: 1, collectorChecksVersion: false, ...script(edit(EDIT_REPLICAS, 1), edit(EDIT_REPLICAS, 2)) },
    ['availability/quorum', 'order/create', 'order/update', 'storage/kept']],
  ['a retention policy that changes', { ...COLLECTED, ...script(edit(EDIT_REPLICAS, 1), edit(EDIT_WHEN_SCALED, 0)) }, ['availability/quorum', 'storage/kept']],
  ['claims deleted by hand', { workQueue: true, ...script(edit(EDIT_DELETE_ANY_CLAIM), edit(EDIT_DELETE_ANY_POD)) }, []],
  ['two claims for each pod', { ...TWO, ...BOOT, claims: 2, whenDeletedDelete: true }, []],
  ['a member that waits for ordinal 0', parallel({ ...BOOT, readiness: READY_ORDINAL_0, names: NAMES_WHEN_READY }), ['order/create']],
  ['a member that waits for the one below', parallel({ ...BOOT, readiness: READY_PREDECESSOR }), ['order/create']],
  ['a member that waits for a majority', parallel({ ...BOOT, readiness: READY_MAJORITY }), ['order/create']],
  ['a member that waits for the peers of its last run', parallel({ ...TWO, readiness: READY_PEERS, ...script(edit(EDIT_DELETE_ALL_PODS)) }), ['order/create']],
  ['the window for every replica count', WINDOW, ['availability/quorum']],
  ['the window of a Parallel set', parallel(WINDOW), ['availability/quorum', 'order/create', 'order/terminate']],
];

/** Each with whether every run ends well. */
const LIVENESS: readonly (readonly [name: string, change: Partial<Problem>, endsWell: boolean])[] = [
  ['a boot', BOOT, true],
  ['a boot with a stale cache', { ...STALE, ...BOOT }, true],
  ['a roll with a stale cache', { ...STALE, ...ROLL, faults: 0 }, true],
  ['a Parallel roll', parallel(ROLL), true],
  ['a bad roll and its fix under OrderedReady (kubernetes#67250)', BAD_ROLL, false],
  ['a bad roll and its fix under Parallel', parallel(BAD_ROLL), true],
  ['a majority under OrderedReady', { ...BOOT, readiness: READY_MAJORITY }, false],
  ['a majority under Parallel', parallel({ ...BOOT, readiness: READY_MAJORITY }), true],
  ['a claim that goes when the set scales down and up', { ...COLLECTED, ...script(edit(EDIT_REPLICAS, 2), edit(EDIT_REPLICAS, 3)) }, false],
  ['claims deleted by hand', { workQueue: true, ...script(edit(EDIT_DELETE_ANY_CLAIM), edit(EDIT_DELETE_ANY_POD)) }, false],
  ['a Parallel roll without a rollingUpdate block', parallel({ ...ROLL, noRollingUpdateBlock: true }), false],
];

const modelOf = (problem: Problem, converges?: string): string =>
  promela({ title: 'a problem of the tests', problem, guarantees: IDS, version: '0.0.0', name: 'model', ...converges === undefined ? {} : { converges } }).text;
const identifiers = (ids: Iterable<string>): string[] => [...ids].map((id) => id.replace(/\W/g, '_')).sort();

describe('as many states, and the same guarantees broken', () => {
  test.each(SAFETY)('%s', (_, change, broken) => {
    const problem = { ...ORDINARY, ...change };
    const monitors = monitorsFor(IDS);
    const search = explore(problem, monitors, { maxStates: MANY, keepEdges: false });
    expect(search.frontier).toBe(0);
    expect(monitors.filter((_monitor, m) => search.violations[m] >= 0).map(({ guarantee }) => guarantee).sort()).toEqual(broken);
    const { states, errors } = spin(modelOf(problem), 'safety');
    // One more: the state before anything has begun.
    expect({ states, errors }).toEqual({ states: search.states + 1, errors: identifiers(broken) });
  });
});

describe('as many states with a process for each actor, and the same good or bad end', () => {
  test.each(LIVENESS)('%s', (_, change, endsWell) => {
    const problem = { ...ORDINARY, ...change };
    const search = explore(problem, [], { maxStates: MANY, keepEdges: true });
    expect(findStuck(search).size === 0).toBe(endsWell);
    const model = modelOf(problem, 'rollout/converges');
    expect(spin(model, 'safety, a process for each actor').states).toBe(search.states + 1);
    expect(spin(model, 'liveness').errors).toEqual(endsWell ? [] : ['acceptance cycle']);
  });
});

test('SPIN leaves none of the state out: a variable that nothing reads would be dropped', () => {
  const problem = { ...ORDINARY, ...TWO, ...BOOT };
  const read = modelOf(problem);
  const unread = read.replace(/^ *assert\(phase\[0\].*$/m, 'skip');
  expect(unread).not.toBe(read);
  expect(spin(unread, 'safety').states).toBeLessThan(spin(read, 'safety').states);
});

test('a controller of ours that does something else is found out', () => {
  const mutant = {
    rule: 'creates pods without waiting for readiness',
    file: 'src/cluster/statefulset.ts',
    right: 'if (monotonic && !healthy(p)) return EXIT;',
    wrong: 'if (monotonic && get(f.viewPhase(p)) < f.SCHEDULED) return EXIT;',
  };
  const problem = { ...ORDINARY, ...BOOT };
  const broken: typeof import('../../src/prove/explore') = programWith('src/prove/explore.ts', mutant);
  expect(spin(modelOf(problem), 'safety').states).not.toBe(broken.explore(problem, [], { maxStates: MANY, keepEdges: false }).states + 1);
});
