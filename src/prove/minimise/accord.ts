import { AUTOSCALER, NODE_RETURNED, USER, actorOf, isFault as isFaultOf } from '../../cluster/label';

const OF_THEIR_OWN_ACCORD = [USER, AUTOSCALER, NODE_RETURNED];

export const isFault = (label: number): boolean => isFaultOf(actorOf(label));

/** Whoever takes the step does it because it wants to, not because of what happened before. */
export const isOfOwnAccord = (label: number): boolean => OF_THEIR_OWN_ACCORD.includes(actorOf(label));
