import { RequestError } from './request-error';
import type { Gates } from '../kubernetes/gates';
import { KNOWN_GATES, defaultGates, gateProblem } from '../kubernetes/gates';
import { KNOWN_VERSIONS, versionIn, versionText } from '../kubernetes/version';

/** The version that is proved for where none is named: of its controller, `src/cluster/statefulset.ts` speaks. */
export const KUBERNETES = '1.34';

/** A version of Kubernetes with its feature gates. */
export interface Kubernetes {
  /** With its patch, such as `1.34.4`. */
  readonly version: string;
  /** All gates that matter to a StatefulSet and that the version leaves open, as they are set. */
  readonly gates: Gates;
  /** Those that are not at their default. */
  readonly changed: Gates;
}

/** Options that choose a version. */
export interface KubernetesOptions {
  /** The version of the cluster: `1.34.4`, `v1.34.4`, or `1.34` for its last patch release known. @default KUBERNETES */
  readonly kubernetes?: string;
  /** Feature gates of API server and controller manager, such as `{ MaxUnavailableStatefulSet: true }`. @default - as the version has them */
  readonly featureGates?: Gates;
}

/** Throws a RequestError for a version or a gate that there is not, or that cannot be set so. */
export function kubernetesOf({ kubernetes = KUBERNETES, featureGates = {} }: KubernetesOptions): Kubernetes {
  const known = versionIn(kubernetes);
  if (known === undefined) throw new RequestError(`unknown version of Kubernetes ${kubernetes}; known are ${KNOWN_VERSIONS.join(', ')}`);
  const version = versionText(known);
  const defaults = defaultGates(known);
  for (const [gate, value] of Object.entries(featureGates)) {
    const problem = gateProblem(gate, value, known);
    if (problem === undefined) continue;
    throw new RequestError(KNOWN_GATES.includes(gate)
      ? `${problem}, in Kubernetes ${version}; those that can be set there are ${Object.keys(defaults).join(', ')}`
      : `${problem}; known are ${KNOWN_GATES.join(', ')}`);
  }
  const changed = Object.entries(featureGates).filter(([gate, value]) => gate in defaults && defaults[gate] !== value);
  return { version, gates: { ...defaults, ...Object.fromEntries(changed) }, changed: Object.fromEntries(changed.sort(([a], [b]) => (a < b ? -1 : 1))) };
}

/** As it is told: `1.34.4`, or `1.34.4 with MaxUnavailableStatefulSet=true`. */
export function kubernetesText(version: string, changed: Gates): string {
  const gates = Object.entries(changed).map(([gate, value]) => `${gate}=${value}`);
  return gates.length === 0 ? version : `${version} with ${gates.join(', ')}`;
}
