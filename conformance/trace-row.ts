/** The state of a trace as a wide row of the model: the problem that it poses, and the value of each field, as the API server has it or a cache shows it. */
import type { Pod, SetObject } from './trace-format';
import type { Places } from './trace-places';
import type { Situation } from './trace-situation';
import type { ClusterState } from './trace-state';
import { claimTemplatesOf } from './trace-state';
import { problem, useProfile } from '../src/cluster/current-problem';
import * as f from '../src/cluster/fields';
import type { Layout } from '../src/cluster/layout';
import type { Profile } from '../src/cluster/profile';
import { begin, clear, put, read, successorRows, useLayout } from '../src/cluster/row';
import { wideLayoutOf } from '../src/cluster/wide-layout';
import { AFTERWARDS, AT_ONCE, BY_HAND, creationOrder, world } from '../src/cluster/world';

const PHASES: Readonly<Record<string, number>> = { Pending: f.PENDING, Running: f.RUNNING, Failed: f.FAILED, Succeeded: f.FAILED, Unknown: f.UNKNOWN };

/** Makes this set's problem the one that is worked on: in wide rows, of the recorder's world, or of a real one. */
export function useWorld({ set, trace, templates, profile }: Situation, places: Places, recorderRules: boolean): Layout {
  const { spec } = set;
  const claims = claimTemplatesOf(set);
  const [whenDeleted, whenScaled] = spec.retain ?? [];
  const layout = layoutFor(places.pods.length, places.count * claims.length, templates.count);
  useLayout(layout);
  Object.assign(problem, {
    slots: places.count,
    claims: claims.length,
    parallel: Number(spec.pmp === 'Parallel'),
    whenScaledDelete: Number(whenScaled === 'Delete'),
    whenDeletedDelete: Number(whenDeleted === 'Delete'),
    noGracePeriod: 0,
    revisionHistoryLimit: spec.rhl ?? 10,
    revisions: 1,
    wide: 1,
    ...maxUnavailableOf(set, profile),
  });
  useProfile(profile);
  Object.assign(world, {
    pods: places.pods.length,
    revisions: templates.count,
    follows: trace.cache === 'manual' ? BY_HAND : trace.cache === 'immediate' ? AT_ONCE : AFTERWARDS,
    minReadySeconds: spec.minReady ?? 0,
    recorderRules: Number(recorderRules),
  });
  places.use();
  templates.use(set);
  world.wantedBytes = templates.wantedBytes(set);
  [...claims.keys()].sort((a, b) => claims[a] < claims[b] ? -1 : 1).forEach((j, k) => { creationOrder[k] = j; });
  return layout;
}

function maxUnavailableOf({ spec: { maxUnavailable = '1' } }: SetObject, { honorsMaxUnavailable }: Profile) {
  const isPercent = maxUnavailable.endsWith('%');
  // Upstream makes 0 (also a percentage of it) 1, which is also what it takes where nothing is said.
  return { maxUnavailable: honorsMaxUnavailable ? Math.max(1, parseInt(maxUnavailable, 10)) : 0, maxUnavailableIsPercent: Number(isPercent) };
}

const layouts = new Map<string, Layout>();

function layoutFor(pods: number, claims: number, revisions: number): Layout {
  const key = `${pods} ${claims} ${revisions}`;
  const known = layouts.get(key) ?? wideLayoutOf(pods, claims, revisions);
  layouts.set(key, known);
  return known;
}

export type FieldValue = readonly [field: number, value: number];

/** Makes the model stand where the trace does, ready for one step. */
export function stand(situation: Situation, places: Places, words: number): void {
  clear();
  read(EMPTY, 0);
  begin();
  const { state, cached, unseen } = situation;
  for (const [field, value] of fieldsOf(situation, state, places, STORED)) put(field, value);
  for (const [field, value] of fieldsOf(situation, cached, places, SEEN)) put(field, value);
  places.pods.forEach((pod, p) => put(f.unseenPod(p), Number(unseen.has(pod))));
  put(f.UNSEEN_SET, Number(unseen.has('set')));
  put(f.UNSEEN_CLAIMS, Number(unseen.has('pvc')));
  read(successorRows().slice(0, words), 0);
  begin();
}

