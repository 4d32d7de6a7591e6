import { Duration, Size } from 'cdk8s';
import { AntiAffinity } from './anti-affinity';
import { BackupOptions, RestoreOptions } from './backup';
import { PersistentVolumeClaimRetentionPolicy } from './claim-retention';
import { DisruptionBudget } from './disruption-budget';
import { DatabaseEngine } from './engines/database-engine';
import * as kplus from './kplus';
import { KubernetesVersion } from './kubernetes-version';
import { TopologySpreadConstraint } from './topology-spread';
import { UpdateStrategy } from './update-strategy';

/**
 * Properties of a StatefulDatabase.
 */
export interface StatefulDatabaseProps {
  /** The kind of database, such as `Engine.postgresql({ version: '17' })`. */
  readonly engine: DatabaseEngine;

  /**
   * The number of servers, which replicate each other as the engine does it. At least 0; 0 stops the database and keeps its data. An engine that
   * needs a majority takes odd numbers only.
   */
  readonly replicas: number;

  /** The storage of each server. Plan it: claims never shrink, and growing them is done claim by claim. */
  readonly storage: Size;

  /**
   * The name of the StatefulSet: the beginning of every other name. At most 52 lower-case letters, digits and hyphens.
   *
   * @default - the construct's own id in lower case, without the path and without a hash
   */
  readonly name?: string;

  /**
   * The storage class of every claim.
   *
   * @default - the default class of the cluster
   */
  readonly storageClassName?: string;

  /**
   * Requests and limits of each server.
   *
   * @default - none, which makes the servers the first to go when a node runs out of memory
   */
  readonly resources?: kplus.ContainerResources;

  /**
   * The name of an existing Secret with the passwords, in the namespace of the chart. The engine says which keys it must have.
   *
   * @default - none, which an engine that needs passwords refuses
   */
  readonly credentialsSecretName?: string;

  /**
   * The name of an existing Secret with the certificate of the servers, in the namespace of the chart: `tls.crt`, `tls.key` and `ca.crt`, as
   * cert-manager writes them. The certificate has to be valid for the names in `certificateNames`. Servers read it when they start.
   *
   * @default - none: connections are not encrypted
   */
  readonly tlsSecretName?: string;

  /**
   * Whether every server has its metrics, for Prometheus, and a headless Service `<name>-metrics` names them.
   *
   * @default false
   */
  readonly metrics?: boolean;

  /**
   * When and where to the database is backed up, by a CronJob `<name>-backup`.
   *
   * @default - never, which loses the data with the volume, or with the mistake that is replicated like any other write
   */
  readonly backup?: BackupOptions;

  /**
   * The backup that a new database begins with. A Job restores it; it leaves a database alone that has data.
   *
   * @default - the database begins empty
   */
  readonly restore?: RestoreOptions;

  /**
   * Who may connect: pods, namespaces, addresses. A NetworkPolicy lets them in at the ports for clients, the servers among themselves at all ports,
   * and everybody at the port of the metrics. It takes a network plug-in that enforces NetworkPolicies.
   *
   * @default - everybody, without a NetworkPolicy
   * @see https://kubernetes.io/docs/concepts/services-networking/network-policies/
   */
  readonly clients?: kplus.INetworkPolicyPeer[];

  /**
   * When the claims of servers that are gone are deleted.
   *
   * @default - left to the API server: claims are kept for ever
   */
  readonly persistentVolumeClaimRetentionPolicy?: PersistentVolumeClaimRetentionPolicy;

  /**
   * Whether servers start one after the other or all at once.
   *
   * @default - the engine's, which follows from what its servers need in order to become ready
   */
  readonly podManagementPolicy?: kplus.PodManagementPolicy;

  /**
   * How servers are replaced when the pod template changes.
   *
   * @default - left to the API server: RollingUpdate over all servers, from the highest ordinal down
   */
  readonly updateStrategy?: UpdateStrategy;

  /**
   * How many servers a drain may take away at a time.
   *
   * @default - at most 1 unavailable, and none for a database of at most one server
   */
  readonly disruptionBudget?: DisruptionBudget;

  /**
   * Whether two servers may share a node.
   *
   * @default - the engine's: AntiAffinity.REQUIRED for all that come with the library, because two servers on a node are lost together
   */
  readonly antiAffinity?: AntiAffinity;

  /**
   * Spreads the servers evenly, over zones for example.
   *
   * @default - none
   */
  readonly topologySpreadConstraints?: TopologySpreadConstraint[];

  /**
   * The PriorityClass of the servers.
   *
   * @default - that of the cluster
   */
  readonly priorityClassName?: string;

  /**
   * The version of the cluster. What it would drop without a word is refused.
   *
   * @default - unknown: nothing is refused for the sake of a version
   */
  readonly kubernetes?: KubernetesVersion;

  /**
   * How long a server may take to stop cleanly.
   *
   * @default - the engine's
   */
  readonly terminationGracePeriod?: Duration;

  /**
   * The user and groups of the servers, for an image that is not the engine's.
   *
   * @default - the engine's
   */
  readonly securityContext?: kplus.PodSecurityContextProps;

  /**
   * The image of the servers. It has to take the same environment and paths as the engine's.
   *
   * @default - the engine's
   */
  readonly image?: string;

  /**
   * Labels of every object and of the pods.
   *
   * @default - only `app.kubernetes.io/name` and `app.kubernetes.io/instance`
   */
  readonly labels?: { [key: string]: string };
}
