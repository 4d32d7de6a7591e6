/**
 * What of a pod may change: core/validation/validation.go:ValidatePodUpdate, with the feature gates of a version as they are by default (up to 1.31
 * InPlacePodVerticalScaling is one more exception).
 *
 * The StatefulSet controller meets this where it gives a pod that it adopted the volume of a claim (stateful_set_utils.go:updateStorage): the volumes of a
 * pod are none of what may change, so every such update is refused, again and again (kubernetes#141876). The model says so in cluster/identity.ts.
 */
import type { JsonObject } from '../objects';
import type { FieldError } from './field';
import { forbidden, invalid, required } from './field';
import { coreMetadataUpdateErrors } from './meta';
import { imageSpaceErrors, metadataAndSpecErrors } from './pod';
import { podDifference } from './pod-difference';
import { gatedErrors, withGatedFields } from './pod-gated';
import { qualityOf } from './pod-quality';
import type { Profile } from './profile';
import { tolerationsErrors } from './scheduling';
import { list, numberIf, object, pairs, same, text } from './values';

const MIRROR = 'kubernetes.io/config.mirror';
const APP_ARMOR = 'container.apparmor.security.beta.kubernetes.io/';
const LONGEST_DEADLINE = 2 ** 31 - 1;

const EXCEPTIONS = [
  '`spec.containers[*].image`',
  '`spec.initContainers[*].image`',
  '`spec.activeDeadlineSeconds`',
  '`spec.tolerations` (only additions to existing tolerations)',
  // A negative one never gets so far: it is made 1 as it is read (core/v1/conversion.go).
  '`spec.terminationGracePeriodSeconds` (allow it to be set to 1 if it was previously negative)',
].join(',');

export function podUpdateErrors(pod: JsonObject, old: JsonObject, profile: Profile): FieldError[] {
  const [spec, before] = [object(pod, 'spec'), object(old, 'spec')];
  const errors = [
    ...coreMetadataUpdateErrors(object(pod, 'metadata'), object(old, 'metadata'), profile),
    ...metadataAndSpecErrors(pod, profile),
    ...annotationUpdateErrors(object(pod, 'metadata'), object(old, 'metadata')),
  ];
  for (const name of ['containers', 'initContainers']) {
    const containers = list(spec, name);
    if (containers.length !== list(before, name).length) return [...errors, forbidden(`spec.${name}`, 'pod updates may not add or remove containers')];
    errors.push(...containers.flatMap((container, index) => imageErrors(text(container, 'image'), `spec.${name}[${index}].image`)));
  }
  const wrongDeadline = deadlineErrors(numberIf(spec, 'activeDeadlineSeconds'), numberIf(before, 'activeDeadlineSeconds'));
  errors.push(...wrongDeadline);
  if (wrongDeadline.length > 0 && numberIf(spec, 'activeDeadlineSeconds') !== undefined) return errors;
  errors.push(...addedTolerationsErrors(list(spec, 'tolerations'), list(before, 'tolerations'), profile), ...addedGatesErrors(spec, before));
  return same(spec, before) ? errors : [...errors, ...changeErrors(pod, old, profile)];
}

/** ValidatePodSpecificAnnotationUpdates. */
function annotationUpdateErrors(metadata: JsonObject, old: JsonObject): FieldError[] {
  const [annotations, before] = [new Map(pairs(metadata, 'annotations')), new Map(pairs(old, 'annotations'))];
  const told = (key: string, doing: string): FieldError[] => {
    const at = `metadata.annotations[${key}]`;
    if (key.startsWith(APP_ARMOR)) return [forbidden(at, `may not ${doing} AppArmor annotations`)];
    return key === MIRROR ? [forbidden(at, `may not ${doing} mirror pod annotation`)] : [];
  };
  return [
    ...[...before].filter(([key, value]) => annotations.get(key) !== value).flatMap(([key]) => told(key, 'remove or update')),
    ...[...annotations.keys()].filter((key) => !before.has(key)).flatMap((key) => told(key, 'add')),
  ];
}

/** ValidateContainerUpdates. */
function imageErrors(image: string, at: string): FieldError[] {
  return image === '' ? [required(at)] : imageSpaceErrors(image, at);
}

/** It may be given to a pod that had none, and made less. */
function deadlineErrors(deadline: number | undefined, before: number | undefined): FieldError[] {
  const at = 'spec.activeDeadlineSeconds';
  if (deadline === undefined) {
    return before === undefined ? [] : [invalid(at, { json: 'null', go: '"null"' }, 'must not update from a positive integer to nil value')];
  }
  if (deadline < 0 || deadline > LONGEST_DEADLINE) return [invalid(at, deadline, `must be between 0 and ${LONGEST_DEADLINE}, inclusive`)];
  return before !== undefined && before < deadline ? [invalid(at, deadline, 'must be less than or equal to previous value')] : [];
}

/** validateOnlyAddedTolerations. */
function addedTolerationsErrors(tolerations: readonly JsonObject[], before: readonly JsonObject[], profile: Profile): FieldError[] {
  const timeless = ({ tolerationSeconds: _, ...toleration }: JsonObject): JsonObject => toleration;
  const areKept = before.every((old) => tolerations.some((toleration) => same(timeless(toleration), timeless(old))));
  if (!areKept) return [forbidden('spec.tolerations', 'existing toleration can not be modified except its tolerationSeconds')];
  return tolerationsErrors(tolerations, 'spec.tolerations', profile);
}

/** validateOnlyDeletedSchedulingGates. */
function addedGatesErrors(spec: JsonObject, before: JsonObject): FieldError[] {
  const known = list(before, 'schedulingGates').map((gate) => text(gate, 'name'));
  return list(spec, 'schedulingGates').map((gate) => text(gate, 'name')).flatMap((name, index) => (
    known.includes(name) ? [] : [forbidden(`spec.schedulingGates[${index}].name`, `only deletion is allowed, but found new scheduling gate '${name}'`)]));
}

/** Whether the specs are the same but for what may change. */
function changeErrors(pod: JsonObject, old: JsonObject, profile: Profile): FieldError[] {
  const [spec, before] = [object(pod, 'spec'), object(old, 'spec')];
  const errors: FieldError[] = [];
  const quality = text(object(old, 'status'), 'qosClass') || qualityOf(before);
  if (profile.keepsQualityOfService && quality !== qualityOf(spec)) errors.push(invalid('metadata', text(object(old, 'status'), 'qosClass'), 'Pod QoS is immutable'));
  const isGated = list(before, 'schedulingGates').length > 0;
  if (isGated) errors.push(...gatedErrors(spec, before));
  const kept = isGated ? withGatedFields(withMutableFields(spec, before), before) : withMutableFields(spec, before);
  if (same(kept, before)) return errors;
  return [...errors, forbidden('spec', `pod updates may not change fields other than ${EXCEPTIONS}\n${podDifference(before, kept, profile)}`)];
}

/** The new spec, with what may change as it was. */
function withMutableFields(spec: JsonObject, before: JsonObject): JsonObject {
  const images = (name: string): JsonObject[] => list(spec, name).map((container, index) => ({ ...container, image: list(before, name)[index].image }));
  const { activeDeadlineSeconds, tolerations, schedulingGates } = before;
  return { ...spec, containers: images('containers'), initContainers: images('initContainers'), activeDeadlineSeconds, tolerations, schedulingGates };
}
