import { versionIn } from '../../kubernetes/version';

/**
 * What tells the texts of schedulers of Kubernetes 1.28 to 1.36 apart, as switches. File names are those below pkg/scheduler/framework. How the events of
 * controller and kubelet differ is in cluster/profile.ts.
 */
export interface Wording {
  /** In 1.28 a second full stop after what preemption says (types.go:FitError.Error, SeparatorFormat). */
  readonly preemptionHasTwoStops: boolean;
  /**
   * From 1.34, the plugin for resource claims is asked before preemption and has a word of its own; where a pod fails before any node is looked at, it finds no state
   * of its own, and `not found` is all that is said (plugins/dynamicresources/dynamicresources.go:PostFilter, gate DynamicResourceAllocation).
   */
  readonly asksForResourceClaims: boolean;
  /** Up to 1.33, which taint it is, as `{key: value}` (plugins/tainttoleration/taint_toleration.go:Filter). */
  readonly namesTaints: boolean;
  /** Up to 1.32, `node(s) had volume node affinity conflict` (plugins/volumebinding/binder.go:ErrReasonNodeConflict). */
  readonly callsItConflict: boolean;
  /** From 1.34, a request that is larger than all of a node is no case for preemption (plugins/noderesources/fit.go:Filter). */
  readonly knowsTooSmallNodes: boolean;
}

export function wordingOf(version: string): Wording {
  const { minor } = versionIn(version)!;
  return {
    preemptionHasTwoStops: minor === 28,
    asksForResourceClaims: minor >= 34,
    namesTaints: minor <= 33,
    callsItConflict: minor <= 32,
    knowsTooSmallNodes: minor >= 34,
  };
}
