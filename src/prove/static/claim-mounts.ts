import type { Diagnostic } from '../../manifest/diagnostic';
import type { Subject } from '../subject';
import type { StaticRule } from './index';
import { containersOf, found } from './pods';

const id = 'hygiene/claim-mounts';

export const claimMounts: StaticRule = {
  id,
  title: 'every claim is mounted',
  check: unusedClaims,
};

function unusedClaims(subject: Subject): Diagnostic[] {
  const mounts = containersOf(subject).flatMap(({ container: { volumeMounts = [], volumeDevices = [] } }) => [...volumeMounts, ...volumeDevices]);
  const mounted = new Set(mounts.map(({ name }) => name));
  return subject.claims.flatMap(({ name }, index) => name === '' || mounted.has(name) ? [] : [found(id, subject, ['spec', 'volumeClaimTemplates', index, 'metadata', 'name'], {
    severity: 'warning',
    message: `no container of StatefulSet ${subject.name} mounts the claim ${name}`,
    reason: 'the volume is made and paid for, and the data go elsewhere and are lost with the pod',
    advice: `write volumeMounts: [{name: ${name}, mountPath: /data}] with the folder of the data, or remove the claim template`,
  })]);
}
