/** Whom the owner references of a claim name, in the model's words. */
import type { Claim } from './trace-format';
import type { ClusterState } from './trace-state';
import { AS_CONTROLLER, EARLIER, NOT_AS_CONTROLLER, NO_REFERENCE, OTHERS, OTHER_CONTROLLER, STALE, codeOf } from '../src/cluster/claim-owners';
import { OWNER_GONE, OWNER_NONE, OWNER_POD, OWNER_SET } from '../src/cluster/fields';

/** The references of a claim of this pod as a code of claim-owners.ts. */
export function referencesOf(state: ClusterState, claim: Pick<Claim, 'refs'>, pod: string): number {
  const references = claim.refs ?? [];
  const set = references.filter(names('set', state.set?.n ?? ''));
  const own = references.filter(names('pod', pod));
  const others = references.filter((reference) => !set.includes(reference) && !own.includes(reference));
  const earlier = hasEarlier(set, state.set?.uid) || hasEarlier(own, state.pods.get(pod)?.uid);
  return codeOf(part(set, state.set?.uid), part(own, state.pods.get(pod)?.uid), earlier ? EARLIER : othersIn(others));
}

function othersIn(references: readonly string[]): number {
  if (references.length === 0) return NO_REFERENCE;
  return references.some(isController) ? OTHER_CONTROLLER : OTHERS;
}

const uidOf = (reference: string) => reference.replace(/(:c)?(:b)?$/, '').split(':')[1];
const hasEarlier = ([first, ...more]: readonly string[], uid: string | undefined) => (
  first !== undefined && uidOf(first) === uid && more.some((reference) => uidOf(reference) !== uid)
);

/** The same as one owner, or undefined where it takes more words. */
export const ownerOf = (code: number): number | undefined => OWNERS.get(code);

const OWNERS = new Map([
  [codeOf(NO_REFERENCE, NO_REFERENCE, 0), OWNER_NONE],
  [codeOf(AS_CONTROLLER, NO_REFERENCE, 0), OWNER_SET],
  [codeOf(NO_REFERENCE, AS_CONTROLLER, 0), OWNER_POD],
  [codeOf(NO_REFERENCE, STALE, 0), OWNER_GONE],
]);

/** The recorder writes `kind:name#1`, or `kind:name:uid` where a scenario made up the UID. */
const names = (kind: string, name: string) => (reference: string) => reference.startsWith(`${kind}:${name}#`) || reference.startsWith(`${kind}:${name}:`);
const isController = (reference: string) => /:c(:b)?$/.test(reference);

/** Of several references to the same, the first says whether it is stale (hasStaleOwnerRef), and any whether one is no controller. */
function part(references: readonly string[], uid: string | undefined): number {
  const [first] = references;
  if (first === undefined) return NO_REFERENCE;
  if (uid === undefined || uidOf(first) !== uid) return STALE;
  return references.every(isController) ? AS_CONTROLLER : NOT_AS_CONTROLLER;
}
