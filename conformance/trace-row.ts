/** The state of a trace as a row of the model: the problem that it poses, and the value of each field. */
import type { Pod, SetObject } from './trace-format';
import { ownerOf, referencesOf } from './trace-owner';
import type { Slots } from './trace-slots';
import type { ClusterState } from './trace-state';
import { claimTemplatesOf } from './trace-state';
import type { Templates } from './trace-templates';
import * as f from '../src/cluster/fields';
import { layoutOf } from '../src/cluster/layout';
import type { Layout } from '../src/cluster/layout';
import type { Problem } from '../src/cluster/problem';
import type { Profile } from '../src/cluster/profile';
import { begin, clear, put, read, successorRows } from '../src/cluster/row';
import { useProblem } from '../src/cluster/step';

export type FieldValue = readonly [field: number, value: number];

const PHASES: Readonly<Record<string, number>> = { Pending: f.PENDING, Running: f.RUNNING, Failed: f.FAILED, Succeeded: f.FAILED, Unknown: f.UNKNOWN };

/** The problem that a sync of this set faces. There are as many slots as replicas are wanted or pods exist. */
export function problemOf(set: SetObject, slots: Slots, stale: boolean, templates: Templates, profile: Profile): Problem {
  const { spec } = set;
  const [whenDeleted, whenScaled] = spec.retain ?? [];
  return {
    slots: slots.count,
    claims: claimTemplatesOf(set).length,
    parallel: spec.pmp === 'Parallel',
    onDelete: spec.strategy === 'OnDelete',
    noRollingUpdateBlock: spec.strategy !== 'OnDelete' && !spec.ru,
    replicas: spec.replicas,
    partition: spec.partition ?? 0,
    minReady: (spec.minReady ?? 0) > 0,
    whenScaledDelete: whenScaled === 'Delete',
    whenDeletedDelete: whenDeleted === 'Delete',
    noGracePeriod: false,
    readiness: 0,
    peers: 1,
    templates: templates.count,
    brokenTemplates: 0,
    edits: [],
    freeEdits: false,
    freeCompletion: false,
    faults: 0,
    staleCaches: stale,
    settled: false,
    everyStart: true,
    workQueue: true,
    leftovers: false,
    healthIsAvailability: profile.healthIsAvailability,
    deleteOfMissingPodIsDone: profile.deleteOfMissingPodIsDone,
    waitsForOwnWrites: profile.waitsForOwnWrites,
    ...maxUnavailableOf(set, profile),
    revisionHistoryLimit: spec.rhl ?? 10,
    wide: true,
  };
}

type MaxUnavailable = Pick<Problem, 'maxUnavailable' | 'maxUnavailableIsPercent'>;

function maxUnavailableOf({ spec: { maxUnavailable = '1' } }: SetObject, { honorsMaxUnavailable }: Profile): MaxUnavailable {
  const isPercent = maxUnavailable.endsWith('%');
  // Upstream makes 0 (also a percentage of it) 1, which is also what it takes where nothing is said.
  return { maxUnavailable: honorsMaxUnavailable ? Math.max(1, parseInt(maxUnavailable, 10)) : 0, maxUnavailableIsPercent: isPercent };
}

export function fieldsOf(set: SetObject, state: ClusterState, templates: Templates, slots: Slots): FieldValue[] {
  const wanted = templates.wanted(set.n, set.spec);
  const fields: FieldValue[] = [
    [f.REPLICAS, set.spec.replicas],
    // Beyond the last ordinal every partition means the same.
    [f.PARTITION, Math.min(set.spec.partition ?? 0, slots.count)],
    [f.TEMPLATE, wanted],
    [f.ON_DELETE, Number(set.spec.strategy === 'OnDelete')],
    [f.NO_ROLLING_UPDATE_BLOCK, Number(set.spec.strategy !== 'OnDelete' && !set.spec.ru)],
    // A set that no sync has seen has no current revision, and one whose revision object is gone gets the wanted one.
    [f.CURRENT_REVISION, state.revisions.has(set.st.curRev) ? templates.of(set.st.curRev) : wanted],
    [f.CURRENT_REPLICAS, set.st.cur],
    [f.SET_DELETING, Number(set.del ?? false)],
    // One that is gone and wanted is made again by the sync, under the same name.
    [f.CURRENT_REVISION_GONE, Number(set.st.curRev !== '' && !state.revisions.has(set.st.curRev) && templates.of(set.st.curRev) !== wanted)],
  ];
  for (const { n, num } of state.revisions.values()) fields.push([f.revisionNumber(templates.of(n)), num ?? 0], [f.revisionAge(templates.of(n)), state.ageOf(n, templates)]);
  for (let i = 0; i < slots.count; i++) fields.push(...ordinalFields(set, state, templates, i, slots.podName(i)));
  return fields;
}

