/** StatefulSets: apps/validation/validation.go:ValidateStatefulSet, ValidateStatefulSetSpec and ValidateStatefulSetUpdate. */
import type { LabelSelector, JsonObject } from '../objects';
import { selects } from '../selector';
import { intOrPercentErrors, overflowErrors } from './budget';
import { claimSpecErrors } from './claim';
import type { FieldError } from './field';
import { forbidden, invalid, invalids, notSupported, required } from './field';
import { annotationsErrors, coreMetadataUpdateErrors, finalizersErrors, isSelectorUnusable, labelsErrors, metadataErrors, selectorErrors } from './meta';
import { dnsLabel } from './names';
import { podTemplateErrors } from './pod';
import { intOrPercentPrinted, labelsPrinted, rollingUpdatePrinted, selectorPrinted, strategyPrinted } from './print';
import type { Profile } from './profile';
import { fieldOf, list, number, object, objectIf, pairs, same, text } from './values';

interface Leniency {
  /** An immutable field is not held against an update. */
  readonly isUpdate: boolean;
  /** The old template was not valid either. */
  readonly skipsTemplate: boolean;
}

const NON_NEGATIVE = 'must be greater than or equal to 0';

export function statefulSetErrors(set: JsonObject, profile: Profile): FieldError[] {
  const metadata = object(set, 'metadata');
  const errors = [...metadataErrors(metadata, dnsLabel, profile), ...finalizersErrors(metadata)];
  return [...errors, ...specErrors(object(set, 'spec'), profile, { isUpdate: false, skipsTemplate: false })];
}

export function statefulSetUpdateErrors(set: JsonObject, old: JsonObject, profile: Profile): FieldError[] {
  const [spec, before] = [object(set, 'spec'), object(old, 'spec')];
  const skipsTemplate = specErrors(before, profile, { isUpdate: true, skipsTemplate: false }).length > 0;
  const errors = [
    ...coreMetadataUpdateErrors(object(set, 'metadata'), object(old, 'metadata'), profile),
    ...specErrors(spec, profile, { isUpdate: true, skipsTemplate }),
  ];
  const mutable = ['replicas', 'ordinals', 'template', 'updateStrategy', ...(profile.revisionHistoryLimitMutable ? ['revisionHistoryLimit'] : []),
    'persistentVolumeClaimRetentionPolicy', 'minReadySeconds'];
  const frozen = (of: JsonObject): JsonObject => Object.fromEntries(Object.entries(of).filter(([name]) => !mutable.includes(name)));
  if (same(frozen(spec), frozen(before))) return errors;
  const told = mutable.slice(0, -1).map((name) => `'${name}'`).join(', ');
  return [...errors, forbidden('spec', `updates to statefulset spec for fields other than ${told} and '${mutable[mutable.length - 1]}' are forbidden`)];
}

function specErrors(spec: JsonObject, profile: Profile, leniency: Leniency): FieldError[] {
  const serviceName = text(spec, 'serviceName');
  const isNameChecked = profile.validatesServiceName && !leniency.isUpdate && serviceName !== '';
  const ordinals = object(spec, 'ordinals');
  return [
    ...policyErrors(spec),
    ...retentionErrors(objectIf(spec, 'persistentVolumeClaimRetentionPolicy')),
    ...(profile.validatesTemplate && !leniency.isUpdate ? claimTemplatesErrors(spec, profile) : []),
    ...negative(spec, 'replicas', 'spec.replicas'),
    ...negative(spec, 'minReadySeconds', 'spec.minReadySeconds'),
    ...negative(ordinals, 'start', 'spec.ordinals.start'),
    ...(isNameChecked ? invalids('spec.serviceName', serviceName, dnsLabel(serviceName)) : []),
    ...selectionErrors(spec, profile, leniency),
    ...restartErrors(object(object(spec, 'template'), 'spec')),
  ];
}

function negative(of: JsonObject, name: string, at: string): FieldError[] {
  return number(of, name) < 0 ? [invalid(at, number(of, name), NON_NEGATIVE)] : [];
}

function policyErrors(spec: JsonObject): FieldError[] {
  const [policy, strategy] = [text(spec, 'podManagementPolicy'), object(spec, 'updateStrategy')];
  const [type, block] = [text(strategy, 'type'), objectIf(strategy, 'rollingUpdate')];
  const errors: FieldError[] = [];
  if (policy !== 'OrderedReady' && policy !== 'Parallel') errors.push(invalid('spec.podManagementPolicy', policy, "must be 'OrderedReady' or 'Parallel'"));
  if (type === 'RollingUpdate') return block === undefined ? errors : [...errors, ...rollingUpdateErrors(block)];
  if (type !== 'OnDelete') return [...errors, invalid('spec.updateStrategy', strategyPrinted(strategy), "must be 'RollingUpdate' or 'OnDelete'")];
  if (block === undefined) return errors;
  return [...errors, invalid('spec.updateStrategy.rollingUpdate', rollingUpdatePrinted(block), "only allowed for updateStrategy 'RollingUpdate'")];
}

