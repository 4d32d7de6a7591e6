import type { StaticRule } from './index';
import { found } from './pods';

const id = 'hygiene/storage-class';

/**
 * Classes belong to the cluster, and files without any say nothing of them: then there is no question, and each verdict says which class it assumed. Files that
 * bring classes of their own, and not this one, may have its name wrong. Where a profile describes the storage of the cluster, storage/binds decides.
 */
export const storageClass: StaticRule = {
  id,
  title: 'the storage classes of the claims are among those given',
  check: (subject) => {
    const { storageClasses, volumes, assumesStorage } = subject.cluster;
    const given = storageClasses.map(({ name }) => name);
    if (given.length === 0 || !assumesStorage) return [];
    // Volumes that are there already need no object of their class.
    const known = ['', ...given, ...volumes.map(({ storageClassName }) => storageClassName)];
    return subject.claims.flatMap(({ name, storageClass: asked }, index) => known.includes(asked) ? [] : [
      found(id, subject, ['spec', 'volumeClaimTemplates', index, 'spec', 'storageClassName'], {
        severity: 'question',
        message: `StorageClass ${asked}, which the claims ${name} of StatefulSet ${subject.name} name, is not among the files given, and ${given.join(', ')} ${given.length === 1 ? 'is' : 'are'}`,
        reason: 'the claims of a class that does not exist stay Pending, and the pods with them',
        advice: `give the file that contains it too, or write storageClassName: ${given[0]}`,
      }),
    ]);
  },
};
