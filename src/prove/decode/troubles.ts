import { isUnbound, pendingIn } from './at-rest';
import { claimCause } from './claim-causes';
import { answerTo, undrained } from './drain-lines';
import { objectionsOf } from './objections';
import { Fields, Scene, isBroken, slotsOf } from './scene';
import * as f from '../../cluster/fields';
import { canBeReady } from '../../cluster/kubelet';
import { READY_MAJORITY, READY_ORDINAL_0, READY_PEERS, READY_PREDECESSOR } from '../../cluster/problem';
import { read } from '../../cluster/row';
import { kubectl } from '../kubectl';
import type { Trouble } from '../timeline';

/** What keeps a set from what its spec asks for, in a state at rest, and how to look at it. */
export function troublesOf(scene: Scene, state: Fields, row: Int32Array): Trouble[] {
  if (state(f.SET_GONE) === 1) return [];
  const pending = pendingIn(scene, state);
  const evicted = undrained(scene, state);
  const found = slotsOf(scene).flatMap((slot) => {
    if (evicted.includes(slot)) return [withoutEviction(scene, state, slot)];
    return pending.includes(slot) ? ofPending(scene, state, row, slot) : ofPod(scene, state, row, slot);
  });
  if (found.length > 0) return found;
  return slotsOf(scene).filter((slot) => slot < state(f.REPLICAS) && state(f.phase(slot)) === f.ABSENT).map((slot) => missing(scene, slot));
}

const describe = (scene: Scene, object: string): string => kubectl(scene.subject, `describe ${object}`);

function withoutEviction(scene: Scene, state: Fields, slot: number): Trouble {
  const { names } = scene;
  const pod = names.pod(slot);
  const problem = `${pod} cannot be evicted from ${names.node(state(f.DRAINING) - 1)}, and the drain does not end: ${answerTo(scene)}`;
  return { object: `pod/${pod}`, problem, look: [kubectl(scene.subject, 'describe pdb'), kubectl(scene.subject, 'get pods -o wide')] };
}

function ofPending(scene: Scene, state: Fields, row: Int32Array, slot: number): Trouble[] {
  const claims = isUnbound(scene, state, slot) ? scene.names.claims(slot).flatMap((claim, template) => ofClaim(scene, slot, claim, template)) : [];
  return claims.length > 0 ? claims : [withoutNode(scene, row, slot)];
}

function ofClaim(scene: Scene, slot: number, claim: string, template: number): Trouble[] {
  const { problem, look } = claimCause(scene, slot, template);
  if (problem === undefined) return [];
  return [{ object: `persistentvolumeclaim/${claim}`, problem: `${claim} is Pending: ${problem}`, look: [describe(scene, `pvc ${claim}`), look] }];
}

/** What is wrong with which nodes. */
function withoutNode(scene: Scene, row: Int32Array, slot: number): Trouble {
  const { names } = scene;
  const pod = names.pod(slot);
  const found = objectionsOf(scene, row, slot);
  const meanings = [...new Set(found.map(({ meaning }) => meaning))];
  const reasons = meanings.map((meaning) => `${found.filter((each) => each.meaning === meaning).map(({ node }) => names.node(node)).join(', ')} (${meaning})`);
  const looks = [...new Set(found.map(({ look }) => look))].map((look) => look.includes('node') ? `kubectl ${look}` : kubectl(scene.subject, look));
  return { object: `pod/${pod}`, problem: `${pod} is Pending, as no node takes it: ${reasons.join(', ')}`, look: [describe(scene, `pod ${pod}`), ...looks] };
}

function ofPod(scene: Scene, state: Fields, row: Int32Array, slot: number): Trouble[] {
  const { names } = scene;
  const pod = names.pod(slot);
  const at = state(f.node(slot)) - 1;
  const trouble = (problem: string, look: readonly string[], fix?: string): Trouble[] =>
    [{ object: `pod/${pod}`, problem: `${pod} ${problem}`, look, ...fix === undefined ? {} : { fix } }];
  switch (state(f.phase(slot))) {
    case f.ABSENT: case f.PENDING: case f.FAILED: return [];
  }
  if (at >= 0 && state(f.nodeState(at)) !== f.NODE_READY) {
    const fix = `kubectl taint nodes ${names.node(at)} node.kubernetes.io/out-of-service=nodeshutdown:NoExecute`;
    return trouble(`is on ${names.node(at)}, which does not answer`, [`kubectl describe node ${names.node(at)}`], `${fix}  # once the machine is off for certain`);
  }
  if (state(f.phase(slot)) === f.SCHEDULED && isBroken(scene, state(f.revision(slot)))) {
    const isOld = state(f.revision(slot)) !== state(f.TEMPLATE);
    const problem = `cannot pull ${names.image(state(f.revision(slot)))}${isOld ? ', which is not wanted any more: the controller waits for it before it replaces it' : ''}`;
    return trouble(problem, [describe(scene, `pod ${pod}`)], isOld ? kubectl(scene.subject, `delete pod ${pod}`) : undefined);
  }
  if (state(f.phase(slot)) === f.SCHEDULED) return trouble(`waits for its volume, which ${names.node(state(f.attached(slot)) - 1)} still has`, [describe(scene, `pod ${pod}`), 'kubectl get volumeattachments']);
  if (state(f.ready(slot)) === 1) return [];
  return trouble(`runs and is not ready${neededBy(scene, row, slot)}`, [describe(scene, `pod ${pod}`), kubectl(scene.subject, `logs ${pod}`)]);
}

/** What its readiness probe asks for and has not. */
function neededBy({ subject, names, problem }: Scene, row: Int32Array, slot: number): string {
  read(row, 0);
  const unnamed = !canBeReady(slot, true) && canBeReady(slot, false) ? ', whose names do not resolve while they are not ready' : '';
  switch (problem.readiness) {
    case READY_ORDINAL_0: return `: it needs ${names.pod(0)}${unnamed}`;
    case READY_PREDECESSOR: return `: it needs ${names.pod(slot - 1)}${unnamed}`;
    case READY_MAJORITY: return `: it needs a majority of the ${subject.replicas} replicas${unnamed}`;
    case READY_PEERS: return `: it needs the peers of its last run${unnamed}`;
    default: return '';
  }
}

/** Nobody says so: no event, no error (upstream knows only the resync). */
function missing(scene: Scene, slot: number): Trouble {
  const { subject, names } = scene;
  return {
    object: `statefulset/${subject.name}`,
    problem: `${names.pod(slot)} is missing, without an event, until the set is touched or resynced (12 to 24 hours)`,
    look: [kubectl(scene.subject, 'get statefulset,pods,pvc')],
    fix: kubectl(scene.subject, `annotate statefulset/${subject.name} --overwrite touched="$(date)"`),
  };
}
