import { ApiObject, ApiObjectMetadata, ApiObjectMetadataDefinition, Chart, Duration } from 'cdk8s';
import { Construct, IConstruct } from 'constructs';
import { ACCEPT_ANNOTATION, READINESS_ANNOTATION } from './annotations';
import { AntiAffinity } from './anti-affinity';
import { PersistentVolumeClaimRetentionPolicy } from './claim-retention';
import { patientStartup, withoutStatelessDefaults } from './container-defaults';
import { DisruptionBudget } from './disruption-budget';
import { GoverningService } from './governing-service';
import * as kplus from './kplus';
import { plainObject } from './plain-object';
import { ReadinessModel } from './readiness-model';
import { explain, refuse, requireWhole } from './refuse';
import { headlessService } from './services';
import { TopologySpreadConstraint, WhenUnsatisfiable } from './topology-spread';
import { UpdateStrategy } from './update-strategy';
import { VolumeClaimTemplate, VolumeClaimTemplateOptions } from './volume-claim-template';

/**
 * The label `controller-revision-hash` is the set's name, a hyphen and a hash of up to ten characters, and a label has at most 63.
 *
 * @see https://github.com/kubernetes/kubernetes/issues/64023
 */
const MAX_NAME_LENGTH = 52;

/**
 * Properties of a StatefulWorkload.
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
   * How strongly the replicas avoid each other's node. `workload.scheduling` does the rest: `tolerate`, `attract`, `colocate`.
   *
   * @default AntiAffinity.PREFERRED
   */
  readonly antiAffinity?: AntiAffinity;

  /**
   * Spreads the replicas evenly, over zones for example.
   *
   * @default - none
   */
  readonly topologySpreadConstraints?: TopologySpreadConstraint[];

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
}

/**
 * A StatefulSet together with its governing Service and its PodDisruptionBudget.
 *
 * Everything else of cdk8s-plus goes on working with it: containers, volumes, connections, scheduling, Services, autoscalers. Two things differ
 * on purpose. Names and selectors do not depend on the place in the tree, because a moved construct must keep its claims. And containers that
 * are added here get no resources, no read-only root file system and no 30 second limit for their start unless somebody writes them; a port
 * brings a start-up probe that waits for an hour. (A container that is built elsewhere and attached keeps the defaults of cdk8s-plus.)
 *
 * As in cdk8s-plus, pods may not run as root unless `securityContext` has `ensureNonRoot: false`; containers follow their pod in this.
 * `ApiObject.of(workload)` takes JSON patches for the rest; nothing of them is filtered out.
 */
export class StatefulWorkload extends kplus.Workload implements kplus.IScalable {
  public readonly resourceType = 'statefulsets';

  /** The name of the governing Service. */
  public readonly serviceName: string;

  /** The number of pods, if it is not left to an autoscaler. */
  public readonly replicas?: number;

  public hasAutoscaler = false;

  protected readonly apiObject: ApiObject;

  private readonly props: StatefulWorkloadProps;
  private readonly podLabels: ApiObjectMetadataDefinition;
  private readonly claimTemplates: VolumeClaimTemplate[] = [];
  private readonly acceptances: string[] = [];

  /** @throws if the name cannot name a StatefulSet, if a number is negative, or if pods are given no time to terminate */
  constructor(scope: Construct, id: string, props: StatefulWorkloadProps = {}) {
    super(scope, id, {
      ...props,
      // Its own selector would be a hash of the path.
      select: false,
      // Changing the owner of every file at every start takes hours on a big volume.
      securityContext: { fsGroupChangePolicy: kplus.FsGroupChangePolicy.ON_ROOT_MISMATCH, ...props.securityContext },
    });
    const name = props.name ?? props.metadata?.name ?? id.toLowerCase();
    requireName(this, name);
    requireNumbers(this, props);

    const matchLabels = props.matchLabels ?? { 'app.kubernetes.io/name': name, 'app.kubernetes.io/instance': name };
    if (Object.keys(matchLabels).length === 0) {
      refuse(this, 'matchLabels is empty', 'it would select every pod of the namespace', 'Write at least one label that no other pod has, or leave it out');
    }
    this.props = props;
    this.replicas = props.replicas;
    this.serviceName = props.service?.name ?? `${name}-headless`;
    this.apiObject = plainObject(this, 'Resource', 'apps/v1', 'StatefulSet',
      { ...props.metadata, name, labels: { ...matchLabels, ...props.metadata?.labels } }, () => this._toKube());
    this.podLabels = new ApiObjectMetadataDefinition({
      ...props.podMetadata, labels: { ...matchLabels, ...props.podMetadata?.labels }, apiObject: this.apiObject,
    });
    this.select(kplus.LabelSelector.of({ labels: matchLabels }));
    if (props.readinessModel) this.metadata.addAnnotation(READINESS_ANNOTATION, props.readinessModel);

    this.createService(props.service ?? GoverningService.create());
    this.createDisruptionBudget(props.disruptionBudget);
    this.avoidEachOther(props.antiAffinity ?? AntiAffinity.PREFERRED);
    if (this.isolate) this.connections.isolate();
    this.node.addValidation({ validate: () => this.problems() });
  }

