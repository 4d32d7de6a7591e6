import { kindOf } from './write';

/** What the API server may answer to a write. */
export const DONE = 0;
export const ALREADY_EXISTS = 1;
/** 422: validation does not let it pass. */
export const INVALID = 2;
export const NOT_FOUND = 3;
/** 409: the object has changed since it was read, or is another one of the same name. */
export const CONFLICT = 4;
/** Anything else: forbidden, timed out, an internal error. */
export const FAILED = 5;

/**
 * Errors that the API server is to answer, whatever the state: each to the next so many writes of some kinds, of one object or of any. Faults
 * of recordings; without any, all this costs one comparison.
 */
const MAX_PLANS = 64;
const planKinds = new Int32Array(MAX_PLANS);
const planObject = new Int32Array(MAX_PLANS);
const planAnswer = new Int32Array(MAX_PLANS);
const planLeft = new Int32Array(MAX_PLANS);
let plans = 0;

/** Any object. */
export const ANY = -1;

/**
 * Plans an error.
 *
 * @param kinds bit k is set for writes of kind k (write.ts)
 * @throws RangeError beyond the most plans there is room for
 */
export function planAnswers(kinds: number, object: number, code: number, times: number): void {
  if (plans === MAX_PLANS) throw new RangeError(`more than ${MAX_PLANS} planned errors`);
  planKinds[plans] = kinds;
  planObject[plans] = object;
  planAnswer[plans] = code;
  planLeft[plans++] = times;
}

export function forgetPlans(): void {
  plans = 0;
}

/** The error planned for this write, which is used up by it, or DONE. The plan made first comes first. */
export function plannedAnswer(write: number, object: number): number {
  for (let k = 0; k < plans; k++) {
    if (planLeft[k] > 0 && (planKinds[k] >>> kindOf(write) & 1) === 1 && (planObject[k] === ANY || planObject[k] === object)) {
      planLeft[k]--;
      return planAnswer[k];
    }
  }
  return DONE;
}
