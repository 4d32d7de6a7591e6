import { admittedBy, web } from './manifests';
import { MAX_SLOTS } from '../../src/cluster/fields';
import { BINDS_AT_ONCE, BINDS_NEVER, BINDS_WITH_POD, BY_NODE, BY_ZONE, MAX_NODES } from '../../src/cluster/placement';
import { clusterOf } from '../../src/prove/cluster';
import { readClusterProfile } from '../../src/prove/cluster-profile';
import { kubernetesOf } from '../../src/prove/kubernetes';
import { type Placed, placementOf } from '../../src/prove/placement';

interface Given {
  /** Fields of the pod's spec. */
  readonly pod?: string;
  /** Fields of the set's spec. */
  readonly spec?: string;
  readonly replicas?: number;
  readonly profile?: string;
  /** Objects beside the set. */
  readonly objects?: string;
  readonly kubernetes?: string;
  /** In place of the claim templates. */
  readonly claims?: string;
}

function placed({ pod, spec, replicas = 3, profile, objects = '', kubernetes, claims }: Given): Placed {
  const given = web(spec, { pod, replicas, claims: claims === undefined });
  const manifests = admittedBy(`${claims === undefined ? given : given.replace('volumeClaimTemplates: []', `volumeClaimTemplates: [${claims}]`)}\n---\n${objects}`);
  const read = profile === undefined ? undefined : readClusterProfile({ path: 'cluster.yaml', bytes: new TextEncoder().encode(profile) });
  if (read !== undefined && 'mistakes' in read) throw new Error(read.mistakes.map(({ message }) => message).join('\n'));
  return placementOf(manifests.statefulSets[0], kubernetesOf({ kubernetes }), clusterOf(read?.profile, manifests), replicas);
}

const NODES = `nodes:
- {name: a, zone: x, labels: {disk: ssd, size: "5", rack: "1"}}
- {name: b, zone: x, labels: {disk: hdd, size: "10", rack: "2"}}
- {name: c, zone: z, labels: {size: big, rack: "1"}, taints: [{key: dedicated, value: db, effect: NoSchedule}]}
- {name: d, zone: z, taints: [{key: dedicated, value: db, effect: NoExecute}, {key: old, effect: PreferNoSchedule}]}
`;
/** The names of the nodes in a mask. */
const namesIn = ({ nodes }: Placed, mask: number): string => nodes.flatMap(({ name }, index) => (mask >>> index & 1) === 1 ? [name] : []).join('');
const eligible = (given: Given): string => {
  const result = placed({ profile: NODES, ...given });
  return namesIn(result, result.placement.eligible);
};
const TOLERATE = 'tolerations: [{operator: Exists}]';

/** component-helpers, scheduling/corev1/nodeaffinity; the cases are those of its tests, and of scheduler/framework/plugins/nodeaffinity. */
describe('node selectors and affinity', () => {
  const affinity = (...terms: string[]) => `${TOLERATE}\n      affinity: {nodeAffinity: {requiredDuringSchedulingIgnoredDuringExecution: {nodeSelectorTerms: [${terms.join(', ')}]}}}`;
  const expression = (words: string) => affinity(`{matchExpressions: [{${words}}]}`);

  test.each([
    [TOLERATE, 'abcd'],
    [`${TOLERATE}\n      nodeSelector: {disk: ssd}`, 'a'],
    [`${TOLERATE}\n      nodeSelector: {disk: ssd, rack: "2"}`, ''],
    [`${TOLERATE}\n      nodeSelector: {topology.kubernetes.io/zone: z}`, 'cd'],
    [`${TOLERATE}\n      nodeSelector: {failure-domain.beta.kubernetes.io/zone: z}`, 'cd'],
    [`${TOLERATE}\n      nodeSelector: {kubernetes.io/hostname: b}`, 'b'],
    // A name that every object of JavaScript has is the label of none.
    [expression('key: constructor, operator: Exists'), ''],
    [expression('key: disk, operator: In, values: [ssd, nvme]'), 'a'],
    [expression('key: disk, operator: NotIn, values: [ssd]'), 'bcd'],
    [expression('key: disk, operator: Exists'), 'ab'],
    [expression('key: disk, operator: DoesNotExist'), 'cd'],
    // What is no number, or not there, is not compared.
    [expression('key: size, operator: Gt, values: ["5"]'), 'b'],
    [expression('key: size, operator: Lt, values: ["10"]'), 'a'],
    [expression('key: size, operator: Gt, values: ["0"]'), 'ab'],
    // Requirements of a term all hold, and of terms one is enough.
    [affinity('{matchExpressions: [{key: disk, operator: Exists}, {key: rack, operator: In, values: ["2"]}]}'), 'b'],
    [affinity('{matchExpressions: [{key: disk, operator: In, values: [ssd]}]}', '{matchFields: [{key: metadata.name, operator: In, values: [d]}]}'), 'ad'],
    [affinity('{matchFields: [{key: metadata.name, operator: NotIn, values: [d]}]}'), 'abc'],
    [affinity('{matchExpressions: [{key: rack, operator: In, values: ["1"]}], matchFields: [{key: metadata.name, operator: In, values: [b]}]}'), ''],
    // A term without requirements matches nothing.
    [affinity('{}'), ''],
    [affinity('{}', '{matchExpressions: [{key: disk, operator: In, values: [hdd]}]}'), 'b'],
    // Selector and affinity hold together, and what is only preferred decides nothing.
    [`${expression('key: rack, operator: In, values: ["1"]')}\n      nodeSelector: {topology.kubernetes.io/zone: x}`, 'a'],
    [`${TOLERATE}\n      affinity: {nodeAffinity: {preferredDuringSchedulingIgnoredDuringExecution: [{weight: 1, preference: {matchExpressions: [{key: disk, operator: Exists}]}}]}}`, 'abcd'],
  ])('%s: %s', (pod, expected) => expect(eligible({ pod })).toBe(expected));
});

