import { editOf } from './commands';
import { type Fields, type Scene, slotsOf } from './scene';
import * as f from '../../cluster/fields';
import { DRAINED, EVICTION, KUBELET_STOP, USER, actorOf, objectOf } from '../../cluster/label';
import { EDIT_DRAIN_ANY_NODE, SEVERAL_BUDGETS } from '../../cluster/problem';

/** What `kubectl drain` prints at a step, and `kubectl uncordon` after it (kubectl/pkg/drain, pkg/cmd/drain/drain.go). */
export function drainLines(scene: Scene, label: number, before: Fields): string[] {
  const { subject, names } = scene;
  const object = objectOf(label);
  switch (actorOf(label)) {
    case USER: {
      const { kind, argument } = editOf(scene, label);
      return kind === EDIT_DRAIN_ANY_NODE ? [`node/${names.node(argument)} cordoned`] : [];
    }
    case EVICTION: return [`evicting pod ${subject.namespace}/${names.pod(object)}`];
    case KUBELET_STOP: return before(f.DRAINING) > 0 && before(f.node(object)) === before(f.DRAINING) ? [`pod/${names.pod(object)} evicted`] : [];
    case DRAINED: return [`node/${names.node(object)} drained`, `node/${names.node(object)} uncordoned`];
    default: return [];
  }
}

/** The pods that a drain waits for, in a state at rest. */
export const undrained = (scene: Scene, state: Fields): number[] => state(f.DRAINING) === 0 ? [] : slotsOf(scene).filter((slot) =>
  state(f.phase(slot)) !== f.ABSENT && state(f.deleting(slot)) === 0 && state(f.node(slot)) === state(f.DRAINING));

/** The API server's answer to an eviction (pkg/registry/core/pod/storage/eviction.go). */
export const answerTo = ({ problem }: Scene): string => problem.budget === SEVERAL_BUDGETS
  ? 'This pod has more than one PodDisruptionBudget, which the eviction subresource does not support.'
  : 'Cannot evict pod as it would violate the pod\'s disruption budget.';

/** What kubectl prints again and again of a pod that may not be evicted. */
export const refusedEviction = (scene: Scene, slot: number): string =>
  `error when evicting pods/"${scene.names.pod(slot)}" -n "${scene.subject.namespace}" (will retry after 5s): ${answerTo(scene)}`;
