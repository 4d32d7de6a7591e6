import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Cron, Size, Testing } from 'cdk8s';
import { MISSING, Servers } from './postgresql-servers';
import { Engine, StatefulDatabase, StatefulDatabaseProps } from '../../../src';
import * as kplus from '../../../src/constructs/kplus';

/** Goal: what is in the manifests does with a real PostgreSQL what is promised. Without one these are skipped. */
const withServers = MISSING === undefined ? describe : describe.skip;

const started: Servers[] = [];

function servers(name: string, first: number, props: Partial<StatefulDatabaseProps> = {}, secrets = {}): Servers {
  const chart = Testing.chart();
  const claim = kplus.PersistentVolumeClaim.fromClaimName(chart, 'backups', 'backups');
  new StatefulDatabase(chart, name, {
    engine: Engine.postgresql({ version: '17' }),
    replicas: 2,
    storage: Size.gibibytes(1),
    credentialsSecretName: 'credentials',
    backup: { schedule: Cron.daily(), claim, keep: 2 },
    restore: { claim, file: 'none.sql.gz' },
    ...props,
  });
  const cluster = new Servers(Testing.synth(chart), { credentials: { 'password': `super ${name}'s`, 'replication-password': "it's a\\b:c" }, ...secrets }, first);
  started.push(cluster);
  return cluster;
}

function boot(cluster: Servers, ordinals: number[]): void {
  for (const ordinal of ordinals) {
    expect(cluster.prepare(ordinal)).toMatchObject({ status: 0 });
    cluster.start(ordinal);
  }
}

function newest(cluster: Servers): string {
  return cluster.files('backups').filter(name => /^orders-\d{8}T/.test(name)).at(-1)!;
}

/** What the standby has in the end. */
function eventually(ask: () => string, wanted: string): void {
  for (let left = 100; left > 0 && ask() !== wanted; left--) spawnSync('sleep', ['0.1']);
  expect(ask()).toBe(wanted);
}

afterAll(() => {
  for (const cluster of started) {
    cluster.stopAll();
    rmSync(cluster.folder, { recursive: true });
  }
});

