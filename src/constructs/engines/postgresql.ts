import { Duration, Size, SizeRoundingBehavior } from 'cdk8s';
import { configuration } from './configuration';
import { DatabaseEngine, DatabaseRequest } from './database-engine';
import { ALIVE, HOST_BASED_AUTHENTICATION, PREPARE_SCRIPT, READY } from './postgresql-scripts';
import { AntiAffinity } from '../anti-affinity';
import * as kplus from '../kplus';
import { ReadinessModel } from '../readiness-model';
import { refuse } from '../refuse';
import { clientService } from '../services';
import { StatefulWorkload } from '../stateful-workload';

const PORT = 5432;
const CONFIGURATION = '/etc/postgresql-configuration';
const PASSFILE = '/run/replication/passfile';

/** The oldest release that its developers still mend: https://www.postgresql.org/support/versioning/ */
const OLDEST_VERSION = 14;

/** From this release on the image keeps its data one level higher: https://github.com/docker-library/postgres/pull/1259 */
const FIRST_VERSION_WITH_SUBDIRECTORY = 18;

/**
 * What can be chosen about PostgreSQL.
 */
export interface PostgresqlOptions {
  /** The tag of the official image, such as '17' or '17.2'. It begins with the number of the release, at least 14. */
  readonly version: string;

  /**
   * Settings of the server, which have the last word, such as `{ max_connections: '200' }`.
   *
   * @default - the server's own, and a `wal_keep_size` of a tenth of the storage
   * @see https://www.postgresql.org/docs/current/runtime-config.html
   */
  readonly parameters?: { [name: string]: string };
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
  public readonly podManagementPolicy = kplus.PodManagementPolicy.ORDERED_READY;
  public readonly readinessModel = ReadinessModel.ORDINAL_0;
  /** The checkpoint at the end of a fast shutdown takes its time. The image says that even 90 seconds may not be enough. */
  public readonly terminationGracePeriod = Duration.minutes(5);
  public readonly securityContext: kplus.PodSecurityContextProps = { user: 999, group: 999, fsGroup: 999 };
  public readonly antiAffinity = AntiAffinity.REQUIRED;

  private readonly options: PostgresqlOptions;

  constructor(options: PostgresqlOptions) {
    super();
    this.options = options;
    this.image = `postgres:${options.version}`;
  }

  public addTo(workload: StatefulWorkload, request: DatabaseRequest): void {
    const directories = dataDirectories(requireVersion(workload, this.options.version));
    const credentials = requireCredentials(workload, request);
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
        envVariables: { ...environment, ...preparation(workload, directories.mount, credentials) },
      }),
      workload.addContainer({
        name: 'postgresql',
        image: request.image,
        args: ['postgres', ...settings(this.parameters(workload, request.storage))],
        resources: request.resources,
        envVariables: environment,
        ports: [{ number: PORT, name: 'postgresql' }],
        ...probes(),
      }),
    ];

    const data = workload.addClaim('data', { storage: request.storage, storageClassName: request.storageClassName });
    const files = configuration(workload, { 'prepare.sh': PREPARE_SCRIPT, 'pg_hba.conf': HOST_BASED_AUTHENTICATION });
    const passwords = kplus.Volume.fromEmptyDir(workload, 'Passwords', 'replication', { medium: kplus.EmptyDirMedium.MEMORY });
    for (const container of containers) {
      container.mount(directories.mount, data);
      container.mount(CONFIGURATION, files, { readOnly: true });
      container.mount('/run/replication', passwords);
    }
    addClientServices(workload);
  }

  private parameters(workload: StatefulWorkload, storage: Size): { [name: string]: string } {
    return {
      listen_addresses: '*',
      hba_file: `${CONFIGURATION}/pg_hba.conf`,
      // On the command line, so that it is right even if the data directory was copied long ago. A primary does not read it.
      primary_conninfo: `host=${workload.podHost(0)} port=${PORT} user=replicator passfile=${PASSFILE} application_name=$(POD_NAME)`,
      // No replication slots: the slot of a standby that is gone for good would fill the disk of the primary.
      wal_keep_size: `${Math.floor(storage.toMebibytes({ rounding: SizeRoundingBehavior.FLOOR }) / 10)}MB`,
      ...this.options.parameters,
    };
  }
}

/** What PREPARE_SCRIPT reads. Nothing of it depends on the number of replicas, or scaling would restart every server. */
function preparation(workload: StatefulWorkload, volume: string, credentials: kplus.ISecret): { [name: string]: kplus.EnvValue } {
  return {
    VOLUME: kplus.EnvValue.fromValue(volume),
    PRIMARY: kplus.EnvValue.fromValue(`${workload.name}-0`),
    PRIMARY_HOST: kplus.EnvValue.fromValue(workload.podHost(0)),
    SERVICE: kplus.EnvValue.fromValue(workload.serviceName),
    PASSFILE: kplus.EnvValue.fromValue(PASSFILE),
    POSTGRES_PASSWORD: credentials.envValue('password'),
    REPLICATION_PASSWORD: credentials.envValue('replication-password'),
  };
}

function probes(): kplus.ContainerOpts {
  const timing = { periodSeconds: Duration.seconds(10), timeoutSeconds: Duration.seconds(5) };
  return {
    startup: kplus.Probe.fromCommand(['sh', '-c', ALIVE], { ...timing, failureThreshold: 360 }),
    liveness: kplus.Probe.fromCommand(['sh', '-c', ALIVE], { ...timing, failureThreshold: 6 }),
    readiness: kplus.Probe.fromCommand(READY, { ...timing, periodSeconds: Duration.seconds(5) }),
  };
}

/** Only the primary can be written to, and it is always ordinal 0, whose pod carries its name as a label. */
function addClientServices(workload: StatefulWorkload): void {
  const ports = [{ name: 'postgresql', port: PORT }];
  const metadata = { namespace: workload.metadata.namespace, labels: workload.matchLabels };
  const primary = { ...workload.matchLabels, 'statefulset.kubernetes.io/pod-name': `${workload.name}-0` };
  clientService(workload, 'ReadWrite', { ...metadata, name: `${workload.name}-read-write` }, primary, ports);
  clientService(workload, 'ReadOnly', { ...metadata, name: `${workload.name}-read-only` }, workload.matchLabels, ports);
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
