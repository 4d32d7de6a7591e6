import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Cron, Size, Testing } from 'cdk8s';
import { Engine, StatefulDatabase, StatefulDatabaseProps, ZookeeperOptions } from '../../../src';
import { START_SCRIPT } from '../../../src/constructs/engines/zookeeper-scripts';
import * as kplus from '../../../src/constructs/kplus';

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
      metadata: { name: 'zk', labels, annotations: { 'cdk8s-stateful/readiness': 'self', 'cdk8s-stateful/quorum': 'majority' } },
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
              securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] }, seccompProfile: { type: 'RuntimeDefault' } },
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

interface Start { readonly servers?: number; readonly environment?: { [name: string]: string } }

/** Starts a member whose entry point says what it was given. */
function start(folder: string, podName: string, { servers = 3, environment = {} }: Start = {}) {
  const entrypoint = join(folder, 'docker-entrypoint.sh');
  writeFileSync(entrypoint, '#!/bin/sh\necho "$ZOO_MY_ID $*"\n', { mode: 0o755 });
  const script = START_SCRIPT.replace('/docker-entrypoint.sh', entrypoint);
  const ZOO_SERVERS = Array.from({ length: servers }, (_, i) => `server.${i + 1}=zk-${i}`).join(' ');
  return spawnSync('sh', ['-c', script], { env: { ...process.env, POD_NAME: podName, ZOO_DATA_DIR: folder, ZOO_SERVERS, ...environment }, encoding: 'utf8' });
}

const newFolder = () => mkdtempSync(join(tmpdir(), 'zookeeper-'));

test('a server whose pod ends in 0 has the number 1, and becomes the process of the container', () => {
  expect(start(newFolder(), 'zk-0').stdout).toBe('1 zkServer.sh start-foreground\n');
  expect(start(newFolder(), 'my-zk-2-10').stdout).toBe('11 zkServer.sh start-foreground\n');
});

test('a server that has data does not start with a longer list of members, but with a shorter one', () => {
  const folder = newFolder();
  for (const servers of [5, 5, 3]) expect(start(folder, 'zk-2', { servers }).status).toBe(0);
  expect(start(folder, 'zk-2', { servers: 5 })).toMatchObject({ status: 1, stdout: '', stderr: expect.stringContaining('go back to 3 replicas') });
  expect(start(folder, 'zk-2', { servers: 3 }).status).toBe(0);
});

test('with certificates the key and the certificate are put together for nobody else to read', () => {
  const folder = newFolder();
  for (const name of ['tls.key', 'tls.crt']) writeFileSync(join(folder, name), `${name}\n`);
  const KEYSTORE = join(folder, 'server.pem');
  expect(start(folder, 'zk-0', { environment: { CERTIFICATES: folder, KEYSTORE } }).status).toBe(0);
  expect(readFileSync(KEYSTORE, 'utf8')).toBe('tls.key\ntls.crt\n');
  expect(statSync(KEYSTORE).mode % 0o1000).toBe(0o600);
});

function configurationOf(objects: any[]): string[] {
  const [server] = objects.find(object => object.kind === 'StatefulSet').spec.template.spec.containers;
  return server.env.find(({ name }: any) => name === 'ZOO_CFG_EXTRA').value.split(' ');
}

test('with certificates clients and servers use them, and the port without is open to the probes only', () => {
  const objects = ensemble({}, { tlsSecretName: 'zk-certificate' });
  const [server] = objects.find(object => object.kind === 'StatefulSet').spec.template.spec.containers;
  expect(server.env[1].value.split(' ')[0]).toBe('server.1=zk-0.zk-headless:2888:3888;127.0.0.1:2181');
  expect(configurationOf(objects)).toEqual(expect.arrayContaining(['secureClientPort=2281', 'sslQuorum=true', 'ssl.keyStore.location=/run/zookeeper/server.pem']));
  expect(objects.find(object => object.metadata.name === 'zk-client').spec.ports).toEqual([{ name: 'client', port: 2281 }]);
  expect(server.ports[0]).toEqual({ containerPort: 2281, name: 'client' });
});

test('metrics are the server\'s own', () => {
  const objects = ensemble({}, { metrics: true });
  expect(configurationOf(objects)).toEqual(expect.arrayContaining(['metricsProvider.httpPort=7000']));
  expect(objects.find(object => object.metadata.name === 'zk-metrics').spec.ports).toEqual([{ name: 'metrics', port: 7000 }]);
});

test('settings of the user have the last word, and none can break another in two', () => {
  expect(configurationOf(ensemble({ configuration: { quorumListenOnAllIPs: 'false', maxSessionTimeout: '60000' } }))).toEqual(['quorumListenOnAllIPs=false', 'maxSessionTimeout=60000']);
  expect(() => ensemble({ configuration: { a: '1 b=2' } })).toThrow("test/zk/Workload: the ZooKeeper setting 'a' is '1 b=2': the image splits its settings at white space.");
});

test('the heap leaves room within the memory of the container', () => {
  const objects = ensemble({}, { resources: { memory: { request: Size.gibibytes(1), limit: Size.gibibytes(1) } } });
  const [server] = objects.find(object => object.kind === 'StatefulSet').spec.template.spec.containers;
  expect(server.env).toContainEqual({ name: 'ZK_SERVER_HEAP', value: '768' });
});

test.each([2, 4])('an ensemble of %i servers is refused', replicas => {
  expect(() => ensemble({}, { replicas })).toThrow(`test/zk: a cluster of ${replicas} zookeeper servers`);
});

test('a backup is refused, because the engine has none', () => {
  const claim = kplus.PersistentVolumeClaim.fromClaimName(Testing.chart(), 'claim', 'backups');
  expect(() => ensemble({}, { backup: { schedule: Cron.daily(), claim } })).toThrow('test/zk/Workload: the engine zookeeper has no backup of its own');
});
