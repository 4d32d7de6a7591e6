import { changed, findings } from './sound';

const rule = 'hygiene/recovery-time';
const IMAGE = '        image: registry.example:5000/db:17.2\n';
/** A set of the image whose container has this liveness probe, and perhaps a startup probe. */
const probed = (image: string, liveness: string, startup = '') => changed([IMAGE, `        image: ${image}\n${liveness && `        livenessProbe: ${liveness}\n`}${startup && `        startupProbe: ${startup}\n`}`]);
const exec = (command: string, times = '') => `{exec: {command: ${command}}${times}}`;
const PG = '[sh, -c, "exec pg_isready -U postgres"]';
const message = (probe: string, engine: string, seconds: number) => `${rule} warning 19:9 the ${probe} of container db of StatefulSet db gives ${engine} ${seconds} seconds to recover`;

describe(rule, () => {
  it.each([
    ['postgres:17', exec(PG), 'postgresql', 30],
    ['postgres:17', exec(PG, ', initialDelaySeconds: 30, periodSeconds: 20, failureThreshold: 6'), 'postgresql', 150],
    ['mysql:8.4', exec('[mysqladmin, ping]', ', initialDelaySeconds: 269'), 'mysql', 299],
    ['mysql:8.4', '{tcpSocket: {port: 3306}}', 'mysql', 30],
    ['mariadb:11.4', exec('[healthcheck.sh, --connect, --innodb_initialized]'), 'mariadb', 30],
    ['mongo:8.0', exec('[mongosh, --eval, "db.adminCommand(1)"]'), 'mongodb', 30],
  ])('objects to %s with %s', (image, liveness, engine, seconds) => {
    expect(findings(probed(image, liveness))).toEqual([message('livenessProbe', engine, seconds)]);
  });

  it('objects to one replica too', () => {
    expect(findings(probed('postgres:17', exec(PG)).replace('replicas: 3', 'replicas: 1'))).toEqual([message('livenessProbe', 'postgresql', 30)]);
  });

  it('objects to a startup probe that is as hasty, and to a liveness probe behind one that does not wait for the recovery', () => {
    expect(findings(probed('postgres:17', '', exec(PG)))).toEqual([message('startupProbe', 'postgresql', 30)]);
    expect(findings(probed('postgres:17', exec(PG), '{tcpSocket: {port: 5432}}'))).toEqual([message('livenessProbe', 'postgresql', 30)]);
  });

  it.each([
    ['a startup probe that waits', 'postgres:17', exec(PG), exec(PG, ', failureThreshold: 30')],
    ['a liveness probe that waits', 'mysql:8.4', exec('[mysqladmin, ping]', ', initialDelaySeconds: 270'), ''],
    ['a port that is open in recovery', 'postgres:17', '{tcpSocket: {port: 5432}}', ''],
    ['a script that may know better', 'mysql:8.4', exec('[/probe.sh]'), ''],
    ['another engine', 'redis:8', exec('[redis-cli, ping]'), ''],
    ['no probe that kills', 'postgres:17', '', ''],
  ])('takes %s', (_, image, liveness, startup) => {
    expect(findings(probed(image, liveness, startup))).toEqual([]);
  });
});
