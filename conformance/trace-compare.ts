/** One sync of the real controller against one of ours, from the same state. README.md says what each aspect compares. */
import type { SetObject, Status, Step } from './trace-format';
import type { FieldValue } from './trace-row';
import { fieldsOf, problemOf, stand, unseenFields, viewed } from './trace-row';
import { Slots } from './trace-slots';
import type { ClusterState } from './trace-state';
import type { Templates } from './trace-templates';
import type { Situation } from './trace-unsupported';
import { ourWrites, theirWrites } from './trace-writes';
import * as f from '../src/cluster/fields';
import type { Problem } from '../src/cluster/problem';
import { now, write, writes } from '../src/cluster/row';
import { countedStatus, statusOfSync, sync } from '../src/cluster/statefulset';
import { EVERY_WRITE } from '../src/cluster/step';
import { UPDATE_STATUS, kindOf } from '../src/cluster/write';

export interface Difference {
  readonly aspect: 'panic' | 'writes' | 'status' | 'status write' | 'wake-up' | 'state after';
  readonly theirs: string;
  readonly ours: string;
}

/** The problem that a sync faced, and which of its slots is which pod. */
export interface Run {
  readonly problem: Problem;
  readonly slots: Slots;
  /** The cache shows an older set. */
  readonly outdated: boolean;
}

/** Runs our sync. What it did stays in the successor that is being written. */
export function runSync({ set, setGone, state, cached, unseen, templates, profile }: Situation): Run {
  const slots = new Slots(set, state, cached);
  const problem = problemOf(set, slots, state !== cached, templates, profile);
  const outdated = cached.set !== state.set;
  const stored = storedFields(state.set ?? set, state, templates, slots, outdated);
  const seen = state === cached ? [] : [...viewed(fieldsOf(set, cached, templates, slots)), ...unseenFields(unseen, slots)];
  stand(problem, [...stored, ...seen, [f.VIEW_SET_GONE, Number(setGone)], [f.VIEW_SET_OUTDATED, Number(outdated)]]);
  sync(EVERY_WRITE);
  return { problem, slots, outdated };
}

/** What the API server holds. Where the cache shows an older set, the current revision is the one that is named, be it there or gone. */
function storedFields(set: SetObject, state: ClusterState, templates: Templates, slots: Slots, outdated: boolean): FieldValue[] {
  const named: FieldValue[] = outdated && set.st.curRev !== '' ? [[f.CURRENT_REVISION, templates.of(set.st.curRev)]] : [];
  return [...fieldsOf(set, state, templates, slots).filter(([field]) => named.length === 0 || field !== f.CURRENT_REVISION), ...named];
}

/** Holds what the sync just run did against what the recorded one did. */
export function compareSync({ step, set, cached, templates }: Situation, { problem, slots }: Run): Difference[] {
  const status = step.w?.find(({ k }) => k === 'status')?.s;
  return [
    differs('panic', step.panic ?? '', ''),
    differs('writes', theirWrites(step.w ?? [], cached, templates).join('; '), ourWrites(set, slots).join('; ')),
    ...compareStatus(set, status, templates, problem),
    wakeUp(step, problem),
  ].filter((difference) => difference !== undefined);
}

/** Holds the successor of the sync just run against the recorded state after it. */
export function compareEffects(after: ClusterState, templates: Templates, { slots, outdated }: Run): Difference[] {
  const wrong = after.set === undefined ? [] : storedFields(after.set, after, templates, slots, outdated)
    .filter(([field, value]) => comparable(field) && presence(field, now(field)) !== presence(field, value));
  if (wrong.length === 0) return [];
  const told = (valueOf: (pair: FieldValue) => number) => wrong.map((pair) => `${NAMES.get(kindOfField(pair[0]))} ${pair[0] % f.STRIDE} is ${valueOf(pair)}`).join(', ');
  return [{ aspect: 'state after', theirs: told(([, value]) => value), ours: told(([field]) => now(field)) }];
}

