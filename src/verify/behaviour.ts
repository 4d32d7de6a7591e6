import type { Run, Step } from './certificate';
import { ENDS, isImpossible, isReached } from './ends';
import { PROPERTIES } from './properties';
import { type Values, windowOf } from './values';
import { actorOf, isFair, takerOf } from '../cluster/label';
import type { Layout } from '../cluster/layout';
import type { Problem } from '../cluster/problem';
import { clear, successorLabels, successorRows, successors } from '../cluster/row';
import { initialStates, successorsOf, useProblem } from '../cluster/step';

const isSame = (a: Int32Array, b: Int32Array, at: number): boolean => a.every((word, k) => word === b[at + k]);

/** Whether one of the successors that have just been written is this row, with this label if there is one. */
function isAmongSuccessors(row: Int32Array, label?: number): boolean {
  for (let i = 0; i < successors(); i++) {
    if (isSame(row, successorRows(), i * row.length) && (label === undefined || successorLabels()[i] === label)) return true;
  }
  return false;
}

/** Why a run is none of the model, from its first state and step by step. */
function flawOf(problem: Problem, { first, steps, loop }: Run): string | undefined {
  clear();
  initialStates(problem);
  if (!isAmongSuccessors(first)) return 'its first state is none that the problem starts from';
  let at = first;
  for (const [number, { label, row }] of [...steps, ...loop].entries()) {
    clear();
    successorsOf(at, 0);
    if (!isAmongSuccessors(row, label)) return `its step ${number} is none that the model can take`;
    at = row;
  }
  return undefined;
}

/** The fair actors that can act in a state. */
function enabledIn(row: Int32Array): Set<number> {
  clear();
  successorsOf(row, 0);
  const enabled = new Set<number>();
  for (let i = 0; i < successors(); i++) if (isFair(actorOf(successorLabels()[i]))) enabled.add(takerOf(successorLabels()[i]));
  return enabled;
}

/** Whether a run can go on like this for ever without being unfair: whoever could act all the time has acted. An empty loop is a state where nobody can. */
function isFairLoop(last: Int32Array, loop: readonly Step[]): boolean {
  const end = loop.at(-1)?.row ?? last;
  if (!isSame(last, end, 0)) return false;
  const acted = new Set(loop.map(({ label }) => takerOf(label)));
  const always = loop.map(({ row }) => enabledIn(row)).reduce((common, enabled) => new Set([...common].filter((actor) => enabled.has(actor))), enabledIn(last));
  return [...always].every((actor) => acted.has(actor));
}

/** Why a run does not refute a guarantee, if it does not. */
export function objectionTo(problem: Problem, run: Run, guarantee: string): string | undefined {
  const layout = useProblem(problem);
  const flaw = flawOf(problem, run);
  if (flaw !== undefined) return flaw;
  const states = [run.first, ...run.steps.map(({ row }) => row)];
  const last = states[states.length - 1];
  const property = PROPERTIES.get(guarantee);
  if (property === undefined) return endObjection(problem, layout, last, run.loop, guarantee);
  const step = run.steps.at(-1);
  if (step === undefined || run.loop.length > 0) return 'it has no last step';
  const judgement = property({ problem, before: valuesOf(layout, states[states.length - 2]), after: valuesOf(layout, last), actor: actorOf(step.label) });
  return judgement === 'broken' ? undefined : 'its last step breaks nothing';
}

function endObjection(problem: Problem, layout: Layout, last: Int32Array, loop: readonly Step[], guarantee: string): string | undefined {
  const values = valuesOf(layout, last);
  if (isReached(problem, values) || isImpossible(problem, values)) return 'its last state is a good end';
  if (!ENDS.get(guarantee)!(problem, values)) return `its last state does not show that ${guarantee} is broken`;
  return isFairLoop(last, loop) ? undefined : 'it need not stay in its last state';
}

function valuesOf(layout: Layout, row: Int32Array): Values {
  const { values, move } = windowOf(layout);
  move(row, 0);
  return values;
}
