import { causeOf } from './causes';
import { isBroken, isConverged } from './converged';
import type { Search } from './explore';
import { actorOf, isFair, objectOf } from '../cluster/label';
import { clear, successorLabels, successorRows, successors } from '../cluster/row';
import { successorsOf, useProblem } from '../cluster/step';

/**
 * Does every run converge once users and faults have stopped? The answer comes from the graph of fair steps: a run that never
 * converges ends in a strongly connected component that it need not leave. That is a state without a fair step, or a cycle in
 * which no fair actor is kept waiting for ever (weak fairness: each is disabled somewhere in it, or takes a step inside it).
 *
 * @returns by each cause, the nearest state of such a component that is not what the spec asks for.
 */
export function findStuck(search: Search): Map<number, number> {
  const { states, edgeStart } = search;
  const component = components(search);
  useProblem(search.problem, search.layout);
  const nearest = new Map<number, number>();
  const note = (state: number) => {
    const cause = causeOf(search, state);
    nearest.set(cause, Math.min(state, nearest.get(cause) ?? state));
  };
  // A component that has an edge out of it, if it is a single state, must be left: the step stays enabled, so it is taken.
  const members = new Map<number, number[]>();
  for (let s = 0; s < states; s++) {
    const single = component.size[component.of[s]] === 1;
    if (single) {
      if (edgeStart[s] === edgeStart[s + 1] && isStuckAt(search, s)) note(s);
      continue;
    }
    const list = members.get(component.of[s]);
    if (list) list.push(s); else members.set(component.of[s], [s]);
  }
  for (const list of members.values()) {
    const bad = list.find((s) => isStuckAt(search, s));
    if (bad !== undefined && canStayIn(search, list)) note(bad);
  }
  return nearest;
}

const isStuckAt = (search: Search, state: number): boolean => !isConverged(search, state) && !isBroken(search, state);

/** Tarjan's algorithm without recursion: the depth of the graph is that of the longest run. */
function components(search: Search): { of: Int32Array; size: Int32Array } {
  const { states, edges, edgeStart } = search;
  const order = new Int32Array(states);
  const low = new Int32Array(states);
  const of = new Int32Array(states).fill(-1);
  const next = edgeStart.slice(0, states);
  const path = new Int32Array(states);
  const waiting = new Int32Array(states);
  const sizes: number[] = [];
  let seen = 0;
  let waitingCount = 0;
  // Most steps lead to states that were found later: from the last one back, what a state leads to is done already, and paths are short.
  for (let root = states - 1; root >= 0; root--) {
    if (order[root] !== 0) continue;
    let length = 0;
    path[length++] = root;
    order[root] = low[root] = ++seen;
    waiting[waitingCount++] = root;
    while (length > 0) {
      const s = path[length - 1];
      if (next[s] < edgeStart[s + 1]) {
        const t = edges[next[s]++];
        if (order[t] === 0) {
          order[t] = low[t] = ++seen;
          waiting[waitingCount++] = t;
          path[length++] = t;
        } else if (of[t] < 0 && order[t] < low[s]) {
          low[s] = order[t];
        }
        continue;
      }
      length--;
      if (length > 0 && low[s] < low[path[length - 1]]) low[path[length - 1]] = low[s];
      if (low[s] !== order[s]) continue;
      let size = 0;
      let t: number;
      do {
        t = waiting[--waitingCount];
        of[t] = sizes.length;
        size++;
      } while (t !== s);
      sizes.push(size);
    }
  }
  return { of, size: Int32Array.from(sizes) };
}

/** Whether a fair run can stay in this component: every fair actor is disabled in one of its states, or takes a step inside it. */
function canStayIn(search: Search, states: readonly number[]): boolean {
  const { layout, rows } = search;
  const words = layout.words;
  const keyOf = (from: Int32Array, at: number) => from.subarray(at, at + words).join();
  const inside = new Set(states.map((s) => keyOf(rows, s * words)));
  const enabledIn = new Map<number, number>();
  const takenInside = new Set<number>();
  for (const s of states) {
    clear();
    successorsOf(rows, s * words);
    const here = new Set<number>();
    for (let i = 0; i < successors(); i++) {
      const label = successorLabels()[i];
      if (!isFair(actorOf(label))) continue;
      const actor = actorOf(label) | objectOf(label) << 8;
      here.add(actor);
      if (inside.has(keyOf(successorRows(), i * words))) takenInside.add(actor);
    }
    for (const actor of here) enabledIn.set(actor, (enabledIn.get(actor) ?? 0) + 1);
  }
  for (const [actor, count] of enabledIn) if (count === states.length && !takenInside.has(actor)) return false;
  return true;
}
