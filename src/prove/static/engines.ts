import type { Container } from '../../manifest/objects';
import { engineOf } from '../readiness';

/** What no manifest says of an engine that keeps data. */
export interface Keeper {
  /** The engine's name. */
  readonly engine: string;
  /** Where the data usually are. */
  readonly data: string;
  /** How a member leaves for good, where the others count on it until they are told. */
  readonly removal?: string;
}

/** Not of caches, nor of what an object store or a data set on other members could make anew: whether those have data to keep, only the author knows. */
const KEEPERS: { readonly [engine: string]: Omit<Keeper, 'engine'> } = {
  'postgresql': { data: '/var/lib/postgresql' },
  'mysql': { data: '/var/lib/mysql' },
  'mariadb': { data: '/var/lib/mysql' },
  'mariadb-galera': { data: '/var/lib/mysql' },
  'galera': { data: '/var/lib/mysql' },
  'mongodb': { data: '/data/db', removal: 'rs.remove()' },
  'elasticsearch': { data: '/usr/share/elasticsearch/data', removal: 'POST _cluster/voting_config_exclusions' },
  'opensearch': { data: '/usr/share/opensearch/data', removal: 'POST _cluster/voting_config_exclusions' },
  'cockroachdb': { data: '/cockroach/cockroach-data', removal: 'cockroach node decommission' },
  'cassandra': { data: '/var/lib/cassandra', removal: 'nodetool decommission' },
  'etcd': { data: '/var/lib/etcd', removal: 'etcdctl member remove' },
  'zookeeper': { data: '/data', removal: 'reconfig -remove' },
  'kafka': { data: '/var/lib/kafka/data', removal: 'kafka-reassign-partitions.sh' },
  'rabbitmq': { data: '/var/lib/rabbitmq', removal: 'rabbitmqctl forget_cluster_node' },
  'clickhouse': { data: '/var/lib/clickhouse' },
};

/** The engine of a container that has data to keep. */
export function keeperIn(container: Container): Keeper | undefined {
  const engine = engineOf(container)?.name ?? '';
  return Object.hasOwn(KEEPERS, engine) ? { engine, ...KEEPERS[engine] } : undefined;
}
