import type { Scene } from './scene';
import { nodesOf } from './scene';
import {
  CORDONED, NOT_APART, NOT_LABELLED, NOT_SELECTED, NOT_SPREAD, NO_FREE_PORT, NO_VOLUME, insufficient, tainted, volumeElsewhere,
} from './scheduling-texts';
import type { Objection } from './scheduling-texts';
import { wordingOf } from './wording';
import * as f from '../../cluster/fields';
import { BY_NODE, BY_ZONE } from '../../cluster/placement';
import { get, read } from '../../cluster/row';
import { claimAllows, isApart, isSpread, podsOn } from '../../cluster/scheduler';
import type { Taint } from '../cluster-profile';
import { ownPodsOf } from '../placement';
import { isSelected } from '../scheduling/node-selection';
import { lackingOn, usesHostPorts } from '../scheduling/room';
import { UNREACHABLE, untolerated } from '../scheduling/tolerations';

/** A cordoned node has this taint beside its flag, which is looked at first. */
const CORDON = 'node.kubernetes.io/unschedulable';

interface OfNode extends Objection { readonly node: number }

/** Why each node cannot have the pod of this ordinal, in a state at rest. */
export function objectionsOf(scene: Scene, row: Int32Array, slot: number): OfNode[] {
  read(row, 0);
  return nodesOf(scene).filter((node) => get(f.nodeState(node)) !== f.NODE_GONE).flatMap((node) => {
    const objection = objectionOf(scene, slot, node);
    return objection === undefined ? [] : [{ ...objection, node }];
  });
}

/** In the order of the filters. */
function objectionOf(scene: Scene, slot: number, node: number): Objection | undefined {
  const { subject, problem } = scene;
  const wording = wordingOf(subject.kubernetes.version);
  const { pod } = ownPodsOf(subject.manifest, subject.kubernetes);
  const here = subject.nodes[node];
  const taints: readonly Taint[] = get(f.nodeState(node)) > f.NODE_SILENT ? [...here.taints, { ...UNREACHABLE, effect: 'NoSchedule' }] : here.taints;
  const taint = untolerated(pod, taints);
  if (get(f.DRAINING) === node + 1 || taint?.key === CORDON) return CORDONED;
  if (taint !== undefined) return tainted(wording, taint.key, taint.value);
  if (!isSelected(pod, here)) return NOT_SELECTED;
  if (usesHostPorts(pod) && podsOn(node) > 0) return NO_FREE_PORT;
  const { resources, tooSmall } = lackingOn(here, pod, podsOn(node));
  if (resources.length > 0) return insufficient(wording, resources, tooSmall);
  const claim = Array.from({ length: problem.claims }, (_, k) => slot * problem.claims + k).find((k) => !claimAllows(k, node));
  if (claim !== undefined) return get(f.claim(claim)) === f.CLAIM_BOUND ? volumeElsewhere(wording) : NO_VOLUME;
  if ((problem.placement.eligible >>> node & 1) === 0) return NOT_LABELLED;
  if (problem.placement.spread.some((_, s) => !isSpread(node, s))) return NOT_SPREAD;
  return isApart(slot, node, BY_NODE) && isApart(slot, node, BY_ZONE) ? undefined : NOT_APART;
}
