import { join } from 'path';
import { App, Chart, Duration, Size } from 'cdk8s';
import { Cpu, Namespace, Probe, Secret } from 'cdk8s-plus-28';
import { Construct } from 'constructs';
// In your own project: from 'cdk8s-stateful'
import { GoverningService, StatefulWorkload } from '../../src';

/** Three MySQL servers, each with a claim of its own. They do not replicate: for that see ../postgresql. */
export class MysqlStatefulChart extends Chart {
  constructor(scope: Construct, id: string) {
    super(scope, id);

    const namespace = new Namespace(this, 'namespace', { metadata: { name: 'mysql' } });
    const mysql = new StatefulWorkload(this, 'mysql-stateful', {
      metadata: { namespace: namespace.name },
      replicas: 3,
      service: GoverningService.create({ name: 'mysql-headless' }),
      matchLabels: { app: 'mysql', environment: 'test' },
      securityContext: { user: 999, group: 999, fsGroup: 999 },
    });
    const secret = Secret.fromSecretName(this, 'secret', 'mysql-secret');
    // It needs no password. Over TCP, because the server that sets up the database at the first start listens on a socket only.
    const answers = Probe.fromCommand(['mysqladmin', 'ping', '--host=127.0.0.1'], { timeoutSeconds: Duration.seconds(5) });
    const data = mysql.addClaim('mysql-data', { storage: Size.gibibytes(1) });
    const server = mysql.addContainer({
      name: 'mysql',
      image: 'mysql:8.2.0',
      portNumber: 3306,
      envVariables: {
        MYSQL_ROOT_PASSWORD: secret.envValue('root-password'),
        MYSQL_USER: secret.envValue('user'),
        MYSQL_PASSWORD: secret.envValue('password'),
      },
      readiness: answers,
      liveness: answers,
      resources: {
        cpu: { request: Cpu.millis(500) },
        memory: { request: Size.gibibytes(1), limit: Size.gibibytes(1) },
      },
    });
    server.mount('/var/lib/mysql', data);
  }
}

export const app = new App({ outdir: join(__dirname, 'dist') });
new MysqlStatefulChart(app, 'mysql-stateful');

if (require.main === module) app.synth();
