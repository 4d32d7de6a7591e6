import { STATEFUL_SET, admit, told } from './files';

const INT32 = 'StatefulSet in version "v1" cannot be handled as a StatefulSet: json: cannot unmarshal';

// Goal: the API server's own sentence, at the field. Whether the sentences are its own, the recorded verdicts say (test/conformance).
function refused(from: string, to: string, version?: string): string[] {
  const result = admit(STATEFUL_SET.replace(from, to), version);
  expect(result.manifests.statefulSets).toEqual([]);
  return told(result);
}

describe('wrong types', () => {
  it.each([
    ['"3"', `${INT32} string into Go struct field StatefulSetSpec.spec.replicas of type int32`],
    ['1.5', `${INT32} number 1.5 into Go struct field StatefulSetSpec.spec.replicas of type int32`],
    ['2147483648', `${INT32} number 2147483648 into Go struct field StatefulSetSpec.spec.replicas of type int32`],
    ['1e400', `${INT32} string into Go struct field StatefulSetSpec.spec.replicas of type int32`],
    ['yes', `${INT32} bool into Go struct field StatefulSetSpec.spec.replicas of type int32`],
    ['[3]', `${INT32} array into Go struct field StatefulSetSpec.spec.replicas of type int32`],
  ])('replicas: %s', (value, message) => {
    expect(refused('spec:\n', `spec:\n  replicas: ${value}\n`)).toEqual([`rollout/admitted 6:3 ${message}`]);
  });

  it.each([
    ['      - name: web\n        image: nginx\n', '        name: web\n', `12:7 ${INT32} object into Go struct field PodSpec.spec.template.spec.containers of type []v1.Container`],
    ['    matchLabels:\n      app: web', '    matchLabels:\n      app: 1', `9:7 ${INT32} number into Go struct field LabelSelector.spec.selector.matchLabels of type string`],
    ['image: nginx', 'env: [{name: a, value: 1}]', `17:25 ${INT32} number into Go struct field EnvVar.spec.template.spec.containers.env.value of type string`],
  ])('%j to %j', (from, to, expected) => {
    expect(refused(from, to).map((line) => line.replace('rollout/admitted ', ''))).toEqual([expected.replace('12:7', '15:7')]);
  });

  it('takes the largest replica count', () => {
    expect(told(admit(STATEFUL_SET.replace('spec:\n', 'spec:\n  replicas: 2147483647\n')))).toEqual([]);
  });
});

describe('what the API server does not admit', () => {
  const invalid = (text: string) => `StatefulSet.apps "web" is invalid: ${text}`;

  it.each([
    ['  replicas: -1\n', '6:3', invalid('spec.replicas: Invalid value: -1: must be greater than or equal to 0')],
    ['  minReadySeconds: -1\n', '6:3', invalid('spec.minReadySeconds: Invalid value: -1: must be greater than or equal to 0')],
    ['  ordinals: {start: -1}\n', '6:14', invalid('spec.ordinals.start: Invalid value: -1: must be greater than or equal to 0')],
    ['  updateStrategy: {rollingUpdate: {partition: -1}}\n', '6:36',
      invalid('spec.updateStrategy.rollingUpdate.partition: Invalid value: -1: must be greater than or equal to 0')],
    ['  podManagementPolicy: Serial\n', '6:3', invalid('spec.podManagementPolicy: Invalid value: "Serial": must be \'OrderedReady\' or \'Parallel\'')],
    ['  updateStrategy: {type: Recreate}\n', '6:3', invalid('spec.updateStrategy: Invalid value: {"Type":"Recreate","RollingUpdate":null}: must be \'RollingUpdate\' or \'OnDelete\'')],
    ['  persistentVolumeClaimRetentionPolicy: {whenDeleted: Recycle}\n', '6:42',
      invalid('spec.persistentVolumeClaimRetentionPolicy.whenDeleted: Unsupported value: "Recycle": supported values: "Retain", "Delete"')],
  ])('%j', (spec, place, message) => {
    expect(refused('spec:\n', `spec:\n${spec}`)).toEqual([`rollout/admitted ${place} ${message}`]);
  });

  const mismatch = invalid('spec.template.metadata.labels: Invalid value: {"app":"web"}: `selector` does not match template `labels`');

  it.each([
    ['  selector:\n    matchLabels:\n      app: web\n', '', [invalid('spec.selector: Required value'), mismatch]],
    ['    matchLabels:\n      app: web\n', '    {}\n', [invalid('spec.selector: Invalid value: {}: empty selector is invalid for statefulset')]],
    ['    matchLabels:\n      app: web\n', '    matchLabels:\n      app: other\n', [mismatch]],
    ['    matchLabels:\n      app: web\n', '    matchExpressions: [{key: app, operator: Is, values: [web]}]\n',
      [invalid('spec.selector.matchExpressions[0].operator: Invalid value: "Is": not a valid selector operator'),
        invalid('spec.selector: Invalid value: {"matchExpressions":[{"key":"app","operator":"Is","values":["web"]}]}')]],
    ['      containers:\n      - name: web\n        image: nginx\n', '      volumes: []\n', [invalid('spec.template.spec.containers: Required value')]],
  ])('%j to %j', (from, to, messages) => {
    expect(refused(from, to).map((line) => line.replace(/^rollout\/admitted \d+:\d+ /, ''))).toEqual(messages);
  });

  it.each([['My_web', 'a lowercase RFC 1123 label'], ['-web', 'a lowercase RFC 1123 label'], ['web.a', 'must not contain dots']])('the name %s', (name, why) => {
    expect(refused('name: web', `name: ${name}`)).toEqual([expect.stringContaining(`metadata.name: Invalid value: "${name}": ${why}`)]);
  });

  it('a name of 64 characters, but not one of 63', () => {
    expect(refused('name: web', `name: ${'w'.repeat(64)}`)).toEqual([expect.stringContaining('must be no more than 63 characters')]);
    expect(told(admit(STATEFUL_SET.replace('name: web', `name: ${'w'.repeat(63)}`)))).toEqual([]);
  });
});

