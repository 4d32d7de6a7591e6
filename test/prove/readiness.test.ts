import { readFileSync } from 'fs';
import { join } from 'path';
import { admittedBy } from './manifests';
import { ENGINES } from '../../src/prove/engines';
import { probeText } from '../../src/prove/probe';
import { READINESS_MODELS, Readiness, engineOf, quorumOf, readinessOf, rowFor } from '../../src/prove/readiness';

/**
 * Goal: what readiness needs is read off image and probe where that is known, nothing is guessed where it is not, and the report can say why.
 * Method: a table of containers, each with what is said of it. For each row that says that others are needed there is a near miss that does not.
 */
interface Given {
  readonly image?: string;
  /** The readiness probe, in YAML. */
  readonly probe?: string;
  readonly startup?: string;
  /** More fields of the container, of the pod and of the set. */
  readonly container?: string;
  readonly pod?: string;
  readonly set?: string;
  readonly annotation?: string;
  /** The annotation about the quorum. */
  readonly votes?: string;
  readonly replicas?: number;
}

const CLAIMS = 'volumeClaimTemplates: [{metadata: {name: data}, spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}}]';

const setOf = ({ image = 'nginx:1.21', probe, startup, container = '', pod = '', set = '', annotation, votes, replicas = 3 }: Given) => admittedBy(`
apiVersion: apps/v1
kind: StatefulSet
metadata: {name: db, annotations: {${annotation === undefined ? '' : `cdk8s-stateful/readiness: ${annotation}, `}${votes === undefined ? '' : `cdk8s-stateful/quorum: ${votes}`}}}
spec:
  replicas: ${replicas}
  selector: {matchLabels: {app: db}}
  ${set}
  template:
    metadata: {labels: {app: db}}
    spec:
      ${pod}
      containers:
      - name: db
        image: "${image}"
        ports: [{name: amqp, containerPort: 5672}]
        ${probe === undefined ? '' : `readinessProbe: ${probe}`}
        ${startup === undefined ? '' : `startupProbe: ${startup}`}
        ${container}
`).statefulSets[0];

const readiness = (given: Given): Readiness => readinessOf(setOf(given));
const textOf = (given: Given): string => readiness(given).text;
const exec = (script: string): string => `{exec: {command: [sh, -c, '${script.replace(/'/g, "''")}']}}`;
const get = (path: string): string => `{httpGet: {path: '${path}', port: 8080}}`;
const tcp = (port: number | string): string => `{tcpSocket: {port: ${port}}}`;

