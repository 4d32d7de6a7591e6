import { App, Chart, Size, Testing } from 'cdk8s';
import { Construct } from 'constructs';
import { Engine, StatefulDatabase, StatefulDatabaseProps } from '../../src';

/**
 * Goal: data outlives code. Claims are found by name, pods by label, and the API server takes no other selector or claim template for a set that
 * exists. So nothing of that may depend on where a database is, on its id, or on the version of this library.
 *
 * stability.test.ts says the same of a StatefulWorkload alone. That another cdk8s, constructs or cdk8s-plus changes nothing is tested by
 * `npm run test:package` and `npm run test:plus`.
 */
const DATABASES: [string, StatefulDatabaseProps][] = [
  ['postgresql', { engine: Engine.postgresql({ version: '17' }), replicas: 3, storage: Size.gibibytes(10), credentialsSecretName: 'passwords' }],
  ['zookeeper', { engine: Engine.zookeeper(), replicas: 3, storage: Size.gibibytes(10) }],
];

function database(scope: Construct, id: string, props: StatefulDatabaseProps): void {
  new StatefulDatabase(scope, id, props);
}

/** Everything that a chart synthesizes. */
function synthesized(fill: (chart: Chart) => void, chart = new Chart(Testing.app(), 'shop')): any[] {
  fill(chart);
  return Testing.synth(chart);
}

/** A chart below other constructs of an app that has more in it. */
function elsewhere(): Chart {
  const app = new App();
  new Chart(app, 'other');
  return new Chart(new Construct(new Construct(app, 'production'), 'europe'), 'storage');
}

describe.each(DATABASES)('%s keeps every object as it was', (_, props) => {
  const before = synthesized((chart) => database(chart, 'db', props));

  test('when it is moved to another chart, below other constructs', () => {
    expect(synthesized((chart) => database(new Construct(chart, 'deep'), 'db', props), elsewhere())).toEqual(before);
  });

  test('when its id changes and its name is written', () => {
    expect(synthesized((chart) => database(chart, 'Renamed', { ...props, name: 'db' }))).toEqual(before);
  });

  test('when something else is added before it', () => {
    const names = new Set(before.map((object) => object.metadata.name));
    const beside = synthesized((chart) => {
      database(chart, 'another', props);
      database(chart, 'db', props);
    });
    expect(beside.filter((object) => names.has(object.metadata.name))).toEqual(before);
  });
});

test('another id without a name is another database, with claims of its own', () => {
  const [, props] = DATABASES[0];
  const identity = (id: string) => synthesized((chart) => database(chart, id, props)).flatMap(lasting);
  expect(identity('db').filter((line) => identity('other').includes(line))).toEqual([]);
});

/** What can be changed of a StatefulSet that exists: pkg/apis/apps/validation/validation.go, ValidateStatefulSetUpdate, v1.28 */
const CHANGEABLE = ['replicas', 'template', 'updateStrategy', 'persistentVolumeClaimRetentionPolicy', 'minReadySeconds', 'ordinals'];

/** What of an object cannot change without leaving data, pods or clients behind, a line each. */
function lasting(object: any): string[] {
  const { kind, metadata: { name }, spec } = object;
  const said = (what: string, value: unknown) => `${kind} ${name}: ${what} ${JSON.stringify(value)}`;
  if (kind === 'StatefulSet') {
    const fixed = Object.entries(spec).filter(([field]) => !CHANGEABLE.includes(field) && field !== 'volumeClaimTemplates');
    const claims = (spec.volumeClaimTemplates ?? []).map((claim: any) => said('claims', [claim.metadata.name, claim.spec.accessModes, claim.spec.volumeMode]));
    return [...fixed.map(([field, value]) => said(field, value)), ...claims, said('pods', spec.template.metadata.labels)];
  }
  if (kind === 'Service') return [said('selector', spec.selector), said('clusterIP', spec.clusterIP), said('ports', spec.ports.map(({ port }: any) => port))];
  return spec?.selector ? [said('selector', spec.selector)] : [`${kind} ${name}`];
}

// These lists are what clusters have. A line that changes is an upgrade that the API server refuses, or one that starts with empty claims.
test('an upgrade of this library finds the PostgreSQL that an earlier one made', () => {
  expect(synthesized((chart) => database(chart, 'db', DATABASES[0][1])).flatMap(lasting)).toMatchInlineSnapshot(`
[
  "Service db-headless: selector {"app.kubernetes.io/instance":"db","app.kubernetes.io/name":"postgresql"}",
  "Service db-headless: clusterIP "None"",
  "Service db-headless: ports [5432]",
  "ConfigMap db-configuration",
  "StatefulSet db: podManagementPolicy "OrderedReady"",
  "StatefulSet db: selector {"matchLabels":{"app.kubernetes.io/instance":"db","app.kubernetes.io/name":"postgresql"}}",
  "StatefulSet db: serviceName "db-headless"",
  "StatefulSet db: claims ["data",["ReadWriteOnce"],null]",
  "StatefulSet db: pods {"app.kubernetes.io/instance":"db","app.kubernetes.io/name":"postgresql"}",
  "PodDisruptionBudget db-disruption-budget: selector {"matchLabels":{"app.kubernetes.io/instance":"db","app.kubernetes.io/name":"postgresql"}}",
  "Service db-read-write: selector {"app.kubernetes.io/instance":"db","app.kubernetes.io/name":"postgresql","statefulset.kubernetes.io/pod-name":"db-0"}",
  "Service db-read-write: clusterIP undefined",
  "Service db-read-write: ports [5432]",
  "Service db-read-only: selector {"app.kubernetes.io/instance":"db","app.kubernetes.io/name":"postgresql"}",
  "Service db-read-only: clusterIP undefined",
  "Service db-read-only: ports [5432]",
]
`);
});

test('an upgrade of this library finds the ZooKeeper that an earlier one made', () => {
  expect(synthesized((chart) => database(chart, 'db', DATABASES[1][1])).flatMap(lasting)).toMatchInlineSnapshot(`
[
  "Service db-headless: selector {"app.kubernetes.io/instance":"db","app.kubernetes.io/name":"zookeeper"}",
  "Service db-headless: clusterIP "None"",
  "Service db-headless: ports [2181,2888,3888]",
  "ConfigMap db-configuration",
  "StatefulSet db: podManagementPolicy "OrderedReady"",
  "StatefulSet db: selector {"matchLabels":{"app.kubernetes.io/instance":"db","app.kubernetes.io/name":"zookeeper"}}",
  "StatefulSet db: serviceName "db-headless"",
  "StatefulSet db: claims ["data",["ReadWriteOnce"],null]",
  "StatefulSet db: claims ["datalog",["ReadWriteOnce"],null]",
  "StatefulSet db: pods {"app.kubernetes.io/instance":"db","app.kubernetes.io/name":"zookeeper"}",
  "PodDisruptionBudget db-disruption-budget: selector {"matchLabels":{"app.kubernetes.io/instance":"db","app.kubernetes.io/name":"zookeeper"}}",
  "Service db-client: selector {"app.kubernetes.io/instance":"db","app.kubernetes.io/name":"zookeeper"}",
  "Service db-client: clusterIP undefined",
  "Service db-client: ports [2181]",
]
`);
});
