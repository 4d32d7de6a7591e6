import { subjectIn, web } from './manifests';
import * as f from '../../src/cluster/fields';
import { EDIT_DELETE_ANY_CLAIM, type Problem } from '../../src/cluster/problem';
import { fieldOf } from '../../src/cluster/row';
import { type Window, windowOf, windowProblem } from '../../src/prove/every-replica-count';
import { explore } from '../../src/prove/explore';
import { GUARANTEES } from '../../src/prove/guarantees';
import { SCENARIOS, problemOf } from '../../src/prove/scenarios';
import type { Subject } from '../../src/prove/subject';
import { subsets } from '../cluster/window-projection';

/**
 * Goal: what a window is said to cover (every-replica-count.ts, `covers`) does happen in it. Method: each state that a scenario of three replicas and more reaches, seen
 * from one or two of its ordinals, is one that the window reaches. Nodes are looked away from: to a pod, what happens to its node comes to a fault.
 */

const windowFor = (id: string): Window => windowOf(GUARANTEES.find((guarantee) => guarantee.id === id)!)!;
const TWO_ORDINALS = windowFor('order/update');
const ONE_ORDINAL = windowFor('storage/kept');

const OPTIONS = { maxStates: 500_000, keepEdges: false };
jest.setTimeout(120_000);

/** What two ordinals are seen by: their pods and revisions. */
const OF_TWO = [f.phase, f.ready, f.available, f.deleting, f.revision];
/** What one is seen by: its pod, whether a process of it is left, and its claim. */
const OF_ONE = [f.phase, f.ready, f.available, f.deleting, f.leftover, f.claim, f.claimDeleting, f.claimOwner, f.claimData];

/** The states that a problem reaches, seen from so many of its ordinals. */
function seen(problem: Problem, ordinals: number): Set<string> {
  const { layout, rows, states, frontier } = explore(problem, [], OPTIONS);
  expect(frontier).toBe(0);
  const keys = new Set<string>();
  const choices = subsets(problem.slots, ordinals);
  for (let s = 0; s < states; s++) {
    const value = (field: number) => fieldOf(layout, rows, s * layout.words, field);
    const spec = ordinals === 2 ? [value(f.TEMPLATE), value(f.CURRENT_REVISION)] : [];
    for (const kept of choices) {
      const counts = [f.REPLICAS, f.PARTITION].map((count) => kept.filter((i) => i < value(count)).length);
      const fields = ordinals === 2 ? OF_TWO : OF_ONE;
      const pods = kept.flatMap((i) => fields.map((field) => field === f.leftover ? Math.min(1, value(field(i))) : value(field(i))));
      keys.add([...counts, ...spec, ...pods].join());
    }
  }
  return keys;
}

/** The scenarios that a window covers and in which a state is seen that it does not reach; and how many there are in all. */
function uncovered(subject: Subject, window: Window): { readonly covered: string[]; readonly missed: string[] } {
  const reached = seen(windowProblem(subject, window), window.ordinals);
  const problems = SCENARIOS.filter(({ name, excludes }) => name !== 'placement' && excludes?.(subject) === undefined)
    .map((scenario) => ({ name: scenario.name, problem: problemOf(subject, scenario, 1) }))
    .filter(({ problem }) => window.covers(problem));
  const missed = problems.filter(({ problem }) => [...seen(problem, window.ordinals)].some((key) => !reached.has(key)));
  return { covered: problems.map(({ name }) => name), missed: missed.map(({ name }) => name) };
}

const PARALLEL = 'podManagementPolicy: Parallel';
const DELETE = 'persistentVolumeClaimRetentionPolicy: {whenScaled: Delete}';

describe('what a scenario comes to, the window comes to', () => {
  test.each([
    ['OrderedReady', ''],
    ['Parallel without a rollingUpdate block', `${PARALLEL}\n  updateStrategy: {type: RollingUpdate}`],
  ])('two ordinals: %s', (_, spec) => {
    const { covered, missed } = uncovered(subjectIn(web(spec)), TWO_ORDINALS);
    expect(missed).toEqual([]);
    // All but those whose caches lag, in which the strategy changes, or a person uses force: of these, others tell.
    expect(covered.length).toBeGreaterThanOrEqual(18);
    expect(covered).not.toContain('stale-caches');
  });

  test.each([['OrderedReady', ''], ['Parallel, whenScaled: Delete', `${PARALLEL}\n  ${DELETE}`]])('one ordinal: %s', (_, spec) => {
    const { covered, missed } = uncovered(subjectIn(web(spec)), ONE_ORDINAL);
    expect(missed).toEqual([]);
    expect(covered).toEqual(expect.arrayContaining(['bootstrap', 'rescale-during-termination', 'node-lost', 'drain-each-node', 'canary']));
  });

  test('what it is not said to cover, it does not reach', () => {
    const subject = subjectIn(web());
    const problem = problemOf(subject, SCENARIOS.find(({ name }) => name === 'claim-deleted')!, 1);
    expect(problem.edits[0].kind).toBe(EDIT_DELETE_ANY_CLAIM);
    expect(ONE_ORDINAL.covers(problem)).toBe(false);
    const reached = seen(windowProblem(subject, ONE_ORDINAL), 1);
    expect([...seen(problem, 1)].some((key) => !reached.has(key))).toBe(true);
  });
});
