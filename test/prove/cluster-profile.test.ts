import { admittedBy, read, web } from './manifests';
import { MAX_NODES } from '../../src/cluster/placement';
import { readManifests } from '../../src/manifest/read';
import { prove } from '../../src/prove';
import { clusterOf } from '../../src/prove/cluster';
import { MAX_STORAGE_CLASSES, MAX_VOLUMES, readClusterProfile } from '../../src/prove/cluster-profile';
import { MistakesError, RequestError } from '../../src/prove/request-error';
import { whereOf } from '../../src/prove/where';
import { randomFrom } from '../cluster/problems';

const file = (text: string, path = 'cluster.yaml') => ({ path, bytes: new TextEncoder().encode(text) });

/** `line:column message: advice` of each mistake. */
function mistakes(text: string): string[] {
  const result = readClusterProfile(file(text));
  return 'mistakes' in result ? result.mistakes.map(({ where, message, advice }) => `${where?.line}:${where?.column} ${message}: ${advice}`) : [];
}

function profile(text: string) {
  const result = readClusterProfile(file(text));
  if ('mistakes' in result) throw new Error(result.mistakes.map(({ message }) => message).join('\n'));
  return result.profile;
}

const NOTHING = admittedBy(web());
const WHOLE = `
kubernetes: "1.31"
featureGates: {MaxUnavailableStatefulSet: true}
nodes:
- {name: a, zone: east, allocatable: {cpu: 4, memory: 16Gi, pods: 110}, labels: {disk: ssd}, taints: [{key: dedicated, value: db, effect: NoSchedule}]}
- {name: b, count: 2, zone: west}
storageClasses:
- {name: fast, default: true, volumeBindingMode: WaitForFirstConsumer, zones: [east]}
- {name: local, provisioner: kubernetes.io/no-provisioner, volumeBindingMode: WaitForFirstConsumer}
- {name: nfs, accessModes: [ReadWriteMany], topologyKeys: [], attachRequired: false, reclaimPolicy: Retain}
volumes:
- {name: disk, count: 2, storageClassName: local, capacity: 10Gi, accessModes: [ReadWriteOnce], node: b-1}
- {name: share, capacity: 1Ti, accessModes: [ReadWriteMany], zone: west, volumeMode: Block, persistentVolumeReclaimPolicy: Delete}
`;

describe('a profile', () => {
  test('says what decides where pods and volumes can be', () => {
    const { nodes = [], storageClasses, volumes, assumesStorage } = clusterOf(profile(WHOLE), NOTHING);
    expect(nodes.map(({ name, labels, taints }) => [name, labels['topology.kubernetes.io/zone'], labels['kubernetes.io/hostname'], labels.disk, taints.length]))
      .toEqual([['a', 'east', 'a', 'ssd', 1], ['b-0', 'west', 'b-0', undefined, 0], ['b-1', 'west', 'b-1', undefined, 0]]);
    expect(Object.entries(nodes[0].allocatable).map(([name, { nanos }]) => [name, nanos / 1_000_000_000n])).toEqual([['cpu', 4n], ['memory', 17_179_869_184n], ['pods', 110n]]);
    expect(storageClasses.map(({ name, default: isDefault, volumeBindingMode, reclaimPolicy, topologyKeys, attachRequired, allowedTopologies }) =>
      [name, isDefault, volumeBindingMode, reclaimPolicy, topologyKeys, attachRequired, allowedTopologies])).toEqual([
      ['fast', true, 'WaitForFirstConsumer', 'Delete', ['topology.kubernetes.io/zone'], true, [{ 'topology.kubernetes.io/zone': ['east'] }]],
      ['local', false, 'WaitForFirstConsumer', 'Delete', ['topology.kubernetes.io/zone'], true, []],
      ['nfs', false, 'Immediate', 'Retain', [], false, []],
    ]);
    const told = volumes.map(({ name, storageClassName, volumeMode, persistentVolumeReclaimPolicy: policy }) => [name, storageClassName, volumeMode, policy]);
    expect(told).toEqual([
      ['disk-0', 'local', 'Filesystem', 'Retain'], ['disk-1', 'local', 'Filesystem', 'Retain'], ['share', '', 'Block', 'Delete'],
    ]);
    expect(assumesStorage).toBe(false);
  });

  test('assumes what it leaves out', () => {
    expect(clusterOf(profile('nodes: [{name: a}]'), NOTHING)).toMatchObject({ nodes: [{ name: 'a' }], storageClasses: [], assumesStorage: true });
    expect(clusterOf(profile('storageClasses: []'), NOTHING)).toMatchObject({ storageClasses: [], assumesStorage: false });
    expect(clusterOf(profile('volumes: []'), NOTHING)).toMatchObject({ assumesStorage: false });
    expect(clusterOf(profile('kubernetes: "1.31"'), NOTHING)).not.toHaveProperty('nodes');
  });

  test('may be JSON, with a byte order mark, Windows line ends and a document start', () => {
    expect(profile('\ufeff{"nodes": [{"name": "a"}]}').nodes).toHaveLength(1);
    expect(profile('# a comment\r\n---\r\nnodes:\r\n- name: a\r\n').nodes).toHaveLength(1);
  });
});

