import { maskOf, shiftOf, wordOf } from './layout';
import { LEARNABLE_WORDS, addLearned, bitsSetIn, lookedAt, read, rowWords, startLearning, stopLearning, successorLabels, successorRows, successors } from './row';
import { groups, stepsOfGroup, successorsOf } from './step';

/**
 * Steps, learned once and looked up ever after.
 *
 * The step functions are written to be read, and they are slow to run by the million: each field is found by tables, each quantifier is a loop. But what a
 * group of steps (step.ts) does is decided by the few fields that it looks at. So each group is run once for each combination of their values, while `get` and
 * `now` note which fields decide and `put` notes what is set. The next field that a deterministic function looks at depends only on those before, so the notes of all
 * runs make one decision tree: look at the first field, go to the child of its value, and so on, down to a leaf that lists the successors as bits to keep and
 * bits to set. Walking the tree is exact, whatever the problem, because the tree is made of nothing but runs of the step functions themselves
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
/** A leaf is its number of successors, and of each the label and for each word the bits to keep and the bits to set. */
const leaves = new Int32Array(ROOM);
let leavesEnd = 1;
const roots = new Int32Array(MAX_GROUPS);

/** How often a group was asked, and how often it did not know. */
const asked = new Int32Array(MAX_GROUPS);
const learnt = new Int32Array(MAX_GROUPS);
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
  asked.fill(0);
  learnt.fill(0);
}

/** Writes every successor of the row at this offset, as `successorsOf` does, in the same order. */
export function learnedSuccessorsOf(rows: Int32Array, offset: number): void {
  if (rowWords() > LEARNABLE_WORDS) {
    successorsOf(rows, offset);
    return;
  }
  read(rows, offset);
  const total = groups();
  for (let group = 0; group < total; group++) {
    asked[group]++;
    let at = roots[group];
    while (at > 0) {
      const place = tree[at];
      at = tree[at + 1 + (rows[offset + wordOf(place)] >>> shiftOf(place) & maskOf(place))];
    }
    if (at < 0) addLeaf(-at); else if (isWorthLearning(group)) learn(group, rows, offset); else stepsOfGroup(group);
  }
}

function addLeaf(leaf: number): void {
  const size = 1 + 2 * rowWords();
  const end = leaf + 1 + leaves[leaf] * size;
  for (let at = leaf + 1; at < end; at += size) addLearned(leaves[at], leaves, at + 1);
}

const isWorthLearning = (group: number): boolean => treeEnd < ROOM - MOST_OF_A_LESSON && (learnt[group] < TRIAL || learnt[group] * COST < asked[group]);

/** Runs the group's steps, and grows its tree by this run. */
function learn(group: number, rows: Int32Array, offset: number): void {
  const first = successors();
  startLearning();
  stepsOfGroup(group);
  const places = stopLearning();
  const leaf = places < 0 ? 0 : leafFrom(first);
  learnt[group] = leaf === 0 ? NEVER : learnt[group] + 1;
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
function leafFrom(first: number): number {
  const words = rowWords();
  const output = successorRows();
  const leaf = leavesEnd;
  if (leaf + 1 + (successors() - first) * (1 + 2 * words) > ROOM) return 0;
  leaves[leavesEnd++] = successors() - first;
  for (let s = first; s < successors(); s++) {
    leaves[leavesEnd++] = successorLabels()[s];
    for (let k = 0; k < words; k++) {
      const bits = bitsSetIn(s, k);
      leaves[leavesEnd++] = ~bits;
      leaves[leavesEnd++] = output[s * words + k] & bits;
    }
  }
  return leaf;
}
