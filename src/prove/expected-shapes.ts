import type { Asked } from './asked';
import type { Outcome } from './check';
import { exploredCells } from './decide';
import { Shape, shapeOf } from './shape';
import type { Traits } from './traits';
import { windowCells } from './window-cells';

/**
 * The shapes that the proof of a set asks for, in its order, as long as it is told of each that all is well. What else it asks depends on what came of these, and it may not
 * ask for all of them; nothing but the division of work depends on it.
 */
export function expectedShapes(set: Traits, asked: Omit<Asked, 'explore' | 'withReplicas' | 'onAnswer'>): Shape[] {
  const shapes: Shape[] = [];
  const dreamt: Asked = {
    ...asked,
    explore: (problem, guarantees) => {
      shapes.push(shapeOf(problem, guarantees, asked.maxStates, asked.reduces));
      return allIsWell(guarantees);
    },
    // Nobody asks for fewer replicas where all were explored.
    withReplicas: () => set,
  };
  windowCells(set, dreamt);
  exploredCells(set, dreamt, () => false, []);
  return shapes;
}

const allIsWell = (guarantees: readonly string[]): Outcome => ({
  exploration: { states: 1, transitions: 0, depth: 0, frontier: 0 },
  actors: 0,
  exercised: new Set(guarantees),
  violations: new Map(),
  stuck: new Map(),
  asleep: false,
  completes: true,
});
