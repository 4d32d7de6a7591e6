import { subjectIn, web } from './manifests';
import { useProblem } from '../../src/cluster/step';
import { CAUSES } from '../../src/prove/causes';
import { explore } from '../../src/prove/explore';
import { findStuck } from '../../src/prove/liveness';
import { SCENARIOS, problemOf } from '../../src/prove/scenarios';
import { canStay, isBad } from '../../src/prove/stuck';

/** For each cause the nearest state where a run cannot go on: as liveness finds it in the graph, and as each state says of itself. */
export function judged(spec: string, name: string, faults: number): { graph: [number, number][]; states: [number, number][] } {
  const problem = problemOf(subjectIn(web(spec, { replicas: 2 })), SCENARIOS.find((scenario) => scenario.name === name)!, faults);
  const search = explore(problem, [], { maxStates: 10_000, keepEdges: true });
  if (search.frontier > 0) throw new Error(`${search.frontier} states are left`);
  const graph = [...findStuck(search)].sort();
  const layout = useProblem(problem);
  const nearest = new Map<number, number>();
  for (let s = 0; s < search.states; s++) {
    const row = search.rows.slice(s * layout.words, (s + 1) * layout.words);
    const cause = CAUSES.find((each) => isBad(problem, layout, row, each));
    if (cause !== undefined && !nearest.has(cause) && canStay(row, search.states) === true) nearest.set(cause, s);
  }
  return { graph, states: [...nearest].sort() };
}
