/** Who takes a step. Labels of steps are small integers; names are made when printing. */
export const USER = 0;
export const CONTROLLER = 1;
export const VOLUMES = 2;
export const SCHEDULER = 3;
export const KUBELET_START = 4;
export const KUBELET_READY = 5;
export const KUBELET_STOP = 6;
export const KUBELET_REAP = 7;
export const TIME = 8;
export const COLLECTOR = 9;
// The choice of the garbage collector's step.
export const COLLECTS_CLAIM = 0;
export const COLLECTS_POD = 1;
export const COLLECTS_SET = 2;
/** It only looks whether a claim's owner is there. */
export const LOOKS_AT_CLAIM = 3;
export const PROTECTION = 10;
export const CACHE = 11;
/** A sync that no event asked for: the informers' resync, or a wake-up that came late. */
export const RESYNC = 12;
export const FAULT_UNREADY = 13;
export const FAULT_FAILED = 14;
export const FAULT_DELETED = 15;
/** The controller dies, or the API server refuses, after some of a sync's writes. */
export const FAULT_INTERRUPTED = 16;

/** Readiness that a quorum gave goes with the quorum. */
export const KUBELET_UNREADY = 17;
/** The object of the next four is a node. */
export const NODE_LIFECYCLE = 18;
export const NODE_RETURNED = 19;
export const FAULT_NODE_LOST = 20;
export const DRAINED = 21;
/** Deletes a pod of an unreachable node. */
export const TAINT_EVICTION = 22;
/** Deletes a pod of a node that is drained. */
export const EVICTION = 23;
/** Takes a pod away whose node is gone or out of service. */
export const POD_COLLECTOR = 24;
/** Takes a volume from a node that does not answer. */
export const FORCE_DETACH = 25;
/** Scales the set; the object is the new number of replicas. */
export const AUTOSCALER = 26;
/** A container ends and is started again in its pod. */
export const FAULT_CRASHED = 27;
/** The API server refuses one write of a sync; what the controller does about it is its own. */
export const FAULT_REFUSED = 28;

/** @param object the ordinal, or the index of the claim or of the edit. @param choice what else tells this step from others of its actor. */
export const label = (actor: number, object: number, choice: number): number => actor | object << 8 | choice << 16;
export const actorOf = (step: number): number => step & 0xff;
export const objectOf = (step: number): number => step >>> 8 & 0xff;
export const choiceOf = (step: number): number => step >>> 16;
/** Who takes the step, and on what, in one number: the actor with its object, whatever it chooses. Weak fairness is about each of these. */
export const takerOf = (step: number): number => step & 0xffff;

/**
 * Steps that must happen in the end if they stay possible (weak fairness): everything that Kubernetes does by itself. Users
 * and faults may stop.
 */
export const isFair = (actor: number): boolean => (FAIR >>> actor & 1) === 1;
/** The actors of these, as bits. */
export const fairActors = (): number => FAIR;

const FAIR = [
  CONTROLLER, VOLUMES, SCHEDULER, KUBELET_START, KUBELET_READY, KUBELET_UNREADY, KUBELET_STOP, KUBELET_REAP, TIME, COLLECTOR, PROTECTION, CACHE,
  NODE_LIFECYCLE, DRAINED, TAINT_EVICTION, EVICTION, POD_COLLECTOR, FORCE_DETACH,
].reduce((bits, actor) => bits | 1 << actor, 0);

/** Steps that take one from the faults that may still happen. */
export const isFault = (actor: number): boolean => (FAULTS >>> actor & 1) === 1;
/** The actors of these, as bits. */
export const faultActors = (): number => FAULTS;

const FAULTS = [
  FAULT_UNREADY, FAULT_FAILED, FAULT_DELETED, FAULT_INTERRUPTED, FAULT_NODE_LOST, FAULT_CRASHED, FAULT_REFUSED,
].reduce((bits, actor) => bits | 1 << actor, 0);

/** Whether the controller took this step, whole or cut short. */
export const isSync = (step: number): boolean => {
  const actor = actorOf(step);
  return actor === CONTROLLER || actor === RESYNC || actor === FAULT_INTERRUPTED || actor === FAULT_REFUSED;
};
