import { Chart, Size, Testing } from 'cdk8s';
import { VERSIONS, objects, refusals, withWeb } from './support';
import { ClaimDataSource, KubernetesVersion, StatefulWorkload, VolumeClaimTemplateOptions } from '../../src';
import * as kplus from '../../src/constructs/kplus';

const storage = Size.gibibytes(1);

function claimSpec(options: Partial<VolumeClaimTemplateOptions>, versions = VERSIONS): any {
  const chart = Testing.chart();
  const workload = new StatefulWorkload(chart, 'db');
  workload.addContainer({ image: 'postgres:17' }).mount('/data', workload.addClaim('data', { storage, ...options }));
  for (const version of versions) expect(refusals(version, Testing.synth(chart))).toEqual([]);
  return objects(chart, 'StatefulSet')[0].spec.volumeClaimTemplates[0];
}

test('a claim can say everything that claims can say', () => {
  expect(claimSpec({
    storage: Size.gibibytes(10),
    storageClassName: 'fast-ssd',
    accessModes: [kplus.PersistentVolumeAccessMode.READ_WRITE_ONCE, kplus.PersistentVolumeAccessMode.READ_ONLY_MANY],
    volumeMode: kplus.PersistentVolumeMode.FILE_SYSTEM,
    dataSource: ClaimDataSource.volumeSnapshot('golden'),
    selector: kplus.LabelSelector.of({ labels: { disk: 'ssd' }, expressions: [kplus.LabelExpression.exists('rack')] }),
    labels: { backup: 'daily' },
    annotations: { 'example.com/owner': 'till' },
  })).toEqual({
    metadata: { name: 'data', labels: { backup: 'daily' }, annotations: { 'example.com/owner': 'till' } },
    spec: {
      accessModes: ['ReadWriteOnce', 'ReadOnlyMany'],
      storageClassName: 'fast-ssd',
      volumeMode: 'Filesystem',
      resources: { requests: { storage: '10Gi' } },
      dataSourceRef: { apiGroup: 'snapshot.storage.k8s.io', kind: 'VolumeSnapshot', name: 'golden' },
      selector: { matchLabels: { disk: 'ssd' }, matchExpressions: [{ key: 'rack', operator: 'Exists' }] },
    },
  });
});

test('a claim without a word asks only for storage, from the default class', () => {
  expect(claimSpec({})).toEqual({ metadata: { name: 'data' }, spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } } });
});

test('the empty class is a class: a volume made by hand', () => {
  expect(claimSpec({ storageClassName: '' }).spec.storageClassName).toBe('');
});

test.each([
  [ClaimDataSource.persistentVolumeClaim('old-data'), { kind: 'PersistentVolumeClaim', name: 'old-data' }],
  [ClaimDataSource.custom('populators.example.com', 'Backup', 'monday'), { apiGroup: 'populators.example.com', kind: 'Backup', name: 'monday' }],
])('a claim can be filled from %j', (dataSource, expected) => {
  expect(claimSpec({ dataSource }).spec.dataSourceRef).toEqual(expected);
});

test('a class of volume attributes is refused where the version drops it', () => {
  expect(claimSpec({ volumeAttributesClassName: 'gold' }, ['1.34', '1.36']).spec.volumeAttributesClassName).toBe('gold');
  const workload = new StatefulWorkload(Testing.chart(), 'db', { kubernetes: KubernetesVersion.of('1.33') });
  expect(() => workload.addClaim('data', { storage, volumeAttributesClassName: 'gold' })).toThrow(
    "test/db: volumeAttributesClassName of claim 'data' is for Kubernetes 1.34 and later, and this is 1.33.13: there the API server drops or refuses it. Leave it out, or upgrade the cluster first.");
});

test('claims are in the order of their names, whatever the order of the calls: the API server refuses another order', () => {
  const synthesized = (names: string[]) => {
    const chart = Testing.chart();
    const workload = new StatefulWorkload(chart, 'db');
    const container = workload.addContainer({ image: 'postgres:17' });
    for (const name of names) container.mount(`/${name}`, workload.addClaim(name, { storage }));
    return Testing.synth(chart);
  };
  const [before, after] = [synthesized(['wal', 'data']), synthesized(['data', 'wal'])];
  expect(after[1].spec.volumeClaimTemplates).toEqual(before[1].spec.volumeClaimTemplates);
  expect(refusals('1.34', after, before)).toEqual([]);
});

test('a bare device is attached, not mounted', () => {
  const chart = Testing.chart();
  const workload = new StatefulWorkload(chart, 'ceph');
  const [osd, helper] = [workload.addContainer({ name: 'osd', image: 'ceph:18' }), workload.addInitContainer({ image: 'ceph:18' })];
  const claim = workload.addClaim('block', { storage, volumeMode: kplus.PersistentVolumeMode.BLOCK });
  claim.attachTo(osd, '/dev/osd');
  claim.attachTo(helper, '/dev/new-osd');

  const { template, volumeClaimTemplates } = objects(chart, 'StatefulSet')[0].spec;
  expect(volumeClaimTemplates[0].spec.volumeMode).toBe('Block');
  expect(template.spec.containers[0].volumeDevices).toEqual([{ name: 'block', devicePath: '/dev/osd' }]);
  expect(template.spec.initContainers[0].volumeDevices).toEqual([{ name: 'block', devicePath: '/dev/new-osd' }]);
  expect(template.spec.volumes).toBeUndefined();
  for (const version of VERSIONS) expect(refusals(version, Testing.synth(chart))).toEqual([]);
});

