import { removeClaim } from './apiserver';
import { goOnAtOnce } from './chains';
import { nodesOfPlace, problem } from './current-problem';
import * as f from './fields';
import { FORCE_DETACH, PROTECTION, VOLUMES, label } from './label';
import { BINDS_WITH_POD } from './placement';
import { begin, end, get, put } from './row';
import { canBindAt } from './scheduler';

/** Binding and provisioning (volume/persistentvolume/pv_controller.go). A claim that waits for its first consumer is bound by the scheduler. */
export function bindClaim(k: number): void {
  if (get(f.claim(k)) !== f.CLAIM_PENDING || get(f.claimDeleting(k)) === 1) return;
  if (problem.nodes === 0) {
    begin(); put(f.claim(k), f.CLAIM_BOUND); goOnAtOnce(); end(label(VOLUMES, k, 0));
    return;
  }
  if (problem.binding === BINDS_WITH_POD) return;
  for (let place = 0; place < problem.places; place++) {
    if (!canBindAt(place) || hasTwinBefore(place)) continue;
    begin(); put(f.claim(k), f.CLAIM_BOUND); put(f.volume(k), place + 1); end(label(VOLUMES, k, place + 1));
  }
}

/** Of free places that reach the same nodes, one stands for all. */
function hasTwinBefore(place: number): boolean {
  for (let other = 0; other < place; other++) if (nodesOfPlace[other] === nodesOfPlace[place] && canBindAt(other)) return true;
  return false;
}

/** A claim that is being deleted goes when no pod with a node uses it (volume/pvcprotection). Nobody is woken by it. */
export function protectClaim(i: number, k: number): void {
  if (get(f.claim(k)) === f.CLAIM_ABSENT || get(f.claimDeleting(k)) === 0 || get(f.phase(i)) > f.PENDING) return;
  begin(); removeClaim(k); end(label(PROTECTION, k, 0));
}

const runsOn = (i: number, n: number): boolean => get(f.node(i)) === n + 1 && get(f.phase(i)) === f.RUNNING;

/** Whether a process of this ordinal, of its present pod or an earlier one, runs on a node: then its volume is mounted there. */
const isMountedOn = (i: number, n: number): boolean => runsOn(i, n) || (get(f.leftover(i)) >>> n & 1) === 1;

/**
 * Whether the volume can be had on a node: it is there, or nowhere, or where the kubelet is known to have unmounted it. Detaching and attaching are
 * folded into the start of the process, which they only delay: nobody else can get the volume in between.
 */
export function canAttach(i: number, n: number): boolean {
  const at = get(f.attached(i));
  if (at === 0 || at === n + 1) return true;
  return get(f.nodeState(at - 1)) === f.NODE_READY && !isMountedOn(i, at - 1);
}

/**
 * A volume that a silent node still has mounted is taken from it: when no pod there wants it, after the node has not been ready for six minutes, and at once
 * with the out-of-service taint (attachdetach/reconciler/reconciler.go: ReconcilerMaxWaitForUnmountDuration).
 */
export function forceDetach(i: number): void {
  const at = get(f.attached(i));
  if (at === 0 || get(f.node(i)) === at || get(f.nodeState(at - 1)) < f.NODE_UNREACHABLE) return;
  begin(); put(f.attached(i), 0); end(label(FORCE_DETACH, i, at));
}
