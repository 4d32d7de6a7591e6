import { ApiObject, ApiObjectMetadata, ApiObjectMetadataDefinition } from 'cdk8s';
import { Construct } from 'constructs';
import { ACCEPT_ANNOTATION, CONFIGURATION_ANNOTATION, READINESS_ANNOTATION } from './annotations';
import { AntiAffinity } from './anti-affinity';
import { checksum, requireFiles } from './configuration-files';
import { requireSound } from './construction-checks';
import { isSidecar, patientStartup, withoutStatelessDefaults } from './container-defaults';
import { DisruptionBudget } from './disruption-budget';
import { requireSince } from './dropped-fields';
import { GoverningService } from './governing-service';
import * as kplus from './kplus';
import { namesakes, remember } from './namesakes';
import { closedTo, isolated } from './network-policies';
import { plainObject } from './plain-object';
import { podSpec } from './pod-spec';
import { refuse } from './refuse';
import { headlessService } from './services';
import { StatefulWorkloadProps } from './stateful-workload-props';
import { problemsOf } from './synthesis-checks';
import { VolumeClaimTemplate, VolumeClaimTemplateOptions } from './volume-claim-template';
import { selectorOf } from './workload-selector';

/**
 * A StatefulSet together with its governing Service and its PodDisruptionBudget.
 *
 * Everything else of cdk8s-plus goes on working with it: containers, volumes, connections, scheduling, Services, autoscalers. Two things differ
 * on purpose. Names and selectors do not depend on the place in the tree, because a moved construct must keep its claims. And containers that
 * are added here get no resources, no security context and no 30 second limit for their start unless somebody writes them; a port brings a
 * start-up probe that waits for an hour. (A container that is built elsewhere and attached keeps the defaults of cdk8s-plus, and NetworkPolicies
 * that `connections` makes keep its names, which do depend on the place.)
 *
 * As in cdk8s-plus, pods may not run as root unless `securityContext` has `ensureNonRoot: false`; containers follow their pod in this.
 * `ApiObject.of(workload)` takes JSON patches for the rest; nothing of them is filtered out.
 *
 * @see https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/
 */
export class StatefulWorkload extends kplus.Workload implements kplus.IScalable {
  public readonly resourceType = 'statefulsets';

  /** The name of the governing Service. Empty if there is none. */
  public readonly serviceName: string;

  /** The number of pods, if it is not left to an autoscaler. */
  public readonly replicas?: number;

  /** Whether an autoscaler decides the number of pods. */
  public hasAutoscaler = false;

  protected readonly apiObject: ApiObject;

  private readonly props: StatefulWorkloadProps;
  private readonly podLabels: ApiObjectMetadataDefinition;
  private readonly budget: DisruptionBudget;
  private readonly claimTemplates: VolumeClaimTemplate[] = [];
  private readonly securityContexts = new Map<kplus.Container, kplus.ContainerSecurityContextProps>();
  private readonly configMaps: kplus.ConfigMap[] = [];
  private readonly acceptances = new Map<string, string>();

  /** @throws if something is asked for that no API server takes, that the given version drops, or that would hurt the data */
  constructor(scope: Construct, id: string, props: StatefulWorkloadProps = {}) {
    super(scope, id, {
      ...props,
      // They are added below, when there is something to add them to.
      containers: undefined,
      initContainers: undefined,
      // Its own selector would be a hash of the path.
      select: false,
      // With the host's network, the usual policy gives pods the DNS of their node, where no Service resolves.
      dns: props.hostNetwork ? { policy: kplus.DnsPolicy.CLUSTER_FIRST_WITH_HOST_NET, ...props.dns } : props.dns,
      // Changing the owner of every file at every start takes hours on a big volume.
      securityContext: { fsGroupChangePolicy: kplus.FsGroupChangePolicy.ON_ROOT_MISMATCH, ...props.securityContext },
    });
    const name = props.name ?? props.metadata?.name ?? id.toLowerCase();
    requireSound(this, name, props);

    const matchLabels = props.matchLabels ?? { 'app.kubernetes.io/name': name, 'app.kubernetes.io/instance': name };
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
    this.budget = props.disruptionBudget ?? defaultBudget(props.replicas);
    this.createDisruptionBudget();
    (props.antiAffinity ?? AntiAffinity.PREFERRED)._applyTo(this.scheduling);
    if (this.isolate) isolated(this);
    if (props.clients) closedTo(this, props.clients);
    for (const container of props.containers ?? []) this.addContainer(container);
    for (const container of props.initContainers ?? []) this.addInitContainer(container);
    remember(this);
    this.node.addValidation({ validate: () => this.problems() });
  }

  /** Labels and annotations of the pods. */
  public get podMetadata(): ApiObjectMetadataDefinition {
    return this.podLabels;
  }

  /** Selects by the selector of the set, not by a label that depends on the place in the tree. */
  public toPodSelectorConfig(): kplus.PodSelectorConfig {
    return {
      labelSelector: selectorOf(this),
      namespaces: this.metadata.namespace ? { names: [this.metadata.namespace] } : undefined,
    };
  }