test.each<[string, Partial<VolumeClaimTemplateOptions>, string]>([
  ['no access mode', { accessModes: [] }, "claim 'data' has no access mode"],
  ['a mode for one pod beside another', { accessModes: [kplus.PersistentVolumeAccessMode.READ_WRITE_ONCE_POD, kplus.PersistentVolumeAccessMode.READ_WRITE_ONCE] },
    "claim 'data' has READ_WRITE_ONCE_POD beside other access modes"],
  ['no storage', { storage: Size.gibibytes(0) }, "claim 'data' asks for 0Gi of storage"],
  ['a class that is no name', { storageClassName: 'Fast SSD' }, "storageClassName is 'Fast SSD': the API server does not take it: a lowercase RFC 1123 subdomain must"],
  ['a label that is none', { labels: { backup: 'every day' } }, "labels['backup'] is 'every day'"],
  ['a key of a label that is none', { labels: { 'a/b/c': 'x' } }, "a key of labels is 'a/b/c'"],
])('a claim with %s is refused', (_, options, message) => {
  const workload = new StatefulWorkload(Testing.chart(), 'db');
  expect(() => workload.addClaim('data', { storage, ...options })).toThrow(`test/db/claim-data: ${message}`);
});

test('attaching what has a file system is refused, and so is a path that is not absolute', () => {
  const workload = withWeb(Testing.chart());
  const [container] = workload.containers;
  expect(() => workload.addClaim('files', { storage }).attachTo(container, '/dev/files')).toThrow("test/web/claim-files: claim 'files' is attached as a device: it asks for a file system");
  const block = workload.addClaim('block', { storage, volumeMode: kplus.PersistentVolumeMode.BLOCK });
  expect(() => block.attachTo(container, 'dev/block')).toThrow("the device path of claim 'block' is 'dev/block'");
});

test('mounting a bare device is refused', () => {
  const chart = Testing.chart();
  const workload = withWeb(chart);
  workload.containers[0].mount('/block', workload.addClaim('block', { storage, volumeMode: kplus.PersistentVolumeMode.BLOCK }));
  expect(() => Testing.synth(chart)).toThrow("[test/web] container 'main' mounts claim 'block', which is a bare device");
});

test('a bare device that nobody uses is refused', () => {
  const chart = Testing.chart();
  withWeb(chart).addClaim('block', { storage, volumeMode: kplus.PersistentVolumeMode.BLOCK });
  expect(() => Testing.synth(chart)).toThrow(/claim 'block' is mounted by no container: .* Attach what addClaim returned, as in claim\.attachTo\(container, '\/dev\/block'\)/);
});

test('a volume that has the name of a claim is refused', () => {
  const chart = Testing.chart();
  const workload = withWeb(chart);
  workload.containers[0].mount('/tmp', kplus.Volume.fromEmptyDir(chart, 'scratch', 'www'));
  expect(() => Testing.synth(chart)).toThrow("[test/web] a volume has the name of claim 'www': the controller puts the claim in its place");
});

describe('one claim for all replicas', () => {
  const shared = (replicas: number | undefined, mode: kplus.PersistentVolumeAccessMode): { chart: Chart; workload: StatefulWorkload } => {
    const chart = Testing.chart();
    const workload = withWeb(chart, { replicas });
    const claim = new kplus.PersistentVolumeClaim(chart, 'claim', { metadata: { name: 'uploads' }, accessModes: [mode], storage });
    workload.containers[0].mount('/uploads', kplus.Volume.fromPersistentVolumeClaim(chart, 'volume', claim));
    return { chart, workload };
  };

  test('is refused where only one node can mount it, unless that is accepted', () => {
    const { chart, workload } = shared(2, kplus.PersistentVolumeAccessMode.READ_WRITE_ONCE);
    expect(() => Testing.synth(chart)).toThrow("[test/web] all replicas mount the one claim 'uploads', which only one node can mount");
    workload.accept('hygiene/shared-claim', 'the cluster has a single node');
    expect(objects(chart, 'StatefulSet')).toHaveLength(1);
  });

  test('is fine where all nodes can mount it, where there is one replica, and where all stay together', () => {
    expect(objects(shared(2, kplus.PersistentVolumeAccessMode.READ_WRITE_MANY).chart, 'StatefulSet')).toHaveLength(1);
    expect(objects(shared(1, kplus.PersistentVolumeAccessMode.READ_WRITE_ONCE).chart, 'StatefulSet')).toHaveLength(1);
    const { chart, workload } = shared(2, kplus.PersistentVolumeAccessMode.READ_WRITE_ONCE);
    workload.scheduling.colocate(workload);
    expect(objects(chart, 'StatefulSet')).toHaveLength(1);
    const assigned = shared(2, kplus.PersistentVolumeAccessMode.READ_WRITE_ONCE);
    assigned.workload.scheduling.assign(kplus.Node.named('node-1'));
    expect(objects(assigned.chart, 'StatefulSet')).toHaveLength(1);
  });

  test('is refused under an autoscaler, and where company is only a preference', () => {
    const { chart, workload } = shared(undefined, kplus.PersistentVolumeAccessMode.READ_WRITE_ONCE);
    expect(objects(chart, 'StatefulSet')).toHaveLength(1);
    workload.scheduling.colocate(workload, { weight: 1 });
    new kplus.HorizontalPodAutoscaler(chart, 'autoscaler', { target: workload, maxReplicas: 3, metrics: [kplus.Metric.resourceCpu(kplus.MetricTarget.averageUtilization(50))] });
    expect(() => Testing.synth(chart)).toThrow("[test/web] all replicas mount the one claim 'uploads'");
  });
});
