import { join } from 'path';
import { App, Chart, Duration, Size } from 'cdk8s';
import { Cpu, Probe } from 'cdk8s-plus-28';
import { Construct } from 'constructs';
// In your own project: from 'cdk8s-stateful'
import { Engine, ReadinessModel, StatefulDatabase } from '../../src';

/** An engine that the library does not know, told in a few lines. */
const etcd = Engine.custom({
  name: 'etcd',
  image: 'quay.io/coreos/etcd:v3.5.15',
  args: [
    'etcd', '--name=$(POD_NAME)', '--data-dir=/data/etcd',
    '--listen-client-urls=http://0.0.0.0:2379', '--advertise-client-urls=http://$(POD_HOST):2379',
    '--listen-peer-urls=http://0.0.0.0:2380', '--initial-advertise-peer-urls=http://$(POD_HOST):2380',
    '--listen-metrics-urls=http://0.0.0.0:8080', '--initial-cluster=$(MEMBERS)',
  ],
  member: '{pod}=http://{host}:2380',
  ports: { client: 2379, peer: 2380, metrics: 8080 },
  clientPort: 'client',
  metricsPort: 'metrics',
  dataPath: '/data',
  // It has a leader, so a majority is there: they have to start together.
  readiness: Probe.fromHttpGet('/readyz', { port: 8080, failureThreshold: 30 }),
  readinessModel: ReadinessModel.MAJORITY,
  needsMajority: true,
  // It is alive without a leader.
  liveness: Probe.fromHttpGet('/livez', { port: 8080, initialDelaySeconds: Duration.minutes(1), failureThreshold: 6 }),
  terminationGracePeriod: Duration.seconds(30),
  securityContext: { user: 1001, group: 1001, fsGroup: 1001 },
});

/** Three etcd servers that elect a leader. */
export class EtcdChart extends Chart {
  constructor(scope: Construct, id: string) {
    super(scope, id);

    new StatefulDatabase(this, 'locks', {
      engine: etcd,
      replicas: 3,
      storage: Size.gibibytes(2),
      metrics: true,
      resources: {
        cpu: { request: Cpu.millis(200) },
        memory: { request: Size.mebibytes(512), limit: Size.mebibytes(512) },
      },
    });
  }
}

export const app = new App({ outdir: join(__dirname, 'dist') });
new EtcdChart(app, 'etcd');

if (require.main === module) app.synth();
