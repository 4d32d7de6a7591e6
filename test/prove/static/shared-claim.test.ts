import { autoscaler, changed, findings } from './sound';

const rule = 'hygiene/shared-claim';
const CONFIG = '{name: config, configMap: {name: db}}';
const VOLUMES = '      volumes:\n';
const SHARED: [string, string] = [CONFIG, '{name: config, persistentVolumeClaim: {claimName: settings}}'];
const claim = (modes: string, namespace = 'shop') =>
  `---\napiVersion: v1\nkind: PersistentVolumeClaim\nmetadata: {name: settings, namespace: ${namespace}}\nspec: {accessModes: [${modes}], resources: {requests: {storage: 1Gi}}}\n`;

describe(rule, () => {
  it.each(['ReadWriteOnce', 'ReadWriteOncePod'])('objects to a claim of all replicas that is %s', (mode) => {
    expect(findings(changed(SHARED) + claim(mode)))
      .toEqual([`${rule} error 27:48 all replicas of StatefulSet db share PersistentVolumeClaim settings, which is ${mode}`]);
  });

  it('objects to one that only an autoscaler will make share it', () => {
    expect(findings(changed(SHARED, ['  replicas: 3\n', '']) + claim('ReadWriteOnce') + autoscaler().replace('minReplicas: 3', 'minReplicas: 1'))).toHaveLength(1);
  });

  it.each([['no file', ''], ['another namespace', claim('ReadWriteMany', 'other')]])('asks for a claim that is in %s', (_, text) => {
    expect(findings(changed(SHARED) + text))
      .toEqual([`${rule} question 27:48 PersistentVolumeClaim settings, which all replicas of StatefulSet db share, is not among the files given`]);
  });

  it.each(['ReadWriteMany', 'ReadOnlyMany', 'ReadWriteOnce, ReadWriteMany'])('takes one that is %s', (modes) => {
    expect(findings(changed(SHARED) + claim(modes))).toEqual([]);
  });

  it.each([
    ['a single replica', ['replicas: 3', 'replicas: 1']],
    ['a node that is named', [VOLUMES, `      nodeSelector: {kubernetes.io/hostname: node-1}\n${VOLUMES}`]],
    ['pods that are kept together', ['      affinity:\n', '      affinity:\n        podAffinity: {requiredDuringSchedulingIgnoredDuringExecution: [{topologyKey: kubernetes.io/hostname, labelSelector: {matchLabels: {app: db}}}]}\n']],
  ] as const)('takes %s', (_, change) => {
    expect(findings(changed(SHARED, change) + claim('ReadWriteOnce'))).toEqual([]);
  });

  it('takes a volume in whose place a claim template is put', () => {
    const text = changed([CONFIG, `${CONFIG}\n      - {name: data, persistentVolumeClaim: {claimName: settings}}`]) + claim('ReadWriteOnce');
    expect(findings(text).filter((line) => line.startsWith(rule))).toEqual([]);
  });
});
