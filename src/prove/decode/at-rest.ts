import { claimCause } from './claim-causes';
import { refusedEviction, undrained } from './drain-lines';
import { objectionsOf } from './objections';
import { type Fields, type Scene, isBroken, slotsOf } from './scene';
import { UNBOUND, failedBeforeNodes, failedScheduling } from './scheduling-texts';
import { wordingOf } from './wording';
import * as f from '../../cluster/fields';
import { BINDS_WITH_POD } from '../../cluster/placement';
import type { EventLine } from '../timeline';

/** What a component goes on saying while nothing happens. */
export interface Saying {
  readonly actor: string;
  readonly action: string;
  readonly events: readonly EventLine[];
  readonly drain?: readonly string[];
  /** The pod that it is about, where that is seen differently from now on. */
  readonly backsOff?: number;
}

/** The pods that want a node and get none. */
export const pendingIn = (scene: Scene, state: Fields): number[] => scene.problem.nodes
  ? slotsOf(scene).filter((slot) => state(f.phase(slot)) === f.PENDING && state(f.deleting(slot)) === 0) : [];

export const isUnbound = ({ problem }: Scene, state: Fields, slot: number): boolean => problem.claims > 0 && state(f.claim(slot)) !== f.CLAIM_BOUND;

/** What volume controller and scheduler say of pods that cannot go on, in a state at rest. */
export function sayingsOf(scene: Scene, state: Fields, row: Int32Array): Saying[] {
  return [
    ...pendingIn(scene, state).flatMap((slot) => [
      ...isUnbound(scene, state, slot) ? [ofVolumes(scene, slot)] : [],
      ofScheduler(scene, state, row, slot),
    ]),
    ...slotsOf(scene).filter((slot) => state(f.phase(slot)) === f.SCHEDULED && state(f.deleting(slot)) === 0 && isBroken(scene, state(f.revision(slot))))
      .map((slot) => ofKubelet(scene, slot, scene.names.image(state(f.revision(slot))))),
    ...undrained(scene, state).map((slot) => ofDrain(scene, slot)),
  ];
}

/** kubelet/images/image_manager.go:EnsureImageExists. */
function ofKubelet({ names }: Scene, slot: number, image: string): Saying {
  const object = `pod/${names.pod(slot)}`;
  return {
    actor: 'kubelet',
    action: `${names.pod(slot)} waits before it pulls ${image} again`,
    events: [
      { type: 'Normal', reason: 'BackOff', object, message: `Back-off pulling image "${image}"` },
      { type: 'Warning', reason: 'Failed', object, message: 'Error: ImagePullBackOff' },
    ],
    backsOff: slot,
  };
}

function ofDrain(scene: Scene, slot: number): Saying {
  return { actor: 'drain', action: `cannot evict ${scene.names.pod(slot)}`, events: [], drain: [refusedEviction(scene, slot)] };
}

function ofVolumes(scene: Scene, slot: number): Saying {
  const claims = scene.names.claims(slot);
  return {
    actor: 'volumes',
    action: `no volume for ${claims.join(', ')}`,
    events: claims.map((claim, template) => ({ ...claimCause(scene, slot, template).event, object: `persistentvolumeclaim/${claim}` })),
  };
}

function ofScheduler(scene: Scene, state: Fields, row: Int32Array, slot: number): Saying {
  const { subject, problem, names } = scene;
  const wording = wordingOf(subject.kubernetes.version);
  const objections = objectionsOf(scene, row, slot);
  // Only a claim that waits for its pod lets the scheduler look at nodes.
  const isBeforeNodes = isUnbound(scene, state, slot) && problem.placement.binding !== BINDS_WITH_POD;
  const message = isBeforeNodes ? failedBeforeNodes(wording, objections.length, UNBOUND) : failedScheduling(wording, objections);
  return {
    actor: 'scheduler',
    action: `no node for ${names.pod(slot)}`,
    events: [{ type: 'Warning', reason: 'FailedScheduling', object: `pod/${names.pod(slot)}`, message }],
  };
}
