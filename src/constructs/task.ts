import { createHash } from 'crypto';
import { ApiObject, ApiObjectMetadataDefinition, Cron } from 'cdk8s';
import { withoutStatelessDefaults } from './container-defaults';
import * as kplus from './kplus';
import { plainObject } from './plain-object';
import { refuse } from './refuse';
import type { StatefulWorkload } from './stateful-workload';

/** A Job's name is a label of its pods: https://kubernetes.io/docs/concepts/workloads/controllers/job/ */
const MAX_JOB_NAME = 63;

/** A CronJob adds eleven characters for each of its Jobs: https://kubernetes.io/docs/concepts/workloads/controllers/cron-jobs/ */
const MAX_CRON_JOB_NAME = 52;

/** What a task runs, and with what. */
export interface TaskProps {
  /** What it does: 'backup', 'restore', 'initialize'. */
  readonly role: string;
  readonly container: kplus.ContainerProps;
  readonly securityContext: kplus.PodSecurityContextProps;
}

/**
 * The pod of a Job beside a database. Its labels are not those of the servers, or the Services would lead clients to it.
 */
export class Task extends kplus.AbstractPod {
  public readonly resourceType = 'jobs';
  public readonly podMetadata: ApiObjectMetadataDefinition;
  protected readonly apiObject: ApiObject;

  constructor(workload: StatefulWorkload, private readonly props: TaskProps, schedule?: { readonly cron: Cron; readonly suspend: boolean }) {
    super(workload, props.role, {
      // A pod that failed stays, and with it what it said.
      restartPolicy: kplus.RestartPolicy.NEVER,
      securityContext: { fsGroupChangePolicy: kplus.FsGroupChangePolicy.ON_ROOT_MISMATCH, ...props.securityContext },
    });
    this.addContainer(withoutStatelessDefaults({ name: props.role, ...props.container }, props.securityContext.ensureNonRoot ?? true));
    const labels = taskLabels(workload, props.role);
    const metadata = { namespace: workload.metadata.namespace, labels };
    this.apiObject = schedule
      ? plainObject(this, 'Resource', 'batch/v1', 'CronJob', { ...metadata, name: this.requireName(`${workload.name}-${props.role}`, MAX_CRON_JOB_NAME) },
        () => kplus.k8s.KubeCronJob.manifest({
          spec: {
            schedule: schedule.cron.expressionString,
            suspend: schedule.suspend || undefined,
            concurrencyPolicy: 'Forbid',
            // After a hundred missed times the controller gives up, unless it may forget the old ones.
            startingDeadlineSeconds: 3600,
            jobTemplate: { metadata: { labels }, spec: this.jobSpec() },
          },
        }).spec)
      : plainObject(this, 'Resource', 'batch/v1', 'Job', { ...metadata, name: this.requireName(`${workload.name}-${props.role}-${this.checksum()}`, MAX_JOB_NAME) },
        () => kplus.k8s.KubeJob.manifest({ spec: this.jobSpec() }).spec);
    this.podMetadata = new ApiObjectMetadataDefinition({ labels, apiObject: this.apiObject });
  }

  private jobSpec(): kplus.k8s.JobSpec {
    return { template: { metadata: this.podMetadata.toJson(), spec: { ...this._toPodSpec(), enableServiceLinks: false } } };
  }

  /** A Job cannot be changed, so another task is another Job. */
  private checksum(): string {
    return createHash('sha256').update(JSON.stringify(this._toPodSpec())).digest('hex').slice(0, 8);
  }

  private requireName(name: string, limit: number): string {
    if (name.length <= limit) return name;
    return refuse(this, `the ${this.props.role} would be called '${name}', which has ${name.length} characters`, `the API server accepts at most ${limit}, because its pods carry it in theirs`,
      `Give the database a name that is ${name.length - limit} shorter`);
  }
}

/** The labels of the pods of a task. */
export function taskLabels(workload: StatefulWorkload, role: string): { [key: string]: string } {
  return { 'app.kubernetes.io/instance': `${workload.name}-${role}`, 'app.kubernetes.io/name': role, 'app.kubernetes.io/part-of': workload.name };
}
