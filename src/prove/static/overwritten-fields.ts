import type { StaticRule } from './index';
import { POD, field, found, podLabels, podOf } from './pods';
import { CONTROLLER_LABELS } from './stable';
import type { Diagnostic } from '../../manifest/diagnostic';
import type { JsonObject } from '../../manifest/objects';
import type { Subject } from '../subject';

const id = 'hygiene/overwritten-fields';

/** stateful_set_utils.go:initIdentity and updateIdentity write the identity into each pod, updateStorage puts claims in the place of volumes of their names. */
export const overwrittenFields: StaticRule = {
  id,
  title: 'nothing is written that the controller overwrites',
  check: (subject) => [...identity(subject), ...labels(subject), ...volumes(subject)],
};

function identity(subject: Subject): Diagnostic[] {
  return ['hostname', 'subdomain'].filter((name) => (field(podOf(subject) as unknown as JsonObject, name) ?? '') !== '').map((name) => found(id, subject, [...POD, name], {
    severity: 'warning',
    message: `the ${name} in the pod template of StatefulSet ${subject.name} has no effect`,
    reason: `the controller gives each pod ${name === 'hostname' ? 'its own name as hostname' : 'serviceName as subdomain'}`,
    advice: name === 'hostname' ? 'leave it out' : 'leave it out, and write serviceName',
  }));
}

function labels(subject: Subject): Diagnostic[] {
  return CONTROLLER_LABELS.filter((name) => Object.hasOwn(podLabels(subject), name)).map((name) => found(id, subject, ['spec', 'template', 'metadata', 'labels', name], {
    severity: 'warning',
    message: `the label ${name} in the pod template of StatefulSet ${subject.name} has no effect`,
    reason: 'the controller writes a value of its own into each pod',
    advice: 'leave it out',
  }));
}

/** One that names the claim of the template says the same twice, as many manifests do. */
function volumes(subject: Subject): Diagnostic[] {
  const isReplaced = (volume: { readonly name: string } & JsonObject): boolean =>
    subject.claims.some(({ name }) => name === volume.name) && field(volume, 'persistentVolumeClaim', 'claimName') !== volume.name;
  return (podOf(subject).volumes ?? []).flatMap((volume, index) => !isReplaced(volume) ? [] : [found(id, subject, [...POD, 'volumes', index], {
    severity: 'warning',
    message: `the volume ${volume.name} in the pod template of StatefulSet ${subject.name} has no effect`,
    reason: 'the claim template of the same name takes its place',
    advice: 'leave it out, or rename one of the two',
  })]);
}
