import { autoscaler, changed, findings } from './sound';

const rule = 'identity/stable';
const GRACE = '      terminationGracePeriodSeconds: 60\n';
const withPod = (field: string, ...more: [string, string][]) => changed([GRACE, `${GRACE}      ${field}\n`], ...more);
const told = (text: string, kubernetes = '1.34') => findings(text, { kubernetes }).filter((line) => line.startsWith(rule));

describe(rule, () => {
  it.each([
    ['{matchLabels: {app: db, statefulset.kubernetes.io/pod-name: db-0}}', 'statefulset.kubernetes.io/pod-name'],
    ['{matchLabels: {app: db}, matchExpressions: [{key: apps.kubernetes.io/pod-index, operator: DoesNotExist}]}', 'apps.kubernetes.io/pod-index'],
  ])('objects to the selector %s', (selector, label) => {
    const text = changed(['{matchLabels: {app: db}}\n', `${selector}\n`], ['tier: data}', `tier: data${selector.includes('db-0') ? ', statefulset.kubernetes.io/pod-name: db-0' : ''}}`]);
    expect(told(text)).toEqual([`${rule} error 7:3 the selector of StatefulSet db asks for the label ${label}, which the controller gives each pod a value of its own`]);
  });

  it('takes a selector that only asks for such a label to be there', () => {
    const text = changed(['{matchLabels: {app: db}}\n', '{matchLabels: {app: db}, matchExpressions: [{key: apps.kubernetes.io/pod-index, operator: Exists}]}\n'],
      ['tier: data}', 'tier: data, apps.kubernetes.io/pod-index: x}']);
    expect(told(text)).toEqual([]);
  });

  it('objects to one hostname for all, where the API server keeps it', () => {
    expect(told(withPod('hostnameOverride: me'), '1.35')).toEqual([`${rule} error 12:7 all pods of StatefulSet db have the hostname me, from hostnameOverride`]);
    expect(told(withPod('hostnameOverride: me'), '1.34')).toEqual([]);
  });

  it('objects to a full name that is too long for a hostname', () => {
    const named = (name: string) => withPod('setHostnameAsFQDN: true', ['name: db,', `name: ${name},`]);
    const longest = `db${'x'.repeat(25)}`;
    expect(told(named(longest))).toEqual([]);
    expect(told(named(`${longest}x`))).toEqual([
      `${rule} error 12:7 the full name of a pod of StatefulSet ${longest}x has 65 characters, too many for a hostname: ${longest}x-2.db-headless.shop.svc.cluster.local`,
    ]);
    // The eleventh pod has two digits.
    const scaled = autoscaler().replace('name: db}\n', `name: ${longest}}\n`).replace('kind: StatefulSet, name: db}', `kind: StatefulSet, name: ${longest}}`);
    expect(told(named(longest).replace('  replicas: 3\n', '') + scaled.replace('maxReplicas: 9', 'maxReplicas: 11'))).toHaveLength(1);
    expect(told(named(`${longest}x`).replace('setHostnameAsFQDN: true', 'setHostnameAsFQDN: false'))).toEqual([]);
  });

  it('says that hostNetwork takes the hostname of the node', () => {
    expect(told(withPod('hostNetwork: true'))).toEqual([`${rule} limit 12:7 the hostname in the pods of StatefulSet db is that of the node, because of hostNetwork`]);
    expect(told(withPod('hostNetwork: false'))).toEqual([]);
  });
});