describe('a mistake', () => {
  test.each([
    ['', '1:1 the cluster profile is empty: describe nodes, or leave the profile out'],
    ['# nothing\n', '1:1 the cluster profile is empty: describe nodes, or leave the profile out'],
    ['- a\n', '1:1 a cluster profile is a list, and not a mapping: write {kubernetes: ...}'],
    ['nodes: [\n', '2:1 unexpected end of the stream within a flow collection: correct the YAML here'],
    ['nodes: [{name: a}]\nnodes: [{name: b}]\n', '2:1 key "nodes" already set in map: keep one of them'],
    ['nodes: [{name: a}]\n---\nnodes: [{name: b}]\n', '3:1 a cluster profile is one document: leave out what follows ---'],
    ['node: []\n', '1:1 unknown field node of a cluster profile: write one of kubernetes, featureGates, nodes, storageClasses, volumes, or leave it out'],
    ['kubernetes: 1.34\n', '1:1 the version of Kubernetes is a number, and not text: put it in quotes'],
    ['featureGates: {A: "true"}\n', '1:16 a feature gate is text, and neither true nor false: write true or false'],
    ['nodes: {name: a}\n', '1:1 nodes are a mapping, and not a list: begin each item with a dash, or write [...]'],
    ['nodes: []\n', '1:1 the cluster has no nodes: describe at least one, or leave nodes out'],
    ['nodes:\n- zone: a\n', '2:3 a node has no name: write name'],
    ['nodes: [a]\n', '1:9 a node is text, and not a mapping: write {name: ...}'],
    ['nodes:\n- {name: a, zoen: b}\n', '2:13 unknown field zoen of a node: write one of name, count, zone, labels, taints, allocatable, or leave it out'],
    ['nodes:\n- name: a\n  count: 0\n', '3:3 count 0 is not a whole number from 1 to 31: write a number from 1 to 31'],
    ['nodes:\n- {name: a, zone: 1}\n', '2:13 the zone of a node is a number, and not text: put it in quotes'],
    ['nodes:\n- {name: a, zone: ""}\n', '2:13 the zone of a node "" is not valid: it is empty: correct it'],
    ['nodes:\n- {name: a, labels: {disk: yes}}\n', '2:22 the value of a label is a boolean, and not text: put it in quotes: YAML takes y, n, yes, no, on and off for true and false'],
    ['nodes:\n- {name: a, taints: [{key: a}]}\n', '2:22 a taint has no effect: write effect'],
    ['nodes:\n- {name: a, taints: [{key: a, effect: Never}]}\n', '2:31 the effect of a taint "Never" is not known: write one of NoSchedule, PreferNoSchedule, NoExecute'],
    ['nodes:\n- {name: a, allocatable: {cpu: 4 cores}}\n', null],
    ['nodes:\n- {name: a, allocatable: {cpu: -1}}\n', '2:27 the amount -1 is negative: write a quantity from 0 up'],
    ['nodes:\n- {name: a}\n- {name: a}\n', '3:4 the node a is there twice: give it another name, or leave it out'],
    ['nodes:\n- {name: a-1}\n- {name: a, count: 2}\n', '3:4 the node a-1 is there twice: give it another name, or leave it out'],
    ['nodes:\n- {name: a, zone: x, labels: {topology.kubernetes.io/zone: w}}\n', '2:31 the node a is in zone x, and its label says another: leave out one of them'],
    ['storageClasses:\n- {name: a, default: true}\n- {name: b, default: true}\n', '3:13 there are two default storage classes: make one the default'],
    ['storageClasses:\n- {name: a, volumeBindingMode: Later}\n', '2:13 volumeBindingMode "Later" is not known: write one of Immediate, WaitForFirstConsumer'],
    ['nodes: [{name: a, zone: x}]\nstorageClasses:\n- {name: a, zones: [x, w]}\n', '3:24 there is no zone w: write one of x'],
    ['nodes: [{name: a}]\nvolumes:\n- {name: v, capacity: 1Gi, accessModes: [ReadWriteOnce], node: b}\n', '3:58 there is no node b: write one of a'],
    ['nodes: [{name: a}]\nvolumes:\n- {name: v, capacity: 1Gi, accessModes: [ReadWriteOnce], zone: b}\n', '3:58 there is no zone b: give a node a zone'],
    ['volumes:\n- {name: v, capacity: 1, accessModes: [RWO]}\n', '2:40 the access mode "RWO" is not known: write one of ReadWriteOnce, ReadOnlyMany, ReadWriteMany, ReadWriteOncePod'],
  ])('in %j is told at its place, with what to write', (text, expected) => {
    const told = mistakes(text);
    if (expected === null) expect(told[0]).toMatch(/^2:27 the amount "4 cores" is no quantity: quantities must match .*: write a quantity such as 2, 500m or 16Gi$/);
    else expect(told).toContain(expected);
  });

  test('is told of any text, and nothing is thrown', () => {
    const random = randomFrom(7);
    const pieces = ['{', '}', '[', ']', ':', '-', '\n', ' ', ',', '"', '&a', '*a', '!!int', 'null', '1', '-1', 'y', '__proto__: 1', 'constructor: {}', '9'.repeat(40), 'nodes:', 'name: b'];
    const told = { profiles: 0, mistakes: 0 };
    for (let run = 0; run < 400; run++) {
      let text = WHOLE;
      for (let changes = 1 + random(3); changes > 0; changes--) {
        const at = random(text.length);
        text = text.slice(0, at) + pieces[random(pieces.length)] + text.slice(at + random(3));
      }
      const result = readClusterProfile(file(text));
      if ('mistakes' in result) expect(result.mistakes.every(({ message, where }) => message !== '' && where !== undefined && where.line > 0)).toBe(true);
      if ('mistakes' in result) expect(result.mistakes.length).toBeGreaterThan(0);
      told['mistakes' in result ? 'mistakes' : 'profiles']++;
    }
    expect(told.mistakes).toBeGreaterThan(100);
    expect(told.profiles).toBeGreaterThan(10);
  });

  test('may be a name that every object has', () => {
    expect(mistakes('featureGates: {__proto__: 1}')).toEqual(['1:16 a feature gate is a number, and neither true nor false: write true or false']);
    expect(mistakes('constructor: 1')[0]).toMatch(/^1:1 unknown field constructor/);
    expect(() => whereOf({ cluster: file('featureGates: {__proto__: true}') })).toThrow('unrecognized feature gate: __proto__');
  });

  test('does not hide another', () => {
    expect(mistakes('nodes:\n- {nam: a}\n- {name: b, zone: 7}\nvolumes: 3\n')).toHaveLength(4);
  });

  test('of bytes is one too', () => {
    const told = (bytes: number[]) => readClusterProfile({ path: 'c.yaml', bytes: Uint8Array.from(bytes) });
    expect(told([0x61, 0xff])).toMatchObject({ mistakes: [{ message: 'invalid UTF-8 at byte 1' }] });
    expect(readClusterProfile({ path: 'c.yaml', bytes: new Uint8Array(4 * 1024 * 1024 + 1) })).toMatchObject({ mistakes: [{ message: 'the file is larger than 4194304 bytes' }] });
  });

  test('ends the proof before it begins, and every one is told', () => {
    const cluster = file('nodes: [{nam: a}]\n');
    expect(() => prove(read(web()), { cluster })).toThrow(MistakesError);
    try {
      whereOf({ cluster });
    } catch (error) {
      expect((error as MistakesError).lines).toEqual([
        'cluster.yaml:1:10: unknown field nam of a node: write one of name, count, zone, labels, taints, allocatable, or leave it out',
        'cluster.yaml:1:9: a node has no name: write name',
      ]);
    }
    expect.assertions(2);
  });
});

