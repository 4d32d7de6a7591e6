/** Names of pods, as upstream reads them (stateful_set_utils.go: getParentNameAndOrdinal, isMemberOf). */

const POD_NAME = /^(.*)-([0-9]+)$/;
const MAX_ORDINAL = 2 ** 31 - 1;

/** Whether a pod of this name can be the set's: `web-01` and `web-99999999999` can. */
export const isMemberName = (set: string, pod: string): boolean => POD_NAME.exec(pod)?.[1] === set;

/** The ordinal in a member's name, or undefined where it is too large to count. */
export function ordinalIn(pod: string): number | undefined {
  const ordinal = Number(POD_NAME.exec(pod)?.[2] ?? NaN);
  return ordinal <= MAX_ORDINAL ? ordinal : undefined;
}

/** By ordinal, then by name: the order in which the recorder lists objects. */
export function byListing(a: string, b: string): number {
  const [x, y] = [ordinalIn(a), ordinalIn(b)];
  if (x !== undefined && y !== undefined && x !== y) return x - y;
  return a < b ? -1 : Number(a > b);
}
