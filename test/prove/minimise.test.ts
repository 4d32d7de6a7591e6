import { subjectIn, web } from './manifests';
import { CONTROLLER, FAULT_DELETED, FAULT_INTERRUPTED, FAULT_UNREADY, KUBELET_READY, KUBELET_START, SCHEDULER, USER, label as labelOf } from '../../src/cluster/label';
import { layoutOf } from '../../src/cluster/layout';
import { EDIT_DELETE_POD } from '../../src/cluster/problem';
import type { Problem } from '../../src/cluster/problem';
import { useProblem } from '../../src/cluster/step';
import { check } from '../../src/prove/check';
import { GUARANTEES, monitorsFor } from '../../src/prove/guarantees';
import { minimised } from '../../src/prove/minimise';
import { isFault } from '../../src/prove/minimise/accord';
import type { Goal } from '../../src/prove/minimise/goal';
import { lastRowOf, runFor, startAt, taken } from '../../src/prove/minimise/goal';
import { inOrder } from '../../src/prove/minimise/in-order';
import { leaveOut } from '../../src/prove/minimise/leave-out';
import { bitsOfOrdinals, touchedIn } from '../../src/prove/minimise/ordinals';
import type { Run } from '../../src/prove/path';
import { SCENARIOS, problemOf } from '../../src/prove/scenarios';
import { canStay, isBad } from '../../src/prove/stuck';
import { isSameRow, startsOf, stepsFrom, watchedStepWith } from '../../src/prove/walk';

/**
 * Goal: what is told of a counterexample is a run, breaks what it broke, is never longer, and nothing happens in it that nothing needs. Method: every counterexample
 * of a few sets in every scenario, as found and with idle steps put in; each is taken again on the step functions and judged by the monitor or by liveness.
 */
const IDS = GUARANTEES.map(({ id }) => id);

/** Sets that break something in most scenarios, each in its own way. */
const SETS: readonly (readonly [string, string])[] = [
  ['OrderedReady', ''],
  ['Parallel', 'podManagementPolicy: Parallel'],
  ['claims that go', 'persistentVolumeClaimRetentionPolicy: {whenScaled: Delete, whenDeleted: Delete}'],
];

interface Counterexample { readonly name: string; readonly problem: Problem; readonly run: Run; readonly goal: Goal }

function counterexamplesOf(spec: string, faults: number): Counterexample[] {
  const subject = subjectIn(web(spec));
  return SCENARIOS.filter(({ excludes }) => excludes?.(subject) === undefined).flatMap((scenario) => {
    const problem = problemOf(subject, scenario, faults);
    const { violations, stuck } = check(problem, monitorsFor(IDS), { maxStates: 40_000 });
    return [
      ...[...violations].map(([id, run]) => ({ name: `${scenario.name} ${id}`, problem, run, goal: { monitor: monitorsFor([id])[0] } })),
      ...[...stuck].map(([cause, run]) => ({ name: `${scenario.name} ${cause}`, problem, run, goal: { cause } })),
    ];
  });
}

/** Whether each step is one that the step functions take. */
function isBehaviour(problem: Problem, { first, steps }: Run): boolean {
  useProblem(problem);
  return steps.every(({ label, row }, index) => {
    const next = stepsFrom(index === 0 ? first : steps[index - 1].row);
    return next.some((step) => step.label === label && isSameRow(step.row, row));
  });
}

function comesTo(problem: Problem, run: Run, goal: Goal): boolean {
  const layout = useProblem(problem);
  if ('cause' in goal) return isBad(problem, layout, lastRowOf(run), goal.cause) && canStay(lastRowOf(run), 100_000) === true;
  const { label } = run.steps.at(-1)!;
  return watchedStepWith(run.steps.at(-2)?.row ?? run.first, label, goal.monitor)!.violates;
}

const faultsIn = ({ steps }: Run): number => steps.filter(({ label }) => isFault(label)).length;
const ordinalsIn = (problem: Problem, run: Run): number[] => touchedIn(bitsOfOrdinals(problem, layoutOf(problem)), run);

/** The same run with steps in it that it can do without, wherever one can be taken and the rest after it. */
function padded(problem: Problem, run: Run, wanted: number): Run {
  let { steps } = run;
  for (let at = 0; at < steps.length && steps.length < run.steps.length + wanted; at++) {
    useProblem(problem);
    const before = at === 0 ? run.first : steps[at - 1].row;
    for (const extra of stepsFrom(before).reverse()) {
      const longer = [{ label: extra.label, row: extra.row }];
      for (const { label } of steps.slice(at)) {
        const next = stepsFrom(longer.at(-1)!.row).find((step) => step.label === label);
        if (next === undefined) break;
        longer.push({ label, row: next.row });
      }
      if (longer.length !== steps.length - at + 1) continue;
      steps = [...steps.slice(0, at), ...longer];
      break;
    }
  }
  return { first: run.first, steps };
}

