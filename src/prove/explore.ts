import { actorOf, isFair } from '../cluster/label';
import type { Layout } from '../cluster/layout';
import type { Problem } from '../cluster/problem';
import { CAPACITY, capacity as roomForSuccessors, clear, select, successorLabels, successorRows, successors } from '../cluster/row';
import { initialStates, successorsOf, useProblem } from '../cluster/step';

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
  /** @returns SILENT, EXERCISED or VIOLATED */
  step(label: number): number;
}

/** What was explored: every state once, in the order in which it was found, so that the first of anything is a nearest one. */
export interface Search {
  readonly problem: Problem;
  readonly layout: Layout;
  readonly rows: Int32Array;
  /** The state that each state was first found from, or -1. */
  readonly parents: Int32Array;
  readonly states: number;
  readonly transitions: number;
  readonly depth: number;
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
  for (let k = 0; k < words; k++) {
    h = imul(h ^ rows[offset + k], 0x9e3779b1);
    h ^= h >>> 15;
  }
  h = imul(h, 0x2c1b3c6d);
  return h ^ h >>> 13;
}

function grown(array: Int32Array, length: number): Int32Array {
  const larger = new Int32Array(length);
  larger.set(array);
  return larger;
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
  const words = layout.words;
  const maxStates = Math.min(options.maxStates, STATES_LIMIT);
  const output = successorRows();
  const labels = successorLabels();
  const hashes = new Int32Array(CAPACITY);
  const sources = new Int32Array(CAPACITY);
  const violations = new Int32Array(monitors.length).fill(-1);
  const exercised = monitors.map(() => false);

  let capacity = 1 << 10;
  let rows: Int32Array = new Int32Array(capacity * words);
  let parents: Int32Array = new Int32Array(capacity);
  let edgeStart: Int32Array = new Int32Array(capacity + 1);
  let edges: Int32Array = new Int32Array(options.keepEdges ? capacity * 4 : 0);
  let edgeCount = 0;
  let tableSize = 1 << 11;
  let table = new Int32Array(tableSize);
  let states = 0;
  let transitions = 0;
  let actors = 0;

  const reserve = (more: number) => {
    if (states + more > capacity) {
      while (states + more > capacity) capacity *= 2;
      rows = grown(rows, capacity * words);
      parents = grown(parents, capacity);
      edgeStart = grown(edgeStart, capacity + 1);
    }
    if (options.keepEdges && edgeCount + more > edges.length) edges = grown(edges, 2 * edges.length + more);
    if ((states + more) * 8 > tableSize * 5) {
      while ((states + more) * 8 > tableSize * 5) tableSize *= 2;
      table = new Int32Array(tableSize);
      for (let s = 0; s < states; s++) {
        const h = hashOf(rows, s * words, words);
        let slot = h & tableSize - 1;
        while (table[slot] !== 0) slot = slot + 1 & tableSize - 1;
        table[slot] = s + 1 | h & ~INDEX_MASK;
      }
    }
  };

  /** Finds successor i among the states, or adds it. Returns its number. */
  const insert = (i: number): number => {
    const h = hashes[i];
    const from = i * words;
    let slot = h & tableSize - 1;
    for (let entry = table[slot]; entry !== 0; entry = table[slot = slot + 1 & tableSize - 1]) {
      if (((entry ^ h) & ~INDEX_MASK) !== 0) continue;
      const at = ((entry & INDEX_MASK) - 1) * words;
      let k = 0;
      while (k < words && rows[at + k] === output[from + k]) k++;
      if (k === words) return (entry & INDEX_MASK) - 1;
    }
    const at = states * words;
    for (let k = 0; k < words; k++) rows[at + k] = output[from + k];
    parents[states] = sources[i];
    table[slot] = states + 1 | h & ~INDEX_MASK;
    return states++;
  };

  const watch = (from: number, to: number, state: number) => {
    for (let i = from; i < to; i++) {
      actors |= 1 << actorOf(labels[i]);
      select(i);
      for (let m = 0; m < monitors.length; m++) {
        const said = monitors[m].step(labels[i]);
        if (said === SILENT) continue;
        exercised[m] = true;
        if (said === VIOLATED && violations[m] < 0) violations[m] = state;
      }
    }
  };

  const allStarts = initialStates(problem);
  reserve(successors());
  for (let i = 0; i < successors(); i++) {
    hashes[i] = hashOf(output, i * words, words);
    sources[i] = -1;
    insert(i);
  }
  clear();

  let depth = 0;
  let levelEnd = states;
  let expanded = 0;
  let told = 0;
  while (expanded < states && states < maxStates && options.stop?.() !== true) {
    if (expanded === levelEnd) { depth++; levelEnd = states; }
    const first = expanded;
    const last = Math.min(expanded + BATCH, levelEnd);
    clear();
    for (; expanded < last && successors() < roomForSuccessors() / 2; expanded++) {
      const from = successors();
      successorsOf(rows, expanded * words);
      const to = successors();
      for (let i = from; i < to; i++) {
        sources[i] = expanded;
        hashes[i] = hashOf(output, i * words, words);
      }
      watch(from, to, expanded);
    }
    const found = successors();
    transitions += found;
    reserve(found);
    let closed = first;
    for (let i = 0; i < found; i++) {
      const state = insert(i);
      if (!options.keepEdges) continue;
      const source = sources[i];
      while (closed < source) edgeStart[++closed] = edgeCount;
      if (state !== source && isFair(actorOf(labels[i]))) edges[edgeCount++] = state;
    }
    while (closed < expanded) edgeStart[++closed] = edgeCount;
    if (options.onProgress && states - told > 50_000) { told = states; options.onProgress(states); }
  }
  const frontier = states - expanded + Number(!allStarts);
  return { problem, layout, rows, parents, states, transitions, depth, frontier, actors, exercised, violations, edges, edgeStart };
}