function rollingUpdateErrors(block: JsonObject): FieldError[] {
  const path = 'spec.updateStrategy.rollingUpdate';
  const errors = negative(block, 'partition', `${path}.partition`);
  const most = fieldOf(block, 'maxUnavailable');
  if (most === undefined) return errors;
  const at = `${path}.maxUnavailable`;
  const isZero = typeof most === 'number' ? most === 0 : Number.parseInt(String(most), 10) === 0 || !/^[0-9]+%$/.test(String(most));
  return [...errors, ...intOrPercentErrors(most, at), ...(isZero ? [invalid(at, intOrPercentPrinted(most), 'cannot be 0')] : []), ...overflowErrors(most, at)];
}

function retentionErrors(policy: JsonObject | undefined): FieldError[] {
  if (policy === undefined) return [];
  return ['whenDeleted', 'whenScaled'].filter((when) => !['Retain', 'Delete'].includes(text(policy, when)))
    .map((when) => notSupported(`spec.persistentVolumeClaimRetentionPolicy.${when}`, text(policy, when), ['Retain', 'Delete']));
}

function claimTemplatesErrors(spec: JsonObject, profile: Profile): FieldError[] {
  return list(spec, 'volumeClaimTemplates').flatMap((claim, index) => claimSpecErrors(object(claim, 'spec'), `spec.volumeClaimTemplates[${index}].spec`, profile));
}

function selectionErrors(spec: JsonObject, profile: Profile, leniency: Leniency): FieldError[] {
  const path = 'spec.selector';
  const selector = objectIf(spec, 'selector');
  const errors = selectorErrors(selector, path, profile);
  if (selector === undefined) {
    errors.push(required(path));
  } else if (pairs(selector, 'matchLabels').length + list(selector, 'matchExpressions').length === 0) {
    errors.push(invalid(path, selectorPrinted(selector), 'empty selector is invalid for statefulset'));
  }
  if (selector !== undefined && isSelectorUnusable(selector, profile)) return [...errors, invalid(path, selectorPrinted(selector), '')];
  return [...errors, ...templateErrors(spec, selector, profile, leniency)];
}

function templateErrors(spec: JsonObject, selector: JsonObject | undefined, profile: Profile, { skipsTemplate }: Leniency): FieldError[] {
  const path = 'spec.template';
  const template = object(spec, 'template');
  const metadata = object(template, 'metadata');
  const errors: FieldError[] = [];
  // Nothing matches a missing selector, and everything an empty one (metav1.LabelSelectorAsSelector).
  const isMatch = selector !== undefined && selects(selector as unknown as LabelSelector, Object.fromEntries(pairs(metadata, 'labels')));
  if (!isMatch) errors.push(invalid(`${path}.metadata.labels`, labelsPrinted(metadata, 'labels'), '`selector` does not match template `labels`'));
  if (profile.validatesTemplate && !skipsTemplate) errors.push(...podTemplateErrors(withClaimVolumes(spec, template), path, profile));
  errors.push(...labelsErrors(metadata, 'labels', `${path}.labels`, profile), ...annotationsErrors(metadata, `${path}.annotations`, profile));
  return errors;
}

/** What the controller will put there is not the manifest's fault: claims become volumes, and hostname and subdomain are overwritten. */
function withClaimVolumes(spec: JsonObject, template: JsonObject): JsonObject {
  const claims = new Map(list(spec, 'volumeClaimTemplates').map((claim) => {
    const name = text(object(claim, 'metadata'), 'name');
    return [name, { name, persistentVolumeClaim: { claimName: name } }] as const;
  }));
  const pod = object(template, 'spec');
  const others = list(pod, 'volumes').filter((volume) => !claims.has(text(volume, 'name')));
  return { ...template, spec: { ...pod, hostname: '', subdomain: '', volumes: [...claims.values(), ...others] } };
}

function restartErrors(pod: JsonObject): FieldError[] {
  const path = 'spec.template.spec';
  const policy = text(pod, 'restartPolicy');
  const errors = policy === 'Always' ? [] : [notSupported(`${path}.restartPolicy`, policy, ['Always'])];
  if (fieldOf(pod, 'activeDeadlineSeconds') === undefined) return errors;
  return [...errors, forbidden(`${path}.activeDeadlineSeconds`, 'activeDeadlineSeconds in StatefulSet is not Supported')];
}
