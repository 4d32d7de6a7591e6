import { actorOf, isFair, isFault } from '../cluster/label';
import type { Layout } from '../cluster/layout';
import { actorsSeen, forgetSteps, learnedSuccessorsOf } from '../cluster/learned';
import type { Problem } from '../cluster/problem';
import { mergesBudgets } from '../cluster/reductions';
import { CAPACITY, clear, keep, read, select, successorLabels, successorRows, successors } from '../cluster/row';
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
  /** Where the states of each distance from the start begin: a state's nearest predecessor is among those of the distance before. */
  readonly levels: readonly number[];
  /** States that were found but not expanded. Zero is exhaustive. */
  readonly frontier: number;
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

/** States expanded between two rounds of insertion: the successors of a batch stay in the processor's cache. */
const BATCH = 128;
const INDEX_BITS = 26;
const INDEX_MASK = (1 << INDEX_BITS) - 1;
/** The most states that one search can hold: the table keeps an index of 26 bits beside six bits of the hash. */
export const STATES_LIMIT = INDEX_MASK - 1;

/** A local name: in a test runner's sandbox every look at a global costs more than the multiplication. */
const { imul } = Math;

/** Multiplicative hashing of a row, word by word. */
function hashOf(rows: Int32Array, offset: number, words: number): number {
  let h = 0;
  for (let k = 0; k < words; k++) h = imul(h ^ rows[offset + k], 0x9e3779b1) ^ h >>> 15;
  h = imul(h ^ h >>> 15, 0x2c1b3c6d);
  return h ^ h >>> 13;
}

function grown(array: Int32Array, length: number): Int32Array {
  const larger = new Int32Array(length);
  larger.set(array);
  return larger;
}

/** Of each successor that waits: its hash, and the number of the state that it is, or -1 while it is not known. */
const hashes = new Int32Array(CAPACITY);
const targets = new Int32Array(CAPACITY);
/** Where the successors of each state of a batch end. */
const ends = new Int32Array(BATCH);

function hashOutput(from: number, to: number, words: number): void {
  const output = successorRows();
  for (let i = from; i < to; i++) hashes[i] = hashOf(output, i * words, words);
}

/** Up to so many numbers arrays grow steeply: one that is copied rarely is worth some megabytes. */
const STEEP = 1 << 20;
const SMALLEST_TABLE = 1 << 12;

/** A table for at least so many states, with those that there are in it: each entry is a state's number plus one, and the top of its hash. */
function tableFor(rows: Int32Array, states: number, words: number, atLeast: number): Int32Array {
  let size = SMALLEST_TABLE;
  while (atLeast * 4 > size * 3) size *= size < STEEP ? 8 : 2;
  const table = new Int32Array(size);
  for (let s = 0; s < states; s++) {
    const h = hashOf(rows, s * words, words);
    let slot = h & size - 1;
    while (table[slot] !== 0) slot = slot + 1 & size - 1;
    table[slot] = s + 1 | h & ~INDEX_MASK;
  }
  return table;
}

/**
 * Looks every successor up where it stands if nothing else has its hash, which is so for most that are known. One look does not wait for another, so the processor
 * has many of them under way: this is what makes exploring a large graph fast.
 */
function findOutput(count: number, rows: Int32Array, table: Int32Array, words: number): void {
  const output = successorRows();
  const last = table.length - 1;
  for (let i = 0; i < count; i++) targets[i] = table[hashes[i] & last];
  for (let i = 0; i < count; i++) {
    const entry = targets[i];
    targets[i] = -1;
    if (entry === 0 || ((entry ^ hashes[i]) & ~INDEX_MASK) !== 0) continue;
    const state = (entry & INDEX_MASK) - 1;
    if (isAt(rows, state * words, output, i * words, words)) targets[i] = state;
  }
}

/** Whether two rows are equal, word by word. */
export function isAt(rows: Int32Array, at: number, output: Int32Array, from: number, words: number): boolean {
  if (rows[at] !== output[from]) return false;
  for (let k = 1; k < words; k++) if (rows[at + k] !== output[from + k]) return false;
  return true;
}

/** Finds the rest of the successors among the states, or adds them. Returns how many states there are then. */
function insertOutput(count: number, rows: Int32Array, table: Int32Array, known: number, words: number): number {
  const output = successorRows();
  const last = table.length - 1;
  let states = known;
  for (let i = 0; i < count; i++) {
    if (targets[i] >= 0) continue;
    const h = hashes[i];
    let target = -1;
    let slot = h & last;
    for (let entry = table[slot]; entry !== 0; entry = table[slot = slot + 1 & last]) {
      if (((entry ^ h) & ~INDEX_MASK) !== 0 || !isAt(rows, ((entry & INDEX_MASK) - 1) * words, output, i * words, words)) continue;
      target = (entry & INDEX_MASK) - 1;
      break;
    }
    if (target < 0) {
      for (let k = 0; k < words; k++) rows[states * words + k] = output[i * words + k];
      target = states++;
      table[slot] = states | h & ~INDEX_MASK;
    }
    targets[i] = target;
  }
  return states;
}

/** Keeps the fair steps of the states from `first` on, whose successors are those that were inserted last. */
function addEdges(first: number, end: number, edges: Int32Array, edgeStart: Int32Array, count: number): number {
  const labels = successorLabels();
  let edgeCount = count;
  let i = 0;
  for (let source = first; source < end; source++) {
    for (; i < ends[source - first]; i++) if (targets[i] !== source && isFair(actorOf(labels[i]))) edges[edgeCount++] = targets[i];
    edgeStart[source + 1] = edgeCount;
  }
  return edgeCount;
}

