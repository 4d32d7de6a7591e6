import { RequestError } from './request-error';

const MOST_FAULTS = 100;

/** How many faults one run may have, for a proof and for a model that is to be compared with it. Throws a RequestError where there are too many. */
export function faultsIn(faults = 1): number {
  if (Number.isSafeInteger(faults) && faults >= 0 && faults <= MOST_FAULTS) return faults;
  throw new RequestError(`faults is a whole number from 0 to ${MOST_FAULTS}, not ${faults}: each of them multiplies the states, so with more nothing is explored to its end`);
}
