/** The writes of a sync in one language, upstream's and ours, so that they can be compared as text. Ordinals are the real ones. */
import type { SetObject, Write } from './trace-format';
import { referencesOf } from './trace-owner';
import type { Slots } from './trace-slots';
import type { ClusterState } from './trace-state';
import { claimTemplatesOf } from './trace-state';
import type { Templates } from './trace-templates';
import { AS_CONTROLLER, STALE, codeOf, othersPart, podPart, setPart } from '../src/cluster/claim-owners';
import * as f from '../src/cluster/fields';
import { get, now, write, writes } from '../src/cluster/row';
import { CREATE_CLAIM, CREATE_POD, CREATE_REVISION, DELETE_POD, DELETE_REVISION, UPDATE_CLAIM, UPDATE_REVISION, kindOf, objectOfWrite } from '../src/cluster/write';

const SETS = ['', 'the set ', 'the set, not as controller ', 'an earlier set '];
/** A reference to the pod of a claim, be it there or gone by the end of the sync. */
const PODS = ['', 'its pod ', 'its pod, not as controller ', 'its pod '];
const OTHERS = ['', 'others', 'another controller', 'an earlier one'];
const owners = (code: number) => `${SETS[setPart(code)]}${PODS[podPart(code)]}${OTHERS[othersPart(code)]}` || 'nobody';
/** The codes of the single owners, in their order. */
const CODES = [0, codeOf(AS_CONTROLLER, 0, 0), codeOf(0, AS_CONTROLLER, 0), codeOf(0, STALE, 0)];

/** A pod that the cache does not show yet. Which template the second one would have had, our writes do not say. */
const TAKEN = 'in the place of another';

/** What the real controller sent, but for what README.md says is not compared. `state` is that of before the sync. */
export function theirWrites(recorded: readonly Write[], state: ClusterState, templates: Templates): string[] {
  return recorded.flatMap((w) => {
    switch (`${w.v} ${w.k}`) {
      case 'create pod': return [`create pod ${w.n} ${w.err === 'AlreadyExists' ? TAKEN : `of template ${templates.of(w.rev)}`}`];
      case 'update status': return [];
      case 'create pvc': return [`create claim ${w.n}`];
      // Upstream rewrites the pod whenever it rewrites its claims. That changes nothing.
      case 'update pod': return w.res === 'noop' ? [] : [`update pod ${w.n}`];
      case 'update pvc': return [`claim ${w.n} is owned by ${owners(referencesOf(state, w, podOfClaim(w.n, state)))}`];
      case 'create cr': case 'update cr': return [`${w.v} revision of template ${templates.of(w.n)} with number ${w.num}`];
      case 'delete cr': return [`delete revision of template ${templates.of(w.n)}`];
      default: return [`${w.v} ${w.k} ${w.n}`];
    }
  });
}

/** What our sync wrote into the successor that is being written. */
export function ourWrites(set: SetObject, slots: Slots, claims: readonly string[] = claimTemplatesOf(set)): string[] {
  const pod = (slot: number) => slots.podName(slot);
  const claim = (k: number) => `${claims[k % claims.length]}-${pod(Math.floor(k / claims.length))}`;
  return Array.from({ length: writes() }, (_, index) => write(index)).flatMap((each) => {
    const object = objectOfWrite(each);
    switch (kindOf(each)) {
      case CREATE_POD: return [`create pod ${pod(object)} ${get(f.phase(object)) === f.ABSENT ? `of template ${now(f.revision(object))}` : TAKEN}`];
      case DELETE_POD: return [`delete pod ${pod(object)}`];
      case CREATE_CLAIM: return [`create claim ${claim(object)}`];
      case UPDATE_CLAIM: return [`claim ${claim(object)} is owned by ${owners(now(f.claimOthers(object)) || CODES[now(f.claimOwner(object))])}`];
      case CREATE_REVISION: return [`create revision of template ${object} with number ${now(f.revisionNumber(object))}`];
      case UPDATE_REVISION: return [`update revision of template ${object} with number ${now(f.revisionNumber(object))}`];
      case DELETE_REVISION: return [`delete revision of template ${object}`];
      default: return [];
    }
  });
}

function podOfClaim(claim: string, { set }: ClusterState): string {
  const template = claimTemplatesOf(set!).find((name) => claim.startsWith(`${name}-${set!.n}-`));
  return claim.slice((template?.length ?? -1) + 1);
}
