import { Chart, Duration, Size, Testing } from 'cdk8s';
import { VERSIONS, objects, podOf, refusals, withWeb } from './support';
import { AntiAffinity, GrpcProbe, KubernetesVersion, NodeInclusionPolicy, StatefulWorkload, StatefulWorkloadProps, WhenUnsatisfiable } from '../../src';
import * as kplus from '../../src/constructs/kplus';

function pod(props: StatefulWorkloadProps): any {
  const chart = Testing.chart();
  withWeb(chart, props);
  return podOf(chart);
}

test('every field of the pod that a user meets can be set, and the API servers take it', () => {
  const chart = Testing.chart();
  const workload = withWeb(chart, {
    replicas: 3,
    priorityClassName: 'database',
    runtimeClassName: 'gvisor',
    schedulerName: 'second-scheduler',
    shareProcessNamespace: true,
    enableServiceLinks: true,
    readinessGates: ['example.com/load-balancer'],
    seccompProfile: { type: kplus.SeccompProfileType.RUNTIME_DEFAULT },
    supplementalGroups: [4000, 4001],
    securityContext: { user: 101, group: 101, fsGroup: 101 },
    terminationGracePeriod: Duration.minutes(2),
    dockerRegistryAuth: kplus.Secret.fromSecretName(chart, 'registry', 'registry-credentials'),
    hostAliases: [{ ip: '10.0.0.1', hostnames: ['legacy'] }],
    dns: { options: [{ name: 'ndots', value: '1' }] },
    serviceAccount: kplus.ServiceAccount.fromServiceAccountName(chart, 'account', 'web-account'),
    automountServiceAccountToken: true,
  });
  workload.scheduling.tolerate(kplus.Node.tainted(kplus.NodeTaintQuery.is('dedicated', 'database', { effect: kplus.TaintEffect.NO_SCHEDULE })));
  workload.scheduling.attract(kplus.Node.labeled(kplus.NodeLabelQuery.is('disk', 'ssd')));

  expect({ ...podOf(chart), containers: undefined }).toMatchObject({
    priorityClassName: 'database',
    runtimeClassName: 'gvisor',
    schedulerName: 'second-scheduler',
    shareProcessNamespace: true,
    enableServiceLinks: true,
    readinessGates: [{ conditionType: 'example.com/load-balancer' }],
    securityContext: {
      seccompProfile: { type: 'RuntimeDefault' }, supplementalGroups: [4000, 4001], runAsUser: 101, runAsGroup: 101, fsGroup: 101, runAsNonRoot: true,
    },
    terminationGracePeriodSeconds: 120,
    imagePullSecrets: [{ name: 'registry-credentials' }],
    hostAliases: [{ ip: '10.0.0.1', hostnames: ['legacy'] }],
    dnsConfig: { options: [{ name: 'ndots', value: '1' }] },
    serviceAccountName: 'web-account',
    automountServiceAccountToken: true,
    tolerations: [{ key: 'dedicated', operator: 'Equal', value: 'database', effect: 'NoSchedule' }],
    affinity: { nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [{ matchExpressions: [{ key: 'disk', operator: 'In', values: ['ssd'] }] }] } } },
  });
  for (const version of VERSIONS) expect(refusals(version, Testing.synth(chart))).toEqual([]);
});

test('replicas avoid each other on hosts and in zones, by requirement and by preference', () => {
  const antiAffinity = AntiAffinity.REQUIRED.also(AntiAffinity.preferredBy(kplus.Topology.ZONE, 30)).also(AntiAffinity.requiredBy(kplus.Topology.custom('rack')));
  const labelSelector = { matchLabels: { app: 'web' } };
  expect(pod({ antiAffinity, matchLabels: { app: 'web' } }).affinity.podAntiAffinity).toEqual({
    requiredDuringSchedulingIgnoredDuringExecution: [{ topologyKey: 'kubernetes.io/hostname', labelSelector }, { topologyKey: 'rack', labelSelector }],
    preferredDuringSchedulingIgnoredDuringExecution: [{ weight: 30, podAffinityTerm: { topologyKey: 'topology.kubernetes.io/zone', labelSelector } }],
  });
});

test.each([0, 101, 1.5])('a preferred anti-affinity of weight %s is refused', (weight) => {
  expect(() => AntiAffinity.preferredBy(kplus.Topology.ZONE, weight)).toThrow(`the weight of a preferred anti-affinity is ${weight}`);
});

