import { read, web } from './manifests';
import { label } from '../../src/cluster/label';
import { GUARANTEES as RULES, type ProveOptions, RequestError, prove, replayToken } from '../../src/prove';
import { GUARANTEES } from '../../src/prove/guarantees';
import { type Cell, EVERY_COUNT } from '../../src/prove/report';
import { type PinnedRun, TOKEN_SCENARIOS, readToken, tokenOf } from '../../src/prove/token';
import { timelineJson } from '../../src/report/timeline-json';
import { randomFrom } from '../cluster/problems';

/**
 * Goal: a token shows its counterexample again, byte for byte, as long as it is one, and says what has become of it otherwise; whatever a token says, there is an answer.
 */
const DELETES = 'persistentVolumeClaimRetentionPolicy: {whenScaled: Delete, whenDeleted: Delete}';
const MAJORITY = { annotations: 'cdk8s-stateful/readiness: majority' };
const QUICK: ProveOptions = { maxStates: 30_000, failOn: 'limit' };

function refuted(text: string, options: ProveOptions = QUICK): Cell[] {
  return prove(read(text), options).sets.flatMap(({ cells }) => cells).filter(({ verdict }) => verdict === 'REFUTED');
}

/** The token of a counterexample to this guarantee in this scenario. */
function tokenIn(text: string, scenario: string, guarantee: string): string {
  return refuted(text, { ...QUICK, scenarios: [scenario], guarantees: [guarantee] }).find((cell) => cell.scenario === scenario)!.counterexample!.token!;
}

const FEWER = 'a set of which fewer replicas can be explored';
test.each<[string, string, ProveOptions]>([
  ['OrderedReady', web(), { ...QUICK, guarantees: ['rollout/recovers', 'rollout/converges', 'identity/at-most-one'], scenarios: ['bad-roll-then-fix', 'node-lost', 'force-deletion'] }],
  ['Parallel, on a version that rolls too early', web('podManagementPolicy: Parallel\n  minReadySeconds: 5', { replicas: 2 }), { ...QUICK, kubernetes: '1.33', scenarios: ['bootstrap', 'roll-image'] }],
  ['claims that go', web(DELETES), { ...QUICK, scenarios: ['rescale-during-termination', 'retention-changes', 'delete', 'claim-deleted'] }],
  ['a majority that never comes', web('', MAJORITY), { ...QUICK, scenarios: ['bootstrap', 'restart-all', 'drain-each-node'] }],
  ['caches that lag behind', web(), { ...QUICK, scenarios: ['stale-caches'], guarantees: ['order/create'] }],
  [FEWER, web('', { replicas: 9 }), { maxStates: 2000, scenarios: ['bad-roll-then-fix'], guarantees: ['rollout/recovers'] }],
])('every counterexample that was explored is shown again: %s', (name, text, options) => {
  const cells = refuted(text, options).filter(({ exploration }) => exploration !== undefined);
  expect(cells.some(({ counterexample }) => readToken(counterexample!.token!).replicas > 0)).toBe(name === FEWER);
  expect(cells.length).toBeGreaterThan(0);
  for (const { guarantee, scenario, counterexample } of cells) {
    const { kubernetes } = options;
    const replayed = replayToken(read(text), { token: counterexample!.token!, ...kubernetes === undefined ? {} : { kubernetes } });
    expect([guarantee, scenario, replayed.gone, replayed.sameProblem]).toEqual([guarantee, scenario, undefined, true]);
    expect(replayed.counterexample).toEqual(counterexample);
    expect(timelineJson(replayed.counterexample!.timeline)).toBe(timelineJson(counterexample!.timeline));
    expect(replayed.guarantee).toBe(guarantee);
  }
});

test('the window for every replica count has tokens too', () => {
  const text = web('podManagementPolicy: Parallel\n  minReadySeconds: 5');
  const cells = refuted(text, { kubernetes: '1.33', scenarios: [], guarantees: ['order/update'] });
  expect(cells.map(({ scenario }) => scenario)).toEqual([EVERY_COUNT]);
  const [{ counterexample }] = cells;
  expect(readToken(counterexample!.token!)).toMatchObject({ scenario: EVERY_COUNT, guarantee: 'order/update', faults: 0 });
  expect(replayToken(read(text), { token: counterexample!.token!, kubernetes: '1.33' }).counterexample).toEqual(counterexample);
  expect(replayToken(read(text), { token: counterexample!.token!, kubernetes: '1.34' })).toMatchObject({ gone: expect.stringContaining('the run of this token') });
});

test('what is read and not explored has none', () => {
  const cells = refuted(web('', { serviceName: 'nobody' }), { scenarios: [] });
  expect(cells.map(({ guarantee, counterexample }) => [guarantee, counterexample?.token])).toEqual([['network/governing-service', undefined]]);
  const refused = refuted(web('', { pod: 'hostNetwork: 1' }), { scenarios: [], kubernetes: '1.30' });
  expect(refused.map(({ counterexample }) => counterexample?.token).filter((token) => token !== undefined)).toEqual([]);
});

