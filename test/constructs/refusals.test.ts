import { Duration, Testing } from 'cdk8s';
import { objects, withWeb } from './support';
import { DisruptionBudget, GoverningService, KubernetesVersion, ReadinessModel, StatefulWorkload, StatefulWorkloadProps, UnhealthyPodEvictionPolicy, UpdateStrategy, WhenUnsatisfiable } from '../../src';
import * as kplus from '../../src/constructs/kplus';

const { absolute, percent } = kplus.PercentOrAbsolute;
const rolling = UpdateStrategy.rollingUpdate;

test.each<[string, StatefulWorkloadProps, string]>([
  ['two names', { name: 'a', metadata: { name: 'b' } }, "the name is 'a', and 'b' in metadata: an object has one name"],
  ['a Service whose name is none', { service: GoverningService.create({ name: 'My_Service' }) }, "the name of the governing Service is 'My_Service'"],
  ['a priority class whose name is none', { priorityClassName: 'High Priority' }, "priorityClassName is 'High Priority'"],
  ['a runtime class whose name is none', { runtimeClassName: 'g_visor' }, "runtimeClassName is 'g_visor'"],
  ['a scheduler whose name is none', { schedulerName: 'a b' }, "schedulerName is 'a b'"],
  ['a readiness gate that is no condition', { readinessGates: ['a b'] }, "a readiness gate is 'a b'"],
  ['a label of the selector that is none', { matchLabels: { app: 'my shop' } }, "matchLabels['app'] is 'my shop'"],
  ['a selector of labels without a value', { matchLabels: { app: '' } }, 'none of the matchLabels has a value: cdk8s-plus drops them'],
  ['a label of the pods that is none', { podMetadata: { labels: { 'my key': 'x' } } }, "a key of podMetadata.labels is 'my key'"],
  ['a label of the set that is too long', { metadata: { labels: { app: 'a'.repeat(64) } } }, `metadata.labels['app'] is '${'a'.repeat(64)}': the API server does not take it: must be no more than 63`],
  ['another restart policy', { restartPolicy: kplus.RestartPolicy.ON_FAILURE }, 'restartPolicy is OnFailure: the API server takes no other than Always in a StatefulSet'],
  ['a host name', { dns: { hostname: 'db' } }, "dns.hostname is 'db': the controller overwrites it in every pod"],
  ['a subdomain', { dns: { subdomain: 'db' } }, "dns.subdomain is 'db': the controller overwrites it in every pod"],
  ['a DNS policy for which no replica has a name', { hostNetwork: true, dns: { policy: kplus.DnsPolicy.CLUSTER_FIRST } }, 'dns.policy is ClusterFirst although hostNetwork is true'],
  ['clients of an isolated set', { isolate: true, clients: [] }, 'there are clients although isolate is true'],
  ['half a second of availability', { minReady: Duration.millis(500) }, 'minReady is 500 millis: Kubernetes counts it in whole seconds'],
  ['half a second to terminate', { terminationGracePeriod: Duration.millis(1500) }, 'terminationGracePeriod is'],
  ['a group below zero', { supplementalGroups: [-1] }, 'a supplemental group is -1'],
  ['less than nothing unavailable', { updateStrategy: rolling({ maxUnavailable: absolute(-1) }) }, 'maxUnavailable is -1'],
  ['more than all unavailable', { updateStrategy: rolling({ maxUnavailable: percent(101) }) }, 'maxUnavailable is 101%'],
  ['nothing unavailable, in percent', { updateStrategy: rolling({ maxUnavailable: percent(0) }) }, 'maxUnavailable is 0'],
  ['half a pod unavailable', { updateStrategy: rolling({ maxUnavailable: absolute(0.5) }) }, 'maxUnavailable is 0.5'],
  ['half a percent unavailable', { updateStrategy: rolling({ maxUnavailable: percent(0.5) }) }, 'maxUnavailable is 0.5%'],
  ['a budget below zero', { disruptionBudget: DisruptionBudget.minAvailable(absolute(-1)) }, 'minAvailable of the disruption budget is -1'],
  ['a budget above all', { disruptionBudget: DisruptionBudget.maxUnavailable(percent(200)) }, 'maxUnavailable of the disruption budget is 200%'],
  ['two spreads of one kind', { topologySpreadConstraints: [{ topology: kplus.Topology.ZONE }, { topology: kplus.Topology.ZONE, maxSkew: 2 }] },
    'two topologySpreadConstraints are about topology.kubernetes.io/zone and DoNotSchedule'],
  ['no domains', { topologySpreadConstraints: [{ topology: kplus.Topology.ZONE, minDomains: 0 }] }, 'minDomains is 0'],
  ['domains that nobody insists on', { topologySpreadConstraints: [{ topology: kplus.Topology.ZONE, minDomains: 2, whenUnsatisfiable: WhenUnsatisfiable.SCHEDULE_ANYWAY }] },
    'minDomains is given with ScheduleAnyway'],
])('%s is refused', (_, props, message) => {
  expect(() => withWeb(Testing.chart(), props)).toThrow(`test/web: ${message}`);
});