/** Engine by engine: those that need others, and their near misses. */
const PROBES: readonly (readonly [image: string, probe: string, text: string, more?: Given])[] = [
  ['registry.k8s.io/etcd:3.6.8-0', get('/readyz'), 'majority (the probe of etcd asks /readyz: it needs a leader)'],
  ['quay.io/coreos/etcd:v3.5.15', get('/health'), 'majority (the probe of etcd asks /health: it needs a leader)'],
  ['quay.io/coreos/etcd:v3.5.15', get('/health?exclude=NOSPACE'), 'majority (the probe of etcd asks /health?exclude=NOSPACE: it needs a leader)'],
  ['quay.io/coreos/etcd:v3.5.15', exec('ETCDCTL_API=3 etcdctl --endpoints=http://127.0.0.1:2379 endpoint health'), 'majority (the probe of etcd asks endpoint health: it needs a leader)'],
  ['bitnami/etcd:3.5', '{exec: {command: [/opt/bitnami/scripts/etcd/healthcheck.sh]}}', 'majority (the probe of etcd asks etcd/healthcheck.sh: it asks for endpoint health, which needs a leader)'],
  ['registry.k8s.io/etcd:3.6.8-0', get('/livez'), 'self (the probe of etcd asks /livez: it reads what the member has itself)'],
  ['registry.k8s.io/etcd:3.6.8-0', get('/readyz/serializable_read'), 'self (the probe of etcd asks /readyz/serializable_read: it is answered without a leader)'],
  ['registry.k8s.io/etcd:3.6.8-0', get('/readyz?exclude=linearizable_read'), 'self (the probe of etcd asks /readyz?exclude=linearizable_read: it is answered without a leader)'],
  ['registry.k8s.io/etcd:3.6.8-0', get('/health?serializable=true'), 'self (the probe of etcd asks /health?serializable=true: it is answered without a leader)'],
  ['registry.k8s.io/etcd:3.6.8-0', exec('curl -s http://127.0.0.1:2379/health'), 'self (the probe of etcd is not known to ask for others)'],
  ['registry.k8s.io/etcd:3.6.8-0', exec('curl -sf http://127.0.0.1:2379/health'), 'majority (the probe of etcd asks /health: it needs a leader)'],
  ['registry.k8s.io/etcd:3.6.8-0', exec('etcdctl endpoint status'), 'self (the probe of etcd is not known to ask for others)'],
  ['registry.k8s.io/etcd:3.6.8-0', tcp(2379), 'self (the probe of etcd only connects to port 2379)'],
  ['registry.k8s.io/etcd:3.6.8-0', '{grpc: {port: 2379}}', 'self (the probe of etcd is not known to ask for others)'],
  ['etcd-operator:1', get('/readyz'), 'self (nothing says otherwise)'],

  ['zookeeper:3.9', exec('echo srvr | nc 127.0.0.1 2181 | grep Mode'), 'majority (the probe of zookeeper asks srvr: it needs a leader)'],
  ['bitnami/zookeeper:3.9', exec('[ "$(echo -n mntr | nc 127.0.0.1 2181 | head -1)" != "" ]'), 'majority (the probe of zookeeper asks mntr: it needs a leader)'],
  ['confluentinc/cp-zookeeper:7.6', exec('zkServer.sh status'), 'majority (the probe of zookeeper asks zkServer.sh status: it needs a leader)'],
  ['zookeeper:3.9', exec('echo ruok | nc -w2 127.0.0.1 2181 | grep imok'), 'self (the probe of zookeeper asks ruok: a server answers it before there is a leader)'],
  ['k8s.gcr.io/kubernetes-zookeeper:1.0-3.4.10', exec('zookeeper-ready 2181'), 'self (the probe of zookeeper asks zookeeper-ready: it asks ruok, which a server answers before there is a leader)'],
  ['zookeeper:3.9', exec('echo srvr | nc 127.0.0.1 2181'), 'self (the probe of zookeeper is not known to ask for others)'],
  ['zookeeper:3.9', exec('stat /data/myid && test -f /data/myid'), 'self (the probe of zookeeper is not known to ask for others)'],
  ['zookeeper:3.9', tcp(2181), 'self (the probe of zookeeper only connects to port 2181)'],

  ['clickhouse/clickhouse-keeper:25.3', get('/ready'), 'majority (the probe of clickhouse-keeper asks /ready: it needs a leader)'],
  ['clickhouse/clickhouse-keeper:25.3', exec('echo ruok | nc localhost 2181 | grep imok'), 'self (the probe of clickhouse-keeper asks ruok: a server answers it before there is a leader)'],
  ['clickhouse/clickhouse-server:25.3', get('/ping'), 'self (the probe of clickhouse asks /ping: a server answers it by itself)'],

  ['nats:2.14.2-alpine', get('/healthz'), 'majority (the probe of nats asks /healthz: it needs the meta leader of JetStream)', { set: CLAIMS }],
  ['nats:2.14.2-alpine', get('/healthz'), 'majority (the probe of nats asks /healthz: it needs the meta leader of JetStream)', { container: 'args: [-js, -m, "8222"]' }],
  ['nats:2.14.2-alpine', get('/healthz?js-meta-only=true'), 'majority (the probe of nats asks /healthz?js-meta-only=true: it needs the meta leader of JetStream)', { set: CLAIMS }],
  ['nats:2.14.2-alpine', get('/healthz?js-server-only=true'), 'self (the probe of nats asks /healthz?js-server-only=true: it does not ask for the meta leader)', { set: CLAIMS }],
  ['nats:2.10-alpine', get('/healthz?js-server-only=true'), 'majority (the probe of nats asks /healthz?js-server-only=true: before 2.11 that too needs the meta leader of JetStream)', { set: CLAIMS }],
  ['nats:2.10-alpine', get('/healthz?js-enabled-only=true'), 'self (the probe of nats asks /healthz?js-enabled-only=true: it does not ask for the meta leader)', { set: CLAIMS }],
  ['nats:2.11.0', get('/healthz?js-server-only=true'), 'self (the probe of nats asks /healthz?js-server-only=true: it does not ask for the meta leader)', { set: CLAIMS }],
  ['nats', get('/healthz?js-server-only=true'), 'self (the probe of nats asks /healthz?js-server-only=true: it does not ask for the meta leader)', { set: CLAIMS }],
  ['nats:2.14.2-alpine', get('/healthz?js-enabled-only=true'), 'self (the probe of nats asks /healthz?js-enabled-only=true: it does not ask for the meta leader)', { set: CLAIMS }],
  ['nats:2.14.2-alpine', get('/healthz'), 'self (the probe of nats asks /healthz: without JetStream there is no leader to ask for)'],
  ['nats:2.6.5-alpine', get('/'), 'self (the probe of nats is not known to ask for others)', { set: CLAIMS }],
  ['natsio/prometheus-nats-exporter:0.9.0', get('/healthz'), 'self (nothing says otherwise)', { set: CLAIMS }],
  ['nats-streaming:0.23.0', get('/healthz'), 'self (nothing says otherwise)', { set: CLAIMS }],

  ['docker.elastic.co/elasticsearch/elasticsearch:9.0.0', get('/_cluster/health'), 'majority (the probe of elasticsearch asks _cluster/health: it needs an elected master)'],
  ['elasticsearch:8.1.0', exec('curl -sf localhost:9200/_cluster/health?wait_for_status=green&timeout=10s'), 'majority (the probe of elasticsearch asks _cluster/health?wait_for_status=: without an elected master the status is red)'],
  ['elasticsearch:8.1.0', get('/_cluster/health?local=true&wait_for_status=yellow'), 'majority (the probe of elasticsearch asks _cluster/health?local=true&wait_for_status=: without an elected master the status is red)'],
  ['bitnami/elasticsearch:8', get('/_cluster/health?local=true'), 'self (the probe of elasticsearch asks _cluster/health?local=true: with local=true the node answers by itself)'],
  ['elasticsearch:8.1.0', exec('curl -s localhost:9200/_cluster/health'), 'self (the probe of elasticsearch is not known to ask for others)'],
  ['elasticsearch:8.1.0', tcp(9200), 'self (the probe of elasticsearch only connects to port 9200)'],
  ['elasticsearch:8.1.0', get('/_cluster/health'), 'self (the probe of elasticsearch asks _cluster/health: its masters are those of another set)', { container: 'env: [{name: node.roles, value: "data,ingest"}]' }],
  ['elasticsearch:8.1.0', get('/_cluster/health'), 'majority (the probe of elasticsearch asks _cluster/health: it needs an elected master)', { container: 'env: [{name: node.roles, value: "data,master"}]' }],
  ['opensearchproject/opensearch:3', get('/_cluster/health'), 'majority (the probe of opensearch asks _cluster/health: it needs an elected master)'],
  ['opensearchproject/opensearch:3', tcp(9200), 'self (the probe of opensearch only connects to port 9200)'],
  ['prometheuscommunity/elasticsearch-exporter:1.7', get('/_cluster/health'), 'self (nothing says otherwise)'],

  ['cockroachdb/cockroach:v24.1.3', get('/health?ready=1'), 'majority (the probe of cockroachdb asks /health?ready=1: it needs a majority of the nodes)'],
  ['cockroachdb/cockroach:v24.1.3', get('/health'), 'self (the probe of cockroachdb is not known to ask for others)'],

  ['apache/kafka:4.3.0', tcp(9092), 'majority (the probe of kafka connects to port 9092: a broker opens it when the controllers have a leader)', { container: 'env: [{name: KAFKA_PROCESS_ROLES, value: "broker,controller"}]' }],
  ['bitnami/kafka:3.9', exec('kafka-broker-api-versions.sh --bootstrap-server localhost:9092'), 'majority (the probe of kafka asks kafka-broker-api-versions.sh: a broker answers when the controllers have a leader)', { container: 'env: [{name: KAFKA_CFG_PROCESS_ROLES, value: "controller,broker"}]' }],
  ['apache/kafka:4.3.0', tcp(9093), 'self (the probe of kafka only connects to port 9093)', { container: 'env: [{name: KAFKA_PROCESS_ROLES, value: "broker,controller"}]' }],
  ['apache/kafka:4.3.0', tcp(9092), 'self (the probe of kafka connects to port 9092: these brokers are not said to be controllers too)', { container: 'env: [{name: KAFKA_PROCESS_ROLES, value: broker}]' }],
  ['solsson/kafka:2.5.1', tcp(9092), 'self (the probe of kafka connects to port 9092: these brokers are not said to be controllers too)'],

  ['rabbitmq:4.2-management', tcp('amqp'), 'peers-of-last-run (the probe of rabbitmq connects to port 5672: a node opens it at the end of its boot, in which it waits for those that ran when it stopped)'],
  ['rabbitmq:4.2-management', exec('rabbitmq-diagnostics -q check_port_connectivity'), 'peers-of-last-run (the probe of rabbitmq asks check_port_connectivity: it needs a node that has booted, and that waits for those that ran when it stopped)'],
  ['bitnami/rabbitmq:4.1', exec('test "$(curl -s -f 127.0.0.1:15672/api/health/checks/local-alarms)" = ok'), 'peers-of-last-run (the probe of rabbitmq asks /api/health/checks/local-alarms: it needs a node that has booted, and that waits for those that ran when it stopped)'],
  ['rabbitmq:4.2-management', exec('rabbitmq-diagnostics -q ping'), 'self (the probe of rabbitmq asks ping: a node that waits for its peers answers it)'],
  ['rabbitmq:4.2-management', tcp(4369), 'self (the probe of rabbitmq only connects to port 4369)'],

  ['bitnami/mariadb-galera:11.4', exec('exec mysqladmin status -uroot'), 'peers-of-last-run (the probe of mariadb-galera asks mysqladmin: after a stop of all nodes only the last one to stop starts by itself)'],
  ['mariadb:11.4', exec('mysqladmin ping'), 'self (the probe of mariadb is not known to ask for others)'],
  ['registry.k8s.io/mysql-galera:e2e', exec('mysql -u root -e "show databases;"'), 'self (the probe of galera is not known to ask for others)'],

  ['hashicorp/consul:1.20', exec('curl http://127.0.0.1:8500/v1/status/leader | grep -E \'".+"\''), 'majority (the probe of consul asks /v1/status/leader: it needs a leader)'],
  ['hashicorp/consul:1.20', get('/v1/status/leader'), 'self (the probe of consul is not known to ask for others)'],
  ['hashicorp/consul:1.20', exec('consul members'), 'self (the probe of consul is not known to ask for others)'],

  ['minio/minio:RELEASE.2024-01-01T00-00-00Z', get('/minio/health/cluster'), 'majority (the probe of minio asks /minio/health/cluster: it needs write quorum)'],
  ['minio/minio', exec('mc ready local'), 'majority (the probe of minio asks mc ready: it needs write quorum)'],
  ['minio/minio', get('/minio/health/ready'), 'self (the probe of minio asks /minio/health/ready: it asks for no other node)'],

  ['redis:8', exec('redis-cli cluster info | grep cluster_state:ok'), 'majority (the probe of redis asks cluster_state:ok: it needs a majority of the masters)'],
  ['bitnami/redis-cluster:8', exec('redis-cli cluster info | grep cluster_state:ok'), 'majority (the probe of redis-cluster asks cluster_state:ok: it needs a majority of the masters)'],
  ['valkey/valkey:9', exec('valkey-cli info replication | grep -e role:master -e master_link_status:up'), 'ordinal-0 (the probe of redis asks master_link_status:up: a replica needs its primary, taken to be ordinal 0)'],
  ['redis:8', exec('redis-cli ping'), 'self (the probe of redis is not known to ask for others)'],
  ['redis:6.2', exec('/probes/readiness.sh'), 'self (the probe of redis is not known to ask for others)'],

  ['mongo:8.0', exec('mongosh --quiet --eval "db.adminCommand(\'ping\').ok"'), 'self (the probe of mongodb is not known to ask for others)'],
  ['postgres:17', exec('pg_isready -U postgres'), 'self (the probe of postgresql is not known to ask for others)'],
  ['mysql:8.4', exec('mysql -h 127.0.0.1 -e "SELECT 1"'), 'self (the probe of mysql is not known to ask for others)'],
  ['gcr.io/google-samples/cassandra:v14', exec('/ready-probe.sh'), 'self (the probe of cassandra is not known to ask for others)'],
  ['cassandra:5.0', exec('nodetool status | grep "$POD_IP" | grep UN'), 'self (the probe of cassandra asks status: it asks for its own state)'],

  ['acme/shop:1', get('/readyz'), 'self (nothing says otherwise)'],
  ['acme/shop:1', exec('test -f /tmp/ready'), 'self (nothing says otherwise)'],
];

