import type { StaticRule } from './index';
import { POD, field, found, mostReplicas, podOf, staysOnOneNode } from './pods';
import type { Finding } from './pods';
import type { ManifestObject, PersistentVolumeClaim } from '../../manifest/objects';
import type { Subject } from '../subject';

const id = 'hygiene/shared-claim';

/** Many nodes can mount a volume of these modes. */
const MANY_NODES = ['ReadWriteMany', 'ReadOnlyMany'];

/** A claim that the pod template names is one for all replicas, unlike a claim template. That is meant where the volume can be mounted everywhere. */
export const sharedClaim: StaticRule = {
  id,
  title: 'a claim that all replicas share can be mounted by all of them',
  check: (subject, manifests) => {
    if (mostReplicas(subject, manifests) < 2 || staysOnOneNode(subject)) return [];
    return (podOf(subject).volumes ?? []).flatMap((volume, index) => {
      const name = field(volume, 'persistentVolumeClaim', 'claimName');
      // A claim template takes the place of a volume of its name (stateful_set_utils.go:updateStorage).
      if (typeof name !== 'string' || subject.claims.some((claim) => claim.name === volume.name)) return [];
      const claim = manifests.claims.find((each) => each.namespace === subject.namespace && each.name === name);
      const finding = claim === undefined ? unknown(subject, name) : shared(subject, claim);
      return finding === undefined ? [] : [found(id, subject, [...POD, 'volumes', index, 'persistentVolumeClaim', 'claimName'], finding)];
    });
  },
};

const ADVICE = 'move it to volumeClaimTemplates, which give each replica a volume of its own; a volume that all are to share needs accessModes: [ReadWriteMany]';

function unknown({ name }: Subject, claim: string): Finding {
  return {
    severity: 'question',
    message: `PersistentVolumeClaim ${claim}, which all replicas of StatefulSet ${name} share, is not among the files given`,
    reason: 'a volume that is not ReadWriteMany can only be mounted where the first of them runs',
    advice: `give the file that contains it too, or ${ADVICE}`,
  };
}

function shared(subject: Subject, claim: ManifestObject<PersistentVolumeClaim>): Finding | undefined {
  const { accessModes = [] } = claim.object.spec;
  if (accessModes.some((mode) => MANY_NODES.includes(mode))) return undefined;
  const isForOnePod = accessModes.includes('ReadWriteOncePod');
  return {
    severity: 'error',
    message: `all replicas of StatefulSet ${subject.name} share PersistentVolumeClaim ${claim.name}, which is ${isForOnePod ? 'ReadWriteOncePod' : 'ReadWriteOnce'}`,
    // scheduler, plugins/volumerestrictions; attachdetach/reconciler.go:reportMultiAttachError.
    reason: isForOnePod ? 'one pod can use it, and the others stay Pending'
      : 'one node can mount it, and the pods on other nodes wait in ContainerCreating (Multi-Attach error)',
    advice: ADVICE,
  };
}