describe('a version that drops a field', () => {
  const maxUnavailable = { updateStrategy: rolling({ maxUnavailable: absolute(2) }) };
  const off = (version: string, gate: string) => KubernetesVersion.of(version, { featureGates: { [gate]: false } });

  test.each<[string, StatefulWorkloadProps, string]>([
    ['maxUnavailable before it is on', { ...maxUnavailable, kubernetes: KubernetesVersion.of('1.34.4') },
      'Kubernetes 1.34.4 drops maxUnavailable: its feature gate MaxUnavailableStatefulSet is off, and the API server takes the object without the field and says nothing. '
      + 'Leave maxUnavailable out, or turn the gate on in API server and controller manager and say so: '
      + "KubernetesVersion.of('1.34.4', { featureGates: { MaxUnavailableStatefulSet: true } })."],
    ['maxUnavailable where it is off again', { ...maxUnavailable, kubernetes: KubernetesVersion.of('1.35.4') }, 'Kubernetes 1.35.4 drops maxUnavailable'],
    ['the retention policy', { persistentVolumeClaimRetentionPolicy: {}, kubernetes: off('1.28', 'StatefulSetAutoDeletePVC') },
      'Kubernetes 1.28.15 with StatefulSetAutoDeletePVC=false drops persistentVolumeClaimRetentionPolicy'],
    ['the first ordinal', { ordinalsStart: 1, kubernetes: off('1.30', 'StatefulSetStartOrdinal') }, 'Kubernetes 1.30.14 with StatefulSetStartOrdinal=false drops ordinalsStart'],
  ])('%s is refused', (_, props, message) => {
    expect(() => withWeb(Testing.chart(), props)).toThrow(`test/web: ${message}`);
  });

  test.each<[string, KubernetesVersion | undefined]>([
    ['where it is on', KubernetesVersion.of('1.35.0')],
    ['where it is turned on', KubernetesVersion.of('v1.34', { featureGates: { MaxUnavailableStatefulSet: true } })],
    ['where the version is not known', undefined],
  ])('maxUnavailable is fine %s', (_, kubernetes) => {
    const chart = Testing.chart();
    withWeb(chart, { ...maxUnavailable, kubernetes });
    expect(objects(chart, 'StatefulSet')[0].spec.updateStrategy.rollingUpdate.maxUnavailable).toBe(2);
  });

  test('a side-car is refused where it would never end', () => {
    const workload = withWeb(Testing.chart(), { kubernetes: KubernetesVersion.of('1.28') });
    expect(() => workload.addSidecar({ image: 'proxy:1' })).toThrow("test/web: the sidecar 'sidecar-0' is for Kubernetes 1.29 and later, and this is 1.28.15");
  });

  test.each([['1.27', {}, 'unknown version of Kubernetes 1.27'], ['1.34', { featureGates: { NoSuchGate: true } }, 'unrecognized feature gate: NoSuchGate'],
    ['1.34', { featureGates: { StatefulSetStartOrdinal: false } }, 'unrecognized feature gate: StatefulSetStartOrdinal']])(
    'Kubernetes %s with %j is refused', (version, options, message) => {
      expect(() => KubernetesVersion.of(version, options)).toThrow(message);
    });

  test('a version is told with its gates', () => {
    expect(`${KubernetesVersion.of('1.34', { featureGates: { MaxUnavailableStatefulSet: true } })}`).toBe('1.34.4 with MaxUnavailableStatefulSet=true');
    expect(KubernetesVersion.of('1.35').version).toBe('1.35.4');
  });
});

