import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { QUORUM_ANNOTATION } from './annotations';
import { BackupOptions, RestoreOptions } from './backup';
import { databaseNetworkPolicy } from './database-network-policy';
import { policyFor } from './engines/database-engine';
import { DatabaseRequest } from './engines/database-request';
import { DatabaseTask } from './engines/database-task';
import { UNPRIVILEGED } from './engines/unprivileged';
import * as kplus from './kplus';
import { requireQuorum } from './quorum';
import { refuse } from './refuse';
import { requireWhole } from './require';
import { clientService, metricsService } from './services';
import { StatefulDatabaseProps } from './stateful-database-props';
import { StatefulWorkload } from './stateful-workload';
import { Task } from './task';

/** Where a task finds the claim with the backups. */
const BACKUPS = '/backups';

/**
 * A database: servers that replicate each other, a claim for each, the Services to reach them and a budget that keeps drains from taking too
 * many. The engine decides what must not be got wrong; each of its decisions can be overridden by the property of that name.
 *
 * `ApiObject.of(database)` is the StatefulSet, for patches, and `database.workload` takes side-cars, tolerations and whatever else.
 */
export class StatefulDatabase extends Construct {
  /** The StatefulSet with its governing Service. */
  public readonly workload: StatefulWorkload;

  /**
   * The names that a certificate of the servers has to be valid for, as far as clients of the same namespace use them: those of the Services, and
   * one with a star for all servers. Clients of other namespaces use longer ones, such as `orders-read-write.shop.svc`.
   */
  public readonly certificateNames: string[];

  private readonly props: StatefulDatabaseProps;
  private readonly request: DatabaseRequest;
  private readonly tasks: string[] = [];

  /** @throws if the engine cannot work as asked */
  constructor(scope: Construct, id: string, props: StatefulDatabaseProps) {
    super(scope, id);
    const { engine } = props;
    this.props = props;
    requireWhole(this, 'replicas', props.replicas);
    if (engine.needsMajority) requireQuorum(this, engine.applicationName, props);
    this.workload = this.createWorkload(props.name ?? id.toLowerCase());
    this.node.defaultChild = this.workload;
    if (engine.needsMajority) this.workload.metadata.addAnnotation(QUORUM_ANNOTATION, 'majority');

    this.request = {
      replicas: props.replicas,
      storage: props.storage,
      storageClassName: props.storageClassName,
      image: props.image ?? engine.image,
      resources: props.resources,
      credentials: this.secret('Credentials', props.credentialsSecretName),
      tls: this.certificate(),
      metrics: props.metrics,
    };
    engine.addTo(this.workload, this.request);
    const services = engine.clientServices(this.request);
    for (const service of services) clientService(this, this.workload, service);
    this.certificateNames = [`*.${this.workload.serviceName}`, ...services.map(service => `${this.workload.name}-${service.name}`)];

    const metricsPort = props.metrics ? engine.addMetrics(this.workload, this.request) : undefined;
    if (metricsPort !== undefined) metricsService(this, this.workload, metricsPort);
    this.createTasks(props.backup, props.restore);
    if (props.clients) {
      const clientPorts = [...new Set(services.map(service => service.port))];
      databaseNetworkPolicy(this, this.workload, { clients: props.clients, clientPorts, roles: this.tasks, metricsPort });
    }
    this.addLabels(props.labels ?? {});
  }

