import type { Decoder } from './decode';
import { Monitor, Search, VIOLATED } from './explore';
import type { Snapshot, TimelineStep } from './timeline';
import { forgetSteps, learnedSuccessorsOf } from '../cluster/learned';
import { mergesBudgets } from '../cluster/reductions';
import { clear, select, successorLabels, successorRows, successors } from '../cluster/row';
import { successorsOf, useProblem } from '../cluster/step';

/** A run: its first state, and each step's label with the row it leads to. Rows are copies. */
export interface Run {
  readonly first: Int32Array;
  readonly steps: readonly { readonly label: number; readonly row: Int32Array }[];
}

const rowOf = (search: Search, state: number): Int32Array => search.rows.slice(state * search.layout.words, (state + 1) * search.layout.words);

/** Whether two rows are equal, word by word. */
function isAt(rows: Int32Array, at: number, output: Int32Array, from: number, words: number): boolean {
  for (let k = 0; k < words; k++) if (rows[at + k] !== output[from + k]) return false;
  return true;
}

/** The first step from a row that does what is asked. */
function stepFrom(row: Int32Array, words: number, wanted: (index: number) => boolean): { label: number; row: Int32Array } {
  clear();
  successorsOf(row, 0);
  for (let i = 0; i < successors(); i++) {
    if (wanted(i)) return { label: successorLabels()[i], row: successorRows().slice(i * words, (i + 1) * words) };
  }
  throw new Error('a step of the explored graph cannot be taken again: the model is not deterministic');
}

/**
 * The shortest run to a state. Only states are kept, in the order in which they were found: the one that a state was found from is the first of the distance
 * before that has a step to it. So steps are taken again, and a counterexample is always a run that the model really has.
 */
export function runTo(search: Search, state: number): Run {
  if (mergesBudgets(search.problem)) throw new Error('a search that merges budgets of faults knows no distances, so no shortest run');
  useProblem(search.problem, search.layout);
  forgetSteps();
  const { words } = search.layout;
  const states = [state];
  for (let level = levelOf(search, state); level > 0; level--) states.unshift(firstBefore(search, level, states[0]));
  const steps = states.slice(1).map((s, i) => {
    const to = rowOf(search, s);
    return stepFrom(rowOf(search, states[i]), words, (index) => isAt(successorRows(), index * words, to, 0, words));
  });
  return { first: rowOf(search, states[0]), steps };
}

/** The distance of a state from the start. */
function levelOf({ levels }: Search, state: number): number {
  let level = levels.length - 1;
  while (levels[level] > state) level--;
  return level;
}

/** The first state of the distance before that has a step to this one. */
function firstBefore({ levels, rows, layout: { words } }: Search, level: number, state: number): number {
  for (let s = levels[level - 1]; s < levels[level]; s++) {
    learnedSuccessorsOf(rows, s * words);
    for (let i = 0; i < successors(); i++) if (isAt(successorRows(), i * words, rows, state * words, words)) return s;
  }
  throw new Error('no step leads to a state that was found: the model is not deterministic');
}

/** The shortest run to a state, and from there one step that a monitor objects to. */
export function runToViolation(search: Search, state: number, monitor: Monitor): Run {
  const run = runTo(search, state);
  const last = stepFrom(rowOf(search, state), search.layout.words, (index) => {
    select(index);
    return monitor.step(successorLabels()[index]) === VIOLATED;
  });
  return { first: run.first, steps: [...run.steps, last] };
}

/** What a run looks like to a person. The last step can carry a note. */
export function decodeRun(run: Run, decoder: Decoder, note?: string): { start: Snapshot; steps: TimelineStep[] } {
  const start = decoder.start(run.first);
  let before = run.first;
  const steps = run.steps.map(({ label, row }, index) => {
    const step = decoder.step(before, label, row, index === run.steps.length - 1 ? note : undefined);
    before = row;
    return step;
  });
  return { start, steps };
}
