import { Duration } from 'cdk8s';
import { configuration } from './configuration';
import { DatabaseEngine } from './database-engine';
import { DatabaseRequest } from './database-request';
import { DatabaseTask } from './database-task';
import { UNPRIVILEGED } from './unprivileged';
import { ClientService } from '../client-service';
import * as kplus from '../kplus';
import { ReadinessModel } from '../readiness-model';
import { refuse } from '../refuse';
import { StatefulWorkload } from '../stateful-workload';

/**
 * A database server that is one container with one claim.
 *
 * The server finds its own name in the variable POD_NAME, the name under which the others reach it in POD_HOST, and, if `member` is given, the
 * list of all servers in MEMBERS. Kubernetes puts variables into arguments: `--name=$(POD_NAME)`.
 */
export interface CustomEngineOptions {
  /** What the engine is called, the value of `app.kubernetes.io/name`: lower-case letters, digits and hyphens. */
  readonly name: string;

  /** The image, with the tag or the digest. */
  readonly image: string;

  /**
   * What the container runs.
   *
   * @default - the entry point of the image
   */
  readonly command?: string[];

  /**
   * The arguments.
   *
   * @default - those of the image
   */
  readonly args?: string[];

  /**
   * More of the environment.
   *
   * @default - only POD_NAME, POD_HOST and MEMBERS
   */
  readonly environment?: { [name: string]: kplus.EnvValue };

  /**
   * How one server is written in MEMBERS: `{pod}`, `{host}`, `{ordinal}` and `{number}` (the ordinal plus one) stand for what is different,
   * as in `{pod}=http://{host}:2380`. As the list is part of every server, another number of replicas restarts them all.
   *
   * @default - there is no list
   */
  readonly member?: string;

  /**
   * What is between two servers in MEMBERS.
   *
   * @default ','
   */
  readonly memberSeparator?: string;

  /** The ports, by name. Each has at most 15 lower-case letters, digits and hyphens. */
  readonly ports: { [name: string]: number };

  /** The name of the port for clients. Their Service is called like the database, with the name of this port after it. */
  readonly clientPort: string;

  /**
   * The name of the port at which the server itself has its metrics.
   *
   * @default - none: who asks for metrics is refused
   */
  readonly metricsPort?: string;

  /** Where the claim is mounted. Keep the data in a directory below it: a new volume may have `lost+found` at its top. */
  readonly dataPath: string;

  /**
   * Files of configuration, by name.
   *
   * @default - none
   */
  readonly files?: { [name: string]: string };

  /**
   * Where the files are.
   *
   * @default - `/etc/` and the name of the engine
   */
  readonly filesPath?: string;

  /** Whether a server can take clients. */
  readonly readiness: kplus.Probe;

  /** What the readiness probe needs in order to succeed. */
  readonly readinessModel: ReadinessModel;

  /**
   * Whether a server has to be started anew. Never ask for the state of the cluster: all would be restarted when there is no majority.
   *
   * @default - none, so that nothing is restarted in the midst of its recovery
   */
  readonly liveness?: kplus.Probe;

  /**
   * Whether the servers answer only while more than half of them are there.
   *
   * @default false
   */
  readonly needsMajority?: boolean;

  /**
   * How long a server may take to stop cleanly.
   *
   * @default Duration.minutes(2)
   */
  readonly terminationGracePeriod?: Duration;

  /** The user and groups that the image expects. */
  readonly securityContext: kplus.PodSecurityContextProps;

  /**
   * What has to be run once when the servers are there for the first time, in the same image and with the Service for clients in the variable
   * HOST. It may be run again at any time, so it must do no harm then, and it has to wait for the servers itself.
   *
   * @default - nothing
   */
  readonly initialize?: string[];
}

/** An engine that is described by its image, ports and paths. See `Engine.custom`. */
export class CustomEngine extends DatabaseEngine {
  public readonly applicationName: string;
  public readonly image: string;
  public readonly readinessModel: ReadinessModel;
  public readonly terminationGracePeriod: Duration;
  public readonly securityContext: kplus.PodSecurityContextProps;
  public readonly needsMajority: boolean;

  private readonly options: CustomEngineOptions;

  constructor(options: CustomEngineOptions) {
    super();
    this.options = options;
    this.applicationName = options.name;
    this.image = options.image;
    this.readinessModel = options.readinessModel;
    this.terminationGracePeriod = options.terminationGracePeriod ?? Duration.minutes(2);
    this.securityContext = options.securityContext;
    this.needsMajority = options.needsMajority ?? false;
  }

  public clientServices(_request: DatabaseRequest): ClientService[] {
    return [{ name: this.options.clientPort, port: this.options.ports[this.options.clientPort] }];
  }

  public addTo(workload: StatefulWorkload, request: DatabaseRequest): void {
    const { options } = this;
    requirePort(workload, 'clientPort', options.clientPort, options.ports);
    const server = workload.addContainer({
      name: options.name,
      image: request.image,
      command: options.command,
      args: options.args,
      resources: request.resources,
      envVariables: { ...this.place(workload, request), ...options.environment },
      ports: Object.entries(options.ports).map(([name, number]) => ({ name, number })),
      readiness: options.readiness,
      liveness: options.liveness,
      securityContext: UNPRIVILEGED,
    });
    server.mount(options.dataPath, workload.addClaim('data', { storage: request.storage, storageClassName: request.storageClassName }));
    if (options.files) server.mount(options.filesPath ?? `/etc/${options.name}`, configuration(workload, options.files), { readOnly: true });
  }

  public addMetrics(workload: StatefulWorkload, request: DatabaseRequest): number {
    const { metricsPort, ports } = this.options;
    if (metricsPort === undefined) return super.addMetrics(workload, request);
    requirePort(workload, 'metricsPort', metricsPort, ports);
    return ports[metricsPort];
  }

  public initialize(workload: StatefulWorkload, _request: DatabaseRequest): DatabaseTask | undefined {
    const { initialize, clientPort } = this.options;
    return initialize && { command: initialize, environment: { HOST: kplus.EnvValue.fromValue(`${workload.name}-${clientPort}`) } };
  }

  private place(workload: StatefulWorkload, request: DatabaseRequest): { [name: string]: kplus.EnvValue } {
    const { member, memberSeparator = ',' } = this.options;
    const written = (ordinal: number) => (member ?? '')
      .replaceAll('{pod}', `${workload.name}-${ordinal}`).replaceAll('{host}', workload.podHost(ordinal))
      .replaceAll('{ordinal}', String(ordinal)).replaceAll('{number}', String(ordinal + 1));
    return {
      POD_NAME: kplus.EnvValue.fromFieldRef(kplus.EnvFieldPaths.POD_NAME),
      // Kubernetes puts in the variable above it.
      POD_HOST: kplus.EnvValue.fromValue(`$(POD_NAME).${workload.serviceName}`),
      ...member === undefined ? {} : {
        MEMBERS: kplus.EnvValue.fromValue(Array.from({ length: request.replicas }, (_, ordinal) => written(ordinal)).join(memberSeparator)),
      },
    };
  }
}

function requirePort(workload: StatefulWorkload, option: string, name: string, ports: { [name: string]: number }): void {
  if (name in ports) return;
  refuse(workload, `${option} is '${name}', and there is no such port`, 'a Service has to lead to a port of the servers', `Write one of ${Object.keys(ports).join(', ')}, or add it to ports`);
}
