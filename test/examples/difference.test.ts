import { difference } from './difference';

const service = (spec: string) => `{apiVersion: v1, kind: Service, metadata: {name: web}, spec: {${spec}}}\n`;

test.each([
  ['nothing', 'clusterIP: None', 'clusterIP: None', []],
  ['what the API server fills in', 'clusterIP: None', 'clusterIP: None, type: ClusterIP', []],
  ['a field that is new', 'clusterIP: None', 'clusterIP: None, publishNotReadyAddresses: true', ['+ Service web spec.publishNotReadyAddresses']],
  ['a field that is gone', 'clusterIP: None, publishNotReadyAddresses: true', 'clusterIP: None', ['- Service web spec.publishNotReadyAddresses']],
  ['another value', 'ports: [{port: 80}]', 'ports: [{port: 81, targetPort: 80}]', ['~ Service web spec.ports[0].port']],
  ['another number of items', 'ports: [{port: 80}]', 'ports: [{name: a, port: 80}, {name: b, port: 81}]', ['~ Service web spec.ports']],
])('the comparison sees %s', (_what, before, after, lines) => {
  expect(difference(service(before), service(after))).toEqual(lines);
});

test('the comparison sees objects that come and go, in their namespace', () => {
  const there = '{apiVersion: v1, kind: ConfigMap, metadata: {name: c, namespace: there}}\n';
  expect(difference(service('clusterIP: None'), `${service('clusterIP: None')}---\n${there}`)).toEqual(['+ ConfigMap there/c']);
  expect(difference(`${service('clusterIP: None')}---\n${there}`, service('clusterIP: None'))).toEqual(['- ConfigMap there/c']);
});