describe.each(SETS)('%s', (_, spec) => {
  const found = counterexamplesOf(spec, 1);

  test('there is something to minimise', () => {
    expect(found.length).toBeGreaterThan(8);
  });

  test('labels name one step of a row', () => {
    for (const { name, problem, run } of found) {
      useProblem(problem);
      for (const row of [run.first, ...run.steps.map((step) => step.row)]) {
        const labels = stepsFrom(row).map(({ label }) => label);
        expect([name, new Set(labels).size]).toEqual([name, labels.length]);
      }
    }
  });

  test('a minimised run is a run, comes to the same, and is never longer', () => {
    for (const { name, problem, run, goal } of found) {
      const told = minimised(problem, run, goal);
      expect([name, isBehaviour(problem, told), comesTo(problem, told, goal)]).toEqual([name, true, true]);
      // The search is breadth first, so nothing can be shorter; and no fault is added.
      expect([name, told.steps.length]).toEqual([name, run.steps.length]);
      expect(faultsIn(told)).toBeLessThanOrEqual(faultsIn(run));
      expect(ordinalsIn(problem, told).length).toBeLessThanOrEqual(ordinalsIn(problem, run).length);
    }
  });

  test('steps that nothing needs are left out of one that has some', () => {
    let longer = 0;
    for (const { name, problem, run, goal } of found) {
      const long = padded(problem, run, 4);
      if (!comesTo(problem, long, goal) || long.steps.length === run.steps.length) continue;
      longer++;
      const told = minimised(problem, long, goal);
      expect([name, isBehaviour(problem, told), comesTo(problem, told, goal)]).toEqual([name, true, true]);
      // Without a fault it may take more steps than with one.
      if (faultsIn(told) === faultsIn(run)) expect([name, told.steps.length]).toEqual([name, run.steps.length]);
      else expect(faultsIn(told)).toBeLessThan(faultsIn(run));
    }
    expect(longer).toBeGreaterThan(4);
  });

  test('it is the same run every time', () => {
    for (const { problem, run, goal } of found) {
      const copy = { first: run.first.slice(), steps: run.steps.map(({ label, row }) => ({ label, row: row.slice() })) };
      expect(minimised(problem, copy, goal)).toEqual(minimised(problem, run, goal));
    }
  });

  test('of a run from which steps are left out, no other step can be left out', () => {
    for (const { problem, run, goal } of found) {
      const long = padded(problem, run, 4);
      const aim = { problem, layout: useProblem(problem), goal };
      const { first, steps } = leaveOut(aim, long);
      expect(steps.length).toBeLessThanOrEqual(long.steps.length);
      steps.forEach((_step, left) => expect(runFor(aim, startAt(first), steps.filter((__, at) => at !== left).map(({ label }) => label))).toBeUndefined());
    }
  });
});

/** The pods that have a part in what is told, of three. */
test.each([
  ['persistentVolumeClaimRetentionPolicy: {whenScaled: Delete}', 'rescale-during-termination storage/kept', 0, [2]],
  ['', 'bad-roll-then-fix stuck', 0, [2]],
  ['', 'force-deletion identity/at-most-one', 0, [0]],
  ['', 'node-lost stuck', 1, [0]],
  ['podManagementPolicy: Parallel', 'claim-deleted stuck', 1, [0]],
])('%s, %s with %i faults: only of %j something happens', (spec, name, faults, ordinals) => {
  const found = counterexamplesOf(spec, faults).filter((each) => ('cause' in each.goal ? `${each.name.split(' ')[0]} stuck` : each.name) === name);
  expect(found.map(({ problem, run, goal }) => ordinalsIn(problem, minimised(problem, run, goal)))).toEqual([ordinals]);
});

/** A run of these steps, each named by actor, object and choice. */
function runOf(problem: Problem, labels: readonly number[]): Run {
  useProblem(problem);
  const [first] = startsOf(problem);
  const { run } = taken(startAt(first), labels);
  expect(run.steps).toHaveLength(labels.length);
  return run;
}

describe('the order in which a run is told', () => {
  const subject = subjectIn(web('podManagementPolicy: Parallel', { replicas: 2, claims: false }));
  const problem = problemOf(subject, { change: () => ({ settled: false, edits: [{ kind: EDIT_DELETE_POD, argument: 0 }] }) }, 1);
  const told = (...labels: readonly number[]): number[] => inOrder(problem, layoutOf(problem), runOf(problem, labels), 0).steps.map((step) => step.label);
  const sync = labelOf(CONTROLLER, 0, 0);
  const [node0, node1] = [labelOf(SCHEDULER, 0, 0), labelOf(SCHEDULER, 1, 0)];
  const [start0, start1, ready0] = [labelOf(KUBELET_START, 0, 0), labelOf(KUBELET_START, 1, 0), labelOf(KUBELET_READY, 0, 0)];

  test('what belongs to one pod stands together, the lowest first', () => {
    expect(told(sync, node1, node0, start1, start0)).toEqual([sync, node0, start0, node1, start1]);
  });

  test('people act when the cluster has reacted, and a fault comes last', () => {
    const [deletes, fails] = [labelOf(USER, 0, 0), labelOf(FAULT_DELETED, 0, 0)];
    expect(told(sync, deletes, node1, start1)).toEqual([sync, node1, start1, deletes]);
    expect(told(sync, fails, node1, start1)).toEqual([sync, node1, start1, fails]);
    const flaps = labelOf(FAULT_UNREADY, 0, 0);
    expect(told(sync, node0, start0, ready0, flaps, deletes)).toEqual([sync, node0, start0, ready0, flaps, deletes]);
    expect(told(sync, labelOf(FAULT_DELETED, 1, 0), deletes)).toEqual([sync, deletes, labelOf(FAULT_DELETED, 1, 0)]);
  });

  test('the controller follows what woke it, and then whoever goes on with the same pod', () => {
    const stopped = labelOf(FAULT_INTERRUPTED, 0, 1);
    expect(told(stopped, node0, start0, sync, node1)).toEqual([stopped, sync, node1, node0, start0]);
  });

  test('the last step stays where it is, if it has to', () => {
    const run = runOf(problem, [sync, node1, node0]);
    expect(inOrder(problem, layoutOf(problem), run, 1).steps).toEqual(run.steps);
  });
});
