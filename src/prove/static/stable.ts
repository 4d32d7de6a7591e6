import type { StaticRule } from './index';
import { POD, field, found, mostReplicas, podOf } from './pods';
import type { Diagnostic } from '../../manifest/diagnostic';
import type { JsonObject } from '../../manifest/objects';
import type { Subject } from '../subject';

const id = 'identity/stable';

/**
 * A pod gets its name, hostname and labels anew from set and ordinal each time (stateful_set_utils.go:initIdentity, updateIdentity), so only a manifest can
 * spoil them. Whether its name resolves, network/governing-service says; whether the API server takes it, rollout/admitted.
 */
export const stable: StaticRule = {
  id,
  title: 'a recreated pod has the same name, hostname and labels',
  check: (subject, manifests) => [
    selectsByIdentity(subject), sharedHostname(subject), longHostname(subject, mostReplicas(subject, manifests)), nodeHostname(subject),
  ].flatMap((finding) => finding ?? []),
};

/** What the controller writes into each pod, whatever the template says. */
export const CONTROLLER_LABELS = ['statefulset.kubernetes.io/pod-name', 'apps.kubernetes.io/pod-index', 'controller-revision-hash'];

function selectsByIdentity(subject: Subject): Diagnostic | undefined {
  const { matchLabels = {}, matchExpressions = [] } = subject.manifest.object.spec.selector;
  const selected = [...Object.keys(matchLabels), ...matchExpressions.filter(({ operator }) => operator !== 'Exists').map(({ key }) => key)];
  const label = CONTROLLER_LABELS.find((each) => selected.includes(each));
  return label === undefined ? undefined : found(id, subject, ['spec', 'selector'], {
    severity: 'error',
    message: `the selector of StatefulSet ${subject.name} asks for the label ${label}, which the controller gives each pod a value of its own`,
    // controller_ref_manager.go:ClaimObject releases what it owns and does not select.
    reason: 'the controller lets go of the pods that it does not select, and cannot make them again, because their names are taken',
    advice: 'select by a label that all pods of the template have',
  });
}

const template = (subject: Subject): JsonObject => podOf(subject) as unknown as JsonObject;

/** kubelet_pods.go:GeneratePodHostNameAndDomain; up to 1.34 the API server drops the field. */
function sharedHostname(subject: Subject): Diagnostic | undefined {
  const name = field(template(subject), 'hostnameOverride');
  return name === undefined ? undefined : found(id, subject, [...POD, 'hostnameOverride'], {
    severity: 'error',
    message: `all pods of StatefulSet ${subject.name} have the hostname ${String(name)}, from hostnameOverride`,
    reason: 'a member that asks for its hostname takes itself for every other',
    advice: 'leave hostnameOverride out: the hostname is then the name of the pod',
  });
}

/** The kernel's limit (kubelet, util/util_linux.go:GetNodenameForKernel). */
const LONGEST_HOSTNAME = 64;

function longHostname(subject: Subject, replicas: number): Diagnostic | undefined {
  const { serviceName = '' } = subject.manifest.object.spec;
  if (field(template(subject), 'setHostnameAsFQDN') !== true || serviceName === '' || replicas === 0) return undefined;
  const name = `${subject.name}-${subject.start + replicas - 1}.${serviceName}.${subject.namespace}.svc.cluster.local`;
  return name.length <= LONGEST_HOSTNAME ? undefined : found(id, subject, [...POD, 'setHostnameAsFQDN'], {
    severity: 'error',
    message: `the full name of a pod of StatefulSet ${subject.name} has ${name.length} characters, too many for a hostname: ${name}`,
    reason: `setHostnameAsFQDN makes it the hostname, which has at most ${LONGEST_HOSTNAME} characters, so the pod stays in ContainerCreating`,
    advice: 'leave setHostnameAsFQDN out, or shorten the names of set, Service or namespace',
  });
}

/** kuberuntime_sandbox.go:generatePodSandboxConfig gives such a pod no hostname. */
function nodeHostname(subject: Subject): Diagnostic | undefined {
  return field(template(subject), 'hostNetwork') !== true ? undefined : found(id, subject, [...POD, 'hostNetwork'], {
    severity: 'limit',
    message: `the hostname in the pods of StatefulSet ${subject.name} is that of the node, because of hostNetwork`,
    reason: 'a pod that comes back on another node has another hostname and another address',
    advice: 'let the member take its name from metadata.name through the downward API, not from its hostname',
  });
}
