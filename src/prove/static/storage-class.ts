import type { StaticRule } from './index';
import { field, found } from './pods';
import type { Manifests } from '../../manifest/objects';

const id = 'hygiene/storage-class';

/**
 * Classes belong to the cluster, and files without any say nothing of them: then there is no question, and each verdict says which class it assumed. Files that
 * bring classes of their own, and not this one, may have its name wrong.
 */
export const storageClass: StaticRule = {
  id,
  title: 'the storage classes of the claims are among those given',
  check: (subject, manifests) => {
    const given = manifests.storageClasses.map(({ name }) => name);
    if (given.length === 0) return [];
    return subject.claims.flatMap(({ name, storageClass: className }, index) => className === '' || given.includes(className) || hasVolumes(className, manifests) ? [] : [
      found(id, subject, ['spec', 'volumeClaimTemplates', index, 'spec', 'storageClassName'], {
        severity: 'question',
        message: `StorageClass ${className}, which the claims ${name} of StatefulSet ${subject.name} name, is not among the files given, and ${given.join(', ')} ${given.length === 1 ? 'is' : 'are'}`,
        reason: 'the claims of a class that does not exist stay Pending, and the pods with them',
        advice: `give the file that contains it too, or write storageClassName: ${given[0]}`,
      }),
    ]);
  },
};

/** Volumes that are there already need no object of their class. */
const hasVolumes = (className: string, { others }: Manifests): boolean =>
  others.some(({ apiVersion, kind, raw }) => apiVersion === 'v1' && kind === 'PersistentVolume' && field(raw, 'spec', 'storageClassName') === className);
