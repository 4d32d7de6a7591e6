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
/** The choice of the garbage collector's step where its object is a pod. Else it is a claim. */
export const COLLECTS_POD = 1;
export const PROTECTION = 10;
export const CACHE = 11;
/** A sync that no event asked for: the informers' resync, or a wake-up that came late. */
export const RESYNC = 12;
export const FAULT_UNREADY = 13;
export const FAULT_FAILED = 14;
export const FAULT_DELETED = 15;
/** The controller dies, or the API server refuses, after some of a sync's writes. */
export const FAULT_INTERRUPTED = 16;

/** @param object the ordinal, or the index of the claim or of the edit. @param choice what else tells this step from others of its actor. */
export const label = (actor: number, object: number, choice: number): number => actor | object << 8 | choice << 16;
export const actorOf = (step: number): number => step & 0xff;
export const objectOf = (step: number): number => step >>> 8 & 0xff;
export const choiceOf = (step: number): number => step >>> 16;

/**
 * Steps that must happen in the end if they stay possible (weak fairness): everything that Kubernetes does by itself. Users
 * and faults may stop.
 */
export const isFair = (actor: number): boolean => actor >= CONTROLLER && actor <= CACHE || actor === KUBELET_UNREADY;
/** Readiness that a quorum gave goes with the quorum. */
export const KUBELET_UNREADY = 17;

/** Whether the controller took this step, whole or cut short. */
export const isSync = (step: number): boolean => {
  const actor = actorOf(step);
  return actor === CONTROLLER || actor === RESYNC || actor === FAULT_INTERRUPTED;
};
