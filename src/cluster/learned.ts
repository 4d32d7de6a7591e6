import { kernel, numbers } from './kernel';
import { ASKS, DONE, ENDS, HEAP, LABELS, LEAVES, LEAVES_ROOM, MOST_GROUPS, ROOTS, STOPPED, SUCCESSORS, TREES, TREES_ROOM } from './kernel-code';
import { actorOf } from './label';
import { maskOf, shiftOf, wordOf } from './layout';
import { LEARNABLE_WORDS, capacity, clear, keep, lookedAt, read, rowWords, startLearning, stopLearning, successorLabels, successorRows, successors } from './row';
import { addToShortcut, forgetShortcuts } from './shortcuts';
import { groups, stepsOfGroup } from './step';

/**
 * Steps, learned once and looked up ever after.
 *
 * The step functions are written to be read, and they are slow to run by the million: each field is found by tables, each quantifier is a loop. But what a
 * group of steps (step.ts) does is decided by the few fields that it looks at. So each group is run once for each combination of their values, while `get` and
 * `now` note which fields decide. What `put` sets counts as looked at, so that the difference is always the same. The next field that a deterministic function
 * looks at depends only on those before, so the notes of all runs make one decision tree: look at the first field, go to the child of its value, and so on, down
 * to a leaf that lists the successors as the bits in which they differ. Walking the tree is exact, whatever the problem, because the tree is made of nothing but runs of the step functions themselves
 * (test/cluster/learned.test.ts compares both, successor by successor). The kernel walks (kernel/assembly/steps.ts), and stops where it is asked for a lesson.
 *
 * The idea of remembering transitions by the part of the state that they depend on is LTSmin's (Blom, van de Pol, Weber: LTSmin: Distributed and Symbolic
 * Reachability, 2010); its parts are declared, ours are seen.
 */

/** One lesson adds at most so many numbers to a tree: a node for each bundle of a long row. */
const MOST_OF_A_LESSON = 1 << 16;

// Where things begin in the kernel's memory, counted in numbers.
const LABEL = LABELS >> 2;
const SUCCESSOR = SUCCESSORS >> 2;
const ROOT = ROOTS >> 2;
const TREE = TREES >> 2;
const LEAF = LEAVES >> 2;
const STOP = STOPPED >> 2;

let treeEnd = 1;
let leavesEnd = 1;

/** The actors of all steps that were ever seen, as bits: each step is seen first when it is learned, or never is. */
let actors = 0;
export const actorsSeen = (): number => actors;

/** How many states were asked of, and how often a group did not know. */
let states = 0;
const lessons = new Int32Array(MOST_GROUPS);
/** After so many lessons it must have been worth it. */
const TRIAL = 4096;
/** A lesson costs as much as so many runs. */
const COST = 4;
/** More lessons than there can be questions. */
const NEVER = 0x3fffffff;

/** How many successors wait in the kernel's memory. */
let waitingCount = 0;
export const waiting = (): number => waitingCount;

/** Forgets what was learned of another problem. */
export function forgetSteps(): void {
  kernel();
  const memory = numbers();
  memory.fill(0, TREE, TREE + treeEnd);
  memory.fill(0, ROOT, ROOT + MOST_GROUPS);
  treeEnd = leavesEnd = 1;
  waitingCount = 0;
  forgetShortcuts();
  actors = 0;
  states = 0;
  lessons.fill(0);
}

/**
 * Has the kernel write every successor of the states from `first` on, as `successorsOf` does, in the same order, as long as there is room: then they wait in its memory.
 *
 * @param rows where the states stand there, in bytes
 * @returns the state to go on from
 */
export function takeSteps(rows: number, first: number, last: number): number {
  const words = rowWords();
  const enough = capacity() >> 1;
  const { step } = kernel();
  const memory = numbers();
  let said = step(words, rows, first, first, last, 0, groups(), 0, enough);
  while (said === ASKS) {
    const state = memory[STOP];
    const group = memory[STOP + 1];
    waitingCount = memory[STOP + 2];
    const isLearned = ask(group, memory, (rows >>> 2) + state * words);
    said = step(words, rows, first, state, last, isLearned ? group : group + 1, groups(), waitingCount, enough);
  }
  if (said !== DONE) throw tooMany();
  waitingCount = memory[STOP + 2];
  states += memory[STOP] - first;
  return memory[STOP];
}

