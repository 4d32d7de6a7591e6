import { read, web } from './manifests';
import { runScript } from './script';
import { replay } from '../../src/prove';

/**
 * Goal: names answer as EndpointSlices and the cluster's DNS make them answer.
 * Method: which endpoints were ready, one after the other, on real control planes 1.28.15 and 1.35.4, which agree; and Services of every kind.
 */
const BOOT = ['0', '0 1', '0 1 2'];

test.each([
  ['a1-create-scale', ['scale 5', 'scale 2', 'scale 3'], [...BOOT, '0 1 2 3', '0 1 2 3 4', '0 1 2 3', '0 1 2', '0 1', '0 1 2']],
  ['b1-rolling', ['image nginx:0.24', 'image nginx:0.21'],
    [...BOOT, '0 1', '0 1 2', '0 2', '0 1 2', '1 2', '0 1 2', '0 1', '0 1 2', '0 2', '0 1 2', '1 2', '0 1 2']],
  ['c3-delete-pod', ['delete web-1'], [...BOOT, '0 2', '0 1 2']],
  ['c8-failed-pod', ['fail web-1'], [...BOOT, '0 2', '0 1 2']],
])('in the story %s, the pods that are answered are those whose endpoints were ready', (_story, commands, recorded) => {
  const answered = new Set<string>();
  const lines = runScript(['set name=web replicas=3 image=nginx:0.21 dns', ...commands].join('\n\n')).split('\n');
  const replayed = lines.flatMap((line) => {
    const [, ordinal, answer] = /^ {2}dns web-(\d)\.nginx: (.*)$/.exec(line) ?? [];
    if (ordinal === undefined) return [];
    if (answer === 'NXDOMAIN') answered.delete(ordinal); else answered.add(ordinal);
    return [[...answered].sort().join(' ')];
  });
  expect(replayed).toEqual(recorded);
});

const ends = (text: string) => replay(read(text), { scenario: 'bootstrap' }).steps.at(-1)!.after.dns.map(({ name, addresses }) => `${name} ${addresses.join(' ')}`.trimEnd());

const withService = (fields: string, namespace = 'default') => `${web('', { replicas: 2 })}---
apiVersion: v1
kind: Service
metadata: {name: other, namespace: ${namespace}}
spec: {ports: [{port: 80}], ${fields}}
`;

const GOVERNED = [
  'nginx.default.svc.cluster.local 10.244.0.4 10.244.0.5',
  'web-0.nginx.default.svc.cluster.local 10.244.0.4',
  'web-1.nginx.default.svc.cluster.local 10.244.0.5',
];

test.each([
  ['an address of its own', 'selector: {app: nginx}', ['other.default.svc.cluster.local 10.96.0.12']],
  ['the address that is written', 'selector: {app: nginx}, clusterIP: 10.96.7.7', ['other.default.svc.cluster.local 10.96.7.7']],
  ['all pods, which have no names below it', 'selector: {app: nginx}, clusterIP: None', ['other.default.svc.cluster.local 10.244.0.4 10.244.0.5']],
  ['one pod by the name that the controller labels it with', 'selector: {statefulset.kubernetes.io/pod-name: web-1}, clusterIP: None', ['other.default.svc.cluster.local 10.244.0.5']],
  ['other pods', 'selector: {app: other}, clusterIP: None', []],
  ['nothing that it selects', 'clusterIP: None', []],
  ['another name', 'selector: {app: nginx}, type: ExternalName, externalName: example.org', []],
])('beside the governing Service, one with %s', (_what, fields, more) => {
  expect(ends(withService(fields))).toEqual([...GOVERNED, ...more]);
});

test('of another namespace no Service counts', () => {
  expect(ends(withService('selector: {app: nginx}', 'elsewhere'))).toEqual(GOVERNED);
});

test('a governing Service that selects others answers nothing', () => {
  expect(ends(web('', { replicas: 2 }).replace('selector: {app: nginx}}', 'selector: {app: other}}'))).toEqual([
    'nginx.default.svc.cluster.local', 'web-0.nginx.default.svc.cluster.local', 'web-1.nginx.default.svc.cluster.local',
  ]);
});

test('without a Service there is nothing to say', () => {
  expect(ends(web().replace(/^apiVersion: v1[^]*?---\n/m, ''))).toEqual([]);
});

test('a namespace is part of the names', () => {
  expect(ends(web('', { replicas: 1 }).replace(/metadata: \{name: (nginx|web)/g, 'metadata: {namespace: shop, name: $1'))).toEqual([
    'nginx.shop.svc.cluster.local 10.244.0.4', 'web-0.nginx.shop.svc.cluster.local 10.244.0.4',
  ]);
});

test('in the JSON, each step has the answers that it changes, and the state after it all of them', () => {
  const { start, steps } = replay(read(web()), { scenario: 'pod-deleted' });
  const [deleted] = steps.filter(({ dns }) => dns.length > 0);
  expect(start.dns.map(({ addresses }) => addresses.length)).toEqual([3, 1, 1, 1]);
  expect(deleted.dns).toEqual([
    { name: 'nginx.default.svc.cluster.local', addresses: ['10.244.0.5', '10.244.0.6'] }, { name: 'web-0.nginx.default.svc.cluster.local', addresses: [] },
  ]);
  expect(deleted.after.dns.map(({ addresses }) => addresses.length)).toEqual([2, 0, 1, 1]);
});
