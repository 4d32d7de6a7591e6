import { App, Chart, Duration, Lazy, Size, Testing, Yaml } from 'cdk8s';
import { Construct } from 'constructs';
import { objects, withWeb } from './support';
import {
  AntiAffinity, ClaimRetention, DisruptionBudget, GoverningService, ReadinessModel, StatefulWorkload, StatefulWorkloadProps, UpdateStrategy, WhenUnsatisfiable,
} from '../../src';
import * as kplus from '../../src/constructs/kplus';

const one = kplus.PercentOrAbsolute.absolute(1);

function autoscaled(chart: Chart, target: StatefulWorkload): void {
  new kplus.HorizontalPodAutoscaler(chart, 'hpa', { target, maxReplicas: 5, metrics: [kplus.Metric.resourceCpu(kplus.MetricTarget.averageUtilization(50))] });
}

function synthesize(props: StatefulWorkloadProps = {}): any {
  const chart = Testing.chart();
  withWeb(chart, props);
  return objects(chart, 'StatefulSet')[0];
}

test('a workload synthesizes its Service, its budget and its StatefulSet', () => {
  const chart = Testing.chart();
  withWeb(chart, { replicas: 3 });
  const labels = { 'app.kubernetes.io/name': 'web', 'app.kubernetes.io/instance': 'web' };

  expect(Testing.synth(chart)).toEqual([
    {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: 'web-headless', labels },
      spec: { clusterIP: 'None', publishNotReadyAddresses: true, selector: labels, ports: [{ name: 'web', port: 80 }] },
    },
    {
      apiVersion: 'apps/v1',
      kind: 'StatefulSet',
      metadata: { name: 'web', labels },
      spec: {
        replicas: 3,
        serviceName: 'web-headless',
        selector: { matchLabels: labels },
        template: {
          metadata: { labels },
          spec: {
            affinity: {
              podAntiAffinity: {
                preferredDuringSchedulingIgnoredDuringExecution: [{
                  weight: 100,
                  podAffinityTerm: { topologyKey: 'kubernetes.io/hostname', labelSelector: { matchLabels: labels } },
                }],
              },
            },
            automountServiceAccountToken: false,
            containers: [{
              name: 'main',
              image: 'nginx:1.21',
              imagePullPolicy: 'IfNotPresent',
              ports: [{ containerPort: 80, name: 'web' }],
              volumeMounts: [{ mountPath: '/usr/share/nginx/html', name: 'www' }],
            }],
            dnsPolicy: 'ClusterFirst',
            enableServiceLinks: false,
            hostNetwork: false,
            restartPolicy: 'Always',
            securityContext: { fsGroupChangePolicy: 'OnRootMismatch', runAsNonRoot: true },
            setHostnameAsFQDN: false,
            terminationGracePeriodSeconds: 30,
          },
        },
        volumeClaimTemplates: [{ metadata: { name: 'www' }, spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } } }],
      },
    },
    {
      apiVersion: 'policy/v1',
      kind: 'PodDisruptionBudget',
      metadata: { name: 'web-disruption-budget', labels },
      spec: { maxUnavailable: 1, selector: { matchLabels: labels } },
    },
  ]);
});

test('every field of the StatefulSet can be set', () => {
  const set = synthesize({
    name: 'shop',
    matchLabels: { app: 'shop' },
    metadata: { namespace: 'store', annotations: { team: 'till' } },
    podMetadata: { labels: { environment: 'test' } },
    replicas: 5,
    service: GoverningService.existing('shop-svc'),
    podManagementPolicy: kplus.PodManagementPolicy.PARALLEL,
    updateStrategy: UpdateStrategy.rollingUpdate({ partition: 2, maxUnavailable: kplus.PercentOrAbsolute.percent(25) }),
    minReady: Duration.seconds(7),
    revisionHistoryLimit: 3,
    ordinalsStart: 4,
    persistentVolumeClaimRetentionPolicy: { whenDeleted: ClaimRetention.DELETE, whenScaled: ClaimRetention.RETAIN },
    readinessModel: ReadinessModel.MAJORITY,
  });

  expect(set.metadata).toEqual({
    name: 'shop', namespace: 'store', labels: { app: 'shop' }, annotations: { 'team': 'till', 'cdk8s-stateful/readiness': 'majority' },
  });
  expect(set.spec.template.metadata.labels).toEqual({ app: 'shop', environment: 'test' });
  expect({ ...set.spec, template: undefined, volumeClaimTemplates: undefined }).toEqual({
    replicas: 5,
    serviceName: 'shop-svc',
    podManagementPolicy: 'Parallel',
    updateStrategy: { type: 'RollingUpdate', rollingUpdate: { partition: 2, maxUnavailable: '25%' } },
    minReadySeconds: 7,
    revisionHistoryLimit: 3,
    ordinals: { start: 4 },
    persistentVolumeClaimRetentionPolicy: { whenDeleted: 'Delete', whenScaled: 'Retain' },
    selector: { matchLabels: { app: 'shop' } },
  });
});