withServers(`real servers${MISSING === undefined ? '' : ` (skipped: ${MISSING})`}`, () => {
  const orders = MISSING === undefined ? servers('orders', 2) : undefined!;
  const count = (ordinal: number) => orders.sql(ordinal, 'SELECT count(*) FROM orders').stdout.trim();

  test('a standby copies the primary, streams from it, and cannot be written to', () => {
    boot(orders, [0, 1]);
    orders.sql(0, 'CREATE TABLE orders (id int); INSERT INTO orders VALUES (1), (2)');
    eventually(() => count(1), '2');
    expect(orders.sql(0, 'SELECT application_name, state FROM pg_stat_replication').stdout).toBe('orders-1|streaming\n');
    expect(orders.sql(1, 'INSERT INTO orders VALUES (3)').stderr).toContain('cannot execute INSERT in a read-only transaction');
    for (const probe of ['startupProbe', 'livenessProbe', 'readinessProbe']) expect(orders.probe(probe, 1).status).toBe(0);
  });

  test('nobody connects from elsewhere without the password, and the exporter only from within its pod, to see but not to read', () => {
    expect(orders.sql(0, 'SELECT 1', { PGPASSWORD: 'wrong' }).stderr).toContain('password authentication failed');
    expect(orders.sql(0, 'SELECT 1', { PGUSER: 'exporter', PGPASSWORD: '' }).status).not.toBe(0);
    expect(orders.socketSql(1, 'exporter', 'SELECT count(*) > 0 FROM pg_stat_activity WHERE state IS NOT NULL').stdout).toBe('t\n');
    expect(orders.socketSql(0, 'exporter', 'SELECT * FROM orders').stderr).toContain('permission denied');
  });

  test('after all pods were lost at once they come back with their data, and stream again', () => {
    orders.stop(1);
    orders.stop(0);
    boot(orders, [0, 1]);
    orders.sql(0, 'INSERT INTO orders VALUES (3)');
    eventually(() => count(1), '3');
  });

  test('a backup keeps as many files as are asked for, and one that breaks off keeps the others', () => {
    orders.sql(0, 'CREATE DATABASE shop');
    orders.sql(0, "CREATE ROLE app LOGIN PASSWORD 'of the app'; ALTER DATABASE shop OWNER TO app");
    orders.sql(0, "CREATE TABLE notes (text text); INSERT INTO notes VALUES ('CREATE ROLE postgres;'), (E'two\\nALTER ROLE exporter lines')", { PGDATABASE: 'shop' });
    writeFileSync(join(orders.folderOf('backups'), 'orders-2-20200101T000000Z.sql.gz'), 'of another database');
    for (const year of ['2023', '2024']) writeFileSync(join(orders.folderOf('backups'), `orders-${year}0101T000000Z.sql.gz`), '');
    expect(orders.task('backup')).toMatchObject({ status: 0, stdout: expect.stringMatching(/^Wrote orders-\d{8}T\d{6}Z\.sql\.gz\.\nDeleted orders-20230101T000000Z\.sql\.gz\.\n$/) });
    const files = orders.files('backups');
    expect(files).toHaveLength(3);
    expect(orders.task('backup', { PGPASSWORD: 'wrong' }).status).toBe(1);
    expect(orders.files('backups').filter(file => !file.startsWith('.'))).toEqual(files);
  });

  test('a new database is filled from it: databases, roles with their passwords, and every row', () => {
    const restored = servers('again', 4);
    boot(restored, [0]);
    const file = newest(orders);
    writeFileSync(join(restored.folderOf('backups'), file), readFileSync(join(orders.folderOf('backups'), file)), { mode: 0o644 });
    expect(restored.task('restore', { FILE: file })).toMatchObject({ status: 0, stdout: expect.stringContaining(`Restored ${file}.\n`) });
    expect(restored.sql(0, 'SELECT count(*) FROM orders').stdout).toBe('3\n');
    expect(restored.sql(0, 'SELECT * FROM notes', { PGDATABASE: 'shop', PGUSER: 'postgres' }).stdout).toBe('CREATE ROLE postgres;\ntwo\nALTER ROLE exporter lines\n');
    expect(restored.sql(0, 'SELECT 1', { PGUSER: 'app', PGPASSWORD: 'of the app', PGDATABASE: 'shop' }).stdout).toBe('1\n');
    // With the password of its own Secret, not of the other's.
    expect(restored.sql(0, 'SELECT 1').stdout).toBe('1\n');
    boot(restored, [1]);
    expect(restored.sql(1, 'SELECT count(*) FROM orders').stdout).toBe('3\n');

    expect(restored.task('restore', { FILE: file })).toMatchObject({ status: 0, stdout: expect.stringContaining('is restored already') });
    expect(restored.task('restore', { FILE: 'none.sql.gz' })).toMatchObject({ status: 1, stderr: expect.stringContaining(`There is no backup none.sql.gz. There are:\n${file}`) });
    writeFileSync(join(restored.folderOf('backups'), 'half.sql.gz'), readFileSync(join(restored.folderOf('backups'), file)).subarray(0, 500));
    expect(restored.task('restore', { FILE: 'half.sql.gz' })).toMatchObject({ status: 1, stderr: expect.stringContaining('half.sql.gz is not whole') });
    restored.stopAll();
  });

  test('a database that has data is not restored over', () => {
    const file = newest(orders);
    expect(orders.task('restore', { FILE: file })).toMatchObject({ status: 1, stderr: expect.stringContaining('has data') });
    expect(count(0)).toBe('3');
  });

  test('a primary that lost its volume does not begin anew beside a standby that has the data', () => {
    orders.stop(0);
    rmSync(orders.data(0), { recursive: true });
    expect(orders.prepare(0)).toMatchObject({ status: 1, stderr: expect.stringContaining('They have the data') });
  });

  test('a standby of another database does not go on telling readers what is in it', () => {
    orders.stop(1);
    boot(orders, [0]);
    expect(orders.prepare(1)).toMatchObject({ status: 1, stderr: expect.stringContaining('It is not a copy of the database of 127.0.0.2') });
    orders.stopAll();
    expect(orders.prepare(1)).toMatchObject({ status: 0 });
  });

  test('with certificates nobody connects without encryption, and a standby only to the server that it means', () => {
    const secure = servers('secure', 6, { tlsSecretName: 'certificate' });
    const { ca, key, certificate } = authority('127.0.0.6,127.0.0.7');
    secure.certificate('ca.crt', ca);
    secure.certificate('tls.key', key);
    secure.certificate('tls.crt', certificate);
    boot(secure, [0, 1]);
    secure.sql(0, 'CREATE TABLE t (id int)');
    eventually(() => secure.sql(1, 'SELECT count(*) FROM t').stdout, '0\n');
    expect(secure.sql(0, 'SELECT ssl FROM pg_stat_ssl JOIN pg_stat_replication USING (pid)').stdout).toBe('t\n');
    expect(secure.sql(0, 'SELECT 1', { PGSSLMODE: 'disable' }).stderr).toContain('no encryption');
    expect(secure.task('backup')).toMatchObject({ status: 0 });
    secure.stopAll();

    const other = authority('127.0.0.9');
    for (const [name, text] of [['ca.crt', other.ca], ['tls.key', other.key], ['tls.crt', other.certificate]]) {
      rmSync(join(secure.folderOf('certificates'), name));
      secure.certificate(name, text);
    }
    boot(secure, [0]);
    rmSync(secure.data(1), { recursive: true });
    expect(secure.prepare(1)).toMatchObject({ status: 1, stderr: expect.stringContaining('does not match host name') });
  });
});

/** A certificate for some addresses, and who signed it. */
function authority(addresses: string): { ca: string; key: string; certificate: string } {
  const folder = mkdtempSync(join(tmpdir(), 'authority-'));
  const openssl = (...args: string[]) => execFileSync('openssl', args, { cwd: folder, stdio: 'ignore' });
  const names = addresses.split(',').map(address => `IP:${address}`).join();
  openssl('req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-keyout', 'ca.key', '-out', 'ca.crt', '-subj', '/CN=authority', '-days', '2');
  openssl('req', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-keyout', 'tls.key', '-out', 'tls.csr', '-subj', '/CN=server');
  writeFileSync(join(folder, 'names'), `subjectAltName=${names}\n`);
  openssl('x509', '-req', '-in', 'tls.csr', '-CA', 'ca.crt', '-CAkey', 'ca.key', '-CAcreateserial', '-out', 'tls.crt', '-days', '2', '-extfile', 'names');
  const [ca, key, certificate] = ['ca.crt', 'tls.key', 'tls.crt'].map(name => readFileSync(join(folder, name), 'utf8'));
  rmSync(folder, { recursive: true });
  return { ca, key, certificate };
}
