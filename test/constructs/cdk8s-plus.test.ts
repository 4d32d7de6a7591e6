/** What cdk8s-plus does with its own StatefulSet, it does with a StatefulWorkload. */
import { Chart, Duration, Size, Testing } from 'cdk8s';
import { objects } from './support';
import { AntiAffinity, StatefulWorkload } from '../../src';
import * as kplus from '../../src/constructs/kplus';

const LABELS = { app: 'db' };

type Use = (workload: kplus.Workload, chart: Chart) => void;

function ours(use: Use): any[] {
  const chart = new Chart(Testing.app(), 'test', { namespace: 'shop' });
  use(new StatefulWorkload(chart, 'db', { matchLabels: LABELS, antiAffinity: AntiAffinity.NONE }), chart);
  return Testing.synth(chart);
}

/** With the labels of ours in the place of the one that depends on the place in the tree. */
function theirs(use: Use): any[] {
  const chart = new Chart(Testing.app(), 'test', { namespace: 'shop' });
  const set = new kplus.StatefulSet(chart, 'db', { service: new kplus.Service(chart, 'service', { clusterIP: 'None', ports: [{ port: 1 }] }) });
  use(set, chart);
  const address = set.podMetadata.getLabel(kplus.Pod.ADDRESS_LABEL)!;
  return JSON.parse(JSON.stringify(Testing.synth(chart)).replaceAll(`"${kplus.Pod.ADDRESS_LABEL}":"${address}"`, '"app":"db"'));
}

const templateOf = (manifests: any[]) => manifests.find(({ kind }) => kind === 'StatefulSet').spec.template.spec;
/** All but the names, which depend on the place in the tree. */
const specsOf = (manifests: any[], kind: string) =>
  manifests.filter(object => object.kind === kind).map(({ spec, roleRef, subjects }) => ({ spec, roleRef, subjects }));

/** As a container of cdk8s-plus comes out, wherever it was built. */
const container = (props: Partial<kplus.ContainerProps> = {}) => new kplus.Container({ image: 'db:1', ...props });

test.each<[string, Use]>([
  ['tolerations', ({ scheduling }) => scheduling.tolerate(kplus.Node.tainted(
    kplus.NodeTaintQuery.exists('spot'), kplus.NodeTaintQuery.is('a', 'b', { effect: kplus.TaintEffect.NO_EXECUTE, evictAfter: Duration.minutes(1) }), kplus.NodeTaintQuery.any()))],
  ['attraction to nodes', ({ scheduling }) => {
    scheduling.attract(kplus.Node.labeled(kplus.NodeLabelQuery.in('disk', ['ssd', 'nvme'])));
    scheduling.attract(kplus.Node.labeled(kplus.NodeLabelQuery.exists('fast')), { weight: 10 });
  }],
  ['a node', ({ scheduling }) => scheduling.assign(kplus.Node.named('node-1'))],
  ['company', (workload, chart) => {
    workload.scheduling.colocate(kplus.Pods.select(chart, 'cache', { labels: { app: 'cache' } }), { topology: kplus.Topology.ZONE });
    workload.scheduling.colocate(kplus.Pods.all(chart, 'all'), { weight: 3 });
  }],
  ['separation, from itself too', (workload, chart) => {
    workload.scheduling.separate(kplus.Pods.select(chart, 'noisy', { labels: { noisy: 'yes' } }), { weight: 5 });
    workload.scheduling.separate(workload);
    (workload as kplus.StatefulSet).scheduling.spread({ topology: kplus.Topology.ZONE });
  }],
  ['all kinds of volumes', (workload, chart) => {
    const volumes = [
      kplus.Volume.fromEmptyDir(chart, 'a', 'scratch', { sizeLimit: Size.gibibytes(1) }),
      kplus.Volume.fromConfigMap(chart, 'b', kplus.ConfigMap.fromConfigMapName(chart, 'b-map', 'settings'), { items: { key: { path: 'file', mode: 0o400 } } }),
      kplus.Volume.fromSecret(chart, 'c', kplus.Secret.fromSecretName(chart, 'c-secret', 'tls'), { defaultMode: 0o400 }),
      kplus.Volume.fromPersistentVolumeClaim(chart, 'd', kplus.PersistentVolumeClaim.fromClaimName(chart, 'd-claim', 'shared')),
      kplus.Volume.fromHostPath(chart, 'e', 'host', { path: '/var/log' }),
      kplus.Volume.fromNfs(chart, 'f', 'files', { server: 'nfs', path: '/' }),
      kplus.Volume.fromCsi(chart, 'g', 'secrets-store.csi.k8s.io', { name: 'vault', readOnly: true }),
    ];
    const first = workload.containers[0];
    volumes.forEach((volume, index) => first.mount(`/${index}`, volume, { subPath: 'x', readOnly: true, propagation: kplus.MountPropagation.HOST_TO_CONTAINER }));
    workload.addVolume(kplus.Volume.fromEmptyDir(chart, 'unused', 'unused'));
  }],
  ['environment', ({ containers: [first] }, chart) => {
    const secret = kplus.Secret.fromSecretName(chart, 'secret', 'credentials');
    first.env.addVariable('A', kplus.EnvValue.fromValue('1'));
    first.env.addVariable('B', kplus.EnvValue.fromFieldRef(kplus.EnvFieldPaths.POD_IP));
    first.env.addVariable('C', kplus.EnvValue.fromResource(kplus.ResourceFieldPaths.MEMORY_LIMIT));
    first.env.addVariable('D', secret.envValue('key'));
    first.env.copyFrom(kplus.Env.fromConfigMap(kplus.ConfigMap.fromConfigMapName(chart, 'map', 'settings'), 'P_'));
    first.env.copyFrom(kplus.Env.fromSecret(secret));
  }],
  ['host aliases and more containers', (workload) => {
    workload.addHostAlias({ ip: '10.0.0.1', hostnames: ['a', 'b'] });
    workload.attachContainer(container({ name: 'second', portNumber: 81, resources: { cpu: { limit: kplus.Cpu.units(1) } } }));
  }],
])('%s', (_, use) => {
  const used: Use = (workload, chart) => {
    workload.attachContainer(container());
    use(workload, chart);
  };
  const own = { enableServiceLinks: false, securityContext: { fsGroupChangePolicy: 'OnRootMismatch', runAsNonRoot: true } };
  expect(templateOf(ours(used))).toEqual({ ...templateOf(theirs(used)), ...own });
});