  /**
   * The name under which clients of the same namespace reach the database.
   *
   * @param service which of the engine's Services, such as 'read-write'
   * @throws if the engine has no such Service
   */
  public clientHost(service: string): string {
    const names = this.props.engine.clientServices(this.request).map(each => each.name);
    if (names.includes(service)) return `${this.workload.name}-${service}`;
    return refuse(this, `there is no Service '${service}'`, `the engine ${this.props.engine.applicationName} has others`, `Write one of ${names.join(', ')}`);
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

  private createWorkload(name: string): StatefulWorkload {
    const { engine, ...props } = this.props;
    return new StatefulWorkload(this, 'Workload', {
      name,
      replicas: props.replicas,
      matchLabels: { 'app.kubernetes.io/name': engine.applicationName, 'app.kubernetes.io/instance': name },
      podMetadata: { labels: props.labels },
      podManagementPolicy: props.podManagementPolicy ?? policyFor(engine.readinessModel),
      persistentVolumeClaimRetentionPolicy: props.persistentVolumeClaimRetentionPolicy,
      updateStrategy: props.updateStrategy,
      disruptionBudget: props.disruptionBudget,
      antiAffinity: props.antiAffinity ?? engine.antiAffinity,
      topologySpreadConstraints: props.topologySpreadConstraints,
      priorityClassName: props.priorityClassName,
      terminationGracePeriod: props.terminationGracePeriod ?? engine.terminationGracePeriod,
      securityContext: props.securityContext ?? engine.securityContext,
      readinessModel: engine.readinessModel,
      kubernetes: props.kubernetes,
    });
  }

  private secret(id: string, name: string | undefined): kplus.ISecret | undefined {
    return name === undefined ? undefined : kplus.Secret.fromSecretName(this, id, name);
  }

  private certificate(): kplus.ISecret | undefined {
    const { engine, tlsSecretName } = this.props;
    if (tlsSecretName !== undefined && !engine.supportsTls) {
      refuse(this, `the engine ${engine.applicationName} does not know what to do with a certificate`, 'connections would not be encrypted',
        'Leave tlsSecretName out and mount the Secret as the engine needs it, or set supportsTls in an engine of your own and heed request.tls');
    }
    return this.secret('Certificate', tlsSecretName);
  }

  private createTasks(backup: BackupOptions | undefined, restore: RestoreOptions | undefined): void {
    const { engine, replicas } = this.props;
    if (backup) {
      requireWhole(this, 'backup.keep', backup.keep, 1);
      const task = engine.backup(this.workload, this.request);
      this.run('backup', task, { KEEP: String(backup.keep ?? 7) }, backup.claim,
        // Of a database that is stopped there is nothing to be had, and its last backups must stay.
        { cron: backup.schedule, suspend: replicas === 0 });
    }
    if (restore) {
      requireFile(this, restore.file);
      this.run('restore', engine.restore(this.workload, this.request), { FILE: restore.file }, restore.claim);
    }
    const initialize = engine.initialize(this.workload, this.request);
    if (initialize) this.run('initialize', initialize, {});
  }

  private run(role: string, task: DatabaseTask, environment: { [name: string]: string }, claim?: kplus.IPersistentVolumeClaim,
    schedule?: ConstructorParameters<typeof Task>[2]): void {
    const values = claim ? { ...environment, FOLDER: BACKUPS } : environment;
    const backups = claim && { path: BACKUPS, volume: kplus.Volume.fromPersistentVolumeClaim(this, `Volume-${role}`, claim, { name: 'backups' }) };
    this.tasks.push(role);
    new Task(this.workload, {
      role,
      securityContext: this.props.securityContext ?? this.props.engine.securityContext,
      container: {
        image: task.image ?? this.request.image,
        command: task.command,
        envVariables: {
          ...Object.fromEntries(Object.entries(values).map(([name, value]) => [name, kplus.EnvValue.fromValue(value)])),
          ...task.environment,
        },
        volumeMounts: [...backups ? [backups] : [], ...task.mounts ?? []],
        securityContext: UNPRIVILEGED,
      },
    }, schedule);
  }

  private addLabels(labels: { [key: string]: string }): void {
    for (const object of this.node.findAll().filter(construct => ApiObject.isApiObject(construct)) as ApiObject[]) {
      for (const [key, value] of Object.entries(labels)) object.metadata.addLabel(key, value);
    }
  }
}

function requireFile(where: Construct, file: string): void {
  if (/^[A-Za-z0-9][A-Za-z0-9._-]*$/.test(file)) return;
  refuse(where, `the backup to restore is '${file}'`, 'it is looked for in the volume by that name', "Write the name of a file, such as 'orders-20260102T030000Z.sql.gz'");
}
