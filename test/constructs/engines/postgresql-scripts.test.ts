import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PREPARE_SCRIPT } from '../../../src/constructs/engines/postgresql-scripts';

/** Stand-ins for the programs of PostgreSQL: they make a directory that looks right and say what they were asked. */
const PROGRAMS = {
  pg_isready: 'case "$*" in *db-headless) exit "$SERVICE_ANSWERS";; esac',
  initdb: 'mkdir -p "$2" && echo 17 > "$2/PG_VERSION"',
  postgres: 'cat > "$3/role.sql"',
  psql: 'echo "$PRIMARY_IDENTIFIER|1|0/0|"',
  pg_controldata: 'echo "Database system identifier:           7000"',
  pg_basebackup: 'if [ "$COPY_BREAKS" ]; then mkdir -p "$5" && touch "$5/half" && exit 1; fi; mkdir -p "$5" && echo 17 > "$5/PG_VERSION"; echo "$2" > "$5/source"',
};

interface Pod { folder: string; volume: string; data: string }

function newPod(): Pod {
  const folder = mkdtempSync(join(tmpdir(), 'postgresql-'));
  for (const [name, script] of Object.entries(PROGRAMS)) writeFileSync(join(folder, name), `#!/bin/sh\n${script}\n`, { mode: 0o755 });
  const volume = join(folder, 'volume');
  mkdirSync(volume);
  return { folder, volume, data: join(volume, 'pgdata') };
}

function prepare(pod: Pod, podName: string, environment: { [name: string]: string } = {}) {
  const env = {
    PATH: `${pod.folder}:${process.env.PATH}`,
    VOLUME: pod.volume,
    PGDATA: pod.data,
    POD_NAME: podName,
    PRIMARY: 'db-0',
    PRIMARY_HOST: 'db-0.db-headless',
    PRIMARY_CONNECTION: 'host=db-0.db-headless user=replicator',
    SERVICE: 'db-headless',
    PASSFILE: join(pod.folder, 'passfile'),
    POSTGRES_PASSWORD: 'secret',
    REPLICATION_PASSWORD: "it's a\\b:c",
    SERVICE_ANSWERS: podName === 'db-0' ? '2' : '0',
    COPY_BREAKS: '',
    PRIMARY_IDENTIFIER: '7000',
    ...environment,
  };
  return spawnSync('sh', ['-c', PREPARE_SCRIPT], { env, encoding: 'utf8' });
}

test('the primary makes a new database with a role for the standbys', () => {
  const pod = newPod();
  expect(prepare(pod, 'db-0')).toMatchObject({ status: 0, stdout: 'Making a new database.\n' });
  expect(readFileSync(join(pod.data, 'role.sql'), 'utf8')).toBe(
    "CREATE ROLE replicator REPLICATION LOGIN PASSWORD 'it''s a\\b:c'\nCREATE ROLE exporter LOGIN\nGRANT pg_monitor TO exporter\n");
  expect(existsSync(join(pod.data, 'standby.signal'))).toBe(false);
  expect(readdirSync(pod.folder)).not.toContain('passfile.superuser');
});

test('a standby copies the primary', () => {
  const pod = newPod();
  expect(prepare(pod, 'db-1').status).toBe(0);
  expect(readFileSync(join(pod.data, 'source'), 'utf8')).toBe('host=db-0.db-headless user=replicator\n');
  expect(existsSync(join(pod.data, 'standby.signal'))).toBe(true);
});

test('the password file is escaped and private, and follows a changed password', () => {
  const pod = newPod();
  prepare(pod, 'db-1');
  expect(readFileSync(join(pod.folder, 'passfile'), 'utf8')).toBe("*:*:*:replicator:it's a\\\\b\\:c\n");
  expect(statSync(join(pod.folder, 'passfile')).mode % 0o1000).toBe(0o600);
  prepare(pod, 'db-1', { REPLICATION_PASSWORD: 'new' });
  expect(readFileSync(join(pod.folder, 'passfile'), 'utf8')).toBe('*:*:*:replicator:new\n');
});

test('an existing database is left alone', () => {
  const pod = newPod();
  prepare(pod, 'db-1');
  writeFileSync(join(pod.data, 'precious'), '');
  expect(prepare(pod, 'db-1')).toMatchObject({ status: 0, stdout: `There is a database in ${pod.data}.\n` });
  expect(readdirSync(pod.data)).toContain('precious');
});

test.each([
  ['db-1', '7000', 0], ['db-1', '', 0], ['db-1', '8000', 1], ['db-0', '8000', 0],
])('%s with a database starts beside a primary whose database is %j: exit %i', (podName, identifier, status) => {
  const pod = newPod();
  prepare(pod, podName);
  const result = prepare(pod, podName, { PRIMARY_IDENTIFIER: identifier });
  expect(result.status).toBe(status);
  expect(result.stderr.includes('It is not a copy of the database of db-0.db-headless.')).toBe(status === 1);
});

test('a copy that breaks off is never taken for a database, and is made again', () => {
  const pod = newPod();
  expect(prepare(pod, 'db-1', { COPY_BREAKS: 'yes' }).status).toBe(1);
  expect(existsSync(pod.data)).toBe(false);
  expect(prepare(pod, 'db-1').status).toBe(0);
  expect(readdirSync(pod.volume)).toEqual(['pgdata']);
  expect(readdirSync(pod.data)).not.toContain('half');
});

test.each(['0', '1'])('an empty primary does not begin anew while other servers have the data (pg_isready answers %s)', answer => {
  const pod = newPod();
  const result = prepare(pod, 'db-0', { SERVICE_ANSWERS: answer });
  expect(result.status).toBe(1);
  expect(result.stderr).toContain('other servers of db-headless are running');
  expect(existsSync(pod.data)).toBe(false);
});

test.each(['.', 'pgdata', '18/docker'])('a database of another release in %s is not passed over', place => {
  const pod = newPod();
  mkdirSync(join(pod.volume, place), { recursive: true });
  writeFileSync(join(pod.volume, place, 'PG_VERSION'), '16\n');
  const result = prepare({ ...pod, data: join(pod.volume, '19', 'docker') }, 'db-0');
  expect(result.status).toBe(1);
  expect(result.stderr).toContain('There is a database of PostgreSQL 16');
  expect(existsSync(join(pod.volume, '19'))).toBe(false);
});

test('what is in the data directory and is no database is not removed', () => {
  const pod = newPod();
  mkdirSync(pod.data);
  writeFileSync(join(pod.data, 'precious'), '');
  expect(prepare(pod, 'db-0').status).toBe(1);
  expect(readdirSync(pod.data)).toEqual(['precious']);
});