  /**
   * Adds a container to every pod.
   *
   * @throws if there is a container of that name already
   */
  public addContainer(container: kplus.ContainerProps): kplus.Container {
    if (isSidecar(container)) {
      refuse(this, `container '${container.name ?? 'main'}' has a restartPolicy`, 'Kubernetes takes one only from init containers', 'Leave it out, or add it with addSidecar');
    }
    const added = super.addContainer({ ...withoutStatelessDefaults(container, this.securityContext.ensureNonRoot), startup: patientStartup(container) });
    this.securityContexts.set(added, container.securityContext ?? {});
    return added;
  }

  /**
   * Adds a container that was built elsewhere to every pod. It keeps the defaults of cdk8s-plus.
   *
   * @throws if there is a container of that name already
   */
  public attachContainer(container: kplus.Container): void {
    this.requireFreeName(container.name);
    super.attachContainer(container);
  }

  /**
   * Adds a container that has to end before the others start, in the order in which they are added.
   *
   * @throws if there is a container of that name already, or if it has probes or a port number, which is for containers that stay
   */
  public addInitContainer(container: kplus.ContainerProps): kplus.Container {
    const name = container.name ?? `init-${this.initContainers.length}`;
    this.requireFreeName(name);
    if (isSidecar(container)) return this.addSidecar(container);
    // cdk8s-plus gives every container with a port number a start-up probe, which the API server refuses here.
    if (container.portNumber !== undefined || container.port !== undefined) {
      refuse(this, `init container '${name}' has a port number`, 'it has ended before the pod can be reached', 'Leave it out, or add the container with addSidecar if it is to stay');
    }
    const added = super.addInitContainer({ ...withoutStatelessDefaults(container, this.securityContext.ensureNonRoot), name });
    this.securityContexts.set(added, container.securityContext ?? {});
    return added;
  }

  /**
   * Adds a container that starts before the others and stops after them, such as a proxy or a shipper of logs. The next container starts as
   * soon as this one has started, and passed its start-up probe if it has one.
   *
   * @see https://kubernetes.io/docs/concepts/workloads/pods/sidecar-containers/
   * @throws if there is a container of that name already, or if the given version is before 1.29
   */
  public addSidecar(container: kplus.ContainerProps): kplus.Container {
    const name = container.name ?? `sidecar-${this.initContainers.length}`;
    this.requireFreeName(name);
    requireSince(this, this.props.kubernetes, 29, `the sidecar '${name}'`, 'there it would be an init container that never ends, and the pod would never start');
    const added = super.addInitContainer({
      ...withoutStatelessDefaults(container, this.securityContext.ensureNonRoot),
      name,
      startup: patientStartup(container),
      restartPolicy: kplus.ContainerRestartPolicy.ALWAYS,
    });
    this.securityContexts.set(added, container.securityContext ?? {});
    return added;
  }

  /**
   * Gives every pod a claim of its own, which it keeps over restarts and moves to other nodes.
   *
   * Claims are written in the order of their names, because the API server takes another order for a change, and refuses it.
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
    if (options.volumeAttributesClassName !== undefined) {
      requireSince(this, this.props.kubernetes, 34, `volumeAttributesClassName of claim '${name}'`, 'there the API server drops or refuses it');
    }
    const template = new VolumeClaimTemplate(this, `claim-${name}`, name, options);
    this.claimTemplates.push(template);
    this.claimTemplates.sort((a, b) => (a.name < b.name ? -1 : 1));
    return template;
  }

  /**
   * Brings configuration files along, in a ConfigMap called `<set>-<name>`. When one of them changes, the pods are replaced as after any other
   * change of their template, in order and under the update strategy. Secrets do not belong here: name a Secret that exists in the cluster.
   *
   * @param name the name of the volume
   * @param files the contents of each file, by its name
   * @returns what containers mount: `container.mount('/etc/server', files, { readOnly: true })`
   * @throws if the API server does not take the name of the volume or of a file, or so much at once
   */
  public addConfigurationFiles(name: string, files: { [name: string]: string }): kplus.Volume {
    requireFiles(this, name, files);
    const configMap = new kplus.ConfigMap(this, `configuration-${name}`, {
      metadata: { name: `${this.name}-${name}`, namespace: this.metadata.namespace, labels: this.matchLabels },
      data: files,
    });
    this.rollOnChangeOf(configMap);
    return kplus.Volume.fromConfigMap(this, `configuration-volume-${name}`, configMap, { name });
  }

  /**
   * Replaces the pods when a ConfigMap changes that they read, as after any other change of their template. Without it they go on with what
   * they read when they started. For a ConfigMap of this app only: what is in others is not known.
   *
   * @param configMap a ConfigMap that containers mount or take variables from
   */
  public rollOnChangeOf(configMap: kplus.ConfigMap): void {
    this.configMaps.push(configMap);
    this.apiObject.addDependency(configMap);
  }

