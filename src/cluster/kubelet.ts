import { removePod, wake } from './apiserver';
import { problem } from './current-problem';
import * as f from './fields';
import { KUBELET_READY, KUBELET_REAP, KUBELET_START, KUBELET_STOP, KUBELET_UNREADY, TIME, label } from './label';
import { NAMES_PUBLISHED, NAMES_WHEN_READY, READY_MAJORITY, READY_ORDINAL_0, READY_PEERS, READY_PREDECESSOR, READY_SELF } from './problem';
import { begin, end, get, put } from './row';
import { canAttach } from './volumes';

/** Pods of a broken template never run. */
export const isBroken = (template: number): boolean => (problem.brokenTemplates >>> template & 1) === 1;

/** Whether a process runs there that its peers can talk to. One on a node that does not answer cannot be reached. */
const runs = (j: number): boolean => get(f.phase(j)) === f.RUNNING && get(f.deleting(j)) === 0 && isReachable(j);

export function isReachable(j: number): boolean {
  const at = get(f.node(j));
  return at === 0 || get(f.nodeState(at - 1)) === f.NODE_READY;
}

/**
 * Whether the name of a pod resolves. How long an answer lags, or "no such name" is kept (30 s in CoreDNS), only delays whoever asks, and
 * a process may take any time to become ready; so it is no state of its own.
 */
function resolves(j: number): boolean {
  return problem.names === NAMES_PUBLISHED || problem.names === NAMES_WHEN_READY && get(f.ready(j)) === 1;
}

/** A peer that ordinal i finds and talks to. An engine that asks for a quorum talks to its peers before it is ready. */
const isPeerOf = (i: number, j: number, names: boolean): boolean => runs(j) && (i === j || !names || resolves(j));

function peersOf(i: number, names: boolean): number {
  let n = 0;
  for (let j = 0; j < problem.slots; j++) if (isPeerOf(i, j, names)) n++;
  return n;
}

function hasPeersOfLastRun(i: number, names: boolean): boolean {
  const needed = get(f.peersOfLastRun(i));
  for (let j = 0; j < problem.slots; j++) if ((needed >>> j & 1) === 1 && !isPeerOf(i, j, names)) return false;
  return true;
}

/**
 * Whether the readiness probe of ordinal i can succeed now, or could if names mattered not. Only `self` is independent of the other ordinals; the
 * others name a position or count, so they get no proof for every replica count.
 */
export function canBeReady(i: number, names: boolean): boolean {
  switch (problem.readiness) {
    case READY_SELF: return true;
    case READY_ORDINAL_0: return i === 0 || get(f.ready(0)) === 1 && (!names || resolves(0));
    case READY_PREDECESSOR: return i === 0 || get(f.ready(i - 1)) === 1 && (!names || resolves(i - 1));
    case READY_MAJORITY: return 2 * peersOf(i, names) > problem.peers;
    case READY_PEERS: return hasPeersOfLastRun(i, names);
    default: return true;
  }
}

/**
 * A member remembers which peers ran when it stopped. Without a volume a new pod knows nothing of them. One that waits in vain for those of an
 * earlier run keeps waiting for them.
 */
export function rememberPeers(i: number): void {
  if (problem.readiness !== READY_PEERS || get(f.phase(i)) !== f.RUNNING || get(f.peersOfLastRun(i)) !== 0) return;
  let peers = 0;
  for (let j = 0; j < problem.slots; j++) if (j !== i && get(f.phase(j)) === f.RUNNING && isReachable(j)) peers |= 1 << j;
  put(f.peersOfLastRun(i), peers);
}

/** Processes that outlive their pod end when their kubelet sees that the pod is gone. */
function reap(i: number): void {
  const left = get(f.leftover(i));
  if (left === 0) return;
  if (problem.nodes === 0) {
    begin(); put(f.leftover(i), 0); end(label(KUBELET_REAP, i, 0));
    return;
  }
  for (let n = 0; n < problem.nodes; n++) {
    if ((left >>> n & 1) === 0 || get(f.nodeState(n)) !== f.NODE_READY) continue;
    begin(); put(f.leftover(i), left & ~(1 << n)); end(label(KUBELET_REAP, i, n + 1));
  }
}

/** The object goes only after the process has ended (status_manager.go:canBeDeleted). */
function stop(i: number): void {
  begin(); rememberPeers(i); removePod(i); end(label(KUBELET_STOP, i, 0));
}

function start(i: number): void {
  const at = get(f.node(i));
  if (at > 0 && !canAttach(i, at - 1)) return;
  begin();
  put(f.phase(i), f.RUNNING);
  put(f.attached(i), at);
  if (problem.claims === 0) put(f.peersOfLastRun(i), 0);
  for (let k = i * problem.claims; k < (i + 1) * problem.claims; k++) {
    put(f.claimData(k), 1);
    if (get(f.holds(get(f.volume(k)) - 1)) === 0) put(f.holds(get(f.volume(k)) - 1), i + 1);
  }
  wake();
  end(label(KUBELET_START, i, 0));
}

/** The kubelet of the node that a pod was given to (pkg/kubelet): starts, probes and stops its containers. */
export function kubelet(i: number): void {
  if (isReachable(i)) lookAfter(i);
  reap(i);
}

function lookAfter(i: number): void {
  const at = get(f.phase(i));
  if (get(f.deleting(i)) === 1) {
    stop(i);
  } else if (at === f.SCHEDULED && !isBroken(get(f.revision(i)))) {
    start(i);
  } else if (at === f.RUNNING && get(f.ready(i)) === 0 && canBeReady(i, true)) {
    begin(); put(f.ready(i), 1); put(f.peersOfLastRun(i), 0); wake(); end(label(KUBELET_READY, i, 0));
  } else if (problem.readiness === READY_MAJORITY && get(f.ready(i)) === 1 && !canBeReady(i, true)) {
    // A probe that asks for a quorum fails when the quorum goes. The other models ask for others only to start.
    begin(); put(f.ready(i), 0); put(f.available(i), 0); wake(); end(label(KUBELET_UNREADY, i, 0));
  }
}

/** minReadySeconds pass; the controller set itself a timer for it. */
export function time(i: number): void {
  if (get(f.ready(i)) === 1 && get(f.available(i)) === 0) {
    begin(); put(f.available(i), 1); wake(); end(label(TIME, i, 0));
  }
}
