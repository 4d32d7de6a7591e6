import { wake } from './apiserver';
import { kindOfNode, nodesOfPlace, problem, roomOn, spreadCounted, spreadDomain, spreadMinDomains, spreadSkew, zoneOf } from './current-problem';
import * as f from './fields';
import { SCHEDULER, label } from './label';
import { BINDS_AT_ONCE, BINDS_NEVER, BINDS_WITH_POD, BY_NODE, BY_ZONE } from './placement';
import { begin, end, get, put } from './row';

/**
 * The scheduler (pkg/scheduler/framework/plugins): which nodes it may give a pod, not which it prefers. Every node that passes the filters is a choice that
 * is explored, because the scores depend on what else runs in the cluster.
 */

const isOn = (j: number, n: number): boolean => get(f.node(j)) === n + 1;

/** Whether two nodes count as one place for a rule of this domain. */
const areTogether = (domain: number, a: number, b: number): boolean => domain === BY_NODE ? a === b : zoneOf[a] === zoneOf[b];

/** How many pods of the set are on a node, terminating ones too: they hold their resources and ports (noderesources, nodeports). */
export function podsOn(n: number): number {
  let count = 0;
  for (let j = 0; j < problem.slots; j++) if (isOn(j, n)) count++;
  return count;
}

/** Required anti-affinity looks at every pod that is there, terminating or not (interpodaffinity/filtering.go:satisfyPodAntiAffinity). */
export function isApart(i: number, n: number, domain: number): boolean {
  if ((problem.apart >>> domain & 1) === 0) return true;
  for (let j = 0; j < problem.slots; j++) if (j !== i && get(f.node(j)) > 0 && areTogether(domain, get(f.node(j)) - 1, n)) return false;
  return true;
}

/** Pods in the domain of a node. Terminating ones do not count (podtopologyspread/common.go:countPodsMatchSelector). */
function countInDomain(domain: number, n: number): number {
  let count = 0;
  for (let j = 0; j < problem.slots; j++) if (get(f.node(j)) > 0 && get(f.deleting(j)) === 0 && areTogether(domain, get(f.node(j)) - 1, n)) count++;
  return count;
}

/** Whether node m counts for a constraint. One that is unreachable or cordoned does: by default taints are ignored (nodeTaintsPolicy). */
const counts = (s: number, m: number): boolean => (spreadCounted[s] >>> m & 1) === 1 && get(f.nodeState(m)) !== f.NODE_GONE;

/** How many domains count: of each, its first node. */
function domainsOf(s: number): number {
  let count = 0;
  for (let m = 0; m < problem.nodes; m++) {
    let first = counts(s, m);
    for (let before = 0; before < m && first; before++) if (counts(s, before) && areTogether(spreadDomain[s], before, m)) first = false;
    if (first) count++;
  }
  return count;
}

/** The fewest pods that a domain has: none where there are fewer domains than there should be (podtopologyspread/filtering.go:minMatchNum). */
function leastIn(s: number): number {
  if (domainsOf(s) < spreadMinDomains[s]) return 0;
  let least = problem.slots;
  for (let m = 0; m < problem.nodes; m++) if (counts(s, m)) least = Math.min(least, countInDomain(spreadDomain[s], m));
  return least;
}

/** podtopologyspread/filtering.go:Filter. */
export const isSpread = (n: number, s: number): boolean => countInDomain(spreadDomain[s], n) + 1 - leastIn(s) <= spreadSkew[s];

/** Whether a volume that is there already is still to be had: no claim has it, and none had it (pv_controller.go:findBestMatchForClaim). */
function isFree(place: number): boolean {
  if (problem.staticVolumes === 0) return true;
  if (get(f.released(place)) === 1) return false;
  for (let k = 0; k < problem.slots * problem.claims; k++) if (get(f.claim(k)) === f.CLAIM_BOUND && get(f.volume(k)) === place + 1) return false;
  return true;
}

const reaches = (place: number, n: number): boolean => (nodesOfPlace[place] >>> n & 1) === 1;

/** The first place that a node reaches and where a claim may get its volume, or -1. Places that reach the same nodes are alike. */
function placeFor(n: number): number {
  for (let place = 0; place < problem.places; place++) if (reaches(place, n) && isFree(place)) return place;
  return -1;
}

