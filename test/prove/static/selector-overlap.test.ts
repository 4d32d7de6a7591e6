import { SOUND, changed, findings, workload } from './sound';

const rule = 'hygiene/selector-overlap';
/** A Service that selects more narrowly than the set does. */
const OWN = changed(['clusterIP: None\n  selector: {app: db}', 'clusterIP: None\n  selector: {tier: data}']);

describe(rule, () => {
  it.each([
    ['Deployment', workload('apps/v1', 'Deployment', 'web', '{app: db}')],
    ['DaemonSet', workload('apps/v1', 'DaemonSet', 'web', '{app: db, role: agent}')],
    ['Job', workload('batch/v1', 'Job', 'web', '{app: db}')],
    ['CronJob', '---\napiVersion: batch/v1\nkind: CronJob\nmetadata: {name: web, namespace: shop}\nspec: {jobTemplate: {spec: {template: {metadata: {labels: {app: db}}}}}}\n'],
    ['Pod', '---\napiVersion: v1\nkind: Pod\nmetadata: {name: web, namespace: shop, labels: {app: db}}\n'],
  ])('objects to the pods of a %s', (kind, other) => {
    expect(findings(OWN + other)).toEqual([`${rule} error 7:3 the selector of StatefulSet db also matches the pods of ${kind} web`]);
  });

  it.each([
    ['other labels', workload('apps/v1', 'Deployment', 'web', '{app: web}')],
    ['fewer labels', workload('apps/v1', 'Deployment', 'web', '{}')],
    ['another namespace', workload('apps/v1', 'Deployment', 'web', '{app: db}').replace('namespace: shop', 'namespace: other')],
    ['the test pod of a chart', '---\napiVersion: v1\nkind: Pod\nmetadata: {name: web, namespace: shop, labels: {app: db}, annotations: {helm.sh/hook: test}}\n'],
    ['another API', workload('example.com/v1', 'Deployment', 'web', '{app: db}')],
  ])('takes %s', (_, other) => {
    expect(findings(SOUND + other)).toEqual([]);
  });
});
