import { ALREADY_EXISTS, CONFLICT, DONE, NOT_FOUND } from './answer';
import { receive } from './apiserver';
import { problem } from './current-problem';
import * as f from './fields';
import { ERROR, GO, PANIC } from './outcome';
import { answer, detail, get, now, put } from './row';
import { followsAtOnce, showRevision } from './show';
import { adoptionOrder, meaningOf, revisionNamed, world } from './world';
import { ADOPT_REVISION, CREATE_REVISION, DELETE_REVISION, UPDATE_REVISION } from './write';

/**
 * The objects that keep a set's templates (stateful_set_control.go: getStatefulSetRevisions, truncateHistory; ../history/controller_history.go).
 * Nothing that a sync does to pods asks for more than which revision is the current one and which the wanted one, so only replays and wide rows have
 * them; elsewhere the revisions of the status and the spec are taken as they stand.
 */

/** What the sync goes by: set by `findRevisions`. */
export const found = { current: 0, update: 0, collisions: 0 };

// The revisions as the sync found them, ordered: by number, then by age (controller_history.go:byRevision).
const list = new Int32Array(f.STRIDE);
const numberInList = new Int32Array(f.STRIDE);
let count = 0;

const wantedBytes = (): number => problem.wide ? world.wantedBytes : get(f.VIEW_TEMPLATE);
const revisions = (): number => problem.wide ? world.revisions : problem.templates;

/** The cache shows it, the selector finds it, and nobody else owns it (ListControllerRevisions). */
function isListed(r: number): boolean {
  const owner = now(f.viewRevisionOwner(r));
  return now(f.viewRevisionNumber(r)) !== 0 && now(f.viewRevisionHidden(r)) === 0 && (owner === 0 || owner === now(f.VIEW_SET_UID));
}

const isLater = (a: number, b: number): boolean => now(f.viewRevisionNumber(a)) > now(f.viewRevisionNumber(b))
  || now(f.viewRevisionNumber(a)) === now(f.viewRevisionNumber(b)) && now(f.viewRevisionAge(a)) > now(f.viewRevisionAge(b));

function listRevisions(): void {
  count = 0;
  for (let r = 0; r < revisions(); r++) {
    if (!isListed(r)) continue;
    let at = count++;
    for (; at > 0 && isLater(list[at - 1], r); at--) list[at] = list[at - 1];
    list[at] = r;
  }
  for (let k = 0; k < count; k++) numberInList[k] = now(f.viewRevisionNumber(list[k]));
}

function revisionChanged(r: number): void {
  put(f.revisionVersion(r), now(f.revisionVersion(r)) + 1);
  if (followsAtOnce()) showRevision(r);
}

/** Whether the API server's set is the one that the controller works for, and stays (RecheckDeletionTimestamp, canAdoptFunc): asked of the API server itself. */
export const setMayAdopt = (): boolean => now(f.SET_GONE) === 0 && now(f.SET_UID) === now(f.VIEW_SET_UID) && now(f.SET_DELETING) === 0;

/** Takes revisions that nobody owns (stateful_set.go:adoptOrphanRevisions). */
export function adoptOrphanRevisions(): number {
  for (let k = 0; k < revisions(); k++) {
    const r = adoptionOrder[k];
    if (!isListed(r) || now(f.viewRevisionOwner(r)) !== 0) continue;
    if (!setMayAdopt()) return ERROR;
    receive(ADOPT_REVISION, r);
    if (now(f.revisionNumber(r)) === 0) return answer(NOT_FOUND) && ERROR;
    if (now(f.revisionUid(r)) !== now(f.viewRevisionUid(r))) return answer(CONFLICT) && ERROR;
    put(f.revisionOwner(r), now(f.VIEW_SET_UID));
    revisionChanged(r);
  }
  return GO;
}

/** How often a renumbering is tried (retry.DefaultBackoff). */
const TRIES = 4;

/** Gives an older revision the next number: what was rolled back to is the latest again (UpdateControllerRevision). */
function renumber(r: number, held: number, next: number): number {
  let number = held;
  let version = now(f.viewRevisionVersion(r));
  for (let tried = 0; tried < TRIES && number !== next; tried++) {
    number = next;
    const planned = receive(UPDATE_REVISION, r);
    detail(0, next);
    let answered = planned;
    if (planned === DONE && now(f.revisionNumber(r)) === 0) answered = answer(NOT_FOUND);
    else if (planned === DONE && version !== now(f.revisionVersion(r))) answered = answer(CONFLICT);
    if (answered === DONE) {
      put(f.revisionNumber(r), next);
      revisionChanged(r);
      return GO;
    }
    if (answered !== CONFLICT) return ERROR;
    // The retry goes by what the cache shows by now.
    if (now(f.viewRevisionNumber(r)) !== 0) {
      number = now(f.viewRevisionNumber(r));
      version = now(f.viewRevisionVersion(r));
    }
    if (tried === TRIES - 1) return ERROR;
  }
  return GO;
}

const MAX_COLLISIONS = 64;

