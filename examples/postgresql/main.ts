import { join } from 'path';
import { App, Chart, Size } from 'cdk8s';
import { Cpu } from 'cdk8s-plus-28';
import { Construct } from 'constructs';
// In your own project: from 'cdk8s-stateful'
import { Engine, StatefulDatabase } from '../../src';

/** PostgreSQL: a primary and two standbys that stream from it. */
export class PostgresqlChart extends Chart {
  constructor(scope: Construct, id: string) {
    super(scope, id);

    new StatefulDatabase(this, 'orders', {
      engine: Engine.postgresql({ version: '17' }),
      replicas: 3,
      storage: Size.gibibytes(10),
      credentialsSecretName: 'orders-passwords',
      resources: {
        cpu: { request: Cpu.millis(500) },
        memory: { request: Size.gibibytes(1), limit: Size.gibibytes(1) },
      },
    });
  }
}

export const app = new App({ outdir: join(__dirname, 'dist') });
new PostgresqlChart(app, 'postgresql');

if (require.main === module) app.synth();