  public get podMetadata(): ApiObjectMetadataDefinition {
    return this.podLabels;
  }

  /** Selects by the selector of the set, not by a label that depends on the place in the tree. */
  public toPodSelectorConfig(): kplus.PodSelectorConfig {
    return {
      labelSelector: kplus.LabelSelector.of({ labels: this.matchLabels }),
      namespaces: this.metadata.namespace ? { names: [this.metadata.namespace] } : undefined,
    };
  }

  public addContainer(container: kplus.ContainerProps): kplus.Container {
    return super.addContainer({ ...withoutStatelessDefaults(container, this.securityContext.ensureNonRoot), startup: patientStartup(container) });
  }

  public addInitContainer(container: kplus.ContainerProps): kplus.Container {
    return super.addInitContainer(withoutStatelessDefaults(container, this.securityContext.ensureNonRoot));
  }

  /**
   * Gives every pod a claim of its own, which it keeps over restarts and moves to other nodes.
   *
   * @param name the name of the template; the claims are called `<name>-<set>-<ordinal>`
   * @param options what each claim asks for
   * @returns what containers mount: `container.mount('/var/lib/data', claim)`
   * @throws if there is a claim of that name already
   */
  public addClaim(name: string, options: VolumeClaimTemplateOptions): VolumeClaimTemplate {
    if (this.claimTemplates.some(template => template.name === name)) {
      refuse(this, `there are two claims named '${name}'`, 'a pod has only one volume of a name', 'Mount the claim that the first call returned, or give the second another name');
    }
    const template = new VolumeClaimTemplate(this, `claim-${name}`, name, options);
    this.claimTemplates.push(template);
    return template;
  }

  /**
   * The name under which other pods of the namespace reach a replica, whatever its address.
   *
   * @param ordinal which replica
   */
  public podHost(ordinal: number): string {
    return `${this.name}-${ordinal}.${this.serviceName}`;
  }

  /**
   * Accepts a finding of the prover. It stays in every report, with the reason, but does not fail the run.
   *
   * @param rule the id of the rule, such as `order/update`
   * @param reason why that is all right here, at least 10 characters on one line
   */
  public accept(rule: string, reason: string): void {
    if (!/^[a-z]+\/[a-z0-9-]+$/.test(rule)) {
      refuse(this, `'${rule}' is not the id of a rule`, 'an acceptance that matches nothing hides nothing', "Write the id as the report prints it, such as 'order/update'");
    }
    if (reason.trim().length < 10 || reason.includes('\n')) {
      refuse(this, `the reason for accepting ${rule} is '${reason}'`, 'whoever reads the report has to understand the decision', 'Write one line of at least 10 characters');
    }
    this.acceptances.push(`${rule}: ${reason.trim()}`);
    this.metadata.addAnnotation(ACCEPT_ANNOTATION, this.acceptances.join('\n'));
  }

  public markHasAutoscaler(): void {
    this.hasAutoscaler = true;
  }

  public toScalingTarget(): kplus.ScalingTarget {
    return { kind: this.kind, apiVersion: this.apiVersion, name: this.name, containers: this.containers, replicas: this.replicas };
  }

  /** @internal */
  public _toPodSpec(): kplus.k8s.PodSpec {
    const pod = super._toPodSpec();
    const volumes = pod.volumes?.filter(volume => !this.claimTemplates.some(template => template.name === volume.name));
    return {
      ...pod,
      volumes: volumes?.length ? volumes : undefined,
      topologySpreadConstraints: this.props.topologySpreadConstraints?.map(constraint => ({
        topologyKey: constraint.topology.key,
        maxSkew: constraint.maxSkew ?? 1,
        whenUnsatisfiable: constraint.whenUnsatisfiable ?? WhenUnsatisfiable.DO_NOT_SCHEDULE,
        labelSelector: this._toLabelSelector(),
      })),
      // A variable for every Service of the namespace: some servers read theirs as configuration.
      enableServiceLinks: false,
    };
  }

  /** @internal */
  private _toKube(): any {
    const { props } = this;
    return kplus.k8s.KubeStatefulSet.manifest({
      spec: {
        replicas: this.replicas,
        serviceName: this.serviceName,
        podManagementPolicy: props.podManagementPolicy,
        updateStrategy: props.updateStrategy?._toKube(),
        minReadySeconds: props.minReady?.toSeconds(),
        revisionHistoryLimit: props.revisionHistoryLimit,
        ordinals: props.ordinalsStart === undefined ? undefined : { start: props.ordinalsStart },
        persistentVolumeClaimRetentionPolicy: props.persistentVolumeClaimRetentionPolicy,
        selector: this._toLabelSelector(),
        template: { metadata: this.podMetadata.toJson(), spec: this._toPodSpec() },
        volumeClaimTemplates: this.claimTemplates.length ? this.claimTemplates.map(template => template._toKube()) : undefined,
      },
    }).spec;
  }

