/** What the API server makes of a deletion. */
import type { Change, Claim, Pod } from '../../../conformance/trace-format';

export const isOver = ({ ph }: Pod): boolean => ph === 'Failed';

/** At once where there is nothing to stop (registry/core/pod/strategy.go:CheckGracefulDelete). */
export function deletedPod(pod: Pod): Change[] {
  if (!pod.node || isOver(pod)) return [goneObject(pod)];
  return pod.del ? [] : [{ ...pod, del: true }];
}

export const goneObject = ({ k, n, uid }: Pod): Change => ({ k, n, uid, gone: true } as Pod);

/** It has a finalizer, which the protection of claims takes away. */
export function claimDeleted(claim: Claim | undefined): Change[] | undefined {
  return claim === undefined || claim.del ? undefined : [{ ...claim, del: true }];
}
