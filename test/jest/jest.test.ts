import { ApiObject, Chart, Testing } from 'cdk8s';
import '../../src/jest';
import { readProvable } from '../../src/jest/provable';
import { timeline, timelineSerializer } from '../../src/jest/timeline';
import { prove, replay } from '../../src/prove';
import { STATEFUL_SET } from '../cli/fake';
import { badRoll, refuted, report, sound } from '../report/fixture';

// What is tested here is what becomes of an answer, not the answer.
jest.mock('../../src/prove', () => ({ ...jest.requireActual('../../src/prove'), prove: jest.fn(), replay: jest.fn() }));
const proveMock = jest.mocked(prove);
const replayMock = jest.mocked(replay);

function webChart(namespace?: string): Chart {
  const chart = new Chart(Testing.app(), 'shop', { disableResourceNameHashes: true });
  new ApiObject(chart, 'web', {
    apiVersion: 'apps/v1',
    kind: 'StatefulSet',
    metadata: { name: 'web', namespace },
    spec: {
      serviceName: 'web',
      replicas: 3,
      selector: { matchLabels: { app: 'web' } },
      template: { metadata: { labels: { app: 'web' } }, spec: { containers: [{ name: 'web', image: 'web:1' }] } },
    },
  });
  return chart;
}

describe('toBeProved', () => {
  test('passes where all is proved', () => {
    proveMock.mockReturnValue(sound);
    expect(STATEFUL_SET).toBeProved();
    expect(() => expect(STATEFUL_SET).not.toBeProved()).toThrow(/expected a guarantee to be refuted\n\nStatefulSet prod\/db/);
  });

  test('fails with the text of the command line where something is refuted', () => {
    proveMock.mockReturnValue(refuted);
    expect(STATEFUL_SET).not.toBeProved();
    expect(() => expect(STATEFUL_SET).toBeProved()).toThrow(/expected every guarantee to be proved[^]*error\[boot\/completes\][^]*Exit 1: refuted/);
  });

  test.each([2, 3])('fails both ways where nothing is known, which is exit code %i', (exitCode) => {
    proveMock.mockReturnValue(report({ exitCode }));
    expect(() => expect(STATEFUL_SET).toBeProved()).toThrow(`Exit ${exitCode}`);
    expect(() => expect(STATEFUL_SET).not.toBeProved()).toThrow(`Exit ${exitCode}`);
  });

  test('hands the options to the prover', () => {
    proveMock.mockReturnValue(sound);
    expect(STATEFUL_SET).toBeProved({ faults: 2, scenarios: ['roll-image'] });
    expect(proveMock).toHaveBeenCalledWith(expect.anything(), { faults: 2, scenarios: ['roll-image'] });
  });

  test('does not pass where there is nothing to prove', () => {
    expect(() => expect('apiVersion: v1\nkind: Service\nmetadata:\n  name: web\n').not.toBeProved()).toThrow('no StatefulSet among 1 object');
    expect(() => expect(Testing.synth(Testing.chart())).toBeProved()).toThrow('there is nothing to prove');
  });

  test('says what it takes', () => {
    expect(() => expect(42).toBeProved()).toThrow('expected a Chart, the manifests that Testing.synth(chart) gives, or YAML');
  });
});

describe('what is read', () => {
  test('is the same from a chart, from its manifests and from its YAML', () => {
    const chart = webChart();
    const sets = [chart, Testing.synth(chart), STATEFUL_SET].map((provable) => readProvable(provable).input.manifests.statefulSets);
    for (const [set] of sets) expect(set).toMatchObject({ name: 'web', namespace: 'default' });
  });

  test('has places with the constructs of the chart', () => {
    for (const namespace of [undefined, 'prod']) {
      const [set] = readProvable(webChart(namespace)).input.manifests.statefulSets;
      expect(set.at('spec', 'replicas')).toMatchObject({ file: 'shop.k8s.yaml', construct: 'shop/web' });
    }
  });

  test('can be shown at findings', () => {
    const { input, source } = readProvable(webChart());
    const { file, line } = input.manifests.statefulSets[0].at('spec', 'replicas');
    expect(source(file)?.[line - 1]).toBe('  replicas: 3');
  });
});

describe('timeline', () => {
  test('is printed in a snapshot as it is', () => {
    replayMock.mockReturnValue(badRoll);
    expect(timeline(STATEFUL_SET, 'bad-roll-then-fix')).toMatchSnapshot();
    expect(replayMock).toHaveBeenCalledWith(expect.anything(), { scenario: 'bad-roll-then-fix' });
  });

  test('asks for the set that is named', () => {
    replayMock.mockReturnValue(badRoll);
    timeline(STATEFUL_SET, 'bootstrap', 'web');
    expect(replayMock).toHaveBeenCalledWith(expect.anything(), { scenario: 'bootstrap', set: 'web' });
  });

  test('is of the version that is asked for', () => {
    replayMock.mockReturnValue({ ...badRoll, kubernetes: '1.35.4', featureGates: { MaxUnavailableStatefulSet: true } });
    const text = timeline(STATEFUL_SET, 'bootstrap', undefined, { kubernetes: '1.35', featureGates: { MaxUnavailableStatefulSet: true } });
    expect(replayMock).toHaveBeenCalledWith(expect.anything(), { scenario: 'bootstrap', kubernetes: '1.35', featureGates: { MaxUnavailableStatefulSet: true } });
    expect(text).toMatch(/^replay prod\/db bad-roll-then-fix on Kubernetes 1\.35\.4 with MaxUnavailableStatefulSet=true\n----\n/);
    expect(timelineSerializer.test(text)).toBe(true);
  });

  test('is the only text that the serializer touches', () => {
    expect(timelineSerializer.test('replay the game')).toBe(false);
    expect(timelineSerializer.test(42)).toBe(false);
  });
});
