import type { Scene } from './scene';
import { BINDS_WITH_POD } from '../../cluster/placement';
import { object, textIf } from '../../manifest/admission/values';
import type { JsonObject } from '../../manifest/objects';
import { defaultClass, provisions } from '../cluster';
import { NO_PROVISIONER } from '../cluster-profile';
import { storageOf } from '../scheduling/storage';
import type { EventLine } from '../timeline';

/** Why a claim has no volume, and what the volume controller says of it (controller/volume/persistentvolume/pv_controller.go). */
export interface ClaimCause {
  readonly event: Omit<EventLine, 'object'>;
  /** Absent where the claim only waits for its pod. */
  readonly problem?: string;
  readonly look: string;
}

const warning = (reason: string, message: string): ClaimCause['event'] => ({ type: 'Warning', reason, message });
const normal = (reason: string, message: string): ClaimCause['event'] => ({ type: 'Normal', reason, message });

/** Of the claim that a pod has of one template. */
export function claimCause({ subject, names }: Scene, slot: number, template: number): ClaimCause {
  const { cluster, nodes, manifest } = subject;
  const written = (manifest.object.spec.volumeClaimTemplates ?? [])[template] as unknown as JsonObject;
  const named = textIf(object(written, 'spec'), 'storageClassName');
  const known = named === undefined ? defaultClass(cluster) : cluster.storageClasses.find(({ name }) => name === named);
  const { binding } = storageOf(written, nodes, cluster, () => true, []);
  const volumes = 'kubectl get pv';
  if (binding === BINDS_WITH_POD) {
    return { event: normal('WaitForPodScheduled', `waiting for pod ${names.pod(slot)} to be scheduled`), look: volumes };
  }
  if (known === undefined && named !== undefined && named !== '') {
    return { event: warning('ProvisioningFailed', `storageclass.storage.k8s.io "${named}" not found`), problem: `there is no StorageClass ${named}`, look: 'kubectl get storageclass' };
  }
  if (known === undefined) {
    const problem = `${named === undefined ? 'it names no StorageClass, and the cluster has no default' : 'it asks for a volume without a class'}; no such volume is free and fits`;
    return { event: normal('FailedBinding', 'no persistent volumes available for this claim and no storage class is set'), problem, look: volumes };
  }
  if (!provisions(known)) {
    const problem = `nothing provisions volumes of the class ${known.name}, and none that is there is free and fits`;
    return { event: warning('ProvisioningFailed', `no volume plugin matched name: ${NO_PROVISIONER}`), problem, look: volumes };
  }
  const waiting = `Waiting for a volume to be created either by the external provisioner '${known.provisioner}' or manually by the system administrator. `
    + 'If volume creation is delayed, please verify that the provisioner is running and correctly registered.';
  return { event: normal('ExternalProvisioning', waiting), problem: `${known.provisioner} makes no such volume: see its access modes and zones`, look: `kubectl describe storageclass ${known.name}` };
}
