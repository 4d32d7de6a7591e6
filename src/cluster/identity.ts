import { CONFLICT, DONE, INVALID, NOT_FOUND } from './answer';
import { podChanged, receive } from './apiserver';
import { NO_UID, claimsMatchPolicy, createMissingClaims, updateClaimOwners } from './claims';
import { POD_NOT_UPDATED, POD_UPDATED, eventOf } from './event';
import * as f from './fields';
import { CUT, ERROR, GO, RETRY } from './outcome';
import { answer, get, now, put, tell } from './row';
import { catchUp } from './show';
import { isRegular, world } from './world';
import { UPDATE_POD } from './write';

/**
 * A pod that lost the pod-name label, lacks the volume of a claim or has claims with the wrong owner is put right
 * (stateful_pod_control.go:UpdateStatefulPod). Only wide rows have such pods.
 */

/** How often it is tried (retry.DefaultBackoff). */
const TRIES = 4;

/** The copy of the pod that the controller changes and sends: from the cache, or one that it has just made itself. */
const copy = { pod: 0, version: 0, uid: 0, unnamed: 0, missesClaim: 0 };

/** A copy that was never read from the API server conflicts with whatever is there. */
const NO_VERSION = -1;

const holdNew = (i: number): void => { copy.pod = i; copy.version = NO_VERSION; copy.uid = NO_UID; copy.unnamed = 0; copy.missesClaim = 0; };

/** Takes the copy that the sync started from. */
function hold(p: number): void {
  copy.pod = p;
  copy.version = get(f.viewPodVersion(p));
  copy.uid = get(f.viewPodUid(p));
  copy.unnamed = get(f.viewPodUnnamed(p));
  copy.missesClaim = get(f.viewPodMissesClaim(p));
}

/** Takes the copy that the cache shows by now, if there is one. */
function holdAnew(p: number): void {
  if (now(f.viewPhase(p)) === f.ABSENT) return;
  copy.pod = p;
  copy.version = now(f.viewPodVersion(p));
  copy.uid = now(f.viewPodUid(p));
  copy.unnamed = now(f.viewPodUnnamed(p));
  copy.missesClaim = now(f.viewPodMissesClaim(p));
}

/** Whether pod p needs nothing (processReplica: identityMatches, storageMatches, ClaimsMatchRetentionPolicy). A new pod, at `NOBODY`'s seat, is as it should be. */
export function isInOrder(i: number, p: number): boolean {
  if (p === f.NOBODY) return claimsMatchPolicy(i, i, NO_UID, false);
  return isRegular[p] === 1 && get(f.viewPodUnnamed(p)) === 0 && get(f.viewPodMissesClaim(p)) === 0 && claimsMatchPolicy(i, p, get(f.viewPodUid(p)), false);
}

function updatePod(place: number, unnamed: number, missesClaim: number): number {
  const p = copy.pod;
  const planned = receive(UPDATE_POD, p);
  if (planned !== DONE) return planned;
  if (now(f.phase(p)) === f.ABSENT) return answer(NOT_FOUND);
  if (copy.version !== now(f.podVersion(p))) {
    catchUp(place);
    return answer(CONFLICT);
  }
  // An update that changes nothing has no version of its own.
  if (now(f.podUnnamed(p)) === unnamed && now(f.podMissesClaim(p)) === missesClaim) return DONE;
  if (world.recorderRules === 0 && now(f.podMissesClaim(p)) !== missesClaim) return answer(INVALID);
  put(f.podUnnamed(p), unnamed);
  put(f.podMissesClaim(p), missesClaim);
  put(f.unseenPod(p), 1);
  podChanged(p);
  return DONE;
}

/** Puts right the copy and its claims. `consistent` says whether there was anything to do. */
const attempt = { consistent: true };

function putRight(i: number): number {
  attempt.consistent = true;
  if (isRegular[copy.pod] === 0 || copy.unnamed === 1) {
    // A pod `web-01` is sent as `web-1`, which is another object or none.
    if (isRegular[copy.pod] === 0) { copy.pod = i; copy.version = NO_VERSION; }
    copy.unnamed = 0;
    attempt.consistent = false;
  }
  if (copy.missesClaim === 1) {
    copy.missesClaim = 0;
    attempt.consistent = false;
    const created = createMissingClaims(i);
    if (created !== GO) return created;
  }
  if (claimsMatchPolicy(i, copy.pod, copy.uid, false)) return GO;
  attempt.consistent = false;
  return updateClaimOwners(i, copy.pod, copy.uid, false);
}

/** @param p the pod at place i, or NOBODY for the one that the sync has just made */
export function updateStatefulPod(i: number, p: number): number {
  if (p === f.NOBODY) holdNew(i); else hold(p);
  let sent = false;
  for (let tried = 0; tried < TRIES; tried++) {
    const right = putRight(i);
    if (right === CUT) return CUT;
    if (right === GO && attempt.consistent) return finish(sent, true);
    if (right !== GO) tell(eventOf(POD_NOT_UPDATED, copy.pod));
    if (right === ERROR) return finish(sent, false);
    if (right === RETRY) continue;
    sent = true;
    const answered = updatePod(i, copy.unnamed, copy.missesClaim);
    if (answered === DONE) return finish(sent, true);
    holdAnew(copy.pod);
    if (answered !== CONFLICT) return finish(sent, false);
  }
  return finish(sent, false);
}

/** The event that says how it went, if the pod was ever sent. */
function finish(sent: boolean, done: boolean): number {
  if (sent) tell(eventOf(done ? POD_UPDATED : POD_NOT_UPDATED, copy.pod));
  return done ? GO : ERROR;
}