describe('a limit', () => {
  const nodes = (count: number) => `nodes: [${Array.from({ length: count }, (_, index) => `{name: n${index}}`).join(', ')}]`;
  const classes = (count: number) => `storageClasses: [${Array.from({ length: count }, (_, index) => `{name: c${index}}`).join(', ')}]`;
  const volumes = (count: number) => `volumes: [{name: v, count: ${count}, capacity: 1Gi, accessModes: [ReadWriteOnce]}, {name: w, capacity: 1Gi, accessModes: [ReadWriteOnce]}]`;

  test('holds, and one more is a mistake', () => {
    expect([mistakes(nodes(MAX_NODES)), mistakes(classes(MAX_STORAGE_CLASSES)), mistakes(volumes(MAX_VOLUMES - 1))]).toEqual([[], [], []]);
    expect(mistakes(nodes(MAX_NODES + 1))).toEqual([`1:1 there are ${MAX_NODES + 1} nodes, and at most ${MAX_NODES} are read: leave out what decides nothing`]);
    expect(mistakes(`nodes: [{name: a, count: ${MAX_NODES}}, {name: b}]`)).toEqual([
      `1:1 the cluster has ${MAX_NODES + 1} nodes, and at most ${MAX_NODES} are explored: describe those that the set can use`,
    ]);
    expect(mistakes(classes(MAX_STORAGE_CLASSES + 1))).toHaveLength(1);
    expect(mistakes(volumes(MAX_VOLUMES))).toEqual([`1:1 there are more than ${MAX_VOLUMES} volumes: describe those that the set can use`]);
  });
});

