import { READY_MAJORITY, READY_ORDINAL_0, READY_PEERS, READY_SELF } from '../cluster/problem';
import type { Container, StatefulSet } from '../manifest/objects';

/** What an engine's probe asks for, by the text of the probe (see probe.ts). */
export interface ProbeRow {
  /** Finds what is asked. What it captures, or else all that it finds, is quoted to the author. */
  readonly asks: RegExp;
  readonly model: number;
  /** Completes "it ...": why the answer needs others, or why it does not. */
  readonly why: string;
  /** Only of these images, by their tags: what a release did before it was changed. */
  readonly image?: RegExp;
  /** A command is only taken for this if it looks at the answer: `echo srvr | nc` succeeds whatever the server says. */
  readonly judged?: true;
}

/** A server whose probes are known. */
export interface Engine {
  readonly name: string;
  /** The last part of the image's name, without tag: see `isImageOf`. */
  readonly images: readonly string[];
  /** The first row that fits decides. A probe that fits none is not known to ask for others. */
  readonly probes: readonly ProbeRow[];
  /** Why replicas of this set do not vote with each other, where they do not: then no probe of theirs can ask for a majority of them. */
  readonly alone?: (set: StatefulSet, container: Container) => string | undefined;
  /** Whether writes need a majority of these members. Of the rest it depends on what is kept in them, or there is no quorum. */
  readonly quorum?: (container: Container) => boolean;
  /** Members know each other by address, not by name. */
  readonly byAddress?: true;
}

const environment = ({ env = [] }: Container, name: RegExp): string | undefined => env.find((variable) => name.test(variable.name))?.value;
const commandLine = ({ command = [], args = [] }: Container): string => [...command, ...args].join(' ');

/** JetStream keeps its streams on a volume, or is asked for on the command line. A configuration file is not looked into. */
const withoutJetStream = ({ spec }: StatefulSet, container: Container): string | undefined =>
  (spec.volumeClaimTemplates ?? []).length > 0 || /(^| )(-js|--jetstream|-sd|--store_dir)\b/.test(commandLine(container)) ? undefined
    : 'without JetStream there is no leader to ask for';

/** Only a node that is a controller too is one of those that elect: KAFKA_PROCESS_ROLES, and KAFKA_CFG_PROCESS_ROLES of Bitnami. */
function notCombined(_: StatefulSet, container: Container): string | undefined {
  const roles = environment(container, /^KAFKA_(CFG_)?PROCESS_ROLES$/) ?? '';
  return /\bbroker\b/.test(roles) && /\bcontroller\b/.test(roles) ? undefined : 'these brokers are not said to be controllers too';
}

/** Data nodes need a master, but that is one of another set. */
function notMasterEligible(_: StatefulSet, container: Container): string | undefined {
  const roles = environment(container, /^(node\.roles|(ELASTICSEARCH|OPENSEARCH)_NODE_ROLES)$/);
  const isMaster = environment(container, /^node\.master$/);
  return isMaster === 'false' || roles !== undefined && !/\bmaster\b|\bcluster_manager\b/.test(roles) ? 'its masters are those of another set' : undefined;
}

const always = (): boolean => true;
const inReplicaSet = (container: Container): boolean => /--replSet\b/.test(commandLine(container)) || environment(container, /^MONGODB_REPLICA_SET_NAME$/) !== undefined;
const withSentinel = (container: Container): boolean => /sentinel/.test(`${container.image ?? ''} ${commandLine(container)}`);

const SERVING = 'it needs a leader';
const BOOTED = 'it needs a node that has booted, and that waits for those that ran when it stopped';

