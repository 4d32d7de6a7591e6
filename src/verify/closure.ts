import { ascending } from './ascending';
import type { States } from './certificate';
import { isReached } from './ends';
import { type Taken, progressFlaw } from './progress';
import { PROPERTIES } from './properties';
import { startsOf, stepsFrom } from './steps';
import { valuesAt } from './values';
import * as f from '../cluster/fields';
import { actorOf } from '../cluster/label';
import type { Problem } from '../cluster/problem';
import { useProblem } from '../cluster/step';

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
export function shownBy(problem: Problem, { rows, ranks, helpers }: States, properties: ReadonlySet<string>): Shown {
  const layout = useProblem(problem);
  const { words } = layout;
  const { count, disorder, find } = ascending(rows, words);
  if (disorder >= 0) return wrongly(`state ${disorder} is not above the one before it`);
  const broken = new Set<string>();
  const tested = new Set<string>();
  let completes = false;
  let noProgress: string | undefined;

  const queue = new Int32Array(count);
  const seen = new Uint8Array(count);
  let reached = 0;
  /** @returns the state that a row is, or -1 */
  const visit = (row: Int32Array): number => {
    const state = find(row, 0);
    if (state >= 0 && seen[state] === 0) {
      seen[state] = 1;
      queue[reached++] = state;
    }
    return state;
  };

  const starts = startsOf(problem);
  if (starts === undefined) return wrongly('the problem starts from more states than can be listed');
  if (starts.map(visit).includes(-1)) return wrongly('a state that the problem starts from is missing');
  for (let visited = 0; visited < reached; visited++) {
    const state = queue[visited];
    const before = valuesAt(layout, rows, state * words);
    const steps = stepsFrom(rows, state * words).map(({ label, row }): Taken => ({ label, to: visit(row) }));
    if (steps.some(({ to }) => to < 0)) return wrongly(`a step from state ${state} leads to a state that is missing`);
    for (const { to, label } of steps) {
      const step = { problem, before, after: valuesAt(layout, rows, to * words), actor: actorOf(label) };
      for (const id of properties) {
        const judgement = PROPERTIES.get(id)!(step);
        if (judgement === 'broken') broken.add(id);
        if (judgement !== 'silent') tested.add(id);
      }
    }
    completes ||= before(f.EDIT) === problem.edits.length && isReached(problem, before);
    if (ranks !== undefined && helpers !== undefined) noProgress ??= progressFlaw(problem, { ranks, helpers }, state, before, steps);
  }
  if (reached < count) return wrongly(`${count - reached} of its states cannot be reached`);
  return { broken, tested, ...noProgress === undefined ? {} : { noProgress }, completes };
}
