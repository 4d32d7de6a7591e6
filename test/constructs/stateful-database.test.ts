import { ApiObject, Chart, Duration, JsonPatch, Size, Testing, Yaml } from 'cdk8s';
import { Construct } from 'constructs';
import { AntiAffinity, ClaimRetention, DisruptionBudget, Engine, StatefulDatabase, StatefulDatabaseProps, UpdateStrategy } from '../../src';
import * as kplus from '../../src/constructs/kplus';

const zookeeper = { engine: Engine.zookeeper(), replicas: 3, storage: Size.gibibytes(10) };
const postgresql = { engine: Engine.postgresql({ version: '17' }), replicas: 3, storage: Size.gibibytes(10), credentialsSecretName: 'db-credentials' };

function database(props: StatefulDatabaseProps): any[] {
  const chart = Testing.chart();
  new StatefulDatabase(chart, 'db', props);
  return Testing.synth(chart);
}

function setOf(objects: any[]): any {
  return objects.find(object => object.kind === 'StatefulSet');
}

test.each([['postgresql', postgresql], ['zookeeper', zookeeper]])('%s: a database that is moved elsewhere in the tree synthesizes the same objects', (_, props) => {
  const there = new Chart(Testing.app(), 'other-chart');
  new StatefulDatabase(new Construct(there, 'deep'), 'db', props);
  expect(Testing.synth(there)).toEqual(database(props));
});

test.each([['postgresql', postgresql], ['zookeeper', zookeeper]])('%s: synthesizing twice gives the same bytes', (_, props) => {
  const chart = Testing.chart();
  new StatefulDatabase(chart, 'db', props);
  const first = Yaml.stringify(...Testing.synth(chart));
  expect(Yaml.stringify(...Testing.synth(chart))).toBe(first);
});

test.each([['postgresql', postgresql], ['zookeeper', zookeeper]])('%s: what the set needs comes before it, and no two objects share a name', (_, props) => {
  const objects = database(props);
  const kinds = objects.map(object => object.kind);
  expect(kinds.lastIndexOf('ConfigMap')).toBeLessThan(kinds.indexOf('StatefulSet'));
  expect(new Set(objects.map(object => object.metadata.name)).size).toBe(objects.length);
});

test('every decision of the engine can be overridden', () => {
  const objects = database({
    ...zookeeper,
    name: 'locks',
    storageClassName: 'fast-ssd',
    resources: { memory: { request: Size.gibibytes(1), limit: Size.gibibytes(1) } },
    persistentVolumeClaimRetentionPolicy: { whenDeleted: ClaimRetention.DELETE },
    podManagementPolicy: kplus.PodManagementPolicy.PARALLEL,
    updateStrategy: UpdateStrategy.onDelete(),
    disruptionBudget: DisruptionBudget.minAvailable(kplus.PercentOrAbsolute.absolute(2)),
    antiAffinity: AntiAffinity.PREFERRED,
    terminationGracePeriod: Duration.minutes(2),
    securityContext: { user: 1001, fsGroup: 1001 },
    image: 'example.com/zookeeper:3.9-hardened',
    labels: { team: 'till' },
  });
  const { metadata, spec } = setOf(objects);
  const pod = spec.template.spec;

  expect(metadata.name).toBe('locks');
  expect(spec.podManagementPolicy).toBe('Parallel');
  expect(spec.updateStrategy).toEqual({ type: 'OnDelete' });
  expect(objects.find(object => object.kind === 'PodDisruptionBudget').spec.minAvailable).toBe(2);
  expect(spec.persistentVolumeClaimRetentionPolicy).toEqual({ whenDeleted: 'Delete' });
  expect(spec.volumeClaimTemplates.map((claim: any) => claim.spec.storageClassName)).toEqual(['fast-ssd', 'fast-ssd']);
  expect(pod.affinity.podAntiAffinity.preferredDuringSchedulingIgnoredDuringExecution).toHaveLength(1);
  expect(pod.terminationGracePeriodSeconds).toBe(120);
  expect(pod.securityContext).toMatchObject({ runAsUser: 1001, fsGroup: 1001 });
  expect(pod.containers[0]).toMatchObject({
    image: 'example.com/zookeeper:3.9-hardened', resources: { requests: { memory: '1024Mi' }, limits: { memory: '1024Mi' } },
  });
  for (const object of objects) expect(object.metadata.labels).toMatchObject({ 'team': 'till', 'app.kubernetes.io/instance': 'locks' });
  expect(spec.template.metadata.labels.team).toBe('till');
  expect(spec.selector.matchLabels.team).toBeUndefined();
});

test('patches, side-cars and acceptances reach the StatefulSet', () => {
  const chart = Testing.chart();
  const db = new StatefulDatabase(chart, 'db', zookeeper);
  ApiObject.of(db).addJsonPatch(JsonPatch.replace('/spec/volumeClaimTemplates/0/spec/resources/requests/storage', '9Gi'));
  db.workload.addContainer({ name: 'exporter', image: 'exporter:1.0' });
  db.accept('availability/quorum', 'the test cluster has one node');

  const set = setOf(Testing.synth(chart));
  expect(set.spec.volumeClaimTemplates[0].spec.resources.requests.storage).toBe('9Gi');
  expect(set.spec.template.spec.containers.map((container: any) => container.name)).toEqual(['zookeeper', 'exporter']);
  expect(set.metadata.annotations).toEqual({
    'cdk8s-stateful/readiness': 'self', 'cdk8s-stateful/accept': 'availability/quorum: the test cluster has one node',
  });
});

test('a database of no servers keeps its claims', () => {
  expect(setOf(database({ ...zookeeper, replicas: 0 })).spec.replicas).toBe(0);
});
