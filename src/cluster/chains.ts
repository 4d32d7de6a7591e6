import { problem } from './current-problem';
import * as f from './fields';
import { isBroken } from './kubelet';
import { now, put } from './row';

/**
 * Reduction: a new pod gets its node, and where nobody looks at that its containers run, in the step that makes it or that binds its last claim.
 *
 * Between these steps and all others nothing is decided. The controller treats a pod that is pending alike with and without a node, and one that does not run like one
 * that is not ready; steps of other ordinals neither help nor hinder. Two things differ on the way. A pod without a node is deleted at once, one with a node stops first: that
 * run leads through one state more to the same state, and reaches no guarantee differently. A pod that fails before it runs has failed like one that runs. So every
 * state without such a pod is reached as before, with the same steps of the controller, and stuck states have none that could go on.
 *
 * Where a template is broken its pods get a node and never run, as before.
 */
export function goOnAtOnce(): void {
  if (problem.schedulesAtOnce === 0) return;
  for (let i = 0; i < problem.slots; i++) {
    if (now(f.phase(i)) !== f.PENDING || !hasClaims(i)) continue;
    put(f.phase(i), problem.startsAtOnce === 1 && !isBroken(now(f.revision(i))) ? f.RUNNING : f.SCHEDULED);
  }
}

function hasClaims(i: number): boolean {
  for (let k = i * problem.claims; k < (i + 1) * problem.claims; k++) if (now(f.claim(k)) !== f.CLAIM_BOUND) return false;
  return true;
}
