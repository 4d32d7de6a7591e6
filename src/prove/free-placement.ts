import type { Placement } from '../cluster/placement';
import { BINDS_NEVER } from '../cluster/placement';

const sizeOf = (nodes: number): number => nodes.toString(2).replaceAll('0', '').length;

/**
 * Whether nothing keeps any pod of the set from any node, but perhaps a volume that ties it to its zone, where there are other nodes left when so many are lost.
 * Then it only matters of a pod whether its node is one to which something happens.
 */
export function isFree({ zones, eligible, room, apart, spread, binding, places, staticVolumes }: Placement, lost = 1, pods = 64): boolean {
  return eligible === (1 << zones.length) - 1 && room.every((most) => most >= pods) && apart === 0 && spread.length === 0
    && binding !== BINDS_NEVER && !staticVolumes && places.every((nodes) => sizeOf(nodes) > lost);
}

/**
 * A free placement with fewer nodes, all in one zone. All nodes to which nothing happens are as good as one, so that as many are enough as something can happen to, and
 * one more. Whatever happens there happens in the cluster to a set that has all its volumes in the zone of the lost node.
 */
export function fewerNodes(placement: Placement, count: number): Placement {
  const nodes = Math.min(count, placement.zones.length);
  const all = (1 << nodes) - 1;
  return { ...placement, zones: Array.from({ length: nodes }, () => 0), room: placement.room.slice(0, nodes), eligible: all, places: [all] };
}
