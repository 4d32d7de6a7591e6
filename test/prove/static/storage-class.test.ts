import { SOUND, changed, findings, manifestsIn } from './sound';
import { clusterOf } from '../../../src/prove/cluster';
import { readClusterProfile } from '../../../src/prove/cluster-profile';
import { kubernetesOf } from '../../../src/prove/kubernetes';
import { storageClass as theRule } from '../../../src/prove/static/storage-class';
import { subjectOf } from '../../../src/prove/subject';

const rule = 'hygiene/storage-class';
const storageClass = (name: string) => `---\napiVersion: storage.k8s.io/v1\nkind: StorageClass\nmetadata: {name: ${name}}\nprovisioner: example.com/disk\n`;
const named = changed(['{accessModes: [ReadWriteOnce]', '{storageClassName: fast, accessModes: [ReadWriteOnce]']);

describe(rule, () => {
  it('asks for a class that is not among those given', () => {
    expect(findings(named + storageClass('slow')))
      .toEqual([`${rule} question 30:12 StorageClass fast, which the claims data of StatefulSet db name, is not among the files given, and slow is`]);
    expect(findings(named + storageClass('slow') + storageClass('cheap'))[0]).toMatch(/and slow, cheap are$/);
  });

  it.each([
    ['a class that is given', named + storageClass('slow') + storageClass('fast')],
    ['any class where none is given', named],
    ['the default class', SOUND + storageClass('slow')],
    ['the class of volumes that are given', `${named}${storageClass('slow')}---\napiVersion: v1\nkind: PersistentVolume\nmetadata: {name: disk}\nspec: {storageClassName: fast}\n`],
  ])('takes %s', (_, text) => {
    expect(findings(text)).toEqual([]);
  });

  it('leaves it to storage/binds where a profile describes the storage of the cluster', () => {
    const manifests = manifestsIn(named + storageClass('slow'));
    const told = (profile: string) => {
      const read = readClusterProfile({ path: 'cluster.yaml', bytes: Buffer.from(profile) });
      if (!('profile' in read)) throw new Error(JSON.stringify(read));
      return theRule.check(subjectOf(manifests.statefulSets[0], kubernetesOf({}), manifests, clusterOf(read.profile, manifests)), manifests);
    };
    expect(told('storageClasses: [{name: fast}]')).toEqual([]);
    expect(told('storageClasses: []')).toEqual([]);
    expect(told('nodes: [{name: a}]')).toHaveLength(1);
  });
});
