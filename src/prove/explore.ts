import { type Found, insertWaiting, keepRows, nothingFound, reserveStates, rowsAt } from './found';
import { kernel, leaveGrownMemory, numbers } from '../cluster/kernel';
import { ENDS, MOST_STATES, MOST_STATES_OF_A_BATCH, TARGETS } from '../cluster/kernel-code';
import { fairActors, faultActors } from '../cluster/label';
import type { Layout } from '../cluster/layout';
import { actorsSeen, forgetSteps, keepActors, showWaiting, takeSteps, wait, waiting } from '../cluster/learned';
import type { Problem } from '../cluster/problem';
import { mergesBudgets } from '../cluster/reductions';
import { clear, read, select, successorLabels } from '../cluster/row';
import { initialStates, useProblem } from '../cluster/step';

/** What a monitor says of one step. */
export const SILENT = 0;
/** The guarantee was put to the test, and held. */
export const EXERCISED = 1;
export const VIOLATED = 2;

/**
 * A property of steps. It looks at the state before with `get` and at the state after with `now`, at the true state, not at what
 * the controller saw.
 */
export interface Monitor {
  readonly guarantee: string;
  /** It looks at the starts of containers, which some reductions take together with what comes before. @default - it does not */
  readonly starts?: true;
  /** @returns SILENT, EXERCISED or VIOLATED */
  step(label: number): number;
}

/** What was explored: every state once, in the order in which it was found, so that the first of anything is a nearest one. */
export interface Search {
  readonly problem: Problem;
  readonly layout: Layout;
  readonly rows: Int32Array;
  readonly states: number;
  readonly transitions: number;
  /** Where the states of each distance from the start begin: a state's nearest predecessor is among those of the distance before. Where budgets are merged, they are no distances. */
  readonly levels: readonly number[];
  /** States that were found but not expanded. Zero is exhaustive. */
  readonly frontier: number;
  /** The memory has no room for more states: it can address no more, or there is none. */
  readonly full: boolean;
  /** Bit a is set where a step of actor a happened. */
  readonly actors: number;
  /** For each monitor, whether it was ever exercised. */
  readonly exercised: readonly boolean[];
  /** For each monitor, the first state from which a step violates it, or -1. */
  readonly violations: Int32Array;
  /** Fair steps that change the state: those of state s are `edges[edgeStart[s]] .. edges[edgeStart[s + 1] - 1]`. */
  readonly edges: Int32Array;
  readonly edgeStart: Int32Array;
}

/** Fair steps that change the state. */
interface Edges {
  targets: Int32Array;
  count: number;
  /** Where those of each state begin. */
  starts: Int32Array;
}

/** Arrays that outgrow this do so less steeply. */
const STEEP = 1 << 20;

function grown(array: Int32Array, least: number): Int32Array {
  if (array.length >= least) return array;
  const larger = new Int32Array(Math.max(least, array.length * (array.length < STEEP ? 8 : 2)));
  larger.set(array);
  return larger;
}

/** Keeps the fair steps of these states, whose successors were inserted last. */
function addEdges(edges: Edges, first: number, end: number): void {
  const sources = end - first;
  const count = kernel().keepEdges(fairActors(), first, sources, edges.count);
  edges.targets = grown(edges.targets, edges.count + count);
  edges.starts = grown(edges.starts, end + 1);
  edges.targets.set(numbers().subarray(TARGETS >> 2, (TARGETS >> 2) + count), edges.count);
  edges.starts.set(numbers().subarray(ENDS >> 2, (ENDS >> 2) + sources), first + 1);
  edges.count += count;
}

/** Shows all monitors the steps of these states. */
function watch(monitors: readonly Monitor[], found: Found, first: number, end: number, exercised: boolean[], violations: Int32Array): void {
  const labels = successorLabels();
  const memory = numbers();
  showWaiting();
  let i = 0;
  for (let state = first; state < end; state++) {
    read(memory, (rowsAt(found) >>> 2) + state * found.words);
    for (const last = memory[(ENDS >> 2) + state - first]; i < last; i++) {
      select(i);
      for (let m = 0; m < monitors.length; m++) {
        const said = monitors[m].step(labels[i]);
        if (said === SILENT) continue;
        exercised[m] = true;
        if (said === VIOLATED && violations[m] < 0) violations[m] = state;
      }
    }
  }
  clear();
}