test('OnDelete has no rolling update', () => {
  expect(synthesize({ updateStrategy: UpdateStrategy.onDelete() }).spec.updateStrategy).toEqual({ type: 'OnDelete' });
});

test('a claim has the class and the access modes that it asks for, and every container can mount it', () => {
  const chart = Testing.chart();
  const workload = new StatefulWorkload(chart, 'zk');
  const claim = workload.addClaim('data', {
    storage: Size.mebibytes(512), storageClassName: 'fast-ssd', accessModes: [kplus.PersistentVolumeAccessMode.READ_WRITE_ONCE_POD],
  });
  workload.addContainer({ image: 'zookeeper:3.9', volumeMounts: [{ path: '/data', volume: claim.volume }] });
  workload.addInitContainer({ image: 'busybox:1.36' }).mount('/data', claim, { subPath: 'setup' });

  const [set] = objects(chart, 'StatefulSet');
  expect(set.spec.volumeClaimTemplates[0].spec).toEqual({
    accessModes: ['ReadWriteOncePod'], storageClassName: 'fast-ssd', resources: { requests: { storage: '512Mi' } },
  });
  expect(set.spec.template.spec.volumes).toBeUndefined();
  expect(set.spec.template.spec.containers[0].volumeMounts).toEqual([{ name: 'data', mountPath: '/data' }]);
  expect(set.spec.template.spec.initContainers[0].volumeMounts).toEqual([{ name: 'data', mountPath: '/data', subPath: 'setup' }]);
});

test('config maps and other volumes stay beside the claims', () => {
  const chart = Testing.chart();
  const workload = withWeb(chart);
  const config = new kplus.ConfigMap(chart, 'config', { metadata: { name: 'nginx' }, data: { 'default.conf': '' } });
  workload.containers[0].mount('/etc/nginx/conf.d', kplus.Volume.fromConfigMap(chart, 'volume', config));

  expect(objects(chart, 'StatefulSet')[0].spec.template.spec.volumes).toEqual([{ name: 'configmap-nginx', configMap: { name: 'nginx' } }]);
});

test('a workload that is moved elsewhere in the tree synthesizes the same names, claims and selector', () => {
  const here = Testing.chart();
  withWeb(here, { replicas: 3 });
  const there = new Chart(Testing.app(), 'other-chart');
  withWeb(new Construct(new Construct(there, 'somewhere'), 'deep'), { replicas: 3 });

  expect(Testing.synth(there)).toEqual(Testing.synth(here));
  expect(Yaml.stringify(...Testing.synth(here))).not.toContain('cdk8s.io/metadata.addr');
});

test('the name is the id in lower case unless it is given', () => {
  const chart = Testing.chart();
  expect(withWeb(chart, {}, 'Web').name).toBe('web');
  expect(withWeb(chart, { metadata: { name: 'from-metadata' } }, 'b').name).toBe('from-metadata');
  expect(withWeb(chart, { name: 'given' }, 'c').podHost(2)).toBe('given-2.given-headless');
});

test('synthesizing twice gives the same bytes', () => {
  const chart = Testing.chart();
  withWeb(chart, { replicas: 3, antiAffinity: AntiAffinity.REQUIRED });
  const first = Yaml.stringify(...Testing.synth(chart));
  expect(Yaml.stringify(...Testing.synth(chart))).toBe(first);
});