/** k8s.io/api/core/v1/toleration.go; scheduler/framework/plugins/tainttoleration. */
describe('tolerations', () => {
  test.each([
    ['[]', 'ab'],
    ['[{key: dedicated, operator: Equal, value: db, effect: NoSchedule}]', 'abc'],
    ['[{key: dedicated, value: db}]', 'abcd'],
    ['[{key: dedicated, value: web}]', 'ab'],
    ['[{key: dedicated, operator: Exists, effect: NoExecute}]', 'abd'],
    ['[{operator: Exists, effect: NoSchedule}]', 'abc'],
    ['[{key: old, operator: Exists}]', 'ab'],
  ])('%s: %s', (tolerations, expected) => expect(eligible({ pod: `tolerations: ${tolerations}` })).toBe(expected));

  test('a cordoned node is for those who tolerate it', () => {
    const objects = '{apiVersion: v1, kind: Node, metadata: {name: a}, spec: {unschedulable: true}}\n---\n{apiVersion: v1, kind: Node, metadata: {name: b}}';
    expect(eligible({ objects, profile: undefined })).toBe('b');
    expect(eligible({ objects, profile: undefined, pod: 'tolerations: [{key: node.kubernetes.io/unschedulable, operator: Exists}]' })).toBe('ab');
  });

  /** tainteviction/taint_eviction.go: the first toleration that fits counts, and the plugin DefaultTolerationSeconds adds its own behind. */
  test.each([
    ['[]', false],
    ['[{key: node.kubernetes.io/unreachable, operator: Exists, effect: NoExecute}]', true],
    ['[{key: node.kubernetes.io/unreachable, operator: Exists, effect: NoExecute, tolerationSeconds: 60}]', false],
    ['[{key: node.kubernetes.io/unreachable, operator: Exists, effect: NoSchedule}]', false],
    ['[{operator: Exists}]', true],
    ['[{key: node.kubernetes.io/unreachable, operator: Exists, effect: NoExecute, tolerationSeconds: 60}, {operator: Exists}]', false],
    ['[{key: node.kubernetes.io/not-ready, operator: Exists, effect: NoExecute}]', false],
  ])('%s tolerates an unreachable node for ever: %s', (tolerations, expected) => {
    expect(placed({ pod: `tolerations: ${tolerations}` }).placement.toleratesUnreachable).toBe(expected);
  });

  test('of NoExecute for a time are not decided', () => {
    const pod = (seconds: string) => `tolerations: [{key: dedicated, operator: Exists${seconds}}]`;
    expect(placed({ profile: NODES, pod: pod('') }).notDecided).toEqual([]);
    expect(placed({ profile: NODES, pod: pod(', effect: NoExecute, tolerationSeconds: 5') }).notDecided).toEqual([
      'that pods are evicted from nodes whose taints they tolerate for a time only',
    ]);
  });
});

