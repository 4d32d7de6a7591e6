import { ORDINARY } from './problems';
import { forgetSteps, learnedSuccessorsOf } from '../../src/cluster/learned';
import { EDIT_REPLICAS, EDIT_TEMPLATE, READY_MAJORITY, READY_PEERS } from '../../src/cluster/problem';
import type { Problem } from '../../src/cluster/problem';
import { clear, successorLabels, successorRows, successors } from '../../src/cluster/row';
import { successorsOf, useProblem } from '../../src/cluster/step';
import { windowProblem } from '../../src/prove/every-replica-count';
import { explore } from '../../src/prove/explore';
import { SCENARIOS, problemOf } from '../../src/prove/scenarios';
import { subjectIn, web } from '../prove/manifests';

/**
 * Goal: steps that are looked up are the steps of the step functions, successor by successor, label by label, in the same order.
 * Method: both are asked of every reachable state (of the larger problems, of the first ones), twice: once while the trees grow, and once more.
 */

const MOST_STATES = 3_000;

const written = (words: number): string => {
  const rows = successorRows();
  return Array.from({ length: successors() }, (_, i) => `${successorLabels()[i]}: ${rows.subarray(i * words, (i + 1) * words).join()}`).join('\n');
};

/** The states from which the two differ. */
function differences(problem: Problem): number[] {
  const { rows, states, layout: { words } } = explore(problem, [], { maxStates: MOST_STATES, keepEdges: false });
  useProblem(problem);
  forgetSteps();
  const numbers = [...Array(states).keys()];
  return [...numbers, ...numbers].filter((s) => {
    learnedSuccessorsOf(rows, s * words);
    const learned = written(words);
    clear();
    successorsOf(rows, s * words);
    return written(words) !== learned;
  });
}

const KINDS = ['', 'podManagementPolicy: Parallel', 'persistentVolumeClaimRetentionPolicy: {whenScaled: Delete, whenDeleted: Delete}', 'minReadySeconds: 10', 'updateStrategy: {type: RollingUpdate}'];

describe('in every scenario', () => {
  test.each(KINDS)('%s', (spec) => {
    const subject = subjectIn(web(spec));
    const scenarios = SCENARIOS.filter(({ excludes }) => excludes?.(subject) === undefined);
    expect(scenarios.flatMap((scenario) => differences(problemOf(subject, scenario, 1)).map((state) => `${scenario.name} ${state}`))).toEqual([]);
  });
});

const roll = { templates: 2, edits: [{ kind: EDIT_TEMPLATE, argument: 1 }, { kind: EDIT_REPLICAS, argument: 1 }] };

describe('in problems of the other kinds', () => {
  test('the window of every replica count', () => expect(differences(windowProblem(subjectIn(web(''))))).toEqual([]));

  test.each<[string, Partial<Problem>]>([
    ['caches that lag, and a controller that waits for its own writes', { ...roll, staleCaches: true, waitsForOwnWrites: true, faults: 2 }],
    ['caches that lag under Parallel, with claims that go', { ...roll, parallel: true, staleCaches: true, whenScaledDelete: true, faults: 1 }],
    ['a work queue', { ...roll, workQueue: true, faults: 2 }],
    ['readiness of a majority', { ...roll, readiness: READY_MAJORITY, faults: 2 }],
    ['readiness of the peers of the last run, more of them than are looked up', { slots: 12, replicas: 12, peers: 12, readiness: READY_PEERS, claims: 0, faults: 1 }],
    ['any number of faults', { ...roll, faults: -1 }],
    ['maxUnavailable', { ...roll, maxUnavailable: 2, faults: 1 }],
  ])('%s', (_, change) => expect(differences({ ...ORDINARY, ...change })).toEqual([]));
});
