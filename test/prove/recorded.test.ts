import { read } from './manifests';
import EVENTS from './recorded/events.json';
import { replay } from '../../src/prove';
import type { EventLine } from '../../src/prove/timeline';

/**
 * Goal: a replay shows the names and texts of the version that is asked for.
 * Method: what real control planes 1.28.15 and 1.35.4 made of these manifests; kubelets were asked by their source.
 */
const set = (name: string, { container = '', spec = '', image = 'registry.k8s.io/nginx-slim:0.21' } = {}): string => `
apiVersion: apps/v1
kind: StatefulSet
metadata: {name: ${name}}
spec:
  replicas: 3
  serviceName: nginx
  selector: {matchLabels: {app: nginx}}
  template:
    metadata: {labels: {app: nginx}}
    spec:
      terminationGracePeriodSeconds: 10
      containers:
      - name: nginx
        ${image === '' ? '' : `image: ${image}`}
        ports: [{containerPort: 80, name: web}]
        ${container}
  ${spec}
`;

const WEB = set('web', {
  container: 'volumeMounts: [{name: www, mountPath: /usr/share/nginx/html}]',
  spec: 'volumeClaimTemplates: [{metadata: {name: www}, spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}}]',
});

const run = (text: string, kubernetes: string, scenario: string, image?: string) =>
  replay(read(text), { kubernetes, scenario, ...image === undefined ? {} : { image } });

test.each([
  ['1.28.15', ['web-7c6cf84d6b', 'web-7757fc6447']],
  ['1.35.4', ['web-6949bfdf68', 'web-6cdc958bf']],
])('in %s, revisions have the names %j', (kubernetes, names) => {
  const { start, steps } = run(WEB, kubernetes, 'roll-image', 'registry.k8s.io/nginx-slim:0.24');
  const { revisions, pods, status } = steps.at(-1)!.after;
  expect(revisions.map(({ name }) => name)).toEqual(names);
  expect(new Set(start.pods.map(({ revision }) => revision))).toEqual(new Set([names[0]]));
  expect(new Set(pods.map(({ revision }) => revision))).toEqual(new Set([names[1]]));
  expect([status.currentRevision, status.updateRevision]).toEqual([names[1], names[1]]);
});

const line = ({ type, reason, message }: EventLine): string => `${type} ${reason} ${message}`.replace(/web-\d/g, 'web-0');

test.each(['1.28.15', '1.35.4'] as const)('in %s, events have the recorded texts', (kubernetes) => {
  const events = ['bootstrap', 'bad-roll-then-fix', 'scale-down'].flatMap((scenario) => run(WEB, kubernetes, scenario).steps).flatMap((step) => step.events);
  const of = (kind: string) => [...new Set(events.filter(({ object }) => object.startsWith(`${kind}/`)).map(line))].sort();
  expect({ statefulset: of('statefulset'), pod: of('pod') }).toEqual({ statefulset: [...EVENTS[kubernetes].statefulset].sort(), pod: [...EVENTS[kubernetes].pod].sort() });
});

test('from 1.29 to 1.34 the kubelet has a colon', () => {
  const created = (kubernetes: string) => run(WEB, kubernetes, 'bootstrap').steps.flatMap((step) => step.events).find(({ reason }) => reason === 'Created')?.message;
  expect(['1.28', '1.29', '1.34', '1.35', '1.36'].map(created)).toEqual([
    'Created container nginx', 'Created container: nginx', 'Created container: nginx', 'Container created', 'Container created',
  ]);
});

const failures = (text: string, kubernetes: string): string[] =>
  run(text, kubernetes, 'bootstrap').steps.flatMap(({ events }) => events).filter(({ type }) => type === 'Warning').map(({ reason, message }) => `${reason} ${message}`);

describe('pods that cannot be created', () => {
  test.each([
    ['without an image', { image: '' }, 'spec.containers[0].image: Required value'],
    ['with a mount of nothing', { container: 'volumeMounts: [{name: nope, mountPath: /x}]' }, 'spec.containers[0].volumeMounts[0].name: Not found: "nope"'],
  ])('%s, in 1.28.15', (_what, changed, error) => {
    expect(failures(set('web', changed), '1.28.15')).toEqual([`FailedCreate create Pod web-0 in StatefulSet web failed error: Pod "web-0" is invalid: ${error}`]);
    expect(() => failures(set('web', changed), '1.35.4')).toThrow('Kubernetes 1.35.4 does not take it: StatefulSet.apps "web" is invalid: spec.template.spec.containers[0]');
  });

  test.each([
    ['1.28.15', 'create', '6b584f74dd', 'characters'],
    ['1.35.4', 'Create', '5bff5687c8', 'bytes'],
  ])('of a long name, in %s', (kubernetes, verb, hash, units) => {
    const told = (length: number) => failures(set('w'.repeat(length)), kubernetes);
    const [of53, of63] = ['w'.repeat(53), 'w'.repeat(63)];
    const most = `must be no more than 63 ${units}`;
    expect(told(53)).toEqual([`FailedCreate ${verb} Pod ${of53}-0 in StatefulSet ${of53} failed error: Pod "${of53}-0" is invalid: `
      + `metadata.labels: Invalid value: "${of53}-${hash}": ${most}`]);
    expect(told(63)).toEqual([`FailedCreate ${verb} Pod ${of63}-0 in StatefulSet ${of63} failed error: Pod "${of63}-0" is invalid: `
      + `[metadata.labels: Invalid value: "${of63}-${hash}": ${most}, metadata.labels: Invalid value: "${of63}-0": ${most}, `
      + `spec.hostname: Invalid value: "${of63}-0": must be no more than 63 characters]`]);
  });

  test('with claims that are refused, and one that is made all the same', () => {
    const claims = (modes: string) => `volumeClaimTemplates: [{metadata: {name: a}, spec: {accessModes: ${modes}, resources: {requests: {storage: 1Gi}}}},
    {metadata: {name: b}, spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}}]`;
    const [step, ...others] = run(set('web', { spec: claims('[RWO]') }), '1.30', 'bootstrap').steps;
    const error = 'PersistentVolumeClaim "a-web-0" is invalid: spec.accessModes: Unsupported value: "RWO": supported values: "ReadOnlyMany", "ReadWriteMany", "ReadWriteOnce", "ReadWriteOncePod"';
    expect(step.events.map(line)).toEqual([
      `Warning FailedCreate create Claim a-web-0 for Pod web-0 in StatefulSet web failed error: ${error}`,
      'Normal SuccessfulCreate create Claim b-web-0 Pod web-0 in StatefulSet web success',
      `Warning FailedCreate create Pod web-0 in StatefulSet web failed error: failed to create PVC a-web-0: ${error}`,
    ]);
    expect(step.claims.map(({ name, status }) => `${name} ${status}`)).toEqual(['b-web-0 Pending']);
    expect(others).toEqual([]);
  });

  test('are all that such a set has', () => {
    expect(() => run(set('web', { image: '' }), '1.28', 'roll-image', 'nginx:1')).toThrow('the scenario roll-image cannot begin: no pod of StatefulSet web can be created');
  });
});