function ordinalFields(set: SetObject, state: ClusterState, templates: Templates, slot: number, name: string): FieldValue[] {
  const pod = state.pods.get(name);
  const claims = claimTemplatesOf(set).flatMap((template, index, { length }): FieldValue[] => {
    const claim = state.claims.get(`${template}-${name}`);
    const k = slot * length + index;
    const code = claim === undefined ? 0 : referencesOf(state, claim, name);
    return [
      // Whether a claim is bound, the controller never asks.
      [f.claim(k), claim === undefined ? f.CLAIM_ABSENT : f.CLAIM_BOUND],
      [f.claimDeleting(k), Number(claim?.del ?? false)],
      [f.claimOwner(k), ownerOf(code) ?? f.OWNER_NONE],
      [f.claimOthers(k), ownerOf(code) === undefined ? code : 0],
    ];
  });
  return [...pod === undefined ? absent(slot) : podFields(set, pod, state.now, templates, slot), ...claims];
}

function absent(slot: number): FieldValue[] {
  return [[f.phase(slot), f.ABSENT], [f.ready(slot), 0], [f.available(slot), 0], [f.deleting(slot), 0], [f.revision(slot), 0]];
}

function podFields(set: SetObject, pod: Pod, now: number, templates: Templates, slot: number): FieldValue[] {
  const isReady = pod.rdy ?? false;
  return [
    [f.phase(slot), pod.ph === 'Pending' && pod.node ? f.SCHEDULED : PHASES[pod.ph]],
    [f.ready(slot), Number(isReady)],
    [f.available(slot), Number(isReady && now - (pod.rt ?? now) >= (set.spec.minReady ?? 0))],
    [f.deleting(slot), Number(pod.del ?? false)],
    [f.revision(slot), templates.of(pod.rev)],
  ];
}

/** Where the cache shows what the API server's field holds. Of claims and revisions the model has no cache. */
const VIEWS = new Map<number, number>([
  [f.REPLICAS, f.VIEW_REPLICAS], [f.PARTITION, f.VIEW_PARTITION], [f.TEMPLATE, f.VIEW_TEMPLATE], [f.ON_DELETE, f.VIEW_ON_DELETE],
  [f.NO_ROLLING_UPDATE_BLOCK, f.VIEW_NO_ROLLING_UPDATE_BLOCK], [f.CURRENT_REVISION, f.VIEW_CURRENT_REVISION], [f.CURRENT_REPLICAS, f.VIEW_CURRENT_REPLICAS],
  [f.SET_DELETING, f.VIEW_SET_DELETING], [f.CURRENT_REVISION_GONE, f.CURRENT_REVISION_GONE],
  [f.phase(0), f.viewPhase(0)], [f.ready(0), f.viewReady(0)], [f.available(0), f.viewAvailable(0)], [f.deleting(0), f.viewDeleting(0)],
  [f.revision(0), f.viewRevision(0)],
]);

/** The fields of the cache, given those that the API server would have if it held what the cache shows. */
export function viewed(fields: readonly FieldValue[]): FieldValue[] {
  return fields.flatMap(([field, value]): FieldValue[] => {
    const view = VIEWS.get(field - field % f.STRIDE);
    return view === undefined ? [] : [[view + field % f.STRIDE, value]];
  });
}

/** What the controller wrote and its cache does not show yet: names of pods, and kinds of other objects. */
export function unseenFields(unseen: ReadonlySet<string>, slots: Slots): FieldValue[] {
  const pods = Array.from({ length: slots.count }, (_, slot): FieldValue => [f.unseenPod(slot), Number(unseen.has(slots.podName(slot)))]);
  return [...pods, [f.UNSEEN_SET, Number(unseen.has('set'))], [f.UNSEEN_CLAIMS, Number(unseen.has('pvc'))]];
}

const layouts = new Map<string, Layout>();

/** Wider than any problem that is explored: users of traces also delete claims that the policy would keep, and drop the rollingUpdate block. */
function wideLayout(problem: Problem): Layout {
  const { slots, claims, templates, onDelete, minReady, staleCaches, waitsForOwnWrites } = problem;
  const key = [slots, claims, templates, onDelete, minReady, staleCaches, waitsForOwnWrites].join();
  const known = layouts.get(key) ?? layoutOf({ ...problem, whenScaledDelete: true, whenDeletedDelete: true, noRollingUpdateBlock: true });
  layouts.set(key, known);
  return known;
}

/** Makes the model stand at this state, ready for one step. */
export function stand(problem: Problem, fields: readonly FieldValue[]): void {
  const layout = useProblem(problem, wideLayout(problem));
  clear();
  read(new Int32Array(layout.words), 0);
  begin();
  for (const [field, value] of fields) put(field, value);
  read(successorRows().slice(0, layout.words), 0);
  begin();
}
