import { deletePod, forceDeletePod, wake } from './apiserver';
import { problem } from './current-problem';
import * as f from './fields';
import { FAULT_NODE_LOST, NODE_LIFECYCLE, NODE_RETURNED, POD_COLLECTOR, TAINT_EVICTION, label } from './label';
import { begin, end, get, put } from './row';
import { isFirstOfItsKind } from './scheduler';

/** What becomes of nodes that do not answer: pkg/controller/nodelifecycle, tainteviction and podgc. */

const podIsOn = (i: number, n: number): boolean => get(f.node(i)) === n + 1 && get(f.phase(i)) !== f.ABSENT;

/** The kubelet falls silent: the machine is gone, or only the network between. Its processes may run on, which is the worse of the two. */
function loseNode(n: number): void {
  const left = get(f.FAULTS);
  if (left === 0 || get(f.nodeState(n)) !== f.NODE_READY || !isFirstOfItsKind(n)) return;
  begin(); put(f.nodeState(n), f.NODE_SILENT); put(f.FAULTS, left - 1); end(label(FAULT_NODE_LOST, n, 0));
}

/** Nobody can count on it: not fair. A deleted node would have to be registered again, and finds no pods then. */
function returnNode(n: number): void {
  const state = get(f.nodeState(n));
  if (state === f.NODE_READY || state === f.NODE_GONE) return;
  begin(); put(f.nodeState(n), f.NODE_READY); end(label(NODE_RETURNED, n, 0));
}

/** After 40 s, from 1.32 on 50 s: Ready is Unknown, the node is tainted, and its pods are not ready (markPodsNotReady). */
function noticeSilence(n: number): void {
  if (get(f.nodeState(n)) !== f.NODE_SILENT) return;
  begin();
  put(f.nodeState(n), f.NODE_UNREACHABLE);
  for (let i = 0; i < problem.slots; i++) {
    if (!podIsOn(i, n)) continue;
    put(f.ready(i), 0);
    put(f.available(i), 0);
  }
  wake();
  end(label(NODE_LIFECYCLE, n, 0));
}

/** After five minutes more, a plain delete of each pod that does not tolerate it. The silent kubelet never ends it. */
function evictTainted(n: number): void {
  const state = get(f.nodeState(n));
  if (state !== f.NODE_UNREACHABLE && state !== f.NODE_OUT_OF_SERVICE) return;
  if (state === f.NODE_UNREACHABLE && problem.toleratesUnreachable) return;
  for (let i = 0; i < problem.slots; i++) {
    if (!podIsOn(i, n) || get(f.deleting(i)) === 1) continue;
    begin(); deletePod(i); end(label(TAINT_EVICTION, i, n));
  }
}

/** Pods of a deleted node, and terminating pods of one that is out of service, go at once and by force (podgc: gcOrphaned, gcTerminating). */
function collectPods(n: number): void {
  const state = get(f.nodeState(n));
  if (state !== f.NODE_GONE && state !== f.NODE_OUT_OF_SERVICE) return;
  for (let i = 0; i < problem.slots; i++) {
    if (!podIsOn(i, n) || state === f.NODE_OUT_OF_SERVICE && get(f.deleting(i)) === 0) continue;
    begin(); forceDeletePod(i); end(label(POD_COLLECTOR, i, n));
  }
}

export function nodeSteps(n: number): void {
  loseNode(n);
  returnNode(n);
  noticeSilence(n);
  evictTainted(n);
  collectPods(n);
}