test('a gRPC probe asks a port, and a service if one is named', () => {
  const chart = Testing.chart();
  const workload = new StatefulWorkload(chart, 'etcd');
  workload.addContainer({
    image: 'etcd:3.5',
    startup: GrpcProbe.onPort(2379, { failureThreshold: 60, periodSeconds: Duration.seconds(5) }),
    liveness: GrpcProbe.onPort(2379),
    readiness: GrpcProbe.onPort(2379, {
      service: 'ready', timeoutSeconds: Duration.seconds(2), initialDelaySeconds: Duration.seconds(1), successThreshold: 2, failureThreshold: 1,
    }),
  });

  const [container] = podOf(chart).containers;
  expect(container.startupProbe).toEqual({ grpc: { port: 2379 }, failureThreshold: 60, periodSeconds: 5 });
  expect(container.livenessProbe).toEqual({ grpc: { port: 2379 } });
  expect(container.readinessProbe).toEqual({
    grpc: { port: 2379, service: 'ready' }, timeoutSeconds: 2, initialDelaySeconds: 1, successThreshold: 2, failureThreshold: 1,
  });
  for (const version of VERSIONS) expect(refusals(version, Testing.synth(chart))).toEqual([]);
});

test.each([0, 65536, 1.5])('a gRPC probe of port %s is refused', (port) => {
  expect(() => GrpcProbe.onPort(port)).toThrow(`the port of a gRPC probe is ${port}`);
});

test('lifecycle hooks and all kinds of probes of cdk8s-plus go on working', () => {
  const chart = Testing.chart();
  new StatefulWorkload(chart, 'web').addContainer({
    image: 'nginx:1.21',
    portNumber: 80,
    lifecycle: { preStop: kplus.Handler.fromCommand(['nginx', '-s', 'quit']), postStart: kplus.Handler.fromHttpGet('/started') },
    readiness: kplus.Probe.fromHttpGet('/ready'),
    liveness: kplus.Probe.fromTcpSocket(),
    startup: kplus.Probe.fromCommand(['true']),
  });
  expect(podOf(chart).containers[0]).toMatchObject({
    lifecycle: { preStop: { exec: { command: ['nginx', '-s', 'quit'] } }, postStart: { httpGet: { path: '/started', port: 80 } } },
    readinessProbe: { httpGet: { path: '/ready', port: 80 } },
    livenessProbe: { tcpSocket: { port: 80 } },
    startupProbe: { exec: { command: ['true'] } },
  });
  for (const version of VERSIONS) expect(refusals(version, Testing.synth(chart))).toEqual([]);
});

test('init containers run before, side-cars beside the containers', () => {
  const chart = Testing.chart();
  const workload = withWeb(chart);
  workload.addInitContainer({ image: 'busybox:1.36', command: ['true'] });
  const sidecar = workload.addSidecar({ name: 'logs', image: 'fluent-bit:3.1', portNumber: 2020, readiness: kplus.Probe.fromTcpSocket() });
  workload.addInitContainer({ name: 'proxy', image: 'envoy:1.31', restartPolicy: kplus.ContainerRestartPolicy.ALWAYS });

  const { initContainers } = podOf(chart);
  expect(initContainers.map(({ name, restartPolicy }: any) => [name, restartPolicy])).toEqual([['init-0', undefined], ['logs', 'Always'], ['proxy', 'Always']]);
  expect(initContainers[0].resources).toBeUndefined();
  expect(initContainers[1].startupProbe).toEqual({ tcpSocket: { port: 2020 }, periodSeconds: 10, failureThreshold: 360 });
  expect(initContainers[1].readinessProbe.tcpSocket).toEqual({ port: 2020 });
  expect(sidecar.name).toBe('logs');
  for (const version of ['1.29', '1.34', '1.36']) expect(refusals(version, Testing.synth(chart))).toEqual([]);
});

test('containers can be given as properties, as in cdk8s-plus', () => {
  const chart = Testing.chart();
  new StatefulWorkload(chart, 'web', { containers: [{ image: 'nginx:1.21' }], initContainers: [{ image: 'busybox:1.36' }] });
  const { containers, initContainers } = podOf(chart);
  expect(containers).toEqual([{ name: 'main', image: 'nginx:1.21', imagePullPolicy: 'IfNotPresent' }]);
  expect(initContainers).toEqual([{ name: 'init-0', image: 'busybox:1.36', imagePullPolicy: 'IfNotPresent' }]);
});

