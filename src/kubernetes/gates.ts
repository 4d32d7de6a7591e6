/** The feature gates that the StatefulSet controller asks, or the API server on its behalf (pkg/features/kube_features.go of each version). */
import type { Version } from './version';
import { isSince } from './version';

/** Feature gates by name. */
export type Gates = Readonly<Record<string, boolean>>;

/** What became of a gate in a version. */
type Stage = 'on' | 'off' | 'locked on' | 'removed';

interface Change {
  /** The minor and the patch version in which it came about. */
  readonly since: readonly [minor: number, patch: number];
  readonly stage: Stage;
}

/** Oldest first. Before its first change there is no such gate. */
const CHANGES: { readonly [gate: string]: readonly Change[] } = {
  // Beta from 1.35, and on until https://github.com/kubernetes/kubernetes/pull/137904 turned it off again.
  MaxUnavailableStatefulSet: [{ since: [28, 0], stage: 'off' }, { since: [35, 0], stage: 'on' }, { since: [35, 4], stage: 'off' }],
  PodIndexLabel: [{ since: [28, 0], stage: 'on' }, { since: [32, 0], stage: 'locked on' }, { since: [35, 0], stage: 'removed' }],
  StaleControllerConsistencyStatefulSet: [{ since: [36, 0], stage: 'on' }],
  StatefulSetAutoDeletePVC: [{ since: [28, 0], stage: 'on' }, { since: [32, 0], stage: 'locked on' }, { since: [35, 0], stage: 'removed' }],
  // Came with https://github.com/kubernetes/kubernetes/pull/135017, and was picked for 1.34.2.
  StatefulSetSemanticRevisionComparison: [{ since: [34, 2], stage: 'on' }],
  StatefulSetStartOrdinal: [{ since: [28, 0], stage: 'on' }, { since: [31, 0], stage: 'locked on' }, { since: [34, 0], stage: 'removed' }],
};

export const KNOWN_GATES: readonly string[] = Object.keys(CHANGES);

function stageOf(gate: string, version: Version): Stage | undefined {
  return CHANGES[gate]?.filter(({ since: [minor, patch] }) => isSince(version, minor, patch)).at(-1)?.stage;
}

/** The gates of a version as they are when nobody sets them. What is locked on or removed has no choice any more, and is not among them. */
export function defaultGates(version: Version): Gates {
  return Object.fromEntries(KNOWN_GATES.flatMap((gate) => {
    const stage = stageOf(gate, version);
    return stage === 'on' || stage === 'off' ? [[gate, stage === 'on']] : [];
  }));
}

/** Why a gate cannot be set so in a version, in the words of component-base/featuregate/feature_gate.go:SetFromMap; nothing where it can. */
export function gateProblem(gate: string, value: boolean, version: Version): string | undefined {
  if (!Object.hasOwn(CHANGES, gate)) return `unrecognized feature gate: ${gate}`;
  switch (stageOf(gate, version)) {
    case undefined:
    case 'removed': return `unrecognized feature gate: ${gate}`;
    case 'locked on': return value ? undefined : `cannot set feature gate ${gate} to false, feature is locked to true`;
    default: return undefined;
  }
}
