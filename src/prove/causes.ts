import type { Search } from './explore';
import { some } from './quantifiers';
import { problem } from '../cluster/current-problem';
import * as f from '../cluster/fields';
import { canBeReady } from '../cluster/kubelet';
import { get, read } from '../cluster/row';
import { isVolumeLeft } from '../cluster/scheduler';

// Why a set cannot go on, from the state that it is left in.
/** Something that waits for readiness, or for nobody. */
export const WAITS = 0;
/** A pod of a node that does not answer is never gone. */
export const LOST_NODE = 1;
/** A claim gets no volume. */
export const UNBOUND = 2;
/** A pod gets no node. */
export const UNSCHEDULABLE = 3;
/** A drain does not end. */
export const UNDRAINED = 4;
/** A pod waits for a peer whose name does not resolve. */
export const UNRESOLVED = 5;
/** A set is gone, and a claim stays that its policy gives up. */
export const LEFT_BEHIND = 6;
/** A pod waits for a claim that was taken away, and nobody makes it again. */
export const CLAIM_GONE = 7;

export const CAUSES = [WAITS, LOST_NODE, UNBOUND, UNSCHEDULABLE, UNDRAINED, UNRESOLVED, LEFT_BEHIND, CLAIM_GONE];

const isLost = (n: number): boolean => get(f.nodeState(n)) !== f.NODE_READY;
const isPending = (i: number): boolean => get(f.phase(i)) === f.PENDING;
const isUnbound = (k: number): boolean => get(f.claim(k)) === f.CLAIM_PENDING && get(f.claimDeleting(k)) === 0;
const waitsForNames = (i: number): boolean => get(f.phase(i)) === f.RUNNING && get(f.ready(i)) === 0 && !canBeReady(i, true) && canBeReady(i, false);

const lacksClaim = (i: number): boolean => isPending(i) && some(problem.claims, (j) => get(f.claim(i * problem.claims + j)) === f.CLAIM_ABSENT);
/** Where there is a volume to be had, a claim that waits for its first consumer waits for the node, not the other way round. */
const lacksVolume = (i: number): boolean => isPending(i) && some(problem.claims, (j) => isUnbound(i * problem.claims + j)) && !isVolumeLeft();

/** The cause of a state in which a set is stuck, of the problem in use: what explains most comes first. */
export const causeOf = (search: Search, state: number): number => causeIn(search.rows, state * search.layout.words);

/** The same of the row at this offset. */
export function causeIn(rows: Int32Array, offset: number): number {
  read(rows, offset);
  const { slots } = problem;
  if (get(f.SET_GONE) === 1) return LEFT_BEHIND;
  if (some(problem.nodes, isLost)) return LOST_NODE;
  if (get(f.DRAINING) > 0) return UNDRAINED;
  if (some(slots, lacksClaim)) return CLAIM_GONE;
  if (some(slots, lacksVolume)) return UNBOUND;
  if (problem.nodes > 0 && some(slots, isPending)) return UNSCHEDULABLE;
  if (some(slots, waitsForNames)) return UNRESOLVED;
  return WAITS;
}
