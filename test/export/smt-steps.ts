import type { Evaluator } from './smt-evaluator';
import * as f from '../../src/cluster/fields';
import * as l from '../../src/cluster/label';
import { Layout } from '../../src/cluster/layout';
import { EDIT_PARTITION, EDIT_REPLICAS, EDIT_TEMPLATE, Problem } from '../../src/cluster/problem';
import { clear, fieldOf, successorLabels, successorRows, successors } from '../../src/cluster/row';
import { successorsOf } from '../../src/cluster/step';
import { randomFrom } from '../cluster/problems';

/** A pod as [phase, ready, deleting, revision, available]: every combination that the API server can hold. */
const ABSENT_POD = [f.ABSENT, 0, 0, 0, 0];
const READY_POD = (r: number) => [f.RUNNING, 1, 0, r, 1];
const podsOf = ({ minReady }: Problem): number[][] => [ABSENT_POD, ...[0, 1].flatMap((r) => [
  [f.PENDING, 0, 0, r, 0], [f.SCHEDULED, 0, 0, r, 0], [f.SCHEDULED, 0, 1, r, 0], [f.RUNNING, 0, 0, r, 0], READY_POD(r), [f.RUNNING, 0, 1, r, 0],
  [f.FAILED, 0, 0, r, 0],
  ...minReady ? [[f.RUNNING, 1, 0, r, 0]] : [],
])];

/** A claim as [claim, deleting, owner, data]: also combinations that no run comes to. */
function claimsOf({ claims, whenScaledDelete, whenDeletedDelete }: Problem): number[][] {
  if (claims === 0) return [[]];
  const owners = [f.OWNER_NONE, f.OWNER_SET, f.OWNER_POD, f.OWNER_GONE];
  const all = whenScaledDelete || whenDeletedDelete ? owners.flatMap((owner) => [[0, owner], [1, owner]]) : [[0, f.OWNER_NONE]];
  const present = [f.CLAIM_PENDING, f.CLAIM_BOUND].flatMap((at) => all.flatMap(([deleting, owner]) => [0, 1].map((data) => [at, deleting, owner, data])));
  return [[f.CLAIM_ABSENT, 0, f.OWNER_NONE, 0], ...present];
}

export interface State {
  readonly replicas: number;
  readonly partition: number;
  readonly template: number;
  readonly current: number;
  readonly pods: number[][];
  readonly claims: number[][];
}

/** All states of two ordinals, one in `every` of them: state n is n written in the sizes of its parts. */
export function* allOfTwo(problem: Problem, every: number): Iterable<State> {
  const pods = podsOf(problem);
  const claims = claimsOf(problem);
  const sizes = [pods.length, pods.length, 3, 3, 2, 2, ...Array.from({ length: 2 * problem.claims }, () => claims.length)];
  const total = sizes.reduce((product, size) => product * size, 1);
  for (let n = 0; n < total; n += every) {
    let rest = n;
    const [a, b, replicas, partition, template, current, ...ofClaims] = sizes.map((size) => {
      const digit = rest % size;
      rest = Math.floor(rest / size);
      return digit;
    });
    yield { replicas, partition, template, current, pods: [pods[a], pods[b]], claims: ofClaims.map((k) => claims[k]) };
  }
}

export const sizeOfTwo = (problem: Problem): number => podsOf(problem).length ** 2 * 36 * claimsOf(problem).length ** (2 * problem.claims);

export function* randomStates(problem: Problem, count: number, seed: number): Iterable<State> {
  const random = randomFrom(seed);
  const pods = podsOf(problem);
  const claims = claimsOf(problem);
  for (let n = 0; n < count; n++) {
    yield {
      replicas: random(problem.slots + 1),
      partition: random(problem.slots + 1),
      template: random(2),
      current: random(2),
      // Mostly ready pods: the interesting guards are far down the walk.
      pods: Array.from({ length: problem.slots }, () => random(4) > 0 ? READY_POD(random(2)) : pods[random(pods.length)]),
      claims: Array.from({ length: problem.slots * problem.claims }, () => random(2) > 0 ? [f.CLAIM_BOUND, 0, f.OWNER_NONE, 1] : claims[random(claims.length)]),
    };
  }
}

