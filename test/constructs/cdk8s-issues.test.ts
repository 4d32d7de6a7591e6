/** What users of cdk8s-plus ask for and do not have, or have and do not want, one test for each issue. */
import { ApiObject, Chart, Duration, JsonPatch, Size, Testing } from 'cdk8s';
import { Construct } from 'constructs';
import { VERSIONS, objects, podOf, refusals, withWeb } from './support';
import { Assertions, ClaimRetention, DisruptionBudget, GoverningService, StatefulWorkload, WhenUnsatisfiable } from '../../src';
import * as kplus from '../../src/constructs/kplus';
import { timeline } from '../../src/jest';

const storage = Size.gibibytes(50);

test('cdk8s#2183: a StatefulSet has claim templates, each replica with a claim of its own', () => {
  const chart = Testing.chart();
  const workload = new StatefulWorkload(chart, 'gitlab', { replicas: 2, persistentVolumeClaimRetentionPolicy: { whenScaled: ClaimRetention.RETAIN } });
  const data = workload.addClaim('data', { storage, storageClassName: 'fast' });
  workload.addContainer({ image: 'gitlab/gitlab-ce:17.5.0-ce.0' }).mount('/var/opt/gitlab', data, { subPath: 'data' });

  const { spec } = objects(chart, 'StatefulSet')[0];
  expect(spec.volumeClaimTemplates).toEqual([
    { metadata: { name: 'data' }, spec: { accessModes: ['ReadWriteOnce'], storageClassName: 'fast', resources: { requests: { storage: '50Gi' } } } },
  ]);
  expect(spec.template.spec.containers[0].volumeMounts).toEqual([{ name: 'data', mountPath: '/var/opt/gitlab', subPath: 'data' }]);
  expect(spec.template.spec.volumes).toBeUndefined();
  expect(timeline(chart, 'bootstrap')).toMatch(/claim data-gitlab-0[^]*claim data-gitlab-1/);
});

test('cdk8s#169: a unit test says what has to hold, not only what the manifest looks like', () => {
  const chart = Testing.chart();
  withWeb(chart, { replicas: 2 });
  expect(chart).toBeProved({ guarantees: ['boot/completes', 'storage/sticky'], scenarios: ['bootstrap'] });
});

test('cdk8s#169: what a test framework has no matcher for, assertions of the library say, in every language', () => {
  const chart = Testing.chart();
  withWeb(chart, { replicas: 2 });
  withWeb(chart, { name: 'other', replicas: 3 }, 'other');
  const assertions = Assertions.of(chart);
  assertions.countIs('StatefulSet', 2);
  assertions.countIs('Deployment', 0);
  assertions.has('StatefulSet', { metadata: { name: 'web' }, spec: { replicas: 2, template: { spec: { containers: [{ image: 'nginx:1.21' }] } } } });
  assertions.isProved({ guarantees: ['network/governing-service'] });

  expect(() => assertions.countIs('StatefulSet', 1)).toThrow(new Error('expected 1 of kind StatefulSet, found 2: web, other'));
  expect(() => assertions.countIs('Deployment', 1)).toThrow(new Error('expected 1 of kind Deployment, found 0'));
  expect(() => assertions.has('Deployment', {})).toThrow(new Error('there is no Deployment'));
  expect(() => assertions.has('StatefulSet', { metadata: { name: 'other' }, spec: { replicas: 2, paused: true, template: { spec: { containers: [] } }, volumeClaimTemplates: { a: 1 } } }))
    .toThrow(/^no StatefulSet has all of this; the closest is web, where\n {2}metadata\.name is "web", not "other"\n {2}spec\.paused is missing, and should be true\n {2}spec\.template\.spec\.containers has 1 items, not 0\n {2}spec\.volumeClaimTemplates is \[.*\], not \{"a":1\}$/);
  const without = Testing.chart();
  withWeb(without, { service: GoverningService.create({ name: 'here' }) });
  ApiObject.of(without.node.findChild('web')).addJsonPatch(JsonPatch.replace('/spec/serviceName', 'elsewhere'));
  expect(() => Assertions.of(without).isProved({ guarantees: ['network/governing-service'] })).toThrow(/^not proved[^]*error\[network\/governing-service\]/);
});

test('cdk8s#2190: a set of several replicas has a disruption budget, and any other can be asked for', () => {
  const chart = Testing.chart();
  const selector = { matchLabels: { app: 'web' } };
  withWeb(chart, { replicas: 3, matchLabels: selector.matchLabels });
  withWeb(chart, { name: 'other', replicas: 4, disruptionBudget: DisruptionBudget.minAvailable(kplus.PercentOrAbsolute.percent(75)) }, 'other');
  const budgets = objects(chart, 'PodDisruptionBudget');
  expect(budgets.map(({ spec }) => spec)).toEqual([{ maxUnavailable: 1, selector }, expect.objectContaining({ minAvailable: '75%' })]);
  for (const version of VERSIONS) expect(refusals(version, budgets)).toEqual([]);
});

