import { placementOf } from './placement';
import type { Subject } from './subject';
import { ANYWHERE, BINDS_NEVER, MAX_NODES, type Placement } from '../cluster/placement';
import type { Problem } from '../cluster/problem';

/** Whether it could matter to so many pods where they are. */
function decides({ zones, eligible, room, apart, spread, binding, staticVolumes }: Placement, pods: number): boolean {
  return eligible !== (1 << zones.length) - 1 || room.some((most) => most < pods) || apart !== 0 || spread.length > 0
    || binding === BINDS_NEVER || staticVolumes;
}

/**
 * A problem as it is on a quiet day: caches do not lag, who edits a set waits until it is there, and it is the whole set, not only as much of it as the problem
 * asks about. One run can afford all nodes of the cluster. Where nobody describes a cluster and nothing in the manifest asks where pods are, nodes would
 * only be noise; and of a set that outgrows the nodes that a model can have they would be too few.
 */
export function onQuietDay(subject: Subject, problem: Problem): { readonly subject: Subject; readonly problem: Problem } {
  const { cluster, manifest, kubernetes } = subject;
  const { replicas, peers, claims, whenScaledDelete, whenDeletedDelete } = subject.problem;
  const slots = Math.max(problem.slots, replicas);
  const placed = placementOf(manifest, kubernetes, cluster, slots);
  const isDescribed = cluster.nodes !== undefined;
  const nodes = problem.nodes || isDescribed || decides(placed.placement, slots) && slots < MAX_NODES;
  const settled = problem.settled || problem.edits.length > 0;
  return {
    subject: { ...subject, ...placed },
    problem: {
      ...problem,
      ...{ replicas, slots, peers, claims, whenScaledDelete, whenDeletedDelete, settled, nodes },
      placement: nodes ? placed.placement : ANYWHERE,
      staleCaches: false,
      onlyPlacing: false,
    },
  };
}
