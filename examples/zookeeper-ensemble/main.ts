import { join } from 'path';
import { App, Chart, Size } from 'cdk8s';
import { Cpu } from 'cdk8s-plus-28';
import { Construct } from 'constructs';
// In your own project: from 'cdk8s-stateful'
import { Engine, StatefulDatabase } from '../../src';

/** ZooKeeper: three servers that elect a leader and agree on every write. */
export class ZookeeperEnsembleChart extends Chart {
  constructor(scope: Construct, id: string) {
    super(scope, id);

    new StatefulDatabase(this, 'coordination', {
      engine: Engine.zookeeper({ version: '3.9' }),
      replicas: 3,
      storage: Size.gibibytes(5),
      resources: {
        cpu: { request: Cpu.millis(250) },
        memory: { request: Size.gibibytes(1), limit: Size.gibibytes(1) },
      },
    });
  }
}

export const app = new App({ outdir: join(__dirname, 'dist') });
new ZookeeperEnsembleChart(app, 'zookeeper-ensemble');

if (require.main === module) app.synth();