test('cdk8s#2192: replicas are spread by topology spread constraints that count these replicas', () => {
  const chart = Testing.chart();
  const topologySpreadConstraints = [{ topology: kplus.Topology.ZONE, maxSkew: 1, whenUnsatisfiable: WhenUnsatisfiable.SCHEDULE_ANYWAY }];
  withWeb(chart, { matchLabels: { app: 'web' }, topologySpreadConstraints });
  expect(podOf(chart).topologySpreadConstraints).toEqual([
    { topologyKey: 'topology.kubernetes.io/zone', maxSkew: 1, whenUnsatisfiable: 'ScheduleAnyway', labelSelector: { matchLabels: { app: 'web' } } },
  ]);
});

test('cdk8s#908: storage that is patched into a claim template stays', () => {
  const chart = Testing.chart();
  const spec = { accessModes: ['ReadWriteOnce'], storageClassName: 'fast', resources: { requests: { storage: '50Gi' } } };
  ApiObject.of(withWeb(chart)).addJsonPatch(
    JsonPatch.replace('/spec/volumeClaimTemplates', [{ metadata: { name: 'gitlab-persistence' }, spec }]),
    JsonPatch.add('/spec/template/spec/containers/0/volumeMounts/0', { name: 'gitlab-persistence', mountPath: '/var/opt/gitlab', subPath: 'data' }),
  );
  const set = objects(chart, 'StatefulSet')[0];
  expect(set.spec.volumeClaimTemplates).toEqual([{ metadata: { name: 'gitlab-persistence' }, spec }]);
  expect(set.spec.template.spec.containers[0].volumeMounts[0].name).toBe('gitlab-persistence');
});

test('cdk8s#1184: claim templates that are added by patches are not changed on the way', () => {
  const chart = Testing.chart();
  const template = { metadata: { name: 'sentinel-data' }, spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } } };
  ApiObject.of(withWeb(chart)).addJsonPatch(JsonPatch.add('/spec/volumeClaimTemplates', []), JsonPatch.add('/spec/volumeClaimTemplates/-', template));
  expect(objects(chart, 'StatefulSet')[0].spec.volumeClaimTemplates).toEqual([template]);
});

test('cdk8s#2172: whatever is patched in appears in the output: bare numbers, fields of tomorrow, extended resources', () => {
  const chart = Testing.chart();
  const workload = withWeb(chart, { replicas: 3 });
  ApiObject.of(workload).addJsonPatch(
    JsonPatch.add('/spec/updateStrategy', { rollingUpdate: { maxUnavailable: 2, partition: 0 } }),
    JsonPatch.add('/spec/brandNewField', { deep: [1, 'two'] }),
    JsonPatch.add('/spec/template/spec/containers/0/resources', { limits: { 'nvidia.com/gpu': 1, 'memory': '1Gi' } }),
  );
  ApiObject.of(workload.node.findChild('Service')).addJsonPatch(JsonPatch.add('/spec/trafficDistribution', 'PreferClose'));
  ApiObject.of(workload.node.findChild('DisruptionBudget')).addJsonPatch(JsonPatch.replace('/spec/maxUnavailable', '34%'));

  const { spec } = objects(chart, 'StatefulSet')[0];
  expect(spec.updateStrategy).toEqual({ rollingUpdate: { maxUnavailable: 2, partition: 0 } });
  expect(spec.brandNewField).toEqual({ deep: [1, 'two'] });
  expect(spec.template.spec.containers[0].resources).toEqual({ limits: { 'nvidia.com/gpu': 1, 'memory': '1Gi' } });
  expect(objects(chart, 'Service')[0].spec.trafficDistribution).toBe('PreferClose');
  expect(objects(chart, 'PodDisruptionBudget')[0].spec.maxUnavailable).toBe('34%');
});

test('cdk8s#2893: a set that nobody reaches by name needs no Service and no port', () => {
  const chart = Testing.chart();
  const workload = new StatefulWorkload(chart, 'consumer', { replicas: 2, service: GoverningService.none() });
  workload.addContainer({ image: 'consumer:1.0' });
  expect(objects(chart, 'Service')).toEqual([]);
  expect(objects(chart, 'StatefulSet')[0].spec.serviceName).toBe('');
  expect(() => workload.podHost(0)).toThrow('test/consumer: the host of ordinal 0 is asked for: without a governing Service the replicas have no names');
  for (const version of VERSIONS) expect(refusals(version, Testing.synth(chart))).toEqual([]);
  expect(chart).toBeProved({ guarantees: ['network/governing-service', 'boot/completes'], scenarios: ['bootstrap'] });
});

test('cdk8s#2893: a Service that is there already is not created again', () => {
  const chart = Testing.chart();
  withWeb(chart, { service: GoverningService.existing('nginx') });
  expect(objects(chart, 'Service')).toEqual([]);
  expect(objects(chart, 'StatefulSet')[0].spec.serviceName).toBe('nginx');
});

test('cdk8s#2185: nobody who asks for no resources gets any', () => {
  const chart = Testing.chart();
  const workload = new StatefulWorkload(chart, 'web');
  workload.addContainer({ image: 'nginx:1.27' });
  workload.addInitContainer({ image: 'busybox:1.36' });
  workload.addSidecar({ image: 'fluent-bit:3.1' });
  const { containers, initContainers } = podOf(chart);
  expect([...containers, ...initContainers].map(({ resources }) => resources)).toEqual([undefined, undefined, undefined]);
});