test.each<[string, string, Use]>([
  ['connections in both directions', 'NetworkPolicy', (workload, chart) => {
    workload.connections.allowFrom(kplus.Pods.select(chart, 'clients', { labels: { role: 'client' }, namespaces: kplus.Namespaces.select(chart, 'n', { names: ['shop'] }) }));
    workload.connections.allowTo(kplus.NetworkPolicyIpBlock.ipv4(chart, 'backup', '10.0.0.0/8'), { ports: [kplus.NetworkPolicyPort.tcp(443)] });
  }],
  ['connections of others to it', 'NetworkPolicy', (workload, chart) => {
    const client = new kplus.Deployment(chart, 'client', { podMetadata: { labels: { role: 'client' } }, select: false, containers: [{ image: 'client:1' }] });
    client.select(kplus.LabelSelector.of({ labels: { role: 'client' } }));
    client.connections.allowTo(workload, { isolation: kplus.PodConnectionsIsolation.PEER });
  }],
  ['isolation', 'NetworkPolicy', (workload) => workload.connections.isolate()],
  ['role bindings', 'RoleBinding', (_workload, chart) => {
    const role = new kplus.Role(chart, 'role', { metadata: { name: 'reader' } });
    role.allowRead(kplus.ApiResource.PODS);
    new kplus.RoleBinding(chart, 'binding', { role, metadata: { name: 'reads' } }).addSubjects(kplus.ServiceAccount.fromServiceAccountName(chart, 'account', 'db'));
  }],
])('%s', (_, kind, use) => {
  const used: Use = (workload, chart) => {
    workload.attachContainer(container({ portNumber: 5432 }));
    use(workload, chart);
  };
  const [here, there] = [ours(used), theirs(used)].map(manifests => specsOf(manifests, kind));
  expect(here.length).toBeGreaterThan(0);
  expect(here).toEqual(there);
});

test('an autoscaler, an Ingress behind a Service, and what else asks for containers', () => {
  const chart = Testing.chart();
  const workload = new StatefulWorkload(chart, 'db');
  workload.addContainer({ image: 'db:1', portNumber: 8080, resources: { cpu: { request: kplus.Cpu.millis(100) } } });
  const service = new kplus.Service(chart, 'client', { selector: workload, ports: [{ port: 8080 }] });
  new kplus.Ingress(chart, 'ingress', { rules: [{ host: 'db.example.com', backend: kplus.IngressBackend.fromService(service) }] });
  new kplus.HorizontalPodAutoscaler(chart, 'autoscaler', { target: workload, minReplicas: 2, maxReplicas: 5 });

  expect(objects(chart, 'Service')[1].spec.ports).toEqual([{ port: 8080 }]);
  expect(objects(chart, 'Ingress')[0].spec.rules[0].http.paths[0].backend.service.port).toEqual({ number: 8080 });
  expect(objects(chart, 'HorizontalPodAutoscaler')[0].spec).toMatchObject({ scaleTargetRef: { apiVersion: 'apps/v1', kind: 'StatefulSet', name: 'db' }, minReplicas: 2 });
  expect(objects(chart, 'StatefulSet')[0].spec.replicas).toBeUndefined();
});
