import * as kplus from './kplus';
import { StatefulWorkloadProps } from './stateful-workload-props';
import { TopologySpreadConstraint, WhenUnsatisfiable } from './topology-spread';
import { VolumeClaimTemplate } from './volume-claim-template';

/** What of a workload its pods are made from, beside what cdk8s-plus has rendered. */
export interface PodSource {
  readonly props: StatefulWorkloadProps;
  readonly claims: readonly VolumeClaimTemplate[];
  readonly containers: readonly kplus.Container[];
  readonly initContainers: readonly kplus.Container[];
  /** What was written of the security context of each container that was added here. */
  readonly securityContexts: ReadonlyMap<kplus.Container, kplus.ContainerSecurityContextProps>;
  readonly labelSelector: kplus.k8s.LabelSelector;
}

/** The pod of cdk8s-plus with what it has no word for, and without what nobody wrote. */
export function podSpec(pod: kplus.k8s.PodSpec, source: PodSource): kplus.k8s.PodSpec {
  const { props, claims } = source;
  const volumes = pod.volumes?.filter(volume => !claims.some(claim => claim.name === volume.name));
  return {
    ...pod,
    containers: withDetails(pod.containers, source.containers, source),
    initContainers: pod.initContainers && withDetails(pod.initContainers, source.initContainers, source),
    // The controller adds one of each claim's name.
    volumes: volumes?.length ? volumes : undefined,
    securityContext: { ...pod.securityContext, seccompProfile: props.seccompProfile, supplementalGroups: props.supplementalGroups },
    topologySpreadConstraints: props.topologySpreadConstraints?.map(constraint => topologySpread(constraint, source.labelSelector)),
    priorityClassName: props.priorityClassName,
    runtimeClassName: props.runtimeClassName,
    schedulerName: props.schedulerName,
    shareProcessNamespace: props.shareProcessNamespace,
    readinessGates: props.readinessGates?.map(conditionType => ({ conditionType })),
    // A variable for every Service of the namespace: some servers read theirs as configuration.
    enableServiceLinks: props.enableServiceLinks ?? false,
  };
}

/** cdk8s-plus renders containers in their order, so each is found by its place. */
function withDetails(rendered: readonly kplus.k8s.Container[], containers: readonly kplus.Container[], source: PodSource): kplus.k8s.Container[] {
  return rendered.map((container, index) => {
    const written = source.securityContexts.get(containers[index]);
    const devices = source.claims.flatMap(claim => claim._deviceOf(containers[index]) ?? []);
    return {
      ...container,
      securityContext: written ? onlyWritten(container.securityContext, written) : container.securityContext,
      volumeDevices: devices.length ? devices : undefined,
    };
  });
}

/** The API's names of what cdk8s-plus has under its own. */
const API_NAMES: { readonly [property: string]: string } = { ensureNonRoot: 'runAsNonRoot', user: 'runAsUser', group: 'runAsGroup' };

function onlyWritten(rendered: kplus.k8s.SecurityContext = {}, written: kplus.ContainerSecurityContextProps): kplus.k8s.SecurityContext | undefined {
  const names = Object.entries(written).filter(([, value]) => value !== undefined).map(([property]) => API_NAMES[property] ?? property);
  return names.length ? Object.fromEntries(Object.entries(rendered).filter(([name]) => names.includes(name))) : undefined;
}

/** A spread that counts other pods would keep no replica from another, so the selector is that of the set. */
function topologySpread(constraint: TopologySpreadConstraint, labelSelector: kplus.k8s.LabelSelector): kplus.k8s.TopologySpreadConstraint {
  const { topology, maxSkew = 1, whenUnsatisfiable = WhenUnsatisfiable.DO_NOT_SCHEDULE, ...rest } = constraint;
  return { topologyKey: topology.key, maxSkew, whenUnsatisfiable, ...rest, labelSelector };
}