/** Shows all monitors the steps of the states from `first` on. */
function watch(monitors: readonly Monitor[], rows: Int32Array, words: number, first: number, end: number, exercised: boolean[], violations: Int32Array): void {
  const labels = successorLabels();
  let i = 0;
  for (let state = first; state < end; state++) {
    read(rows, state * words);
    for (; i < ends[state - first]; i++) {
      select(i);
      for (let m = 0; m < monitors.length; m++) {
        const said = monitors[m].step(labels[i]);
        if (said === SILENT) continue;
        exercised[m] = true;
        if (said === VIOLATED && violations[m] < 0) violations[m] = state;
      }
    }
  }
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
 * Explores every reachable state, breadth first, over whole rows in one typed array: identity is the row itself, the hash only
 * finds it. Work is bounded by `maxStates` and `stop`; what is left over is the frontier.
 */
export function explore(problem: Problem, monitors: readonly Monitor[], options: ExploreOptions): Search {
  const layout = useProblem(problem);
  forgetSteps();
  const words = layout.words;
  const maxStates = Math.min(options.maxStates, STATES_LIMIT);
  const violations = new Int32Array(monitors.length).fill(-1);
  const exercised = monitors.map(() => false);

  let capacity = 1 << 10;
  let rows: Int32Array = new Int32Array(capacity * words);
  let edgeStart: Int32Array = new Int32Array(options.keepEdges ? capacity + 1 : 0);
  let edges: Int32Array = new Int32Array(options.keepEdges ? capacity * 4 : 0);
  let edgeCount = 0;
  let table: Int32Array = new Int32Array(SMALLEST_TABLE);
  let states = 0;
  let transitions = 0;

  const reserve = (more: number) => {
    if (states + more > capacity) {
      while (states + more > capacity) capacity *= capacity * words < STEEP ? 8 : 3;
      rows = grown(rows, capacity * words);
      if (options.keepEdges) edgeStart = grown(edgeStart, capacity + 1);
    }
    if (options.keepEdges && edgeCount + more > edges.length) edges = grown(edges, 2 * edges.length + more);
    if ((states + more) * 4 > table.length * 3) table = tableFor(rows, states, words, states + more);
  };

  const allStarts = initialStates(problem);
  reserve(successors());
  hashOutput(0, successors(), words);
  targets.fill(-1, 0, successors());
  states = insertOutput(successors(), rows, table, states, words);
  clear();

  const levels = [0];
  let told = 0;
  let actors = 0;

  /** Takes the steps of the states from `from` on, as far as `to` or until there are no more, and gives the first state whose steps were not taken. */
  const run = (from: number, to: number, kept: number): number => {
    let expanded = from;
    let levelEnd = Math.min(to, states);
    while (expanded < Math.min(to, states) && states < maxStates && !options.stop?.()) {
      if (expanded === levelEnd) { levels.push(expanded); levelEnd = Math.min(to, states); }
      const first = expanded;
      clear();
      expanded = learnedSuccessorsOf(rows, first, Math.min(first + BATCH, levelEnd), ends);
      if (kept !== ALL_STEPS) actors |= leaveOut(kept, expanded - first, words);
      if (monitors.length > 0) watch(monitors, rows, words, first, expanded, exercised, violations);
      const found = successors();
      transitions += found;
      reserve(found);
      hashOutput(0, found, words);
      findOutput(found, rows, table, words);
      states = insertOutput(found, rows, table, states, words);
      if (options.keepEdges && kept !== FAULTS) edgeCount = addEdges(first, expanded, edges, edgeStart, edgeCount);
      if (options.onProgress && states - told > 50_000) { told = states; options.onProgress(states); }
    }
    return expanded;
  };

  const expanded = mergesBudgets(problem) ? budgetByBudget(problem.faults, run, () => states) : run(0, Infinity, ALL_STEPS);
  if (!mergesBudgets(problem)) actors = actorsSeen();
  const frontier = states - expanded + Number(!allStarts);
  return { problem, layout, rows, states, transitions, levels, frontier, actors, exercised, violations, edges, edgeStart };
}

// Which steps are taken.
const ALL_STEPS = 0;
const FAULTS = 1;
const NO_FAULTS = 2;

/**
 * Reduction: first all states that need no fault, then those that need one, and so on. Whatever can happen with fewer faults left can happen with more, and no state tells how many
 * are left, so a state is explored only where the most are. Faults are no part of liveness, so their edges are not missed there.
 *
 * @returns the first state whose steps were not all taken
 */
function budgetByBudget(faults: number, run: (from: number, to: number, kept: number) => number, states: () => number): number {
  let from = 0;
  for (let left = faults; ; left--) {
    const closed = run(from, Infinity, NO_FAULTS);
    if (closed < states() || left === 0) return closed;
    if (run(from, closed, FAULTS) < closed) return from;
    if (states() === closed) return closed;
    from = closed;
  }
}

/** Leaves out the faults among the successors that wait, or all others. Gives the actors of those that stay, as bits. */
function leaveOut(kept: number, sources: number, words: number): number {
  const output = successorRows();
  const labels = successorLabels();
  let actors = 0;
  let stay = 0;
  for (let source = 0, i = 0; source < sources; source++) {
    for (; i < ends[source]; i++) {
      if (isFault(actorOf(labels[i])) !== (kept === FAULTS)) continue;
      actors |= 1 << actorOf(labels[i]);
      labels[stay] = labels[i];
      for (let k = 0; k < words; k++) output[stay * words + k] = output[i * words + k];
      stay++;
    }
    ends[source] = stay;
  }
  keep(stay);
  return actors;
}