test('replicas are left out for an autoscaler, which then controls them', () => {
  const chart = Testing.chart();
  const workload = withWeb(chart);
  workload.addContainer({ name: 'second', image: 'busybox:1.36', resources: { cpu: { request: kplus.Cpu.millis(10) } } });
  autoscaled(chart, workload);

  expect(workload.hasAutoscaler).toBe(true);
  expect(objects(chart, 'StatefulSet')[0].spec.replicas).toBeUndefined();
  expect(objects(chart, 'PodDisruptionBudget')).toHaveLength(1);
});

test('replicas under an autoscaler are refused', () => {
  const chart = Testing.chart();
  const target = withWeb(chart, { replicas: 3 });
  expect(() => autoscaled(chart, target)).toThrow('test/web: an autoscaler drives the set although replicas is 3: each deployment would set it back to 3');
});

test('an autoscaler whose scaling down deletes data is refused, unless that is accepted', () => {
  const chart = Testing.chart();
  const workload = withWeb(chart, { persistentVolumeClaimRetentionPolicy: { whenScaled: ClaimRetention.DELETE } });
  autoscaled(chart, workload);
  expect(() => Testing.synth(chart)).toThrow('[test/web] an autoscaler deletes data whenever the load falls, because whenScaled is Delete');
  workload.accept('storage/kept', 'it is a cache that fills itself');
  expect(objects(chart, 'StatefulSet')).toHaveLength(1);
});

test('a rolling update always has its block: without it, a Parallel set can make and delete a pod for ever', () => {
  const chart = Testing.chart();
  withWeb(chart, { replicas: 3, updateStrategy: UpdateStrategy.rollingUpdate() });
  const set = Testing.synth(chart).find(({ kind }) => kind === 'StatefulSet');
  expect(set.spec.updateStrategy).toEqual({ type: 'RollingUpdate', rollingUpdate: { partition: 0 } });
});

test('values that are known only at synthesis survive', () => {
  const chart = Testing.chart();
  const workload = withWeb(chart);
  workload.addContainer({ name: 'lazy', image: Lazy.any({ produce: () => 'busybox:late' }) });
  expect(objects(chart, 'StatefulSet')[0].spec.template.spec.containers[1].image).toBe('busybox:late');
});

test('what nobody wrote stays as Kubernetes has it, and a port is given an hour to open', () => {
  const chart = Testing.chart();
  const workload = new StatefulWorkload(chart, 'mysql', { securityContext: { ensureNonRoot: false } });
  workload.addContainer({ image: 'mysql:8.0', portNumber: 3306 });
  workload.addContainer({ name: 'latest', image: 'registry:5000/tools/shell' });
  const [container, latest] = objects(chart, 'StatefulSet')[0].spec.template.spec.containers;

  expect(container.resources).toBeUndefined();
  expect(container.securityContext).toBeUndefined();
  expect(container.startupProbe).toEqual({ tcpSocket: { port: 3306 }, periodSeconds: 10, failureThreshold: 360 });
  expect(latest.imagePullPolicy).toBe('Always');
  expect(latest.startupProbe).toBeUndefined();
});

test('Services and connections of cdk8s-plus select the pods', () => {
  const chart = Testing.chart();
  const workload = withWeb(chart, { matchLabels: { app: 'nginx' } });
  const service = new kplus.Service(chart, 'client', { selector: workload, ports: [{ port: 80 }] });
  workload.connections.allowFrom(kplus.Pods.select(chart, 'clients', { labels: { role: 'client' } }), { isolation: kplus.PodConnectionsIsolation.POD });

  expect(Testing.synth(chart).find(object => object.metadata.name === service.name).spec.selector).toEqual({ app: 'nginx' });
  expect(objects(chart, 'NetworkPolicy')[0].spec.podSelector).toEqual({ matchLabels: { app: 'nginx' } });
});

