/** Events that the controller records about a set, as numbers (stateful_pod_control.go: recordPodEvent, recordClaimEvent). */
export const POD_CREATED = 0;
export const POD_NOT_CREATED = 1;
export const POD_DELETED = 2;
export const POD_NOT_DELETED = 3;
export const POD_UPDATED = 4;
export const POD_NOT_UPDATED = 5;
export const CLAIM_CREATED = 6;
export const CLAIM_NOT_CREATED = 7;
/** Somebody else manages the claim (UpdatePodClaimForRetentionPolicy). */
export const CONFLICTING_CONTROLLER = 8;

/** @param object the pod's number, or the claim's */
export const eventOf = (kind: number, object: number): number => kind << 8 | object;
export const kindOfEvent = (event: number): number => event >>> 8;
export const objectOfEvent = (event: number): number => event & 0xff;
