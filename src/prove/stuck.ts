import { causeIn } from './causes';
import { isBrokenRow, isConvergedRow } from './converged';
import { isSameRow, stepsFrom } from './walk';
import { actorOf, isFair, objectOf } from '../cluster/label';
import type { Layout } from '../cluster/layout';
import type { Problem } from '../cluster/problem';

/** A state with the fair steps that it has: who takes them, and where they lead. */
interface Known {
  readonly row: Int32Array;
  readonly next: readonly { readonly actor: number; readonly key: string }[];
}

const fairSteps = (row: Int32Array) => stepsFrom(row).filter(({ label }) => isFair(actorOf(label)));

/** Whether nothing that the cluster does by itself changes the row. */
export const isAtRest = (row: Int32Array): boolean => fairSteps(row).every((step) => isSameRow(step.row, row));

/** Whether the row is not what the spec asks for, although the spec asks for something that can be, and for this cause. */
export const isBad = (problem: Problem, layout: Layout, row: Int32Array, cause: number): boolean =>
  !isConvergedRow(problem, layout, row, 0) && !isBrokenRow(problem, layout, row, 0) && causeIn(row, 0) === cause;

/** Everything that fair steps lead to, or nothing where that is more than the limit. */
function fairFuture(row: Int32Array, limit: number): Map<string, Known> | undefined {
  const known = new Map<string, Known>();
  const waiting = [row];
  for (let state = waiting.pop(); state !== undefined; state = waiting.pop()) {
    const key = state.join();
    if (known.has(key)) continue;
    if (known.size === limit) return undefined;
    const steps = fairSteps(state);
    known.set(key, { row: state, next: steps.map((step) => ({ actor: actorOf(step.label) | objectOf(step.label) << 8, key: step.row.join() })) });
    for (const step of steps) if (!known.has(step.row.join())) waiting.push(step.row);
  }
  return known;
}

/** Those of its future that lead back to it: what a run that stays goes through, for ever. */
function comesBackTo(key: string, future: ReadonlyMap<string, Known>): Set<string> {
  const before = new Map<string, string[]>();
  for (const [from, { next }] of future) for (const to of next) before.set(to.key, [...before.get(to.key) ?? [], from]);
  const found = new Set([key]);
  for (const each of found) for (const from of before.get(each) ?? []) found.add(from);
  return found;
}

/**
 * Whether a run that ends in this row can stay where it is, of the problem in use: the question of liveness.ts, asked of one state. It is answered from that
 * state alone, so that a run can be judged without the exploration that found it.
 *
 * @param limit so many states are looked at
 * @returns undefined where they are not enough
 */
export function canStay(row: Int32Array, limit: number): boolean | undefined {
  if (isAtRest(row)) return true;
  const future = fairFuture(row, limit);
  if (future === undefined) return undefined;
  const component = comesBackTo(row.join(), future);
  // A state alone is left: the step out of it stays possible, so it is taken.
  if (component.size === 1) return false;
  const members = [...component].map((key) => future.get(key)!.next);
  const actors = new Set(members.flat().map(({ actor }) => actor));
  const isKeptWaiting = (actor: number): boolean =>
    members.every((next) => next.some((step) => step.actor === actor)) && !members.flat().some((step) => step.actor === actor && component.has(step.key));
  return ![...actors].some(isKeptWaiting);
}