/** Whether another claim could be bound at all, on a node that these pods may have. */
export function isVolumeLeft(): boolean {
  for (let place = 0; place < problem.places; place++) {
    if (problem.binding !== BINDS_NEVER && (nodesOfPlace[place] & problem.eligible) !== 0 && isFree(place)) return true;
  }
  return false;
}

/** A bound claim ties its pod to the nodes that reach the volume; one that waits for its first consumer needs a volume there (volumebinding/binder.go). */
export function claimAllows(k: number, n: number): boolean {
  if (get(f.claimDeleting(k)) === 1) return false;
  switch (get(f.claim(k))) {
    case f.CLAIM_BOUND: return reaches(get(f.volume(k)) - 1, n);
    case f.CLAIM_PENDING: return problem.binding === BINDS_WITH_POD && placeFor(n) >= 0;
    default: return false;
  }
}

function claimsAllow(i: number, n: number): boolean {
  for (let k = i * problem.claims; k < (i + 1) * problem.claims; k++) if (!claimAllows(k, n)) return false;
  return true;
}

/** Whether node n passes all filters for pod i. */
export function isFeasible(i: number, n: number): boolean {
  if ((problem.eligible >>> n & 1) === 0 || get(f.nodeState(n)) !== f.NODE_READY || get(f.DRAINING) === n + 1) return false;
  if (podsOn(n) >= roomOn[n] || !isApart(i, n, BY_NODE) || !isApart(i, n, BY_ZONE)) return false;
  for (let s = 0; s < problem.spreads; s++) if (!isSpread(n, s)) return false;
  return claimsAllow(i, n);
}

/** Whether anything in this state tells a node from another one of its kind. */
export function isTouched(n: number): boolean {
  if (get(f.nodeState(n)) !== f.NODE_READY || get(f.DRAINING) === n + 1) return true;
  for (let j = 0; j < problem.slots; j++) if (isOn(j, n) || (get(f.leftover(j)) >>> n & 1) === 1 || get(f.attached(j)) === n + 1) return true;
  return false;
}

/**
 * Of nodes that nothing tells apart only the first is a choice: exchanging two of them in a whole run gives a run again, so what follows
 * from the others is the same but for their names.
 */
export function isFirstOfItsKind(n: number): boolean {
  if (problem.mergesNodes === 0 || isTouched(n)) return true;
  for (let m = 0; m < n; m++) if (kindOfNode[m] === kindOfNode[n] && !isTouched(m)) return false;
  return true;
}

/** Gives the pod its node. A claim that waited for it is bound where the node is (volumebinding/volume_binding.go:PreBind). */
export function assign(i: number, n: number): void {
  put(f.phase(i), f.SCHEDULED);
  put(f.node(i), n + 1);
  if (problem.onlyPlacing) put(f.ready(i), 1);
  for (let k = i * problem.claims; k < (i + 1) * problem.claims; k++) {
    if (get(f.claim(k)) !== f.CLAIM_PENDING) continue;
    put(f.claim(k), f.CLAIM_BOUND);
    put(f.volume(k), placeFor(n) + 1);
  }
  wake();
}

/** Whether all claims of an ordinal have their volumes and none is being deleted. */
function claimsAreBound(i: number): boolean {
  for (let k = i * problem.claims; k < (i + 1) * problem.claims; k++) if (get(f.claim(k)) !== f.CLAIM_BOUND || get(f.claimDeleting(k)) === 1) return false;
  return true;
}

/** Gives a pending pod a node: any that passes, or where nodes are no part of the state, one that there always is. */
export function schedule(i: number): void {
  if (get(f.phase(i)) !== f.PENDING) return;
  if (problem.nodes === 0) {
    if (!claimsAreBound(i)) return;
    begin(); put(f.phase(i), f.SCHEDULED); wake(); end(label(SCHEDULER, i, 0));
    return;
  }
  for (let n = 0; n < problem.nodes; n++) {
    if (!isFeasible(i, n) || !isFirstOfItsKind(n)) continue;
    begin(); assign(i, n); end(label(SCHEDULER, i, n + 1));
  }
}

/** The binder gives a claim its volume without waiting for a pod, wherever there is one: the pod has to follow (pv_controller.go:syncUnboundClaim). */
export function canBindAt(place: number): boolean {
  return problem.binding === BINDS_AT_ONCE && isFree(place);
}
