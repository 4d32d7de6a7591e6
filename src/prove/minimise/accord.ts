import {
  AUTOSCALER, FAULT_CRASHED, FAULT_DELETED, FAULT_FAILED, FAULT_INTERRUPTED, FAULT_NODE_LOST, FAULT_REFUSED, FAULT_UNREADY, NODE_RETURNED, USER, actorOf,
} from '../../cluster/label';

const FAULTS = [FAULT_CRASHED, FAULT_DELETED, FAULT_FAILED, FAULT_INTERRUPTED, FAULT_NODE_LOST, FAULT_REFUSED, FAULT_UNREADY];
const OF_THEIR_OWN_ACCORD = [USER, AUTOSCALER, NODE_RETURNED];

export const isFault = (label: number): boolean => FAULTS.includes(actorOf(label));

/** Whoever takes the step does it because it wants to, not because of what happened before. */
export const isOfOwnAccord = (label: number): boolean => OF_THEIR_OWN_ACCORD.includes(actorOf(label));