test('isolate denies all traffic of exactly these pods', () => {
  const chart = Testing.chart();
  withWeb(chart, { isolate: true });
  expect(objects(chart, 'NetworkPolicy')[0].spec.podSelector.matchLabels).toEqual({ 'app.kubernetes.io/name': 'web', 'app.kubernetes.io/instance': 'web' });
});

test('replicas avoid each other as strongly as asked and spread over zones', () => {
  const spread = { topology: kplus.Topology.ZONE, whenUnsatisfiable: WhenUnsatisfiable.SCHEDULE_ANYWAY };
  const pod = synthesize({ antiAffinity: AntiAffinity.REQUIRED, matchLabels: { app: 'web' }, topologySpreadConstraints: [spread] }).spec.template.spec;
  expect(pod.affinity.podAntiAffinity).toEqual({
    requiredDuringSchedulingIgnoredDuringExecution: [{ topologyKey: 'kubernetes.io/hostname', labelSelector: { matchLabels: { app: 'web' } } }],
  });
  expect(pod.topologySpreadConstraints).toEqual([
    { topologyKey: 'topology.kubernetes.io/zone', maxSkew: 1, whenUnsatisfiable: 'ScheduleAnyway', labelSelector: { matchLabels: { app: 'web' } } },
  ]);
  expect(synthesize({ antiAffinity: AntiAffinity.NONE }).spec.template.spec.affinity).toBeUndefined();
});

test.each([
  ['one replica has no budget', { replicas: 1 }, undefined],
  ['a budget can be refused', { replicas: 3, disruptionBudget: DisruptionBudget.none() }, undefined],
  ['a budget can say what must stay', { disruptionBudget: DisruptionBudget.minAvailable(kplus.PercentOrAbsolute.percent(50)) }, { minAvailable: '50%' }],
  ['a budget can say what may go', { replicas: 1, disruptionBudget: DisruptionBudget.maxUnavailable(one) }, { maxUnavailable: 1 }],
])('%s', (_, props, expected) => {
  const chart = Testing.chart();
  withWeb(chart, { matchLabels: { app: 'web' }, ...props });
  expect(objects(chart, 'PodDisruptionBudget')[0]?.spec).toEqual(expected && { ...expected, selector: { matchLabels: { app: 'web' } } });
});

test('the governing Service can have another name, and hide pods that are not ready', () => {
  const chart = Testing.chart();
  const workload = withWeb(chart, { service: GoverningService.create({ name: 'nginx', publishNotReadyAddresses: false }) });
  workload.addContainer({ name: 'exporter', image: 'exporter:1.0', ports: [{ number: 9113 }] });
  const [service] = objects(chart, 'Service');
  expect(service.metadata.name).toBe('nginx');
  expect(service.spec.publishNotReadyAddresses).toBe(false);
  expect(service.spec.ports).toEqual([{ name: 'web', port: 80 }, { name: 'port-9113', port: 9113 }]);
  expect(objects(chart, 'StatefulSet')[0].spec.serviceName).toBe('nginx');
});

test('accepted findings are told to the prover, one per line', () => {
  const chart = Testing.chart();
  const workload = withWeb(chart);
  workload.accept('order/update', 'a cache may restart in any order');
  workload.accept('hygiene/readiness-probe', 'nginx is ready when it runs');
  expect(objects(chart, 'StatefulSet')[0].metadata.annotations['cdk8s-stateful/accept'])
    .toBe('order/update: a cache may restart in any order\nhygiene/readiness-probe: nginx is ready when it runs');
});

