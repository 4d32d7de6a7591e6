import * as f from '../cluster/fields';
import { COLLECTOR, CONTROLLER, KUBELET_STOP, PROTECTION, SCHEDULER, USER, VOLUMES, actorOf, choiceOf, objectOf } from '../cluster/label';
import type { Problem } from '../cluster/problem';

type Fields = (field: number) => number;

/** The order in which a quiet cluster gets to things: controllers are quicker than kubelets, and pods stop side by side before others start. */
const ORDER = [USER, CONTROLLER, VOLUMES, SCHEDULER, COLLECTOR, PROTECTION, KUBELET_STOP];

function rank(label: number): number {
  const at = ORDER.indexOf(actorOf(label));
  return at >= 0 ? at : ORDER.length + actorOf(label);
}

const count = (number: number, of: (index: number) => boolean): number => Array.from({ length: number }, (_, index) => index).filter(of).length;

/**
 * Pods and volumes are spread over nodes and zones, as schedulers and provisioners do without being asked (scheduler, plugins/podtopologyspread: systemDefaultConstraints;
 * external-provisioner, controller/topology.go).
 */
function crowd({ slots, claims, placement: { zones } }: Problem, state: Fields, label: number): number {
  const choice = choiceOf(label);
  const nodeOf = (slot: number): number => state(f.node(slot)) - 1;
  if (choice === 0) return 0;
  if (actorOf(label) === VOLUMES) return count(slots * claims, (k) => state(f.claim(k)) === f.CLAIM_BOUND && state(f.volume(k)) === choice);
  if (actorOf(label) !== SCHEDULER) return 0;
  const inZone = count(slots, (slot) => nodeOf(slot) >= 0 && zones[nodeOf(slot)] === zones[choice - 1]);
  return count(slots, (slot) => nodeOf(slot) === choice - 1) * (slots + 1) + inZone;
}

/** Whether the first of two possible steps is what would happen first on a quiet day. */
export function comesBefore(problem: Problem, state: Fields, a: number, b: number): boolean {
  if (rank(a) !== rank(b)) return rank(a) < rank(b);
  if (objectOf(a) !== objectOf(b)) return objectOf(a) < objectOf(b);
  return crowd(problem, state, a) < crowd(problem, state, b);
}