  /**
   * The name under which other pods of the namespace reach a replica, whatever its address.
   *
   * @param ordinal which replica
   * @throws if the set has no governing Service, or if no replica has such an ordinal
   */
  public podHost(ordinal: number): string {
    const first = this.props.ordinalsStart ?? 0;
    if (!Number.isInteger(ordinal) || ordinal < first) {
      refuse(this, `the host of ordinal ${ordinal} is asked for`, `the replicas are counted from ${first} on`, `Write a whole number of at least ${first}`);
    }
    if (this.serviceName === '') {
      refuse(this, `the host of ordinal ${ordinal} is asked for`, 'without a governing Service the replicas have no names', 'Leave out service: GoverningService.none()');
    }
    return `${this.name}-${ordinal}.${this.serviceName}`;
  }

  /**
   * Accepts a finding of the prover, or one that would end the synthesis. It stays in every report, with the reason, but does not fail the run.
   *
   * @param rule the id of the rule, such as `order/update`
   * @param reason why that is all right here, at least 10 characters on one line
   * @throws if it is not the id of a rule, or no reason
   */
  public accept(rule: string, reason: string): void {
    if (!/^[a-z]+\/[a-z-]+$/.test(rule)) {
      refuse(this, `'${rule}' is not the id of a rule`, 'an acceptance that matches nothing hides nothing', "Write the id as the report prints it, such as 'order/update'");
    }
    if (reason.trim().length < 10 || reason.includes('\n')) {
      refuse(this, `the reason for accepting ${rule} is '${reason}'`, 'whoever reads the report has to understand the decision', 'Write one line of at least 10 characters');
    }
    this.acceptances.set(rule, reason.trim());
    this.metadata.addAnnotation(ACCEPT_ANNOTATION, [...this.acceptances].map(entry => entry.join(': ')).join('\n'));
  }

  /**
   * Called by the autoscaler that takes this workload as its target.
   *
   * @throws if the number of replicas is fixed
   */
  public markHasAutoscaler(): void {
    if (this.replicas !== undefined) {
      refuse(this, `an autoscaler drives the set although replicas is ${this.replicas}`, `each deployment would set it back to ${this.replicas} and remove the pods of higher ordinals`,
        'Leave out replicas, and give the autoscaler minReplicas');
    }
    this.hasAutoscaler = true;
  }

  /** What an autoscaler has to know. */
  public toScalingTarget(): kplus.ScalingTarget {
    return { kind: this.kind, apiVersion: this.apiVersion, name: this.name, containers: this.containers, replicas: this.replicas };
  }

  /** @internal */
  public _toPodSpec(): kplus.k8s.PodSpec {
    const { props, claimTemplates, containers, initContainers, securityContexts } = this;
    return podSpec(super._toPodSpec(), { props, claims: claimTemplates, containers, initContainers, securityContexts, labelSelector: this._toLabelSelector() });
  }

  /** @internal */
  private _toKube(): any {
    const { props } = this;
    const { spec } = kplus.k8s.KubeStatefulSet.manifest({
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
        template: { metadata: this.templateMetadata(), spec: this._toPodSpec() },
      },
    });
    return { ...spec, volumeClaimTemplates: this.claimTemplates.length ? this.claimTemplates.map(template => template._toJson()) : undefined };
  }

  private templateMetadata(): any {
    const metadata = this.podMetadata.toJson();
    if (this.configMaps.length === 0) return metadata;
    return { ...metadata, annotations: { ...metadata.annotations, [CONFIGURATION_ANNOTATION]: checksum(this.configMaps) } };
  }

  private createService(service: GoverningService): void {
    if (this.serviceName === '') this.accept('network/governing-service', 'GoverningService.none(): nobody reaches a replica by its name');
    if (!service.created) return;
    this.apiObject.addDependency(headlessService(this, 'Service', this.besides(this.serviceName), service.publishNotReadyAddresses));
  }

  private createDisruptionBudget(): void {
    const limits = this.budget._toKube();
    if (!limits) return;
    plainObject(this, 'DisruptionBudget', 'policy/v1', 'PodDisruptionBudget', this.besides(`${this.name}-disruption-budget`),
      () => kplus.k8s.KubePodDisruptionBudget.manifest({ spec: { ...limits, selector: this._toLabelSelector() } }).spec);
  }

  /** The metadata of an object beside the set. */
  private besides(name: string): ApiObjectMetadata {
    return { name, namespace: this.metadata.namespace, labels: this.matchLabels };
  }

  private requireFreeName(name: string): void {
    if (![...this.containers, ...this.initContainers].some(container => container.name === name)) return;
    refuse(this, `there are two containers named '${name}'`, 'the API server refuses a pod with two containers of one name', "Give the second another name with the property 'name'");
  }

  /** What can only be judged when everything has been added. */
  private problems(): string[] {
    const { props, replicas, hasAutoscaler, budget, claimTemplates } = this;
    return [
      ...problemsOf({ workload: this, props, replicas, hasAutoscaler, budget, claims: claimTemplates }, [...this.acceptances.keys()]),
      ...namesakes(this),
    ];
  }
}

/** A single pod can only be drained if nothing guards it. */
function defaultBudget(replicas: number | undefined): DisruptionBudget {
  return replicas !== undefined && replicas <= 1 ? DisruptionBudget.none() : DisruptionBudget.maxUnavailable(kplus.PercentOrAbsolute.absolute(1));
}
