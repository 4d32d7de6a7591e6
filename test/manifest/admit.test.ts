import { STATEFUL_SET, read, told } from './files';

const INT32 = 'StatefulSet in version "v1" cannot be handled as a StatefulSet: json: cannot unmarshal';

// Goal: the API server's own sentence, at the field. The sentences were compared with those of API servers 1.28.15 and 1.35.4.
function refused(from: string, to: string): string[] {
  const result = read(STATEFUL_SET.replace(from, to));
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
    expect(refused('spec:\n', `spec:\n  replicas: ${value}\n`)).toEqual([`manifest/type 6:3 ${message}`]);
  });

  it.each([
    ['      - name: web\n        image: nginx\n', '        name: web\n', `12:7 ${INT32} object into Go struct field PodSpec.spec.template.spec.containers of type []v1.Container`],
    ['    matchLabels:\n      app: web', '    matchLabels:\n      app: 1', `9:7 ${INT32} number into Go struct field LabelSelector.spec.selector.matchLabels of type string`],
    ['image: nginx', 'env: [{name: a, value: 1}]', `17:25 ${INT32} number into Go struct field EnvVar.spec.template.spec.containers.env.value of type string`],
  ])('%j to %j', (from, to, expected) => {
    expect(refused(from, to).map((line) => line.replace('manifest/type ', ''))).toEqual([expected.replace('12:7', '15:7')]);
  });

  it('takes the largest replica count', () => {
    expect(told(read(STATEFUL_SET.replace('spec:\n', 'spec:\n  replicas: 2147483647\n')))).toEqual([]);
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
    ['  updateStrategy: {type: Recreate}\n', '6:3', invalid('spec.updateStrategy: Invalid value: {"type":"Recreate"}: must be \'RollingUpdate\' or \'OnDelete\'')],
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
      [invalid('spec.selector.matchExpressions[0].operator: Invalid value: "Is": not a valid selector operator')]],
    ['      containers:\n      - name: web\n        image: nginx\n', '      volumes: []\n', [invalid('spec.template.spec.containers: Required value')]],
  ])('%j to %j', (from, to, messages) => {
    expect(refused(from, to).map((line) => line.replace(/^rollout\/admitted \d+:\d+ /, ''))).toEqual(messages);
  });

  it.each(['My_web', '-web', 'web.a'])('the name %s', (name) => {
    expect(refused('name: web', `name: ${name}`)).toEqual([expect.stringContaining(`metadata.name: Invalid value: "${name}": a lowercase RFC 1123 label`)]);
  });

  it('a name of 64 characters, but not one of 63', () => {
    expect(refused('name: web', `name: ${'w'.repeat(64)}`)).toEqual([expect.stringContaining('must be no more than 63 characters')]);
    expect(told(read(STATEFUL_SET.replace('name: web', `name: ${'w'.repeat(63)}`)))).toEqual([]);
  });
});