describe('objects among the manifests', () => {
  const OBJECTS = `${web()}
---
{apiVersion: v1, kind: Node, metadata: {name: a, labels: {topology.kubernetes.io/zone: x}}, spec: {unschedulable: true, taints: [{key: t, effect: NoExecute}]},
  status: {allocatable: {pods: "5"}, capacity: {pods: "9"}}}
---
{apiVersion: v1, kind: Node, metadata: {name: b, labels: {kubernetes.io/hostname: B}}, status: {capacity: {cpu: 2}}}
---
{apiVersion: storage.k8s.io/v1, kind: StorageClass, metadata: {name: fast, annotations: {storageclass.kubernetes.io/is-default-class: "true"}}, provisioner: p,
  allowedTopologies: [{matchLabelExpressions: [{key: rack, values: ["1", "2"]}]}]}
---
{apiVersion: v1, kind: PersistentVolume, metadata: {name: v, labels: {a: b}}, spec: {storageClassName: slow, capacity: {storage: 3Gi}, accessModes: [ReadWriteOnce],
  claimRef: {name: www-web-0}, nodeAffinity: {required: {nodeSelectorTerms: [{matchExpressions: [{key: rack, operator: Exists}]}]}}}}
`;

  test('describe the cluster too', () => {
    const { nodes = [], storageClasses, volumes } = clusterOf(undefined, admittedBy(OBJECTS));
    expect(nodes.map(({ name, labels, taints }) => [name, labels['kubernetes.io/hostname'], taints.map(({ key, effect }) => `${key}:${effect}`)])).toEqual([
      ['a', 'a', ['t:NoExecute', 'node.kubernetes.io/unschedulable:NoSchedule']], ['b', 'B', []],
    ]);
    expect(nodes.map(({ allocatable }) => Object.entries(allocatable).map(([name, { nanos }]) => [name, nanos / 1_000_000_000n]))).toEqual([[['pods', 5n]], [['cpu', 2n]]]);
    expect(storageClasses).toMatchObject([{ name: 'fast', default: true, provisioner: 'p', volumeBindingMode: 'Immediate', reclaimPolicy: 'Delete', allowedTopologies: [{ rack: ['1', '2'] }] }]);
    expect(volumes).toMatchObject([{ name: 'v', storageClassName: 'slow', persistentVolumeReclaimPolicy: 'Retain', claim: 'default/www-web-0', labels: { a: 'b' }, nodeSelectorTerms: [{}] }]);
  });

  test('are beside what the profile describes, which counts where both have a name', () => {
    const { nodes = [], storageClasses } = clusterOf(profile('nodes: [{name: b, zone: w}, {name: c}]\nstorageClasses: [{name: fast}]'), admittedBy(OBJECTS));
    expect(nodes.map(({ name, labels }) => [name, labels['topology.kubernetes.io/zone']])).toEqual([['b', 'w'], ['c', undefined], ['a', 'x']]);
    expect(storageClasses.map(({ name, provisioner }) => [name, provisioner])).toEqual([['fast', undefined]]);
  });

  test('may not be more nodes than can be explored', () => {
    const many = Array.from({ length: MAX_NODES + 1 }, (_, index) => `---\n{apiVersion: v1, kind: Node, metadata: {name: n${index}}}\n`).join('');
    expect(() => prove(read(web() + many))).toThrow(new RequestError('the cluster has 16 nodes, and at most 15 are explored: describe those that the set can use'));
    expect(readManifests([file(many)]).diagnostics).toEqual([]);
  });
});

