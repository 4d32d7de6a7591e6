import { readFileSync, writeFileSync } from 'fs';
import { join } from 'path';
import { read, web } from './manifests';
import { REPLAYS, ReplayOptions, SCENARIOS, replay } from '../../src/prove';
import { timelineText } from '../../src/report/timeline-text';

/**
 * Goal: an autoscaled set, a deleted one and a lost node are shown as a cluster shows them, and so is what lacks a volume, a node or a name, with what is wrong and
 * the commands to look at it (WALKTHROUGHS B8, B9, B18). Method: replays whose whole text stands in testdata/stories. `REWRITE=1 npx jest` writes them anew, to be read.
 */
const FOLDER = join(__dirname, 'testdata/stories');

const NODES = '{name: node, count: 3, zone: east, allocatable: {cpu: 2, memory: 4Gi, pods: 110}}';
const STANDARD = '{name: standard, default: true, volumeBindingMode: WaitForFirstConsumer}';
const clusterOf = ({ nodes = NODES, classes = STANDARD, volumes = '' } = {}): string => `nodes: [${nodes}]\nstorageClasses: [${classes}]\nvolumes: [${volumes}]\n`;
const ofClass = (className: string): string => web().replace('storageClassName: standard', `storageClassName: ${className}`);
const APART = `affinity: {podAntiAffinity: {requiredDuringSchedulingIgnoredDuringExecution: [
        {topologyKey: kubernetes.io/hostname, labelSelector: {matchLabels: {app: nginx}}}]}}`;

interface Story extends Partial<Omit<ReplayOptions, 'cluster'>> { readonly manifest: string; readonly cluster?: string }

const AUTOSCALER = `---
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: {name: web}
spec:
  scaleTargetRef: {apiVersion: apps/v1, kind: StatefulSet, name: web}
  minReplicas: 2
  maxReplicas: 4
  metrics: [{type: Resource, resource: {name: cpu, target: {type: Utilization, averageUtilization: 60}}}]
`;
const autoscaled = (spec = ''): string => web(spec).replace('replicas: 3', '') + AUTOSCALER;

const BUDGET = `---
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata: {name: web}
spec: {minAvailable: 3, selector: {matchLabels: {app: nginx}}}
`;

const MANUAL = '{name: manual, provisioner: kubernetes.io/no-provisioner, volumeBindingMode: Immediate}';
const LOCAL = '{name: local, provisioner: kubernetes.io/no-provisioner, volumeBindingMode: WaitForFirstConsumer, attachRequired: false}';
const disks = (of: string, node = ''): string => `{name: disk, count: 2, storageClassName: ${of}, capacity: 1Gi, accessModes: [ReadWriteOnce]${node}}`;
const TAINTED = clusterOf({ nodes: '{name: node, count: 2, taints: [{key: dedicated, value: db, effect: NoSchedule}]}' });
const LARGE = web('', { replicas: 4 }).replace('image: nginx:1.21', 'image: nginx:1.21\n        resources: {requests: {cpu: 1500m, memory: 1Gi}}');

const STORIES: { readonly [name: string]: Story } = {
  'b8-autoscale': { manifest: autoscaled(), scenario: 'autoscale' },
  'b8-autoscale-deletes-data': { manifest: autoscaled('persistentVolumeClaimRetentionPolicy: {whenScaled: Delete}'), scenario: 'autoscale' },
  'b9-delete': { manifest: web(), scenario: 'delete' },
  'b9-delete-foreground': { manifest: web('persistentVolumeClaimRetentionPolicy: {whenDeleted: Delete}'), scenario: 'delete-foreground' },
  'b9-orphan-and-readopt': { manifest: web(), scenario: 'orphan-and-readopt' },
  'b9-scale-to-zero-and-delete': { manifest: web(), scenario: 'scale-to-zero-and-delete' },
  'b18-claim-no-class': { manifest: ofClass('fast-ssd'), cluster: clusterOf() },
  'b18-claim-no-class-1.28': { manifest: ofClass('fast-ssd'), cluster: clusterOf(), kubernetes: '1.28' },
  'b18-claim-no-default': { manifest: web().replace('storageClassName: standard, ', ''), cluster: clusterOf({ classes: '' }) },
  'b18-claim-no-volume': { manifest: ofClass('manual'), cluster: clusterOf({ classes: MANUAL, volumes: disks('manual') }) },
  'b18-claim-local': { manifest: ofClass('local'), cluster: clusterOf({ classes: LOCAL, volumes: disks('local', ', node: node-0') }) },
  'b18-claim-zone': {
    manifest: web('', { pod: 'nodeSelector: {topology.kubernetes.io/zone: west}' }),
    cluster: clusterOf({ nodes: '{name: east, zone: east}, {name: west, zone: west}', classes: '{name: standard, volumeBindingMode: Immediate, zones: [east]}' }),
  },
  'b18-pod-resources': { manifest: LARGE, cluster: clusterOf() },
  'b18-pod-anti-affinity': { manifest: web('', { pod: APART }), cluster: clusterOf({ nodes: '{name: node, count: 2}' }) },
  'b18-pod-taint': { manifest: web(), cluster: TAINTED },
  'b18-pod-taint-1.33': { manifest: web(), cluster: TAINTED, kubernetes: '1.33' },
  'b18-service-name': { manifest: web('', { serviceName: 'web' }) },
  'claim-deleted': { manifest: web(), scenario: 'claim-deleted' },
  'drain-blocked': { manifest: web() + BUDGET, scenario: 'drain-each-node' },
  'drain-each-node': { manifest: web(), scenario: 'drain-each-node' },
  'force-deletion': { manifest: web(), scenario: 'force-deletion' },
  'node-lost': { manifest: web(), scenario: 'node-lost' },
};

test.each([...SCENARIOS, ...REPLAYS].map(({ name }) => name))('the scenario %s can be replayed, and comes to rest', (scenario) => {
  const { steps } = replay(read(autoscaled()), { scenario });
  expect(steps.length).toBeGreaterThan(0);
  // Only where an image stays broken, or is left behind under OrderedReady, something is wrong in the end.
  expect(steps.at(-1)!.note?.startsWith('nothing more happens') ?? false).toBe(['bad-roll-then-fix', 'failed-update'].includes(scenario));
});

test.each(Object.entries(STORIES))('%s', (name, { manifest, cluster, ...options }) => {
  const path = join(FOLDER, `${name}.txt`);
  const file = cluster === undefined ? {} : { cluster: { path: 'cluster.yaml', bytes: new TextEncoder().encode(cluster) } };
  const text = timelineText(replay(read(manifest), { scenario: 'bootstrap', ...options, ...file }));
  if (process.env.REWRITE) writeFileSync(path, text);
  expect(text).toBe(readFileSync(path, 'utf8'));
});
