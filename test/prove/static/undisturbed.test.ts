import { SET, SOUND, autoscaler, changed, findings, manifestsIn, workload } from './sound';
import { kubernetesOf } from '../../../src/prove/kubernetes';
import { undisturbed } from '../../../src/prove/static/undisturbed';
import { subjectOf } from '../../../src/prove/subject';

const rule = 'identity/undisturbed';
/** A Service that selects more narrowly than the set does. */
const NARROW: [string, string] = ['clusterIP: None\n  selector: {app: db}', 'clusterIP: None\n  selector: {tier: data}'];
const OWN = changed(NARROW);
const pod = (name: string, labels: string) => `---\napiVersion: v1\nkind: Pod\nmetadata: {name: ${name}, namespace: shop, labels: ${labels}}\n`;
const selecting = (text: string, selector: string) => text.replace('spec: {', `spec: {selector: ${selector}, `);

/** Another set in the namespace, with one claim template. */
const other = (name: string, claim: string) => `---\n${SET.replace('name: db,', `name: ${name},`).replace('{app: db}}\n', `{app: ${name}}}\n`)
  .replace('{labels: {app: db', `{labels: {app: ${name}`).replaceAll('name: data', `name: ${claim}`)}`;

describe(`${rule}: selectors`, () => {
  it.each([
    ['Deployment', workload('apps/v1', 'Deployment', 'web', '{app: db}')],
    ['DaemonSet', workload('apps/v1', 'DaemonSet', 'web', '{app: db, role: agent}')],
    ['Job', workload('batch/v1', 'Job', 'web', '{app: db}')],
    ['CronJob', '---\napiVersion: batch/v1\nkind: CronJob\nmetadata: {name: web, namespace: shop}\nspec: {jobTemplate: {spec: {template: {metadata: {labels: {app: db}}}}}}\n'],
    ['Pod', pod('web', '{app: db}')],
  ])('objects to the pods of a %s', (kind, text) => {
    expect(findings(OWN + text)).toEqual([`${rule} error 7:3 the selector of StatefulSet db also matches the pods of ${kind} web`]);
  });

  it('names all of them in one finding', () => {
    expect(findings(OWN + workload('apps/v1', 'Deployment', 'web', '{app: db}') + workload('batch/v1', 'Job', 'load', '{app: db}')))
      .toEqual([`${rule} error 7:3 the selector of StatefulSet db also matches the pods of Deployment web and Job load`]);
  });

  it.each([
    ['other labels', workload('apps/v1', 'Deployment', 'web', '{app: web}')],
    ['fewer labels', workload('apps/v1', 'Deployment', 'web', '{}')],
    ['another namespace', workload('apps/v1', 'Deployment', 'web', '{app: db}').replace('namespace: shop', 'namespace: other')],
    ['the test pod of a chart', '---\napiVersion: v1\nkind: Pod\nmetadata: {name: web, namespace: shop, labels: {app: db}, annotations: {helm.sh/hook: test}}\n'],
    ['another API', workload('example.com/v1', 'Deployment', 'web', '{app: db}')],
  ])('takes %s', (_, text) => {
    expect(findings(SOUND + text)).toEqual([]);
  });

  it.each([
    ['DaemonSet', 'apps/v1', '{matchLabels: {tier: data}}'],
    ['ReplicaSet', 'apps/v1', '{matchExpressions: [{key: tier, operator: Exists}]}'],
    ['ReplicationController', 'v1', '{tier: data}'],
  ])('objects to a %s that would take pods left by the set', (kind, apiVersion, selector) => {
    expect(findings(SOUND + selecting(workload(apiVersion, kind, 'web', '{tier: data}'), selector)))
      .toEqual([`${rule} error 9:16 the selector of ${kind} web also matches the pods of StatefulSet db`]);
  });

  it.each([
    ['a Deployment, whose ReplicaSets select by a hash too', 'apps/v1', 'Deployment', '{matchLabels: {tier: data}}'],
    ['a selector of other pods', 'apps/v1', 'DaemonSet', '{matchLabels: {tier: data, role: agent}}'],
    ['bare labels of other pods', 'v1', 'ReplicationController', '{tier: data, role: agent}'],
    ['an empty selector, which the API server refuses', 'apps/v1', 'ReplicaSet', '{}'],
    ['a selector that is none', 'apps/v1', 'ReplicaSet', '[tier]'],
  ])('takes %s', (_, apiVersion, kind, selector) => {
    expect(findings(SOUND + selecting(workload(apiVersion, kind, 'web', '{tier: data, role: agent}'), selector))).toEqual([]);
  });
});

describe(`${rule}: pod names`, () => {
  it.each(['db-0', 'db-2'])('objects to a pod %s of others', (name) => {
    expect(findings(SOUND + pod(name, '{app: web}'))).toEqual([`${rule} error 3:12 Pod ${name} has the name of a pod of StatefulSet db`]);
  });

  it('counts the ordinals from the first to the last that an autoscaler may ask for', () => {
    const later = ['  replicas: 3\n', '  replicas: 3\n  ordinals: {start: 2}\n'] as const;
    expect(findings(changed(later) + pod('db-4', '{app: web}'))).toHaveLength(1);
    expect(findings(changed(later) + pod('db-1', '{app: web}'))).toEqual([]);
    expect(findings(changed(['  replicas: 3\n', '']) + autoscaler() + pod('db-8', '{app: web}'))).toHaveLength(1);
  });

  it.each(['db-3', 'db-01', 'db-one', 'db', 'my-db-0'])('takes a pod %s of others', (name) => {
    expect(findings(SOUND + pod(name, '{app: web}'))).toEqual([]);
  });

  // The controller takes leading zeros too: https://github.com/kubernetes/kubernetes/issues/141094
  it.each([['db-1', 'never makes the member'], ['db-7', 'deletes it'], ['db-01', 'never makes the member']])('objects to a pod %s that the controller would adopt: it %s', (name, fate) => {
    expect(findings(OWN + pod(name, '{app: db}'))).toEqual([`${rule} error 7:3 StatefulSet db takes Pod ${name} for one of its own`]);
    const manifests = manifestsIn(OWN + pod(name, '{app: db}'));
    const [{ reason }] = undisturbed.check(subjectOf(manifests.statefulSets[0], kubernetesOf({}), manifests), manifests);
    expect(reason).toContain(fate);
  });
});

describe(`${rule}: claims`, () => {
  const dashed = (name: string) => changed(['metadata: {name: data}', `metadata: {name: ${name}}`], ['{name: data, mountPath', `{name: ${name}, mountPath`]);

  it('objects to a claim that another set has too', () => {
    expect(findings(dashed('data-x') + other('x-db', 'data'))).toEqual([`${rule} error 29:16 StatefulSet db and StatefulSet x-db have the same claims, such as data-x-db-0`]);
  });

  it('takes a claim of almost the same name, a template that another set has, and a set in another namespace', () => {
    expect(findings(dashed('data-y') + other('x-db', 'data'))).toEqual([]);
    expect(findings(SOUND + other('web', 'data'))).toEqual([]);
    expect(findings(dashed('data-x') + other('x-db', 'data').replaceAll('namespace: shop', 'namespace: other'))).toEqual([]);
  });

  it('takes a claim that is written by itself, which is how data is brought along', () => {
    expect(findings(`${SOUND}---\napiVersion: v1\nkind: PersistentVolumeClaim\nmetadata: {name: data-db-0, namespace: shop}\nspec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}\n`)).toEqual([]);
  });
});
