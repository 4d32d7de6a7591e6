import { readdirSync } from 'fs';
import { join } from 'path';
import { SOUND, changed, findings, manifestsIn } from './sound';
import { kubernetesOf } from '../../../src/prove/kubernetes';
import { STATIC_RULES } from '../../../src/prove/static';
import { subjectOf } from '../../../src/prove/subject';

const NOT_RULES = ['engines', 'flow', 'index', 'pods', 'quota-needs', 'workloads'];

describe('static rules', () => {
  it('object to nothing in a sound manifest', () => {
    expect(findings(SOUND)).toEqual([]);
  });

  it('are one per file, listed once, each with a test', () => {
    const names = readdirSync(join(__dirname, '../../../src/prove/static')).map((file) => file.replace('.ts', '')).filter((name) => !NOT_RULES.includes(name));
    expect(STATIC_RULES.map(({ id }) => id.replace(/^(hygiene|identity|network|rollout)\//, '')).sort()).toEqual(names.sort());
    expect(readdirSync(__dirname)).toEqual(expect.arrayContaining(names.map((name) => `${name}.test.ts`)));
  });

  it('say little of a set of one replica', () => {
    const one = 'apiVersion: apps/v1\nkind: StatefulSet\nmetadata: {name: db}\nspec:\n  serviceName: db\n  selector: {matchLabels: {app: db}}\n'
      + '  template:\n    metadata: {labels: {app: db}}\n    spec:\n      containers: [{name: db, image: db:17}]\n'
      + '---\napiVersion: v1\nkind: Service\nmetadata: {name: db}\nspec: {clusterIP: None, selector: {app: db}}\n';
    expect(findings(one)).toEqual(['hygiene/resources warning 10:20 no container of StatefulSet db requests cpu or memory']);
  });

  it('give a reason and advice, in lower case, without a full stop and without a value that is secret', () => {
    const manifests = manifestsIn(changed(['        readinessProbe: {tcpSocket: {port: 5432}}\n', ''], ['resources: {requests: {cpu: 500m, memory: 1Gi}}', 'resources: {}'],
      ['registry.example:5000/db:17.2', 'db'], ['terminationGracePeriodSeconds: 60', 'terminationGracePeriodSeconds: 0'], ['maxUnavailable: 1', 'maxUnavailable: 0'],
      ['valueFrom: {secretKeyRef: {name: db, key: db-password}}', 'value: hunter2'], ['serviceName: db-headless', 'serviceName: other']));
    const subject = subjectOf(manifests.statefulSets[0], kubernetesOf({}), manifests);
    const found = STATIC_RULES.flatMap(({ check }) => check(subject, manifests));
    expect(new Set(found.map(({ rule }) => rule)).size).toBe(7);
    for (const { message, reason, advice } of found) {
      for (const sentence of [message, reason, advice]) {
        expect(sentence).not.toMatch(/\.$|hunter2/);
        expect(sentence).not.toBe('');
      }
      expect(message).toContain('StatefulSet db');
    }
  });

  it.each(['{}', 'null', '{podAntiAffinity: {}}', '{podAntiAffinity: {requiredDuringSchedulingIgnoredDuringExecution: null}}'])('take the affinity %s', (affinity) => {
    const text = SOUND.replace(/affinity:\n(?: {8,}.*\n)+?(?= {6}containers)/, `affinity: ${affinity}\n`);
    expect(text).not.toEqual(SOUND);
    expect(() => findings(text)).not.toThrow();
  });

  // Objects of kinds that are not modelled are read as they are written.
  it.each([
    ['v1', ['Pod', 'ReplicationController', 'ResourceQuota', 'LimitRange', 'PersistentVolume', 'Node', 'Namespace']], ['apps/v1', ['Deployment', 'ReplicaSet', 'DaemonSet']], ['batch/v1', ['Job', 'CronJob']],
  ] as const)('take objects of %s in any shape', (apiVersion, kinds) => {
    const shapes = [
      '', 'spec: null', 'spec: []', 'spec: text', 'spec: {template: null, jobTemplate: 3, selector: 3, replicas: many, hard: null, scopes: 3, scopeSelector: [], storageClassName: {}}',
      'spec: {template: {metadata: []}, jobTemplate: [spec], selector: [app], replicas: null, hard: {pods: null, cpu: [], memory: {}, requests.storage: -1}}',
      'spec: {template: {metadata: {labels: [app]}}, selector: {matchLabels: [app], matchExpressions: [null, {key: {}, operator: 3, values: text}]}, hard: [pods]}',
      'spec: {template: {metadata: {labels: {app: [db], tier: null}}}, selector: {app: {}, matchExpressions: {}}, hard: {pods: 1e400, requests.cpu: true}}',
      'spec: {capacity: {storage: {}}, accessModes: [{}], nodeAffinity: {required: {nodeSelectorTerms: [{matchExpressions: [null], matchFields: 3}]}}, taints: [null, 3]}',
      'status: {allocatable: {cpu: {}, memory: [], pods: null}, capacity: 3}',
    ];
    for (const kind of kinds) {
      for (const shape of shapes) {
        expect(() => findings(`${SOUND}---\napiVersion: ${apiVersion}\nkind: ${kind}\nmetadata: {name: odd, namespace: shop, labels: {app: {}}}\n${shape}\n`)).not.toThrow();
      }
    }
  });
});
