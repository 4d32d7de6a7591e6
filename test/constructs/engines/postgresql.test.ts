import { execFileSync } from 'node:child_process';
import { Cron, Size, Testing } from 'cdk8s';
import { Engine, PostgresqlOptions, StatefulDatabase, StatefulDatabaseProps } from '../../../src';
import { BACKUP_SCRIPT, RESTORE_SCRIPT } from '../../../src/constructs/engines/postgresql-backup-scripts';
import { ALIVE, hostBasedAuthentication, IDENTITIES, PREPARE_SCRIPT } from '../../../src/constructs/engines/postgresql-scripts';
import * as kplus from '../../../src/constructs/kplus';

function database(options: PostgresqlOptions = { version: '17' }, props: Partial<StatefulDatabaseProps> = {}): any[] {
  const chart = Testing.chart();
  new StatefulDatabase(chart, 'db', {
    engine: Engine.postgresql(options), replicas: 3, storage: Size.gibibytes(10), credentialsSecretName: 'db-credentials', ...props,
  });
  return Testing.synth(chart);
}

function podOf(objects: any[]): any {
  return objects.find(object => object.kind === 'StatefulSet').spec.template.spec;
}

const labels = { 'app.kubernetes.io/name': 'postgresql', 'app.kubernetes.io/instance': 'db' };
const podName = { name: 'POD_NAME', valueFrom: { fieldRef: { fieldPath: 'metadata.name' } } };
const securityContext = { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] }, seccompProfile: { type: 'RuntimeDefault' } };

test('a database synthesizes these objects', () => {
  const mounts = [
    { mountPath: '/var/lib/postgresql/data', name: 'data' },
    { mountPath: '/etc/postgresql-configuration', name: 'configuration', readOnly: true },
    { mountPath: '/run/replication', name: 'replication' },
  ];
  const pgdata = { name: 'PGDATA', value: '/var/lib/postgresql/data/pgdata' };
  const alive = { exec: { command: ['sh', '-c', ALIVE] }, periodSeconds: 10, timeoutSeconds: 5 };

  expect(database()).toEqual([
    {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: 'db-headless', labels },
      spec: { clusterIP: 'None', publishNotReadyAddresses: true, selector: labels, ports: [{ name: 'postgresql', port: 5432 }] },
    },
    {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: 'db-configuration', labels },
      immutable: false,
      data: { 'prepare.sh': PREPARE_SCRIPT, 'pg_hba.conf': hostBasedAuthentication(false), 'pg_ident.conf': IDENTITIES },
    },
    {
      apiVersion: 'apps/v1',
      kind: 'StatefulSet',
      metadata: { name: 'db', labels, annotations: { 'cdk8s-stateful/readiness': 'ordinal-0' } },
      spec: {
        replicas: 3,
        serviceName: 'db-headless',
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
            initContainers: [{
              name: 'prepare',
              image: 'postgres:17',
              imagePullPolicy: 'IfNotPresent',
              command: ['sh', '/etc/postgresql-configuration/prepare.sh'],
              env: [
                podName,
                pgdata,
                { name: 'VOLUME', value: '/var/lib/postgresql/data' },
                { name: 'PRIMARY', value: 'db-0' },
                { name: 'PRIMARY_HOST', value: 'db-0.db-headless' },
                { name: 'PRIMARY_CONNECTION', value: 'host=db-0.db-headless port=5432 user=replicator passfile=/run/replication/passfile' },
                { name: 'SERVICE', value: 'db-headless' },
                { name: 'PASSFILE', value: '/run/replication/passfile' },
                { name: 'POSTGRES_PASSWORD', valueFrom: { secretKeyRef: { name: 'db-credentials', key: 'password' } } },
                { name: 'REPLICATION_PASSWORD', valueFrom: { secretKeyRef: { name: 'db-credentials', key: 'replication-password' } } },
              ],
              securityContext,
              volumeMounts: mounts,
            }],
            containers: [{
              name: 'postgresql',
              image: 'postgres:17',
              imagePullPolicy: 'IfNotPresent',
              args: [
                'postgres',
                '-c', 'listen_addresses=*',
                '-c', 'hba_file=/etc/postgresql-configuration/pg_hba.conf',
                '-c', 'ident_file=/etc/postgresql-configuration/pg_ident.conf',
                '-c', 'primary_conninfo=host=db-0.db-headless port=5432 user=replicator passfile=/run/replication/passfile application_name=$(POD_NAME)',
                '-c', 'wal_keep_size=1024MB',
              ],
              env: [podName, pgdata],
              ports: [{ containerPort: 5432, name: 'postgresql' }],
              startupProbe: { ...alive, failureThreshold: 360 },
              livenessProbe: { ...alive, failureThreshold: 6 },
              readinessProbe: {
                exec: { command: ['pg_isready', '-q', '-U', 'postgres', '-h', '127.0.0.1'] }, periodSeconds: 5, timeoutSeconds: 5, failureThreshold: 3,
              },
              securityContext,
              volumeMounts: mounts,
            }],
            dnsPolicy: 'ClusterFirst',
            enableServiceLinks: false,
            hostNetwork: false,
            restartPolicy: 'Always',
            securityContext: { fsGroup: 999, fsGroupChangePolicy: 'OnRootMismatch', runAsGroup: 999, runAsNonRoot: true, runAsUser: 999 },
            setHostnameAsFQDN: false,
            terminationGracePeriodSeconds: 300,
            volumes: [{ name: 'configuration', configMap: { name: 'db-configuration' } }, { name: 'replication', emptyDir: { medium: 'Memory' } }],
          },
        },
        volumeClaimTemplates: [{ metadata: { name: 'data' }, spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '10Gi' } } } }],
      },
    },
    {
      apiVersion: 'policy/v1',
      kind: 'PodDisruptionBudget',
      metadata: { name: 'db-disruption-budget', labels },
      spec: { maxUnavailable: 1, selector: { matchLabels: labels } },
    },
    {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: 'db-read-write', labels },
      spec: { type: 'ClusterIP', selector: { ...labels, 'statefulset.kubernetes.io/pod-name': 'db-0' }, ports: [{ name: 'postgresql', port: 5432 }] },
    },
    {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: 'db-read-only', labels },
      spec: { type: 'ClusterIP', selector: labels, ports: [{ name: 'postgresql', port: 5432 }] },
    },
  ]);
});