  private createService(service: GoverningService): void {
    if (!service.created) return;
    const metadata = { name: this.serviceName, namespace: this.metadata.namespace, labels: this.matchLabels };
    this.apiObject.addDependency(headlessService(this, 'Service', metadata, service.publishNotReadyAddresses));
  }

  private createDisruptionBudget(budget?: DisruptionBudget): void {
    const single = this.replicas !== undefined && this.replicas <= 1;
    const limits = (budget ?? (single ? DisruptionBudget.none() : DisruptionBudget.maxUnavailable(kplus.PercentOrAbsolute.absolute(1))))._toKube();
    if (!limits) return;
    const metadata = { name: `${this.name}-disruption-budget`, namespace: this.metadata.namespace, labels: this.matchLabels };
    plainObject(this, 'DisruptionBudget', 'policy/v1', 'PodDisruptionBudget', metadata,
      () => kplus.k8s.KubePodDisruptionBudget.manifest({ spec: { ...limits, selector: this._toLabelSelector() } }).spec);
  }

  private avoidEachOther(strength: AntiAffinity): void {
    if (strength === AntiAffinity.NONE) return;
    this.scheduling.spread({ topology: kplus.Topology.HOSTNAME, weight: strength === AntiAffinity.PREFERRED ? 100 : undefined });
  }

  /** What can only be judged when everything has been added. */
  private problems(): string[] {
    return [...this.unmountedClaims(), ...this.unmatchedLabels(), ...this.namesakes()];
  }

  private unmountedClaims(): string[] {
    const mounted = [...this.containers, ...this.initContainers].flatMap(container => container.mounts.map(mount => mount.volume));
    return this.claimTemplates.filter(template => !mounted.includes(template.volume)).map(template => explain(
      `claim '${template.name}' is mounted by no container`, 'every pod would get storage that nobody uses, while its data goes to the container and is lost with it',
      `Mount what addClaim returned, as in container.mount('/var/lib/${template.name}', claim), or remove the claim`));
  }

  private unmatchedLabels(): string[] {
    return Object.entries(this.matchLabels).filter(([key, value]) => this.podMetadata.getLabel(key) !== value).map(([key, value]) => explain(
      `the selector wants the pod label ${key}=${value}, but pods have ${this.podMetadata.getLabel(key) ?? 'none'}`, 'the API server refuses a selector that does not match its own pods',
      'Set the label with matchLabels only'));
  }

  /** Names have no hash that would keep them apart, so two sets could silently become one. */
  private namesakes(): string[] {
    const others = Chart.of(this).node.findAll().filter(other => other !== this && isWorkload(other)) as StatefulWorkload[];
    return others.filter(other => other.name === this.name && other.metadata.namespace === this.metadata.namespace).map(other => explain(
      `${other.node.path} is a StatefulSet named '${this.name}' as well`, 'the one that is applied last would replace the other and take over its claims', 'Give one of them another name'));
  }
}

function isWorkload(construct: IConstruct): boolean {
  return construct instanceof StatefulWorkload;
}

function requireName(where: IConstruct, name: string): void {
  if (!/^[a-z]([-a-z0-9]*[a-z0-9])?$/.test(name)) {
    refuse(where, `'${name}' cannot be the name of a StatefulSet`, 'it becomes part of host names', "Give the property 'name' lower-case letters, digits and hyphens, beginning with a letter");
  }
  if (name.length > MAX_NAME_LENGTH) {
    refuse(where, `the name '${name}' has ${name.length} characters`, 'its pods could not be created: their revision label is the name, a hyphen and a hash, and a label has at most 63 characters',
      `Give the property 'name' at most ${MAX_NAME_LENGTH} characters`);
  }
}

function requireNumbers(where: IConstruct, props: StatefulWorkloadProps): void {
  requireWhole(where, 'replicas', props.replicas);
  requireWhole(where, 'revisionHistoryLimit', props.revisionHistoryLimit);
  requireWhole(where, 'ordinalsStart', props.ordinalsStart);
  requireWhole(where, 'partition', props.updateStrategy?.options.partition);
  for (const constraint of props.topologySpreadConstraints ?? []) requireWhole(where, 'maxSkew', constraint.maxSkew, 1);
  if (props.updateStrategy?.options.maxUnavailable?.isZero()) {
    refuse(where, 'maxUnavailable is 0', 'an update could never take a pod away', 'Write at least 1, or leave it out');
  }
  if (props.terminationGracePeriod?.toSeconds() === 0) {
    refuse(where, 'terminationGracePeriod is 0', 'the pod is forgotten before its process has ended, so that two processes can write the same data',
      'Give the process the time that it needs to stop, at least Duration.seconds(1)');
  }
}