test('with the network of the host, the names of the replicas still resolve', () => {
  expect(pod({ hostNetwork: true }).dnsPolicy).toBe('ClusterFirstWithHostNet');
  expect(pod({ hostNetwork: true, dns: { policy: kplus.DnsPolicy.DEFAULT } }).dnsPolicy).toBe('Default');
  expect(pod({}).dnsPolicy).toBe('ClusterFirst');
});

test('a change of configuration rolls the pods, and the order of the files is no change', () => {
  const template = (files: { [name: string]: string }) => {
    const chart = Testing.chart();
    const workload = withWeb(chart);
    workload.containers[0].mount('/etc/nginx/conf.d', workload.addConfigurationFiles('conf', files), { readOnly: true });
    return { ...objects(chart, 'StatefulSet')[0].spec.template, configMaps: objects(chart, 'ConfigMap') };
  };
  const before = template({ 'a.conf': 'a', 'b.conf': 'b' });
  const checksum = (of: any) => of.metadata.annotations['cdk8s-stateful/configuration'];

  expect(before.configMaps).toEqual([expect.objectContaining({ metadata: expect.objectContaining({ name: 'web-conf' }), data: { 'a.conf': 'a', 'b.conf': 'b' } })]);
  expect(before.spec.volumes).toEqual([{ name: 'conf', configMap: { name: 'web-conf' } }]);
  expect(before.spec.containers[0].volumeMounts).toContainEqual({ name: 'conf', mountPath: '/etc/nginx/conf.d', readOnly: true });
  expect(checksum(before)).toMatch(/^[0-9a-f]{64}$/);
  expect(checksum(template({ 'b.conf': 'b', 'a.conf': 'a' }))).toBe(checksum(before));
  expect(checksum(template({ 'a.conf': 'a', 'b.conf': 'B' }))).not.toBe(checksum(before));
  expect(checksum(template({ 'a.conf': 'ab', 'b.conf': '' }))).not.toBe(checksum(before));
});

test('a ConfigMap of the app rolls the pods too, with what is added to it later', () => {
  const chart = Testing.chart();
  const workload = withWeb(chart, { podMetadata: { annotations: { team: 'till' } } });
  const configMap = new kplus.ConfigMap(chart, 'config', { metadata: { name: 'settings' }, data: { mode: 'fast' } });
  workload.containers[0].env.copyFrom(kplus.Env.fromConfigMap(configMap));
  workload.rollOnChangeOf(configMap);
  const annotations = () => objects(chart, 'StatefulSet')[0].spec.template.metadata.annotations;

  const before = annotations();
  expect(before.team).toBe('till');
  configMap.addBinaryData('more', 'AAE=');
  expect(annotations()['cdk8s-stateful/configuration']).not.toBe(before['cdk8s-stateful/configuration']);
  const kinds = Testing.synth(chart).map(({ kind }) => kind);
  expect(kinds.indexOf('ConfigMap')).toBeLessThan(kinds.indexOf('StatefulSet'));
});

test('the order in which ConfigMaps are added is no change', () => {
  const checksum = (names: string[]) => {
    const chart = Testing.chart();
    const workload = withWeb(chart);
    for (const name of names) workload.rollOnChangeOf(new kplus.ConfigMap(chart, name, { metadata: { name }, data: { key: name } }));
    return objects(chart, 'StatefulSet')[0].spec.template.metadata.annotations['cdk8s-stateful/configuration'];
  };
  expect(checksum(['a', 'b'])).toBe(checksum(['b', 'a']));
});

test('secrets come by reference, as variables and as files', () => {
  const chart = Testing.chart();
  const secret = kplus.Secret.fromSecretName(chart, 'credentials', 'db-credentials');
  const container = withWeb(chart).containers[0];
  container.env.addVariable('DB_PASSWORD', secret.envValue('password'));
  container.mount('/run/tls', kplus.Volume.fromSecret(chart, 'tls', kplus.Secret.fromSecretName(chart, 'tls-secret', 'db-tls')), { readOnly: true });

  expect(podOf(chart).containers[0].env).toEqual([{ name: 'DB_PASSWORD', valueFrom: { secretKeyRef: { name: 'db-credentials', key: 'password' } } }]);
  expect(podOf(chart).volumes).toEqual([{ name: 'secret-db-tls', secret: { secretName: 'db-tls' } }]);
});

