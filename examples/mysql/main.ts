import { join } from 'path';
import { App, Chart, Duration, Size } from 'cdk8s';
import { ConfigMap, Cpu, Probe, Secret, Volume } from 'cdk8s-plus-28';
import { Construct } from 'constructs';
// In your own project: from 'cdk8s-stateful'
import { GoverningService, StatefulWorkload } from '../../src';

/** Three MySQL servers with a configuration of their own. They do not replicate: for that see ../postgresql. */
export class MysqlChart extends Chart {
  constructor(scope: Construct, id: string) {
    super(scope, id);

    const mysql = new StatefulWorkload(this, 'mysql', {
      replicas: 3,
      service: GoverningService.create({ name: 'mysql' }),
      matchLabels: { app: 'mysql' },
      securityContext: { user: 999, group: 999, fsGroup: 999 },
    });
    const secret = Secret.fromSecretName(this, 'secret', 'mysql-secret');
    const config = new ConfigMap(this, 'config', {
      metadata: { name: 'mysql-config' },
      data: { 'custom.cnf': '[mysqld]\nmax_connections = 200\n' },
    });
    // It needs no password. Over TCP, because the server that sets up the database at the first start listens on a socket only.
    const answers = Probe.fromCommand(['mysqladmin', 'ping', '--host=127.0.0.1'], { timeoutSeconds: Duration.seconds(5) });
    const data = mysql.addClaim('data', { storage: Size.gibibytes(10) });
    const server = mysql.addContainer({
      name: 'mysql',
      image: 'mysql:8.0',
      portNumber: 3306,
      envVariables: { MYSQL_ROOT_PASSWORD: secret.envValue('root-password') },
      readiness: answers,
      liveness: answers,
      resources: {
        cpu: { request: Cpu.millis(500) },
        memory: { request: Size.gibibytes(1), limit: Size.gibibytes(1) },
      },
    });
    server.mount('/var/lib/mysql', data);
    server.mount('/etc/mysql/conf.d', Volume.fromConfigMap(this, 'config-volume', config, { name: 'config' }));
  }
}

export const app = new App({ outdir: join(__dirname, 'dist') });
new MysqlChart(app, 'mysql');

if (require.main === module) app.synth();