/** component-helpers, resource/helpers.go:PodRequests; the cases are those of its tests. */
describe('room', () => {
  const room = (allocatable: string, pod: string, containers: string, kubernetes: string) => {
    const objects = `{apiVersion: apps/v1, kind: StatefulSet, metadata: {name: db}, spec: {selector: {matchLabels: {a: b}}, template: {metadata: {labels: {a: b}}, spec: {${pod}containers: [${containers}]}}}}`;
    const manifests = admittedBy(objects, { kubernetes });
    const read = readClusterProfile({ path: 'c', bytes: new TextEncoder().encode(`nodes: [{name: a, allocatable: {${allocatable}}}]`) });
    if ('mistakes' in read) throw new Error(read.mistakes.map(({ message }) => message).join('\n'));
    return placementOf(manifests.statefulSets[0], kubernetesOf({ kubernetes }), clusterOf(read.profile, manifests), 3).placement.room[0];
  };
  const container = (requests: string, name = 'a') => `{name: ${name}, image: i, resources: {requests: {${requests}}}}`;
  const init = (requests: string, name: string, sidecar = false) => `{name: ${name}, image: i, ${sidecar ? 'restartPolicy: Always, ' : ''}resources: {requests: {${requests}}}}`;

  test.each<[string, number, string, string, string, string?]>([
    ['nothing stated is no bound', MAX_SLOTS, '', '', container('cpu: 100')],
    ['nothing asked for is no bound', MAX_SLOTS, 'cpu: 0', '', container('')],
    ['cpu', 3, 'cpu: 2', '', container('cpu: 500m, memory: 1Gi') + ', ' + container('cpu: 100m', 'b')],
    ['memory', 2, 'cpu: 9, memory: 2Gi', '', container('cpu: 1, memory: 1Gi')],
    ['none', 0, 'cpu: 400m', '', container('cpu: 401m')],
    ['all of it', 1, 'cpu: 400m', '', container('cpu: 400m')],
    ['pods', 4, 'pods: 4, cpu: 100', '', container('cpu: 1')],
    ['pods that ask for nothing', 4, 'pods: 4', '', container('')],
    ['another resource', 2, 'example.com/gpu: 5', '', '{name: a, image: i, resources: {limits: {example.com/gpu: 2}}}'],
    ['limits for requests', 2, 'memory: 5Gi', '', '{name: a, image: i, resources: {limits: {memory: 2Gi}}}'],
    ['an init container that asks for more', 2, 'cpu: 10', `initContainers: [${init('cpu: 5', 'x')}, ${init('cpu: 2', 'later')}], `, container('cpu: 1')],
    ['an init container that asks for less', 10, 'cpu: 10', `initContainers: [${init('cpu: 1', 'x')}], `, container('cpu: 1')],
    ['a sidecar beside the containers', 3, 'cpu: 10', `initContainers: [${init('cpu: 2', 'x', true)}], `, container('cpu: 1')],
    ['a sidecar beside later init containers', 1, 'cpu: 10', `initContainers: [${init('cpu: 2', 'x', true)}, ${init('cpu: 4', 'later')}], `, container('cpu: 1')],
    ['a sidecar after an init container', 2, 'cpu: 10', `initContainers: [${init('cpu: 4', 'later')}, ${init('cpu: 2', 'x', true)}], `, container('cpu: 1')],
    ['no sidecars in 1.28', 5, 'cpu: 10', `initContainers: [${init('cpu: 2', 'x', true)}], `, container('cpu: 1'), '1.28'],
    ['a port of the node', 1, '', '', '{name: a, image: i, ports: [{containerPort: 80, hostPort: 80}]}'],
    ['ports of the network of the node', 1, '', 'hostNetwork: true, ', '{name: a, image: i, ports: [{containerPort: 80}]}'],
    ['a port of a sidecar', 1, '', 'initContainers: [{name: x, image: i, restartPolicy: Always, ports: [{containerPort: 80, hostPort: 80}]}], ', container('')],
    ['no port of an init container', MAX_SLOTS, '', 'initContainers: [{name: x, image: i, ports: [{containerPort: 80, hostPort: 80}]}], ', container('')],
    ['no port of the pod', MAX_SLOTS, '', '', '{name: a, image: i, ports: [{containerPort: 80}]}'],
    ['requests of the pod as a whole', 2, 'cpu: 10', 'resources: {requests: {cpu: 4}}, ', container('cpu: 1')],
    ['no requests of the pod as a whole in 1.33', 10, 'cpu: 10', 'resources: {requests: {cpu: 4}}, ', container('cpu: 1'), '1.33'],
    ['limits of the pod as a whole where its containers ask for nothing', 2, 'cpu: 3, memory: 10Gi', 'resources: {limits: {cpu: 4, memory: 5Gi}}, ', container('cpu: 1')],
    ['what the runtime adds', 2, 'cpu: 5', 'overhead: {cpu: 1}, runtimeClassName: r, ', container('cpu: 1')],
  ])('%s: %i', (_what, expected, allocatable, pod, containers, kubernetes = '1.34') => expect(room(allocatable, pod, containers, kubernetes)).toBe(expected));
});

const OWN = 'labelSelector: {matchLabels: {app: nginx}}';
const anti = (...terms: string[]) => `${TOLERATE}\n      affinity: {podAntiAffinity: {requiredDuringSchedulingIgnoredDuringExecution: [${terms.map((term) => `{${term}}`).join(', ')}]}}`;
const HOST = 'topologyKey: kubernetes.io/hostname';
const IN_ZONE = 'topologyKey: topology.kubernetes.io/zone';

