import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { STATEFUL_SET, file, read, told } from './files';
import { readManifests } from '../../src/manifest/read';

describe('documents', () => {
  it('reads several objects of several kinds in one file', () => {
    const result = read(`${STATEFUL_SET}---\n# empty\n---\napiVersion: v1\nkind: Service\nmetadata: {name: web}\n--- # comment\napiVersion: v1\nkind: Secret\nmetadata: {name: s, namespace: prod}\n`);
    expect(told(result)).toEqual([]);
    expect(result.objects).toBe(3);
    expect(result.manifests.statefulSets.map(({ name, namespace }) => [name, namespace])).toEqual([['web', 'default']]);
    expect(result.manifests.services.map(({ name }) => name)).toEqual(['web']);
    expect(result.manifests.others.map(({ kind, namespace }) => [kind, namespace])).toEqual([['Secret', 'prod']]);
  });

  it('reads JSON, a byte order mark and Windows line ends', () => {
    expect(read('\ufeff{"apiVersion":"v1","kind":"Service","metadata":{"name":"a"}}').manifests.services).toHaveLength(1);
    expect(read(STATEFUL_SET.replaceAll('\n', '\r\n')).manifests.statefulSets).toHaveLength(1);
  });

  it('goes by path, not by the order given', () => {
    const service = (name: string) => `apiVersion: v1\nkind: Service\nmetadata: {name: ${name}}\n`;
    const { manifests } = readManifests([file('b.yaml', service('second')), file('a.yaml', service('first'))]);
    expect(manifests.services.map(({ name }) => name)).toEqual(['first', 'second']);
  });

  it('reads on after a document that it cannot read', () => {
    const result = read(`a: [\n---\n${STATEFUL_SET}`);
    expect(result.diagnostics).toHaveLength(1);
    expect(result.manifests.statefulSets).toHaveLength(1);
  });

  it('flattens lists, typed ones without the types of their items', () => {
    const result = read('apiVersion: v1\nkind: List\nitems:\n- {apiVersion: v1, kind: Service, metadata: {name: a}}\n- apiVersion: v1\n  kind: ServiceList\n  items:\n  - metadata: {name: b}\n');
    expect(told(result)).toEqual([]);
    expect(result.manifests.services.map(({ name, at }) => [name, at('metadata', 'name').line, at().column])).toEqual([['a', 4, 3], ['b', 8, 5]]);
  });
});

