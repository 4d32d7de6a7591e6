import { autoscaler, changed, findings } from './sound';

const PROBE = '        readinessProbe: {tcpSocket: {port: 5432}}\n';
const message = 'hygiene/readiness-probe warning 17:9 no container of StatefulSet db has a readiness probe';

describe('hygiene/readiness-probe', () => {
  it.each(['OrderedReady', 'Parallel'])('objects to several replicas without one under %s', (policy) => {
    expect(findings(changed([PROBE, ''], ['  replicas: 3\n', `  replicas: 3\n  podManagementPolicy: ${policy}\n`]))).toEqual([message.replace('17:', '18:')]);
  });

  it('objects to one replica that an autoscaler multiplies', () => {
    const scaled = autoscaler().replace('minReplicas: 3', 'minReplicas: 1');
    expect(findings(changed([PROBE, ''], ['  replicas: 3\n', '']) + scaled)).toEqual([message.replace('17:', '16:')]);
  });

  it.each([
    ['a startup probe, before which no container is ready', PROBE, PROBE.replace('readiness', 'startup')],
    ['a readiness gate', PROBE, '      readinessGates: [{conditionType: example.com/synced}]\n'],
    ['a sidecar that asks the member', PROBE, '      initContainers:\n      - {name: agent, image: "a:1", restartPolicy: Always, readinessProbe: {tcpSocket: {port: 1}}}\n'],
  ])('takes %s', (_, from, to) => {
    const moved = to.startsWith('      ') && !to.startsWith('        ');
    expect(findings(moved ? changed([from, ''], ['      volumes:\n', `${to}      volumes:\n`]) : changed([from, to]))).toEqual([]);
  });

  it('takes one replica without one', () => {
    expect(findings(changed([PROBE, ''], ['replicas: 3', 'replicas: 1']))).toEqual([]);
  });
});