describe('containers', () => {
  test('two of one name are refused, also where one is attached or an init container', () => {
    const workload = withWeb(Testing.chart());
    const message = "test/web: there are two containers named 'main': the API server refuses a pod with two containers of one name. Give the second another name with the property 'name'.";
    expect(() => workload.addContainer({ image: 'nginx:1.21' })).toThrow(message);
    expect(() => workload.attachContainer(new kplus.Container({ image: 'nginx:1.21' }))).toThrow(message);
    expect(() => workload.addInitContainer({ name: 'main', image: 'nginx:1.21' })).toThrow(message);
    expect(() => workload.addSidecar({ name: 'main', image: 'nginx:1.21' })).toThrow(message);
    expect(workload.containers).toHaveLength(1);
  });

  test('an init container with a port is refused: it would get a start-up probe', () => {
    expect(() => withWeb(Testing.chart()).addInitContainer({ image: 'nginx:1.21', portNumber: 80 })).toThrow("test/web: init container 'init-0' has a port number");
  });

  test('a container that is to be a side-car is refused', () => {
    const container = { name: 'logs', image: 'fluent-bit:3.1', restartPolicy: kplus.ContainerRestartPolicy.ALWAYS };
    expect(() => withWeb(Testing.chart()).addContainer(container)).toThrow("test/web: container 'logs' has a restartPolicy");
  });

  test('a set without one is refused', () => {
    const chart = Testing.chart();
    new StatefulWorkload(chart, 'web');
    expect(() => Testing.synth(chart)).toThrow('[test/web] there is no container: the API server refuses a pod without one. Add one with addContainer.');
  });

  test.each<[string, kplus.ContainerProps, string]>([
    ['a port too high', { image: 'i', ports: [{ number: 70000 }] }, "port 70000 of container 'second' is none: the API server does not take it: it must be between 1 and 65535, inclusive"],
    ['a port with a long name', { image: 'i', ports: [{ number: 81, name: 'a-very-long-port' }] }, "port a-very-long-port of container 'second' is none"],
    ['a port that another listens on', { image: 'i', ports: [{ number: 80 }] }, "containers 'main' and 'second' both listen on port 80"],
    ['a port with the name of another', { image: 'i', ports: [{ number: 81, name: 'web' }] }, "containers 'main' and 'second' both have a port named 'web'"],
    ['a liveness probe that must succeed twice', { image: 'i', liveness: kplus.Probe.fromCommand(['true'], { successThreshold: 2 }) },
      "the liveness probe of container 'second' has successThreshold 2"],
    ['a startup probe without a period', { image: 'i', startup: kplus.Probe.fromCommand(['true'], { periodSeconds: Duration.seconds(0) }) },
      "the startup probe of container 'second' has periodSeconds 0"],
    ['a readiness probe that may not fail', { image: 'i', readiness: kplus.Probe.fromCommand(['true'], { failureThreshold: 0 }) },
      "the readiness probe of container 'second' has failureThreshold 0"],
    ['a hook that sleeps as long as the pod is given to stop', { image: 'i', lifecycle: { preStop: kplus.Handler.fromCommand(['sleep', '30']) } },
      "the preStop hook of container 'second' sleeps for 30 seconds, and terminationGracePeriod is 30: the time for both begins at once"],
  ])('one with %s is refused', (_, props, message) => {
    const chart = Testing.chart();
    withWeb(chart).addContainer({ name: 'second', ...props });
    expect(() => Testing.synth(chart)).toThrow(`[test/web] ${message}`);
  });

  test('a side-car on the port of a container is refused, and an init container, which has ended by then, is not', () => {
    const chart = Testing.chart();
    const workload = withWeb(chart);
    workload.addInitContainer({ image: 'i', ports: [{ number: 80 }] });
    expect(objects(chart, 'StatefulSet')).toHaveLength(1);
    workload.addSidecar({ name: 'proxy', image: 'i', ports: [{ number: 80 }] });
    expect(() => Testing.synth(chart)).toThrow("[test/web] containers 'main' and 'proxy' both listen on port 80");
  });

  test('one port over two protocols is fine, and so are two successes of a readiness probe', () => {
    const chart = Testing.chart();
    withWeb(chart).addContainer({
      name: 'second', image: 'i', ports: [{ number: 80, protocol: kplus.Protocol.UDP, name: 'quic' }], readiness: kplus.Probe.fromCommand(['true'], { successThreshold: 2 }),
    });
    expect(objects(chart, 'StatefulSet')).toHaveLength(1);
  });
});