test.each(PROBES.map(([image, probe, text, more = {}]) => ({ image, probe, text, more })))('$image with $probe: $text', ({ text, more, ...given }) => expect(textOf({ ...given, ...more })).toBe(text));

test('every row of the table is put to the test', () => {
  const used = PROBES.map(([image, probe, , more = {}]) => {
    const [container] = setOf({ image, probe, ...more }).object.spec.template.spec.containers;
    const text = probeText(container.readinessProbe!, container);
    const engine = engineOf(container);
    return engine === undefined ? undefined : rowFor(engine, container, text);
  });
  const rows = ENGINES.flatMap(({ name, probes }) => probes.map((row) => ({ name, row })));
  expect(rows.filter(({ row }) => !used.includes(row)).map(({ name, row }) => `${name} ${row.asks.source}`)).toEqual([]);
});

test.each([
  'etcd', 'etcd:3.6', 'library/etcd:3.6', 'docker.io/library/etcd', 'localhost:5000/etcd', 'registry.example:5000/team/etcd:3.6@sha256:' + 'a'.repeat(64), 'etcd@sha256:' + 'a'.repeat(64), 'acme/our-etcd:1', 'acme/Etcd',
])('%s is etcd', (image) => expect(textOf({ image, probe: get('/readyz') })).toMatch(/^majority/));

