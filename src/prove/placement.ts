import { MAX_SLOTS } from '../cluster/fields';
import { BINDS_WITH_POD, MAX_NODES, type Placement } from '../cluster/placement';

/** So many nodes, one zone for every three of them, dealt round robin. */
function zonesOf(nodes: number): number[] {
  const zones = Math.max(1, Math.floor(nodes / 3));
  return Array.from({ length: nodes }, (_, node) => node % zones);
}

/** The cluster that is assumed where none is described: a node for each replica and one to spare, and a class that provisions where a pod is. */
export function assumedPlacement(replicas: number): Placement {
  const zones = zonesOf(Math.min(MAX_NODES, replicas + 1));
  const nodesOf = (zone: number) => zones.reduce((mask, each, node) => each === zone ? mask | 1 << node : mask, 0);
  return {
    zones,
    eligible: (1 << zones.length) - 1,
    room: zones.map(() => MAX_SLOTS),
    apart: 0,
    spread: [],
    binding: BINDS_WITH_POD,
    places: [...new Set(zones)].map(nodesOf),
    staticVolumes: false,
    reclaimDeletes: true,
    singleNode: true,
    toleratesUnreachable: false,
  };
}
