import { problem } from './current-problem';
import * as f from './fields';
import { FAULT_DELETED, label } from './label';
import { begin, end, get, put } from './row';
import { schedule } from './scheduler';
import { bindClaim } from './volumes';

/**
 * Only scheduler and volume binder: the pods are there and want a node, and once all have one, each may leave and come back to its volume. Pods that have no
 * volume yet are alike, so it is enough that they come in the order of their ordinals; the ready bit says that a pod has had a node before.
 */
export function placingSteps(): void {
  for (let i = 0; i < problem.slots; i++) {
    if (get(f.phase(i)) !== f.PENDING) continue;
    for (let k = i * problem.claims; k < (i + 1) * problem.claims; k++) bindClaim(k);
    schedule(i);
    if (get(f.ready(i)) === 0) return;
  }
  for (let i = 0; i < problem.slots; i++) if (get(f.phase(i)) === f.SCHEDULED) leave(i);
}

/** Its claims stay, and its successor is there at once. */
function leave(i: number): void {
  const left = get(f.FAULTS);
  if (left === 0) return;
  begin(); put(f.phase(i), f.PENDING); put(f.node(i), 0); put(f.FAULTS, left - 1); end(label(FAULT_DELETED, i, 0));
}

/** The pods of all ordinals want a node, and their claims a volume. */
export function wantPlaces(): void {
  for (let i = 0; i < problem.slots; i++) put(f.phase(i), f.PENDING);
  for (let k = 0; k < problem.slots * problem.claims; k++) put(f.claim(k), f.CLAIM_PENDING);
}
