import { subjectIn, web } from './manifests';
import { layoutOf } from '../../src/cluster/layout';
import { ANYWHERE, BINDS_WITH_POD } from '../../src/cluster/placement';
import { MAX_UNAVAILABLE, MIN_AVAILABLE, NAMES_NEVER, READY_MAJORITY, type Problem } from '../../src/cluster/problem';
import { check } from '../../src/prove/check';
import { GUARANTEES, monitorsFor } from '../../src/prove/guarantees';
import { outcomeIn, outcomeText } from '../../src/prove/outcome-text';
import { SCENARIOS, problemOf } from '../../src/prove/scenarios';
import { UNREAD, shapeOf, shapeText } from '../../src/prove/shape';
import type { Subject } from '../../src/prove/subject';
import { ORDINARY } from '../cluster/problems';

/** Goal: questions of one shape have the same answer, state by state, and questions that have not are never taken for one. */
const MANY = 2_000_000;
const IDS = GUARANTEES.map(({ id }) => id);
const subject = (spec = '', options: Parameters<typeof web>[1] = {}): Subject => subjectIn(web(spec, { replicas: 2, ...options }));
const problemIn = (of: Subject, name: string, faults = 0): Problem => problemOf(of, SCENARIOS.find((scenario) => scenario.name === name)!, faults);
const key = (problem: Problem, ids: readonly string[] = IDS): string => shapeText(shapeOf(problem, ids, MANY));

/** For each field that may be unread, other values than the one that all are made alike to. */
const OTHERS: readonly Partial<Problem>[] = [
  { names: NAMES_NEVER },
  { peers: 7 },
  { budget: MIN_AVAILABLE, budgetAmount: 2, evictsUnhealthy: true },
  { budgetAmount: 3, evictsUnhealthy: true },
  { waitsForOwnWrites: true, collectorChecksVersion: false },
  { placement: { ...ANYWHERE, zones: [0, 1], room: [1, 1], eligible: 3, apart: 1, binding: BINDS_WITH_POD, places: [1, 2], singleNode: true } },
  { parallel: true, noGracePeriod: true },
];

const PROBLEMS: readonly (readonly [string, Problem])[] = [
  ...['placement', 'bootstrap', 'roll-image', 'drain-each-node', 'stale-caches', 'claim-deleted', 'delete-and-recreate'].map(
    (name): [string, Problem] => [name, problemIn(subject(), name)]),
  ['bootstrap with a majority', problemIn(subject('', { annotations: 'cdk8s-stateful/readiness: majority', replicas: 3 }), 'bootstrap')],
  ['whenScaled: Delete', problemIn(subject('persistentVolumeClaimRetentionPolicy: {whenScaled: Delete}'), 'rescale-during-termination')],
];

describe('what nothing reads changes nothing', () => {
  test.each(PROBLEMS)('%s: another value there is explored to the same, state by state', (_, problem) => {
    const ids = IDS.filter((id) => id !== 'availability/quorum');
    const whole = outcomeText(check(problem, monitorsFor(ids), { maxStates: MANY }));
    expect(outcomeText(check(shapeOf(problem, ids, MANY).problem, monitorsFor(ids), { maxStates: MANY }))).toBe(whole);
    for (const other of OTHERS) {
      const changed = { ...problem, ...other };
      if (key(changed, ids) !== key(problem, ids)) continue;
      expect(layoutOf(changed)).toEqual(layoutOf(problem));
      expect(outcomeText(check(changed, monitorsFor(ids), { maxStates: MANY }))).toBe(whole);
    }
  });

  test('every rule of what is unread is put to the test here', () => {
    const used = UNREAD.filter((unread) => PROBLEMS.some(([, problem]) => unread.in(problem, []) && OTHERS.some((other) => {
      const fields = Object.keys(unread.alike) as (keyof Problem)[];
      return fields.every((field) => field in other) && key({ ...problem, ...other }, []) === key(problem, []);
    })));
    expect(used.map(({ why }) => why)).toEqual(UNREAD.map(({ why }) => why));
  });
});

describe('questions with different answers are not taken for one', () => {
  const drain = problemIn(subject(), 'drain-each-node');
  const majority = problemIn(subject('', { annotations: 'cdk8s-stateful/readiness: majority', replicas: 3 }), 'bootstrap');
  const stale = { ...ORDINARY, staleCaches: true, claims: 1 };

  test.each<[string, Problem, Partial<Problem>]>([
    ['the names of peers, where pods wait for each other', majority, { names: NAMES_NEVER }],
    ['the number of peers, where a majority is asked for', majority, { peers: 5 }],
    ['a budget, where nodes are drained', drain, { budget: MAX_UNAVAILABLE, budgetAmount: 0 }],
    ['the number of a budget', { ...drain, budget: MIN_AVAILABLE, budgetAmount: 1 }, { budgetAmount: 2 }],
    ['whether unhealthy pods are evicted', { ...drain, budget: MIN_AVAILABLE, budgetAmount: 1 }, { evictsUnhealthy: true }],
    ['waiting for own writes, where caches lag', stale, { waitsForOwnWrites: !stale.waitsForOwnWrites }],
    ['what the collector checks, where caches lag', stale, { collectorChecksVersion: !stale.collectorChecksVersion }],
    ['the placement, where nodes are part of the state', drain, { placement: { ...drain.placement, apart: 1 } }],
    ['the order of pods, where the controller acts', drain, { parallel: true }],
  ])('%s', (_, problem, change) => expect(key({ ...problem, ...change })).not.toBe(key(problem)));

  test('every field of a problem that decides anything', () => {
    const rich: Problem = { ...drain, staleCaches: true, readiness: READY_MAJORITY, budget: MIN_AVAILABLE, budgetAmount: 1, claims: 1 };
    for (const field of Object.keys(rich) as (keyof Problem)[]) {
      const value = rich[field];
      const other = typeof value === 'boolean' ? !value : typeof value === 'number' ? value + 1 : field === 'edits' ? [] : { ...rich.placement, apart: 3 };
      expect(`${field} ${key({ ...rich, [field]: other })}`).not.toBe(`${field} ${key(rich)}`);
    }
  });

  test('other guarantees, other bounds', () => {
    expect(key(drain, ['order/create'])).not.toBe(key(drain, ['order/update']));
    expect(shapeText(shapeOf(drain, IDS, 1))).not.toBe(shapeText(shapeOf(drain, IDS, 2)));
  });
});

test('the order of guarantees is no matter, nor are those that watch no steps, nor the order of a problem\'s fields', () => {
  const problem = problemIn(subject(), 'bootstrap');
  expect(key(problem, [...IDS].reverse())).toBe(key(problem, IDS));
  expect(key(problem, ['order/create', 'boot/completes'])).toBe(key(problem, ['order/create']));
  expect(key(Object.fromEntries(Object.entries(problem).reverse()) as unknown as Problem)).toBe(key(problem));
});

test('an outcome is written and read exactly', () => {
  const outcome = check(problemIn(subject('persistentVolumeClaimRetentionPolicy: {whenScaled: Delete}'), 'rescale-during-termination'), monitorsFor(IDS), { maxStates: MANY });
  expect(outcome.stuck.size + outcome.violations.size).toBeGreaterThan(0);
  expect(outcome.exercised.size).toBeGreaterThan(0);
  expect(outcomeIn(outcomeText(outcome))).toEqual(outcome);
});
