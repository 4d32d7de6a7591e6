import { ApiObject, Chart, Cron, Duration, JsonPatch, Size, Testing, Yaml } from 'cdk8s';
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

const backups = kplus.PersistentVolumeClaim.fromClaimName(Testing.chart(), 'claim', 'backups');
/** With everything that adds objects. */
const complete = {
  ...postgresql,
  tlsSecretName: 'certificate',
  metrics: true,
  backup: { schedule: Cron.daily(), claim: backups },
  restore: { claim: backups, file: 'db-20260102T030000Z.sql.gz' },
  clients: [kplus.Pods.select(Testing.chart(), 'shop', { labels: { app: 'shop' } })],
};
const DATABASES: [string, StatefulDatabaseProps][] = [['postgresql', postgresql], ['zookeeper', zookeeper], ['complete', complete]];

/** Object by object: what a cluster would take for another object, or could not change. */
function identities(objects: any[]): unknown[] {
  return objects.map(({ apiVersion, kind, metadata, spec }) => ({
    apiVersion, kind, name: metadata.name, labels: metadata.labels, selector: spec?.selector, service: spec?.serviceName, claims: spec?.volumeClaimTemplates,
  }));
}

test.each(DATABASES)('%s: a database that is moved elsewhere synthesizes the same objects', (_, props) => {
  const there = new Chart(Testing.app(), 'other-chart');
  new StatefulDatabase(new Construct(there, 'deep'), 'db', props);
  expect(Testing.synth(there)).toEqual(database(props));
});

test.each(DATABASES)('%s: a database whose id is another synthesizes the same objects if it keeps its name', (_, props) => {
  const chart = Testing.chart();
  new StatefulDatabase(chart, 'Renamed', { ...props, name: 'db' });
  expect(Testing.synth(chart)).toEqual(database(props));
});

test.each(DATABASES)('%s: an option that is added later leaves all names, selectors and claims as they are', (_, props) => {
  const before = identities(database(props));
  const more = { resources: { memory: { limit: Size.gibibytes(2) } }, antiAffinity: AntiAffinity.NONE, replicas: 5 };
  const after = identities(database({ ...props, ...more, metrics: true, clients: [kplus.Pods.all(Testing.chart(), 'all')] }));
  const jobs = (object: any) => object.kind === 'Job';
  expect(after).toEqual(expect.arrayContaining(before.filter(object => !jobs(object))));
});

test.each(DATABASES)('%s: synthesizing twice gives the same bytes', (_, props) => {
  const chart = Testing.chart();
  new StatefulDatabase(chart, 'db', props);
  const first = Yaml.stringify(...Testing.synth(chart));
  expect(Yaml.stringify(...Testing.synth(chart))).toBe(first);
});

test.each(DATABASES)('%s: what the set needs comes before it, and no two objects share a name', (_, props) => {
  const objects = database(props);
  const kinds = objects.map(object => object.kind);
  expect(kinds.lastIndexOf('ConfigMap')).toBeLessThan(kinds.indexOf('StatefulSet'));
  expect(new Set(objects.map(object => `${object.kind} ${object.metadata.name}`)).size).toBe(objects.length);
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
    'cdk8s-stateful/readiness': 'self',
    'cdk8s-stateful/quorum': 'majority',
    'cdk8s-stateful/accept': 'availability/quorum: the test cluster has one node',
  });
});

test('a database of no servers keeps its claims', () => {
  expect(setOf(database({ ...zookeeper, replicas: 0 })).spec.replicas).toBe(0);
});

test('what an option adds has a name of at most as many characters as a cluster takes, or is refused', () => {
  const name = 'x'.repeat(52);
  const lengths = database({ ...postgresql, metrics: true, name }).map(object => object.metadata.name.length);
  expect(Math.max(...lengths.slice(0, -1))).toBeLessThanOrEqual(name.length + '-disruption-budget'.length);
  expect(() => database({ ...complete, name })).toThrow(
    `test/db/Workload/backup: the backup would be called '${name}-backup', which has 59 characters: the API server accepts at most 52, because its pods carry it in theirs. `
    + 'Give the database a name that is 7 shorter.');
  expect(() => database({ ...complete, backup: undefined, name })).toThrow('which has 69 characters: the API server accepts at most 63');
});

