import type { OwnPods } from './own-pods';
import { keepsApartBy, hardSpreads, namesAsked, namesInTerm } from './topology';
import { MAX_NODES } from '../../cluster/placement';
import { number, text } from '../../manifest/admission/values';
import type { JsonObject } from '../../manifest/objects';
import { Cluster, ClusterNode, placed } from '../cluster';
import { HOSTNAME, OLD_ZONE, ZONE } from '../cluster-profile';

/** One zone for so many nodes. */
const NODES_OF_ZONE = 3;

/**
 * The nodes of a cluster that nobody describes: one for each replica and one to spare, dealt to one zone for every three of them, and to more where the
 * manifest cannot do with fewer. They have the names and zones that pods and volumes ask for, no taints, and room for all.
 */
export function assumedNodes(own: OwnPods, cluster: Cluster, replicas: number): ClusterNode[] {
  const terms = cluster.volumes.flatMap(({ nodeSelectorTerms = [] }) => nodeSelectorTerms);
  const names = namesOf([HOSTNAME, 'metadata.name'], own.pod, terms);
  const ofClasses = cluster.storageClasses.flatMap(({ allowedTopologies }) => allowedTopologies.flatMap((term) => Object.hasOwn(term, ZONE) ? term[ZONE] : []));
  const zoneNames = [...new Set([...namesOf([ZONE, OLD_ZONE], own.pod, terms), ...ofClasses])];
  const zonesOfVolumes = new Set(terms.flatMap((term) => namesInTerm(term, [ZONE, OLD_ZONE]))).size;
  const nodes = Math.min(MAX_NODES, Math.max(replicas + 1, names.length, zonesOfVolumes));
  const zones = Math.min(nodes, Math.max(1, Math.floor(nodes / NODES_OF_ZONE), zonesOfVolumes, ...zonesNeeded(own, cluster, nodes)));
  return Array.from({ length: nodes }, (_, index) => {
    const name = names[index] ?? `node-${index}`;
    const zone = zoneNames[index % zones] ?? `zone-${index % zones}`;
    return { name, labels: placed(name, zone, {}), taints: [], allocatable: {}, anyLabels: true };
  });
}

const namesOf = (keys: readonly string[], pod: JsonObject, terms: readonly JsonObject[]): string[] =>
  [...new Set([...namesAsked(pod, keys), ...terms.flatMap((term) => namesInTerm(term, keys))])];

/** Pods that keep apart by zone need one each, and a spread says how many it wants. */
function zonesNeeded(own: OwnPods, cluster: Cluster, nodes: number): number[] {
  const spreads = hardSpreads(own.pod).filter((each) => [ZONE, OLD_ZONE].includes(text(each, 'topologyKey')));
  return [...[ZONE, OLD_ZONE].some((key) => keepsApartBy(key, own, cluster)) ? [nodes] : [], ...spreads.map((each) => number(each, 'minDomains'))];
}