/** scheduler/framework/plugins/interpodaffinity/filtering.go; registry/core/pod/strategy.go:mutatePodAffinity. */
describe('pods that keep apart', () => {
  const UNDECIDED = (key: string) => [`the required anti-affinity by ${key}, which depends on more than the labels of the template`];
  const FOREIGN = (key: string) => [`the required anti-affinity by ${key}, which means pods of others`];
  const hostname = 'kubernetes.io/hostname';

  test.each<[string, number, string[], Given?]>([
    [anti(`${HOST}, ${OWN}`), 1 << BY_NODE, []],
    [anti(`${IN_ZONE}, ${OWN}`), 1 << BY_ZONE, []],
    [anti(`${HOST}, ${OWN}`, `${IN_ZONE}, ${OWN}`), 1 << BY_NODE | 1 << BY_ZONE, []],
    [anti(`topologyKey: failure-domain.beta.kubernetes.io/zone, ${OWN}`), 1 << BY_ZONE, []],
    // What is only preferred decides nothing, and a label that no node has keeps nothing apart.
    [`affinity: {podAntiAffinity: {preferredDuringSchedulingIgnoredDuringExecution: [{weight: 1, podAffinityTerm: {${HOST}, ${OWN}}}]}}`, 0, []],
    [anti(`topologyKey: room, ${OWN}`), 0, []],
    [anti(`topologyKey: rack, ${OWN}`), 0, ['the required anti-affinity by rack, a label that some of the nodes do not have']],
    [anti(`topologyKey: rack, ${OWN}`), 0, ['the required anti-affinity by rack, which is neither by node nor by zone'], { profile: 'nodes: [{name: a, zone: x, labels: {rack: "1"}}, {name: b, zone: x, labels: {rack: "2"}}, {name: c, zone: z, labels: {rack: "1"}}]' }],
    [anti(`topologyKey: rack, ${OWN}`), 1 << BY_NODE, [], { profile: 'nodes: [{name: a, labels: {rack: "1"}}, {name: b, labels: {rack: "2"}}]' }],
    [anti(`topologyKey: rack, ${OWN}`), 1 << BY_ZONE, [], { profile: 'nodes: [{name: a, zone: x, labels: {rack: "1"}}, {name: b, zone: x, labels: {rack: "1"}}, {name: c, zone: z, labels: {rack: "2"}}]' }],
    // Selectors.
    [anti(`${HOST}, labelSelector: {matchExpressions: [{key: app, operator: In, values: [nginx, apache]}]}`), 1, []],
    [anti(`${HOST}, labelSelector: {}`), 1, []],
    [anti(HOST), 0, FOREIGN(hostname)],
    [anti(`${HOST}, labelSelector: {matchLabels: {app: other}}`), 0, FOREIGN(hostname)],
    [anti(`${HOST}, labelSelector: {matchExpressions: [{key: statefulset.kubernetes.io/pod-name, operator: Exists}]}`), 1, []],
    [anti(`${HOST}, labelSelector: {matchExpressions: [{key: statefulset.kubernetes.io/pod-name, operator: DoesNotExist}]}`), 0, FOREIGN(hostname)],
    [anti(`${HOST}, labelSelector: {matchLabels: {statefulset.kubernetes.io/pod-name: web-0}}`), 0, UNDECIDED(hostname)],
    [anti(`${HOST}, labelSelector: {matchLabels: {controller-revision-hash: web-123}}`), 0, UNDECIDED(hostname)],
    // Namespaces.
    [anti(`${HOST}, ${OWN}, namespaces: [default]`), 1, []],
    [anti(`${HOST}, ${OWN}, namespaces: [other]`), 0, FOREIGN(hostname)],
    [anti(`${HOST}, labelSelector: {matchLabels: {controller-revision-hash: web-123}}, namespaces: [other]`), 0, FOREIGN(hostname)],
    [anti(`${HOST}, ${OWN}, namespaceSelector: {}`), 1, []],
    [anti(`${HOST}, ${OWN}, namespaces: [other], namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: default}}`), 1, []],
    [anti(`${HOST}, ${OWN}, namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: other}}`), 0, FOREIGN(hostname)],
    [anti(`${HOST}, ${OWN}, namespaceSelector: {matchLabels: {team: a}}`), 0, UNDECIDED(hostname)],
    [anti(`${HOST}, ${OWN}, namespaceSelector: {matchLabels: {team: a}}`), 1, [], { objects: '{apiVersion: v1, kind: Namespace, metadata: {name: default, labels: {team: a}}}' }],
    [anti(`${HOST}, ${OWN}, namespaceSelector: {matchLabels: {team: a}}`), 0, FOREIGN(hostname), { objects: '{apiVersion: v1, kind: Namespace, metadata: {name: default}}' }],
    // Label keys, from 1.31 on.
    [anti(`${HOST}, ${OWN}, matchLabelKeys: [tier]`), 1, []],
    [anti(`${HOST}, ${OWN}, matchLabelKeys: [statefulset.kubernetes.io/pod-name]`), 0, FOREIGN(hostname)],
    [anti(`${HOST}, ${OWN}, matchLabelKeys: [controller-revision-hash]`), 0, UNDECIDED(hostname)],
    [anti(`${HOST}, ${OWN}, matchLabelKeys: [controller-revision-hash]`), 1, [], { kubernetes: '1.30' }],
    [anti(`${HOST}, labelSelector: {matchExpressions: [{key: app, operator: Exists}]}, mismatchLabelKeys: [app]`), 0, FOREIGN(hostname)],
  ])('%s: %i', (pod, apart, notDecided, given = {}) => {
    const result = placed({ profile: NODES, pod, ...given });
    expect({ apart: result.placement.apart, notDecided: result.notDecided }).toEqual({ apart, notDecided });
  });
});

describe('pods that want each other', () => {
  const affinity = (term: string) => `${TOLERATE}\n      affinity: {podAffinity: {requiredDuringSchedulingIgnoredDuringExecution: [{${term}}]}}`;

  test.each<[string, string, string[], Given?]>([
    [affinity(`${IN_ZONE}, ${OWN}`), 'abcd', ['the required affinity by topology.kubernetes.io/zone, which puts all pods where the first one is']],
    [affinity(`${IN_ZONE}, ${OWN}`), 'ab', [], { profile: 'nodes: [{name: a, zone: x}, {name: b, zone: x}]' }],
    // A node without the label is refused.
    [affinity(`topologyKey: disk, ${OWN}`), 'ab', ['the required affinity by disk, which puts all pods where the first one is']],
    [affinity(`${HOST}, labelSelector: {matchLabels: {app: cache}}`), 'abcd', ['the required affinity by kubernetes.io/hostname, which needs pods that are not this set\'s']],
  ])('%s: %s', (pod, expected, notDecided, given = {}) => {
    expect([eligible({ pod, ...given }), placed({ profile: NODES, pod, ...given }).notDecided]).toEqual([expected, notDecided]);
  });
});

