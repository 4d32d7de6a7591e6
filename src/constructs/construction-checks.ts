import { IConstruct } from 'constructs';
import { requireKept } from './dropped-fields';
import * as kplus from './kplus';
import { requireCount } from './percent-or-absolute';
import { refuse } from './refuse';
import { requireLabels, requireName, requireSeconds, requireWhole } from './require';
import { StatefulWorkloadProps } from './stateful-workload-props';
import { TopologySpreadConstraint, WhenUnsatisfiable } from './topology-spread';
import { dns1035Label, dnsSubdomain, qualifiedName } from '../manifest/admission/names';

/**
 * The label `controller-revision-hash` is the set's name, a hyphen and a hash of up to ten characters, and a label has at most 63.
 *
 * @see https://github.com/kubernetes/kubernetes/issues/64023
 */
const MAX_NAME_LENGTH = 52;

/** The rules of these names differ between versions only in their words. */
const ANY_MINOR = 34;

/** @throws if something is asked for that no API server takes, that one drops, or that would hurt the data */
export function requireSound(where: IConstruct, name: string, props: StatefulWorkloadProps): void {
  requireSetName(where, name, props);
  requireNumbers(where, props);
  requireNames(where, props);
  requireTime(where, props);
  requirePod(where, props);
  requireUpdate(where, props);
  requireSpread(where, props.topologySpreadConstraints ?? []);
  requireKept(where, props);
  if (props.isolate && props.clients) {
    refuse(where, 'there are clients although isolate is true', 'isolate cuts the replicas off from each other and from DNS too', 'Leave isolate out: clients alone keeps everybody else away');
  }
}

function requireSetName(where: IConstruct, name: string, { name: given, metadata }: StatefulWorkloadProps): void {
  if (given !== undefined && metadata?.name !== undefined && metadata.name !== given) {
    refuse(where, `the name is '${given}', and '${metadata.name}' in metadata`, 'an object has one name', "Leave out one of the two, best that in 'metadata'");
  }
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
  for (const group of props.supplementalGroups ?? []) requireWhole(where, 'a supplemental group', group);
  requireCount(where, `${props.disruptionBudget?.limit} of the disruption budget`, props.disruptionBudget?.value);
}

function requireNames(where: IConstruct, props: StatefulWorkloadProps): void {
  requireName(where, 'the name of the governing Service', props.service?.name || undefined, dns1035Label);
  requireName(where, 'priorityClassName', props.priorityClassName, dnsSubdomain);
  requireName(where, 'runtimeClassName', props.runtimeClassName, dnsSubdomain);
  requireName(where, 'schedulerName', props.schedulerName, dnsSubdomain);
  for (const gate of props.readinessGates ?? []) requireName(where, 'a readiness gate', gate, name => qualifiedName(name, ANY_MINOR));
  if (props.matchLabels && Object.keys(props.matchLabels).length === 0) {
    refuse(where, 'matchLabels is empty', 'it would select every pod of the namespace', 'Write at least one label that no other pod has, or leave it out');
  }
  // cdk8s-plus takes labels for none if none of them has a value: utils.ts:undefinedIfEmpty.
  if (props.matchLabels && Object.values(props.matchLabels).every(value => value === '')) {
    refuse(where, 'none of the matchLabels has a value', 'cdk8s-plus drops them, and without them every pod of the namespace would be selected', 'Give one of them a value');
  }
  requireLabels(where, 'matchLabels', props.matchLabels);
  requireLabels(where, 'podMetadata.labels', props.podMetadata?.labels);
  requireLabels(where, 'metadata.labels', props.metadata?.labels);
}

function requireTime(where: IConstruct, props: StatefulWorkloadProps): void {
  requireSeconds(where, 'minReady', props.minReady);
  requireSeconds(where, 'terminationGracePeriod', props.terminationGracePeriod);
  if (props.terminationGracePeriod?.toSeconds() === 0) {
    refuse(where, 'terminationGracePeriod is 0', 'the pod is forgotten before its process has ended, so that two processes can write the same data',
      'Give the process the time that it needs to stop, at least Duration.seconds(1)');
  }
}

function requirePod(where: IConstruct, { restartPolicy = kplus.RestartPolicy.ALWAYS, dns, hostNetwork }: StatefulWorkloadProps): void {
  // apps/validation/validation.go:ValidatePodTemplateSpecForStatefulSet and ValidateStatefulSetSpec, 1.28 to 1.36.
  if (restartPolicy !== kplus.RestartPolicy.ALWAYS) {
    refuse(where, `restartPolicy is ${restartPolicy}`, 'the API server takes no other than Always in a StatefulSet', 'Leave it out, or use a Job for what is to end');
  }
  // statefulset/stateful_set_utils.go:initIdentity.
  for (const field of ['hostname', 'subdomain'] as const) {
    if (dns?.[field] !== undefined) {
      refuse(where, `dns.${field} is '${dns[field]}'`, 'the controller overwrites it in every pod: the hostname is the name of the pod, and the subdomain is the governing Service',
        field === 'hostname' ? 'Leave it out, or choose the name of the set' : 'Leave it out, or choose the service of the set');
    }
  }
  if (hostNetwork && dns?.policy === kplus.DnsPolicy.CLUSTER_FIRST) {
    refuse(where, 'dns.policy is ClusterFirst although hostNetwork is true', 'such pods get the DNS of their node, where the names of the replicas do not resolve',
      'Leave it out, or write DnsPolicy.CLUSTER_FIRST_WITH_HOST_NET');
  }
}

function requireUpdate(where: IConstruct, { updateStrategy }: StatefulWorkloadProps): void {
  requireWhole(where, 'partition', updateStrategy?.options.partition);
  requireCount(where, 'maxUnavailable', updateStrategy?.options.maxUnavailable);
  if (updateStrategy?.options.maxUnavailable?.isZero()) {
    refuse(where, 'maxUnavailable is 0', 'an update could never take a pod away', 'Write at least 1, or leave it out');
  }
}

const DEFAULT = WhenUnsatisfiable.DO_NOT_SCHEDULE;

/** core/validation/validation.go:validateTopologySpreadConstraints, 1.28 to 1.36. */
function requireSpread(where: IConstruct, constraints: readonly TopologySpreadConstraint[]): void {
  constraints.forEach((constraint, index) => {
    const { topology, maxSkew, minDomains, whenUnsatisfiable = DEFAULT } = constraint;
    requireWhole(where, 'maxSkew', maxSkew, 1);
    requireWhole(where, 'minDomains', minDomains, 1);
    if (minDomains !== undefined && whenUnsatisfiable !== WhenUnsatisfiable.DO_NOT_SCHEDULE) {
      refuse(where, `minDomains is given with ${whenUnsatisfiable}`, 'the API server takes it only with DoNotSchedule', 'Leave out minDomains or whenUnsatisfiable');
    }
    if (constraints.slice(0, index).some(other => other.topology.key === topology.key && (other.whenUnsatisfiable ?? DEFAULT) === whenUnsatisfiable)) {
      refuse(where, `two topologySpreadConstraints are about ${topology.key} and ${whenUnsatisfiable}`, 'the API server refuses the second', 'Write one, with the smaller maxSkew');
    }
  });
}
