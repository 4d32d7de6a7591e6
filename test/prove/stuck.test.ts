import { judged } from './judged';
import { subjectIn, web } from './manifests';
import { programWith } from '../../conformance/mutants/program';
import { useProblem } from '../../src/cluster/step';
import { explore } from '../../src/prove/explore';
import { SCENARIOS, problemOf } from '../../src/prove/scenarios';
import { canStay } from '../../src/prove/stuck';

/** Goal: a run is judged by its last state as liveness judges the whole graph. Method: every state of some problems asked by itself. */
test.each([
  ['OrderedReady', '', 'bad-roll-then-fix', 1],
  ['claims that go', 'persistentVolumeClaimRetentionPolicy: {whenScaled: Delete}', 'rescale-during-termination', 0],
  ['Parallel without a rollingUpdate block', 'podManagementPolicy: Parallel\n  updateStrategy: {type: RollingUpdate}', 'roll-image', 1],
  ['Parallel, which heals', 'podManagementPolicy: Parallel', 'bad-roll-then-fix', 0],
])('%s', (_, spec, name, faults) => {
  const { graph, states } = judged(spec, name, faults);
  expect(states).toEqual(graph);
});

test('where a cycle need not be left: with a kubelet whose probes succeed and fail in turn', () => {
  const flapping: typeof import('./judged') = programWith('test/prove/judged.ts', {
    rule: 'readiness flaps for ever',
    file: 'src/cluster/kubelet.ts',
    right: 'problem.readiness === READY_MAJORITY && get(f.ready(i)) === 1 && !canBeReady(i, true)',
    wrong: 'get(f.ready(i)) === 1',
  });
  const { graph, states } = flapping.judged('', 'bootstrap', 0);
  expect(graph).not.toEqual([]);
  expect(states).toEqual(graph);
});

test('where the limit is too small, nothing is said', () => {
  const problem = problemOf(subjectIn(web()), SCENARIOS.find(({ name }) => name === 'bootstrap')!, 0);
  const { rows, layout } = explore(problem, [], { maxStates: 100, keepEdges: false });
  useProblem(problem);
  expect(canStay(rows.slice(0, layout.words), 3)).toBeUndefined();
  expect(canStay(rows.slice(0, layout.words), 10_000)).toBe(false);
});
