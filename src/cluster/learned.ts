import { actorOf } from './label';
import { maskOf, shiftOf, wordOf } from './layout';
import { LEARNABLE_WORDS, capacity, keep, lookedAt, read, rowWords, startLearning, stopLearning, successorLabels, successorRows, successors } from './row';
import { groups, stepsOfGroup, successorsOf } from './step';

/**
 * Steps, learned once and looked up ever after.
 *
 * The step functions are written to be read, and they are slow to run by the million: each field is found by tables, each quantifier is a loop. But what a
 * group of steps (step.ts) does is decided by the few fields that it looks at. So each group is run once for each combination of their values, while `get` and
 * `now` note which fields decide. What `put` sets counts as looked at, so that the difference is always the same. The next field that a deterministic function
 * looks at depends only on those before, so the notes of all runs make one decision tree: look at the first field, go to the child of its value, and so on, down
 * to a leaf that lists the successors as the bits in which they differ. Walking the tree is exact, whatever the problem, because the tree is made of nothing but runs of the step functions themselves
 * (test/cluster/learned.test.ts compares both, successor by successor).
 *
 * The idea of remembering transitions by the part of the state that they depend on is LTSmin's (Blom, van de Pol, Weber: LTSmin: Distributed and Symbolic
 * Reachability, 2010); its parts are declared, ours are seen.
 */

/** A local name, as in prove/explore.ts. */
const { imul } = Math;

/** So many numbers there is room for in the trees, and in the leaves, of all groups: 4 MB each. What finds no room is run as it is written. */
const ROOM = 1 << 20;
const MAX_GROUPS = 512;
/** One lesson adds at most so many numbers to a tree: a node for each bundle of a long row. */
const MOST_OF_A_LESSON = 1 << 16;

/** A node is the place of its field (row.ts:placeOf) and then, by the field's value, a child: 0 is not known yet, n is the node at n, -n the leaf at n. */
const tree = new Int32Array(ROOM);
let treeEnd = 1;
/** A leaf is its number of successors, and of each the label and the bits in which each word differs from the state's. */
const leaves = new Int32Array(ROOM);
let leavesEnd = 1;
const roots = new Int32Array(MAX_GROUPS);

/**
 * Walking a tree means waiting for one look after the other. Where all that a group ever looked at has few bits together, these bits are the place of the leaf in a
 * second table, filled as leaves are come upon. What a group looks at can only grow, a few times; then it gets a new, empty table.
 */
const SHORT_BITS = 12;
const MOST_PLACES = 4;
const shortcuts = new Int32Array(ROOM >> 2);
let shortcutsEnd = 0;
const places = new Int32Array(MAX_GROUPS * MOST_PLACES);
/** How many places a group looks at, or one more than there is room for. */
const placeCount = new Int32Array(MAX_GROUPS);
/** Where its table begins, or -1 where it has none. */
const shortcutsOf = new Int32Array(MAX_GROUPS);

/** The actors of all steps that were ever seen, as bits: each step is seen first when it is learned, or never is. */
let actors = 0;
export const actorsSeen = (): number => actors;

/** How many states were asked of, and how often a group did not know. */
let states = 0;
const lessons = new Int32Array(MAX_GROUPS);
/** After so many lessons it must have been worth it. */
const TRIAL = 4096;
/** A lesson costs as much as so many runs. */
const COST = 4;
/** More lessons than there can be questions. */
const NEVER = 0x3fffffff;

/** Forgets what was learned of another problem. */
export function forgetSteps(): void {
  tree.fill(0, 0, treeEnd);
  treeEnd = leavesEnd = 1;
  roots.fill(0);
  shortcuts.fill(0, 0, shortcutsEnd);
  shortcutsEnd = 0;
  placeCount.fill(0);
  shortcutsOf.fill(-1);
  actors = 0;
  states = 0;
  lessons.fill(0);
}

/** Who asks for one state need not ask where its successors end. */
const UNASKED = new Int32Array(1);

/**
 * Writes every successor of the states from `first` on, as `successorsOf` does, in the same order, as long as there is room.
 *
 * @param ends gets the number of successors up to each state's last one
 * @returns the state to go on from
 */
export function learnedSuccessorsOf(rows: Int32Array, first: number, last: number, ends: Int32Array = UNASKED): number {
  const words = rowWords();
  const room = capacity() >> 1;
  let state = first;
  for (; state < last && successors() < room; state++) {
    if (words === 2) stepsOfPair(rows, 2 * state);
    else if (words <= LEARNABLE_WORDS) stepsOfRow(rows, state * words, words);
    else stepsOfLongRow(rows, state * words);
    ends[state - first] = successors();
  }
  states += state - first;
  return state;
}

function stepsOfLongRow(rows: Int32Array, offset: number): void {
  const first = successors();
  successorsOf(rows, offset);
  noteActors(first);
}

