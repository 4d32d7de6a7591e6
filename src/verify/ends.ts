import { type Values, upTo } from './values';
import * as f from '../cluster/fields';
import type { Problem } from '../cluster/problem';

/** Where runs may end, said anew from the sentences: from every state, once users and faults have stopped, what the spec asks for is reached. */

const isAbsent = (values: Values) => (i: number): boolean => values(f.phase(i)) === f.ABSENT;

/** Every wanted pod is available at its revision, on bound claims; no other is left; and the status says that the update is over where all of it was asked for. */
function isAsWanted({ slots, claims }: Problem, values: Values): boolean {
  const replicas = values(f.REPLICAS);
  const rolls = values(f.ON_DELETE) === 0;
  const isUp = (i: number): boolean => values(f.phase(i)) === f.RUNNING && values(f.available(i)) === 1 && values(f.deleting(i)) === 0
    && (!rolls || i < values(f.PARTITION) || values(f.revision(i)) === values(f.TEMPLATE))
    && upTo(claims).every((template) => values(f.claim(i * claims + template)) === f.CLAIM_BOUND);
  return values(f.DRAINING) === 0
    && upTo(slots).every((i) => i < replicas ? isUp(i) : isAbsent(values)(i))
    && (!rolls || values(f.PARTITION) > 0 || values(f.CURRENT_REVISION) === values(f.TEMPLATE));
}

/** Of a set that is gone nothing is left but orphans; and no claim that its policy gives up, unless orphans still use it. */
function isTidied({ slots, claims }: Problem, values: Values): boolean {
  const left = upTo(slots).filter((i) => !isAbsent(values)(i));
  if (left.some((i) => values(f.podOwner(i)) !== f.ORPHAN)) return false;
  return left.length > 0 || values(f.WHEN_DELETED) === 0 || upTo(slots * claims).every((k) => values(f.claim(k)) === f.CLAIM_ABSENT);
}

/** The state is what the spec asks for. */
export function isReached(problem: Problem, values: Values): boolean {
  if (problem.onlyPlacing) return upTo(problem.slots).every((i) => values(f.phase(i)) === f.SCHEDULED);
  return values(f.SET_GONE) === 1 ? isTidied(problem, values) : isAsWanted(problem, values);
}

/** The spec asks for an image that cannot run, below a partition the one of the status: then nothing is promised. */
export function isImpossible({ brokenTemplates }: Problem, values: Values): boolean {
  const isBroken = (template: number): boolean => (brokenTemplates >>> template & 1) === 1;
  return isBroken(values(f.TEMPLATE)) || values(f.PARTITION) > 0 && isBroken(values(f.CURRENT_REVISION));
}

/** What more the last state of a run must show, where a guarantee is about one way of ending badly only. */
type Sign = (problem: Problem, values: Values) => boolean;

const pendingPod: Sign = ({ slots }, values) => upTo(slots).some((i) => values(f.phase(i)) === f.PENDING);
const pendingClaim: Sign = ({ slots, claims }, values) => upTo(slots * claims).some((k) => values(f.claim(k)) === f.CLAIM_PENDING);
const unreadyPod: Sign = ({ slots }, values) => upTo(slots).some((i) => values(f.phase(i)) === f.RUNNING && values(f.ready(i)) === 0);
const any: Sign = () => true;

/** The guarantees about what runs come to. */
export const ENDS: ReadonlyMap<string, Sign> = new Map([
  ['boot/completes', any],
  ['boot/restarts', any],
  ['rollout/converges', any],
  ['rollout/recovers', any],
  ['placement/schedulable', pendingPod],
  ['storage/binds', (problem, values) => pendingPod(problem, values) && pendingClaim(problem, values)],
  ['network/peers', unreadyPod],
  ['storage/released', (_, values) => values(f.SET_GONE) === 1],
  ['availability/drainable', any],
]);
