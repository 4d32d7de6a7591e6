import { actorOf, isFair, objectOf } from '../../cluster/label';
import { clear, successorLabels, successorRows, successors } from '../../cluster/row';
import { successorsOf, useProblem } from '../../cluster/step';
import { isBroken, isConverged } from '../converged';
import type { Search } from '../explore';

/**
 * Why every fair run comes to a good end, as something that can be checked state by state: a rank that no fair step raises, and for each state a helper, an
 * actor that can act there and only ever lowers the rank. A run that keeps its rank for ever keeps its helper waiting for ever, which no fair run does; unless
 * it needs none, because all of that rank that it can come to is as the spec asks for. (Manna and Pnueli's rule for properties under weak fairness.)
 */
export interface Progress {
  readonly ranks: Int32Array;
  /** For each state the helper, as `actor | object << 8`, or NO_HELPER. */
  readonly helpers: Int32Array;
}

export const NO_HELPER = -1;

/** @returns nothing where a run can stay away from a good end */
export function progressOf(search: Search): Progress | undefined {
  const progress = { ranks: new Int32Array(search.states), helpers: new Int32Array(search.states).fill(NO_HELPER) };
  useProblem(search.problem, search.layout);
  const isEnd = (state: number): boolean => isConverged(search, state) || isBroken(search, state);
  return eachComponent(search, (members, rank) => {
    const helper = members.every(isEnd) ? NO_HELPER : helperOf(search, members);
    for (const state of members) {
      progress.ranks[state] = rank;
      progress.helpers[state] = helper ?? NO_HELPER;
    }
    return helper !== undefined;
  }) ? progress : undefined;
}

/** An actor that can act in all of these states, and that leaves them with each of its steps. */
function helperOf({ rows, layout: { words } }: Search, members: readonly number[]): number | undefined {
  const keyOf = (from: Int32Array, at: number): string => from.subarray(at, at + words).join();
  const inside = new Set(members.map((state) => keyOf(rows, state * words)));
  let helpers: Set<number> | undefined;
  for (const state of members) {
    clear();
    successorsOf(rows, state * words);
    const leaving = new Map<number, boolean>();
    for (let i = 0; i < successors(); i++) {
      const label = successorLabels()[i];
      if (!isFair(actorOf(label))) continue;
      const helper = actorOf(label) | objectOf(label) << 8;
      leaving.set(helper, (leaving.get(helper) ?? true) && !inside.has(keyOf(successorRows(), i * words)));
    }
    const here = [...leaving].filter(([helper, leaves]) => leaves && helpers?.has(helper) !== false).map(([helper]) => helper);
    helpers = new Set(here);
  }
  return helpers === undefined || helpers.size === 0 ? undefined : Math.min(...helpers);
}

/**
 * The strongly connected components of the fair steps, those that others lead to first, each with its rank: the length of the longest way from it to one that no
 * step leaves (Gabow: Path-based depth-first search, 2000, without recursion).
 *
 * @returns false as soon as `found` does
 */
function eachComponent({ states, edges, edgeStart }: Search, found: (members: readonly number[], rank: number) => boolean): boolean {
  const number = new Int32Array(states);
  const rankOf = new Int32Array(states).fill(-1);
  const next = edgeStart.slice(0, states);
  const path: number[] = [];
  const open: number[] = [];
  const boundaries: number[] = [];
  let seen = 0;
  const visit = (state: number): void => {
    number[state] = ++seen;
    path.push(state);
    open.push(state);
    boundaries.push(state);
  };
  const close = (first: number): boolean => {
    const members = open.splice(open.lastIndexOf(first));
    let rank = 0;
    for (const s of members) for (let e = edgeStart[s]; e < edgeStart[s + 1]; e++) rank = Math.max(rank, rankOf[edges[e]] + 1);
    for (const s of members) rankOf[s] = rank;
    return found(members, rank);
  };
  for (let root = 0; root < states; root++) {
    if (number[root] === 0) visit(root);
    while (path.length > 0) {
      const state = path[path.length - 1];
      if (next[state] < edgeStart[state + 1]) {
        const to = edges[next[state]++];
        if (number[to] === 0) visit(to);
        else if (rankOf[to] < 0) while (number[boundaries[boundaries.length - 1]] > number[to]) boundaries.pop();
        continue;
      }
      path.pop();
      if (boundaries[boundaries.length - 1] !== state) continue;
      boundaries.pop();
      if (!close(state)) return false;
    }
  }
  return true;
}