test.each(['etcd/tool:1', 'acme/etcd-browser', 'acme/fetcd', 'acme/etcdkeeper', 'etcd.example:5000/shop:1', 'acme/shop:etcd'])('%p is not known to be etcd', (image) => {
  expect(textOf({ image, probe: get('/readyz') })).toBe('self (nothing says otherwise)');
});

test('a container without a probe is ready when it runs', () => expect(textOf({ image: 'etcd:3.6' })).toBe('self (etcd is not probed: it is ready when it runs)'));

test('a startup probe counts: before it succeeds, nobody asks for readiness', () => {
  const nats = { image: 'nats:2.14.2', set: CLAIMS, startup: get('/healthz') };
  expect(textOf({ ...nats, probe: get('/healthz?js-server-only=true') })).toBe('majority (the startup probe of nats asks /healthz: it needs the meta leader of JetStream)');
  expect(textOf({ ...nats, startup: get('/healthz?js-enabled-only=true'), probe: get('/healthz?js-server-only=true') })).toMatch(/^self/);
});

test('a script may have several lines', () => {
  const script = (...lines: string[]) => `{exec: {command: [bash, -c, ${JSON.stringify(lines.join('\n'))}]}}`;
  expect(textOf({ image: 'hashicorp/consul:1.20', probe: script('set -e', 'curl localhost:8500/v1/status/leader |', 'grep :8300') })).toMatch(/^majority/);
  expect(textOf({ image: 'rabbitmq:4.2', probe: script('rabbitmq-diagnostics \\', '  --silent ping') })).toMatch(/^self .* asks ping/);
  expect(textOf({ image: 'zookeeper:3.9', probe: script('OUT=$(echo srvr | nc localhost 2181)', '[[ $OUT == *Mode* ]]') })).toMatch(/^majority/);
  expect(textOf({ image: 'zookeeper:3.9', probe: script('if [ -f /tmp/ready ]; then exit 0; fi', 'touch /tmp/ready') })).toMatch(/^self/);
});

