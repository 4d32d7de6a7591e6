import { Duration, Size, SizeRoundingBehavior } from 'cdk8s';
import { configuration } from './configuration';
import { DatabaseEngine } from './database-engine';
import { DatabaseRequest } from './database-request';
import { UNPRIVILEGED } from './unprivileged';
import { RUNNING, START_SCRIPT } from './zookeeper-scripts';
import { ClientService } from '../client-service';
import * as kplus from '../kplus';
import { ReadinessModel } from '../readiness-model';
import { refuse } from '../refuse';
import { StatefulWorkload } from '../stateful-workload';

const CLIENT_PORT = 2181;
const SECURE_CLIENT_PORT = 2281;
const SERVER_PORT = 2888;
const ELECTION_PORT = 3888;
const METRICS_PORT = 7000;
const SCRIPTS = '/scripts';
const CERTIFICATES = '/certificates';
/** Memory, not the claim: it has the key in it. Its ending tells ZooKeeper what it is. */
const KEYSTORE = '/run/zookeeper/server.pem';

/**
 * What can be chosen about ZooKeeper.
 */
export interface ZookeeperOptions {
  /**
   * The tag of the official image.
   *
   * @default '3.9'
   */
  readonly version?: string;

  /**
   * The storage of each server for the transaction log, which it writes before it answers. The snapshots have a claim of their own.
   *
   * @default - as much as for the snapshots
   */
  readonly logStorage?: Size;

  /**
   * More lines of `zoo.cfg`, which have the last word, such as `{ maxSessionTimeout: '60000' }`. A change restarts the servers, one by one.
   *
   * @default - none
   * @see https://zookeeper.apache.org/doc/current/zookeeperAdmin.html#sc_configuration
   */
  readonly configuration?: { [name: string]: string };
}

/**
 * A ZooKeeper ensemble. See `Engine.zookeeper`.
 *
 * User 1000 and the paths are those of the official image; another image may need another `securityContext`.
 *
 * @see https://github.com/31z4/zookeeper-docker
 */
export class Zookeeper extends DatabaseEngine {
  public readonly applicationName = 'zookeeper';
  public readonly image: string;
  /** `ruok` is answered without a majority. With a probe that needs one, such as `srvr`, it would be `MAJORITY`. */
  public readonly readinessModel = ReadinessModel.SELF;
  public readonly terminationGracePeriod = Duration.seconds(30);
  public readonly securityContext: kplus.PodSecurityContextProps = { user: 1000, group: 1000, fsGroup: 1000 };
  public readonly needsMajority: boolean = true;
  public readonly supportsTls: boolean = true;

  private readonly options: ZookeeperOptions;

  constructor(options: ZookeeperOptions = {}) {
    super();
    this.options = options;
    this.image = `zookeeper:${options.version ?? '3.9'}`;
  }

  public clientServices(request: DatabaseRequest): ClientService[] {
    return [{ name: 'client', port: clientPort(request) }];
  }

  public addTo(workload: StatefulWorkload, request: DatabaseRequest): void {
    const { storage, storageClassName } = request;
    const data = workload.addClaim('data', { storage, storageClassName });
    const log = workload.addClaim('datalog', { storage: this.options.logStorage ?? storage, storageClassName });

    const server = workload.addContainer({
      name: 'zookeeper',
      image: request.image,
      command: ['bash', `${SCRIPTS}/start.sh`],
      resources: request.resources,
      envVariables: {
        POD_NAME: kplus.EnvValue.fromFieldRef(kplus.EnvFieldPaths.POD_NAME),
        ...environment({
          ZOO_SERVERS: members(workload, request),
          ZOO_4LW_COMMANDS_WHITELIST: 'ruok,srvr,mntr',
          ZOO_CFG_EXTRA: configurationLines(workload, { ...settings(request), ...this.options.configuration }),
          // Without it, old snapshots and logs fill the volume.
          ZOO_AUTOPURGE_PURGEINTERVAL: '24',
          ...heap(request),
          ...(request.tls ? { CERTIFICATES, KEYSTORE } : {}),
        }),
      },
      ports: [{ number: clientPort(request), name: 'client' }, { number: SERVER_PORT, name: 'server' }, { number: ELECTION_PORT, name: 'leader-election' }],
      startup: ruok({ failureThreshold: 360 }),
      liveness: ruok({ failureThreshold: 6 }),
      readiness: ruok({}),
      securityContext: UNPRIVILEGED,
    });
    server.mount('/data', data);
    server.mount('/datalog', log);
    server.mount(SCRIPTS, configuration(workload, { 'start.sh': START_SCRIPT }), { readOnly: true });
    if (request.tls) {
      server.mount(CERTIFICATES, kplus.Volume.fromSecret(workload, 'Certificates', request.tls, { name: 'certificates', defaultMode: 0o440 }), { readOnly: true });
      server.mount('/run/zookeeper', kplus.Volume.fromEmptyDir(workload, 'Keystore', 'keystore', { medium: kplus.EmptyDirMedium.MEMORY }));
    }
  }