/** What servers of ZooKeeper's protocol say of themselves: AbstractFourLetterCommand and its subclasses, and zkServer.sh, all of ZooKeeper 3.9. */
const FOUR_LETTERS: readonly ProbeRow[] = [
  { asks: /(?:\b(?:echo|printf)(?: -\w+)*|FourLetterWordMain \S+ \S+|<<<)\s+["']?(srvr|stat|mntr|isro|cons|dump)\b/, judged: true, model: READY_MAJORITY, why: SERVING },
  { asks: /zkServer\.sh (?:\S+ )?status\b/, model: READY_MAJORITY, why: SERVING },
  { asks: /\b(ruok)\b/, model: READY_SELF, why: 'a server answers it before there is a leader' },
  { asks: /\b(zookeeper-ready)\b/, model: READY_SELF, why: 'it asks ruok, which a server answers before there is a leader' },
];

const SEARCH: readonly ProbeRow[] = [
  { asks: /_cluster\/health\S*wait_for_status=/, judged: true, model: READY_MAJORITY, why: 'without an elected master the status is red' },
  { asks: /_cluster\/health\S*\blocal=true\b/, model: READY_SELF, why: 'with local=true the node answers by itself' },
  { asks: /(_cluster\/health|_cat\/(?:health|master))/, judged: true, model: READY_MAJORITY, why: 'it needs an elected master' },
];

/**
 * What is known of servers and their probes. The sources were read at these versions; what is said to be answered without others was
 * looked up as well as what is not.
 */
export const ENGINES: readonly Engine[] = [
  {
    // etcd v3.5.15 and v3.6.4, server/etcdserver/api/etcdhttp/health.go: readyz registers linearizable_read, livez does not; /health asks for
    // the leader unless serializable=true. etcdctl endpoint health makes a linearizable read (etcdctl/ctlv3/command/ep_command.go),
    // and so does healthcheck.sh of bitnami/etcd 3.5.
    name: 'etcd',
    images: ['etcd'],
    quorum: always,
    probes: [
      { asks: /\/(?:readyz\S*exclude=linearizable_read|readyz\/(?!linearizable_read)\w+|health\?\S*serializable=true)/, model: READY_SELF, why: 'it is answered without a leader' },
      { asks: /\/(?:readyz|health)(?![\w-])\S*/, judged: true, model: READY_MAJORITY, why: 'it needs a leader' },
      { asks: /\bendpoint(?: --?\S+)* health\b/, model: READY_MAJORITY, why: 'it needs a leader' },
      { asks: /\/opt\/bitnami\/scripts\/(etcd\/healthcheck\.sh)/, model: READY_MAJORITY, why: 'it asks for endpoint health, which needs a leader' },
      { asks: /\/livez\S*/, model: READY_SELF, why: 'it reads what the member has itself' },
    ],
  },
  { name: 'zookeeper', images: ['zookeeper', 'kubernetes-zookeeper'], quorum: always, probes: FOUR_LETTERS },
  {
    // clickhouse.com/docs, Keeper HTTP API: /ready says hasLeader. Keeper answers four-letter words as ZooKeeper does.
    name: 'clickhouse-keeper',
    images: ['clickhouse-keeper'],
    quorum: always,
    probes: [{ asks: /\/ready\b/, judged: true, model: READY_MAJORITY, why: 'it needs a leader' }, ...FOUR_LETTERS],
  },
  {
    // nats-server v2.9.25, v2.10.29, v2.11.4 and v2.14.2, server/monitor.go:healthz: with js-enabled-only it returns before it asks for the meta leader, with
    // js-server-only so from 2.11 on; with js-meta-only it asks for nothing else. nats-io/k8s issue 622.
    name: 'nats',
    images: ['nats', 'nats-server'],
    quorum: always,
    alone: withoutJetStream,
    probes: [
      { asks: /\/healthz\?\S*js-server-only=(?:true|1)\b/, image: /:v?2\.(?:\d|10)\b/, judged: true, model: READY_MAJORITY, why: 'before 2.11 that too needs the meta leader of JetStream' },
      { asks: /\/healthz\?\S*js-(?:server-only|enabled-only|enabled)=(?:true|1)\b/, model: READY_SELF, why: 'it does not ask for the meta leader' },
      { asks: /\/healthz(?![\w-])\S*/, judged: true, model: READY_MAJORITY, why: 'it needs the meta leader of JetStream' },
    ],
  },
  {
    // Elasticsearch 7 and 8: cluster health is a read of the master unless local=true, and red without one (ClusterStateHealth). The Bitnami
    // image's healthcheck.sh asks with local=true.
    name: 'elasticsearch',
    images: ['elasticsearch', 'elasticsearch-oss'],
    quorum: always,
    alone: notMasterEligible,
    probes: SEARCH,
  },
  { name: 'opensearch', images: ['opensearch'], quorum: always, alone: notMasterEligible, probes: SEARCH },
  {
    // cockroachlabs.com/docs, cluster API and monitoring: /health?ready=1 is 503 where a majority cannot be reached; /health always answers.
    name: 'cockroachdb',
    images: ['cockroach', 'cockroachdb'],
    quorum: always,
    probes: [{ asks: /\/health\/?\?ready=(?:1|true)\b/, judged: true, model: READY_MAJORITY, why: 'it needs a majority of the nodes' }],
  },
  {
    // Kafka 3.5 and later, core/src/main/scala/kafka/server/BrokerServer.scala: a broker's ports open after it has caught up with the metadata
    // log, which needs the controllers' leader. The controllers' own port, usually 9093, opens at once.
    name: 'kafka',
    images: ['kafka', 'kafka-native', 'cp-kafka'],
    quorum: always,
    alone: notCombined,
    probes: [
      { asks: /^tcp (9092)$/, model: READY_MAJORITY, why: 'a broker opens it when the controllers have a leader' },
      { asks: /\b(kafka-(?:broker-api-versions|topics|metadata-quorum)(?:\.sh)?)\b/, model: READY_MAJORITY, why: 'a broker answers when the controllers have a leader' },
    ],
  },
  {
    // rabbitmq.com/docs, clustering guide ("restarting") and "Deploying on Kubernetes": a node waits at boot for peers of its last run; the AMQP
    // listener opens at the end of boot, and ping is the one check that does not need it.
    name: 'rabbitmq',
    images: ['rabbitmq', 'rabbitmq-server'],
    quorum: always,
    probes: [
      { asks: /^tcp (5672|5671)$/, model: READY_PEERS, why: 'a node opens it at the end of its boot, in which it waits for those that ran when it stopped' },
      { asks: /\b(check_running|check_port_connectivity|check_local_alarms|check_virtual_hosts|node_health_check)\b/, model: READY_PEERS, why: BOOTED },
      { asks: /\/api\/health\/checks\/[\w-]+/, judged: true, model: READY_PEERS, why: BOOTED },
      { asks: /\brabbitmq-diagnostics\b[^]*\b(ping)\b/, model: READY_SELF, why: 'a node that waits for its peers answers it' },
    ],
  },
  {
    // bitnami/charts, mariadb-galera, README: after a stop of all nodes the one with safe_to_bootstrap starts first, with podManagementPolicy Parallel.
    name: 'mariadb-galera',
    images: ['mariadb-galera'],
    quorum: always,
    probes: [{
      asks: /\b(mysqladmin|mariadb-admin|mysql|mariadb|healthcheck\.sh|tcp 3306)\b/,
      model: READY_PEERS,
      why: 'after a stop of all nodes only the last one to stop starts by itself',
    }],
  },
  { name: 'galera', images: ['mysql-galera', 'percona-xtradb-cluster'], quorum: always, probes: [] },
  {
    // developer.hashicorp.com/consul/api-docs/status: an empty string where there is no leader, with status 200. So only a command that looks at it counts.
    name: 'consul',
    images: ['consul', 'consul-enterprise'],
    quorum: always,
    probes: [{ asks: /^exec [^]*(\/v1\/status\/leader)\b/, judged: true, model: READY_MAJORITY, why: 'it needs a leader' }],
  },
  {
    // docs.min.io, healthcheck probe, and minio/cmd/healthcheck-handler.go: cluster is 503 without write quorum; live and ready ask for no other node.
    // mc ready asks /minio/health/cluster.
    name: 'minio',
    images: ['minio'],
    quorum: always,
    probes: [
      { asks: /\/minio\/health\/cluster\b/, judged: true, model: READY_MAJORITY, why: 'it needs write quorum' },
      { asks: /\b(mc ready)\b/, model: READY_MAJORITY, why: 'it needs write quorum' },
      { asks: /\/minio\/health\/(?:live|ready)\b/, model: READY_SELF, why: 'it asks for no other node' },
    ],
  },
  {
    // redis.io/commands/cluster-info: cluster_state is ok where all slots are served and a majority of the masters is reached.
    // master_link_status is that of a replica. Members of a cluster keep addresses in nodes.conf.
    name: 'redis-cluster',
    images: ['redis-cluster', 'valkey-cluster'],
    quorum: always,
    byAddress: true,
    probes: [{ asks: /\b(cluster_state:ok)\b/, judged: true, model: READY_MAJORITY, why: 'it needs a majority of the masters' }],
  },
  {
    name: 'redis',
    images: ['redis', 'valkey', 'redis-stack-server', 'redis-sentinel', 'valkey-sentinel'],
    quorum: withSentinel,
    probes: [
      { asks: /\b(cluster_state:ok)\b/, judged: true, model: READY_MAJORITY, why: 'it needs a majority of the masters' },
      { asks: /\b(master_link_status:up)\b/, judged: true, model: READY_ORDINAL_0, why: 'a replica needs its primary, taken to be ordinal 0' },
    ],
  },
  { name: 'mongodb', images: ['mongo', 'mongodb', 'mongodb-community-server', 'percona-server-mongodb'], quorum: inReplicaSet, probes: [] },
  { name: 'postgresql', images: ['postgres', 'postgresql', 'postgis', 'timescaledb'], probes: [] },
  { name: 'mysql', images: ['mysql', 'mysql-server', 'percona', 'percona-server'], probes: [] },
  { name: 'mariadb', images: ['mariadb'], probes: [] },
  { name: 'cassandra', images: ['cassandra', 'scylla'], probes: [{ asks: /\bnodetool\b[^]*\b(status|info)\b/, model: READY_SELF, why: 'it asks for its own state' }] },
  { name: 'clickhouse', images: ['clickhouse', 'clickhouse-server'], probes: [{ asks: /\/ping\b/, model: READY_SELF, why: 'a server answers it by itself' }] },
];
