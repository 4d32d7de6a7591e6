import type { Diagnostic } from '../../manifest/diagnostic';
import type { Manifests } from '../../manifest/objects';
import type { Subject } from '../subject';
import type { StaticRule } from './index';
import { found } from './pods';

const id = 'hygiene/claim-names';

/** stateful_set_utils.go:getPersistentVolumeClaims keeps one claim per name, getPersistentVolumeClaimName joins template, set and ordinal with dashes. */
export const claimNames: StaticRule = {
  id,
  title: 'every claim has a name of its own',
  check: (subject, manifests) => [...sameNames(subject), ...sameClaims(subject, manifests)],
};

function sameNames(subject: Subject): Diagnostic[] {
  const names = subject.claims.map(({ name }) => name);
  return names.flatMap((name, index) => name === '' || names.indexOf(name) === index ? [] : [found(id, subject, ['spec', 'volumeClaimTemplates', index, 'metadata', 'name'], {
    severity: 'error',
    message: `StatefulSet ${subject.name} has two claim templates named ${name}`,
    reason: 'the controller makes one claim per name, so one of the two is never made',
    advice: 'give each claim template a name of its own',
  })]);
}

/** The claim data-a of set b and the claim data of set a-b are both data-a-b-0 (https://github.com/kubernetes/kubernetes/issues/41153). */
function sameClaims(subject: Subject, manifests: Manifests): Diagnostic[] {
  const others = manifests.statefulSets.filter(({ name, namespace }) => namespace === subject.namespace && name !== subject.name);
  return subject.claims.flatMap(({ name }, index) => {
    const claim = `${name}-${subject.name}`;
    const other = others.find((set) => (set.object.spec.volumeClaimTemplates ?? []).some(({ metadata }) => `${metadata.name}-${set.name}` === claim));
    if (other === undefined) return [];
    return [found(id, subject, ['spec', 'volumeClaimTemplates', index, 'metadata', 'name'], {
      severity: 'error',
      message: `StatefulSet ${subject.name} and StatefulSet ${other.name} have the same claims, such as ${claim}-${subject.start}`,
      reason: 'pods of two sets write to one volume',
      advice: 'rename the claim template of one of them',
    })];
  });
}