test('cdk8s#2182: a container has of the security context what was written, and nothing else', () => {
  const chart = Testing.chart();
  const workload = new StatefulWorkload(chart, 'web', { securityContext: { ensureNonRoot: false } });
  const capabilities = { drop: [kplus.Capability.ALL] };
  workload.addContainer({ image: 'nginx:1.27' });
  workload.addContainer({ name: 'some', image: 'i:1', securityContext: { allowPrivilegeEscalation: false, user: 5, group: undefined, capabilities } });
  workload.addInitContainer({ image: 'i:1', securityContext: { ensureNonRoot: true, readOnlyRootFilesystem: true } });
  const pod = podOf(chart);
  expect(pod.containers.map(({ securityContext }: any) => securityContext)).toEqual([
    undefined, { allowPrivilegeEscalation: false, runAsUser: 5, capabilities: { drop: ['ALL'] } },
  ]);
  expect(pod.initContainers[0].securityContext).toEqual({ runAsNonRoot: true, readOnlyRootFilesystem: true });
});

test('cdk8s#2238: Services, policies and affinities select by the selector of the set, also by what is added to it', () => {
  const chart = Testing.chart();
  const workload = withWeb(chart, { matchLabels: { app: 'nginx' }, podMetadata: { labels: { tier: 'front', track: 'stable' } } });
  workload.select(
    kplus.LabelSelector.of({ labels: { tier: 'front' } }),
    kplus.LabelSelector.of({
      expressions: [
        kplus.LabelExpression.in('track', ['stable', 'canary']), kplus.LabelExpression.notIn('tier', ['back']),
        kplus.LabelExpression.exists('app'), kplus.LabelExpression.doesNotExist('retired'),
      ],
    }),
  );
  new kplus.Service(chart, 'client', { selector: workload, ports: [{ port: 80 }] });
  new kplus.NetworkPolicy(chart, 'policy', { selector: workload });

  const selector = {
    matchLabels: { app: 'nginx', tier: 'front' },
    matchExpressions: [
      { key: 'track', operator: 'In', values: ['stable', 'canary'] }, { key: 'tier', operator: 'NotIn', values: ['back'] },
      { key: 'app', operator: 'Exists' }, { key: 'retired', operator: 'DoesNotExist' },
    ],
  };
  expect(objects(chart, 'StatefulSet')[0].spec.selector).toEqual(selector);
  expect(objects(chart, 'NetworkPolicy')[0].spec.podSelector).toEqual(selector);
  expect(objects(chart, 'Service').map(({ spec }) => spec.selector)).toEqual([selector.matchLabels, selector.matchLabels]);
  expect(objects(chart, 'PodDisruptionBudget')[0].spec.selector).toEqual(selector);
});

test.each([
  [kplus.LabelExpression.in('tier', ['back']), 'the selector wants pods with tier In back, but pods have front'],
  [kplus.LabelExpression.notIn('tier', ['front']), 'the selector wants pods with tier NotIn front, but pods have front'],
  [kplus.LabelExpression.exists('track'), 'the selector wants pods with track Exists, but pods have none'],
  [kplus.LabelExpression.doesNotExist('tier'), 'the selector wants pods with tier DoesNotExist, but pods have front'],
])('cdk8s#2238: a selector that the pods do not match is refused: %j', (expression, message) => {
  const chart = Testing.chart();
  withWeb(chart, { podMetadata: { labels: { tier: 'front' } } }).select(kplus.LabelSelector.of({ expressions: [expression] }));
  expect(() => Testing.synth(chart)).toThrow(`[test/web] ${message}: the API server refuses a selector that does not match its own pods`);
});

test('cdk8s#1338: an underscore in a name or a space in a label is refused where it is written, not when it is deployed', () => {
  const scope = new Construct(Testing.chart(), 'shop');
  expect(() => new StatefulWorkload(scope, 'db', { name: 'my_db' })).toThrow("test/shop/db: 'my_db' cannot be the name of a StatefulSet");
  expect(() => new StatefulWorkload(scope, 'db2', { podMetadata: { labels: { team: 'the till' } } })).toThrow("test/shop/db2: podMetadata.labels['team'] is 'the till'");
});

test('cdk8s#1338: what the construct takes, the API servers take', () => {
  const chart = new Chart(Testing.app(), 'test', { labels: { team: 'till' } });
  const workload = withWeb(chart, { replicas: 3, minReady: Duration.seconds(3), revisionHistoryLimit: 0, ordinalsStart: 2, matchLabels: { 'example.com/app': 'web', 'role': '' } });
  for (const version of VERSIONS) expect(refusals(version, Testing.synth(chart))).toEqual([]);
  ApiObject.of(workload).addJsonPatch(JsonPatch.replace('/spec/template/spec/containers/0/ports/0/containerPort', 70000));
  for (const version of VERSIONS) expect(refusals(version, Testing.synth(chart)).join()).toContain('must be between 1 and 65535');
});