const EMPTY = new Int32Array(1 << 16);

/** The fields of the API server, or those of the cache: the same thing twice. */
type Side = typeof STORED;

export const STORED = {
  gone: f.SET_GONE, replicas: f.REPLICAS, partition: f.PARTITION, template: f.TEMPLATE, onDelete: f.ON_DELETE, noBlock: f.NO_ROLLING_UPDATE_BLOCK,
  setDeleting: f.SET_DELETING, setUid: f.SET_UID, setVersion: f.SET_VERSION, generation: f.GENERATION, currentRevision: f.CURRENT_REVISION,
  currentReplicas: f.CURRENT_REPLICAS, statusReplicas: f.STATUS_REPLICAS, statusReady: f.STATUS_READY, statusAvailable: f.STATUS_AVAILABLE,
  statusUpdated: f.STATUS_UPDATED, statusUpdateRevision: f.STATUS_UPDATE_REVISION, observed: f.OBSERVED_GENERATION, collisions: f.COLLISIONS,
  phase: f.phase, ready: f.ready, available: f.available, deleting: f.deleting, revision: f.revision, podOwner: f.podOwner, podOutside: f.podOutside,
  podUnnamed: f.podUnnamed, podMissesClaim: f.podMissesClaim, podUid: f.podUid, podVersion: f.podVersion,
  claim: f.claim, claimDeleting: f.claimDeleting, claimVersion: f.claimVersion, claimReference: f.claimReference,
  number: f.revisionNumber, age: f.revisionAge, owner: f.revisionOwner, hidden: f.revisionHidden, bytes: f.revisionBytes,
  uid: f.revisionUid, version: f.revisionVersion,
};

const SEEN: Side = {
  gone: f.VIEW_SET_GONE, replicas: f.VIEW_REPLICAS, partition: f.VIEW_PARTITION, template: f.VIEW_TEMPLATE, onDelete: f.VIEW_ON_DELETE,
  noBlock: f.VIEW_NO_ROLLING_UPDATE_BLOCK, setDeleting: f.VIEW_SET_DELETING, setUid: f.VIEW_SET_UID, setVersion: f.VIEW_SET_VERSION,
  generation: f.VIEW_GENERATION, currentRevision: f.VIEW_CURRENT_REVISION, currentReplicas: f.VIEW_CURRENT_REPLICAS,
  statusReplicas: f.VIEW_STATUS_REPLICAS, statusReady: f.VIEW_STATUS_READY, statusAvailable: f.VIEW_STATUS_AVAILABLE,
  statusUpdated: f.VIEW_STATUS_UPDATED, statusUpdateRevision: f.VIEW_STATUS_UPDATE_REVISION, observed: f.VIEW_OBSERVED_GENERATION,
  collisions: f.VIEW_COLLISIONS,
  phase: f.viewPhase, ready: f.viewReady, available: f.viewAvailable, deleting: f.viewDeleting, revision: f.viewRevision, podOwner: f.viewPodOwner,
  podOutside: f.viewPodOutside, podUnnamed: f.viewPodUnnamed, podMissesClaim: f.viewPodMissesClaim, podUid: f.viewPodUid, podVersion: f.viewPodVersion,
  claim: f.viewClaim, claimDeleting: f.viewClaimDeleting, claimVersion: f.viewClaimVersion, claimReference: f.viewClaimReference,
  number: f.viewRevisionNumber, age: f.viewRevisionAge, owner: f.viewRevisionOwner, hidden: f.viewRevisionHidden, bytes: f.viewRevisionBytes,
  uid: f.viewRevisionUid, version: f.viewRevisionVersion,
};

/** Everything that the API server holds, or the cache shows. */
export function fieldsOf(situation: Situation, state: ClusterState, places: Places, side: Side): FieldValue[] {
  return [
    ...setFields(situation, state, side),
    ...places.pods.flatMap((name, p) => podFields(situation, state, state.pods.get(name), p, side)),
    ...[...places.claimNumbers()].flatMap(([name, k]) => claimFields(situation, state, places, name, k, side)),
    ...revisionFields(situation, state, side),
  ];
}

