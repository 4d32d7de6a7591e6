import { SOUND, autoscaler, changed, findings } from './sound';

const rule = 'hygiene/quota';
const quota = (hard: string, more = '') => `---\napiVersion: v1\nkind: ResourceQuota\nmetadata: {name: small, namespace: shop}\nspec: {hard: ${hard}${more}}\n`;
const REQUESTS = 'resources: {requests: {cpu: 500m, memory: 1Gi}}';
const LINE = SOUND.split('\n').length + 4;
const small = (room: number, why: string, severity = 'error', most = 3) =>
  expect.stringMatching(new RegExp(`^${rule} ${severity} \\d+:\\d+ ResourceQuota small has room for ${room} of ${most} pods of StatefulSet db: ${why}$`));

describe(`${rule}: room`, () => {
  // Each pod of the sound set asks for 500m of cpu, 1Gi of memory and 1Gi of storage.
  it.each([
    ['{pods: 2}', 2, 'pods is 2, and each takes 1'],
    ['{count/pods: "1"}', 1, 'count/pods is 1, and each takes 1'],
    ['{requests.cpu: 1499m}', 2, 'requests.cpu is 1499m, and each takes 500m'],
    ['{cpu: 1}', 2, 'cpu is 1, and each takes 500m'],
    ['{requests.memory: 2500Mi}', 2, 'requests.memory is 2500Mi, and each takes 1Gi'],
    ['{requests.storage: 0}', 0, 'requests.storage is 0, and each takes 1Gi'],
    ['{count/persistentvolumeclaims: 1}', 1, 'count/persistentvolumeclaims is 1, and each takes 1'],
    ['{persistentvolumeclaims: 1}', 1, 'persistentvolumeclaims is 1, and each takes 1'],
    ['{pods: 2, requests.memory: 1Gi}', 1, 'requests.memory is 1Gi, and each takes 1Gi'],
  ])('objects to %s', (hard, room, why) => {
    expect(findings(SOUND + quota(hard))).toEqual([small(room, why)]);
  });

  it('points to the quota', () => {
    expect(findings(SOUND + quota('{pods: 2}'))[0]).toContain(`${rule} error ${LINE}:15 `);
  });

  it('counts limits, the claims of a class, and all claims of a pod', () => {
    const limited = changed([REQUESTS, 'resources: {limits: {cpu: 1, memory: 1Gi}}'], ['accessModes: [ReadWriteOnce]', 'storageClassName: fast, accessModes: [ReadWriteOnce]'], ['resources: {requests: {storage: 1Gi}}}\n',
      'resources: {requests: {storage: 1Gi}}}\n  - {metadata: {name: log}, spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 512Mi}}}}\n'], ['        - {name: config', '        - {name: log, mountPath: /log}\n        - {name: config']);
    expect(findings(limited + quota('{limits.cpu: 2}'))).toEqual([small(2, 'limits.cpu is 2, and each takes 1')]);
    expect(findings(limited + quota('{requests.cpu: 2}'))).toEqual([small(2, 'requests.cpu is 2, and each takes 1')]);
    expect(findings(limited + quota('{fast.storageclass.storage.k8s.io/requests.storage: 2Gi}'))).toEqual([small(2, 'fast.storageclass.storage.k8s.io/requests.storage is 2Gi, and each takes 1Gi')]);
    expect(findings(limited + quota('{requests.storage: 3Gi, persistentvolumeclaims: 5}'))).toEqual([small(2, 'requests.storage is 3Gi, and each takes 1536Mi')]);
  });

  it('tells limits from requests', () => {
    const bursting = changed([REQUESTS, 'resources: {requests: {cpu: 500m, memory: 1Gi}, limits: {cpu: 1, memory: 2Gi}}']);
    expect(findings(bursting + quota('{limits.cpu: 2, requests.cpu: 2}'))).toEqual([small(2, 'limits.cpu is 2, and each takes 1')]);
    expect(findings(bursting + quota('{limits.memory: 6Gi, requests.memory: 3Gi}'))).toEqual([]);
  });

  it('warns where only the autoscaler asks for too many', () => {
    expect(findings(changed(['  replicas: 3\n', '']) + autoscaler() + quota('{pods: 8}'))).toEqual([small(8, 'pods is 8, and each takes 1', 'warning', 9)]);
  });

  it.each(['{pods: 3}', '{requests.cpu: 1500m, requests.memory: 3Gi, requests.storage: 3Gi, persistentvolumeclaims: 3}', '{slow.storageclass.storage.k8s.io/requests.storage: 1Gi}', '{services: 0, count/statefulsets.apps: 0}'])('takes %s', (hard) => {
    expect(findings(SOUND + quota(hard))).toEqual([]);
  });

  it.each([
    ['a quota of another namespace', quota('{pods: 1}').replace('namespace: shop', 'namespace: other')],
    ['a quota with scopes', quota('{pods: 1}', ', scopes: [BestEffort]')],
    ['a quota with a scope selector', quota('{pods: 1}', ', scopeSelector: {matchExpressions: []}')],
    ['a quota that is none', quota('[pods]') + quota('{pods: {max: 1}, requests.cpu: lots}').replace('name: small', 'name: odd')],
  ])('takes %s', (_, text) => {
    expect(findings(SOUND + text)).toEqual([]);
  });
});

describe(`${rule}: what containers have to say`, () => {
  const refusal = (resource: string, names: string) =>
    expect.stringMatching(new RegExp(`^${rule} error \\d+:\\d+ ResourceQuota small refuses every pod of StatefulSet db: it counts ${resource}, of which ${names} says nothing$`));

  it('objects to containers that say nothing of what a quota counts', () => {
    expect(findings(SOUND + quota('{limits.memory: 100Gi}'))).toEqual([refusal('limits.memory', 'db')]);
    const init = ['      volumes:\n', '      initContainers: [{name: init, image: "a:1"}]\n      volumes:\n'] as const;
    expect(findings(changed(init) + quota('{requests.cpu: 100}'))).toEqual([refusal('requests.cpu', 'init')]);
  });

  it('takes a LimitRange, which may say it for them', () => {
    expect(findings(`${SOUND}${quota('{limits.memory: 100Gi}')}---\napiVersion: v1\nkind: LimitRange\nmetadata: {name: defaults, namespace: shop}\n`)).toEqual([]);
  });
});
