import { Duration, Size, SizeRoundingBehavior } from 'cdk8s';
import { configuration } from './configuration';
import { DatabaseEngine } from './database-engine';
import { DatabaseRequest } from './database-request';
import { DatabaseTask } from './database-task';
import { BACKUP_SCRIPT, RESTORE_SCRIPT } from './postgresql-backup-scripts';
import { ALIVE, hostBasedAuthentication, IDENTITIES, PREPARE_SCRIPT, READY } from './postgresql-scripts';
import { UNPRIVILEGED } from './unprivileged';
import { ClientService } from '../client-service';
import * as kplus from '../kplus';
import { ReadinessModel } from '../readiness-model';
import { refuse } from '../refuse';
import { StatefulWorkload } from '../stateful-workload';

const PORT = 5432;
const METRICS_PORT = 9187;
const CONFIGURATION = '/etc/postgresql-configuration';
const CERTIFICATES = '/etc/postgresql-certificates';
const PASSFILE = '/run/replication/passfile';
/** Where the image has its socket: https://github.com/docker-library/postgres */
const SOCKET = '/var/run/postgresql';

/** The oldest release that its developers still mend: https://www.postgresql.org/support/versioning/ */
const OLDEST_VERSION = 14;

/** From this release on the image keeps its data one level higher: https://github.com/docker-library/postgres/pull/1259 */
const FIRST_VERSION_WITH_SUBDIRECTORY = 18;

/** The server's own: https://www.postgresql.org/docs/current/runtime-config-replication.html#GUC-MAX-WAL-SENDERS */
const MAX_WAL_SENDERS = '10';

/**
 * What can be chosen about PostgreSQL.
 */
export interface PostgresqlOptions {
  /** The tag of the official image, such as '17' or '17.2'. It begins with the number of the release, at least 14. */
  readonly version: string;

  /**
   * Settings of the server, which have the last word, such as `{ max_connections: '200' }`. A change restarts the servers, one by one.
   *
   * With `{ synchronous_standby_names: 'ANY 1 (*)' }` a commit waits until one standby has it, so that no answered write is lost with the
   * primary; while no standby is there, nobody can write.
   *
   * @default - the server's own, and a `wal_keep_size` of a tenth of the storage: how long a standby may be away and still catch up
   * @see https://www.postgresql.org/docs/current/runtime-config.html
   */
  readonly parameters?: { [name: string]: string };

  /**
   * The image of the exporter, where metrics are asked for.
   *
   * @default 'quay.io/prometheuscommunity/postgres-exporter:v0.17.1'
   * @see https://github.com/prometheus-community/postgres_exporter
   */
  readonly exporterImage?: string;
}

/**
 * PostgreSQL with streaming replication. See `Engine.postgresql`.
 *
 * User 999 and the paths are those of the official Debian image; another image may need another `securityContext`.
 *
 * @see https://github.com/docker-library/postgres
 */
export class Postgresql extends DatabaseEngine {
  public readonly applicationName = 'postgresql';
  public readonly image: string;
  /** The primary is ordinal 0, and the others copy it. */
  public readonly readinessModel = ReadinessModel.ORDINAL_0;
  /** The checkpoint at the end of a fast shutdown takes its time. The image says that even 90 seconds may not be enough. */
  public readonly terminationGracePeriod = Duration.minutes(5);
  public readonly securityContext: kplus.PodSecurityContextProps = { user: 999, group: 999, fsGroup: 999 };
  public readonly supportsTls: boolean = true;

  private readonly options: PostgresqlOptions;

  constructor(options: PostgresqlOptions) {
    super();
    this.options = options;
    this.image = `postgres:${options.version}`;
  }

  /** Only the primary can be written to, and it is always ordinal 0. */
  public clientServices(_request: DatabaseRequest): ClientService[] {
    return [
      { name: 'read-write', port: PORT, portName: 'postgresql', onlyOrdinal0: true },
      { name: 'read-only', port: PORT, portName: 'postgresql' },
    ];
  }

