import { DatabaseEngine } from './database-engine';
import { Postgresql, PostgresqlOptions } from './postgresql';
import { Zookeeper, ZookeeperOptions } from './zookeeper';

/**
 * The kinds of database that come with the library.
 */
export class Engine {
  /**
   * PostgreSQL: one primary, on ordinal 0, and streaming standbys.
   *
   * Needs a Secret with the keys `password` (of the superuser `postgres`) and `replication-password`. Writers connect to the Service
   * `<name>-read-write`, readers that can bear to be a little behind to `<name>-read-only`, which leads to any server that is ready.
   *
   * Nothing promotes a standby: while the primary is away, nobody can write, and what it had not sent when its volume was lost is lost.
   * Where that is not enough, use an operator that fails over. A standby that was away for longer than `wal_keep_size` (a tenth of the
   * storage) remembers cannot catch up: delete its claim and its pod, and it starts from a new copy.
   *
   * @throws if the version is older than 14
   */
  public static postgresql(options: PostgresqlOptions): DatabaseEngine {
    return new Postgresql(options);
  }

  /**
   * ZooKeeper: an ensemble of equals. Clients connect to the Service `<name>-client`.
   *
   * Decide on the number of replicas at the start. The members of the ensemble are part of its data: the image writes the list when it has
   * none yet, and a number that is changed later restarts every server without telling the ensemble. Use the `reconfig` command for that.
   */
  public static zookeeper(options: ZookeeperOptions = {}): DatabaseEngine {
    return new Zookeeper(options);
  }

  private constructor() {}
}