describe('where it is said', () => {
  const claims = '  volumeClaimTemplates:\n  - metadata: {name: data}\n    spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}\n';
  const lineOf = (text: string) => told(admit(text)).map((line) => line.replace(/ StatefulSet.apps "web" is invalid:/, ''));

  it.each([
    ['a container', '        image: nginx\n', '        image: ""\n', 'rollout/admitted 17:9 spec.template.spec.containers[0].image: Required value'],
    ['a field that is not written, at its parent', '        image: nginx\n', '', 'rollout/admitted 16:9 spec.template.spec.containers[0].image: Required value'],
    ['a label of the template, which the server speaks of without its metadata', '        app: web\n    spec:', '        app: web\n        -x: a\n    spec:', 'rollout/admitted 12:7 spec.template.labels: Invalid value: "-x"'],
    ['a request in brackets', '        image: nginx\n', '        image: nginx\n        resources:\n          requests: {example.com/gpu: -1}\n', 'rollout/admitted 19:22'],
    ['an unknown field', '        image: nginx\n', '        image: nginx\n        imagePullpolicy: Always\n', 'rollout/admitted 18:9 StatefulSet in version "v1" cannot be handled'],
  ])('%s', (_what, from, to, expected) => {
    const [first] = lineOf(STATEFUL_SET.replace(from, to));
    expect(first.slice(0, expected.length)).toBe(expected);
  });

  it('a volume, which the server counts after the claims', () => {
    const text = STATEFUL_SET.replace('      containers:\n', '      volumes:\n      - {name: a, emptyDir: {}}\n      - {name: a, emptyDir: {}}\n      containers:\n') + claims;
    expect(lineOf(text)).toEqual(['rollout/admitted 17:10 spec.template.spec.volumes[2].name: Duplicate value: "a"']);
  });

  it('a claim template that makes a bad volume', () => {
    expect(lineOf(STATEFUL_SET + claims.replace('name: data', 'name: Data'))[0]).toMatch(/^rollout\/admitted 19:5 spec.template.spec.volumes\[0\].name: Invalid value: "Data"/);
  });

  it('a field of a Service, a claim and a budget', () => {
    expect(told(admit('apiVersion: v1\nkind: Service\nmetadata: {name: a}\nspec:\n  clusterIP: none\n  ports: [{port: 80}]\n')))
      .toEqual([expect.stringMatching(/^rollout\/admitted 4:1 Service "a" is invalid: spec.clusterIPs\[0\]: Invalid value: "none"/)]);
    expect(told(admit('apiVersion: v1\nkind: PersistentVolumeClaim\nmetadata: {name: a}\nspec: {accessModes: [RWO], resources: {requests: {storage: 1Gi}}}\n')))
      .toEqual([expect.stringMatching(/^rollout\/admitted 4:8 PersistentVolumeClaim "a" is invalid: spec.accessModes: Unsupported value: "RWO"/)]);
    expect(told(admit('apiVersion: policy/v1\nkind: PodDisruptionBudget\nmetadata: {name: a}\nspec: {minAvailable: 120%, selector: {}}\n')))
      .toEqual(['rollout/admitted 4:8 PodDisruptionBudget.policy "a" is invalid: spec.minAvailable: Invalid value: "120%": must not be greater than 100%']);
  });

  it('a field of what is only read in part', () => {
    expect(told(admit('apiVersion: autoscaling/v2\nkind: HorizontalPodAutoscaler\nmetadata: {name: a}\nspec: {maxReplicas: "3"}\n'))).toEqual([
      'rollout/admitted 4:8 HorizontalPodAutoscaler in version "v2" cannot be handled as a HorizontalPodAutoscaler: json: cannot unmarshal string '
      + 'into Go struct field HorizontalPodAutoscalerSpec.spec.maxReplicas of type int32',
    ]);
  });

  it('metadata that are none, and a name that is none', () => {
    expect(told(admit(STATEFUL_SET.replace('metadata:\n  name: web\n', 'metadata: web\n')))).toEqual([expect.stringContaining('3:1 StatefulSet in version "v1" cannot')]);
    expect(told(admit(STATEFUL_SET.replace('name: web\n', 'name: 1\n')))).toEqual([expect.stringContaining('4:3 StatefulSet in version "v1" cannot')]);
  });
});

