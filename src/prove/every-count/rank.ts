import { CONTROLLER, FAULT_INTERRUPTED, USER, actorOf, isFair, objectOf } from '../../cluster/label';
import { EDIT_COMPLETE, type Problem } from '../../cluster/problem';
import { useProblem } from '../../cluster/step';
import { isSameRow, startsOf, stepsFrom } from '../walk';

/** All that can become of one ordinal of a set of any size. */
export interface OneOrdinal {
  /** How many states were found. */
  readonly states: number;
  readonly transitions: number;
  /** Bit a is set where a step of actor a happened. */
  readonly actors: number;
  /** The most steps that it can take once users and faults stop, or nothing where there is a cycle, or too many states. */
  readonly rank?: number;
  /** Its states in which nobody but the controller can do anything. */
  readonly quiet: readonly Int32Array[];
}

/**
 * Whether a step counts against the rank: all that Kubernetes does by itself. Seen from one ordinal, a sync that others cut short is an interrupted one,
 * and that the update is complete may be said at any time (guards.ts): so these two count as well.
 */
const isProgress = (label: number): boolean =>
  isFair(actorOf(label)) || actorOf(label) === FAULT_INTERRUPTED || actorOf(label) === USER && objectOf(label) === EDIT_COMPLETE;

/**
 * The rank of one ordinal (L1). Every step of a set that anybody has to take is, seen from each ordinal, such a step of a window of one or nothing, and from
 * one of them it is a step; a sync that acts on several ordinals is one for each. Where the steps of the window have no cycle, the sum of the ranks
 * falls with each step of the set, which therefore takes no more steps than all ranks together: no cycle by retry is left out, because
 * a sync that fails and changes nothing is no step, and one that changes something is.
 */
export function oneOrdinal(problem: Problem, maxStates: number): OneOrdinal {
  useProblem(problem);
  const rows: Int32Array[] = [];
  const numbers = new Map<string, number>();
  const numberOf = (row: Int32Array): number => {
    const key = row.join();
    const known = numbers.get(key);
    if (known !== undefined) return known;
    numbers.set(key, rows.length);
    return rows.push(row) - 1;
  };
  startsOf(problem).forEach(numberOf);
  const next: number[][] = [];
  const quiet: Int32Array[] = [];
  let transitions = 0;
  let actors = 0;
  for (let state = 0; state < rows.length && rows.length <= maxStates; state++) {
    const steps = stepsFrom(rows[state]).filter(({ row }) => !isSameRow(row, rows[state]));
    transitions += steps.length;
    for (const { label } of steps) actors |= 1 << actorOf(label);
    const numbered = steps.map(({ label, row }) => ({ label, to: numberOf(row) }));
    next.push(numbered.filter(({ label }) => isProgress(label)).map(({ to }) => to));
    if (steps.every(({ label }) => !isFair(actorOf(label)) || actorOf(label) === CONTROLLER)) quiet.push(rows[state]);
  }
  const rank = rows.length > maxStates ? undefined : longestPath(next);
  return { states: rows.length, transitions, actors, quiet, ...rank === undefined ? {} : { rank } };
}

const UNSEEN = -1;
const ON_THE_WAY = -2;

/** The length of the longest path, or nothing where there is a cycle. Paths are short: each ordinal has few steps to take. */
function longestPath(next: readonly (readonly number[])[]): number | undefined {
  const height = next.map(() => UNSEEN);
  let cyclic = false;
  const measure = (state: number): number => {
    if (height[state] === ON_THE_WAY) cyclic = true;
    if (cyclic || height[state] !== UNSEEN) return height[state];
    height[state] = ON_THE_WAY;
    height[state] = next[state].reduce((most, to) => Math.max(most, measure(to) + 1), 0);
    return height[state];
  };
  const rank = next.reduce((most, _, state) => Math.max(most, measure(state)), 0);
  return cyclic ? undefined : rank;
}
