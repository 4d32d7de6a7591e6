import { read, subjectIn, web } from './manifests';
import * as f from '../../src/cluster/fields';
import { othersIn } from '../../src/cluster/guards';
import type { Problem } from '../../src/cluster/problem';
import { fieldOf } from '../../src/cluster/row';
import { useProblem } from '../../src/cluster/step';
import { prove } from '../../src/prove';
import { isBrokenRow, isConvergedRow } from '../../src/prove/converged';
import { endsOf } from '../../src/prove/every-count/ends';
import { onlyTheseReplicas } from '../../src/prove/every-count/outside';
import { type EndsWindow, endsProblem, free, windowOf, windowProblem } from '../../src/prove/every-replica-count';
import { explore } from '../../src/prove/explore';
import { GUARANTEES, monitorsFor } from '../../src/prove/guarantees';
import type { Guarantee } from '../../src/prove/guarantees/guarantee';
import { EVERY_COUNT } from '../../src/prove/report';
import { isAtRest } from '../../src/prove/stuck';
import type { Subject } from '../../src/prove/subject';

/**
 * Goal: what is said of every replica count is said of each. Method: the verdicts of windows beside those of whole sets of two to four replicas in which as much
 * may happen, for a family of sets of which some have the guarantee and some have not.
 */

const PARALLEL = 'podManagementPolicy: Parallel';
const DELETE = 'persistentVolumeClaimRetentionPolicy: {whenScaled: Delete}';
const gate = (maxUnavailable: number) => `updateStrategy: {type: RollingUpdate, rollingUpdate: {maxUnavailable: ${maxUnavailable}}}`;
const GATE = { kubernetes: '1.35', featureGates: { MaxUnavailableStatefulSet: true } };

const FAMILY: readonly (readonly [name: string, subject: Subject])[] = [
  ['OrderedReady', subjectIn(web(''))],
  ['Parallel', subjectIn(web(PARALLEL))],
  ['minReadySeconds', subjectIn(web('minReadySeconds: 5'))],
  ['minReadySeconds under Parallel up to 1.33', subjectIn(web(`minReadySeconds: 5\n  ${PARALLEL}`), { kubernetes: '1.33' })],
  ['OnDelete', subjectIn(web('updateStrategy: {type: OnDelete}'))],
  ['whenScaled: Delete', subjectIn(web(DELETE))],
  ['terminationGracePeriodSeconds 0', subjectIn(web('', { pod: 'terminationGracePeriodSeconds: 0' }))],
  ['whenScaled: Delete and terminationGracePeriodSeconds 0 under Parallel', subjectIn(web(`${DELETE}\n  ${PARALLEL}`, { pod: 'terminationGracePeriodSeconds: 0' }))],
  ['maxUnavailable 1 under Parallel', subjectIn(web(`${PARALLEL}\n  ${gate(1)}`), GATE)],
  ['maxUnavailable 2 under Parallel', subjectIn(web(`${PARALLEL}\n  ${gate(2)}`), GATE)],
  ['maxUnavailable 2', subjectIn(web(gate(2)), GATE)],
];

const OPTIONS = { maxStates: 1_000_000, keepEdges: false };

// `PROJECTION=all npx jest every-count` looks at sets of four too.
const ALL = process.env.PROJECTION === 'all';
jest.setTimeout(ALL ? 600_000 : 120_000);

const guaranteesOf = (subject: Subject, wanted: (guarantee: Guarantee) => boolean): Guarantee[] =>
  GUARANTEES.filter((guarantee) => wanted(guarantee) && guarantee.notPromised?.(subject) === undefined)
    .filter((guarantee) => windowOf(guarantee) !== undefined && onlyTheseReplicas(subject, guarantee) === undefined);

/** Which of these guarantees some step breaks. */
function broken(problem: Problem, guarantees: readonly Guarantee[]): string[] {
  const { frontier, violations } = explore(problem, monitorsFor(guarantees.map(({ id }) => id)), OPTIONS);
  expect(frontier).toBe(0);
  return guarantees.filter((_, m) => violations[m] >= 0).map(({ id }) => id);
}

