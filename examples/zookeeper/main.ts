import { join } from 'path';
import { App, Chart, Size } from 'cdk8s';
import { Cpu, Probe } from 'cdk8s-plus-28';
import { Construct } from 'constructs';
// In your own project: from 'cdk8s-stateful'
import { GoverningService, StatefulWorkload } from '../../src';

/** Three ZooKeeper servers, each with a claim of its own. They do not know each other: for an ensemble see ../zookeeper-ensemble. */
export class ZookeeperChart extends Chart {
  constructor(scope: Construct, id: string) {
    super(scope, id);

    const zk = new StatefulWorkload(this, 'zk', {
      replicas: 3,
      service: GoverningService.create({ name: 'zk-headless' }),
      matchLabels: { app: 'zookeeper' },
      securityContext: { user: 1000, group: 1000, fsGroup: 1000 },
    });
    const data = zk.addClaim('data', { storage: Size.gibibytes(1), storageClassName: 'my-storage-class' });
    const server = zk.addContainer({
      name: 'zookeeper',
      image: 'k8s.gcr.io/zookeeper:3.4.10',
      ports: [{ number: 2181, name: 'client' }],
      // Time to read its data before the liveness probe counts.
      startup: Probe.fromTcpSocket({ port: 2181, failureThreshold: 60 }),
      readiness: Probe.fromTcpSocket({ port: 2181 }),
      liveness: Probe.fromTcpSocket({ port: 2181 }),
      resources: {
        cpu: { request: Cpu.millis(250) },
        memory: { request: Size.mebibytes(512), limit: Size.mebibytes(512) },
      },
    });
    server.mount('/var/lib/zookeeper', data);
  }
}

export const app = new App({ outdir: join(__dirname, 'dist') });
new ZookeeperChart(app, 'zookeeper');

if (require.main === module) app.synth();
