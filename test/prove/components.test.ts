import { componentsOf, hasCycle } from '../../src/prove/components';
import type { Search } from '../../src/prove/explore';
import { randomFrom } from '../cluster/problems';

/**
 * Goal: hasCycle knows exactly the graphs in which some component has more than one state, so that liveness is the same with and without it.
 * Method: random graphs, sparse enough that about half of them have a circle; a step to the state itself is never kept, so there is none here.
 */

function graph(seed: number): Search {
  const random = randomFrom(seed);
  const states = 1 + random(12);
  const steps = Array.from({ length: random(states + 4) }, () => [random(states), random(states)]).filter(([from, to]) => from !== to);
  const of = (state: number) => steps.flatMap(([from, to]) => from === state ? [to] : []);
  const edges = [...Array(states).keys()].map(of);
  const edgeStart = edges.reduce((starts, targets) => [...starts, starts[starts.length - 1] + targets.length], [0]);
  return { states, edges: Int32Array.from(edges.flat()), edgeStart: Int32Array.from(edgeStart) } as unknown as Search;
}

test('a circle is found where a component has more than one state, and nowhere else', () => {
  const graphs = [...Array(2000).keys()].map(graph);
  const found = graphs.map(hasCycle);
  expect(found).toEqual(graphs.map((each) => componentsOf(each).size.some((size) => size > 1)));
  expect(found.filter(Boolean).length).toBeGreaterThan(400);
  expect(found.filter((has) => !has).length).toBeGreaterThan(400);
});
