import { subjectIn, web } from './manifests';
import { useProblem } from '../../src/cluster/step';
import { CAUSES } from '../../src/prove/causes';
import { explore } from '../../src/prove/explore';
import { findStuck } from '../../src/prove/liveness';
import { SCENARIOS, problemOf } from '../../src/prove/scenarios';
import { canStay, isBad } from '../../src/prove/stuck';

/**
 * Goal: a run is judged by its last state as liveness judges the whole graph. Method: every state of some problems, with states at rest and with cycles that a fair
 * run need not leave, asked by itself.
 */
test.each([
  ['OrderedReady', '', 'bad-roll-then-fix', 1],
  ['claims that go', 'persistentVolumeClaimRetentionPolicy: {whenScaled: Delete}', 'rescale-during-termination', 0],
  ['Parallel without a rollingUpdate block, which creates and deletes for ever', 'podManagementPolicy: Parallel\n  updateStrategy: {type: RollingUpdate}', 'roll-image', 1],
  ['Parallel, which heals', 'podManagementPolicy: Parallel', 'bad-roll-then-fix', 0],
])('%s', (_, spec, name, faults) => {
  const problem = problemOf(subjectIn(web(spec, { replicas: 2 })), SCENARIOS.find((scenario) => scenario.name === name)!, faults);
  const search = explore(problem, [], { maxStates: 10_000, keepEdges: true });
  expect(search.frontier).toBe(0);
  const found = findStuck(search);
  const layout = useProblem(problem);
  const nearest = new Map<number, number>();
  for (let s = 0; s < search.states; s++) {
    const row = search.rows.slice(s * layout.words, (s + 1) * layout.words);
    const cause = CAUSES.find((each) => isBad(problem, layout, row, each));
    if (cause !== undefined && !nearest.has(cause) && canStay(row, search.states) === true) nearest.set(cause, s);
  }
  expect([...nearest].sort()).toEqual([...found].sort());
});

test('where the limit is too small, nothing is said', () => {
  const problem = problemOf(subjectIn(web()), SCENARIOS.find(({ name }) => name === 'bootstrap')!, 0);
  const { rows, layout } = explore(problem, [], { maxStates: 100, keepEdges: false });
  useProblem(problem);
  expect(canStay(rows.slice(0, layout.words), 3)).toBeUndefined();
  expect(canStay(rows.slice(0, layout.words), 10_000)).toBe(false);
});
