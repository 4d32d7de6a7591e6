import { causeOf } from './causes';
import { componentsOf, hasCycle } from './components';
import { isBroken, isConverged } from './converged';
import type { Search } from './explore';
import { actorOf, isFair, takerOf } from '../cluster/label';
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
  useProblem(search.problem, search.layout);
  const nearest = new Map<number, number>();
  const note = (state: number) => {
    const cause = causeOf(search, state);
    nearest.set(cause, Math.min(state, nearest.get(cause) ?? state));
  };
  const { states, edgeStart } = search;
  // A single state that a fair step leaves must be left: the step stays enabled, so it is taken.
  for (let s = 0; s < states; s++) if (edgeStart[s] === edgeStart[s + 1] && isStuckAt(search, s)) note(s);
  for (const members of circles(search)) {
    const bad = members.find((s) => isStuckAt(search, s));
    if (bad !== undefined && canStayIn(search, members)) note(bad);
  }
  return nearest;
}

/** The states of each component that has more than one. */
function circles(search: Search): Iterable<number[]> {
  const members = new Map<number, number[]>();
  if (!hasCycle(search)) return members.values();
  const { of, size } = componentsOf(search);
  for (let s = 0; s < search.states; s++) {
    if (size[of[s]] === 1) continue;
    const list = members.get(of[s]);
    if (list) list.push(s); else members.set(of[s], [s]);
  }
  return members.values();
}

const isStuckAt = (search: Search, state: number): boolean => !isConverged(search, state) && !isBroken(search, state);

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
      const actor = takerOf(label);
      here.add(actor);
      if (inside.has(keyOf(successorRows(), i * words))) takenInside.add(actor);
    }
    for (const actor of here) enabledIn.set(actor, (enabledIn.get(actor) ?? 0) + 1);
  }
  for (const [actor, count] of enabledIn) if (count === states.length && !takenInside.has(actor)) return false;
  return true;
}
