import { Size, Testing } from 'cdk8s';
import { CustomEngineOptions, Engine, ReadinessModel, StatefulDatabase, StatefulDatabaseProps } from '../../../src';
import * as kplus from '../../../src/constructs/kplus';

const OPTIONS: CustomEngineOptions = {
  name: 'nats',
  image: 'nats:2.14.2-alpine',
  args: ['--name=$(POD_NAME)', '--config=/etc/nats/nats.conf'],
  member: 'nats://{host}:6222#{pod}/{ordinal}/{number}',
  ports: { client: 4222, cluster: 6222, monitor: 8222 },
  clientPort: 'client',
  metricsPort: 'monitor',
  dataPath: '/data',
  files: { 'nats.conf': 'jetstream { store_dir: /data/store }\n' },
  readiness: kplus.Probe.fromHttpGet('/healthz', { port: 8222 }),
  readinessModel: ReadinessModel.MAJORITY,
  needsMajority: true,
  securityContext: { user: 1000, group: 1000, fsGroup: 1000 },
};

function database(options: Partial<CustomEngineOptions> = {}, props: Partial<StatefulDatabaseProps> = {}): any[] {
  const chart = Testing.chart();
  new StatefulDatabase(chart, 'bus', { engine: Engine.custom({ ...OPTIONS, ...options }), replicas: 3, storage: Size.gibibytes(1), ...props });
  return Testing.synth(chart);
}

const setOf = (objects: any[]) => objects.find(object => object.kind === 'StatefulSet');
const named = (objects: any[], name: string) => objects.find(object => object.metadata.name === name);

test('a server is told who it is, who the others are, and what to do', () => {
  const objects = database();
  const { spec, metadata } = setOf(objects);
  const [server] = spec.template.spec.containers;
  expect(metadata).toMatchObject({ labels: { 'app.kubernetes.io/name': 'nats' }, annotations: { 'cdk8s-stateful/readiness': 'majority' } });
  expect(spec).toMatchObject({ podManagementPolicy: 'Parallel', serviceName: 'bus-headless', volumeClaimTemplates: [{ metadata: { name: 'data' } }] });
  expect(server).toMatchObject({
    name: 'nats',
    image: 'nats:2.14.2-alpine',
    args: OPTIONS.args,
    env: [
      { name: 'POD_NAME', valueFrom: { fieldRef: { fieldPath: 'metadata.name' } } },
      { name: 'POD_HOST', value: '$(POD_NAME).bus-headless' },
      { name: 'MEMBERS', value: [0, 1, 2].map(i => `nats://bus-${i}.bus-headless:6222#bus-${i}/${i}/${i + 1}`).join() },
    ],
    ports: [{ containerPort: 4222, name: 'client' }, { containerPort: 6222, name: 'cluster' }, { containerPort: 8222, name: 'monitor' }],
    readinessProbe: { httpGet: { path: '/healthz', port: 8222 } },
    volumeMounts: [{ mountPath: '/data', name: 'data' }, { mountPath: '/etc/nats', name: 'configuration', readOnly: true }],
  });
  expect(server.startupProbe ?? server.livenessProbe).toBeUndefined();
  expect(named(objects, 'bus-configuration').data).toEqual(OPTIONS.files);
  expect(named(objects, 'bus-client').spec.ports).toEqual([{ name: 'client', port: 4222 }]);
});

test('without a list of members the number of replicas is nowhere in the pods', () => {
  const pods = [3, 5].map(replicas => setOf(database({ member: undefined }, { replicas })).spec.template);
  expect(pods[0]).toEqual(pods[1]);
});

test('metrics are at the port that the engine names, or refused', () => {
  expect(named(database({}, { metrics: true }), 'bus-metrics').spec.ports).toEqual([{ name: 'metrics', port: 8222 }]);
  expect(() => database({ metricsPort: undefined }, { metrics: true })).toThrow('test/bus/Workload: the engine nats has no exporter');
});

test.each(['clientPort', 'metricsPort'] as const)('a %s that is no port is refused', option => {
  expect(() => database({ [option]: 'other' }, { metrics: true })).toThrow(
    `test/bus/Workload: ${option} is 'other', and there is no such port: a Service has to lead to a port of the servers. Write one of client, cluster, monitor, or add it to ports.`);
});

test('a step that has to be run once is a Job, and another step is another Job', () => {
  const jobs = [['init', 'a'], ['init', 'b'], ['init', 'a']].map(initialize => database({ initialize }).find(object => object.kind === 'Job'));
  expect(jobs[0].metadata.name).toMatch(/^bus-initialize-[0-9a-f]{8}$/);
  expect(jobs[1].metadata.name).not.toBe(jobs[0].metadata.name);
  expect(jobs[2]).toEqual(jobs[0]);
  expect(jobs[0].spec.template.spec.containers[0]).toMatchObject({ image: 'nats:2.14.2-alpine', command: ['init', 'a'], env: [{ name: 'HOST', value: 'bus-client' }] });
});
