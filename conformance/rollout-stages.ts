/**
 * Which writes of one sync come in no particular order.
 *
 * The claims of one pod come in the order of a map. A Parallel set works in batches of 1, 2, 4 ... pods at a time (stateful_set_control.go:
 * slowStartBatch), and in which order the writes of one batch arrive, goroutines decide; but a batch begins when the one before has ended. So each
 * write has a stage. Stages come in order; within a stage pods come in any order, but the writes of one pod in theirs.
 */
import type { SetObject } from './trace-format';
import { isMemberName, ordinalIn } from './trace-names';
import { startOf } from './trace-state';
import type { ClusterState } from './trace-state';

/** The batch in which the item with this index is. */
const batchOf = (index: number): number => 31 - Math.clz32(index + 1);
const MAX_BATCHES = 32;

// The parts of a sync, in their order.
const REVISION = 0;
const REPLICAS = 1;
const CONDEMNED_CLAIMS = 2;
const CONDEMNED = 3;
const UPDATE = 4;
const STATUS = 5;
const HISTORY = 6;

/** The pod that a write is about. */
export function podIn(write: string, { set }: ClusterState): string | undefined {
  const [, pod] = /^(?:create|delete|update|adopt|release) pod (\S+)/.exec(write) ?? [];
  if (pod !== undefined) return pod;
  const [, claim] = /^(?:create claim|claim) (\S+)/.exec(write) ?? [];
  const template = set?.spec.claims?.find((name) => claim?.startsWith(`${name}-${set.n}-`));
  return template === undefined ? undefined : claim?.slice(template.length + 1);
}

/** @returns undefined where the place of a write in its sync says all about the order */
export function stageOf(write: string, view: ClusterState): number | undefined {
  const { set } = view;
  if (set?.spec.pmp !== 'Parallel') return undefined;
  if (/^(create|update|adopt) revision/.test(write) || isAdoption(write)) return REVISION * MAX_BATCHES;
  if (write.startsWith('delete revision')) return HISTORY * MAX_BATCHES;
  if (write.startsWith('status')) return STATUS * MAX_BATCHES;
  const ordinal = ordinalOf(set, podIn(write, view) ?? '') ?? -1;
  const index = ordinal - startOf(set);
  if (index < 0 || index >= set.spec.replicas) {
    const part = write.startsWith('claim') ? CONDEMNED_CLAIMS : CONDEMNED;
    return part * MAX_BATCHES + batchOf(condemnedIn(view).indexOf(ordinal));
  }
  const isFailed = /^(Failed|Succeeded)$/.test(view.pods.get(podIn(write, view) ?? '')?.ph ?? '');
  return write.startsWith('delete') && !isFailed ? UPDATE * MAX_BATCHES : REPLICAS * MAX_BATCHES + batchOf(index);
}

/** The ordinals that are not wanted any more, the highest first. */
function condemnedIn({ set, pods }: ClusterState): number[] {
  const ordinals = [...pods.keys()].map((pod) => ordinalOf(set!, pod) ?? -1);
  return ordinals.filter((ordinal) => ordinal >= 0 && (ordinal < startOf(set!) || ordinal >= startOf(set!) + set!.spec.replicas)).sort((a, b) => b - a);
}

/** Brings writes of one sync into one of the orders that mean the same. */
export function inOrder(writes: readonly string[], view: ClusterState): string[] {
  const stages = writes.map((write) => stageOf(write, view));
  const isUpdate = (stage: number) => Math.floor(stage / MAX_BATCHES) === UPDATE;
  const isFree = (a: number, b: number) => {
    if (podIn(writes[a], view) === podIn(writes[b], view)) return writes[a].startsWith('create claim') && writes[b].startsWith('create claim');
    if (isAdoption(writes[a]) && isAdoption(writes[b])) return true;
    return stages[a] !== undefined && stages[a] === stages[b] && !isUpdate(stages[a]);
  };
  const indices = writes.map((_, index) => index);
  // Neighbours that may change places do so until they are sorted: a pod's own writes never overtake each other.
  for (let end = indices.length; end > 0; end--) {
    for (let i = 0; i + 1 < end; i++) {
      const [a, b] = [indices[i], indices[i + 1]];
      if (isFree(a, b) && keyOf(writes[a], view) > keyOf(writes[b], view)) [indices[i], indices[i + 1]] = [b, a];
    }
  }
  return indices.map((index) => writes[index]);
}

/** Pods are claimed in the order in which an index lists them, which is random (stateful_set.go:getPodsForStatefulSet). */
const isAdoption = (write: string) => /^(adopt|release) pod/.test(write);

function ordinalOf(set: SetObject, pod: string): number | undefined {
  return isMemberName(set.n, pod) ? ordinalIn(pod) : undefined;
}

/** The pod first, so that the writes of one pod stay together; of claims also their own name. */
const keyOf = (write: string, view: ClusterState) => `${podIn(write, view) ?? ''} ${write.startsWith('create claim') ? write : '~'}`;
