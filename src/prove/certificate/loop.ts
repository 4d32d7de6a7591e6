import { takerOf } from '../../cluster/label';
import type { Problem } from '../../cluster/problem';
import { useProblem } from '../../cluster/step';
import { type FairGraph, type FairStep, comingBack, fairGraphFrom } from '../fair-graph';
import type { Run } from '../path';

/** A shortest way from a state to one that is asked for, over states that come back. */
function way({ steps }: FairGraph, inside: ReadonlySet<number>, from: number, isWanted: (state: number) => boolean): FairStep[] {
  const cameBy = new Map<number, FairStep | undefined>([[from, undefined]]);
  for (const [state] of cameBy) {
    if (isWanted(state)) {
      const taken: FairStep[] = [];
      for (let step = cameBy.get(state); step !== undefined; step = cameBy.get(step.from)) taken.unshift(step);
      return taken;
    }
    for (const step of steps[state]) if (inside.has(step.to) && !cameBy.has(step.to)) cameBy.set(step.to, step);
  }
  return [];
}

/**
 * How a run that is stuck goes on for ever without treating anybody unfairly: a loop from its last state back to it, in which every fair actor takes a step or
 * cannot take one somewhere. Where nothing happens any more it is empty.
 */
export function loopOf(problem: Problem, { first, steps: run }: Run): Run['steps'] {
  useProblem(problem);
  const graph = fairGraphFrom(run.at(-1)?.row ?? first)!;
  const inside = comingBack(graph);
  const loop: FairStep[] = [];
  const go = (steps: readonly FairStep[]): void => { loop.push(...steps); };
  const at = (): number => loop.at(-1)?.to ?? 0;
  for (const actor of new Set([...inside].flatMap((state) => graph.steps[state].map(({ label }) => takerOf(label))))) {
    const acts = (state: number): FairStep | undefined => graph.steps[state].find((step) => takerOf(step.label) === actor && inside.has(step.to));
    const waits = [...inside].find((state) => !graph.steps[state].some((step) => takerOf(step.label) === actor));
    if (waits !== undefined) {
      go(way(graph, inside, at(), (state) => state === waits));
    } else {
      go(way(graph, inside, at(), (state) => acts(state) !== undefined));
      go([acts(at())!]);
    }
  }
  go(way(graph, inside, at(), (state) => state === 0));
  return loop.map(({ to, label }) => ({ label, row: graph.rows[to] }));
}
