import { writeFileSync } from 'fs';
import { join } from 'path';
import { StatefulValidation, type ValidationContext, type Violation } from '../../src/plugin';
import { prove } from '../../src/prove';
import { STATEFUL_SET, temporaryFolder } from '../cli/fake';
import { cell, HOSTILE, error, refuted, report, set, sound } from '../report/fixture';

// What is tested here is what becomes of an answer, not the answer.
jest.mock('../../src/prove', () => ({ ...jest.requireActual('../../src/prove'), prove: jest.fn() }));
const proveMock = jest.mocked(prove);

const folder = temporaryFolder();

/** A validation as cdk8s-cli would run it, and what it had to say. */
async function validated(properties: object = {}, changed: Partial<ValidationContext> = {}) {
  const manifest = join(folder(), 'web.k8s.yaml');
  writeFileSync(manifest, STATEFUL_SET);
  const violations: Violation[] = [];
  const logs: string[] = [];
  let submitted: { status: string; metadata: unknown } | undefined;
  await new StatefulValidation(properties).validate({
    manifests: [manifest],
    metadata: {},
    logger: { log: (message) => logs.push(message) },
    report: { addViolation: (violation) => violations.push(violation), submit: (status, metadata) => { submitted = { status, metadata }; } },
    ...changed,
  });
  return { violations, logs, submitted };
}

test('a proved app succeeds in silence', async () => {
  proveMock.mockReturnValue(sound);
  expect(await validated()).toEqual({ violations: [], logs: [], submitted: { status: 'success', metadata: { 'Stateful sets': '1', 'Kubernetes': '1.34.4' } } });
});

test('a refuted guarantee is a violation, with what to do', async () => {
  proveMock.mockReturnValue(refuted);
  const { violations, logs, submitted } = await validated();
  expect(submitted?.status).toBe('failure');
  expect(violations).toEqual([{
    ruleName: 'boot/completes',
    recommendation: `${error.diagnostic?.message}: ${error.diagnostic?.reason}`,
    fix: 'set podManagementPolicy: Parallel',
    violatingResources: [{ resourceName: 'db', locations: ['dist/db.k8s.yaml:6:3'], manifestPath: 'dist/db.k8s.yaml' }],
  }]);
  expect(logs.join()).toContain('kubectl will say: Waiting for 1 pods to be ready...');
});

test('limits and warnings are violations only where they fail the run', async () => {
  proveMock.mockReturnValue(refuted);
  expect((await validated({ failOn: 'warning' })).violations.map((violation) => violation.ruleName)).toEqual(['boot/completes', 'rollout/recovers', 'hygiene/probes']);
});

test('what is neither proved nor refuted fails too, and says why', async () => {
  proveMock.mockReturnValue(report({ sets: [set({ cells: [cell('storage/kept', 'scale-down', { verdict: 'BOUNDED' })] })], exitCode: 3 }));
  const { violations, submitted } = await validated();
  expect(submitted?.status).toBe('failure');
  expect(violations.map((violation) => violation.recommendation)).toEqual(['BOUNDED, so not proved: storage/kept holds in scale-down']);
});

test('nothing but manifests goes to standard output where the manifests go there', async () => {
  proveMock.mockReturnValue(refuted);
  expect((await validated({}, { stdout: true })).logs).toEqual([]);
});

test('an app without stateful sets succeeds', async () => {
  proveMock.mockReturnValue(report({ sets: [] }));
  expect((await validated()).submitted?.status).toBe('success');
});

test('places name the construct that cdk8s-cli has on record', async () => {
  proveMock.mockReturnValue(sound);
  await validated({}, { metadata: { web: { path: 'app/web' } } });
  expect(proveMock.mock.calls[0][0].manifests.statefulSets[0].at('spec').construct).toBe('app/web');
});

test('the properties reach the prover', async () => {
  proveMock.mockReturnValue(sound);
  const properties = { failOn: 'limit', scenarios: ['canary'], faults: 0, kubernetes: '1.35', featureGates: { MaxUnavailableStatefulSet: true } };
  await validated(properties);
  expect(proveMock.mock.calls[0][1]).toEqual(properties);
});

test('a cluster profile is read, from the path that is given', async () => {
  proveMock.mockReturnValue(sound);
  const path = join(folder(), 'cluster.yaml');
  writeFileSync(path, 'nodes: [{name: a}]');
  await validated({ cluster: path });
  expect(proveMock.mock.calls[0][1]).toEqual({ failOn: 'error', cluster: { path, bytes: Buffer.from('nodes: [{name: a}]') } });
  await expect(validated({ cluster: join(folder(), 'none.yaml') })).rejects.toThrow('none.yaml');
});

test.each([
  [{ fault: 1 }, 'unknown property fault; known are failOn, scenarios, faults, kubernetes, featureGates, cluster'],
  [{ cluster: { nodes: [] } }, 'cluster is the path of a file'],
  [{ failOn: 'never' }, 'failOn is one of error, limit, question, warning'],
  [{ scenarios: 'canary' }, 'scenarios is a list of names'],
  [{ faults: -1 }, 'faults is a whole number from 0 up'],
  [{ kubernetes: 1.35 }, 'kubernetes is a text: write kubernetes: "1.35"'],
  [{ featureGates: { A: 'true' } }, 'featureGates are names with true or false'],
  [{ featureGates: 'A=true' }, 'featureGates are names with true or false'],
])('the properties %j are refused', async (properties, message) => {
  await expect(validated(properties)).rejects.toThrow(message);
});

test('no text of the user reaches the terminal unescaped', async () => {
  const diagnostic = { ...error.diagnostic!, message: HOSTILE, advice: HOSTILE };
  proveMock.mockReturnValue(report({ exitCode: 1, sets: [set({ name: HOSTILE, cells: [{ ...error, diagnostic }] })] }));
  const { violations, logs } = await validated();
  const words = violations.flatMap((each) => [each.ruleName, each.recommendation, each.fix, each.violatingResources[0].resourceName]);
  // eslint-disable-next-line no-control-regex
  for (const text of [...words, ...logs]) expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e]/);
});