describe('diagnostics', () => {
  it.each([
    ['hello\n', 'manifest/not-an-object 1:1 not a Kubernetes object: this is text'],
    ['- a\n', 'manifest/not-an-object 1:1 not a Kubernetes object: this is a list'],
    ['# c\nreplicas: 3\n', 'manifest/not-an-object 2:1 not a Kubernetes object: apiVersion not set, kind not set'],
    ['kind: Service\nmetadata: {name: a}\n', 'manifest/not-an-object 1:1 not a Kubernetes object: apiVersion not set'],
    ['--- a: 1\n', 'manifest/separator 1:1 invalid Yaml document separator: a: 1'],
    ['apiVersion: v1\nkind: X\n...\nb: 1\n', 'manifest/unread 4:1 what follows is not read: the document has already ended'],
    ['  apiVersion: v1\n  kind: X\n b: 1\n', 'manifest/unread 3:2 what follows is not read: the document has already ended'],
    ['apiVersion: v1\nkind: Service\nmetadata: {name: a}\nkind: Pod\n', 'manifest/duplicate-key 4:1 key "kind" already set in map'],
    ['apiVersion: apps/v1beta1\nkind: StatefulSet\n', 'manifest/removed-api 1:1 apps/v1beta1 StatefulSet is gone since Kubernetes 1.16'],
    ['apiVersion: apps/v1beta2\nkind: StatefulSet\n', 'manifest/removed-api 1:1 apps/v1beta2 StatefulSet is gone since Kubernetes 1.16'],
    ['apiVersion: extensions/v1beta1\nkind: StatefulSet\n', 'manifest/removed-api 1:1 extensions/v1beta1 StatefulSet is gone since Kubernetes 1.16'],
    ['apiVersion: apps/v1\nkind: Statefulset\n', 'manifest/unknown-kind 2:1 no kind "Statefulset" is registered for version "apps/v1"'],
    ['apiVersion: v1\nkind: Service\nmetadata: {generateName: a-}\n', 'manifest/generated-name 3:12 Service has a generateName, so its name is not known before it is created'],
    ['apiVersion: v1\nkind: Service\nmetadata:\n  labels: {}\n', 'rollout/admitted 3:1 Service "" is invalid: metadata.name: Required value: name or generateName is required'],
  ])('%j', (text, expected) => {
    expect(told(read(text)).filter((line) => !line.includes('"kind" already') || expected.includes('"kind" already'))).toEqual([expected]);
  });

  it('tells a template from a manifest that quotes one', () => {
    expect(told(read('apiVersion: v1\nkind: Service\nmetadata:\n  name: {{ .Release.Name }}\n'))).toEqual(['manifest/template 4:9 this is a template, not a manifest']);
    expect(told(read('{{- if .Values.enabled }}\napiVersion: v1\n{{- end }}\n'))).toEqual(['manifest/template 1:1 this is a template, not a manifest']);
    expect(told(read('apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\ndata: {a: "{{ $labels.pod }}"}\n'))).toEqual([]);
  });

  it('names both places of an object that is there twice', () => {
    const result = readManifests([file('a.yaml', STATEFUL_SET), file('b.yaml', `---\n${STATEFUL_SET}`)]);
    expect(result.diagnostics).toEqual([expect.objectContaining({
      rule: 'manifest/duplicate-object',
      message: 'StatefulSet default/web was already defined at a.yaml:4',
      where: { file: 'b.yaml', line: 5, column: 3 },
    })]);
    expect(result.manifests.statefulSets).toHaveLength(1);
  });

  it('says where the bytes are not UTF-8', () => {
    const bytes = Uint8Array.from([...new TextEncoder().encode('a: 1\nb: é'), 0xc3, 0x28]);
    expect(told(readManifests([{ path: 'a', bytes }]))).toEqual(['manifest/encoding 2:5 invalid UTF-8 at byte 10']);
    expect(told(readManifests([{ path: 'a', bytes: Uint8Array.from([0xff, 0xfe, 0x61, 0]) }]))).toEqual(['manifest/encoding 1:1 the file is UTF-16']);
    expect(told(readManifests([{ path: 'a', bytes: Uint8Array.from([0xed, 0xa0, 0x80]) }]))).toEqual(['manifest/encoding 1:1 invalid UTF-8 at byte 0']);
  });
});

describe('places', () => {
  const text = `apiVersion: apps/v1
kind: StatefulSet
metadata: &metadata
  name: web
  labels: &labels {app: web,
    tier: "a b"}
spec:
  selector: {matchLabels: *labels}
  template:
    metadata: {labels: *labels}
    spec:
      containers:
      - &one
        name: one
        image: |
          nginx
      - <<: *one
        name: two
`;
  const [set] = read(text).manifests.statefulSets;

  it.each<[(string | number)[], number, number]>([
    [[], 1, 1],
    [['metadata', 'name'], 4, 3],
    [['metadata', 'labels', 'tier'], 6, 5],
    [['spec', 'template', 'spec', 'containers', 0], 14, 9],
    [['spec', 'template', 'spec', 'containers', 0, 'image'], 15, 9],
    [['spec', 'template', 'spec', 'containers', 1, 'name'], 18, 9],
    // A merged field stands where it is written: at the anchor.
    [['spec', 'template', 'spec', 'containers', 1, 'image'], 15, 9],
    // What is not written is where its parent is.
    [['spec', 'template', 'spec', 'containers', 7, 'image'], 12, 7],
    [['spec', 'replicas'], 7, 1],
    [['spec', 'selector', 'matchLabels', 'app'], 5, 20],
  ])('%j is at %d:%d', (path, line, column) => {
    expect(set.at(...path)).toEqual({ file: 'app.yaml', line, column });
  });
});

describe('public manifests', () => {
  const folder = join(__dirname, '../../../shared/manifests');
  if (!existsSync(folder)) {
    it.skip('are all read (skipped: the public manifests are not beside the project)', () => undefined);
    return;
  }

  it.each(readdirSync(folder).filter((name) => name.endsWith('.yaml')))('%s is read', (name) => {
    const { diagnostics, objects } = readManifests([{ path: name, bytes: readFileSync(join(folder, name)) }]);
    expect(objects).toBeGreaterThan(0);
    const unexpected = diagnostics.filter(({ rule }) => !['manifest/removed-api', 'manifest/duplicate-key', 'manifest/duplicate-object'].includes(rule));
    expect(unexpected).toEqual([]);
  });
});
