import { Duration, Size } from 'cdk8s';
import { configuration } from './configuration';
import { DatabaseEngine, DatabaseRequest } from './database-engine';
import { RUNNING, START_SCRIPT } from './zookeeper-scripts';
import { AntiAffinity } from '../anti-affinity';
import * as kplus from '../kplus';
import { ReadinessModel } from '../readiness-model';
import { refuse } from '../refuse';
import { clientService } from '../services';
import { StatefulWorkload } from '../stateful-workload';

const CLIENT_PORT = 2181;
const SERVER_PORT = 2888;
const ELECTION_PORT = 3888;
const SCRIPTS = '/scripts';

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
  /** In order, because `ruok` is answered without a majority. With a probe that needs one, such as `srvr`, it has to be Parallel. */
  public readonly podManagementPolicy = kplus.PodManagementPolicy.ORDERED_READY;
  public readonly readinessModel = ReadinessModel.SELF;
  public readonly terminationGracePeriod = Duration.seconds(30);
  public readonly securityContext: kplus.PodSecurityContextProps = { user: 1000, group: 1000, fsGroup: 1000 };
  /** A majority that shares a node is lost with it. */
  public readonly antiAffinity = AntiAffinity.REQUIRED;

  private readonly options: ZookeeperOptions;

  constructor(options: ZookeeperOptions = {}) {
    super();
    this.options = options;
    this.image = `zookeeper:${options.version ?? '3.9'}`;
  }

  public addTo(workload: StatefulWorkload, request: DatabaseRequest): void {
    requireOdd(workload, request.replicas);
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
          ZOO_SERVERS: members(workload, request.replicas),
          ZOO_4LW_COMMANDS_WHITELIST: 'ruok,srvr,mntr',
          // Its own name may not resolve yet when a server starts, so it listens on every address.
          ZOO_CFG_EXTRA: 'quorumListenOnAllIPs=true',
          // Without it, old snapshots and logs fill the volume.
          ZOO_AUTOPURGE_PURGEINTERVAL: '24',
        }),
      },
      ports: [{ number: CLIENT_PORT, name: 'client' }, { number: SERVER_PORT, name: 'server' }, { number: ELECTION_PORT, name: 'leader-election' }],
      startup: ruok({ failureThreshold: 360 }),
      liveness: ruok({ failureThreshold: 6 }),
      readiness: ruok({}),
    });
    server.mount('/data', data);
    server.mount('/datalog', log);
    server.mount(SCRIPTS, configuration(workload, { 'start.sh': START_SCRIPT }), { readOnly: true });

    const metadata = { name: `${workload.name}-client`, namespace: workload.metadata.namespace, labels: workload.matchLabels };
    clientService(workload, 'Client', metadata, workload.matchLabels, [{ name: 'client', port: CLIENT_PORT }]);
  }
}

function members(workload: StatefulWorkload, replicas: number): string {
  const member = (ordinal: number) => `server.${ordinal + 1}=${workload.podHost(ordinal)}:${SERVER_PORT}:${ELECTION_PORT};${CLIENT_PORT}`;
  return Array.from({ length: replicas }, (_, ordinal) => member(ordinal)).join(' ');
}

function environment(values: { [name: string]: string }): { [name: string]: kplus.EnvValue } {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, kplus.EnvValue.fromValue(value)]));
}

function ruok(options: kplus.CommandProbeOptions): kplus.Probe {
  return kplus.Probe.fromCommand(['bash', '-c', RUNNING], { periodSeconds: Duration.seconds(10), timeoutSeconds: Duration.seconds(5), ...options });
}

function requireOdd(workload: StatefulWorkload, replicas: number): void {
  if (replicas === 0 || replicas % 2 === 1) return;
  refuse(workload, `an ensemble of ${replicas} ZooKeeper servers`, `it needs ${replicas / 2 + 1} for a majority and survives the loss of ${replicas / 2 - 1}, no more than ${replicas - 1} would`,
    `Write ${replicas - 1} or ${replicas + 1} replicas`);
}
