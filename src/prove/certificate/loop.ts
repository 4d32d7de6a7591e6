import { actorOf, isFair, objectOf } from '../../cluster/label';
import type { Problem } from '../../cluster/problem';
import { clear, rowWords, successorLabels, successorRows, successors } from '../../cluster/row';
import { successorsOf, useProblem } from '../../cluster/step';
import type { Run } from '../path';

interface Step { readonly from: number; readonly to: number; readonly label: number }

/** The fair steps that can be taken from a row on, as a graph. State 0 is the row. */
interface Graph {
  readonly rows: readonly Int32Array[];
  /** The steps out of each state. */
  readonly steps: readonly (readonly Step[])[];
}

function fairStepsFrom(row: Int32Array): Graph {
  const words = rowWords();
  const rows = [row];
  const steps: Step[][] = [];
  const known = new Map([[row.join(), 0]]);
  for (let from = 0; from < rows.length; from++) {
    clear();
    successorsOf(rows[from], 0);
    steps.push([]);
    for (let i = 0; i < successors(); i++) {
      const label = successorLabels()[i];
      if (!isFair(actorOf(label))) continue;
      const reached = successorRows().slice(i * words, (i + 1) * words);
      const key = reached.join();
      const to = known.get(key) ?? rows.push(reached) - 1;
      known.set(key, to);
      steps[from].push({ from, to, label });
    }
  }
  return { rows, steps };
}

/** Those states from which the first one can be reached again. */
function comingBack({ rows, steps }: Graph): Set<number> {
  const before: number[][] = rows.map(() => []);
  for (const { from, to } of steps.flat()) before[to].push(from);
  const back = new Set([0]);
  for (const state of back) for (const from of before[state]) back.add(from);
  return back;
}

/** A shortest way from a state to one that is asked for, over states that come back. */
function way({ steps }: Graph, inside: ReadonlySet<number>, from: number, isWanted: (state: number) => boolean): Step[] {
  const cameBy = new Map<number, Step | undefined>([[from, undefined]]);
  for (const [state] of cameBy) {
    if (isWanted(state)) {
      const taken: Step[] = [];
      for (let step = cameBy.get(state); step !== undefined; step = cameBy.get(step.from)) taken.unshift(step);
      return taken;
    }
    for (const step of steps[state]) if (inside.has(step.to) && !cameBy.has(step.to)) cameBy.set(step.to, step);
  }
  return [];
}

const actorKey = ({ label }: Step): number => actorOf(label) | objectOf(label) << 8;

/**
 * How a run that is stuck goes on for ever without treating anybody unfairly: a loop from its last state back to it, in which every fair actor takes a step or
 * cannot take one somewhere. Where nothing happens any more it is empty.
 */
export function loopOf(problem: Problem, { first, steps: run }: Run): Run['steps'] {
  useProblem(problem);
  const graph = fairStepsFrom(run.at(-1)?.row ?? first);
  const inside = comingBack(graph);
  const loop: Step[] = [];
  const go = (steps: readonly Step[]): void => { loop.push(...steps); };
  const at = (): number => loop.at(-1)?.to ?? 0;
  for (const actor of new Set([...inside].flatMap((state) => graph.steps[state].map(actorKey)))) {
    const acts = (state: number): Step | undefined => graph.steps[state].find((step) => actorKey(step) === actor && inside.has(step.to));
    const waits = [...inside].find((state) => !graph.steps[state].some((step) => actorKey(step) === actor));
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