/** Stores the wanted template. On a clash of names the same bytes are taken over, whoever owns them; others make it try the next name (CreateControllerRevision). */
function createRevision(next: number): number {
  for (; found.collisions < MAX_COLLISIONS; found.collisions++) {
    const r = problem.wide ? revisionNamed[found.collisions] : get(f.VIEW_TEMPLATE);
    let answered = receive(CREATE_REVISION, r);
    detail(0, next);
    if (answered === DONE && now(f.revisionNumber(r)) !== 0) answered = answer(ALREADY_EXISTS);
    if (answered === DONE) {
      put(f.revisionNumber(r), next);
      put(f.revisionOwner(r), now(f.VIEW_SET_UID));
      put(f.revisionHidden(r), 0);
      put(f.revisionBytes(r), wantedBytes());
      revisionChanged(r);
    }
    if (answered !== DONE && answered !== ALREADY_EXISTS) return ERROR;
    if (answered === ALREADY_EXISTS && now(f.revisionNumber(r)) === 0) return ERROR;
    found.update = r;
    if (answered === DONE || now(f.revisionBytes(r)) === wantedBytes()) return GO;
  }
  return ERROR;
}

const bytesOf = (r: number): number => now(f.viewRevisionBytes(r));

/** Makes the revision of the wanted template the latest: as it is, by renumbering an older one, or by making one (getStatefulSetRevisions). */
function findUpdateRevision(): number {
  const latest = count === 0 ? -1 : list[count - 1];
  const next = count === 0 ? 1 : numberInList[count - 1] + 1;
  let equal = count - 1;
  while (equal >= 0 && bytesOf(list[equal]) !== wantedBytes()) equal--;
  found.update = equal >= 0 ? list[equal] : latest;
  if (equal >= 0) return bytesOf(latest) === bytesOf(list[equal]) ? useRevision(latest) : renumber(list[equal], numberInList[equal], next);
  // Only the latest is compared by what it means (setMatchesLatestExistingRevision, from 1.34.2).
  const sameMeaning = latest >= 0 && problem.wide === 1 && problem.comparesRevisionsByMeaning === 1 && meaningOf[bytesOf(latest)] === meaningOf[wantedBytes()];
  return sameMeaning ? GO : createRevision(next);
}

function useRevision(r: number): number {
  found.update = r;
  return GO;
}

/**
 * Finds the revisions that the sync goes by. Where the object of the current one is gone, the wanted one is taken for it.
 *
 * @returns ERROR where there are none, because a write failed
 */
export function findRevisions(): number {
  if (problem.wide === 0 && problem.revisions === 0) {
    found.current = get(f.VIEW_CURRENT_REVISION);
    found.update = get(f.VIEW_TEMPLATE);
    return GO;
  }
  found.current = found.update = f.NO_REVISION;
  found.collisions = get(f.VIEW_COLLISIONS);
  listRevisions();
  if (findUpdateRevision() !== GO) {
    found.update = f.NO_REVISION;
    return ERROR;
  }
  found.current = found.update;
  for (let k = 0; k < count; k++) if (list[k] === get(f.VIEW_CURRENT_REVISION)) found.current = list[k];
  return GO;
}

/** Whether the pods, the status and the spec can do without a revision. */
function isHistory(r: number): boolean {
  if (r === found.current || r === found.update) return false;
  if (problem.wide === 1) return !isRevisionOfPod(r, world.pods);
  return !isRevisionOfPod(r, problem.slots);
}

function isRevisionOfPod(r: number, pods: number): boolean {
  for (let p = 0; p < pods; p++) if (claimed[p] === 1 && get(f.viewPhase(p)) !== f.ABSENT && get(f.viewRevision(p)) === r) return true;
  return false;
}

/** Which pods the set has claimed (adoption.ts): in an exploration, all. */
export const claimed = new Int32Array(f.STRIDE).fill(1);

/**
 * Deletes the oldest revisions that nothing needs, down to the limit. It goes by what the sync found in the beginning.
 *
 * @returns ERROR where a deletion failed: the rest is left for later; PANIC as 1.28 does with a negative limit
 */
export function truncateHistory(): number {
  const limit = problem.revisionHistoryLimit;
  if (limit < 0 && problem.negativeHistoryLimitPanics === 0) return GO;
  let surplus = -limit;
  for (let k = 0; k < count; k++) if (isHistory(list[k])) surplus++;
  // Up to 1.28, a negative limit makes upstream take more revisions than there are: at once, where its list has no room for them.
  if (limit < 0 && surplus > count) return PANIC;
  for (let k = 0; k < count && surplus > 0; k++) {
    if (!isHistory(list[k])) continue;
    surplus--;
    const r = list[k];
    let answered = receive(DELETE_REVISION, r);
    if (answered === DONE && now(f.revisionNumber(r)) === 0) answered = answer(NOT_FOUND);
    if (answered !== DONE) return ERROR;
    put(f.revisionNumber(r), 0);
    revisionChanged(r);
  }
  return limit < 0 ? PANIC : GO;
}
