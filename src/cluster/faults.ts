import { FAILED, forgetPlans, planAnswers } from './answer';
import { deletePod, wake } from './apiserver';
import { goOnAtOnce } from './chains';
import { problem } from './current-problem';
import * as f from './fields';
import { isReachable, rememberPeers } from './kubelet';
import { FAULT_CRASHED, FAULT_DELETED, FAULT_FAILED, FAULT_INTERRUPTED, FAULT_REFUSED, FAULT_UNREADY, label } from './label';
import { begin, end, get, put, write } from './row';
import { sync } from './statefulset';
import { CLAIM_IS_BEING_DELETED, EVERY_WRITE, kindOf, objectOfWrite } from './write';

const spend = (left: number): void => put(f.FAULTS, left - 1);

function notReady(i: number): void {
  put(f.ready(i), 0);
  put(f.available(i), 0);
  wake();
}

/** What happens to everybody: a container that crashes, a probe that fails, a pod that fails or is evicted, a pod that is deleted. */
export function podFaults(i: number): void {
  const left = get(f.FAULTS);
  if (left === 0 || get(f.phase(i)) === f.ABSENT || get(f.deleting(i)) === 1) return;
  if (isReachable(i)) kubeletFaults(i, left);
  begin(); deletePod(i); spend(left); end(label(FAULT_DELETED, i, 0));
}

function kubeletFaults(i: number, left: number): void {
  const at = get(f.phase(i));
  if (get(f.ready(i)) === 1) {
    begin(); notReady(i); spend(left); end(label(FAULT_UNREADY, i, 0));
    // A crash restarts the container in the same pod. To the API it is the same as a failed probe; a member may need its peers to start again.
    begin(); rememberPeers(i); notReady(i); spend(left); end(label(FAULT_CRASHED, i, 0));
  }
  if (at === f.RUNNING || at === f.SCHEDULED) {
    begin(); rememberPeers(i); put(f.phase(i), f.FAILED); notReady(i); spend(left); end(label(FAULT_FAILED, i, 0));
  }
}

/**
 * A sync that ends after some of its writes: the controller restarts, or the API server does not answer. Whoever starts next has every
 * set in its queue.
 */
export function interruptedSyncs(total: number): void {
  const left = get(f.FAULTS);
  if (left === 0) return;
  for (let made = 1; made < total; made++) {
    begin(); sync(made); put(f.QUEUED, 1); spend(left); goOnAtOnce(); end(label(FAULT_INTERRUPTED, 0, made));
  }
}

const kinds = new Int32Array(4096);
const objects = new Int32Array(4096);

/**
 * One write of a sync is refused: an error, a conflict, a quota, a webhook. In order, that ends the sync; a Parallel set goes on with the rest of its batch,
 * and both still write their status. Where a batch ends depends on how many there are, so there is none of this in a window for every replica count.
 */
export function refusedWrites(total: number): void {
  const left = get(f.FAULTS);
  if (left === 0 || problem.faults < 0) return;
  for (let w = 0; w < total; w++) {
    kinds[w] = kindOf(write(w));
    objects[w] = objectOfWrite(write(w));
  }
  for (let w = 0; w < total; w++) {
    if (kinds[w] === CLAIM_IS_BEING_DELETED) continue;
    begin();
    planAnswers(1 << kinds[w], objects[w], FAILED, 1);
    sync(EVERY_WRITE);
    forgetPlans();
    spend(left);
    goOnAtOnce();
    end(label(FAULT_REFUSED, 0, w));
  }
}
