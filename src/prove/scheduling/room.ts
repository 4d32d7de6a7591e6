/** How many pods of the set a node has room for: scheduler, plugins/noderesources/fit.go and plugins/nodeports. */
import { quantityOf } from '../../manifest/admission/quantity';
import { list, number, object, objectIf, text } from '../../manifest/admission/values';
import type { JsonObject } from '../../manifest/objects';
import type { ClusterNode } from '../cluster';

/** Amounts of resources, in units of 10^-9. */
type Amounts = ReadonlyMap<string, bigint>;

/** Those of the node that the set does not state are no bound. */
export function roomOn(node: ClusterNode, pod: JsonObject, most: number): number {
  const wanted = requestsOf(pod);
  const { pods, ...stated } = node.allocatable;
  const rooms = Object.entries(stated).flatMap(([resource, { nanos }]) => {
    const request = counted(resource, wanted.get(resource) ?? 0n);
    return request > 0n ? [Number(counted(resource, nanos) / request)] : [];
  });
  return Math.min(most, ...pods === undefined ? [] : [Number(counted('pods', pods.nanos))], ...rooms, ...usesHostPorts(pod) ? [1] : []);
}

/** What a node lacks for one pod more beside so many others of the set, and whether even an empty node would (noderesources/fit.go:fitsRequest). */
export function lackingOn(
  { allocatable }: ClusterNode, pod: JsonObject, others: number,
): { readonly resources: readonly string[]; readonly tooSmall: boolean } {
  const { pods, ...stated } = allocatable;
  const wanted = requestsOf(pod);
  const short = (resource: string, nanos: bigint, count: bigint): boolean => {
    const request = counted(resource, wanted.get(resource) ?? 0n);
    return request > 0n && request * count > counted(resource, nanos);
  };
  const lacking = (count: bigint) => Object.entries(stated).filter(([resource, { nanos }]) => short(resource, nanos, count)).map(([resource]) => resource);
  const isFull = pods !== undefined && counted('pods', pods.nanos) <= BigInt(others);
  return { resources: [...isFull ? ['pods'] : [], ...lacking(BigInt(others + 1))], tooSmall: lacking(1n).length > 0 };
}

/** The scheduler counts whole units, and of cpu thousandths, rounded up (framework/types.go:Resource.Add). */
function counted(resource: string, nanos: bigint): bigint {
  const unit = resource === 'cpu' ? 1_000_000n : 1_000_000_000n;
  return (nanos + unit - 1n) / unit;
}

/** component-helpers, resource/helpers.go:PodRequests. The pod is as the API server keeps it: requests that are left out are the limits. */
export function requestsOf(pod: JsonObject): Amounts {
  const ofPod = podLevelRequests(pod, containerRequests(pod));
  return sum([ofPod, amountsIn(object(pod, 'overhead'))]);
}

/** Containers run at once; init containers one after another, beside the sidecars that started before (AggregateContainerRequests, KEP-753). */
function containerRequests(pod: JsonObject): Amounts {
  let running = sum(list(pod, 'containers').map(requests));
  let sidecars: Amounts = new Map();
  let most: Amounts = new Map();
  for (const container of list(pod, 'initContainers')) {
    const own = requests(container);
    if (isSidecar(container)) running = sum([running, own]);
    const together = sum([sidecars, own]);
    if (isSidecar(container)) sidecars = together;
    most = larger(most, together);
  }
  return larger(running, most);
}

/** Resources of the pod as a whole take the place of those of its containers (PodRequests; what is left out: core/v1/defaults.go:defaultPodRequests). */
function podLevelRequests(pod: JsonObject, ofContainers: Amounts): Amounts {
  const resources = objectIf(pod, 'resources');
  if (resources === undefined) return ofContainers;
  const [written, limits] = [amountsIn(object(resources, 'requests')), amountsIn(object(resources, 'limits'))];
  const result = new Map(ofContainers);
  for (const [resource, amount] of limits) {
    if (isOfPods(resource) && (!ofContainers.has(resource) || isHugePages(resource))) result.set(resource, amount);
  }
  for (const [resource, amount] of written) if (isOfPods(resource)) result.set(resource, amount);
  return result;
}

/** IsSupportedPodLevelResource. */
const isOfPods = (resource: string): boolean => ['cpu', 'memory'].includes(resource) || isHugePages(resource);

/** They cannot be overcommitted, so the pod's own limit counts (IsOvercommitAllowed). */
const isHugePages = (resource: string): boolean => resource.startsWith('hugepages-');

const isSidecar = (container: JsonObject): boolean => text(container, 'restartPolicy') === 'Always';

const requests = (container: JsonObject): Amounts => amountsIn(object(object(container, 'resources'), 'requests'));

const amountsIn = (of: JsonObject): Amounts => new Map(Object.entries(of).map(([resource, value]) => [resource, quantityOf(value).nanos]));

function sum(all: readonly Amounts[]): Amounts {
  const result = new Map<string, bigint>();
  for (const amounts of all) for (const [resource, amount] of amounts) result.set(resource, (result.get(resource) ?? 0n) + amount);
  return result;
}

function larger(a: Amounts, b: Amounts): Amounts {
  const result = new Map(a);
  for (const [resource, amount] of b) if (amount > (result.get(resource) ?? 0n)) result.set(resource, amount);
  return result;
}

/** A port of a node is free once, and all pods of a set want the same (scheduler, util/utils.go:GetHostPorts). */
export function usesHostPorts(pod: JsonObject): boolean {
  const running = [...list(pod, 'containers'), ...list(pod, 'initContainers').filter(isSidecar)];
  return running.some((container) => list(container, 'ports').some((port) => number(port, 'hostPort') > 0));
}
