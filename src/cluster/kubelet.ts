import { removePod, wake } from './apiserver';
import { problem } from './current-problem';
import * as f from './fields';
import { KUBELET_READY, KUBELET_REAP, KUBELET_START, KUBELET_STOP, KUBELET_UNREADY, TIME, label } from './label';
import { READY_MAJORITY, READY_ORDINAL_0, READY_PREDECESSOR, READY_SELF } from './problem';
import { begin, end, get, put } from './row';

const broken = (template: number): boolean => (problem.brokenTemplates >>> template & 1) === 1;

/** How many processes run, whether ready or not: an engine that asks for a quorum talks to its peers before it is ready. */
function running(): number {
  let n = 0;
  for (let j = 0; j < problem.slots; j++) if (get(f.phase(j)) === f.RUNNING && get(f.deleting(j)) === 0) n++;
  return n;
}

/**
 * Whether the readiness probe of ordinal i can succeed now. Only `self` is independent of the other ordinals; the others name a
 * position or count, so they get no proof for every replica count.
 */
function canBeReady(i: number): boolean {
  switch (problem.readiness) {
    case READY_SELF: return true;
    case READY_ORDINAL_0: return i === 0 || get(f.ready(0)) === 1;
    case READY_PREDECESSOR: return i === 0 || get(f.ready(i - 1)) === 1;
    case READY_MAJORITY: return 2 * running() > problem.peers;
    default: return true;
  }
}

/** The kubelet of the node that a pod was given to (pkg/kubelet): starts, probes and stops its containers. */
export function kubelet(i: number): void {
  const at = get(f.phase(i));
  if (get(f.deleting(i)) === 1) {
    // The object goes only after the process has ended (status_manager.go:canBeDeleted).
    begin(); removePod(i); end(label(KUBELET_STOP, i, 0));
  } else if (at === f.SCHEDULED && !broken(get(f.revision(i)))) {
    begin();
    put(f.phase(i), f.RUNNING);
    for (let k = i * problem.claims; k < (i + 1) * problem.claims; k++) put(f.claimData(k), 1);
    wake();
    end(label(KUBELET_START, i, 0));
  } else if (at === f.RUNNING && get(f.ready(i)) === 0 && canBeReady(i)) {
    begin(); put(f.ready(i), 1); wake(); end(label(KUBELET_READY, i, 0));
  } else if (problem.readiness === READY_MAJORITY && get(f.ready(i)) === 1 && !canBeReady(i)) {
    // A probe that asks for a quorum fails when the quorum goes. The other models ask for others only to start.
    begin(); put(f.ready(i), 0); put(f.available(i), 0); wake(); end(label(KUBELET_UNREADY, i, 0));
  }
  if (get(f.leftover(i)) === 1) {
    begin(); put(f.leftover(i), 0); end(label(KUBELET_REAP, i, 0));
  }
}

/** minReadySeconds pass; the controller set itself a timer for it. */
export function time(i: number): void {
  if (get(f.ready(i)) === 1 && get(f.available(i)) === 0) {
    begin(); put(f.available(i), 1); wake(); end(label(TIME, i, 0));
  }
}
