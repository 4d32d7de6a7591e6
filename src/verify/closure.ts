import { ascending } from './ascending';
import type { States } from './certificate';
import { isReached } from './ends';
import { type Progress, progressOf } from './progress';
import { PROPERTIES } from './properties';
import { windowOf } from './values';
import * as f from '../cluster/fields';
import { actorOf } from '../cluster/label';
import type { Problem } from '../cluster/problem';
import { clear, successorLabels, successorRows, successors } from '../cluster/row';
import { initialStates, successorsOf, useProblem } from '../cluster/step';

/** What the states of a certificate show. */
export interface Shown {
  /** Why they are not the states of the problem, where they are not. Then nothing else is shown. */
  readonly wrong?: string;
  /** Properties that a step breaks. */
  readonly broken: ReadonlySet<string>;
  /** Properties that a step put to the test. */
  readonly tested: ReadonlySet<string>;
  /** Why ranks and helpers are not right. */
  readonly noProgress?: string;
  /** Some state is what the spec asks for, with all edits made. */
  readonly completes: boolean;
}

const wrongly = (wrong: string): Shown => ({ wrong, broken: new Set(), tested: new Set(), completes: false });

/**
 * Goes from the initial states through all steps of the model. Each must lead to one of the states given: then these are all that can be reached. When all have
 * been visited, there are no others among them. Each step is judged once.
 */
export function shownBy(problem: Problem, { rows, ranks, helpers }: States, properties: readonly string[]): Shown {
  const layout = useProblem(problem);
  const { words } = layout;
  const { count, disorder, find } = ascending(rows, words);
  if (disorder >= 0) return wrongly(`state ${disorder} is not above the one before it`);
  const progress: Progress | undefined = ranks === undefined || helpers === undefined ? undefined : progressOf(problem, { rows, ranks, helpers });
  const [before, after] = [windowOf(layout), windowOf(layout)];
  const broken = new Set<string>();
  const tested = new Set<string>();
  let completes = false;
  const judge = (label: number): void => {
    for (const id of properties) {
      const judgement = PROPERTIES.get(id)!({ problem, before: before.values, after: after.values, actor: actorOf(label) });
      if (judgement === 'broken') broken.add(id);
      if (judgement !== 'silent') tested.add(id);
    }
  };

  const queue = new Int32Array(count);
  const seen = new Uint8Array(count);
  let reached = 0;
  /** @returns the state that a successor is, or -1 */
  const visit = (successor: number): number => {
    const state = find(successorRows(), successor * words);
    if (state >= 0 && seen[state] === 0) {
      seen[state] = 1;
      queue[reached++] = state;
    }
    return state;
  };

  if (!initialStates(problem)) return wrongly('the problem starts from more states than can be listed');
  for (let i = 0; i < successors(); i++) if (visit(i) < 0) return wrongly('a state that the problem starts from is missing');
  for (let visited = 0; visited < reached; visited++) {
    const state = queue[visited];
    clear();
    successorsOf(rows, state * words);
    before.move(rows, state * words);
    completes ||= before.values(f.EDIT) === problem.edits.length && isReached(problem, before.values);
    progress?.enter(state, before.values);
    for (let i = 0; i < successors(); i++) {
      const to = visit(i);
      if (to < 0) return wrongly(`a step from state ${state} leads to a state that is missing`);
      after.move(successorRows(), i * words);
      judge(successorLabels()[i]);
      progress?.step(to, successorLabels()[i]);
    }
    progress?.leave();
  }
  if (reached < count) return wrongly(`${count - reached} of its states cannot be reached`);
  const noProgress = progress?.flaw();
  return { broken, tested, ...noProgress === undefined ? {} : { noProgress }, completes };
}