describe('versions', () => {
  it('before 1.34 do not look at the template', () => {
    const text = STATEFUL_SET.replace('        image: nginx\n', '');
    expect([1, 2, 3].map((minor) => told(admit(text, `1.3${minor}`)))).toEqual([[], [], []]);
    expect(told(admit(text, '1.34'))).toHaveLength(1);
  });

  it('before 1.33 do not look at serviceName', () => {
    const text = STATEFUL_SET.replace('serviceName: web', 'serviceName: We.b');
    expect([told(admit(text, '1.32')).length, told(admit(text, '1.33')).length]).toEqual([0, 1]);
  });

  it('print values in their own way', () => {
    const values = (version: string) => /Invalid value: (.*): `selector`/.exec(refused('    matchLabels:\n      app: web\n', '    matchLabels:\n      app: x\n', version)[0])?.[1];
    expect([values('1.33'), values('1.34')]).toEqual(['map[string]string{"app":"web"}', '{"app":"web"}']);
  });

  it('keep maxUnavailable and look at it only with its gate', () => {
    const text = STATEFUL_SET.replace('spec:\n', 'spec:\n  updateStrategy: {rollingUpdate: {maxUnavailable: 0}}\n');
    const kept = ({ manifests }: ReturnType<typeof admit>) => manifests.statefulSets[0]?.object.spec.updateStrategy.rollingUpdate;
    expect(kept(admit(text, '1.34'))).toEqual({ partition: 0 });
    expect(told(admit(text, '1.34', { MaxUnavailableStatefulSet: true }))).toEqual([expect.stringContaining('6:36 StatefulSet.apps "web" is invalid: '
      + 'spec.updateStrategy.rollingUpdate.maxUnavailable: Invalid value: 0: cannot be 0')]);
    expect(kept(admit(text.replace('able: 0', 'able: 25%'), '1.34', { MaxUnavailableStatefulSet: true }))).toEqual({ partition: 0, maxUnavailable: '25%' });
  });

  it('drop what else is off', () => {
    const text = STATEFUL_SET.replace('spec:\n', 'spec:\n  ordinals: {start: 2}\n  persistentVolumeClaimRetentionPolicy: {whenScaled: Delete}\n');
    const off = { StatefulSetAutoDeletePVC: false, StatefulSetStartOrdinal: false };
    const [{ object }] = admit(text, '1.28', off).manifests.statefulSets;
    expect(object.spec).not.toHaveProperty('ordinals');
    expect(object.spec).not.toHaveProperty('persistentVolumeClaimRetentionPolicy');
    expect(admit(text, '1.28').manifests.statefulSets[0].object.spec).toMatchObject({ ordinals: { start: 2 }, persistentVolumeClaimRetentionPolicy: { whenScaled: 'Delete' } });
  });
});

describe('what the API server warns of', () => {
  it('is told at its field', () => {
    const text = STATEFUL_SET.replace('spec:\n', 'spec:\n  revisionHistoryLimit: -1\n');
    const { manifests, diagnostics } = admit(text, '1.34');
    expect(manifests.statefulSets).toHaveLength(1);
    expect(told({ diagnostics })).toEqual(['rollout/admitted 6:3 spec.revisionHistoryLimit: a negative value retains all historical revisions; a value >= 0 is recommended']);
    expect(diagnostics.map(({ severity }) => severity)).toEqual(['warning']);
    expect(told(admit(text, '1.32'))).toEqual([]);
  });
});
