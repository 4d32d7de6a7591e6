import type { Placement } from '../cluster/placement';
import { BINDS_NEVER } from '../cluster/placement';

/** Whether nothing keeps any pod or volume of the set from any node: then all nodes are alike, however many pods they have. */
export function isFree({ zones, eligible, room, apart, spread, binding, places, staticVolumes }: Placement, pods = 64): boolean {
  const all = (1 << zones.length) - 1;
  return eligible === all && room.every((most) => most >= pods) && apart === 0 && spread.length === 0
    && binding !== BINDS_NEVER && !staticVolumes && places.every((nodes) => nodes === all);
}

/**
 * A free placement with fewer nodes. As nothing tells its nodes apart, it only matters of a pod whether its node is one to which something happens; all others can
 * be one node, so that as many are enough as something can happen to, and one more.
 */
export function fewerNodes(placement: Placement, count: number): Placement {
  const nodes = Math.min(count, placement.zones.length);
  const all = (1 << nodes) - 1;
  return { ...placement, zones: placement.zones.slice(0, nodes), room: placement.room.slice(0, nodes), eligible: all, places: [all] };
}
