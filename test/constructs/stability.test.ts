import { join } from 'path';
import { ApiObject, Chart, Size, Testing, Yaml } from 'cdk8s';
import { Construct } from 'constructs';
import { VERSIONS, refusals, withWeb } from './support';
import { AntiAffinity, ClaimRetention, ReadinessModel, StatefulWorkload, UpdateStrategy } from '../../src';
import * as kplus from '../../src/constructs/kplus';

/**
 * What makes a set the same set, over moves, renamed ids and upgrades: the objects there are, and of each what the API server does not let
 * change. Another name of any of them is another object, without the data of the first.
 */

const LABELS = { app: 'shop', tier: 'data' };

/** A workload with every object that it can have beside it. */
function everything(scope: Construct, id = 'db', claims = ['data', 'wal']): StatefulWorkload {
  const workload = new StatefulWorkload(scope, id, {
    name: 'shop-db',
    replicas: 3,
    matchLabels: LABELS,
    podManagementPolicy: kplus.PodManagementPolicy.PARALLEL,
    updateStrategy: UpdateStrategy.rollingUpdate({ partition: 1 }),
    persistentVolumeClaimRetentionPolicy: { whenDeleted: ClaimRetention.RETAIN, whenScaled: ClaimRetention.RETAIN },
    antiAffinity: AntiAffinity.REQUIRED.also(AntiAffinity.preferredBy(kplus.Topology.ZONE)),
    topologySpreadConstraints: [{ topology: kplus.Topology.ZONE }],
    clients: [kplus.Pods.select(scope, `${id}-clients`, { labels: { role: 'client' } })],
    readinessModel: ReadinessModel.SELF,
  });
  const container = workload.addContainer({ image: 'shop-db:1.0', ports: [{ number: 5432, name: 'sql' }] });
  for (const name of claims) container.mount(`/${name}`, workload.addClaim(name, { storage: Size.gibibytes(10), storageClassName: 'fast' }));
  container.mount('/etc/shop-db', workload.addConfigurationFiles('settings', { 'shop.conf': 'mode = fast\n' }));
  workload.addSidecar({ name: 'metrics', image: 'exporter:1.0' });
  workload.accept('order/update', 'Parallel was chosen on purpose');
  return workload;
}

/** A chart that names objects in its own way, as another release of cdk8s might. */
class OtherNames extends Chart {
  public generateObjectName(object: ApiObject): string {
    return `other-${object.node.addr}`;
  }
}

const here = () => {
  const chart = new Chart(Testing.app(), 'shop');
  everything(chart);
  return Testing.synth(chart);
};

test.each<[string, () => Chart, (chart: Chart) => void]>([
  ['moved into another construct', () => new Chart(Testing.app(), 'shop'), chart => everything(new Construct(new Construct(chart, 'backend'), 'storage'))],
  ['moved to another chart', () => new Chart(Testing.app(), 'back-office'), everything],
  ['moved to a chart in a chart', () => new Chart(new Chart(Testing.app(), 'outer'), 'inner'), everything],
  ['given another id', () => new Chart(Testing.app(), 'shop'), chart => everything(chart, 'Database')],
  ['given its claims in another order', () => new Chart(Testing.app(), 'shop'), chart => everything(chart, 'db', ['wal', 'data'])],
  ['in a chart without hashes in its names', () => new Chart(Testing.app(), 'shop', { disableResourceNameHashes: true }), everything],
  ['named by another release of cdk8s', () => new OtherNames(Testing.app(), 'shop'), everything],
])('a workload that is %s synthesizes the same objects', (change, makeChart, fill) => {
  const chart = makeChart();
  fill(chart);
  const [before, after] = [here(), Testing.synth(chart)];
  // The order of the mounts in the container is that of the calls, and rolls the pods.
  if (change.startsWith('given its claims')) expect(identities(after)).toEqual(identities(before));
  else expect(after).toEqual(before);
});

test('an isolated workload that is moved synthesizes the same objects', () => {
  const synthesized = (scopeOf: (chart: Chart) => Construct) => {
    const chart = Testing.chart();
    withWeb(scopeOf(chart), { isolate: true });
    return Testing.synth(chart);
  };
  expect(synthesized(chart => new Construct(chart, 'deep'))).toEqual(synthesized(chart => chart));
});

test('another name is another set, and no part of the first', () => {
  const chart = Testing.chart();
  withWeb(chart, { name: 'one' }, 'a');
  withWeb(chart, { name: 'two' }, 'b');
  const names = Testing.synth(chart).map(({ kind, metadata }) => `${kind} ${metadata.name}`);
  expect(new Set(names).size).toBe(names.length);
  expect(Yaml.stringify(...Testing.synth(chart))).not.toContain('cdk8s.io/metadata.addr');
});

interface Identity {
  readonly object: string;
  readonly fixed: unknown;
}

/** The parts that an update may not change: apps/validation/validation.go:ValidateStatefulSetUpdate, and the selectors that tell pods apart. */
function identities(objects: readonly any[]): Identity[] {
  return objects.map(({ apiVersion, kind, metadata, spec = {} }) => {
    const { serviceName, podManagementPolicy, selector, volumeClaimTemplates, podSelector, clusterIP } = spec;
    return { object: `${apiVersion} ${kind} ${metadata.name}`, fixed: { serviceName, podManagementPolicy, selector, volumeClaimTemplates, podSelector, clusterIP } };
  }).sort((a, b) => (a.object < b.object ? -1 : 1));
}

describe('upgrades', () => {
  /** What earlier releases wrote. Never write these files anew: add the one of the next release. */
  const RELEASES = ['0.0.0'];
  const written = (release: string) => Yaml.load(join(__dirname, 'testdata', `released-${release}.yaml`));

  test.each(RELEASES)('what %s wrote is still there, with the same selectors and claims', (release) => {
    expect(identities(here())).toEqual(identities(written(release)));
  });

  test.each(RELEASES.flatMap(release => VERSIONS.map(version => [release, version])))('what %s wrote can be replaced by what is written now, on Kubernetes %s', (release, version) => {
    expect(refusals(version, here(), written(release))).toEqual([]);
  });

  test('another size of the claims would be told', () => {
    const grown = JSON.parse(JSON.stringify(written(RELEASES[0])).replace('"storage":"10Gi"', '"storage":"20Gi"'));
    expect(identities(here())).not.toEqual(identities(grown));
    expect(refusals('1.34', here(), grown).join()).toContain('updates to statefulset spec for fields other than');
  });
});
