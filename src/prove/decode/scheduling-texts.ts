import type { Wording } from './wording';

/** Why the scheduler passes a node by: the first filter that objects, which may object to several things. */
export interface Objection {
  /** In the filter's own words. */
  readonly reasons: readonly string[];
  /** Pods of a lower priority could make room (Unschedulable, not UnschedulableAndUnresolvable). */
  readonly preemptable: boolean;
  /** What it means, in words that can follow the node's name in brackets. */
  readonly meaning: string;
  /** What shows more of it. */
  readonly look: string;
}

const NODES = 'describe nodes';
const PODS = 'get pods -o wide';
const VOLUMES = 'get pvc,pv';

const final = (reason: string, meaning: string, look: string): Objection => ({ reasons: [reason], preemptable: false, meaning, look });
const whilePodsAreThere = (reason: string, meaning: string, look: string): Objection => ({ reasons: [reason], preemptable: true, meaning, look });

// In the order in which the filters are asked (scheduler/apis/config/v1/default_plugins.go:getDefaultPlugins).
/** nodeunschedulable. */
export const CORDONED = final('node(s) were unschedulable', 'cordoned', 'get nodes');
/** tainttoleration. */
export const tainted = ({ namesTaints }: Wording, key: string, value: string): Objection => final(
  namesTaints ? `node(s) had untolerated taint {${key}: ${value}}` : 'node(s) had untolerated taint(s)',
  `tainted ${key}${value === '' ? '' : `=${value}`}, which the pod does not tolerate`,
  NODES,
);
/** nodeaffinity. */
export const NOT_SELECTED = final('node(s) didn\'t match Pod\'s node affinity/selector', 'without the labels that nodeSelector or node affinity ask for', 'get nodes --show-labels');
/** nodeports. */
export const NO_FREE_PORT = whilePodsAreThere('node(s) didn\'t have free ports for the requested pod ports', 'its port is taken by a pod of the set', PODS);
/** noderesources. `tooSmall`: the request is larger than all of the node. */
export const insufficient = ({ knowsTooSmallNodes }: Wording, resources: readonly string[], tooSmall: boolean): Objection => ({
  reasons: resources.map((resource) => resource === 'pods' ? 'Too many pods' : `Insufficient ${resource}`),
  preemptable: !(knowsTooSmallNodes && tooSmall),
  meaning: tooSmall ? `too small even when empty: ${resources.join(', ')}` : `not enough left: ${resources.join(', ')}`,
  look: NODES,
});
/** volumebinding: the volume of a bound claim is elsewhere. */
export const volumeElsewhere = ({ callsItConflict }: Wording): Objection => final(
  callsItConflict ? 'node(s) had volume node affinity conflict' : 'node(s) didn\'t match PersistentVolume\'s node affinity',
  'the pod\'s volume is in another zone or on another node',
  VOLUMES,
);
/** volumebinding: a claim that waits for its pod would have no volume here. */
export const NO_VOLUME = final('node(s) didn\'t find available persistent volumes to bind', 'no volume that is free and fits the claim', VOLUMES);
/** podtopologyspread: the node lacks the label that pods are spread by. */
export const NOT_LABELLED = final('node(s) didn\'t match pod topology spread constraints (missing required label)', 'without the label that pods are spread by', 'get nodes --show-labels');
/** podtopologyspread. */
export const NOT_SPREAD = whilePodsAreThere('node(s) didn\'t match pod topology spread constraints', 'more pods there, or in its zone, than maxSkew allows', PODS);
/** interpodaffinity. */
export const NOT_APART = whilePodsAreThere('node(s) didn\'t match pod anti-affinity rules', 'a pod that it must be apart from is there, or in its zone', PODS);

/** How often each is said, sorted as strings (types.go:FitError.Error). */
function counted(reasons: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const reason of reasons) counts.set(reason, (counts.get(reason) ?? 0) + 1);
  return [...counts].map(([reason, count]) => `${count} ${reason}`).sort((a, b) => a < b ? -1 : 1).join(', ');
}

const noneOf = (nodes: number, why: string): string => `0/${nodes} nodes are available: ${why}.`;

/** All pods of a set have one priority, so none makes room for another (preemption.go:Preempt, default_preemption.go:SelectVictimsOnNode). */
const preemption = ({ preemptionHasTwoStops }: Wording, objections: readonly Objection[]): string => {
  const outcomes = objections.map(({ preemptable }) => preemptable ? 'No preemption victims found for incoming pod' : 'Preemption is not helpful for scheduling');
  return `preemption: ${noneOf(objections.length, counted(outcomes))}${preemptionHasTwoStops ? '.' : ''}`;
};

/** What the scheduler says of a pod that it finds no node for: each node with its objection. */
export function failedScheduling(wording: Wording, objections: readonly Objection[]): string {
  const filters = noneOf(objections.length, counted(objections.flatMap(({ reasons }) => reasons)));
  return `${filters} ${wording.asksForResourceClaims ? 'no new claims to deallocate, ' : ''}${preemption(wording, objections)}`;
}

/** What it says of a pod that fails before it looks at any node, as one whose claims are not bound. */
export function failedBeforeNodes(wording: Wording, nodes: number, why: string): string {
  const after = wording.asksForResourceClaims ? 'not found' : preemption(wording, Array<Objection>(nodes).fill(NO_VOLUME));
  return `${noneOf(nodes, why)} ${after}`;
}

/** Before nodes: a claim whose class binds at once, or does not exist, has no volume (volumebinding/volume_binding.go:PreFilter). */
export const UNBOUND = 'pod has unbound immediate PersistentVolumeClaims';
