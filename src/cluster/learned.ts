import { maskOf, shiftOf, wordOf } from './layout';
import { LEARNABLE_WORDS, keep, lookedAt, read, rowWords, startLearning, stopLearning, successorLabels, successorRows, successors } from './row';
import { groups, stepsOfGroup, successorsOf } from './step';

/**
 * Steps, learned once and looked up ever after.
 *
 * The step functions are written to be read, and they are slow to run by the million: each field is found by tables, each quantifier is a loop. But what a
 * group of steps (step.ts) does is decided by the few fields that it looks at. So each group is run once for each combination of their values, while `get` and
 * `now` note which fields decide and `put` notes what is set, so that the difference is always the same. The next field that a deterministic function looks at depends only on those before, so the notes of all
 * runs make one decision tree: look at the first field, go to the child of its value, and so on, down to a leaf that lists the successors as the bits in which they
 * differ. Walking the tree is exact, whatever the problem, because the tree is made of nothing but runs of the step functions themselves
 * (test/cluster/learned.test.ts compares both, successor by successor).
 *
 * The idea of remembering transitions by the part of the state that they depend on is LTSmin's (Blom, van de Pol, Weber: LTSmin: Distributed and Symbolic
 * Reachability, 2010); its parts are declared, ours are seen.
 */

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
  states = 0;
  lessons.fill(0);
}

/** Writes every successor of the row at this offset, as `successorsOf` does, in the same order. */
export function learnedSuccessorsOf(rows: Int32Array, offset: number): void {
  const words = rowWords();
  if (words > LEARNABLE_WORDS) {
    successorsOf(rows, offset);
    return;
  }
  read(rows, offset);
  states++;
  const total = groups();
  for (let group = 0; group < total; group++) {
    let at = roots[group];
    while (at > 0) {
      const place = tree[at];
      at = tree[at + 1 + (rows[offset + wordOf(place)] >>> shiftOf(place) & maskOf(place))];
    }
    if (at >= 0) ask(group, rows, offset); else if (leaves[-at] > 0) addLeaf(-at, rows, offset, words);
  }
}

/** The successors of a leaf: each is the row with some bits changed. Rows of two words, which most of the larger problems have, are written without a loop. */
function addLeaf(leaf: number, rows: Int32Array, offset: number, words: number): void {
  const output = successorRows();
  const labels = successorLabels();
  const first = successors();
  const last = first + leaves[leaf];
  let at = leaf + 1;
  let to = first * words;
  if (words === 2) {
    const word0 = rows[offset];
    const word1 = rows[offset + 1];
    for (let s = first; s < last; s++, at += 3, to += 2) {
      labels[s] = leaves[at];
      output[to] = word0 ^ leaves[at + 1];
      output[to + 1] = word1 ^ leaves[at + 2];
    }
  } else {
    for (let s = first; s < last; s++) {
      labels[s] = leaves[at++];
      for (let k = 0; k < words; k++) output[to++] = rows[offset + k] ^ leaves[at++];
    }
  }
  keep(last);
}

/** A group of which this is not known: it is learned, where that is worth it. */
function ask(group: number, rows: Int32Array, offset: number): void {
  if (isWorthLearning(group)) learn(group, rows, offset); else stepsOfGroup(group);
}

const isWorthLearning = (group: number): boolean => treeEnd < ROOM - MOST_OF_A_LESSON && (lessons[group] < TRIAL || lessons[group] * COST < states);

/** Runs the group's steps, and grows its tree by this run. */
function learn(group: number, rows: Int32Array, offset: number): void {
  const first = successors();
  startLearning();
  stepsOfGroup(group);
  const places = stopLearning();
  const leaf = places < 0 ? 0 : leafFrom(first, rows, offset);
  lessons[group] = leaf === 0 ? NEVER : lessons[group] + 1;
  if (leaf === 0) return;
  let parent = -1;
  let at = roots[group];
  for (let n = 0; n < places; n++) {
    const place = lookedAt(n);
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