test('of several containers the one that needs most decides, a liveness probe none', () => {
  expect(textOf({ image: 'exporter:1', container: `- {name: etcd, image: etcd:3.6, readinessProbe: ${get('/readyz')}}`.replace(/^/, '\n      ') })).toMatch(/^majority/);
  expect(textOf({ image: 'etcd:3.6', probe: get('/livez'), container: `livenessProbe: ${get('/health')}` })).toMatch(/^self/);
});

describe('init containers that copy', () => {
  const copying = (script: string): Given => ({ image: 'mysql:8.4', probe: exec('mysqladmin ping'), pod: `initContainers: [{name: clone, image: xtrabackup, command: [bash, -c, '${script}']}]` });

  test('from the ordinal below', () => {
    expect(textOf(copying('ncat --recv-only db-$(($ordinal-1)).db 3307 | xbstream -x'))).toBe('predecessor (its init container clone copies from the ordinal below)');
    expect(textOf(copying('ncat --recv-only db-$((${ordinal} - 1)).db 3307'))).toMatch(/^predecessor/);
  });

  test('from ordinal 0', () => expect(textOf(copying('pg_basebackup -h db-0.db -D /data'))).toBe('ordinal-0 (its init container clone copies from ordinal 0)'));

  test('but not from another set, or from nobody', () => {
    for (const script of ['ncat shop-$(($ordinal-1)).shop 3307', 'pg_basebackup -h primary-0.pg', 'echo $((ordinal - 1))', 'nslookup db-0.db']) {
      expect([script, textOf(copying(script)).split(' ')[0]]).toEqual([script, 'self']);
    }
  });
});