export interface ExploreOptions {
  readonly maxStates: number;
  /** Whether fair steps are kept for the liveness check. */
  readonly keepEdges: boolean;
  readonly onProgress?: (states: number) => void;
  /** Asked once a batch: whether to leave the rest to the frontier, because the user, the clock or the memory says so. */
  readonly stop?: () => boolean;
}

/**
 * Explores every reachable state, breadth first, over whole rows in the kernel's memory: identity is the row itself, a hash only
 * finds it. Work is bounded by `maxStates`, `stop` and the memory; what is left over is the frontier.
 */
export function explore(problem: Problem, monitors: readonly Monitor[], options: ExploreOptions): Search {
  const layout = useProblem(problem);
  leaveGrownMemory();
  forgetSteps();
  const { words } = layout;
  const maxStates = Math.min(options.maxStates, MOST_STATES);
  const violations = new Int32Array(monitors.length).fill(-1);
  const exercised = monitors.map(() => false);
  const edges: Edges = { targets: new Int32Array(0), count: 0, starts: new Int32Array(options.keepEdges ? 1 << 10 : 0) };

  const found = nothingFound(words);
  const allStarts = initialStates(problem);
  wait();
  if (!reserveStates(found, waiting())) throw new RangeError('memory allocation failed: there is no room for the first states');
  insertWaiting(found);

  const levels = [0];
  let transitions = 0;
  let told = 0;
  let actors = 0;
  let full = false;

  /** Takes the steps of the states from `from` on, as far as `to` or until there are no more, and gives the first state whose steps were not taken. */
  const run = (from: number, to: number, kept: number): number => {
    let expanded = from;
    let levelEnd = Math.min(to, found.states);
    while (expanded < Math.min(to, found.states) && found.states < maxStates && !options.stop?.()) {
      if (expanded === levelEnd) { levels.push(expanded); levelEnd = Math.min(to, found.states); }
      const first = expanded;
      const end = takeSteps(rowsAt(found), first, Math.min(first + MOST_STATES_OF_A_BATCH, levelEnd));
      if (kept !== ALL_ACTORS) actors |= keepActors(kept, end - first);
      full = !reserveStates(found, waiting());
      if (full) break;
      expanded = end;
      if (monitors.length > 0) watch(monitors, found, first, end, exercised, violations);
      transitions += waiting();
      insertWaiting(found);
      if (options.keepEdges && kept !== faultActors()) addEdges(edges, first, end);
      if (options.onProgress && found.states - told > 50_000) { told = found.states; options.onProgress(told); }
    }
    return expanded;
  };

  const expanded = mergesBudgets(problem) ? budgetByBudget(problem.faults, run, () => found.states) : run(0, Infinity, ALL_ACTORS);
  if (!mergesBudgets(problem)) actors = actorsSeen();
  const { states } = found;
  const frontier = states - expanded + Number(!allStarts);
  const reached = { rows: keepRows(found), states, transitions, levels, frontier, full, actors };
  return { problem, layout, ...reached, exercised, violations, edges: edges.targets, edgeStart: edges.starts };
}

/** Which steps are taken, by their actors. */
const ALL_ACTORS = -1;

/**
 * Reduction: first all states that need no fault, then those that need one, and so on. Whatever can happen with fewer faults left can happen with more, and no state tells how many
 * are left, so a state is explored only where the most are. Faults are no part of liveness, so their edges are not missed there.
 *
 * @returns the first state whose steps were not all taken
 */
function budgetByBudget(faults: number, run: (from: number, to: number, kept: number) => number, states: () => number): number {
  let from = 0;
  for (let left = faults; ; left--) {
    const closed = run(from, Infinity, ~faultActors());
    if (closed < states() || left === 0) return closed;
    if (run(from, closed, faultActors()) < closed) return from;
    if (states() === closed) return closed;
    from = closed;
  }
}
