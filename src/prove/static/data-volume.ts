import { keeperIn } from './engines';
import type { StaticRule } from './index';
import { POD, found, mostReplicas, podOf, staysOnOneNode } from './pods';
import type { Subject } from '../subject';

const id = 'hygiene/data-volume';

/** What goes with the pod, or never holds what a database writes (core/v1 VolumeSource); a folder of the node is spoken of by itself. */
const PASSING = ['emptyDir', 'ephemeral', 'configMap', 'secret', 'projected', 'downwardAPI', 'image', 'hostPath'];

/** Said only of databases that are known, in pods without any volume that lasts: whether anything else has data to keep, only its author knows. */
export const dataVolume: StaticRule = {
  id,
  title: 'a database keeps its data in a volume that outlives the pod',
  check: (subject, manifests) => {
    const index = podOf(subject).containers.findIndex((container) => keeperIn(container) !== undefined);
    if (index < 0 || hasLastingVolume(subject)) return [];
    const { engine, data, removal } = keeperIn(podOf(subject).containers[index])!;
    // One member of what is made of several is for trying it out.
    if (removal !== undefined && mostReplicas(subject, manifests) < 2) return [];
    const advice = `write volumeClaimTemplates: [{metadata: {name: data}, spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 10Gi}}}}], and mount it where the data are, such as ${data}`;
    const local = folderOfNode(subject, index);
    if (local < 0) {
      return [found(id, subject, [...POD, 'containers', index], {
        severity: 'warning',
        message: `${engine} in StatefulSet ${subject.name} has no volume that outlives its pod`,
        reason: 'an update, a drain or an eviction makes a new pod, and the data are gone',
        advice,
      })];
    }
    return staysOnOneNode(subject) ? [] : [found(id, subject, [...POD, 'volumes', local, 'hostPath'], {
      severity: 'warning',
      message: `${engine} in StatefulSet ${subject.name} has its data in a folder of the node on which it happens to run`,
      reason: 'a pod that moves to another node finds an empty folder there, or that of another member',
      advice,
    })];
  },
};

const hasLastingVolume = (subject: Subject): boolean => subject.claims.length > 0
  || (podOf(subject).volumes ?? []).some((volume) => Object.keys(volume).some((key) => key !== 'name' && !PASSING.includes(key)));

/** Which volume of the container is a folder of the node, or -1. */
function folderOfNode(subject: Subject, index: number): number {
  const { containers, volumes = [] } = podOf(subject);
  const mounted = (containers[index].volumeMounts ?? []).map(({ name }) => name);
  return volumes.findIndex(({ name, hostPath }) => hostPath !== undefined && mounted.includes(name));
}