describe('the annotation', () => {
  test.each(READINESS_MODELS)('%s is taken before all else', (annotation) => {
    expect(readiness({ annotation, image: 'etcd:3.6', probe: get('/readyz') })).toMatchObject({ text: `${annotation} (from the annotation)`, peersByName: annotation !== 'self' });
  });

  test('with another value is said, and not used', () => {
    expect(readiness({ annotation: 'quorum', image: 'etcd:3.6', probe: get('/readyz') })).toMatchObject({ text: expect.stringMatching(/^majority/), unknown: 'quorum' });
    expect(readiness({ annotation: 'constructor' })).toMatchObject({ text: 'self (nothing says otherwise)', unknown: 'constructor' });
  });
});

test('members that need others look for them by name, but for those of a Redis cluster', () => {
  const byName = (image: string, probe: string) => readiness({ image, probe }).peersByName;
  expect(byName('etcd:3.6', get('/readyz'))).toBe(true);
  expect(byName('rabbitmq:4.2', tcp(5672))).toBe(true);
  expect(byName('bitnami/redis-cluster:8', exec('redis-cli cluster info | grep cluster_state:ok'))).toBe(false);
  expect(byName('etcd:3.6', get('/livez'))).toBe(false);
  expect(byName('acme/shop:1', get('/readyz'))).toBe(false);
});

describe('a quorum', () => {
  const quorum = (given: Given): number | undefined => {
    const set = setOf(given);
    return quorumOf(set, readinessOf(set));
  };

  test.each<[string, Given]>([
    ['etcd, whatever is probed', { image: 'etcd:3.6', probe: get('/livez') }],
    ['what is said to need a majority', { image: 'acme/shop:1', annotation: 'majority' }],
    ['what is said to vote', { image: 'acme/shop:1', annotation: 'self', votes: 'majority' }],
    ['a replica set', { image: 'mongo:8.0', container: 'args: [--replSet, rs0]' }],
    ['sentinels', { image: 'redis:8', container: 'command: [redis-sentinel, /etc/sentinel.conf]' }],
    ['JetStream', { image: 'nats:2.14', set: CLAIMS }],
    ['brokers that are controllers', { image: 'apache/kafka:4.3.0', container: 'env: [{name: KAFKA_PROCESS_ROLES, value: "broker,controller"}]' }],
  ])('of three replicas is needed by %s', (_, given) => expect(quorum(given)).toBe(3));

  test.each<[string, Given]>([
    ['nginx', {}],
    ['what is said something else of', { votes: 'all' }],
    ['mongod by itself', { image: 'mongo:8.0' }],
    ['redis by itself', { image: 'redis:8' }],
    ['NATS without JetStream', { image: 'nats:2.14' }],
    ['brokers alone', { image: 'apache/kafka:4.3.0', container: 'env: [{name: KAFKA_PROCESS_ROLES, value: broker}]' }],
    ['data nodes', { image: 'elasticsearch:8', container: 'env: [{name: node.roles, value: data}]' }],
    ['cassandra: its keyspaces decide', { image: 'cassandra:5' }],
    ['a single etcd', { image: 'etcd:3.6', replicas: 1 }],
  ])('is not asked of %s', (_, given) => expect(quorum(given)).toBeUndefined());
});

test('what people wrote by hand, as the tutorials have it', () => {
  const said = ['mysql', 'mysql-stateful', 'web', 'zookeeper'].flatMap((example) => {
    const text = readFileSync(join(__dirname, '../../examples', example, 'by-hand.yaml'), 'utf8');
    return admittedBy(text).statefulSets.map((set) => `${set.name}: ${readinessOf(set).text}`);
  });
  expect(said).toEqual([
    'mysql: self (the probe of mysql is not known to ask for others)',
    'mysql-stateful: self (the probe of mysql is not known to ask for others)',
    'web: self (nothing says otherwise)',
    'web: self (nothing says otherwise)',
    'zk: self (the probe of zookeeper only connects to port 2181)',
  ]);
});