test.each([['sleep', '29'], ['sh', '-c', 'sleep 60']])('a hook that leaves time to stop, or may, is fine: %s %s', (...command) => {
  const chart = Testing.chart();
  withWeb(chart).addContainer({ name: 'second', image: 'i', lifecycle: { preStop: kplus.Handler.fromCommand(command) } });
  expect(objects(chart, 'StatefulSet')).toHaveLength(1);
});

describe('replicas that wait for each other', () => {
  const waiting = (replicas: number | undefined, readinessModel: ReadinessModel, podManagementPolicy?: kplus.PodManagementPolicy) => {
    const chart = Testing.chart();
    return { chart, workload: withWeb(chart, { replicas, readinessModel, podManagementPolicy }) };
  };

  test.each([
    [ReadinessModel.MAJORITY, 'boot/completes', '3 replicas that are ready only with a majority never start in order'],
    [ReadinessModel.PEERS_OF_LAST_RUN, 'boot/restarts', '3 replicas that wait for those of their last run never come back in order'],
  ])('%s: are refused in order, unless that is accepted', (model, rule, message) => {
    const { chart, workload } = waiting(3, model);
    expect(() => Testing.synth(chart)).toThrow(`[test/web] ${message}: the controller makes a pod only when all before it are ready`);
    workload.accept(rule, 'a person starts the second member');
    expect(objects(chart, 'StatefulSet')).toHaveLength(1);
  });

  test.each<[number | undefined, ReadinessModel, kplus.PodManagementPolicy | undefined]>([
    [3, ReadinessModel.MAJORITY, kplus.PodManagementPolicy.PARALLEL],
    [3, ReadinessModel.PEERS_OF_LAST_RUN, kplus.PodManagementPolicy.PARALLEL],
    [3, ReadinessModel.PREDECESSOR, undefined],
    [1, ReadinessModel.MAJORITY, undefined],
    [undefined, ReadinessModel.MAJORITY, undefined],
  ])('%s replicas, %s, %s: are fine', (replicas, model, policy) => {
    expect(objects(waiting(replicas, model, policy).chart, 'StatefulSet')).toHaveLength(1);
  });
});

