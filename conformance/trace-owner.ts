/** Whom the owner references of a claim name, in the model's words. */
import type { Claim } from './trace-format';
import type { ClusterState } from './trace-state';
import { OWNER_GONE, OWNER_NONE, OWNER_POD, OWNER_SET } from '../src/cluster/fields';

/** The owner of a claim of this pod, or undefined where the model has no word for it: several, foreign or non-controller ones, or another set's. */
export function ownerOf(state: ClusterState, claim: Pick<Claim, 'refs'>, pod: string): number | undefined {
  const [reference, ...others] = claim.refs ?? [];
  if (reference === undefined) return OWNER_NONE;
  if (others.length > 0) return undefined;
  if (reference === controller('set', state.set?.uid)) return OWNER_SET;
  if (reference === controller('pod', state.pods.get(pod)?.uid)) return OWNER_POD;
  return new RegExp(`^pod:${pod}#[0-9]+:c:b$`).test(reference) ? OWNER_GONE : undefined;
}

const controller = (kind: string, uid: string | undefined) => `${kind}:${uid}:c:b`;
