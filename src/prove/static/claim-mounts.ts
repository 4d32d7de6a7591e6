import type { Diagnostic } from '../../manifest/diagnostic';
import type { Subject } from '../subject';
import type { StaticRule } from './index';
import { containersOf, found, podOf } from './pods';
import type { Path } from './pods';

const id = 'hygiene/claim-mounts';

/** apps/validation/validation.go:ValidateStatefulSetSpec has checked the mounts against volumes and claim templates since 1.34; before, only pods were refused. */
export const claimMounts: StaticRule = {
  id,
  title: 'every claim is mounted, and every mount has a volume',
  check: (subject) => [...danglingMounts(subject), ...unusedClaims(subject)],
};

interface Mount { readonly name: string; readonly container: string; readonly path: Path }

const mountsOf = (subject: Subject): Mount[] => containersOf(subject).flatMap(({ container, path }) => (['volumeMounts', 'volumeDevices'] as const)
  .flatMap((kind) => (container[kind] ?? []).map(({ name }, index) => ({ name, container: container.name, path: [...path, kind, index, 'name'] }))));

function danglingMounts(subject: Subject): Diagnostic[] {
  const volumes = new Set([...podOf(subject).volumes ?? [], ...subject.claims].map(({ name }) => name));
  return mountsOf(subject).filter(({ name }) => !volumes.has(name)).map(({ name, container, path }) => found(id, subject, path, {
    severity: 'error',
    message: `container ${container} of StatefulSet ${subject.name} mounts ${name}, which is neither a volume nor a claim template`,
    reason: 'the API server refuses the set, and before 1.34 each of its pods',
    advice: volumes.size > 0 ? `name one of ${[...volumes].join(', ')}` : `add ${name} to volumes, or to volumeClaimTemplates`,
  }));
}

function unusedClaims(subject: Subject): Diagnostic[] {
  const mounted = new Set(mountsOf(subject).map(({ name }) => name));
  return subject.claims.flatMap(({ name }, index) => name === '' || mounted.has(name) ? [] : [found(id, subject, ['spec', 'volumeClaimTemplates', index, 'metadata', 'name'], {
    severity: 'warning',
    message: `no container of StatefulSet ${subject.name} mounts the claim ${name}`,
    reason: 'the volume is made and paid for, and the data go elsewhere and are lost with the pod',
    advice: `write volumeMounts: [{name: ${name}, mountPath: /data}] with the folder of the data, or remove the claim template`,
  })]);
}
