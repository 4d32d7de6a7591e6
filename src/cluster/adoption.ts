import { CONFLICT, DONE, INVALID, NOT_FOUND } from './answer';
import { podChanged, receive } from './apiserver';
import { problem } from './current-problem';
import * as f from './fields';
import { ERROR, GO } from './outcome';
import { claimed, setMayAdopt } from './revisions';
import { answer, get, now, put } from './row';
import { emptySeats, isMember, listed, placeOf, seatEverybody, seats, world } from './world';
import { ADOPT_POD, RELEASE_POD } from './write';

/**
 * Which pods are the set's: it takes those that nobody owns, and gives up those that its selector no longer matches
 * (stateful_set.go:getPodsForStatefulSet; pkg/controller/controller_ref_manager.go:ClaimObject). In explorations every pod is the set's own.
 */

const OURS = 1;
const NOT_OURS = 0;
const FAILED_TO_CLAIM = -1;

/** Sends the change of owner for the pod that the cache showed: another one of the name is a conflict. */
function changeOwner(kind: number, p: number, owner: number): number {
  const planned = receive(kind, p);
  if (planned !== DONE) return planned;
  if (now(f.phase(p)) === f.ABSENT) return answer(NOT_FOUND);
  if (now(f.podUid(p)) !== get(f.viewPodUid(p))) return answer(CONFLICT);
  put(f.podOwner(p), owner);
  podChanged(p);
  return DONE;
}

function release(p: number): number {
  const answered = changeOwner(RELEASE_POD, p, 0);
  // The pod is gone, or has no such owner any more: good enough (ReleasePod).
  return answered === DONE || answered === NOT_FOUND || answered === INVALID ? NOT_OURS : FAILED_TO_CLAIM;
}

function adopt(p: number): number {
  if (!setMayAdopt()) return FAILED_TO_CLAIM;
  const answered = changeOwner(ADOPT_POD, p, get(f.VIEW_SET_UID));
  if (answered === DONE) {
    put(f.unseenPod(p), 1);
    return OURS;
  }
  return answered === NOT_FOUND ? NOT_OURS : FAILED_TO_CLAIM;
}

function claimPod(p: number): number {
  const owner = get(f.viewPodOwner(p));
  const fits = isMember[p] === 1 && get(f.viewPodOutside(p)) === 0;
  const setIsDeleting = get(f.VIEW_SET_DELETING) === 1;
  if (owner !== 0) {
    if (owner !== get(f.VIEW_SET_UID)) return NOT_OURS;
    if (fits) return OURS;
    return setIsDeleting ? NOT_OURS : release(p);
  }
  if (setIsDeleting || !fits || get(f.viewDeleting(p)) === 1) return NOT_OURS;
  return adopt(p);
}

/** Claims one pod after another, in the order in which the cache lists them. */
function claimListed(wanted: (p: number) => boolean): number {
  let outcome = GO;
  for (let k = 0; k < world.pods; k++) {
    const p = listed[k];
    if (get(f.viewPhase(p)) === f.ABSENT || !wanted(p)) continue;
    const result = claimPod(p);
    if (result === FAILED_TO_CLAIM) outcome = ERROR;
    if (result !== OURS) continue;
    claimed[p] = 1;
    if (placeOf[p] >= 0) seats[placeOf[p]] = p;
  }
  return outcome;
}

const everyPod = (): boolean => true;
const ownedPod = (p: number): boolean => get(f.viewPodOwner(p)) !== 0;
const orphan = (p: number): boolean => get(f.viewPodOwner(p)) === 0;

/**
 * Claims what is the set's, and seats it. Of two pods for one place the one listed last sits there: upstream's list has no order within its owned
 * pods and its orphans, so either may.
 *
 * @returns ERROR where one could not be claimed: then nothing else happens
 */
export function claimPods(): number {
  emptySeats();
  claimed.fill(0);
  if (problem.listsOwnPodsFirst === 0) return claimListed(everyPod);
  return Math.max(claimListed(ownedPod), claimListed(orphan));
}

/**
 * Explorations that delete the set: one that was made again takes the pods that its predecessor left as orphans. The pods of a predecessor that went with
 * what it owned are not its own: their names are taken until they are gone.
 */
export function adoptOrphans(): void {
  for (let i = 0; i < problem.slots; i++) {
    const owner = get(f.podOwner(i));
    const isAdopted = owner === f.ORPHAN && get(f.phase(i)) !== f.ABSENT && get(f.deleting(i)) === 0 && get(f.SET_DELETING) === 0;
    if (isAdopted) changeOwner(ADOPT_POD, i, f.OF_THE_SET);
    seats[i] = isAdopted || owner === f.OF_THE_SET || get(f.phase(i)) === f.ABSENT ? i : f.NOBODY;
  }
}

/** Other explorations: nobody ever changes places. */
export function claimEverybody(): void {
  claimed.fill(1);
  seatEverybody();
}