test('a secret that is written in the manifest is refused, unless that is accepted', () => {
  const chart = Testing.chart();
  const workload = withWeb(chart);
  workload.containers[0].env.addVariable('DB_PASSWORD', kplus.EnvValue.fromValue('hunter2'));
  workload.containers[0].env.addVariable('DB_PASSWORD_FILE', kplus.EnvValue.fromValue('/run/secrets/password'));
  expect(() => Testing.synth(chart)).toThrow(/\[test\/web\] DB_PASSWORD of container 'main' is written in the manifest: .*accept\('hygiene\/literal-secret', reason\)\.$/);
  workload.accept('hygiene/literal-secret', 'the password of the test database');
  expect(podOf(chart).containers[0].env).toHaveLength(2);
});

test('only clients and the replicas themselves may connect, where clients are named', () => {
  const chart = new Chart(Testing.app(), 'test', { namespace: 'shop' });
  const clients = [
    kplus.Pods.select(chart, 'till', { labels: { app: 'till' } }),
    kplus.Pods.all(chart, 'monitoring', { namespaces: kplus.Namespaces.select(chart, 'namespaces', { labels: { team: 'operations' } }) }),
    kplus.NetworkPolicyIpBlock.ipv4(chart, 'office', '10.0.0.0/8'),
  ];
  withWeb(chart, { clients, matchLabels: { app: 'web' } });
  expect(objects(chart, 'NetworkPolicy')).toEqual([{
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: { name: 'web-clients', namespace: 'shop', labels: { app: 'web' } },
    spec: {
      podSelector: { matchLabels: { app: 'web' } },
      policyTypes: ['Ingress'],
      ingress: [
        { ports: [], from: [{ podSelector: { matchLabels: { app: 'web' } }, namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'shop' } } }] },
        { ports: [], from: [{ podSelector: { matchLabels: { app: 'till' } } }] },
        { ports: [], from: [{ podSelector: {}, namespaceSelector: { matchLabels: { team: 'operations' } } }] },
        { ports: [], from: [{ ipBlock: { cidr: '10.0.0.0/8' } }] },
      ],
    },
  }]);
});

test('a spread has all that the API knows of it', () => {
  const topologySpreadConstraints = [
    { topology: kplus.Topology.ZONE, maxSkew: 2, minDomains: 3, nodeAffinityPolicy: NodeInclusionPolicy.IGNORE, nodeTaintsPolicy: NodeInclusionPolicy.HONOR },
    { topology: kplus.Topology.HOSTNAME, whenUnsatisfiable: WhenUnsatisfiable.SCHEDULE_ANYWAY },
  ];
  const labelSelector = { matchLabels: { app: 'web' } };
  expect(pod({ topologySpreadConstraints, matchLabels: { app: 'web' } }).topologySpreadConstraints).toEqual([
    {
      topologyKey: 'topology.kubernetes.io/zone',
      maxSkew: 2,
      minDomains: 3,
      whenUnsatisfiable: 'DoNotSchedule',
      nodeAffinityPolicy: 'Ignore',
      nodeTaintsPolicy: 'Honor',
      labelSelector,
    },
    { topologyKey: 'kubernetes.io/hostname', maxSkew: 1, whenUnsatisfiable: 'ScheduleAnyway', labelSelector },
  ]);
});

test('a version that drops nothing of it changes nothing', () => {
  const props = { replicas: 3, resources: undefined };
  expect(pod({ ...props, kubernetes: KubernetesVersion.of('1.34') })).toEqual(pod(props));
});

test('resources, volumes and mounts are as cdk8s-plus writes them', () => {
  const chart = Testing.chart();
  const workload = withWeb(chart);
  workload.addContainer({
    name: 'cache', image: 'redis:7.4', resources: { cpu: { request: kplus.Cpu.millis(100) }, memory: { limit: Size.mebibytes(64) }, ephemeralStorage: { limit: Size.gibibytes(1) } },
  }).mount('/tmp', kplus.Volume.fromEmptyDir(chart, 'scratch', 'scratch', { medium: kplus.EmptyDirMedium.MEMORY, sizeLimit: Size.mebibytes(8) }));
  expect(podOf(chart).containers[1].resources).toEqual({ requests: { cpu: '100m' }, limits: { 'memory': '64Mi', 'ephemeral-storage': '1Gi' } });
  expect(podOf(chart).volumes).toEqual([{ name: 'scratch', emptyDir: { medium: 'Memory', sizeLimit: '8Mi' } }]);
});