describe('of a run that is none any more it is said why', () => {
  const token = tokenIn(web(DELETES), 'rescale-during-termination', 'storage/kept');
  const goneOf = (text: string, of = token) => replayToken(read(text), { token: of });

  test('a step that cannot be taken, with all before it', () => {
    const { gone, timeline, counterexample, sameProblem, ...told } = goneOf(web());
    expect(told).toEqual({ guarantee: 'storage/kept', scenario: 'rescale-during-termination', faults: 0, namespace: 'default', set: 'web' });
    expect(gone).toBe('the run of this token is no longer possible: step 4, garbage-collector: delete www-web-2: the owner is gone, cannot be taken');
    expect(timeline!.steps.map(({ actor }) => actor)).toEqual(['user', 'statefulset-controller', 'kubelet', 'user']);
    expect([counterexample, sameProblem]).toEqual([undefined, false]);
  });

  test('a run that breaks nothing any more', () => {
    const stuck = tokenIn(web('', MAJORITY), 'bootstrap', 'boot/completes');
    const { gone, timeline } = goneOf(web(), stuck);
    expect(gone).toBe('the run of this token is still possible, but it no longer breaks boot/completes');
    expect(timeline!.steps).toHaveLength(readToken(stuck).labels.length);
  });

  test('a guarantee that is not promised, and a scenario that makes no sense', () => {
    expect(goneOf(web('', { claims: false }))).toMatchObject({ scenario: 'rescale-during-termination', set: 'web' });
    expect(goneOf(web('', { claims: false })).gone).toBe('the run of this token breaks nothing here: storage/kept is not promised to this set: there are no volumeClaimTemplates');
    expect(goneOf(web(DELETES, { replicas: 0 })).gone).toBe('the run of this token is no longer possible: the scenario rescale-during-termination makes no sense for this set: replicas is 0');
  });

  test('a start that there is not', () => {
    expect(goneOf(web(DELETES), tokenOf({ ...readToken(token), start: 5 })).gone).toBe('the run of this token is no longer possible: the set does not start where it starts');
  });
});

test('a run that is still possible although the manifest has changed says so, and gets a token of its own', () => {
  const token = tokenIn(web(DELETES), 'rescale-during-termination', 'storage/kept');
  const changed = read(web(`${DELETES}\n  minReadySeconds: 5`));
  const { counterexample, sameProblem, gone } = replayToken(changed, { token });
  expect([sameProblem, gone]).toEqual([false, undefined]);
  expect(counterexample!.token).not.toBe(token);
  expect(readToken(counterexample!.token!)).toEqual({ ...readToken(token), digest: readToken(counterexample!.token!).digest });
  expect(replayToken(changed, { token: counterexample!.token! }).sameProblem).toBe(true);
  // Names are no part of the problem.
  expect(replayToken(read(web(DELETES, { name: 'cache' })), { token }).sameProblem).toBe(true);
});

test.each<[string, () => unknown, string]>([
  ['a token that is none', () => replayToken(read(web()), { token: 'x' }), 'a token of this version begins with 1'],
  ['a set that there is not', () => replayToken(read(web()), { token: tokenOf(ANY), set: 'db' }), 'there is no StatefulSet db; there are web'],
  ['a set that the server refuses', () => replayToken(read(web('minReadySeconds: -1')), { token: tokenOf(ANY) }), 'Kubernetes 1.34.4 does not take it'],
  ['more replicas than there is room for', () => replayToken(read(web('', { replicas: 200 })), { token: tokenOf(ANY) }), '200 replicas are more than the 62 that the model holds'],
])('what cannot be replayed is told as a mistake: %s', (_, attempt, message) => {
  expect(attempt).toThrow(RequestError);
  expect(attempt).toThrow(message);
});

const ANY: PinnedRun = { scenario: 'bootstrap', guarantee: 'boot/completes', faults: 1, replicas: 0, start: 0, asleep: false, digest: 0, labels: [] };

test('whatever a well-formed token says, there is an answer', () => {
  const next = randomFrom(5);
  const inputs = [web(), web('podManagementPolicy: Parallel', MAJORITY), web(DELETES, { replicas: 1 })].map((text) => read(text));
  const outcomes = new Set<string>();
  for (let round = 0; round < 300; round++) {
    const labels = Array.from({ length: next(8) }, () => label(next(32), next(3) === 0 ? next(256) : next(4), next(4) === 0 ? next(0x10000) : next(4)));
    const run = {
      ...ANY,
      labels,
      scenario: TOKEN_SCENARIOS[next(TOKEN_SCENARIOS.length)],
      guarantee: GUARANTEES[next(GUARANTEES.length)].id,
      faults: next(20) === 0 ? 2 ** 28 - 2 : next(3) - 1,
      replicas: next(5) === 0 ? next(2 ** 20) : 0,
      start: next(5) === 0 ? next(2 ** 20) : 0,
    };
    const { gone = 'stands', sameProblem } = replayToken(inputs[next(inputs.length)], { token: tokenOf(run) });
    expect([sameProblem, typeof gone]).toEqual([false, 'string']);
    expect(gone).not.toMatch(/undefined|NaN/);
    outcomes.add(gone.replace(/:.*/, ''));
  }
  expect(outcomes.size).toBeGreaterThan(2);
});

test('every rule that is explored can be named by a token', () => {
  expect(RULES.filter(({ id }) => GUARANTEES.some((guarantee) => guarantee.id === id)).map(({ id }) => readToken(tokenOf({ ...ANY, guarantee: id })).guarantee))
    .toEqual(GUARANTEES.map(({ id }) => id));
});
