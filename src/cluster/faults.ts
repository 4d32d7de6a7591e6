import { deletePod, wake } from './apiserver';
import { problem } from './current-problem';
import * as f from './fields';
import { FAULT_DELETED, FAULT_FAILED, FAULT_INTERRUPTED, FAULT_UNREADY, label } from './label';
import { begin, end, get, put } from './row';
import { sync } from './statefulset';

const spend = (left: number): void => put(f.FAULTS, left - 1);

/** What happens to everybody: a container that crashes or a probe that fails, a pod that fails or is evicted, a pod that is deleted. */
export function podFaults(i: number): void {
  const left = get(f.FAULTS);
  if (left === 0 || get(f.phase(i)) === f.ABSENT || get(f.deleting(i)) === 1) return;
  const at = get(f.phase(i));
  if (get(f.ready(i)) === 1) {
    // A crash restarts the container in the same pod; to the API it is the same as a failed probe.
    begin(); put(f.ready(i), 0); put(f.available(i), 0); spend(left); wake(); end(label(FAULT_UNREADY, i, 0));
  }
  if (at === f.RUNNING || at === f.SCHEDULED) {
    begin(); put(f.phase(i), f.FAILED); put(f.ready(i), 0); put(f.available(i), 0); spend(left); wake(); end(label(FAULT_FAILED, i, 0));
  }
  begin(); deletePod(i); spend(left); end(label(FAULT_DELETED, i, 0));
}

/**
 * A sync that ends after some of its writes: the controller restarts, or the API server refuses or does not answer. Whoever
 * starts next has every set in its queue.
 */
export function interruptedSyncs(total: number): void {
  const left = get(f.FAULTS);
  if (left === 0 || problem.faults === 0) return;
  for (let made = 1; made < total; made++) {
    begin(); sync(made); put(f.QUEUED, 1); spend(left); end(label(FAULT_INTERRUPTED, 0, made));
  }
}

