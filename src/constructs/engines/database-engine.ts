import { Duration } from 'cdk8s';
import { DatabaseRequest } from './database-request';
import { DatabaseTask } from './database-task';
import { AntiAffinity } from '../anti-affinity';
import { ClientService } from '../client-service';
import * as kplus from '../kplus';
import { ReadinessModel } from '../readiness-model';
import { refuse } from '../refuse';
import { StatefulWorkload } from '../stateful-workload';

/**
 * What is different from one kind of database server to another.
 *
 * `Engine` has those that come with the library, and `Engine.custom` takes one that can be described by its image, ports and paths. Extend
 * this class for any other: say what is abstract here, and override what the engine does beyond it. What an engine does not override is
 * refused when somebody asks for it, and never left out in silence.
 */
export abstract class DatabaseEngine {
  /** The value of `app.kubernetes.io/name`: lower-case letters, digits and hyphens. */
  public abstract readonly applicationName: string;

  /** The image, unless the user names another. */
  public abstract readonly image: string;

  /**
   * What a server needs in order to become ready. Whether servers may start one after the other follows from it: a majority, or the peers of
   * the last run, are never there if each waits for the one before.
   */
  public abstract readonly readinessModel: ReadinessModel;

  /** How long a server may take to stop cleanly. What is cut short is recovered at the next start, which takes longer. */
  public abstract readonly terminationGracePeriod: Duration;

  /** The user and groups that the image expects. `fsGroup` lets them write to the claims. */
  public abstract readonly securityContext: kplus.PodSecurityContextProps;

  /**
   * Whether the servers answer only while more than half of them are there. Their number then has to be odd, and no drain may take away the
   * majority.
   */
  public readonly needsMajority: boolean = false;

  /** Whether two servers may share a node. Two that do are lost with it. */
  public readonly antiAffinity: AntiAffinity = AntiAffinity.REQUIRED;

  /** Whether the engine heeds `request.tls`. One that does not is never given a certificate. */
  public readonly supportsTls: boolean = false;

  /**
   * The Services for clients.
   *
   * @param request what the user asked for
   */
  public abstract clientServices(request: DatabaseRequest): ClientService[];

  /**
   * Adds the containers and the claims.
   *
   * @param workload the StatefulSet, with its governing Service
   * @param request what the user asked for
   * @throws if the engine cannot work as asked
   */
  public abstract addTo(workload: StatefulWorkload, request: DatabaseRequest): void;

  /**
   * Adds what serves metrics, to every server.
   *
   * @param workload the StatefulSet
   * @param _request what the user asked for
   * @returns the port at which each server's metrics are
   * @throws unless the engine overrides it
   */
  public addMetrics(workload: StatefulWorkload, _request: DatabaseRequest): number {
    return refuse(workload, `the engine ${this.applicationName} has no exporter`, 'nobody would serve the metrics that are asked for',
      'Leave metrics out and add a side-car with database.workload.addContainer, or override addMetrics');
  }

  /**
   * What makes a backup. It finds the claim at `/backups` and the number of backups to keep in the variable KEEP.
   *
   * @param workload the StatefulSet
   * @param _request what the user asked for
   * @throws unless the engine overrides it
   */
  public backup(workload: StatefulWorkload, _request: DatabaseRequest): DatabaseTask {
    return refuse(workload, `the engine ${this.applicationName} has no backup of its own`, 'copies of volumes that are being written to cannot be relied on',
      'Leave backup out and use the tool of the engine, or override the method backup');
  }

  /**
   * What fills an empty database from a backup. It finds the claim at `/backups` and the file to restore in the variable FILE. It must leave a
   * database alone that has data, and may be run again after it has done its work.
   *
   * @param workload the StatefulSet
   * @param _request what the user asked for
   * @throws unless the engine overrides it
   */
  public restore(workload: StatefulWorkload, _request: DatabaseRequest): DatabaseTask {
    return refuse(workload, `the engine ${this.applicationName} cannot restore a backup by itself`, 'the new database would be empty',
      'Leave restore out and use the tool of the engine, or override the method restore');
  }

  /**
   * What has to be run once when the servers are there for the first time, such as the forming of a cluster. It may be run again at any time.
   *
   * @param _workload the StatefulSet
   * @param _request what the user asked for
   * @returns nothing where the servers need no such step
   */
  public initialize(_workload: StatefulWorkload, _request: DatabaseRequest): DatabaseTask | undefined {
    return undefined;
  }
}

/** Whether servers may start one after the other, as it follows from what they need in order to become ready. */
export function policyFor(model: ReadinessModel): kplus.PodManagementPolicy {
  return model === ReadinessModel.MAJORITY || model === ReadinessModel.PEERS_OF_LAST_RUN
    ? kplus.PodManagementPolicy.PARALLEL : kplus.PodManagementPolicy.ORDERED_READY;
}
