import { join } from 'path';
import { App, Chart, ChartProps, Size } from 'cdk8s';
import { Cpu, Probe, Service } from 'cdk8s-plus-28';
import { Construct } from 'constructs';
// In your own project: from 'cdk8s-stateful'
import { GoverningService, StatefulWorkload } from '../../src';

export interface WebChartProps extends ChartProps {
  readonly service: string;
  readonly claim: string;
  readonly storage: Size;
  readonly storageClassName: string;
}

/** Three nginx servers, each with pages of its own. */
export class WebChart extends Chart {
  constructor(scope: Construct, id: string, props: WebChartProps) {
    super(scope, id, props);

    const web = new StatefulWorkload(this, 'web', {
      replicas: 3,
      service: GoverningService.create({ name: props.service }),
      matchLabels: { app: 'nginx' },
      // The stock image starts as root and hands over to another user by itself.
      securityContext: { ensureNonRoot: false },
    });
    const pages = web.addClaim(props.claim, { storage: props.storage, storageClassName: props.storageClassName });
    const nginx = web.addContainer({
      name: 'nginx',
      image: 'nginx:1.21',
      ports: [{ number: 80, name: 'web' }],
      // Not an HTTP probe: a new claim has no pages, nginx answers 403, and the pod would never be ready.
      readiness: Probe.fromTcpSocket({ port: 80 }),
      liveness: Probe.fromTcpSocket({ port: 80 }),
      resources: {
        cpu: { request: Cpu.millis(100) },
        memory: { request: Size.mebibytes(64), limit: Size.mebibytes(64) },
      },
    });
    nginx.mount('/usr/share/nginx/html', pages);

    // The governing Service names all replicas, also those that are not ready. This one is for clients.
    new Service(this, 'client', { metadata: { name: 'web-client' }, selector: web, ports: [{ port: 80, name: 'web' }] });
  }
}

export const app = new App({ outdir: join(__dirname, 'dist') });
new WebChart(app, 'web', { service: 'nginx', claim: 'www', storage: Size.gibibytes(1), storageClassName: 'standard' });
// The same with more room on a faster disk. Its namespace keeps the two apart.
new WebChart(app, 'web-fast', { namespace: 'fast', service: 'nginx-svc', claim: 'data', storage: Size.gibibytes(10), storageClassName: 'fast-ssd' });

if (require.main === module) app.synth();
