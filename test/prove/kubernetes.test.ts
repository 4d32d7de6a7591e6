import { read, web } from './manifests';
import { RequestError, prove, replay } from '../../src/prove';
import { kubernetesText } from '../../src/prove/kubernetes';
import type { Report } from '../../src/prove/report';

const PARALLEL = 'podManagementPolicy: Parallel';
const REFUSED = web().replace('image: nginx:1.21', 'image: ""');

/** What is refuted, and how badly. */
const refuted = ({ sets }: Report): string[] => [...new Set(sets.flatMap(({ cells }) => cells).filter(({ verdict }) => verdict === 'REFUTED')
  .map(({ guarantee, scenario, severity }) => `${guarantee} in ${scenario}: ${severity}`))];

describe('the version', () => {
  test('is told with its patch and with the gates that are not at their default', () => {
    const options = { kubernetes: 'v1.35.4', featureGates: { MaxUnavailableStatefulSet: true, StatefulSetSemanticRevisionComparison: true }, scenarios: ['bootstrap'] };
    const report = prove(read(web()), options);
    expect(report).toMatchObject({ kubernetes: '1.35.4', featureGates: { MaxUnavailableStatefulSet: true } });
    expect(Object.keys(report.featureGates)).toEqual(['MaxUnavailableStatefulSet']);
    const claims = report.sets[0].cells.filter(({ exploration }) => exploration !== undefined).map(({ claim }) => claim);
    expect(claims.length).toBeGreaterThan(0);
    for (const claim of claims) expect(claim).toContain('under Kubernetes 1.35.4 with MaxUnavailableStatefulSet=true,');
    expect(replay(read(web()), { ...options, scenario: 'bootstrap' })).toMatchObject({ kubernetes: '1.35.4', featureGates: { MaxUnavailableStatefulSet: true } });
    expect(kubernetesText('1.36.3', { A: true, B: false })).toBe('1.36.3 with A=true, B=false');
  });

  test('is 1.34 where none is named', () => {
    expect(prove(read(web()), { scenarios: ['bootstrap'] })).toMatchObject({ kubernetes: '1.34.4', featureGates: {} });
  });

  test.each([
    [{ kubernetes: '1.27' }, 'unknown version of Kubernetes 1.27; known are 1.28.0 to 1.28.15, 1.29.0'],
    [{ kubernetes: '1.34.5' }, 'unknown version of Kubernetes 1.34.5; known are'],
    [{ featureGates: { Nope: true } }, 'unrecognized feature gate: Nope; known are MaxUnavailableStatefulSet, PodIndexLabel,'],
    [{ kubernetes: '1.35', featureGates: { PodIndexLabel: true } }, 'unrecognized feature gate: PodIndexLabel, in Kubernetes 1.35.4; those that can be set there are MaxUnavailable'],
    [{ kubernetes: '1.33', featureGates: { StatefulSetAutoDeletePVC: false } }, 'cannot set feature gate StatefulSetAutoDeletePVC to false, feature is locked to true, in Kubernetes 1.33.13'],
  ])('%j is refused', (options, message) => {
    expect(() => prove(read(web()), options)).toThrow(RequestError);
    expect(() => prove(read(web()), options)).toThrow(message);
    expect(() => replay(read(web()), { ...options, scenario: 'bootstrap' })).toThrow(message);
  });
});

// Each is a difference that the recorded traces have too (test/conformance).
describe('what a version decides', () => {
  const rolls = { scenarios: ['roll-image', 'bad-roll-then-fix'] };

  test('before 1.34, a rolling update of a Parallel set does not wait for minReadySeconds', () => {
    const slow = read(web(`minReadySeconds: 10\n  ${PARALLEL}`));
    const limits = ['order/update in every replica count: limit', 'order/update in roll-image: limit', 'order/update in bad-roll-then-fix: limit'];
    expect(['1.28', '1.33', '1.34', '1.36'].map((kubernetes) => refuted(prove(slow, { ...rolls, kubernetes })))).toEqual([limits, limits, [], []]);
    expect(refuted(prove(read(web(PARALLEL)), { ...rolls, kubernetes: '1.33' }))).toEqual([]);
  });

  test('with MaxUnavailableStatefulSet, as 1.35.0 to 1.35.3 have it, a Parallel set does not heal from a bad image', () => {
    const told = (kubernetes: string, featureGates = {}) => refuted(prove(read(web(PARALLEL)), { ...rolls, kubernetes, featureGates }));
    expect(['1.34', '1.35.3', '1.35.4'].map((kubernetes) => told(kubernetes))).toEqual([[], ['rollout/recovers in bad-roll-then-fix: limit'], []]);
    expect(told('1.35.3', { MaxUnavailableStatefulSet: false })).toEqual([]);
    expect(told('1.28', { MaxUnavailableStatefulSet: true })).toEqual(['rollout/recovers in bad-roll-then-fix: limit']);
  });

  test.each([[2, 'maxUnavailable lets 2 pods be replaced at once'], ['67%', 'maxUnavailable lets 2 pods be replaced at once']])('maxUnavailable %s: the order of updates is not promised', (most, why) => {
    const featureGates = { MaxUnavailableStatefulSet: true };
    const [set] = prove(read(web(`updateStrategy: {rollingUpdate: {maxUnavailable: ${most}}}`)), { ...rolls, featureGates }).sets;
    expect(set.notes).toContain(`order/update is not promised: ${why}`);
    expect(set.cells.some(({ guarantee }) => guarantee === 'order/update')).toBe(false);
    expect(set.verdict).toBe('PROVED');
  });

  test('a percentage of one pod is no proof for every replica count', () => {
    const [set] = prove(read(web('updateStrategy: {rollingUpdate: {maxUnavailable: 50%}}')), { ...rolls, featureGates: { MaxUnavailableStatefulSet: true } }).sets;
    expect(set.cells.filter(({ guarantee }) => guarantee === 'order/update').map(({ scenario, verdict }) => `${scenario}: ${verdict}`))
      .toEqual(['roll-image: PROVED', 'bad-roll-then-fix: PROVED']);
  });

  test('without its gate, a retention policy deletes nothing', () => {
    const text = read(web('persistentVolumeClaimRetentionPolicy: {whenScaled: Delete}'));
    const told = (featureGates: { readonly [gate: string]: boolean }) => refuted(prove(text, { kubernetes: '1.31', scenarios: ['rescale-during-termination'], featureGates }));
    expect([told({}).length, told({ StatefulSetAutoDeletePVC: false })]).toEqual([3, []]);
  });

  test('a controller manager that panics proves nothing', () => {
    const told = (kubernetes: string) => prove(read(web('revisionHistoryLimit: -1')), { kubernetes, scenarios: ['bootstrap'] });
    const report = told('1.28');
    expect(report.exitCode).toBe(1);
    expect(report.sets[0].diagnostics.map(({ rule }) => rule)).toContain('hygiene/history-limit');
    expect(report.sets[0].cells.filter(({ scenario }) => scenario !== 'static')).toEqual([]);
    expect(report.sets[0].notes).toContain('nothing is explored as long as hygiene/history-limit is refuted');
    expect(told('1.29').exitCode).toBe(0);
  });
});

