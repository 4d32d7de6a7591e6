import { changed, findings } from './sound';

const ZOOKEEPER = '["sh", "-c", "echo srvr | nc localhost 2181 | grep Mode"]';
const probes = (readiness: string, liveness: string) => changed(
  ['registry.example:5000/db:17.2', 'zookeeper:3.9'],
  ['readinessProbe: {tcpSocket: {port: 5432}}', `readinessProbe: {exec: {command: ${readiness}}}\n        livenessProbe: {exec: {command: ${liveness}}, failureThreshold: 6}`],
);

describe('hygiene/liveness-probe', () => {
  it('objects to one that fails with the quorum', () => {
    const message = 'the liveness probe of container db of StatefulSet db asks the same as its readiness probe, which other pods decide';
    expect(findings(probes(ZOOKEEPER, ZOOKEEPER))).toEqual([`hygiene/liveness-probe warning 22:9 ${message}`]);
  });

  it('takes one that only asks the process, and one that is like a readiness probe of the pod alone', () => {
    expect(findings(probes(ZOOKEEPER, ZOOKEEPER.replace('srvr', 'ruok')))).toEqual([]);
    expect(findings(changed(['readinessProbe: {tcpSocket: {port: 5432}}', 'readinessProbe: {tcpSocket: {port: 5432}}\n        livenessProbe: {tcpSocket: {port: 5432}}']))).toEqual([]);
  });
});