test.each([
  ['14', '/var/lib/postgresql/data', '/var/lib/postgresql/data/pgdata'],
  ['17.2-bookworm', '/var/lib/postgresql/data', '/var/lib/postgresql/data/pgdata'],
  ['18', '/var/lib/postgresql', '/var/lib/postgresql/18/docker'],
  ['18.1', '/var/lib/postgresql', '/var/lib/postgresql/18/docker'],
])('PostgreSQL %s mounts %s and keeps its data in %s', (version, mount, data) => {
  const [server] = podOf(database({ version })).containers;
  expect(server.image).toBe(`postgres:${version}`);
  expect(server.volumeMounts[0]).toEqual({ mountPath: mount, name: 'data' });
  expect(server.env[1]).toEqual({ name: 'PGDATA', value: data });
});

test('parameters of the user have the last word', () => {
  const [server] = podOf(database({ version: '17', parameters: { max_connections: '200', wal_keep_size: '2GB' } })).containers;
  expect(server.args.slice(-4)).toEqual(['-c', 'wal_keep_size=2GB', '-c', 'max_connections=200']);
});

test('the number of replicas is nowhere in the pod template, so that scaling restarts nobody', () => {
  expect(podOf(database({ version: '17' }, { replicas: 2 }))).toEqual(podOf(database({ version: '17' }, { replicas: 5 })));
});

