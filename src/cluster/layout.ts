import * as f from './fields';
import {
  EDIT_DELETE_ANY_CLAIM, EDIT_DELETE_SET, EDIT_DRAIN_ANY_NODE, EDIT_ON_DELETE, EDIT_PARTITION, EDIT_REPLICAS, EDIT_REUSE_VOLUMES, EDIT_WHEN_DELETED,
  EDIT_WHEN_SCALED, READY_PEERS,
} from './problem';
import type { Problem } from './problem';
import { mergesBudgets } from './reductions';

/** Where every field of a problem stands in a row. */
export interface Layout {
  /** The length of a row in 32-bit words. */
  readonly words: number;
  readonly word: Int32Array;
  readonly shift: Int32Array;
  readonly mask: Int32Array;
  /** The value of a field that has no bits. */
  readonly base: Int32Array;
  /** Where a field stands together with its neighbours of the same object: a place, as `placeOf` writes it, or 0 where it has too many bits to be looked up. */
  readonly bundle: Int32Array;
}

/** So many bits side by side are looked up as one (learned.ts). */
const BUNDLE_BITS = 9;

/** A run of bits in a row, in one number. */
export const placeOf = (word: number, shift: number, mask: number): number => word | shift << 8 | mask << 13;
export const wordOf = (place: number): number => place & 0xff;
export const shiftOf = (place: number): number => place >>> 8 & 0x1f;
export const maskOf = (place: number): number => place >>> 13;

/** The highest number that a revision can have in a replay. */
const MAX_REVISION_NUMBER = 255;

/**
 * Decides the layout from the domain of each field in this problem. A field that cannot vary takes no bits. A view field takes
 * the place of the API server's field that it shows, unless caches may be stale.
 */