const tooMany = () => new RangeError(`a state has more successors than the ${capacity()} that there is room for`);

/** The same of one state of any array, written where `successorsOf` writes. */
export function learnedSuccessorsOf(rows: Int32Array, offset: number): void {
  const words = rowWords();
  kernel();
  numbers().set(rows.subarray(offset, offset + words), HEAP >> 2);
  takeSteps(HEAP, 0, 1);
  showWaiting();
}

/**
 * Of the successors that wait, leaves out those of other actors than these.
 *
 * @returns the actors of those that stay, as bits
 */
export function keepActors(actorBits: number, sources: number): number {
  const seen = kernel().keepActors(actorBits, sources, rowWords());
  waitingCount = sources === 0 ? 0 : numbers()[(ENDS >> 2) + sources - 1];
  return seen;
}

/** Shows the successors that wait to those who look at the successors of row.ts. */
export function showWaiting(): void {
  const memory = numbers();
  successorRows().set(memory.subarray(SUCCESSOR, SUCCESSOR + waitingCount * rowWords()));
  successorLabels().set(memory.subarray(LABEL, LABEL + waitingCount));
  keep(waitingCount);
}

/** Has the successors of row.ts wait, behind those that wait already. */
export function wait(): void {
  const memory = numbers();
  const words = rowWords();
  const rows = successorRows();
  const labels = successorLabels();
  const count = successors();
  if (waitingCount + count > capacity()) throw tooMany();
  // Mostly there are few, of which a view would take longer than the copy.
  const to = SUCCESSOR + waitingCount * words;
  for (let k = 0; k < count * words; k++) memory[to + k] = rows[k];
  for (let i = 0; i < count; i++) memory[LABEL + waitingCount + i] = labels[i];
  waitingCount += count;
  clear();
}

/**
 * A group of which this is not known: it is learned, where that is worth it.
 *
 * @returns false where it was not, and its successors wait
 */
function ask(group: number, rows: Int32Array, offset: number): boolean {
  clear();
  read(rows, offset);
  const isLearned = isWorthLearning(group) && learn(group, rows, offset);
  if (!isLearned) stepsOfGroup(group);
  for (let i = 0; i < successors(); i++) actors |= 1 << actorOf(successorLabels()[i]);
  if (isLearned) clear(); else wait();
  return isLearned;
}

const isWorthLearning = (group: number): boolean => (
  rowWords() <= LEARNABLE_WORDS && treeEnd < TREES_ROOM - MOST_OF_A_LESSON && (lessons[group] < TRIAL || lessons[group] * COST < states));

/** Runs the group's steps, and grows its tree by this run. Gives false where that cannot be. */
function learn(group: number, rows: Int32Array, offset: number): boolean {
  startLearning();
  stepsOfGroup(group);
  const looks = stopLearning();
  const leaf = looks < 0 ? 0 : writeLeaf(rows, offset);
  lessons[group] = leaf === 0 ? NEVER : lessons[group] + 1;
  if (leaf === 0) {
    clear();
    return false;
  }
  const memory = numbers();
  let parent = ROOT + group;
  for (let n = 0; n < looks; n++) {
    const place = lookedAt(n);
    addToShortcut(group, place);
    if (memory[parent] === 0) {
      memory[parent] = treeEnd;
      memory[TREE + treeEnd] = place;
      treeEnd += 2 + maskOf(place);
    }
    parent = TREE + memory[parent] + 1 + (rows[offset + wordOf(place)] >>> shiftOf(place) & maskOf(place));
  }
  memory[parent] = -leaf;
  return true;
}

/** Writes the successors down. Gives 0 where there is no room for them. */
function writeLeaf(rows: Int32Array, offset: number): number {
  const words = rowWords();
  const memory = numbers();
  const output = successorRows();
  const leaf = leavesEnd;
  if (leaf + 1 + successors() * (1 + words) > LEAVES_ROOM) return 0;
  memory[LEAF + leavesEnd++] = successors();
  for (let s = 0; s < successors(); s++) {
    memory[LEAF + leavesEnd++] = successorLabels()[s];
    for (let k = 0; k < words; k++) memory[LEAF + leavesEnd++] = rows[offset + k] ^ output[s * words + k];
  }
  return leaf;
}