/** Where our sync ends before it comes to the status, upstream must not have written one. */
function compareStatus(set: SetObject, written: Status | undefined, templates: Templates, problem: Problem): (Difference | undefined)[] {
  if (!countedStatus()) return [differs('status', written === undefined ? 'none' : theirStatus(written, templates), 'none')];
  return [
    differs('status', theirStatus(written ?? set.st, templates), ourStatus(templates.wanted(set.n, set.spec))),
    statusWrite(set.st, written, problem),
  ];
}

function differs(aspect: Difference['aspect'], theirs: string, ours: string): Difference | undefined {
  return theirs === ours ? undefined : { aspect, theirs, ours };
}

/** The status as it was computed: what was written, or where nothing was, what is stored, since upstream writes whatever differs. */
function theirStatus({ replicas, ready, avail, cur, upd, curRev, updRev }: Status, templates: Templates): string {
  if (curRev === '') return 'never written';
  return `${replicas} replicas, ${ready} ready, ${avail} available, ${cur} at ${templates.of(curRev)}, ${upd} at ${templates.of(updRev)}`;
}

function ourStatus(wanted: number): string {
  const { replicas, readyReplicas, availableReplicas, currentReplicas, updatedReplicas, currentRevision } = statusOfSync();
  return `${replicas} replicas, ${readyReplicas} ready, ${availableReplicas} available, ${currentReplicas} at ${currentRevision}, ${updatedReplicas} at ${wanted}`;
}

/** We write a status only where a later sync can tell: then upstream must have written one, and the other way round. */
function statusWrite(stored: Status, written: Status | undefined, problem: Problem): Difference | undefined {
  const ours = Array.from({ length: writes() }, (_, index) => kindOf(write(index))).filter((kind) => kind === UPDATE_STATUS).length;
  const needed = written !== undefined && (
    stored.curRev !== '' && written.curRev !== stored.curRev
    || written.cur < 0
    || problem.noRollingUpdateBlock && written.cur !== stored.cur
  );
  if (ours === 0 && needed) return { aspect: 'status write', theirs: `one that matters: ${JSON.stringify(written)}`, ours: 'none' };
  return ours > 0 && written === undefined ? { aspect: 'status write', theirs: 'none', ours: `${ours}` } : undefined;
}

/**
 * Whether the set is in the queue afterwards. A status that only upstream writes wakes only upstream, by its event or by its failure. Where events
 * are delivered by hand they come in a later step, so only failures are compared.
 */
function wakeUp({ retry, q, w }: Step, { staleCaches }: Problem): Difference | undefined {
  const ours = now(f.QUEUED) === 1;
  const woken = (q ?? 0) > 0;
  const statuses = w?.filter(({ k }) => k === 'status') ?? [];
  if (ours) return retry || woken || staleCaches ? undefined : { aspect: 'wake-up', theirs: 'none', ours: 'queued' };
  if (retry && statuses.every(({ err }) => err === undefined)) return { aspect: 'wake-up', theirs: 'the sync failed and is retried', ours: 'none' };
  return woken && statuses.length === 0 ? { aspect: 'wake-up', theirs: `queued by ${q} events`, ours: 'none' } : undefined;
}

const kindOfField = (field: number) => field - field % f.STRIDE;
const NAMES = new Map<number, string>([
  [f.CURRENT_REVISION, 'current revision'], [f.revisionNumber(0), 'number of revision'], [f.phase(0), 'phase of'], [f.deleting(0), 'deletion of'],
  [f.revision(0), 'revision of'], [f.claim(0), 'claim'], [f.claimDeleting(0), 'deletion of claim'], [f.claimOwner(0), 'owner of claim'],
  [f.claimOthers(0), 'owners of claim'],
]);
/** Not readiness, which our API server takes from a pod together with its deletion, and not currentReplicas, which is only stored where it matters. */
const comparable = (field: number) => NAMES.has(kindOfField(field));
/** Of a claim, only whether it is there. */
const presence = (field: number, value: number) => kindOfField(field) === f.claim(0) ? Math.min(value, 1) : value;