describe('what no step breaks in the window, no step breaks in a set, and the other way round', () => {
  const inWindow = (name: string) => (guarantee: Guarantee) => guarantee.everyReplicaCount === name && guarantee.onlyProofs !== true;

  test.each(FAMILY)('two ordinals: %s', (_, subject) => {
    const guarantees = guaranteesOf(subject, inWindow('two ordinals'));
    const window = windowProblem(subject);
    expect(othersIn(window)).toEqual([]);
    const expected = broken(window, guarantees);
    // Two templates and no partition to begin with keep the states of three replicas few.
    const withoutClaims = { ...free(subject, 3), claims: 0, whenScaledDelete: false, leftovers: false };
    const three: Problem = { ...withoutClaims, templates: 2, faults: 1, everyStart: false, settled: true };
    expect(broken(three, guarantees)).toEqual(expected);
  });

  test.each(FAMILY)('one ordinal: %s', (_, subject) => {
    const guarantees = guaranteesOf(subject, inWindow('one ordinal')).filter(({ id }) => id !== 'storage/single-writer');
    const window = windowProblem(subject, windowOf(guarantees[0]));
    expect(othersIn(window)).toEqual([]);
    const expected = broken(window, guarantees);
    expect(broken({ ...free(subject, 1), templates: 2 }, guarantees)).toEqual(expected);
    expect(broken({ ...free(subject, 2), templates: 1, faults: 2 }, guarantees)).toEqual(expected);
  });

  test('some have them and some have not', () => {
    const said = FAMILY.flatMap(([, subject]) => broken(windowProblem(subject, windowOf(GUARANTEES[0])), guaranteesOf(subject, inWindow('one ordinal'))));
    expect([...new Set(said)].sort()).toEqual(['identity/at-most-one', 'storage/kept', 'storage/single-writer']);
  });
});

describe('a majority, in the window of two', () => {
  const voting = (spec: string, more: object = {}) => subjectIn(web(spec, { annotations: 'cdk8s-stateful/quorum: majority' }), more);
  const quorum = GUARANTEES.filter(({ id }) => id === 'availability/quorum');

  test.each<[string, Subject, string[]]>([
    ['OrderedReady takes one at a time', voting(''), []],
    ['so does maxUnavailable 1', voting(`${PARALLEL}\n  ${gate(1)}`, GATE), []],
    ['Parallel takes a second where the template changes in between', voting(PARALLEL), ['availability/quorum']],
  ])('%s', (_, subject, expected) => expect(broken(windowProblem(subject), quorum)).toEqual(expected));

  test('what only the window breaks is not claimed', () => {
    const cells = prove(read(web(PARALLEL, { annotations: 'cdk8s-stateful/quorum: majority' })), { scenarios: ['bootstrap'] }).sets.flatMap((set) => set.cells);
    expect(cells.filter(({ guarantee, scenario }) => guarantee === 'availability/quorum' && scenario === EVERY_COUNT)).toEqual([]);
  });
});

/** Whether a set of so many replicas can come to where nobody has anything to do and the spec is not met; and the most steps that it takes to such an end or a good one. */
function wholeSet(problem: Problem): { stuck: boolean; longest: number } {
  const search = explore(problem, [], { ...OPTIONS, keepEdges: true });
  expect(search.frontier).toBe(0);
  const { layout, rows, states, edges, edgeStart } = search;
  useProblem(problem);
  const steps = new Int32Array(states).fill(-1);
  const longestFrom = (state: number): number => {
    if (steps[state] >= 0) return steps[state];
    let most = 0;
    for (let e = edgeStart[state]; e < edgeStart[state + 1]; e++) most = Math.max(most, 1 + longestFrom(edges[e]));
    return steps[state] = most;
  };
  let stuck = false;
  let longest = 0;
  for (let s = 0; s < states; s++) {
    longest = Math.max(longest, longestFrom(s));
    const at = s * layout.words;
    const asksForBroken = problem.brokenTemplates > 0 && fieldOf(layout, rows, at, f.PARTITION) > 0;
    if (stuck || asksForBroken || isConvergedRow(problem, layout, rows, at) || isBrokenRow(problem, layout, rows, at)) continue;
    stuck = isAtRest(rows.slice(at, at + layout.words));
  }
  return { stuck, longest };
}