  public addTo(workload: StatefulWorkload, request: DatabaseRequest): void {
    const directories = dataDirectories(requireVersion(workload, this.options.version));
    const credentials = requireCredentials(workload, request);
    const parameters = this.parameters(workload, request);
    requireSenders(workload, request.replicas, parameters.max_wal_senders ?? MAX_WAL_SENDERS);
    const environment = {
      POD_NAME: kplus.EnvValue.fromFieldRef(kplus.EnvFieldPaths.POD_NAME),
      PGDATA: kplus.EnvValue.fromValue(directories.data),
    };
    const containers = [
      workload.addInitContainer({
        name: 'prepare',
        image: request.image,
        command: ['sh', `${CONFIGURATION}/prepare.sh`],
        resources: request.resources,
        envVariables: { ...environment, ...preparation(workload, directories.mount, request, credentials) },
        securityContext: UNPRIVILEGED,
      }),
      workload.addContainer({
        name: 'postgresql',
        image: request.image,
        args: ['postgres', ...settings(parameters)],
        resources: request.resources,
        envVariables: environment,
        ports: [{ number: PORT, name: 'postgresql' }],
        securityContext: UNPRIVILEGED,
        ...probes(),
      }),
    ];

    const data = workload.addClaim('data', { storage: request.storage, storageClassName: request.storageClassName });
    const files = configuration(workload, {
      'prepare.sh': PREPARE_SCRIPT,
      'pg_hba.conf': hostBasedAuthentication(request.tls !== undefined),
      'pg_ident.conf': IDENTITIES,
    });
    const passwords = kplus.Volume.fromEmptyDir(workload, 'Passwords', 'replication', { medium: kplus.EmptyDirMedium.MEMORY });
    for (const container of containers) {
      container.mount(directories.mount, data);
      container.mount(CONFIGURATION, files, { readOnly: true });
      container.mount('/run/replication', passwords);
      if (request.tls) container.mount(CERTIFICATES, certificates(workload, request.tls), { readOnly: true });
    }
  }

  /** The exporter connects through the server's socket, so it needs no password, and sees no more than the role pg_monitor may. */
  public addMetrics(workload: StatefulWorkload, _request: DatabaseRequest): number {
    const socket = kplus.Volume.fromEmptyDir(workload, 'Socket', 'socket');
    for (const server of workload.containers) server.mount(SOCKET, socket);
    const exporter = workload.addContainer({
      name: 'metrics',
      image: this.options.exporterImage ?? 'quay.io/prometheuscommunity/postgres-exporter:v0.17.1',
      envVariables: { DATA_SOURCE_NAME: kplus.EnvValue.fromValue(`host=${SOCKET} user=exporter dbname=postgres`) },
      ports: [{ number: METRICS_PORT, name: 'metrics' }],
      // Small and fixed, so that the exporter is not the reason why a server is evicted.
      resources: { cpu: { request: kplus.Cpu.millis(10) }, memory: { request: Size.mebibytes(64), limit: Size.mebibytes(64) } },
      securityContext: UNPRIVILEGED,
    });
    exporter.mount(SOCKET, socket);
    return METRICS_PORT;
  }

  public backup(workload: StatefulWorkload, request: DatabaseRequest): DatabaseTask {
    return { command: ['sh', '-c', BACKUP_SCRIPT], ...asSuperuser(workload, request) };
  }

  public restore(workload: StatefulWorkload, request: DatabaseRequest): DatabaseTask {
    return { command: ['sh', '-c', RESTORE_SCRIPT], ...asSuperuser(workload, request) };
  }

  private parameters(workload: StatefulWorkload, request: DatabaseRequest): { [name: string]: string } {
    return {
      listen_addresses: '*',
      hba_file: `${CONFIGURATION}/pg_hba.conf`,
      ident_file: `${CONFIGURATION}/pg_ident.conf`,
      // On the command line, so that it is right even if the data directory was copied long ago. A primary does not read it.
      primary_conninfo: `${primaryConnection(workload, request)} application_name=$(POD_NAME)`,
      // No replication slots: the slot of a standby that is gone for good would fill the disk of the primary.
      wal_keep_size: `${Math.floor(request.storage.toMebibytes({ rounding: SizeRoundingBehavior.FLOOR }) / 10)}MB`,
      ...(request.tls ? { ssl: 'on', ssl_cert_file: `${CERTIFICATES}/tls.crt`, ssl_key_file: `${CERTIFICATES}/tls.key` } : {}),
      ...this.options.parameters,
    };
  }
}

/** How a standby reaches the primary. With certificates, only the one that has the name that was asked for. */
function primaryConnection(workload: StatefulWorkload, request: DatabaseRequest): string {
  const encryption = request.tls ? ` sslmode=verify-full sslrootcert=${CERTIFICATES}/ca.crt` : '';
  return `host=${workload.podHost(0)} port=${PORT} user=replicator passfile=${PASSFILE}${encryption}`;
}