test.each<[string, StatefulWorkloadProps, string]>([
  ['a name of 53 characters', { name: 'a'.repeat(53) }, 'test/web: the name \'aaa'],
  ['a name that is no host name', { name: 'My_Set' }, "test/web: 'My_Set' cannot be the name of a StatefulSet"],
  ['an empty selector', { matchLabels: {} }, 'test/web: matchLabels is empty'],
  ['a negative number of replicas', { replicas: -1 }, 'test/web: replicas is -1'],
  ['half a replica', { replicas: 1.5 }, 'test/web: replicas is 1.5'],
  ['a negative revision history', { revisionHistoryLimit: -1 }, 'test/web: revisionHistoryLimit is -1'],
  ['a negative first ordinal', { ordinalsStart: -1 }, 'test/web: ordinalsStart is -1'],
  ['a negative partition', { updateStrategy: UpdateStrategy.rollingUpdate({ partition: -1 }) }, 'test/web: partition is -1'],
  ['an update that may take nothing away', { updateStrategy: UpdateStrategy.rollingUpdate({ maxUnavailable: kplus.PercentOrAbsolute.absolute(0) }) }, 'test/web: maxUnavailable is 0'],
  ['no time to terminate', { terminationGracePeriod: Duration.seconds(0) }, 'test/web: terminationGracePeriod is 0'],
  ['a skew of zero', { topologySpreadConstraints: [{ topology: kplus.Topology.ZONE, maxSkew: 0 }] }, 'test/web: maxSkew is 0'],
])('%s is refused', (_, props, message) => {
  expect(() => withWeb(Testing.chart(), props)).toThrow(message);
});

test('the longest name is accepted', () => {
  expect(synthesize({ name: 'a'.repeat(52) }).metadata.name).toHaveLength(52);
});

test('an error says where, what, why and what to write instead', () => {
  expect(() => withWeb(Testing.chart(), { terminationGracePeriod: Duration.seconds(0) })).toThrow(
    'test/web: terminationGracePeriod is 0: the pod is forgotten before its process has ended, so that two processes can write the same data. '
    + 'Give the process the time that it needs to stop, at least Duration.seconds(1).');
});

test('two claims of one name are refused', () => {
  const workload = withWeb(Testing.chart());
  expect(() => workload.addClaim('www', { storage: Size.gibibytes(1) })).toThrow("test/web: there are two claims named 'www'");
});

test.each([
  ['Data', Size.gibibytes(1), "test/web/claim-Data: the claim name 'Data' is not a DNS label"],
  ['data', Size.gibibytes(0), "test/web/claim-data: claim 'data' asks for 0Gi of storage"],
])('a claim named %s of %s is refused', (name, storage, message) => {
  const workload = withWeb(Testing.chart());
  expect(() => workload.addClaim(name, { storage })).toThrow(message);
});

test('a claim that no container mounts is refused', () => {
  const chart = Testing.chart();
  withWeb(chart).addClaim('logs', { storage: Size.gibibytes(1) });
  expect(() => Testing.synth(chart)).toThrow("[test/web] claim 'logs' is mounted by no container");
});

test('two sets of one name in a chart are refused', () => {
  const chart = Testing.chart();
  withWeb(chart);
  withWeb(new Construct(chart, 'twin'));
  expect(() => Testing.synth(chart)).toThrow("[test/web] test/twin/web is a StatefulSet named 'web' as well");
});

test('a set that was removed is no other', () => {
  const chart = Testing.chart();
  const twin = new Construct(chart, 'twin');
  withWeb(twin);
  chart.node.tryRemoveChild('twin');
  withWeb(chart);
  expect(objects(chart, 'StatefulSet')).toHaveLength(1);
});

test('sets of one name in two namespaces or charts are fine', () => {
  const app = new App();
  const chart = new Chart(app, 'a');
  withWeb(chart);
  withWeb(new Construct(chart, 'other'), { metadata: { namespace: 'other' } });
  withWeb(new Chart(app, 'b'));
  expect(Testing.synth(chart)).toHaveLength(6);
});

test('pods whose labels the selector does not match are refused', () => {
  const chart = Testing.chart();
  withWeb(chart, { podMetadata: { labels: { 'app.kubernetes.io/name': 'nginx' } } });
  expect(() => Testing.synth(chart)).toThrow('[test/web] the selector wants the pod label app.kubernetes.io/name=web, but pods have nginx');
});

test.each([
  ['update', 'a reason that is long enough', "'update' is not the id of a rule"],
  ['order/update', 'because', "the reason for accepting order/update is 'because'"],
  ['order/update', 'one line\norder/create: and another', 'the reason for accepting order/update'],
])('accepting %s because of %j is refused', (rule, reason, message) => {
  expect(() => withWeb(Testing.chart()).accept(rule, reason)).toThrow(message);
});