/** scheduler/framework/plugins/podtopologyspread. */
describe('topology spread', () => {
  const spread = (words: string, more = TOLERATE) => `${more}\n      topologySpreadConstraints: [{whenUnsatisfiable: DoNotSchedule, maxSkew: 1, ${words}}]`;
  const ofAll = { domain: BY_NODE, maxSkew: 1, minDomains: 1, counted: 'abcd' };

  test.each<[string, string, object[], string[]]>([
    [spread(`${HOST}, ${OWN}`), 'abcd', [ofAll], []],
    [spread(`${IN_ZONE}, ${OWN}, minDomains: 3`), 'abcd', [{ ...ofAll, domain: BY_ZONE, minDomains: 3 }], []],
    [`topologySpreadConstraints: [{whenUnsatisfiable: ScheduleAnyway, maxSkew: 1, ${HOST}, ${OWN}}]`, 'ab', [], []],
    [spread(`${HOST}, ${OWN}`).replace('maxSkew: 1', 'maxSkew: 4'), 'abcd', [{ ...ofAll, maxSkew: 4 }], []],
    // Nodes that affinity excludes do not count, nodes with taints do, unless the constraint says otherwise.
    [spread(`${HOST}, ${OWN}`, ''), 'ab', [ofAll], []],
    [spread(`${HOST}, ${OWN}, nodeTaintsPolicy: Honor`, ''), 'ab', [{ ...ofAll, counted: 'ab' }], []],
    [spread(`${HOST}, ${OWN}`, `${TOLERATE}\n      nodeSelector: {rack: "1"}`), 'ac', [{ ...ofAll, counted: 'ac' }], []],
    [spread(`${HOST}, ${OWN}, nodeAffinityPolicy: Ignore`, `${TOLERATE}\n      nodeSelector: {rack: "1"}`), 'ac', [ofAll], []],
    // A node without the label is refused, and counts for none of the constraints.
    [spread(`topologyKey: disk, ${OWN}`), 'ab', [{ ...ofAll, counted: 'ab' }], []],
    [spread('topologyKey: disk, labelSelector: {matchLabels: {app: other}}'), 'ab', [], []],
    [spread(`topologyKey: rack, ${OWN}`), 'abc', [], ['the topology spread by rack, which is neither by node nor by zone']],
    // An empty selector counts no pod.
    [spread(`${HOST}, labelSelector: {}`), 'abcd', [], []],
    [spread(HOST), 'abcd', [], []],
    [spread(`${HOST}, ${OWN}, matchLabelKeys: [app]`), 'abcd', [ofAll], []],
    [spread(`${HOST}, ${OWN}, matchLabelKeys: [apps.kubernetes.io/pod-index]`), 'abcd', [], []],
    [spread(`${HOST}, ${OWN}, matchLabelKeys: [controller-revision-hash]`), 'abcd', [],
      ['the topology spread by kubernetes.io/hostname, which depends on more than the labels of the template']],
  ])('%s: %s', (pod, expected, spreads, notDecided) => {
    const result = placed({ profile: NODES, pod });
    const told = result.placement.spread.map((each) => ({ ...each, counted: namesIn(result, each.counted) }));
    expect([namesIn(result, result.placement.eligible), told, result.notDecided]).toEqual([expected, spreads, notDecided]);
  });
});

const claim = (words: string, metadata = '') => `{metadata: {name: data${metadata}}, spec: {${words}, resources: {requests: {storage: 5Gi}}}}`;
const RWO = 'accessModes: [ReadWriteOnce]';

