import type { StaticRule } from './index';
import { POD, containersOf, field, found, podOf } from './pods';
import type { Container, JsonObject } from '../../manifest/objects';

const id = 'hygiene/resources';

/**
 * Without a request or limit in any container, the class of the pod is BestEffort (core/v1/helper/qos/qos.go:ComputePodQOS); a limit is also a request
 * (core/v1/defaults.go:SetDefaults_Pod). A LimitRange fills in what is missing (plugin/pkg/admission/limitranger).
 */
export const resources: StaticRule = {
  id,
  title: 'the pods request resources',
  check: (subject, manifests) => {
    const pod = podOf(subject);
    const hasDefaults = manifests.others.some(({ kind, namespace }) => kind === 'LimitRange' && namespace === subject.namespace);
    const ofPod = field(pod as unknown as JsonObject, 'resources') as Container['resources'];
    if (hasDefaults || asks(ofPod) || containersOf(subject).some(({ container }) => asks(container.resources))) return [];
    return [found(id, subject, pod.containers.length === 1 ? [...POD, 'containers', 0] : [...POD, 'containers'], {
      severity: 'warning',
      message: `no container of StatefulSet ${subject.name} requests cpu or memory`,
      reason: 'such pods are the first that a node short of memory evicts, and the scheduler puts them on nodes that are full',
      advice: 'write resources: {requests: {cpu: 500m, memory: 1Gi}, limits: {memory: 1Gi}} with the amounts that the member needs',
    })];
  },
};

const asks = (written: Container['resources']): boolean =>
  [written?.requests, written?.limits].some((amounts) => amounts?.cpu !== undefined || amounts?.memory !== undefined);