export function layoutOf(problem: Problem): Layout {
  const { slots, claims } = problem;
  if (slots > f.MAX_SLOTS || slots * claims > f.STRIDE) {
    throw new RangeError(`a problem of ${slots} ordinals with ${claims} claims each is larger than the ${f.MAX_SLOTS} ordinals and ${f.STRIDE} claims that a row can hold`);
  }
  const [words, shift, mask, base, bundle] = Array.from({ length: 5 }, () => new Int32Array(f.FIELDS));
  const table = { word: words, shift, mask, base, bundle };
  let word = 0;
  let bit = 0;
  // The fields of one object, as many as are looked up as one.
  let bundled: number[] = [];
  let bundleBegins = 0;
  const newBundle = () => { bundled = []; };
  const variable = (field: number, largest: number) => {
    const width = 32 - Math.clz32(largest);
    if (bit + width > 32) { word++; bit = 0; newBundle(); }
    if (bundled.length === 0 || bit + width - bundleBegins > BUNDLE_BITS) { bundled = []; bundleBegins = bit; }
    if (width > BUNDLE_BITS) newBundle(); else bundled.push(field);
    for (const each of bundled) table.bundle[each] = placeOf(word, bundleBegins, 2 ** (bit + width - bundleBegins) - 1);
    table.word[field] = word;
    table.shift[field] = bit;
    table.mask[field] = (1 << width) - 1;
    bit += width;
  };
  const constant = (field: number, value: number) => { table.base[field] = value; };
  const field = (id: number, varies: boolean, largest: number, value: number) => varies ? variable(id, largest) : constant(id, value);
  /** A field that is no object's: it is looked up alone. */
  const single = (id: number, varies: boolean, largest: number, value: number) => {
    newBundle();
    field(id, varies, largest, value);
  };
  const alias = (id: number, of: number) => {
    table.word[id] = table.word[of];
    table.shift[id] = table.shift[of];
    table.mask[id] = table.mask[of];
    table.base[id] = table.base[of];
    table.bundle[id] = table.bundle[of];
    if (bundled.includes(of)) bundled.push(id);
  };

  const edits = (kind: number) => problem.freeEdits || problem.edits.some((edit) => edit.kind === kind);
  const scales = edits(EDIT_REPLICAS) || problem.everyStart || problem.autoscalesTo > 0;
  const rolls = problem.templates > 1;
  const partitions = edits(EDIT_PARTITION) || problem.everyStart;
  const scripted = (kind: number) => problem.edits.some((edit) => edit.kind === kind);
  const policyDeletes = problem.whenScaledDelete || problem.whenDeletedDelete || scripted(EDIT_WHEN_SCALED) || scripted(EDIT_WHEN_DELETED);
  const claimsGo = policyDeletes || scripted(EDIT_DELETE_ANY_CLAIM);
  const deletesSet = scripted(EDIT_DELETE_SET);
  const { zones, places, staticVolumes, singleNode } = problem.placement;
  const nodes = problem.nodes ? zones.length : 0;
  const largestOwner = deletesSet ? f.OWNER_EARLIER_SET : problem.staleCaches ? f.OWNER_UNSEEN : f.OWNER_GONE;

  single(f.REPLICAS, scales, slots, problem.replicas);
  single(f.PARTITION, partitions, slots, problem.partition);
  single(f.TEMPLATE, rolls, problem.templates - 1, 0);
  single(f.ON_DELETE, scripted(EDIT_ON_DELETE), 1, problem.onDelete ? 1 : 0);
  single(f.NO_ROLLING_UPDATE_BLOCK, problem.noRollingUpdateBlock && partitions, 1, problem.noRollingUpdateBlock ? 1 : 0);
  single(f.CURRENT_REVISION, rolls, problem.templates - 1, 0);
  single(f.CURRENT_REPLICAS, problem.noRollingUpdateBlock, slots, 0);
  single(f.WHEN_SCALED, scripted(EDIT_WHEN_SCALED), 1, Number(problem.whenScaledDelete));
  single(f.WHEN_DELETED, scripted(EDIT_WHEN_DELETED), 1, Number(problem.whenDeletedDelete));
  single(f.SET_GONE, deletesSet, 1, 0);
  single(f.SET_DELETING, deletesSet, 1, 0);
  // A set that may go has a UID, and its pods say whose they are.
  constant(f.SET_UID, deletesSet ? f.OF_THE_SET : 0);
  alias(f.VIEW_SET_GONE, f.SET_GONE);
  alias(f.VIEW_SET_DELETING, f.SET_DELETING);
  alias(f.VIEW_SET_UID, f.SET_UID);
  for (let t = 0; t < problem.templates; t++) {
    single(f.revisionNumber(t), problem.revisions, MAX_REVISION_NUMBER, 0);
    single(f.revisionAge(t), problem.revisions, MAX_REVISION_NUMBER, 0);
    constant(f.revisionBytes(t), t);
    alias(f.viewRevisionNumber(t), f.revisionNumber(t));
    alias(f.viewRevisionAge(t), f.revisionAge(t));
    alias(f.viewRevisionBytes(t), f.revisionBytes(t));
  }
  single(f.QUEUED, problem.workQueue, 1, 1);
  // Where budgets are merged the explorer counts: to a step there is always a fault left.
  single(f.FAULTS, problem.faults > 0 && !mergesBudgets(problem), problem.faults, Math.min(1, Math.abs(problem.faults)));
  single(f.EDIT, problem.edits.length > 0, problem.edits.length, 0);
  for (let i = 0; i < slots; i++) {
    newBundle();
    variable(f.phase(i), f.UNKNOWN);
    variable(f.ready(i), 1);
    if (problem.minReady) variable(f.available(i), 1); else alias(f.available(i), f.ready(i));
    variable(f.deleting(i), 1);
    field(f.revision(i), rolls, problem.templates - 1, 0);
    field(f.leftover(i), problem.leftovers, nodes > 0 ? (1 << nodes) - 1 : 1, 0);
    field(f.node(i), nodes > 0, nodes, 0);
    field(f.attached(i), nodes > 0 && claims > 0 && singleNode, nodes, 0);
    field(f.podOwner(i), deletesSet, f.OF_AN_EARLIER_SET, 0);
    field(f.peersOfLastRun(i), problem.readiness === READY_PEERS, 2 ** slots - 1, 0);
    for (let k = i * claims; k < (i + 1) * claims; k++) {
      newBundle();
      variable(f.claim(k), f.CLAIM_BOUND);
      field(f.claimDeleting(k), claimsGo, 1, 0);
      field(f.claimOwner(k), policyDeletes, largestOwner, f.OWNER_NONE);
      field(f.collecting(k), policyDeletes && problem.staleCaches, 1, 0);
      field(f.volume(k), nodes > 0 && places.length > 1, places.length, 1);
      variable(f.claimData(k), 1);
    }
  }
  for (let n = 0; n < nodes; n++) single(f.nodeState(n), problem.nodeFaults, f.NODE_GONE, f.NODE_READY);
  single(f.DRAINING, scripted(EDIT_DRAIN_ANY_NODE), nodes, 0);
  for (let p = 0; p < places.length; p++) {
    single(f.released(p), nodes > 0 && staticVolumes && claimsGo, 1, 0);
    single(f.holds(p), nodes > 0 && staticVolumes && scripted(EDIT_REUSE_VOLUMES), slots, 0);
  }
  const waits = problem.staleCaches && problem.waitsForOwnWrites;
  const view = (id: number, of: number) => {
    if (!problem.staleCaches || table.mask[of] === 0) alias(id, of); else variable(id, table.mask[of]);
  };
  const viewOfSet = (id: number, of: number) => {
    newBundle();
    view(id, of);
  };
  viewOfSet(f.VIEW_REPLICAS, f.REPLICAS);
  viewOfSet(f.VIEW_PARTITION, f.PARTITION);
  viewOfSet(f.VIEW_TEMPLATE, f.TEMPLATE);
  viewOfSet(f.VIEW_ON_DELETE, f.ON_DELETE);
  viewOfSet(f.VIEW_NO_ROLLING_UPDATE_BLOCK, f.NO_ROLLING_UPDATE_BLOCK);
  viewOfSet(f.VIEW_CURRENT_REVISION, f.CURRENT_REVISION);
  viewOfSet(f.VIEW_CURRENT_REPLICAS, f.CURRENT_REPLICAS);
  for (let i = 0; i < slots; i++) {
    newBundle();
    view(f.viewPhase(i), f.phase(i));
    view(f.viewReady(i), f.ready(i));
    if (problem.minReady) view(f.viewAvailable(i), f.available(i)); else alias(f.viewAvailable(i), f.viewReady(i));
    view(f.viewDeleting(i), f.deleting(i));
    view(f.viewRevision(i), f.revision(i));
    field(f.unseenPod(i), waits, 1, 0);
  }
  single(f.UNSEEN_SET, waits, 1, 0);
  return { words: word + 1, ...table };
}