function setFields({ templates, uids }: Situation, state: ClusterState, side: Side): FieldValue[] {
  const { set } = state;
  if (set === undefined) return [[side.gone, 1]];
  const { spec, st } = set;
  return [
    [side.gone, 0],
    [side.replicas, spec.replicas],
    [side.partition, spec.partition ?? 0],
    [side.template, templates.wanted(set.n, spec)],
    [side.onDelete, Number(spec.strategy === 'OnDelete')],
    [side.noBlock, Number(spec.strategy !== 'OnDelete' && !spec.ru)],
    [side.setDeleting, Number(set.del ?? false)],
    [side.setUid, uids.of(set.uid)],
    [side.setVersion, state.versionOf('set', set.n)],
    [side.generation, set.gen ?? 0],
    [side.currentRevision, templates.of(st.curRev)],
    [side.currentReplicas, st.cur],
    [side.statusReplicas, st.replicas],
    [side.statusReady, st.ready],
    [side.statusAvailable, st.avail],
    [side.statusUpdated, st.upd],
    [side.statusUpdateRevision, templates.of(st.updRev)],
    [side.observed, st.og],
    [side.collisions, st.cc ?? 0],
  ];
}

function podFields(situation: Situation, state: ClusterState, pod: Pod | undefined, p: number, side: Side): FieldValue[] {
  const { set, templates, uids } = situation;
  const version: FieldValue = [side.podVersion(p), state.versionOf('pod', pod?.n ?? '')];
  if (pod === undefined) return [[side.phase(p), f.ABSENT], version];
  const { ready, wait } = situation.readinessOf(pod);
  return [
    [side.phase(p), pod.ph === 'Pending' && pod.node ? f.SCHEDULED : PHASES[pod.ph]],
    [side.ready(p), Number(ready)],
    [side.available(p), Number(ready && wait <= 0)],
    [f.viewPodWait(p), ready ? Math.max(0, wait) : 0],
    [side.deleting(p), Number(pod.del ?? false)],
    [side.revision(p), templates.of(pod.rev)],
    [side.podOwner(p), uids.controllerOf(pod.own)],
    [side.podOutside(p), Number(!Object.entries(set.spec.sel ?? {}).every(([key, value]) => pod.lbl?.[key] === value))],
    [side.podUnnamed(p), Number(state.origins.hasLostName(pod))],
    [side.podMissesClaim(p), Number(!hasVolumes(pod, set))],
    [side.podUid(p), uids.of(pod.uid)],
    version,
  ];
}

function hasVolumes(pod: Pod, set: SetObject): boolean {
  const ordinal = Number(pod.n.slice(pod.n.lastIndexOf('-') + 1));
  return claimTemplatesOf(set).every((template) => pod.pvc?.includes(`${template}-${set.n}-${ordinal}`) === true);
}

function claimFields({ set, uids }: Situation, state: ClusterState, places: Places, name: string, k: number, side: Side): FieldValue[] {
  const claim = state.claims.get(name);
  return [
    [side.claim(k), claim === undefined ? f.CLAIM_ABSENT : f.CLAIM_PENDING],
    [side.claimDeleting(k), Number(claim?.del ?? false)],
    [side.claimVersion(k), state.versionOf('pvc', name)],
    ...uids.references(claim ?? {}, set.n, places).map((reference, j): FieldValue => [side.claimReference(k, j), reference]),
  ];
}

function revisionFields({ templates, uids, ages }: Situation, state: ClusterState, side: Side): FieldValue[] {
  return [...state.revisions.values()].flatMap((revision): FieldValue[] => {
    const r = templates.of(revision.n);
    const { collides, incarnation } = state.origins.of(revision);
    return [
      [side.number(r), revision.num ?? 0],
      [side.age(r), ages.of(revision)],
      [side.owner(r), uids.controllerOf(revision.own)],
      [side.hidden(r), Number(collides)],
      [side.bytes(r), templates.bytesOf(revision, state)],
      [side.uid(r), incarnation],
      [side.version(r), state.versionOf('cr', revision.n)],
    ];
  });
}

