/** The objects that the API server holds in a scenario, and how everybody but the controller changes them. It follows conformance/recorder action by action. */
import type { Action, SpecFields } from './action';
import { collectGarbage, protectClaims } from './collectors';
import { deletedPod, goneObject, isOver } from './deletion';
import type { Change, Pod, SetObject, SetSpec } from '../../../conformance/trace-format';
import { byListing } from '../../../conformance/trace-names';
import type { ClusterState } from '../../../conformance/trace-state';
import type { Profile } from '../../../src/cluster/profile';

export interface Cluster {
  readonly state: ClusterState;
  readonly profile: Profile;
  /** How many objects of each name there have been. */
  readonly incarnations: Map<string, number>;
  /** Virtual seconds. */
  now: number;
}

export const NAME = 'web';

export function uidOf({ incarnations }: Cluster, name: string): string {
  const incarnation = (incarnations.get(name) ?? 0) + 1;
  incarnations.set(name, incarnation);
  return `${name}#${incarnation}`;
}

const NO_STATUS = { replicas: 0, ready: 0, avail: 0, cur: 0, upd: 0, curRev: '', updRev: '', og: 0 };

export function createdSet(cluster: Cluster, fields: SpecFields): SetObject {
  const empty: SetSpec = { replicas: 1, pmp: 'OrderedReady', strategy: '', ru: false, rhl: 10, retain: ['Retain', 'Retain'], img: 'v1', tlbl: { app: NAME }, sel: { app: NAME } };
  return { k: 'set', n: NAME, uid: uidOf(cluster, NAME), gen: 1, spec: changed(cluster, empty, fields), st: NO_STATUS };
}

/** Changed, and defaulted (pkg/apis/apps/v1/defaults.go:SetDefaults_StatefulSet): where no strategy is named, there is a rollingUpdate block. */
function changed({ profile }: Cluster, spec: SetSpec, { ann: _, strategy, partition, maxUnavailable, ...rest }: SpecFields): SetSpec {
  const named = strategy ?? spec.strategy;
  const block = named !== 'OnDelete' && (spec.ru || named === '' || partition !== undefined || maxUnavailable !== undefined);
  const budget = profile.honorsMaxUnavailable ? maxUnavailable ?? spec.maxUnavailable ?? '1' : undefined;
  return {
    ...spec,
    ...rest,
    strategy: named === '' ? 'RollingUpdate' : named,
    ru: block,
    partition: block ? partition ?? spec.partition ?? 0 : undefined,
    maxUnavailable: block ? budget : undefined,
  };
}

/** What an action changes, in order, or undefined where it does not apply. */
export function act(cluster: Cluster, action: Action): Change[] | undefined {
  const { state } = cluster;
  const { set } = state;
  const pod = state.pods.get(podNamed(action));
  const claim = state.claims.get(action.obj ?? '');
  switch (action.a) {
    case 'patch': {
      if (set === undefined) return undefined;
      const spec = changed(cluster, set.spec, action.p ?? {});
      const same = JSON.stringify(spec) === JSON.stringify(set.spec);
      return [{ ...set, gen: (set.gen ?? 0) + Number(!same), spec }];
    }
    case 'deleteset': {
      if (set === undefined || set.del) return undefined;
      // An orphaning set waits for the garbage collector.
      return action.policy === 'orphan' ? [{ ...set, gen: (set.gen ?? 0) + 1, del: true }] : [{ ...set, gone: true }];
    }
    case 'recreate': return set === undefined ? [createdSet(cluster, action.p ?? {})] : undefined;
    case 'orphanpod': return pod === undefined ? [orphan(cluster, podNamed(action))] : undefined;
    case 'deleterev': return state.revisions.has(action.arg ?? '') ? [{ k: 'cr', n: action.arg!, gone: true }] : undefined;
    case 'deletepvc': return claim === undefined || claim.del ? undefined : [{ ...claim, del: true }];
    case 'gc': return some(collectGarbage(state));
    case 'pvcprotect': return some(protectClaims(state));
    case 'advance': cluster.now += action.s ?? 0; return [];
    case 'inject': case 'deliver': return [];
    default: return pod === undefined ? undefined : actOnPod(cluster, action, pod);
  }
}

const some = (changes: Change[]): Change[] | undefined => changes.length === 0 ? undefined : changes;

export const podNamed = ({ obj, o }: Action): string => obj ?? `${NAME}-${o}`;

function actOnPod(cluster: Cluster, { a, arg }: Action, pod: Pod): Change[] | undefined {
  switch (a) {
    case 'delete': return pod.del && !isOver(pod) ? undefined : deletedPod(pod);
    case 'kill': return pod.del ? [goneObject(pod)] : undefined;
    case 'podlabel': return [labelled(pod, arg ?? '')];
    default: return isOver(pod) ? undefined : some(lived(cluster, a, pod));
  }
}

/** A pod on its way: the scheduler and the kubelet. */
function lived({ now }: Cluster, a: string, { rdy, rt: _, ...pod }: Pod): Change[] {
  switch (a) {
    case 'schedule': return pod.node ? [] : [{ ...pod, node: true }];
    case 'ready': return pod.ph === 'Running' && rdy ? [] : [{ ...pod, ph: 'Running', node: true, rdy: true, rt: now }];
    case 'unready': return rdy ? [pod] : [];
    case 'fail': return [{ ...pod, ph: 'Failed', node: true }];
    default: throw new Error(`unknown action ${a}`);
  }
}

function labelled(pod: Pod, label: string): Pod {
  const [key, value] = label.split('=');
  const { [key]: _, ...others } = pod.lbl ?? {};
  return { ...pod, lbl: value === undefined ? others : { ...others, [key]: value } };
}

/** A pod that somebody made by hand, with the labels that the set's selector asks for. */
function orphan(cluster: Cluster, name: string): Pod {
  return { k: 'pod', n: name, uid: uidOf(cluster, name), ph: 'Running', rdy: true, rt: cluster.now, node: true, lbl: { app: NAME } };
}

/** Pods in the order in which the kubelet gets to them. */
export const podsInOrder = ({ state }: Cluster): Pod[] => [...state.pods.values()].sort((a, b) => byListing(a.n, b.n));
