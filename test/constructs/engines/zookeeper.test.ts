import { execFileSync } from 'node:child_process';
import { chmodSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Size, Testing } from 'cdk8s';
import { Engine, StatefulDatabase, StatefulDatabaseProps, ZookeeperOptions } from '../../../src';
import { START_SCRIPT } from '../../../src/constructs/engines/zookeeper-scripts';

function ensemble(options: ZookeeperOptions = {}, props: Partial<StatefulDatabaseProps> = {}): any[] {
  const chart = Testing.chart();
  new StatefulDatabase(chart, 'zk', { engine: Engine.zookeeper(options), replicas: 3, storage: Size.gibibytes(10), ...props });
  return Testing.synth(chart);
}

const labels = { 'app.kubernetes.io/name': 'zookeeper', 'app.kubernetes.io/instance': 'zk' };
const ruok = { exec: { command: ['bash', '-c', '[ "$(echo ruok | nc -w 2 127.0.0.1 2181)" = imok ]'] }, periodSeconds: 10, timeoutSeconds: 5 };

test('an ensemble synthesizes these objects', () => {
  expect(ensemble()).toEqual([
    {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: 'zk-headless', labels },
      spec: {
        clusterIP: 'None',
        publishNotReadyAddresses: true,
        selector: labels,
        ports: [{ name: 'client', port: 2181 }, { name: 'server', port: 2888 }, { name: 'leader-election', port: 3888 }],
      },
    },
    {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: 'zk-configuration', labels },
      immutable: false,
      data: { 'start.sh': START_SCRIPT },
    },
    {
      apiVersion: 'apps/v1',
      kind: 'StatefulSet',
      metadata: { name: 'zk', labels, annotations: { 'cdk8s-stateful/readiness': 'self' } },
      spec: {
        replicas: 3,
        serviceName: 'zk-headless',
        podManagementPolicy: 'OrderedReady',
        selector: { matchLabels: labels },
        template: {
          metadata: { labels },
          spec: {
            affinity: {
              podAntiAffinity: {
                requiredDuringSchedulingIgnoredDuringExecution: [{ topologyKey: 'kubernetes.io/hostname', labelSelector: { matchLabels: labels } }],
              },
            },
            automountServiceAccountToken: false,
            containers: [{
              name: 'zookeeper',
              image: 'zookeeper:3.9',
              imagePullPolicy: 'IfNotPresent',
              command: ['bash', '/scripts/start.sh'],
              env: [
                { name: 'POD_NAME', valueFrom: { fieldRef: { fieldPath: 'metadata.name' } } },
                {
                  name: 'ZOO_SERVERS',
                  value: 'server.1=zk-0.zk-headless:2888:3888;2181 server.2=zk-1.zk-headless:2888:3888;2181 server.3=zk-2.zk-headless:2888:3888;2181',
                },
                { name: 'ZOO_4LW_COMMANDS_WHITELIST', value: 'ruok,srvr,mntr' },
                { name: 'ZOO_CFG_EXTRA', value: 'quorumListenOnAllIPs=true' },
                { name: 'ZOO_AUTOPURGE_PURGEINTERVAL', value: '24' },
              ],
              ports: [
                { containerPort: 2181, name: 'client' }, { containerPort: 2888, name: 'server' }, { containerPort: 3888, name: 'leader-election' },
              ],
              startupProbe: { ...ruok, failureThreshold: 360 },
              livenessProbe: { ...ruok, failureThreshold: 6 },
              readinessProbe: { ...ruok, failureThreshold: 3 },
              securityContext: { allowPrivilegeEscalation: false, privileged: false, readOnlyRootFilesystem: false, runAsNonRoot: true },
              volumeMounts: [
                { mountPath: '/data', name: 'data' }, { mountPath: '/datalog', name: 'datalog' }, { mountPath: '/scripts', name: 'configuration', readOnly: true },
              ],
            }],
            dnsPolicy: 'ClusterFirst',
            enableServiceLinks: false,
            hostNetwork: false,
            restartPolicy: 'Always',
            securityContext: { fsGroup: 1000, fsGroupChangePolicy: 'OnRootMismatch', runAsGroup: 1000, runAsNonRoot: true, runAsUser: 1000 },
            setHostnameAsFQDN: false,
            terminationGracePeriodSeconds: 30,
            volumes: [{ name: 'configuration', configMap: { name: 'zk-configuration' } }],
          },
        },
        volumeClaimTemplates: ['data', 'datalog'].map(name => (
          { metadata: { name }, spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '10Gi' } } } }
        )),
      },
    },
    {
      apiVersion: 'policy/v1',
      kind: 'PodDisruptionBudget',
      metadata: { name: 'zk-disruption-budget', labels },
      spec: { maxUnavailable: 1, selector: { matchLabels: labels } },
    },
    {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: 'zk-client', labels },
      spec: { type: 'ClusterIP', selector: labels, ports: [{ name: 'client', port: 2181 }] },
    },
  ]);
});

test('the log can have another size and the image another tag', () => {
  const { spec } = ensemble({ version: '3.8.4', logStorage: Size.gibibytes(2) }).find(object => object.kind === 'StatefulSet');
  expect(spec.template.spec.containers[0].image).toBe('zookeeper:3.8.4');
  expect(spec.volumeClaimTemplates.map((claim: any) => claim.spec.resources.requests.storage)).toEqual(['10Gi', '2Gi']);
});

test('a server whose pod ends in 0 has the number 1, and becomes the process of the container', () => {
  const folder = mkdtempSync(join(tmpdir(), 'zookeeper-'));
  const entrypoint = join(folder, 'docker-entrypoint.sh');
  writeFileSync(entrypoint, '#!/bin/sh\necho "$ZOO_MY_ID $*"\n');
  chmodSync(entrypoint, 0o755);
  const start = (podName: string) => execFileSync('sh', ['-c', START_SCRIPT.replace('/docker-entrypoint.sh', entrypoint)], { env: { ...process.env, POD_NAME: podName } });

  expect(start('zk-0').toString()).toBe('1 zkServer.sh start-foreground\n');
  expect(start('my-zk-2-10').toString()).toBe('11 zkServer.sh start-foreground\n');
});

test.each([2, 4])('an ensemble of %i servers is refused', replicas => {
  expect(() => ensemble({}, { replicas })).toThrow(`test/zk/Workload: an ensemble of ${replicas} ZooKeeper servers`);
});

test('the refusal of an even ensemble says what it would survive', () => {
  expect(() => ensemble({}, { replicas: 4 })).toThrow('it needs 3 for a majority and survives the loss of 1, no more than 3 would. Write 3 or 5 replicas.');
});