test('clients, tasks and collectors of metrics reach their ports, the servers each other, and nobody else anything', () => {
  const policy = database(complete).find(object => object.kind === 'NetworkPolicy');
  const servers = { matchLabels: { 'app.kubernetes.io/name': 'postgresql', 'app.kubernetes.io/instance': 'db' } };
  const task = (role: string) => ({ matchLabels: { 'app.kubernetes.io/name': role, 'app.kubernetes.io/instance': `db-${role}`, 'app.kubernetes.io/part-of': 'db' } });
  const ports = [{ port: 5432, protocol: 'TCP' }];
  expect(policy).toMatchObject({ metadata: { name: 'db' }, spec: { podSelector: servers, policyTypes: ['Ingress'] } });
  expect(policy.spec.egress).toBeUndefined();
  expect(policy.spec.ingress).toEqual([
    { from: [{ podSelector: servers }], ports: [] },
    { from: [{ podSelector: { matchLabels: { app: 'shop' } } }], ports },
    { from: [{ podSelector: task('backup') }], ports },
    { from: [{ podSelector: task('restore') }], ports },
    { from: [{ podSelector: {}, namespaceSelector: {} }], ports: [{ port: 9187, protocol: 'TCP' }] },
  ]);
});

test('without clients there is no NetworkPolicy', () => {
  expect(database({ ...complete, clients: undefined }).map(object => object.kind)).not.toContain('NetworkPolicy');
});

test('no Service leads to the pod of a task, and no controller takes it for a server', () => {
  const objects = database(complete);
  const tasks = objects.flatMap(({ kind, spec }) => kind === 'Job' ? [spec.template] : kind === 'CronJob' ? [spec.jobTemplate.spec.template] : []);
  const selectors = objects.flatMap(({ kind, spec }) => kind === 'Service' ? [spec.selector] : ['StatefulSet', 'PodDisruptionBudget'].includes(kind) ? [spec.selector.matchLabels] : []);
  expect(tasks).toHaveLength(2);
  expect(selectors).toHaveLength(6);
  for (const { metadata } of tasks) for (const selector of selectors) expect(metadata.labels).not.toMatchObject(selector);
});

test('a database of no servers is not backed up, so that its last backups stay', () => {
  const suspended = (replicas: number) => database({ ...complete, replicas }).find(object => object.kind === 'CronJob').spec.suspend;
  expect([suspended(0), suspended(3)]).toEqual([true, undefined]);
});

test('a certificate is told for which names it has to be valid, and clients where the database is', () => {
  const db = new StatefulDatabase(Testing.chart(), 'db', complete);
  expect(db.certificateNames).toEqual(['*.db-headless', 'db-read-write', 'db-read-only']);
  expect(db.clientHost('read-write')).toBe('db-read-write');
  expect(() => db.clientHost('client')).toThrow("test/db: there is no Service 'client': the engine postgresql has others. Write one of read-write, read-only.");
});

const { maxUnavailable, minAvailable, none } = DisruptionBudget;
const { absolute, percent } = kplus.PercentOrAbsolute;

test.each([
  ['maxUnavailable 2 of 3', maxUnavailable(absolute(2)), 3, 1],
  ['maxUnavailable 50% of 3', maxUnavailable(percent(50)), 3, 1],
  ['minAvailable 2 of 5', minAvailable(absolute(2)), 5, 2],
  ['minAvailable 40% of 5', minAvailable(percent(40)), 5, 2],
])('a budget that lets a drain take the majority is refused: %s', (_, disruptionBudget, replicas, staying) => {
  expect(() => database({ ...zookeeper, replicas, disruptionBudget })).toThrow(
    `test/db: the disruption budget leaves ${staying} of ${replicas} zookeeper servers: it takes ${(replicas + 1) / 2} for a majority, so a drain may stop the database. `
    + `Leave disruptionBudget out for one at a time, or let at most ${(replicas - 1) / 2} be unavailable.`);
});

test.each([
  ['maxUnavailable 2 of 5', maxUnavailable(absolute(2)), 5],
  ['minAvailable 60% of 5', minAvailable(percent(60)), 5],
  ['no budget, by name', none(), 3],
  ['no majority there', maxUnavailable(absolute(1)), 1],
])('a budget that keeps the majority is taken: %s', (_, disruptionBudget, replicas) => {
  expect(database({ ...zookeeper, replicas, disruptionBudget })).toBeDefined();
});

test.each([
  [{ replicas: -1 }, 'test/db: replicas is -1'],
  [{ replicas: 1.5 }, 'test/db: replicas is 1.5'],
  [{ backup: { schedule: Cron.daily(), claim: backups, keep: 0 } }, 'test/db: backup.keep is 0'],
  [{ restore: { claim: backups, file: '../secret' } }, "test/db: the backup to restore is '../secret'"],
])('%j is refused', (props, message) => {
  expect(() => database({ ...postgresql, ...props })).toThrow(message);
});
