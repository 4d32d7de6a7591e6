import { Cron, Duration, Size, Testing } from 'cdk8s';
import { ClientService, DatabaseEngine, DatabaseRequest, ReadinessModel, StatefulDatabase, StatefulDatabaseProps, StatefulWorkload } from '../../../src';
import { policyFor } from '../../../src/constructs/engines/database-engine';
import * as kplus from '../../../src/constructs/kplus';

/** As a team would write it. */
class Etcd extends DatabaseEngine {
  public readonly applicationName = 'etcd';
  public readonly image = 'quay.io/coreos/etcd:v3.5.15';
  public readonly readinessModel = ReadinessModel.MAJORITY;
  public readonly needsMajority = true;
  public readonly terminationGracePeriod = Duration.seconds(30);
  public readonly securityContext = { user: 1001, fsGroup: 1001 };

  public clientServices(_request: DatabaseRequest): ClientService[] {
    return [{ name: 'client', port: 2379 }];
  }

  public addTo(workload: StatefulWorkload, request: DatabaseRequest): void {
    workload.addContainer({ image: request.image }).mount('/data', workload.addClaim('data', { storage: request.storage }));
  }
}

function database(props: Partial<StatefulDatabaseProps> = {}): any[] {
  const chart = Testing.chart();
  new StatefulDatabase(chart, 'db', { engine: new Etcd(), replicas: 3, storage: Size.gibibytes(1), ...props });
  return Testing.synth(chart);
}

test('a user can bring an engine of their own', () => {
  const objects = database();
  const set = objects.find(object => object.kind === 'StatefulSet');
  expect(set.metadata).toMatchObject({
    labels: { 'app.kubernetes.io/name': 'etcd', 'app.kubernetes.io/instance': 'db' }, annotations: { 'cdk8s-stateful/readiness': 'majority', 'cdk8s-stateful/quorum': 'majority' },
  });
  expect(set.spec.podManagementPolicy).toBe('Parallel');
  expect(set.spec.template.spec.securityContext.runAsUser).toBe(1001);
  expect(set.spec.template.spec.affinity.podAntiAffinity.requiredDuringSchedulingIgnoredDuringExecution).toHaveLength(1);
  expect(objects.find(object => object.metadata.name === 'db-client').spec.ports).toEqual([{ name: 'client', port: 2379 }]);
});

test.each([
  [ReadinessModel.SELF, 'OrderedReady'],
  [ReadinessModel.ORDINAL_0, 'OrderedReady'],
  [ReadinessModel.PREDECESSOR, 'OrderedReady'],
  [ReadinessModel.MAJORITY, 'Parallel'],
  [ReadinessModel.PEERS_OF_LAST_RUN, 'Parallel'],
])('servers whose readiness needs %s start %s', (model, policy) => {
  expect(policyFor(model)).toBe(policy);
});

const claim = kplus.PersistentVolumeClaim.fromClaimName(Testing.chart(), 'claim', 'backups');

test.each<[string, Partial<StatefulDatabaseProps>, string]>([
  ['certificates', { tlsSecretName: 'certificate' }, 'test/db: the engine etcd does not know what to do with a certificate'],
  ['metrics', { metrics: true }, 'test/db/Workload: the engine etcd has no exporter'],
  ['a backup', { backup: { schedule: Cron.daily(), claim } }, 'test/db/Workload: the engine etcd has no backup of its own'],
  ['a restore', { restore: { claim, file: 'x' } }, 'test/db/Workload: the engine etcd cannot restore a backup by itself'],
])('what an engine does not do is refused: %s', (_what, props, message) => {
  expect(() => database(props)).toThrow(message);
});

test.each([1, 3, 5])('%i servers can have a majority', replicas => {
  expect(database({ replicas })).toBeDefined();
});

test.each([
  [2, 'it needs 2 for a majority and survives the loss of 0, no more than 1 would. Write 1 or 3 replicas.'],
  [4, 'it needs 3 for a majority and survives the loss of 1, no more than 3 would. Write 3 or 5 replicas.'],
])('%i servers are refused, with the remedy', (replicas, message) => {
  expect(() => database({ replicas })).toThrow(`test/db: a cluster of ${replicas} etcd servers: ${message}`);
});

