import { IConstruct } from 'constructs';
import { KubernetesVersion } from './kubernetes-version';
import { refuse } from './refuse';
import { StatefulWorkloadProps } from './stateful-workload-props';

/**
 * What the API server drops without a word while a gate is off: registry/apps/statefulset/strategy.go:dropStatefulSetDisabledFields.
 *
 * @throws if the version is known and would drop something that is asked for
 */
export function requireKept(where: IConstruct, { kubernetes, ...props }: StatefulWorkloadProps): void {
  if (kubernetes === undefined) return;
  requireGate(where, kubernetes, 'MaxUnavailableStatefulSet', 'maxUnavailable', props.updateStrategy?.options.maxUnavailable);
  requireGate(where, kubernetes, 'StatefulSetAutoDeletePVC', 'persistentVolumeClaimRetentionPolicy', props.persistentVolumeClaimRetentionPolicy);
  requireGate(where, kubernetes, 'StatefulSetStartOrdinal', 'ordinalsStart', props.ordinalsStart);
}

function requireGate(where: IConstruct, kubernetes: KubernetesVersion, gate: string, field: string, value: unknown): void {
  if (value === undefined || !kubernetes._isOff(gate)) return;
  refuse(where, `Kubernetes ${kubernetes} drops ${field}`, `its feature gate ${gate} is off, and the API server takes the object without the field and says nothing`,
    `Leave ${field} out, or turn the gate on in API server and controller manager and say so: KubernetesVersion.of('${kubernetes.version}', { featureGates: { ${gate}: true } })`);
}

/** @throws if the version is known and older than the minor version that a field needs */
export function requireSince(where: IConstruct, kubernetes: KubernetesVersion | undefined, minor: number, what: string, consequence: string): void {
  if (kubernetes?._isBefore(minor)) refuse(where, `${what} is for Kubernetes 1.${minor} and later, and this is ${kubernetes}`, consequence, 'Leave it out, or upgrade the cluster first');
}
