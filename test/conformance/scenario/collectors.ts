/** Who removes what nobody owns or uses any more: the garbage collector and the protection of claims, each until there is nothing left to do. */
import { claimDeleted, deletedPod, goneObject } from './deletion';
import type { Change, Pod, SetObject } from '../../../conformance/trace-format';
import { byListing } from '../../../conformance/trace-names';
import { ClusterState } from '../../../conformance/trace-state';

/** The UID in a reference such as `set:web#1:c:b`. */
const ownerIn = (reference: string): string => reference.split(':')[1];

/** Deletes objects none of whose owners is left, and takes references to those that are gone off the others (garbagecollector.go:attemptToDeleteItem). */
export function collectGarbage(before: ClusterState): Change[] {
  if (before.set?.del) return orphans(before, before.set);
  const state = copyOf(before);
  const changes: Change[] = [];
  for (let found = [...orphaned(state)]; found.length > 0; found = [...orphaned(state)]) {
    changes.push(...found);
    found.forEach((change) => state.keep(change));
  }
  return changes;
}

/** A set that is deleted with --cascade=orphan goes when its dependents have forgotten it (orphanDependents). Scenarios delete a set in no other slow way. */
function orphans(state: ClusterState, set: SetObject): Change[] {
  const others = (references: readonly string[] = []): string[] => references.filter((reference) => ownerIn(reference) !== set.uid);
  return [
    ...sorted(state.revisions).filter(({ own = [] }) => others(own).length < own.length).map((revision) => ({ ...revision, own: others(revision.own) })),
    ...sorted(state.pods).filter(({ own = [] }) => others(own).length < own.length).map((pod) => ({ ...pod, own: others(pod.own) })),
    ...sorted(state.claims).filter(({ refs = [] }) => others(refs).length < refs.length).map((claim) => ({ ...claim, refs: others(claim.refs) })),
    { ...set, gone: true },
  ];
}

function orphaned(state: ClusterState): Change[] {
  const living = new Set([state.set?.uid, ...[...state.pods.values()].map(({ uid }) => uid)]);
  const look = (references: readonly string[] = [], deleted: () => Change[], kept: (left: string[]) => Change): Change[] => {
    const left = references.filter((reference) => living.has(ownerIn(reference)));
    if (left.length === references.length) return [];
    return left.length === 0 ? deleted() : [kept(left)];
  };
  return [
    ...sorted(state.revisions).flatMap((revision) => look(revision.own, () => [{ k: 'cr', n: revision.n, gone: true }], (own) => ({ ...revision, own }))),
    ...sorted(state.pods).flatMap((pod) => look(pod.own, () => pod.del ? [] : deletedPod(pod), (own) => ({ ...pod, own }))),
    ...sorted(state.claims).flatMap((claim) => look(claim.refs, () => claimDeleted(claim) ?? [], (refs) => ({ ...claim, refs }))),
  ];
}

/** Lets claims go that are being deleted and that no pod on a node uses (volume/pvcprotection). */
export function protectClaims(state: ClusterState): Change[] {
  const used = new Set([...state.pods.values()].filter(({ node }) => node).flatMap(({ pvc = [] }) => pvc));
  return sorted(state.claims).filter(({ n, del }) => del && !used.has(n)).map((claim) => goneObject(claim as unknown as Pod));
}

const sorted = <T extends { readonly n: string }>(objects: ReadonlyMap<string, T>): T[] => [...objects.values()].sort((a, b) => byListing(a.n, b.n));

function copyOf(state: ClusterState): ClusterState {
  const copy = new ClusterState(state.origins);
  if (state.set !== undefined) copy.keep(state.set);
  for (const objects of [state.pods, state.claims, state.revisions]) objects.forEach((object) => copy.keep(object));
  return copy;
}
