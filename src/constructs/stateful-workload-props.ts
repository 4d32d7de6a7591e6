import { ApiObjectMetadata, Duration } from 'cdk8s';
import { AntiAffinity } from './anti-affinity';
import { PersistentVolumeClaimRetentionPolicy } from './claim-retention';
import { DisruptionBudget } from './disruption-budget';
import { GoverningService } from './governing-service';
import * as kplus from './kplus';
import { KubernetesVersion } from './kubernetes-version';
import { ReadinessModel } from './readiness-model';
import { TopologySpreadConstraint } from './topology-spread';
import { UpdateStrategy } from './update-strategy';

/**
 * Properties of a StatefulWorkload.
 *
 * Of the properties of every pod, three can only have one value here. `restartPolicy` is Always, and `dns.hostname` and `dns.subdomain` are set
 * by the controller, which overwrites others. With `hostNetwork`, `dns.policy` is `CLUSTER_FIRST_WITH_HOST_NET` unless it is given: with the
 * usual one such pods cannot resolve each other's names.
 */
export interface StatefulWorkloadProps extends kplus.AbstractPodProps {
  /**
   * The name of the StatefulSet: the beginning of every pod's, claim's and host's name. At most 52 lower-case letters, digits and hyphens.
   *
   * Another name is another set with other, empty claims. So it never depends on where the construct is in the tree.
   *
   * @default - the construct's own id in lower case, without the path and without a hash
   */
  readonly name?: string;

  /**
   * The labels by which the set, its Service and its budget select the pods. They cannot be changed once the set exists.
   *
   * @default - `app.kubernetes.io/name` and `app.kubernetes.io/instance`, both with the name of the set
   */
  readonly matchLabels?: { [key: string]: string };

  /**
   * Labels and annotations of the pods, beside `matchLabels`.
   *
   * @default - none
   */
  readonly podMetadata?: ApiObjectMetadata;

  /**
   * The number of pods. At least 0. Leave it out under an autoscaler, or every deployment undoes what the autoscaler decided.
   *
   * @default - left to the API server: 1 for a new set, unchanged for an existing one
   */
  readonly replicas?: number;

  /**
   * The headless Service that gives the pods their DNS names.
   *
   * @default GoverningService.create()
   */
  readonly service?: GoverningService;

  /**
   * Whether pods are created and deleted one after the other or all at once. It cannot be changed once the set exists.
   *
   * @default - left to the API server: OrderedReady
   */
  readonly podManagementPolicy?: kplus.PodManagementPolicy;

  /**
   * How pods are replaced when the pod template changes.
   *
   * @default - left to the API server: RollingUpdate over all pods
   */
  readonly updateStrategy?: UpdateStrategy;

  /**
   * How long a pod must be ready before it counts as available, in whole seconds. Under OrderedReady each step waits for it.
   *
   * @default - left to the API server: 0 seconds
   */
  readonly minReady?: Duration;

  /**
   * How many old revisions are kept for a rollback. At least 0.
   *
   * @default - left to the API server: 10
   */
  readonly revisionHistoryLimit?: number;

  /**
   * The lowest ordinal. At least 0.
   *
   * @default - left to the API server: 0
   */
  readonly ordinalsStart?: number;

  /**
   * When the claims of pods that are gone are deleted.
   *
   * @default - left to the API server: claims are kept for ever
   */
  readonly persistentVolumeClaimRetentionPolicy?: PersistentVolumeClaimRetentionPolicy;

  /**
   * How strongly the replicas avoid each other, and where. `workload.scheduling` does the rest: `tolerate`, `attract`, `colocate`.
   *
   * @default AntiAffinity.PREFERRED
   */
  readonly antiAffinity?: AntiAffinity;

  /**
   * Spreads the replicas evenly, over zones for example. At most one for each topology and `whenUnsatisfiable`.
   *
   * @default - none
   */
  readonly topologySpreadConstraints?: TopologySpreadConstraint[];

  /**
   * The PriorityClass of the pods. Those of lower classes are evicted for them where room is short.
   *
   * @default - the default class of the cluster, which is usually none: priority 0
   * @see https://kubernetes.io/docs/concepts/scheduling-eviction/pod-priority-preemption/
   */
  readonly priorityClassName?: string;

  /**
   * The RuntimeClass that runs the containers, such as one that isolates them in virtual machines.
   *
   * @default - that of the node
   * @see https://kubernetes.io/docs/concepts/containers/runtime-class/
   */
  readonly runtimeClassName?: string;

  /**
   * The scheduler that places the pods.
   *
   * @default - left to the API server: default-scheduler
   */
  readonly schedulerName?: string;

  /**
   * Whether the containers of a pod see, and can signal, each other's processes.
   *
   * @default - left to the API server: they do not
   */
  readonly shareProcessNamespace?: boolean;

  /**
   * Whether every container gets variables for every Service of the namespace. Some servers read theirs as configuration, and a variable is
   * out of date as soon as a Service changes.
   *
   * @default false
   */
  readonly enableServiceLinks?: boolean;

  /**
   * Conditions that something outside the pod has to set before the pod counts as ready.
   *
   * @default - none
   * @see https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/#pod-readiness-gate
   */
  readonly readinessGates?: string[];

  /**
   * The system calls that the containers may make, unless a container has a profile of its own. The Pod Security Standard "restricted" wants
   * `SeccompProfileType.RUNTIME_DEFAULT`.
   *
   * @default - that of the node
   */
  readonly seccompProfile?: kplus.SeccompProfile;

  /**
   * Groups of the processes beside `securityContext.group`. Each at least 0.
   *
   * @default - those of the image
   */
  readonly supplementalGroups?: number[];

  /**
   * Who may connect to the replicas, beside the replicas themselves. A NetworkPolicy, on all ports, keeps everybody else out; what the replicas
   * connect to is not limited. It takes a network plug-in that enforces NetworkPolicies, and does not go with `isolate`, which cuts the
   * replicas off from each other and from DNS as well.
   *
   * @default - everybody, without a NetworkPolicy
   * @see https://kubernetes.io/docs/concepts/services-networking/network-policies/
   */
  readonly clients?: kplus.INetworkPolicyPeer[];

  /**
   * How many replicas a drain may take away at a time.
   *
   * @default - at most 1 unavailable, and none for a set of at most one replica
   */
  readonly disruptionBudget?: DisruptionBudget;

  /**
   * What a replica needs in order to become ready. It changes nothing in the cluster: it tells the prover.
   *
   * @default - the prover works it out
   */
  readonly readinessModel?: ReadinessModel;

  /**
   * The version of the cluster. What it would drop without a word is refused.
   *
   * @default - unknown: nothing is refused for the sake of a version
   */
  readonly kubernetes?: KubernetesVersion;
}