export function pack(problem: Problem, layout: Layout, state: State): Int32Array {
  const row = new Int32Array(layout.words);
  const put = (field: number, value: number) => { row[layout.word[field]] |= (value & layout.mask[field]) << layout.shift[field]; };
  put(f.REPLICAS, state.replicas);
  put(f.PARTITION, state.partition);
  put(f.TEMPLATE, state.template);
  put(f.CURRENT_REVISION, state.current);
  put(f.NO_ROLLING_UPDATE_BLOCK, Number(problem.noRollingUpdateBlock));
  put(f.CURRENT_REPLICAS, state.partition);
  put(f.FAULTS, Math.max(0, problem.faults));
  state.pods.forEach((pod, i) => [f.phase(i), f.ready(i), f.deleting(i), f.revision(i), f.available(i)].forEach((field, k) => put(field, pod[k])));
  state.claims.forEach((claim, k) => [f.claim(k), f.claimDeleting(k), f.claimOwner(k), f.claimData(k)].forEach((field, part) => put(field, claim[part])));
  return row;
}

/** Fills the tables of the state before, or with the prefix after, with a row; of several claims one is shown. */
export function show({ tables }: Evaluator, problem: Problem, layout: Layout, rows: Int32Array, offset: number, prefix: string, claim: number): void {
  const value = (field: number) => fieldOf(layout, rows, offset, field);
  const put = (name: string, i: number, it: number) => { const table = tables.get(prefix + name); if (table !== undefined) table[i] = it; };
  put('update-revision', 0, value(f.TEMPLATE));
  put('current-revision', 0, value(f.CURRENT_REVISION));
  for (let i = 0; i < problem.slots; i++) {
    put('wanted', i, Number(i < value(f.REPLICAS)));
    put('below-partition', i, Number(i < value(f.PARTITION)));
    put('phase', i, value(f.phase(i)));
    put('ready', i, value(f.ready(i)));
    put('available', i, value(f.available(i)));
    put('deleting', i, value(f.deleting(i)));
    put('revision', i, value(f.revision(i)));
    const k = i * problem.claims + claim;
    put('claim', i, value(f.claim(k)));
    put('data', i, value(f.claimData(k)));
    put('owner', i, value(f.claimOwner(k)));
    put('claim-deleting', i, value(f.claimDeleting(k)));
  }
}

const NAMES: ReadonlyMap<number, string> = new Map([
  [l.CONTROLLER, 'controller'], [l.RESYNC, 'controller'], [l.FAULT_INTERRUPTED, 'controller'], [l.FAULT_REFUSED, 'controller'],
  [l.SCHEDULER, 'scheduler'], [l.KUBELET_START, 'kubelet-start'], [l.KUBELET_READY, 'kubelet-ready'], [l.KUBELET_STOP, 'kubelet-stop'], [l.TIME, 'time'],
  [l.VOLUMES, 'volumes'], [l.COLLECTOR, 'collector'], [l.PROTECTION, 'protection'],
  [l.FAULT_UNREADY, 'fault-unready'], [l.FAULT_CRASHED, 'fault-unready'], [l.FAULT_FAILED, 'fault-failed'], [l.FAULT_DELETED, 'fault-deleted'],
]);
const EDITS: ReadonlyMap<number, string> = new Map([[EDIT_REPLICAS, 'user-replicas'], [EDIT_PARTITION, 'user-partition'], [EDIT_TEMPLATE, 'user-template']]);

const OF_CLAIMS = [l.VOLUMES, l.COLLECTOR, l.PROTECTION];

export interface Step {
  readonly actor: number;
  /** The action of the file that has the name of this step. A status that says by itself that an update is complete is the controller's. */
  readonly action: string;
  readonly ordinal: number;
  /** Of a step about one claim, which of the ordinal's. */
  readonly claim?: number;
  readonly offset: number;
}

export function stepsFrom(problem: Problem, layout: Layout, row: Int32Array): Step[] {
  clear();
  successorsOf(row, 0);
  return Array.from({ length: successors() }, (_, i): Step => {
    const label = successorLabels()[i];
    const actor = l.actorOf(label);
    const object = l.objectOf(label);
    const ofClaim = OF_CLAIMS.includes(actor);
    return {
      actor,
      action: actor === l.USER ? EDITS.get(object) ?? 'controller' : NAMES.get(actor) ?? `no action for actor ${actor}`,
      ordinal: ofClaim ? Math.floor(object / problem.claims) : object,
      ...ofClaim ? { claim: object % problem.claims } : {},
      offset: i * layout.words,
    };
  });
}

export { successorRows };