describe('where runs come to in the window, they come to in a set', () => {
  const changes: { readonly [window in EndsWindow]: Partial<Problem> } = {
    boot: { freeEdits: false, templates: 1 }, converges: { templates: 1 }, recovers: { templates: 2, brokenTemplates: 0b10 },
  };
  const cases = FAMILY.flatMap(([name, subject]) => guaranteesOf(subject, ({ monitor, id }) => monitor === undefined && id !== 'boot/restarts')
    .map(({ everyReplicaCount }) => [name, everyReplicaCount as EndsWindow, subject] as const));

  const endsFor = (subject: Subject, window: EndsWindow) => endsOf(endsProblem(subject, window), Math.max(2, subject.problem.maxUnavailable), 100_000)!;

  test.each(cases)('%s: %s', (_, window, subject) => {
    const ends = endsFor(subject, window);
    for (const replicas of window === 'recovers' || !ALL ? [2, 3] : [2, 3, 4]) {
      const { stuck, longest } = wholeSet({ ...free(subject, replicas), claims: 0, leftovers: false, ...changes[window] });
      expect([replicas, stuck]).toEqual([replicas, ends.stuck]);
      expect(longest).toBeLessThanOrEqual(ends.rank * replicas);
    }
  });

  test('some come to a good end and some do not', () => {
    const said = cases.map(([name, window, subject]) => [name, window, endsFor(subject, window)] as const);
    expect(said.filter(([,, { stuck }]) => stuck).map(([name, window, { stuckUnscaled }]) => `${name}: ${window}${stuckUnscaled ? '' : ', only after scaling'}`)).toMatchInlineSnapshot(`
[
  "OrderedReady: converges, only after scaling",
  "OrderedReady: recovers",
  "minReadySeconds: converges, only after scaling",
  "minReadySeconds: recovers",
  "OnDelete: converges, only after scaling",
  "OnDelete: recovers",
  "terminationGracePeriodSeconds 0: converges, only after scaling",
  "terminationGracePeriodSeconds 0: recovers",
  "maxUnavailable 1 under Parallel: recovers",
  "maxUnavailable 2 under Parallel: recovers",
  "maxUnavailable 2: converges, only after scaling",
  "maxUnavailable 2: recovers",
]
`);
  });
});

describe('what is told', () => {
  const cellsOf = (spec: string) => prove(read(web(spec))).sets[0].cells.filter(({ scenario }) => scenario === EVERY_COUNT);

  test('two failed pods above the wanted number stop an ordered set, which is a limit and no error', () => {
    const [refuted, ...others] = cellsOf('').filter(({ guarantee }) => guarantee === 'rollout/converges');
    expect(others).toEqual([]);
    expect([refuted.verdict, refuted.severity, refuted.diagnostic?.message]).toEqual(
      ['REFUTED', 'limit', 'two unhealthy pods above the wanted number block the scale-down of web']);
    expect(refuted.counterexample?.timeline.steps.map(({ action }) => action)).toMatchInlineSnapshot(`
[
  "scale to 0",
  "web-0 fails",
  "web-1 fails",
]
`);
  });

  test('a broken template stops an ordered set also when it is mended (kubernetes#67250), and not a Parallel one', () => {
    const recovers = (spec: string) => cellsOf(spec).filter(({ guarantee }) => guarantee === 'rollout/recovers').map(({ verdict, severity }) => `${verdict} ${severity}`);
    expect([recovers(''), recovers(PARALLEL)]).toEqual([['REFUTED limit'], ['PROVED error']]);
  });

  test('the most steps that are left', () => {
    expect(cellsOf(PARALLEL).find(({ guarantee }) => guarantee === 'boot/completes')?.claim).toMatchInlineSnapshot('"However many replicas, under Kubernetes 1.34.4, with any number of faults among {container crashed, readiness lost, pod failed, pod deleted, sync interrupted}, fresh caches, fair controllers and kubelets, a node for every pod: from nothing, all replicas become ready. Once users and faults stop, at most 6 steps for each ordinal that is wanted or has a pod: window of 1 ordinal, 34 states without a cycle of such steps, and no 2 ordinals that stay where the spec is not met."');
  });

  const ENDS = 'boot/completes, boot/restarts, rollout/converges, rollout/recovers';
  test.each([
    ['majority', web('', { annotations: 'cdk8s-stateful/readiness: majority' }), `${ENDS}: not for every replica count, because a pod is ready when others are, such as a majority or its predecessor`],
    ['no rollingUpdate block', web('updateStrategy: {type: RollingUpdate}'),
      `${ENDS}: not for every replica count, because without a rollingUpdate block, a new pod is old below status.currentReplicas`],
    ['claims that go', web(DELETE), `${ENDS}: not for every replica count, because nobody is woken when a claim is deleted, and whenScaled is Delete`],
    ['a partition', web('updateStrategy: {type: RollingUpdate, rollingUpdate: {partition: 1}}'), 'rollout/recovers: not for every replica count, because there is a partition'],
  ])('what keeps a proof from being one for every replica count: %s', (_, text, expected) => {
    expect(prove(read(text), { scenarios: ['bootstrap'] }).sets[0].notes.filter((note) => note.includes(EVERY_COUNT))).toEqual([expected]);
  });
});