  /** The server has the metrics itself. It needs a port for them, which `settings` names. */
  public addMetrics(workload: StatefulWorkload, _request: DatabaseRequest): number {
    for (const server of workload.containers) server.addPort({ number: METRICS_PORT, name: 'metrics' });
    return METRICS_PORT;
  }
}

function clientPort(request: DatabaseRequest): number {
  return request.tls ? SECURE_CLIENT_PORT : CLIENT_PORT;
}

/** With certificates, the port without is open to the probes only. */
function members(workload: StatefulWorkload, request: DatabaseRequest): string {
  const client = request.tls ? `127.0.0.1:${CLIENT_PORT}` : CLIENT_PORT;
  const member = (ordinal: number) => `server.${ordinal + 1}=${workload.podHost(ordinal)}:${SERVER_PORT}:${ELECTION_PORT};${client}`;
  return Array.from({ length: request.replicas }, (_, ordinal) => member(ordinal)).join(' ');
}

function settings(request: DatabaseRequest): { [name: string]: string } {
  return {
    // Its own name may not resolve yet when a server starts, so it listens on every address.
    quorumListenOnAllIPs: 'true',
    ...(request.metrics ? {
      'metricsProvider.className': 'org.apache.zookeeper.metrics.prometheus.PrometheusMetricsProvider',
      'metricsProvider.httpPort': String(METRICS_PORT),
    } : {}),
    ...(request.tls ? encryption() : {}),
  };
}

/** Between servers and for clients: https://zookeeper.apache.org/doc/current/zookeeperAdmin.html#sc_authOptions */
function encryption(): { [name: string]: string } {
  const stores = (prefix: string) => ({
    [`${prefix}.keyStore.location`]: KEYSTORE,
    [`${prefix}.trustStore.location`]: `${CERTIFICATES}/ca.crt`,
    // Its ending does not tell.
    [`${prefix}.trustStore.type`]: 'PEM',
  });
  return {
    'serverCnxnFactory': 'org.apache.zookeeper.server.NettyServerCnxnFactory',
    'secureClientPort': String(SECURE_CLIENT_PORT),
    'sslQuorum': 'true',
    ...stores('ssl'),
    ...stores('ssl.quorum'),
    // Who connects is looked up by address, and a pod's address has no name of its own: a certificate of the ensemble's authority must do.
    'ssl.quorum.hostnameVerification': 'false',
    // Clients show no certificate; they authenticate with what ZooKeeper has for it.
    'ssl.clientAuth': 'none',
  };
}

/** The image reads them word by word. */
function configurationLines(workload: StatefulWorkload, lines: { [name: string]: string }): string {
  for (const [name, value] of Object.entries(lines)) {
    if (!/\s/.test(name + value)) continue;
    refuse(workload, `the ZooKeeper setting '${name}' is '${value}'`, 'the image splits its settings at white space', 'Write it without, or put zoo.cfg into an image of your own');
  }
  return Object.entries(lines).map(([name, value]) => `${name}=${value}`).join(' ');
}

/**
 * The image's own is 1000 MB whatever the limit, so that the server would be killed at a limit of 1 GiB. A quarter is left to all that is not heap.
 *
 * @see https://github.com/apache/zookeeper/blob/master/bin/zkEnv.sh
 */
function heap(request: DatabaseRequest): { [name: string]: string } {
  const limit = request.resources?.memory?.limit;
  return limit ? { ZK_SERVER_HEAP: String(Math.floor(limit.toMebibytes({ rounding: SizeRoundingBehavior.FLOOR }) * 3 / 4)) } : {};
}

function environment(values: { [name: string]: string }): { [name: string]: kplus.EnvValue } {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, kplus.EnvValue.fromValue(value)]));
}

function ruok(options: kplus.CommandProbeOptions): kplus.Probe {
  return kplus.Probe.fromCommand(['bash', '-c', RUNNING], { periodSeconds: Duration.seconds(10), timeoutSeconds: Duration.seconds(5), ...options });
}