describe('the version of a profile', () => {
  const cluster = file('kubernetes: "1.31"\nfeatureGates: {MaxUnavailableStatefulSet: true, PodIndexLabel: false}\n');

  test('is proved for, unless another is asked for, which is said', () => {
    expect(whereOf({ cluster })).toMatchObject({ kubernetes: { version: '1.31.14', changed: { MaxUnavailableStatefulSet: true, PodIndexLabel: false } }, diagnostics: [] });
    expect(whereOf({ cluster, kubernetes: '1.31.14', featureGates: { PodIndexLabel: false } }).diagnostics).toEqual([]);
    const { kubernetes, diagnostics } = whereOf({ cluster, kubernetes: '1.30', featureGates: { PodIndexLabel: true } });
    expect(kubernetes).toMatchObject({ version: '1.30.14', changed: { MaxUnavailableStatefulSet: true } });
    expect(diagnostics.map(({ message, severity, where }) => [message, severity, where?.line, where?.column])).toEqual([
      ['the cluster profile says Kubernetes 1.31, and 1.30 was asked for', 'warning', 1, 1],
      ['the cluster profile says PodIndexLabel: false, and true was asked for', 'warning', 2, 49],
    ]);
  });

  test.each([
    ['kubernetes: "1.27"', 'cluster.yaml:1:1: unknown version of Kubernetes 1.27; known are'],
    ['kubernetes: "1.31"\nfeatureGates: {Fast: true}', 'cluster.yaml:2:1: unrecognized feature gate: Fast; known are'],
  ])('that there is not is a mistake: %j', (text, message) => {
    expect(() => whereOf({ cluster: file(text), kubernetes: '1.34' })).toThrow(message);
  });
});

describe('a report', () => {
  const asked = { scenarios: ['bootstrap'], guarantees: ['boot/completes'] };
  const PAIRED = 'affinity: {podAffinity: {requiredDuringSchedulingIgnoredDuringExecution: [{topologyKey: kubernetes.io/hostname, labelSelector: {matchLabels: {app: nginx}}}]}}';

  test('says of which cluster it speaks, and what of the manifest is no part of it', () => {
    const [given] = prove(read(web('', { pod: PAIRED })), { ...asked, cluster: file('nodes: [{name: a, count: 2, zone: x}]\nstorageClasses: [{name: standard}]') }).sets;
    expect(given).toMatchObject({ cluster: '2 nodes in 1 zone, storage class standard', verdict: 'PROVED' });
    expect(given.notes).toContain('not decided here: the required affinity by kubernetes.io/hostname, which puts all pods where the first one is');
    const [assumed] = prove(read(web()), asked).sets;
    expect(assumed.cluster).toBe('4 nodes in 1 zone (assumed), storage class standard (assumed)');
    expect(assumed.notes.filter((note) => note.startsWith('not decided'))).toEqual([]);
  });

  test('warns where more was asked for than the profile says', () => {
    const report = prove(read(web()), { ...asked, kubernetes: '1.34', cluster: file('kubernetes: "1.31"') });
    expect(report).toMatchObject({ kubernetes: '1.34.4', exitCode: 0, diagnostics: [{ rule: 'cluster/profile', severity: 'warning' }] });
  });
});
