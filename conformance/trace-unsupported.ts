/** What the model has no words for yet. A sync from such a state is counted by its reason instead of being compared. */
import type { Pod, Revision, SetObject, Step, Trace, Write } from './trace-format';
import type { ClusterState } from './trace-state';
import { claimTemplatesOf, ordinalOf } from './trace-state';
import type { Templates } from './trace-templates';
import type { Profile } from '../src/cluster/profile';

export interface Situation {
  readonly trace: Trace;
  readonly step: Step;
  readonly state: ClusterState;
  /** What the controller sees of it: the same object where it sees everything. */
  readonly cached: ClusterState;
  /** What the controller wrote and does not see yet. */
  readonly unseen: ReadonlySet<string>;
  readonly profile: Profile;
  /** The set as the controller sees it. */
  readonly set: SetObject;
  /** Whether there is none. */
  readonly setGone: boolean;
  readonly templates: Templates;
  /** Whether an error that the scenario planned was answered to one of this sync's writes. */
  readonly injected: boolean;
}

type Reason = readonly [name: string, holds: (s: Situation) => boolean];

/** The first that holds is the one that counts. */
const REASONS: readonly Reason[] = [
  ['set-replaced-behind-cache', ({ state, set }) => state.set !== undefined && state.set.uid !== set.uid],
  ['claims-behind-cache', ({ state, cached }) => state !== cached && told(state.claims) !== told(cached.claims)],
  ['revisions-behind-cache', ({ state, cached }) => state !== cached && told(state.revisions) !== told(cached.revisions)],
  ['pod-replaced-behind-cache', ({ state, cached, set }) => set.spec.claims !== undefined && [...cached.pods.values()].some(({ n, uid }) => (state.pods.get(n)?.uid ?? uid) !== uid)],
  // The recorder takes the time of a cached Ready condition from the API server's pod.
  ['readiness-behind-cache', ({ state, cached, set }) => (set.spec.minReady ?? 0) > 0 && [...cached.pods.values()].some(({ n, rdy, rt }) => rdy && state.pods.get(n)?.rt !== rt)],
  // The recorder's API server removes it at once when it is deleted again; a real one leaves it be, and so does ours.
  ['failed-pod-terminating-behind-cache', ({ state, cached }) => [...state.pods.values()].some(({ n, ph, del }) => del && terminal(ph) && !cached.pods.get(n)?.del)],
  ['claim-conflicts-last', ({ state, cached, step }) => state !== cached && writesOf(step, 'pvc').some(({ err }) => err === 'Conflict')],
  // A claim that this sync writes, it reads again when it comes to owner references.
  ['claims-seen-within-sync', ({ trace, step, set }) => trace.cache === 'immediate' && set.spec.retain?.includes('Delete') === true && writesOf(step, 'pvc').length > 0],
  ['injected-error', ({ injected }) => injected],
  ['pod-of-another-owner', (s) => pods(s).some((pod) => !owned(pod, s.set))],
  ['pod-label-repaired', ({ step }) => writesOf(step, 'pod').some(({ v, res }) => v === 'update' && res !== 'noop')],
  ['pod-label-changed', (s) => pods(s).some((pod) => pod.pn !== undefined || !selected(pod, s.set))],
  ['pod-name-irregular', (s) => pods(s).some((pod) => ordinalOf(s.set, pod.n) === undefined)],
  ['pod-volumes-differ', (s) => pods(s).some((pod) => !hasVolumes(pod, s.set))],
  ['revision-of-another-owner', (s) => [...s.state.revisions.values()].some((revision) => !owned(revision, s.set))],
  ['hash-collision', ({ set, step }) => (set.st.cc ?? 0) > 0 || writesOf(step, 'cr').some(({ err }) => err !== undefined)],
  ['revision-bytes-rewritten', ({ set, templates }) => templates.aliasesFor(set.n, set.spec).length > 1],
  // Then it is the time of creation that decides which of them is the latest, and the cache does not say it.
  ['revision-numbers-tied', ({ state, cached }) => state !== cached && new Set([...state.revisions.values()].map(({ num }) => num)).size < state.revisions.size],
];

export function unsupported(situation: Situation): string | undefined {
  // Without a set, nothing matters.
  return situation.setGone ? undefined : REASONS.find(([, holds]) => holds(situation))?.[0];
}

const writesOf = (step: Step, kind: Write['k']) => (step.w ?? []).filter(({ k }) => k === kind);
const terminal = (podPhase: string) => podPhase === 'Failed' || podPhase === 'Succeeded';
const told = (objects: ReadonlyMap<string, unknown>) => JSON.stringify([...objects].sort(([a], [b]) => a < b ? -1 : 1));
const pods = ({ state, cached }: Situation): Pod[] => [...state.pods.values(), ...state === cached ? [] : cached.pods.values()];
const owned = ({ own }: Pod | Revision, set: SetObject) => own?.length === 1 && own[0] === `set:${set.uid}:c:b`;
const selected = (pod: Pod, set: SetObject) => Object.entries(set.spec.sel ?? {}).every(([key, value]) => pod.lbl?.[key] === value);

function hasVolumes(pod: Pod, set: SetObject): boolean {
  return JSON.stringify(pod.pvc ?? []) === JSON.stringify(claimTemplatesOf(set).map((template) => `${template}-${pod.n}`));
}
