import { SOUND, changed, findings } from './sound';

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
});
