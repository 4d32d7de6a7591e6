import { STATEFUL_SET, admit, told } from './files';
import type { StatefulSet } from '../../src/manifest/objects';

function statefulSet(spec: string): StatefulSet {
  const result = admit(STATEFUL_SET.replace('spec:\n', `spec:\n${spec}`));
  expect(told(result)).toEqual([]);
  return result.manifests.statefulSets[0].object;
}

describe('StatefulSet', () => {
  it('gets the API server\'s defaults', () => {
    const { spec } = statefulSet('');
    expect(spec).toMatchObject({
      replicas: 1,
      podManagementPolicy: 'OrderedReady',
      updateStrategy: { type: 'RollingUpdate', rollingUpdate: { partition: 0 } },
      revisionHistoryLimit: 10,
      persistentVolumeClaimRetentionPolicy: { whenDeleted: 'Retain', whenScaled: 'Retain' },
    });
    expect(spec.template.spec).toMatchObject({ terminationGracePeriodSeconds: 30, restartPolicy: 'Always' });
  });

  it.each([
    ['  updateStrategy: {type: RollingUpdate}\n', { type: 'RollingUpdate' }],
    ['  updateStrategy: {}\n', { type: 'RollingUpdate', rollingUpdate: { partition: 0 } }],
    ['  updateStrategy: {type: RollingUpdate, rollingUpdate: {}}\n', { type: 'RollingUpdate', rollingUpdate: { partition: 0 } }],
    ['  updateStrategy: {type: RollingUpdate, rollingUpdate: null}\n', { type: 'RollingUpdate' }],
    ['  updateStrategy: {type: OnDelete}\n', { type: 'OnDelete' }],
  ])('%j', (text, expected) => {
    expect({ ...statefulSet(text).spec.updateStrategy }).toEqual(expected);
  });

  it('fills what is left out of a retention policy, and keeps zeros', () => {
    const { spec } = statefulSet('  replicas: 0\n  revisionHistoryLimit: 0\n  persistentVolumeClaimRetentionPolicy: {whenScaled: Delete, whenDeleted: ""}\n');
    expect(spec).toMatchObject({ replicas: 0, revisionHistoryLimit: 0, persistentVolumeClaimRetentionPolicy: { whenDeleted: 'Retain', whenScaled: 'Delete' } });
  });

  it('takes 3.0 and 0o3 for 3, as the API server does', () => {
    expect(statefulSet('  replicas: 3.0\n').spec.replicas).toBe(3);
    expect(statefulSet('  replicas: 0o3\n').spec.replicas).toBe(3);
  });

  it('fills probes and claims', () => {
    const result = admit(`${STATEFUL_SET}        readinessProbe: {httpGet: {port: 80}, periodSeconds: 0}\n  volumeClaimTemplates:\n  - metadata: {name: data}\n    spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}\n`);
    const { spec } = result.manifests.statefulSets[0].object;
    expect(spec.template.spec.containers[0].readinessProbe)
      .toMatchObject({ httpGet: { path: '/', port: 80 }, periodSeconds: 10, timeoutSeconds: 1, failureThreshold: 3 });
    expect(spec.volumeClaimTemplates).toMatchObject([{ metadata: { name: 'data' }, spec: { volumeMode: 'Filesystem' } }]);
  });

  it('keeps the manifest as written beside it', () => {
    const [set] = admit(STATEFUL_SET).manifests.statefulSets;
    expect(set.raw.spec).not.toHaveProperty('replicas');
  });
});

describe('other kinds', () => {
  const object = (text: string) => admit(text).manifests;

  it('Service', () => {
    expect(object('apiVersion: v1\nkind: Service\nmetadata: {name: a}\nspec: {clusterIP: None, ports: [{port: 80}]}\n').services[0].object.spec)
      .toMatchObject({ type: 'ClusterIP', clusterIP: 'None', ports: [{ port: 80, targetPort: 80, protocol: 'TCP' }] });
  });

  it('PersistentVolumeClaim', () => {
    expect(object('apiVersion: v1\nkind: PersistentVolumeClaim\nmetadata: {name: a}\nspec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}\n').claims[0].object.spec)
      .toMatchObject({ volumeMode: 'Filesystem' });
  });

  it('StorageClass', () => {
    expect(object('apiVersion: storage.k8s.io/v1\nkind: StorageClass\nmetadata: {name: a}\nprovisioner: p\n').storageClasses[0].object)
      .toMatchObject({ provisioner: 'p', reclaimPolicy: 'Delete', volumeBindingMode: 'Immediate' });
  });

  it('PodDisruptionBudget', () => {
    expect(object('apiVersion: policy/v1\nkind: PodDisruptionBudget\nmetadata: {name: a}\nspec: {minAvailable: 50%}\n').disruptionBudgets[0].object.spec)
      .toMatchObject({ minAvailable: '50%' });
  });

  it.each(['autoscaling/v1', 'autoscaling/v2'])('HorizontalPodAutoscaler %s', (version) => {
    const text = `apiVersion: ${version}\nkind: HorizontalPodAutoscaler\nmetadata: {name: a}\nspec: {scaleTargetRef: {kind: StatefulSet, name: web}, maxReplicas: 3}\n`;
    expect(object(text).autoscalers[0].object.spec).toEqual({ scaleTargetRef: { kind: 'StatefulSet', name: 'web' }, minReplicas: 1, maxReplicas: 3 });
  });
});
