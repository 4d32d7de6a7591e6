import { actorOf, isFair, takerOf } from '../../cluster/label';
import { clear, successorLabels, successorRows, successors } from '../../cluster/row';
import { successorsOf, useProblem } from '../../cluster/step';
import { componentsOf } from '../components';
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
      const helper = takerOf(label);
      leaving.set(helper, (leaving.get(helper) ?? true) && !inside.has(keyOf(successorRows(), i * words)));
    }
    const here = [...leaving].filter(([helper, leaves]) => leaves && helpers?.has(helper) !== false).map(([helper]) => helper);
    helpers = new Set(here);
  }
  return helpers === undefined || helpers.size === 0 ? undefined : Math.min(...helpers);
}

/**
 * The strongly connected components of the fair steps, those that others lead to first, each with its rank: the length of the longest way from it to one that no
 * step leaves.
 *
 * @returns false as soon as `found` does
 */
function eachComponent(search: Search, found: (members: readonly number[], rank: number) => boolean): boolean {
  const { edges, edgeStart } = search;
  const { of, size } = componentsOf(search);
  const members = statesByComponent(of, size);
  const ranks = new Int32Array(size.length);
  for (let component = 0, first = 0; component < size.length; first += size[component++]) {
    const states = Array.from(members.subarray(first, first + size[component]));
    for (const state of states) {
      for (let e = edgeStart[state]; e < edgeStart[state + 1]; e++) {
        if (of[edges[e]] !== component) ranks[component] = Math.max(ranks[component], ranks[of[edges[e]]] + 1);
      }
    }
    if (!found(states, ranks[component])) return false;
  }
  return true;
}

/** The states of the first component, then those of the second, and so on. */
function statesByComponent(of: Int32Array, size: Int32Array): Int32Array {
  const next = new Int32Array(size.length);
  for (let component = 1; component < size.length; component++) next[component] = next[component - 1] + size[component - 1];
  const states = new Int32Array(of.length);
  of.forEach((component, state) => { states[next[component]++] = state; });
  return states;
}
