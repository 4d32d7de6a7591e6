import { ApiObject, Chart, JsonPatch, Size } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import type { WebChartProps } from './main';

const LABELS = { app: 'nginx' };

/** What main.ts makes, written with cdk8s-plus-28 alone. */
export class PlainWebChart extends Chart {
  constructor(scope: Construct, id: string, props: WebChartProps) {
    super(scope, id, props);

    const servers = kplus.Pods.select(this, 'servers', { labels: LABELS });
    const ports = [{ name: 'web', port: 80 }];
    const headless = new kplus.Service(this, 'headless', {
      metadata: { name: props.service, labels: LABELS }, clusterIP: 'None', publishNotReadyAddresses: true, selector: servers, ports,
    });
    const web = new kplus.StatefulSet(this, 'web', {
      metadata: { name: 'web', labels: LABELS },
      podMetadata: { labels: LABELS },
      service: headless,
      select: false,
      replicas: 3,
      securityContext: { ensureNonRoot: false, fsGroupChangePolicy: kplus.FsGroupChangePolicy.ON_ROOT_MISMATCH },
    });
    web.select(kplus.LabelSelector.of({ labels: LABELS }));
    web.scheduling.spread({ topology: kplus.Topology.HOSTNAME, weight: 100 });

    const answers = kplus.Probe.fromTcpSocket({ port: 80 });
    const nginx = web.addContainer({
      name: 'nginx',
      image: 'nginx:1.21',
      imagePullPolicy: kplus.ImagePullPolicy.IF_NOT_PRESENT,
      ports: [{ number: 80, name: 'web' }],
      readiness: answers,
      liveness: answers,
      securityContext: { ensureNonRoot: false, readOnlyRootFilesystem: false, allowPrivilegeEscalation: true },
      resources: { cpu: { request: kplus.Cpu.millis(100) }, memory: { request: Size.mebibytes(64), limit: Size.mebibytes(64) } },
    });
    nginx.mount('/usr/share/nginx/html', kplus.Volume.fromEmptyDir(this, 'pages', props.claim));
    ApiObject.of(web).addJsonPatch(
      JsonPatch.remove('/spec/template/spec/volumes/0'),
      JsonPatch.add('/spec/volumeClaimTemplates', [{
        metadata: { name: props.claim },
        spec: {
          accessModes: ['ReadWriteOnce'],
          storageClassName: props.storageClassName,
          resources: { requests: { storage: kplus.k8s.Quantity.fromString(props.storage.asString()) } },
        },
      }]),
      JsonPatch.add('/spec/template/spec/enableServiceLinks', false),
    );

    new kplus.k8s.KubePodDisruptionBudget(this, 'budget', {
      metadata: { name: 'web-disruption-budget', labels: LABELS },
      spec: { maxUnavailable: kplus.k8s.IntOrString.fromNumber(1), selector: { matchLabels: LABELS } },
    });
    new kplus.Service(this, 'client', { metadata: { name: 'web-client' }, selector: servers, ports });
  }
}