/** controller/volume/persistentvolume; scheduler/framework/plugins/volumebinding; component-helpers, storage/volume/pv_helpers.go:FindMatchingVolume. */
describe('volumes', () => {
  const told = (given: Given) => {
    const result = placed(given);
    const { binding, places, staticVolumes, reclaimDeletes, singleNode } = result.placement;
    const words = ['at once', 'with the pod', 'never'][[BINDS_AT_ONCE, BINDS_WITH_POD, BINDS_NEVER].indexOf(binding)];
    const flags = [staticVolumes && 'static', reclaimDeletes && 'deleted', singleNode && 'single node'].filter(Boolean).join(', ');
    return `${words} [${places.map((place) => namesIn(result, place) || '-').join(' ')}] ${flags}`.trim();
  };
  const CLASSES = `${NODES}
storageClasses:
- {name: fast, default: true, volumeBindingMode: WaitForFirstConsumer}
- {name: now, reclaimPolicy: Retain}
- {name: east, volumeBindingMode: WaitForFirstConsumer, zones: [x]}
- {name: disk, volumeBindingMode: WaitForFirstConsumer, topologyKeys: [kubernetes.io/hostname]}
- {name: nfs, accessModes: [ReadWriteMany], topologyKeys: [], attachRequired: false}
- {name: ceph, topologyKeys: []}
- {name: local, provisioner: kubernetes.io/no-provisioner, volumeBindingMode: WaitForFirstConsumer}
volumes:
- {name: small, storageClassName: local, capacity: 4Gi, accessModes: [ReadWriteOnce], node: a}
- {name: right, storageClassName: local, capacity: 5Gi, accessModes: [ReadWriteOnce], node: b}
- {name: large, storageClassName: local, capacity: 9Gi, accessModes: [ReadWriteOnce, ReadOnlyMany], zone: z, persistentVolumeReclaimPolicy: Retain}
- {name: block, storageClassName: local, capacity: 9Gi, accessModes: [ReadWriteOnce], node: c, volumeMode: Block}
- {name: bare, capacity: 9Gi, accessModes: [ReadWriteOnce], node: d, persistentVolumeReclaimPolicy: Delete}
- {name: named, storageClassName: nobodys, capacity: 9Gi, accessModes: [ReadWriteOnce]}
`;

  test.each([
    [claim(RWO), 'with the pod [ab cd] deleted, single node'],
    [claim(`${RWO}, storageClassName: fast`), 'with the pod [ab cd] deleted, single node'],
    [claim('accessModes: [ReadWriteOncePod]'), 'with the pod [ab cd] deleted, single node'],
    [claim('accessModes: [ReadWriteMany]'), 'with the pod [ab cd] deleted'],
    [claim('accessModes: [ReadWriteOnce, ReadOnlyMany]'), 'with the pod [ab cd] deleted'],
    [claim(`${RWO}, storageClassName: now`), 'at once [ab cd] single node'],
    [claim(`${RWO}, storageClassName: east`), 'with the pod [ab] deleted, single node'],
    [claim(`${RWO}, storageClassName: disk`), 'with the pod [a b c d] deleted, single node'],
    [claim(`${RWO}, storageClassName: ceph`), 'at once [abcd] deleted, single node'],
    [claim('accessModes: [ReadWriteMany], storageClassName: nfs'), 'at once [abcd] deleted'],
    // The class makes no such volumes.
    [claim(`${RWO}, storageClassName: nfs`), 'never [] deleted'],
    // The provisioner takes no selector (external-provisioner, controller.go:ProvisionExt).
    [claim(`${RWO}, selector: {matchLabels: {a: b}}`), 'never [] deleted, single node'],
    [claim(`${RWO}, storageClassName: missing`), 'never [] static, single node'],
    // Volumes that are there: large enough, of the mode and the class, each for one claim.
    [claim(`${RWO}, storageClassName: local`), 'with the pod [b cd] static'],
    [claim(`${RWO}, volumeMode: Block, storageClassName: local`), 'with the pod [c] static, single node'],
    [claim('accessModes: [ReadWriteOnce, ReadOnlyMany], storageClassName: local'), 'with the pod [cd] static'],
    [claim('accessModes: [ReadWriteMany], storageClassName: local'), 'never [] static, single node'],
    [claim(`${RWO}, storageClassName: ""`), 'at once [d] static, deleted, single node'],
    // No class object: nobody waits for a pod.
    [claim(`${RWO}, storageClassName: nobodys`), 'at once [abcd] static, single node'],
    // The annotation of old counts first.
    [claim(`${RWO}, storageClassName: fast`, ', annotations: {volume.beta.kubernetes.io/storage-class: now}'), 'at once [ab cd] single node'],
  ])('%s: %s', (claims, expected) => expect(told({ profile: CLASSES, claims })).toBe(expected));

  test.each([
    ['two classes of one kind', `${claim(RWO)}, ${claim(`${RWO}, storageClassName: now`).replace('name: data', 'name: logs')}`, 'at once [ab cd] single node'],
    ['one that is only in some places', `${claim(RWO)}, ${claim(`${RWO}, storageClassName: east`).replace('name: data', 'name: logs')}`, 'with the pod [ab] deleted, single node'],
    ['one that is never bound', `${claim(RWO)}, ${claim(`${RWO}, storageClassName: missing`).replace('name: data', 'name: logs')}`, 'never [] static, single node'],
    ['one of volumes that are there', `${claim(RWO)}, ${claim(`${RWO}, storageClassName: local`).replace('name: data', 'name: logs')}`, 'with the pod [b cd] static, single node'],
    ['one of volumes that are there, beside one that is only in some places', `${claim(`${RWO}, storageClassName: east`)}, ${claim(`${RWO}, storageClassName: local`).replace('name: data', 'name: logs')}`, 'with the pod [b -] static, single node'],
    ['two with one name, of which the second counts', `${claim(RWO)}, ${claim(`${RWO}, storageClassName: now`)}`, 'at once [ab cd] single node'],
  ])('of several claims are where all of them are: %s', (_what, claims, expected) => expect(told({ profile: CLASSES, claims })).toBe(expected));

  test('that are kept or not, and attached or not, are told apart', () => {
    const profile = (more: string, policies: readonly string[]) => `nodes: [{name: a}]
storageClasses: [{name: c, provisioner: kubernetes.io/no-provisioner${more}}]
volumes: [${policies.map((policy, index) => `{name: v${index}, storageClassName: c, capacity: 9Gi, accessModes: [ReadWriteOnce], persistentVolumeReclaimPolicy: ${policy}}`).join(', ')}]`;
    const claims = claim(`${RWO}, storageClassName: c`);
    expect(told({ profile: profile('', ['Delete', 'Delete']), claims })).toBe('at once [a a] static, deleted, single node');
    expect(told({ profile: profile(', attachRequired: false', ['Retain']), claims })).toBe('at once [a] static');
    expect(told({ profile: profile('', ['Delete', 'Retain']), claims })).toBe('at once [a a] static, single node');
    expect(placed({ profile: profile('', ['Delete', 'Retain']), claims }).notDecided).toEqual(['what becomes of each volume of the claims data when its claim goes']);
  });

  test('are nowhere where no class is the default', () => {
    expect(told({ profile: `${NODES}\nstorageClasses: [{name: fast}]`, claims: claim(RWO) })).toBe('never [] static, single node');
  });

  test('may be made where there is no node, if nobody waits for a pod', () => {
    const objects = (mode: string) => `{apiVersion: storage.k8s.io/v1, kind: StorageClass, metadata: {name: far}, provisioner: p, volumeBindingMode: ${mode},
      allowedTopologies: [{matchLabelExpressions: [{key: topology.kubernetes.io/zone, values: [x, far]}]}]}`;
    const claims = claim(`${RWO}, storageClassName: far`);
    expect(told({ profile: NODES, claims, objects: objects('Immediate') })).toBe('at once [ab -] deleted, single node');
    expect(told({ profile: NODES, claims, objects: objects('WaitForFirstConsumer') })).toBe('with the pod [ab] deleted, single node');
    expect(told({ claims, objects: objects('Immediate') })).toBe('at once [node-0node-1node-2node-3] deleted, single node');
  });

  test('among the manifests count, but those that are kept for the claims of others', () => {
    const volume = (name: string, more: string) => `---
{apiVersion: v1, kind: PersistentVolume, metadata: {name: ${name}, labels: {of: ${name}, topology.kubernetes.io/zone: x__q}},
  spec: {storageClassName: manual, capacity: {storage: 10Gi}, accessModes: [ReadWriteOnce], hostPath: {path: /data}${more}}}\n`;
    const node = (name: string) => `, nodeAffinity: {required: {nodeSelectorTerms: [{matchExpressions: [{key: kubernetes.io/hostname, operator: In, values: [${name}]}]}]}}`;
    const objects = `${volume('v1', node('a'))}${volume('v2', node('b'))}${volume('v3', '')}${volume('v4', ', claimRef: {namespace: other, name: data-web-0}')}`;
    const claims = claim(`${RWO}, storageClassName: manual`);
    expect(told({ profile: NODES, objects, claims })).toBe('at once [a b ab] static, single node');
    // Of its node affinity only labels are looked at.
    const byField = (more: string) => volume('v5', `, nodeAffinity: {required: {nodeSelectorTerms: [{matchFields: [{key: metadata.name, operator: In, values: [a]}]${more}}]}}`);
    expect(told({ profile: NODES, objects: byField(''), claims })).toBe('at once [ab] static, single node');
    expect(told({ profile: NODES, objects: byField(', matchExpressions: [{key: disk, operator: In, values: [hdd]}]'), claims })).toBe('at once [b] static, single node');
    expect(told({ profile: NODES, objects, claims: claim(`${RWO}, storageClassName: manual, selector: {matchLabels: {of: v2}}`) })).toBe('at once [b] static, single node');
    const kept = placed({ profile: NODES, claims, objects: volume('v1', ', claimRef: {namespace: default, name: data-web-1}') });
    expect([kept.placement.places.length, kept.notDecided]).toEqual([1, ['which of the claims data the volumes are kept for']]);
  });

  test('of claims that are not as their template are not decided', () => {
    const notDecided = (claims: string, pod = '', objects = '') => placed({ profile: CLASSES, claims, pod, objects }).notDecided;
    expect(notDecided(claim(`${RWO}, volumeName: v`))).toEqual(['volumeName of the claims data']);
    expect(notDecided(claim(`${RWO}, dataSource: {kind: PersistentVolumeClaim, name: v}`))).toEqual(['dataSource of the claims data']);
    expect(notDecided(claim(RWO), '', '{apiVersion: v1, kind: PersistentVolumeClaim, metadata: {name: data-web-0}, spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}}'))
      .toEqual(['the class of the claim default/data-web-0, which is given by itself']);
    expect(notDecided(claim(RWO), 'volumes: [{name: v, persistentVolumeClaim: {claimName: shared}}]')).toEqual(['where the volume of the claim shared is, which all pods share']);
  });
});

