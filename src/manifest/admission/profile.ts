import type { Gates } from '../../kubernetes/gates';
import { defaultGates } from '../../kubernetes/gates';
import { versionIn } from '../../kubernetes/version';

/** What the API server of one minor version does differently from the others, as switches with names. */
export interface Profile {
  readonly minor: number;
  /** Bad values are told as JSON, not in Go's own syntax (apimachinery, field/errors.go:ErrorBody). */
  readonly valuesAsJson: boolean;
  /** The pod template and the claim templates are validated (apps/validation/validation.go:ValidateStatefulSetSpec). */
  readonly validatesTemplate: boolean;
  /** serviceName of a new set must be a DNS label (the same function). */
  readonly validatesServiceName: boolean;
  /** The bound of revisionHistoryLimit may be changed, and a negative one is warned of (ValidateStatefulSetUpdate, strategy.go:WarningsOnCreate). */
  readonly revisionHistoryLimitMutable: boolean;
  /** A zero creationTimestamp inside an object is written as null (apimachinery, meta/v1/types.go: omitempty became omitzero). */
  readonly writesNullTimestamps: boolean;
  /** Names of environment variables are nearly free (gate RelaxedEnvironmentVariableValidation). */
  readonly relaxedEnvironmentNames: boolean;
  /** A claim may be made smaller down to its capacity (gate RecoverVolumeExpansionFailure). */
  readonly claimsShrinkToCapacity: boolean;
  /** Two ports of one name are warned of, and overwritten variables in more words (pkg/api/pod/warnings.go). */
  readonly warnsOfPortNames: boolean;
  readonly warnsOfDroppedVariables: boolean;
  /** gitRepo is off (gate GitRepoVolumeDriver). */
  readonly gitRepoDisabled: boolean;
  /** Names of Services may start with a digit (gate RelaxedServiceNameValidation). */
  readonly relaxedServiceNames: boolean;
  /** Claims have a volumeAttributesClassName (gate VolumeAttributesClass). */
  readonly volumeAttributesClass: boolean;
  /** Restart policies of ordinary containers (gate ContainerRestartRules). */
  readonly containerRestartRules: boolean;
  /** Pods count the changes of their specs (registry/core/pod/strategy.go:updatePodGeneration). */
  readonly countsPodGenerations: boolean;
  /** The class of service of a pod may not change (core/validation/validation.go:ValidatePodUpdate); later no update can change it. */
  readonly keepsQualityOfService: boolean;
  /** Resources of a pod as a whole (gate PodLevelResources). */
  readonly podLevelResources: boolean;
  /** An update of a claim is validated twice (registry/core/persistentvolumeclaim/strategy.go:ValidateUpdate), so that causes come twice. */
  readonly validatesClaimsTwice: boolean;
  /** The metadata of a Service that changes are validated as of a new one (core/validation/validation.go:ValidateServiceUpdate). */
  readonly validatesServiceMetadataOnUpdate: boolean;
  /**
   * Fields of StatefulSets that are dropped while a gate is off (registry/apps/statefulset/strategy.go:dropStatefulSetDisabledFields): maxUnavailable of the
   * update strategy (MaxUnavailableStatefulSet), persistentVolumeClaimRetentionPolicy (StatefulSetAutoDeletePVC), ordinals (StatefulSetStartOrdinal).
   */
  readonly maxUnavailable: boolean;
  readonly retentionPolicy: boolean;
  readonly ordinals: boolean;
  /** What is empty in an owner reference is named again in its error (apimachinery, api/validation/objectmeta.go:validateOwnerReference). */
  readonly namesEmptyOwnerFields: boolean;
  /** A Service of type ClusterIP with external addresses has an externalTrafficPolicy (pkg/api/service/util.go:ExternallyAccessible). */
  readonly externalAddressesHavePolicy: boolean;
  /** Services have a trafficDistribution (gate ServiceTrafficDistribution), and more words for it (gate PreferSameTrafficDistribution). */
  readonly trafficDistribution: boolean;
  readonly preferSameTraffic: boolean;
  /** The error of fields of the host says pod.Spec.HostUsers (core/validation/validation.go:validateHostUsers). */
  readonly namesGoFields: boolean;
  /** Words that are warned of as old (pkg/api/service/warnings.go:GetWarningsForService): PreferClose, and external addresses. */
  readonly warnsOfPreferClose: boolean;
  readonly warnsOfExternalAddresses: boolean;
  /** Fields of pods that are dropped while a gate is off (ProcMountType, UserNamespacesSupport, RecursiveReadOnlyMounts, HostnameOverride). */
  readonly procMount: boolean;
  readonly hostUsers: boolean;
  readonly recursiveReadOnly: boolean;
  readonly hostnameOverride: boolean;
}

/** @param gates what differs from the defaults of the last patch release. */
export function profileOf(minor: number, gates: Gates = {}): Profile {
  const version = versionIn(`1.${minor}`);
  const isOn = (gate: string): boolean => gates[gate] ?? (version !== undefined && defaultGates(version)[gate] === true);
  return {
    minor,
    valuesAsJson: minor >= 34,
    validatesTemplate: minor >= 34,
    validatesServiceName: minor >= 33,
    revisionHistoryLimitMutable: minor >= 33,
    writesNullTimestamps: minor <= 33,
    relaxedEnvironmentNames: minor >= 32,
    claimsShrinkToCapacity: minor >= 32,
    warnsOfPortNames: minor >= 33,
    warnsOfDroppedVariables: minor >= 30,
    gitRepoDisabled: minor >= 33,
    relaxedServiceNames: minor >= 36,
    volumeAttributesClass: minor >= 34,
    containerRestartRules: minor >= 35,
    countsPodGenerations: minor >= 33,
    keepsQualityOfService: minor >= 29 && minor <= 31,
    podLevelResources: minor >= 34,
    validatesClaimsTwice: minor <= 34,
    validatesServiceMetadataOnUpdate: minor <= 33,
    maxUnavailable: isOn('MaxUnavailableStatefulSet'),
    retentionPolicy: minor >= 32 || isOn('StatefulSetAutoDeletePVC'),
    ordinals: minor >= 31 || isOn('StatefulSetStartOrdinal'),
    namesEmptyOwnerFields: minor <= 33,
    externalAddressesHavePolicy: minor >= 29,
    trafficDistribution: minor >= 31,
    preferSameTraffic: minor >= 34,
    namesGoFields: minor <= 33,
    warnsOfPreferClose: minor >= 35,
    warnsOfExternalAddresses: minor >= 36,
    procMount: minor >= 33,
    hostUsers: minor >= 33,
    recursiveReadOnly: minor >= 31,
    hostnameOverride: minor >= 35,
  };
}

/** The minor version in `1.34`, `v1.28.15` or `1.35.4`. */
export function minorOf(version: string): number {
  return Number(/^v?1\.([0-9]+)/.exec(version)?.[1]);
}
