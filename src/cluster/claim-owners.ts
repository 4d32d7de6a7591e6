import { problem } from './current-problem';
import * as f from './fields';

/**
 * Owner references of a claim beyond what the policy itself makes: to an earlier set, to others, not as controller, or several. Only recordings
 * have such claims, so they have a field of their own without bits elsewhere. A code has three parts: the reference to the set, the one to the pod
 * of this ordinal, and those to others. Modelled on stateful_set_utils.go (isClaimOwnerUpToDate, updateClaimOwnerRefForSetAndPod).
 */

/** The reference to the set, or to the pod. */
export const NO_REFERENCE = 0;
export const AS_CONTROLLER = 1;
export const NOT_AS_CONTROLLER = 2;
/** The same kind and name, another UID. */
export const STALE = 3;

/** References to others. */
export const OTHERS = 1;
export const OTHER_CONTROLLER = 2;
/** To an earlier set or pod of this name, behind one to the present: taken for another controller, and scrubbed with ours. */
export const EARLIER = 3;

export const codeOf = (set: number, pod: number, others: number): number => set | pod << 2 | others << 4;
export const setPart = (code: number): number => code & 3;
export const podPart = (code: number): number => code >>> 2 & 3;
export const othersPart = (code: number): number => code >>> 4;

/** Somebody else manages the claim (hasUnexpectedController). Where nothing is ever deleted, that is no problem. */
const hasOtherController = (code: number): boolean => othersPart(code) >= OTHER_CONTROLLER
  && (problem.whenScaledDelete === 1 || problem.whenDeletedDelete === 1);

/** What the references should be, given whom the policy wants as the owner. */
function wantedCode(code: number, owner: number): number {
  const kept = othersPart(code) === EARLIER ? NO_REFERENCE : othersPart(code);
  if (hasOtherController(code)) return codeOf(NO_REFERENCE, NO_REFERENCE, kept);
  return codeOf(owner === f.OWNER_SET ? AS_CONTROLLER : NO_REFERENCE, owner === f.OWNER_POD ? AS_CONTROLLER : NO_REFERENCE, kept);
}

/** The references after the controller has looked at them: the same where it finds them in order, or does not touch them as one is stale. */
export function repairedCode(code: number, owner: number): number {
  return setPart(code) === STALE || podPart(code) === STALE ? code : wantedCode(code, owner);
}
