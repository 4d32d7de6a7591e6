import { Duration, Size } from 'cdk8s';
import { AntiAffinity } from '../anti-affinity';
import * as kplus from '../kplus';
import { ReadinessModel } from '../readiness-model';
import { StatefulWorkload } from '../stateful-workload';

/**
 * What the user asked for, as far as the engine has to know it.
 */
export interface DatabaseRequest {
  /** The number of servers. */
  readonly replicas: number;

  /** The storage of each server. */
  readonly storage: Size;

  /**
   * The storage class of every claim.
   *
   * @default - the default class of the cluster
   */
  readonly storageClassName?: string;

  /** The image of the servers. */
  readonly image: string;

  /**
   * Requests and limits of each server.
   *
   * @default - none
   */
  readonly resources?: kplus.ContainerResources;

  /**
   * The Secret with the passwords that the engine needs.
   *
   * @default - none
   */
  readonly credentials?: kplus.ISecret;
}

/**
 * What is different from one kind of database server to another. `Engine` has those that come with the library; extend this class for another.
 */
export abstract class DatabaseEngine {
  /** The value of `app.kubernetes.io/name`. */
  public abstract readonly applicationName: string;

  /** The image, unless the user names another. */
  public abstract readonly image: string;

  /** Whether servers may start one after the other, which follows from what they need in order to become ready. */
  public abstract readonly podManagementPolicy: kplus.PodManagementPolicy;

  /** What a server needs in order to become ready. */
  public abstract readonly readinessModel: ReadinessModel;

  /** How long a server may take to stop cleanly. */
  public abstract readonly terminationGracePeriod: Duration;

  /** The user and groups that the image expects. */
  public abstract readonly securityContext: kplus.PodSecurityContextProps;

  /** Whether two servers may share a node. */
  public abstract readonly antiAffinity: AntiAffinity;

  /**
   * Adds containers, claims, config maps and the Services for clients.
   *
   * @param workload the StatefulSet, with its governing Service
   * @param request what the user asked for
   * @throws if the engine cannot work as asked
   */
  public abstract addTo(workload: StatefulWorkload, request: DatabaseRequest): void;
}
