import { CustomEngine, CustomEngineOptions } from './custom';
import { DatabaseEngine } from './database-engine';
import { Postgresql, PostgresqlOptions } from './postgresql';
import { Zookeeper, ZookeeperOptions } from './zookeeper';

/**
 * The kinds of database that come with the library, and the way to bring another.
 */
export class Engine {
  /**
   * PostgreSQL: one primary, on ordinal 0, and streaming standbys.
   *
   * Needs a Secret with the keys `password` (of the superuser `postgres`) and `replication-password`. Writers connect to the Service
   * `<name>-read-write`, readers that can bear to be a little behind to `<name>-read-only`, which leads to any server that is ready. With
   * certificates, nobody connects without encryption any more.
   *
   * Nothing promotes a standby: while the primary is away, nobody can write, and what it had not sent when its volume was lost is lost.
   * Where that is not enough, use an operator that fails over. A standby that was away for longer than `wal_keep_size` (a tenth of the
   * storage) remembers cannot catch up: delete its claim and its pod, and it starts from a new copy.
   *
   * A backup is a file of SQL with all databases and roles, written by `pg_dumpall`: it can be restored to a later release, too. What is
   * written between two backups is not in it.
   *
   * @throws if the version is older than 14, or if there are more servers than the primary has connections for
   */
  public static postgresql(options: PostgresqlOptions): DatabaseEngine {
    return new Postgresql(options);
  }

  /**
   * ZooKeeper: an ensemble of equals. Clients connect to the Service `<name>-client`, at port 2181, or at 2281 with certificates. The key of the
   * certificate has to be in PKCS#8, which cert-manager writes with `privateKey.encoding: PKCS8`.
   *
   * Decide on the number of servers at the start. All have the list of members, so a longer one restarts them one by one, and on the way
   * two parts of the ensemble could each find a majority: servers that are started with a longer list than before refuse to. A shorter list
   * goes well if two servers at most are taken away at a time.
   *
   * @throws if the number of servers is even, or if a setting has white space in it
   */
  public static zookeeper(options: ZookeeperOptions = {}): DatabaseEngine {
    return new Zookeeper(options);
  }

  /**
   * Any other server that is one container with one claim. What matters most is `readinessModel`: from it follows in which way the servers may
   * start, and with it the prover decides whether they do.
   *
   * ```ts
   * Engine.custom({
   *   name: 'etcd',
   *   image: 'quay.io/coreos/etcd:v3.5.15',
   *   args: ['etcd', '--name=$(POD_NAME)', '--data-dir=/data/etcd', '--initial-cluster=$(MEMBERS)'],
   *   member: '{pod}=http://{host}:2380',
   *   ports: { client: 2379, peer: 2380 },
   *   clientPort: 'client',
   *   dataPath: '/data',
   *   readiness: kplus.Probe.fromHttpGet('/readyz', { port: 2379 }),
   *   readinessModel: ReadinessModel.MAJORITY,
   *   needsMajority: true,
   *   securityContext: { user: 1001, group: 1001, fsGroup: 1001 },
   * })
   * ```
   *
   * Where that is not enough, extend `DatabaseEngine`.
   *
   * @throws if a port is named that is not among the ports
   */
  public static custom(options: CustomEngineOptions): DatabaseEngine {
    return new CustomEngine(options);
  }

  private constructor() {}
}