describe('what else decides where pods are', () => {
  test.each([
    ['nodeName: a', 'nodeName: a, which passes over the scheduler'],
    ['schedulerName: mine', 'what the scheduler mine does'],
    ['schedulingGates: [{name: a.b/c}]', 'when the scheduling gates are taken away'],
    ['runtimeClassName: kata', 'what the runtime class kata asks of nodes'],
  ])('%s is said not to be decided', (pod, expected) => expect(placed({ pod }).notDecided).toEqual([expected]));
});

describe('a cluster that nobody describes', () => {
  const zones = (given: Given) => placed(given).placement.zones;

  test('has a node for each replica and one to spare, and a zone for every three', () => {
    expect([1, 2, 3, 5, 8, 40].map((replicas) => zones({ replicas }))).toEqual([
      [0, 0], [0, 0, 0], [0, 0, 0, 0], [0, 1, 0, 1, 0, 1], [0, 1, 2, 0, 1, 2, 0, 1, 2], Array.from({ length: MAX_NODES }, (_, index) => index % 5),
    ]);
    expect(placed({}).nodes.map(({ name }) => name)).toEqual(['node-0', 'node-1', 'node-2', 'node-3']);
  });

  test('has whatever the manifest asks of nodes', () => {
    const pod = 'nodeSelector: {pool: db, kubernetes.io/hostname: w1}\n      tolerations: [{key: db}]';
    expect(namesIn(placed({ pod }), placed({ pod }).placement.eligible)).toBe('w1');
    const inZone = 'nodeSelector: {topology.kubernetes.io/zone: west, disk: ssd}';
    expect(placed({ pod: inZone }).placement.eligible).toBe(0b1111);
    expect(placed({ pod: `nodeName: ''\n      ${anti('topologyKey: rack, labelSelector: {matchLabels: {app: nginx}}')}` }).notDecided).toEqual([
      'the required anti-affinity by rack, which is neither by node nor by zone',
    ]);
  });

  test('has as many zones as the manifest cannot do without', () => {
    expect(zones({ pod: anti(`${IN_ZONE}, ${OWN}`) })).toEqual([0, 1, 2, 3]);
    expect(zones({ pod: `topologySpreadConstraints: [{whenUnsatisfiable: DoNotSchedule, maxSkew: 1, minDomains: 3, ${IN_ZONE}, ${OWN}}]` })).toEqual([0, 1, 2, 0]);
    expect(zones({ pod: anti(`${IN_ZONE}, labelSelector: {matchLabels: {app: other}}`) })).toEqual([0, 0, 0, 0]);
  });

  test('has the nodes and zones that volumes are on', () => {
    const volume = (name: string, key: string) => `{apiVersion: v1, kind: PersistentVolume, metadata: {name: v-${name}}, spec: {storageClassName: manual, capacity: {storage: 10Gi},
      accessModes: [ReadWriteOnce], local: {path: /d}, nodeAffinity: {required: {nodeSelectorTerms: [{matchExpressions: [{key: ${key}, operator: In, values: [${name}]}]}]}}}}\n---\n`;
    const claims = claim(`${RWO}, storageClassName: manual`);
    const local = placed({ claims, objects: ['w1', 'w2', 'w3'].map((name) => volume(name, 'kubernetes.io/hostname')).join('') });
    expect([local.nodes.map(({ name }) => name), local.placement.places]).toEqual([['w1', 'w2', 'w3', 'node-3'], [1, 2, 4]]);
    const many = placed({ claims, replicas: 1, objects: ['w1', 'w2', 'w3', 'w4'].map((name) => volume(name, 'kubernetes.io/hostname')).join('') });
    expect(many.placement.places).toEqual([1, 2, 4, 8]);
    const wide = placed({ claims, replicas: 1, objects: ['x', 'z', 'w', 'v'].map((name) => volume(name, 'topology.kubernetes.io/zone')).join('') });
    expect(wide.placement.places).toEqual([1, 2, 4, 8]);
    const zonal = placed({ claims, objects: ['x', 'z'].map((name) => volume(name, 'topology.kubernetes.io/zone')).join('') });
    expect([zonal.placement.zones, zonal.placement.places]).toEqual([[0, 1, 0, 1], [0b0101, 0b1010]]);
  });

  test.each([
    [{ claims: claim(RWO) }, '4 nodes in 1 zone (assumed), storage class default (assumed)', [0b1111]],
    [{ claims: claim(`${RWO}, storageClassName: fast`) }, '4 nodes in 1 zone (assumed), storage class fast (assumed)', [0b1111]],
    [{ claims: claim(`${RWO}, storageClassName: fast`), replicas: 5 }, '6 nodes in 2 zones (assumed), storage class fast (assumed)', [0b010101, 0b101010]],
    [{ claims: claim('accessModes: [ReadWriteMany]'), replicas: 5 }, '6 nodes in 2 zones (assumed), storage class default (assumed)', [0b111111]],
    [{ claims: claim(`${RWO}, storageClassName: ""`), replicas: 5 }, '6 nodes in 2 zones (assumed), volumes without a storage class (assumed)', [0b111111]],
    [{ claims: claim(`${RWO}, storageClassName: local`), objects: '{apiVersion: storage.k8s.io/v1, kind: StorageClass, metadata: {name: local}, provisioner: kubernetes.io/no-provisioner}' },
      '4 nodes in 1 zone (assumed), storage class local (assumed)', [1, 2, 4, 8]],
    [{ claims: claim(`${RWO}, storageClassName: fast`), objects: '{apiVersion: storage.k8s.io/v1, kind: StorageClass, metadata: {name: fast}, provisioner: p}' },
      '4 nodes in 1 zone (assumed), storage class fast', [0b1111]],
    [{ claims: '' }, '4 nodes in 1 zone (assumed)', [0b1111]],
    [{ claims: claim(RWO), profile: 'nodes: [{name: a}]\nstorageClasses: [{name: fast, default: true}]' }, '1 node, storage class fast', [1]],
    [{ claims: claim(`${RWO}, storageClassName: fast`), profile: NODES }, '4 nodes in 2 zones, storage class fast (assumed)', [0b0011, 0b1100]],
    [{ claims: claim(`${RWO}, storageClassName: slow`), profile: 'storageClasses: []' }, '4 nodes in 1 zone (assumed), no volumes of storage class slow', []],
    [{ claims: claim(`${RWO}, storageClassName: local`), profile: 'nodes: [{name: a}]\nvolumes: [{name: v, count: 2, storageClassName: local, capacity: 9Gi, accessModes: [ReadWriteOnce]}]' },
      '1 node, 2 volumes of storage class local', [1, 1]],
  ])('is told with what is assumed: %j', (given, expected, places) => {
    const result = placed(given);
    expect([result.clusterText, result.placement.places, result.notDecided]).toEqual([expected, places, []]);
  });
});
