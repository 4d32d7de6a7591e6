/** Taints and tolerations: k8s.io/api/core/v1/toleration.go. The operators Lt and Gt are behind a gate that is off in every version known. */
import { list, numberIf, text } from '../../manifest/admission/values';
import type { JsonObject } from '../../manifest/objects';
import type { Taint } from '../cluster-profile';

/** Toleration.ToleratesTaint: an empty effect or key is any, and an empty operator is Equal. */
function tolerates(toleration: JsonObject, taint: Taint): boolean {
  const [key, effect, operator] = [text(toleration, 'key'), text(toleration, 'effect'), text(toleration, 'operator')];
  if (effect !== '' && effect !== taint.effect || key !== '' && key !== taint.key) return false;
  return operator === 'Exists' || (operator === '' || operator === 'Equal') && text(toleration, 'value') === taint.value;
}

/** What keeps a pod from a node: PreferNoSchedule does not (scheduler, plugins/helper/taint.go:DoNotScheduleTaintsFilterFunc). */
const KEEPS_AWAY = ['NoSchedule', 'NoExecute'];

/** scheduler, plugins/tainttoleration/taint_toleration.go:Filter. */
export const toleratesNode = (pod: JsonObject, taints: readonly Taint[]): boolean => untolerated(pod, taints) === undefined;

/** The first taint that keeps a pod away. */
export const untolerated = (pod: JsonObject, taints: readonly Taint[]): Taint | undefined =>
  taints.find((taint) => KEEPS_AWAY.includes(taint.effect) && !list(pod, 'tolerations').some((toleration) => tolerates(toleration, taint)));

/**
 * Whether a taint with NoExecute never evicts: of the tolerations of it the first counts (pkg/apis/core/v1/helper/helpers.go:GetMatchingTolerations), and
 * without tolerationSeconds it is for ever (tainteviction/taint_eviction.go:getMinTolerationTime).
 */
export function toleratesForEver(pod: JsonObject, taint: Taint): boolean {
  const used = list(pod, 'tolerations').find((toleration) => tolerates(toleration, taint));
  return used !== undefined && numberIf(used, 'tolerationSeconds') === undefined;
}

/** The taint of a node whose kubelet is silent (nodelifecycle, node_lifecycle_controller.go:UnreachableTaintTemplate). */
export const UNREACHABLE: Taint = { key: 'node.kubernetes.io/unreachable', value: '', effect: 'NoExecute' };