test.each<[string, string, { [name: string]: string }, string]>([
  ['a name that is none', 'my files', {}, "the name of the configuration is 'my files'"],
  ['a file whose name is a path', 'files', { 'conf.d/a.conf': '' }, "the name of a file of 'files' is 'conf.d/a.conf'"],
  ['more than fits', 'files', { a: 'ü'.repeat(524_288), b: 'x' }, "the files of 'files' have 1048577 bytes: a ConfigMap has room for 1048576"],
])('configuration with %s is refused', (_, name, files, message) => {
  const workload = withWeb(Testing.chart());
  expect(() => workload.addConfigurationFiles(name, files)).toThrow(`test/web: ${message}`);
  expect(workload.addConfigurationFiles('most', { a: 'ü'.repeat(524_288) }).name).toBe('most');
});

test('two volumes at one path are refused', () => {
  const chart = Testing.chart();
  const workload = withWeb(chart);
  workload.containers[0].mount('/usr/share/nginx/html', workload.addConfigurationFiles('pages', {}));
  expect(() => Testing.synth(chart)).toThrow("[test/web] container 'main' mounts two volumes at '/usr/share/nginx/html': the API server refuses the pod");
});

describe('a budget that lets no pod go', () => {
  test.each<[string, StatefulWorkloadProps]>([
    ['maxUnavailable is 0 of 3 replicas', { replicas: 3, disruptionBudget: DisruptionBudget.maxUnavailable(absolute(0)) }],
    ['maxUnavailable is 0%', { disruptionBudget: DisruptionBudget.maxUnavailable(percent(0)) }],
    ['minAvailable is 3 of 3 replicas', { replicas: 3, disruptionBudget: DisruptionBudget.minAvailable(absolute(3)) }],
    ['minAvailable is 100%', { disruptionBudget: DisruptionBudget.minAvailable(percent(100)) }],
    ['minAvailable is 67% of 3 replicas', { replicas: 3, disruptionBudget: DisruptionBudget.minAvailable(percent(67)) }],
    ['minAvailable is 1 of 1 replicas', { replicas: 1, disruptionBudget: DisruptionBudget.minAvailable(absolute(1)) }],
  ])('is refused, unless that is accepted: %s', (told, props) => {
    const chart = Testing.chart();
    const workload = withWeb(chart, props);
    expect(() => Testing.synth(chart)).toThrow(`[test/web] the disruption budget never lets a pod go: ${told}: a drain of any node`);
    workload.accept('hygiene/disruption-budget', 'we move this database by hand');
    expect(objects(chart, 'PodDisruptionBudget')).toHaveLength(1);
  });

  test.each<[string, StatefulWorkloadProps]>([
    ['it lets one of three go', { replicas: 3, disruptionBudget: DisruptionBudget.minAvailable(percent(66)) }],
    ['nobody knows how many there are', { disruptionBudget: DisruptionBudget.minAvailable(absolute(3)) }],
    ['there is no pod', { replicas: 0, disruptionBudget: DisruptionBudget.minAvailable(absolute(1)) }],
  ])('is not one where %s', (_, props) => {
    const chart = Testing.chart();
    withWeb(chart, props);
    expect(objects(chart, 'PodDisruptionBudget')).toHaveLength(1);
  });
});

test('a budget says whether pods that are not ready may be evicted', () => {
  const chart = Testing.chart();
  withWeb(chart, { disruptionBudget: DisruptionBudget.maxUnavailable(absolute(1), { unhealthyPodEvictionPolicy: UnhealthyPodEvictionPolicy.ALWAYS_ALLOW }) });
  expect(objects(chart, 'PodDisruptionBudget')[0].spec).toMatchObject({ maxUnavailable: 1, unhealthyPodEvictionPolicy: 'AlwaysAllow' });
});

test('the host of a replica that there is not is refused', () => {
  expect(() => withWeb(Testing.chart(), { ordinalsStart: 2 }).podHost(1)).toThrow('test/web: the host of ordinal 1 is asked for: the replicas are counted from 2 on');
  expect(() => withWeb(Testing.chart()).podHost(0.5)).toThrow('the host of ordinal 0.5 is asked for');
  expect(withWeb(Testing.chart(), { ordinalsStart: 2 }).podHost(2)).toBe('web-2.web-headless');
});