/** What PREPARE_SCRIPT reads. Nothing of it depends on the number of replicas, or scaling would restart every server. */
function preparation(workload: StatefulWorkload, volume: string, request: DatabaseRequest, credentials: kplus.ISecret): { [name: string]: kplus.EnvValue } {
  return {
    VOLUME: kplus.EnvValue.fromValue(volume),
    PRIMARY: kplus.EnvValue.fromValue(`${workload.name}-0`),
    PRIMARY_HOST: kplus.EnvValue.fromValue(workload.podHost(0)),
    PRIMARY_CONNECTION: kplus.EnvValue.fromValue(primaryConnection(workload, request)),
    SERVICE: kplus.EnvValue.fromValue(workload.serviceName),
    PASSFILE: kplus.EnvValue.fromValue(PASSFILE),
    POSTGRES_PASSWORD: credentials.envValue('password'),
    REPLICATION_PASSWORD: credentials.envValue('replication-password'),
  };
}

/** How a task connects to the primary, in the variables of libpq: https://www.postgresql.org/docs/current/libpq-envars.html */
function asSuperuser(workload: StatefulWorkload, request: DatabaseRequest): Pick<DatabaseTask, 'environment' | 'mounts'> {
  const connection = {
    NAME: workload.name,
    PGHOST: `${workload.name}-read-write`,
    PGUSER: 'postgres',
    ...(request.tls ? { PGSSLMODE: 'verify-full', PGSSLROOTCERT: `${CERTIFICATES}/ca.crt` } : {}),
  };
  return {
    environment: {
      ...Object.fromEntries(Object.entries(connection).map(([name, value]) => [name, kplus.EnvValue.fromValue(value)])),
      PGPASSWORD: requireCredentials(workload, request).envValue('password'),
    },
    mounts: request.tls ? [{ path: CERTIFICATES, volume: certificates(workload, request.tls), readOnly: true }] : undefined,
  };
}

/** The server refuses a key that others may read. With `fsGroup` the file belongs to root and to the group of the server. */
function certificates(workload: StatefulWorkload, tls: kplus.ISecret): kplus.Volume {
  const id = 'Certificates';
  return workload.node.tryFindChild(id) as kplus.Volume | undefined
    ?? kplus.Volume.fromSecret(workload, id, tls, { name: 'certificates', defaultMode: 0o440 });
}

function probes(): kplus.ContainerOpts {
  const timing = { periodSeconds: Duration.seconds(10), timeoutSeconds: Duration.seconds(5) };
  return {
    startup: kplus.Probe.fromCommand(['sh', '-c', ALIVE], { ...timing, failureThreshold: 360 }),
    liveness: kplus.Probe.fromCommand(['sh', '-c', ALIVE], { ...timing, failureThreshold: 6 }),
    readiness: kplus.Probe.fromCommand(READY, { ...timing, periodSeconds: Duration.seconds(5) }),
  };
}

/** A volume has `lost+found` at its top, and a database wants an empty directory, so it always gets one below the mount. */
function dataDirectories(version: number): { mount: string; data: string } {
  return version >= FIRST_VERSION_WITH_SUBDIRECTORY
    ? { mount: '/var/lib/postgresql', data: `/var/lib/postgresql/${version}/docker` }
    : { mount: '/var/lib/postgresql/data', data: '/var/lib/postgresql/data/pgdata' };
}

function settings(parameters: { [name: string]: string }): string[] {
  return Object.entries(parameters).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
}

function requireVersion(workload: StatefulWorkload, version: string): number {
  const release = Number(/^\d+/.exec(version)?.[0]);
  if (!(release >= OLDEST_VERSION)) {
    refuse(workload, `the PostgreSQL version is '${version}'`, 'the paths of the image depend on the release, and releases before 14 are not maintained any more',
      "Write a version that begins with its release, such as '17' or '17.2'");
  }
  return release;
}

function requireCredentials(workload: StatefulWorkload, request: DatabaseRequest): kplus.ISecret {
  return request.credentials ?? refuse(workload, 'PostgreSQL has no credentials', 'the superuser and the standbys need passwords, which do not belong into a manifest',
    "Create a Secret with the keys 'password' and 'replication-password' and give its name in credentialsSecretName");
}

/** Each standby takes a connection of its own, and the one that is being made takes another for its copy. */
function requireSenders(workload: StatefulWorkload, replicas: number, senders: string): void {
  if (replicas <= Number(senders)) return;
  refuse(workload, `PostgreSQL has ${replicas} servers and a max_wal_senders of ${senders}`, 'the last standby would find no connection left to copy the primary',
    `Write at most ${senders} replicas, or raise it in the parameters of the engine: { max_wal_senders: '${replicas}' }`);
}
