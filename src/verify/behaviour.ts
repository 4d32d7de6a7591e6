import type { Run, Step } from './certificate';
import { ENDS, isImpossible, isReached } from './ends';
import { PROPERTIES } from './properties';
import { startsOf, stepsFrom } from './steps';
import { valuesAt } from './values';
import { actorOf, isFair, takerOf } from '../cluster/label';
import type { Layout } from '../cluster/layout';
import type { Problem } from '../cluster/problem';
import { useProblem } from '../cluster/step';

const isSame = (a: Int32Array, b: Int32Array): boolean => a.every((word, k) => word === b[k]);

/** Why a run is none of the model, from its first state and step by step. */
function flawOf(problem: Problem, { first, steps, loop }: Run): string | undefined {
  if (startsOf(problem)?.some((start) => isSame(start, first)) !== true) return 'its first state is none that the problem starts from';
  let at = first;
  for (const [number, { label, row }] of [...steps, ...loop].entries()) {
    if (!stepsFrom(at).some((step) => step.label === label && isSame(step.row, row))) return `its step ${number} is none that the model can take`;
    at = row;
  }
  return undefined;
}

/** The fair actors that can act in a state. */
const enabledIn = (row: Int32Array): Set<number> => new Set(stepsFrom(row).filter(({ label }) => isFair(actorOf(label))).map(({ label }) => takerOf(label)));

/** Whether a run can go on like this for ever without being unfair: whoever could act all the time has acted. An empty loop is a state where nobody can. */
function isFairLoop(last: Int32Array, loop: readonly Step[]): boolean {
  if (!isSame(last, loop.at(-1)?.row ?? last)) return false;
  const acted = new Set(loop.map(({ label }) => takerOf(label)));
  const [here, ...further] = [last, ...loop.map(({ row }) => row)].map(enabledIn);
  return [...here].every((actor) => acted.has(actor) || further.some((enabled) => !enabled.has(actor)));
}

/** Why a run does not refute a guarantee, if it does not. */
export function objectionTo(problem: Problem, run: Run, guarantee: string): string | undefined {
  const layout = useProblem(problem);
  const flaw = flawOf(problem, run);
  if (flaw !== undefined) return flaw;
  const [last, before] = [run.first, ...run.steps.map(({ row }) => row)].reverse();
  const property = PROPERTIES.get(guarantee);
  if (property === undefined) return endObjection(problem, layout, last, run.loop, guarantee);
  const step = run.steps.at(-1);
  if (step === undefined || run.loop.length > 0) return 'it has no last step';
  const judgement = property({ problem, before: valuesAt(layout, before, 0), after: valuesAt(layout, last, 0), actor: actorOf(step.label) });
  return judgement === 'broken' ? undefined : 'its last step breaks nothing';
}

function endObjection(problem: Problem, layout: Layout, last: Int32Array, loop: readonly Step[], guarantee: string): string | undefined {
  const values = valuesAt(layout, last, 0);
  if (isReached(problem, values) || isImpossible(problem, values)) return 'its last state is a good end';
  if (!ENDS.get(guarantee)!(problem, values)) return `its last state does not show that ${guarantee} is broken`;
  return isFairLoop(last, loop) ? undefined : 'it need not stay in its last state';
}
