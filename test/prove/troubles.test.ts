import { readFileSync, writeFileSync } from 'fs';
import { join } from 'path';
import { read, web } from './manifests';
import { ReplayOptions, replay } from '../../src/prove';
import { timelineText } from '../../src/report/timeline-text';

/**
 * Goal: what goes wrong for lack of a volume, a node or a name is shown as a cluster shows it, with what is wrong and the commands to look at it (WALKTHROUGHS B18).
 * Method: replays whose whole text stands in testdata/troubles. `REWRITE=1 npx jest` writes them anew, to be read.
 */
const FOLDER = join(__dirname, 'testdata/troubles');

const NODES = '{name: node, count: 3, zone: east, allocatable: {cpu: 2, memory: 4Gi, pods: 110}}';
const STANDARD = '{name: standard, default: true, volumeBindingMode: WaitForFirstConsumer}';
const clusterOf = ({ nodes = NODES, classes = STANDARD, volumes = '' } = {}): string => `nodes: [${nodes}]\nstorageClasses: [${classes}]\nvolumes: [${volumes}]\n`;
const ofClass = (className: string): string => web().replace('storageClassName: standard', `storageClassName: ${className}`);
const APART = `affinity: {podAntiAffinity: {requiredDuringSchedulingIgnoredDuringExecution: [
        {topologyKey: kubernetes.io/hostname, labelSelector: {matchLabels: {app: nginx}}}]}}`;

interface Story extends Partial<Omit<ReplayOptions, 'cluster'>> { readonly manifest: string; readonly cluster?: string }

const STORIES: { readonly [name: string]: Story } = {
  'claim-no-class': { manifest: ofClass('fast-ssd'), cluster: clusterOf() },
  'claim-no-class-1.28': { manifest: ofClass('fast-ssd'), cluster: clusterOf(), kubernetes: '1.28' },
  'claim-no-volume': {
    manifest: ofClass('manual'),
    cluster: clusterOf({
      classes: '{name: manual, provisioner: kubernetes.io/no-provisioner, volumeBindingMode: Immediate}',
      volumes: '{name: disk, count: 2, storageClassName: manual, capacity: 1Gi, accessModes: [ReadWriteOnce]}',
    }),
  },
  'claim-no-default': { manifest: web().replace('storageClassName: standard, ', ''), cluster: clusterOf({ classes: '' }) },
  'claim-zone': {
    manifest: web('', { pod: 'nodeSelector: {topology.kubernetes.io/zone: west}' }),
    cluster: clusterOf({ nodes: '{name: east, zone: east}, {name: west, zone: west}', classes: '{name: standard, volumeBindingMode: Immediate, zones: [east]}' }),
  },
  'claim-local': {
    manifest: ofClass('local'),
    cluster: clusterOf({
      classes: '{name: local, provisioner: kubernetes.io/no-provisioner, volumeBindingMode: WaitForFirstConsumer}',
      volumes: '{name: disk, count: 2, storageClassName: local, capacity: 1Gi, accessModes: [ReadWriteOnce], node: node-0}',
    }),
  },
  'pod-resources': { manifest: web('', { pod: '' }).replace('image: nginx:1.21', 'image: nginx:1.21\n        resources: {requests: {cpu: 1500m, memory: 1Gi}}').replace('replicas: 3', 'replicas: 4'), cluster: clusterOf() },
  'pod-anti-affinity': { manifest: web('', { pod: APART }), cluster: clusterOf({ nodes: '{name: node, count: 2}' }) },
  'pod-taint': { manifest: web(), cluster: clusterOf({ nodes: '{name: node, count: 2, taints: [{key: dedicated, value: db, effect: NoSchedule}]}' }) },
  'pod-taint-1.33': { manifest: web(), cluster: clusterOf({ nodes: '{name: node, count: 2, taints: [{key: dedicated, value: db, effect: NoSchedule}]}' }), kubernetes: '1.33' },
  'service-name': { manifest: web('', { serviceName: 'web' }) },
};

test.each(Object.entries(STORIES))('%s', (name, { manifest, cluster, ...options }) => {
  const path = join(FOLDER, `${name}.txt`);
  const file = cluster === undefined ? {} : { cluster: { path: 'cluster.yaml', bytes: new TextEncoder().encode(cluster) } };
  const text = timelineText(replay(read(manifest), { scenario: 'bootstrap', ...options, ...file }));
  if (process.env.REWRITE) writeFileSync(path, text);
  expect(text).toBe(readFileSync(path, 'utf8'));
});