test('no password is in any manifest', () => {
  expect(JSON.stringify(database())).not.toMatch(/PASSWORD","value"/);
});

test.each(['13.9', 'latest', ''])('version %j is refused', version => {
  expect(() => database({ version })).toThrow(`test/db/Workload: the PostgreSQL version is '${version}'`);
});

test('a database without credentials is refused', () => {
  expect(() => database({ version: '17' }, { credentialsSecretName: undefined })).toThrow(
    'test/db/Workload: PostgreSQL has no credentials: the superuser and the standbys need passwords, which do not belong into a manifest. '
    + "Create a Secret with the keys 'password' and 'replication-password' and give its name in credentialsSecretName.");
});

test.each([
  ['prepare', PREPARE_SCRIPT], ['alive', ALIVE], ['backup', BACKUP_SCRIPT], ['restore', RESTORE_SCRIPT],
])('a shell can read the %s script, and Kubernetes leaves it alone', (_, script) => {
  execFileSync('sh', ['-n', '-c', script]);
  // In a command it takes $$ for an escaped $, and $(NAME) for a variable: third_party/forked/golang/expansion/expand.go.
  expect(script).not.toMatch(/\$\$|\$\([A-Z_]+\)/);
});

test('eleven servers are refused unless the primary has connections for them', () => {
  expect(() => database({ version: '17' }, { replicas: 11 })).toThrow(
    'test/db/Workload: PostgreSQL has 11 servers and a max_wal_senders of 10: the last standby would find no connection left to copy the primary. '
    + "Write at most 10 replicas, or raise it in the parameters of the engine: { max_wal_senders: '11' }.");
  expect(database({ version: '17' }, { replicas: 10 })).toBeDefined();
  expect(database({ version: '17', parameters: { max_wal_senders: '11' } }, { replicas: 11 })).toBeDefined();
});

test('with certificates servers and standbys use them, and nobody connects without', () => {
  const objects = database({ version: '17' }, { tlsSecretName: 'db-certificate' });
  const pod = podOf(objects);
  // A key that others may read is refused by the server.
  expect(pod.volumes).toContainEqual({ name: 'certificates', secret: { secretName: 'db-certificate', defaultMode: 0o440 } });
  const mount = { name: 'certificates', mountPath: '/etc/postgresql-certificates', readOnly: true };
  for (const container of [pod.initContainers[0], pod.containers[0]]) expect(container.volumeMounts).toContainEqual(mount);
  expect(pod.containers[0].args).toEqual(expect.arrayContaining(['ssl=on', 'ssl_cert_file=/etc/postgresql-certificates/tls.crt', 'ssl_key_file=/etc/postgresql-certificates/tls.key']));
  const connection = 'host=db-0.db-headless port=5432 user=replicator passfile=/run/replication/passfile sslmode=verify-full sslrootcert=/etc/postgresql-certificates/ca.crt';
  expect(pod.initContainers[0].env).toContainEqual({ name: 'PRIMARY_CONNECTION', value: connection });
  expect(pod.containers[0].args).toContain(`primary_conninfo=${connection} application_name=$(POD_NAME)`);
  const rules = objects.find(object => object.kind === 'ConfigMap').data['pg_hba.conf'].split('\n').filter((line: string) => line.startsWith('host'));
  expect(rules).toHaveLength(2);
  for (const rule of rules) expect(rule).toMatch(/^hostssl /);
});

test('metrics come from an exporter that has no password', () => {
  const objects = database({ version: '17', exporterImage: 'exporter:1' }, { metrics: true });
  const [server, exporter] = podOf(objects).containers;
  expect(exporter).toMatchObject({
    name: 'metrics', image: 'exporter:1', ports: [{ containerPort: 9187, name: 'metrics' }], env: [{ name: 'DATA_SOURCE_NAME', value: 'host=/var/run/postgresql user=exporter dbname=postgres' }],
  });
  // It must not keep the server from being ready.
  expect(exporter.readinessProbe ?? exporter.startupProbe ?? exporter.livenessProbe).toBeUndefined();
  for (const container of [server, exporter]) expect(container.volumeMounts).toContainEqual({ name: 'socket', mountPath: '/var/run/postgresql' });
  expect(objects.find(object => object.metadata.name === 'db-metrics').spec).toEqual({
    clusterIP: 'None', publishNotReadyAddresses: true, selector: labels, ports: [{ name: 'metrics', port: 9187 }],
  });
});

test('backup and restore connect to the primary, encrypted where the servers are', () => {
  const chart = Testing.chart();
  const claim = kplus.PersistentVolumeClaim.fromClaimName(chart, 'claim', 'backups');
  const props = { backup: { schedule: Cron.schedule({ minute: '0', hour: '3' }), claim }, restore: { claim, file: 'db-20260102T030000Z.sql.gz' } };
  const plain = database({ version: '17' }, props);
  const encrypted = database({ version: '17' }, { ...props, tlsSecretName: 'db-certificate' });
  const cronJob = plain.find(object => object.kind === 'CronJob');
  expect(cronJob.spec).toMatchObject({ schedule: '0 3 * * *', concurrencyPolicy: 'Forbid' });
  const pods = (objects: any[]) => [objects.find(object => object.kind === 'CronJob').spec.jobTemplate, objects.find(object => object.kind === 'Job')].map(each => each.spec.template.spec);
  const password = { name: 'PGPASSWORD', valueFrom: { secretKeyRef: { name: 'db-credentials', key: 'password' } } };
  const common = [{ name: 'FOLDER', value: '/backups' }, { name: 'NAME', value: 'db' }, { name: 'PGHOST', value: 'db-read-write' }, { name: 'PGUSER', value: 'postgres' }];
  const ssl = [{ name: 'PGSSLMODE', value: 'verify-full' }, { name: 'PGSSLROOTCERT', value: '/etc/postgresql-certificates/ca.crt' }];
  expect(pods(plain).map(pod => pod.containers[0].env)).toEqual([
    [{ name: 'KEEP', value: '7' }, ...common, password], [{ name: 'FILE', value: 'db-20260102T030000Z.sql.gz' }, ...common, password],
  ]);
  for (const pod of pods(encrypted)) {
    expect(pod.containers[0].env).toEqual(expect.arrayContaining(ssl));
    expect(pod.volumes).toContainEqual({ name: 'certificates', secret: { secretName: 'db-certificate', defaultMode: 0o440 } });
  }
  for (const pod of pods(plain)) {
    expect(pod).toMatchObject({ restartPolicy: 'Never', securityContext: { runAsUser: 999, fsGroup: 999 }, containers: [{ image: 'postgres:17', securityContext }] });
    expect(pod.volumes).toEqual([{ name: 'backups', persistentVolumeClaim: { claimName: 'backups', readOnly: false } }]);
    expect(pod.containers[0].volumeMounts).toEqual([{ name: 'backups', mountPath: '/backups' }]);
  }
});
