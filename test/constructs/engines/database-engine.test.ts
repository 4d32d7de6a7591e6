import { Duration, Size, Testing } from 'cdk8s';
import { AntiAffinity, DatabaseEngine, DatabaseRequest, ReadinessModel, StatefulDatabase, StatefulWorkload } from '../../../src';
import * as kplus from '../../../src/constructs/kplus';

class Etcd extends DatabaseEngine {
  public readonly applicationName = 'etcd';
  public readonly image = 'quay.io/coreos/etcd:v3.5.15';
  public readonly podManagementPolicy = kplus.PodManagementPolicy.PARALLEL;
  public readonly readinessModel = ReadinessModel.MAJORITY;
  public readonly terminationGracePeriod = Duration.seconds(30);
  public readonly securityContext = { user: 1001, fsGroup: 1001 };
  public readonly antiAffinity = AntiAffinity.REQUIRED;

  public addTo(workload: StatefulWorkload, request: DatabaseRequest): void {
    workload.addContainer({ image: request.image }).mount('/data', workload.addClaim('data', { storage: request.storage }));
  }
}

test('a user can bring an engine of their own', () => {
  const chart = Testing.chart();
  new StatefulDatabase(chart, 'db', { engine: new Etcd(), replicas: 3, storage: Size.gibibytes(1) });
  const set = Testing.synth(chart).find(object => object.kind === 'StatefulSet');
  expect(set.metadata).toMatchObject({
    labels: { 'app.kubernetes.io/name': 'etcd', 'app.kubernetes.io/instance': 'db' }, annotations: { 'cdk8s-stateful/readiness': 'majority' },
  });
  expect(set.spec.podManagementPolicy).toBe('Parallel');
  expect(set.spec.template.spec.securityContext.runAsUser).toBe(1001);
});