function stepsOfRow(rows: Int32Array, offset: number, words: number): void {
  const output = successorRows();
  const labels = successorLabels();
  const total = groups();
  for (let group = 0; group < total; group++) {
    let at = roots[group];
    while (at > 0) {
      const place = tree[at];
      at = tree[at + 1 + (rows[offset + wordOf(place)] >>> shiftOf(place) & maskOf(place))];
    }
    if (at === 0) {
      ask(group, rows, offset);
      continue;
    }
    const first = successors();
    const last = first + leaves[-at];
    let from = 1 - at;
    let to = first * words;
    for (let s = first; s < last; s++) {
      labels[s] = leaves[from++];
      for (let k = 0; k < words; k++) output[to++] = rows[offset + k] ^ leaves[from++];
    }
    keep(last);
  }
}

/** The same for rows of two words, which most of the larger problems have: everything is a local, and shortcuts are taken. */
function stepsOfPair(rows: Int32Array, offset: number): void {
  const output = successorRows();
  const labels = successorLabels();
  const word0 = rows[offset];
  const word1 = rows[offset + 1];
  const total = groups();
  let count = successors();
  for (let group = 0; group < total; group++) {
    const table = shortcutsOf[group];
    const shortcut = table < 0 ? -1 : table + keyOf(group, word0, word1);
    let leaf = table < 0 ? 0 : shortcuts[shortcut];
    if (leaf === 0) {
      let at = roots[group];
      while (at > 0) {
        const place = tree[at];
        at = tree[at + 1 + ((wordOf(place) === 0 ? word0 : word1) >>> shiftOf(place) & maskOf(place))];
      }
      if (at === 0) {
        keep(count);
        ask(group, rows, offset);
        count = successors();
        continue;
      }
      leaf = -at;
      if (table >= 0) shortcuts[shortcut] = leaf;
    }
    const last = count + leaves[leaf];
    for (let from = leaf + 1; count < last; from += 3, count++) {
      labels[count] = leaves[from];
      output[2 * count] = word0 ^ leaves[from + 1];
      output[2 * count + 1] = word1 ^ leaves[from + 2];
    }
  }
  keep(count);
}

/** The values of all places that the group looks at, one after the other. */
function keyOf(group: number, word0: number, word1: number): number {
  let key = 0;
  const last = group * MOST_PLACES + placeCount[group];
  for (let n = group * MOST_PLACES; n < last; n++) {
    const place = places[n];
    const mask = maskOf(place);
    key = imul(key, mask + 1) + ((wordOf(place) === 0 ? word0 : word1) >>> shiftOf(place) & mask);
  }
  return key;
}

function noteActors(from: number): void {
  for (let i = from; i < successors(); i++) actors |= 1 << actorOf(successorLabels()[i]);
}

/** Gives the group a table of leaves for all places that it looks at, this one too. */
function addPlace(group: number, place: number): void {
  const first = group * MOST_PLACES;
  const count = placeCount[group];
  if (count > MOST_PLACES) return;
  for (let n = 0; n < count; n++) if (places[first + n] === place) return;
  placeCount[group]++;
  shortcutsOf[group] = -1;
  if (count === MOST_PLACES) return;
  places[first + count] = place;
  let size = 1;
  for (let n = 0; n <= count; n++) size *= maskOf(places[first + n]) + 1;
  if (size > 1 << SHORT_BITS || shortcutsEnd + size > shortcuts.length) return;
  shortcutsOf[group] = shortcutsEnd;
  shortcutsEnd += size;
}

/** A group of which this is not known: it is learned, where that is worth it. */
function ask(group: number, rows: Int32Array, offset: number): void {
  const from = successors();
  read(rows, offset);
  if (isWorthLearning(group)) learn(group, rows, offset); else stepsOfGroup(group);
  noteActors(from);
}

const isWorthLearning = (group: number): boolean => treeEnd < ROOM - MOST_OF_A_LESSON && (lessons[group] < TRIAL || lessons[group] * COST < states);

/** Runs the group's steps, and grows its tree by this run. */
function learn(group: number, rows: Int32Array, offset: number): void {
  const first = successors();
  startLearning();
  stepsOfGroup(group);
  const looks = stopLearning();
  const leaf = looks < 0 ? 0 : leafFrom(first, rows, offset);
  lessons[group] = leaf === 0 ? NEVER : lessons[group] + 1;
  if (leaf === 0) return;
  let parent = -1;
  let at = roots[group];
  for (let n = 0; n < looks; n++) {
    const place = lookedAt(n);
    addPlace(group, place);
    if (at === 0) {
      at = treeEnd;
      tree[at] = place;
      treeEnd += 2 + maskOf(place);
      if (parent < 0) roots[group] = at; else tree[parent] = at;
    }
    parent = at + 1 + (rows[offset + wordOf(place)] >>> shiftOf(place) & maskOf(place));
    at = tree[parent];
  }
  if (parent < 0) roots[group] = -leaf; else tree[parent] = -leaf;
}

/** Writes the successors down that were written from this one on. Gives 0 where there is no room for them. */
function leafFrom(first: number, rows: Int32Array, offset: number): number {
  const words = rowWords();
  const output = successorRows();
  const leaf = leavesEnd;
  if (leaf + 1 + (successors() - first) * (1 + words) > ROOM) return 0;
  leaves[leavesEnd++] = successors() - first;
  for (let s = first; s < successors(); s++) {
    leaves[leavesEnd++] = successorLabels()[s];
    for (let k = 0; k < words; k++) leaves[leavesEnd++] = rows[offset + k] ^ output[s * words + k];
  }
  return leaf;
}