describe('a set that the API server refuses', () => {
  test('is INVALID, and nothing else is said of it', () => {
    const report = prove(read(REFUSED));
    expect(report).toMatchObject({ exitCode: 1, explored: 0, diagnostics: [] });
    expect(report.sets).toMatchObject([{ name: 'web', verdict: 'INVALID', replicas: 3, diagnostics: [], notes: [] }]);
    const message = 'StatefulSet.apps "web" is invalid: spec.template.spec.containers[0].image: Required value';
    const diagnostic = { rule: 'rollout/admitted', severity: 'error', message, where: { file: 'web.yaml', line: 21, column: 9 } };
    expect(report.sets[0].cells).toMatchObject([{ guarantee: 'rollout/admitted', scenario: 'static', verdict: 'INVALID', diagnostic }]);
  });

  test('is so whatever is asked for, and whatever fails the run', () => {
    expect(prove(read(REFUSED), { guarantees: ['order/create'], failOn: 'error' })).toMatchObject({ exitCode: 1, sets: [{ verdict: 'INVALID' }] });
  });

  test('does not keep others from being proved', () => {
    const other = web('', { name: 'other' }).replace(/^apiVersion: v1[^]*?---\n/m, '');
    const { sets, exitCode } = prove(read(`${REFUSED}---\n${other}`), { scenarios: ['bootstrap'] });
    expect([sets.map(({ name, verdict }) => [name, verdict]), exitCode]).toEqual([[['other', 'PROVED'], ['web', 'INVALID']], 1]);
  });

  test('is taken by a version that does not look, and its pods are refused there', () => {
    const report = prove(read(REFUSED), { kubernetes: '1.33' });
    expect(report).toMatchObject({ exitCode: 1, explored: 0, sets: [{ verdict: 'REFUTED' }] });
    expect(report.sets[0].cells.filter(({ verdict }) => verdict === 'REFUTED').map(({ guarantee, diagnostic }) => [guarantee, diagnostic?.message])).toEqual([
      ['rollout/admitted', 'no pod of StatefulSet web can be created: Pod "web-0" is invalid: spec.containers[0].image: Required value'],
    ]);
  });

  test('cannot be replayed', () => {
    expect(() => replay(read(REFUSED), { scenario: 'bootstrap' })).toThrow('Kubernetes 1.34.4 does not take it: StatefulSet.apps "web" is invalid: spec.template.spec');
  });
});

test('another object that the API server refuses is told, and fails the run', () => {
  const report = prove(read(web().replace('clusterIP: None', 'clusterIP: none')), { scenarios: ['bootstrap'] });
  expect(report.diagnostics.map(({ rule, message }) => [rule, message])).toEqual([['rollout/admitted', expect.stringContaining('Service "nginx" is invalid: spec.clusterIPs[0]')]]);
  expect(report.exitCode).toBe(1);
});

test('a warning of the API server is told with the set, where the rule is asked for', () => {
  const text = read(web('revisionHistoryLimit: -1'));
  const warning = 'spec.revisionHistoryLimit: a negative value retains all historical revisions; a value >= 0 is recommended';
  const told = (options: object) => prove(text, { scenarios: ['bootstrap'], ...options }).sets[0].diagnostics.filter(({ rule }) => rule === 'rollout/admitted').map(({ message }) => message);
  expect([told({}), told({ guarantees: ['boot/completes'] }), told({ kubernetes: '1.32' })]).toEqual([[warning], [], []]);
});
