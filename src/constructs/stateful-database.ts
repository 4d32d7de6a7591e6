import { ApiObject, Duration, Size } from 'cdk8s';
import { Construct } from 'constructs';
import { AntiAffinity } from './anti-affinity';
import { PersistentVolumeClaimRetentionPolicy } from './claim-retention';
import { DisruptionBudget } from './disruption-budget';
import { DatabaseEngine } from './engines/database-engine';
import * as kplus from './kplus';
import { StatefulWorkload } from './stateful-workload';
import { UpdateStrategy } from './update-strategy';

/**
 * Properties of a StatefulDatabase.
 */
export interface StatefulDatabaseProps {
  /** The kind of database, such as `Engine.postgresql({ version: '17' })`. */
  readonly engine: DatabaseEngine;

  /** The number of servers, which replicate each other as the engine does it. At least 0; 0 stops the database and keeps its data. */
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
   * @default - the engine's
   */
  readonly antiAffinity?: AntiAffinity;

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

/**
 * A database: servers that replicate each other, a claim for each, the Services to reach them and a budget that keeps drains from taking too
 * many. The engine decides what must not be got wrong; each of its decisions can be overridden by the property of that name.
 *
 * `ApiObject.of(database)` is the StatefulSet, for patches, and `database.workload` takes side-cars, tolerations and whatever else.
 */
export class StatefulDatabase extends Construct {
  /** The StatefulSet with its governing Service. */
  public readonly workload: StatefulWorkload;

  /** @throws if the engine cannot work as asked */
  constructor(scope: Construct, id: string, props: StatefulDatabaseProps) {
    super(scope, id);
    const { engine, labels } = props;
    const name = props.name ?? id.toLowerCase();
    this.workload = new StatefulWorkload(this, 'Workload', {
      name,
      replicas: props.replicas,
      matchLabels: { 'app.kubernetes.io/name': engine.applicationName, 'app.kubernetes.io/instance': name },
      podMetadata: { labels },
      podManagementPolicy: props.podManagementPolicy ?? engine.podManagementPolicy,
      persistentVolumeClaimRetentionPolicy: props.persistentVolumeClaimRetentionPolicy,
      updateStrategy: props.updateStrategy,
      disruptionBudget: props.disruptionBudget,
      antiAffinity: props.antiAffinity ?? engine.antiAffinity,
      terminationGracePeriod: props.terminationGracePeriod ?? engine.terminationGracePeriod,
      securityContext: props.securityContext ?? engine.securityContext,
      readinessModel: engine.readinessModel,
    });
    this.node.defaultChild = this.workload;

    engine.addTo(this.workload, {
      replicas: props.replicas,
      storage: props.storage,
      storageClassName: props.storageClassName,
      image: props.image ?? engine.image,
      resources: props.resources,
      credentials: props.credentialsSecretName === undefined ? undefined
        : kplus.Secret.fromSecretName(this, 'Credentials', props.credentialsSecretName),
    });
    this.addLabels(labels ?? {});
  }

  /**
   * Accepts a finding of the prover. It stays in every report, with the reason, but does not fail the run.
   *
   * @param rule the id of the rule, such as `order/update`
   * @param reason why that is all right here, at least 10 characters on one line
   */
  public accept(rule: string, reason: string): void {
    this.workload.accept(rule, reason);
  }

  private addLabels(labels: { [key: string]: string }): void {
    for (const object of this.node.findAll().filter(construct => ApiObject.isApiObject(construct)) as ApiObject[]) {
      for (const [key, value] of Object.entries(labels)) object.metadata.addLabel(key, value);
    }
  }
}
