import { define, type Definition } from './definition';
import { and, equal, forall, implies, not, or, type Expression } from './expression';
import { phaseIs } from './guards';
import { unsat, type Query } from './query';
import { call, startOf, type Relation } from './relation';
import { next } from './state';
import * as f from '../../cluster/fields';
import type { Problem } from '../../cluster/problem';
import { PLAIN } from '../../cluster/reductions';
import { fieldOf } from '../../cluster/row';
import { explore } from '../../prove/explore';

/** What of the window is written: the reachable pairs of ordinals, as a formula. */
export interface WrittenWindow {
  readonly definitions: readonly Definition[];
  readonly pairs: number;
}

/** More pairs than this are too much for solvers. */
const LARGEST_WINDOW = 400;
/** Far more states than any such window has: a partition is not written, and triples them. */
const MOST_STATES = 20_000;

/** Constructors by the number that the model gives them. */
const PHASES = ['Absent', 'Pending', 'Scheduled', 'Running', 'Failed'];

const podFormula = ([at, ready, available, deleting]: readonly number[], minReady: boolean): Expression => {
  const is = (name: string, value: number): Expression => value === 1 ? [name, 'x'] : not([name, 'x']);
  return and(phaseIs('x', PHASES[at]), is('ready', ready), minReady ? is('available', available) : 'true', is('deleting', deleting));
};

/**
 * What is reachable by scaling and by any fault while the template stays, found by the explorer with the step functions of `prove`, not with the relation of
 * the file. The solver then confirms for every number of ordinals that no pair ever leaves it.
 */
export function windowOf(problem: Problem): WrittenWindow | undefined {
  const search = explore({ ...problem, templates: 1, reductions: PLAIN }, [], { maxStates: MOST_STATES, keepEdges: false });
  if (search.frontier > 0) return undefined;
  const pods: string[] = [];
  const numberOf = (pod: readonly number[]): number => {
    const key = pod.join();
    if (!pods.includes(key)) pods.push(key);
    return pods.indexOf(key);
  };
  // For each number of wanted ordinals and each lower pod, the higher ones.
  const pairs = new Map<string, Set<number>>();
  for (let s = 0; s < search.states; s++) {
    const value = (field: number) => fieldOf(search.layout, search.rows, s * search.layout.words, field);
    const [lower, higher] = [0, 1].map((i) => numberOf([value(f.phase(i)), value(f.ready(i)), value(f.available(i)), value(f.deleting(i))]));
    const key = `${value(f.REPLICAS)},${lower}`;
    pairs.set(key, (pairs.get(key) ?? new Set()).add(higher));
  }
  const count = [...pairs.values()].reduce((sum, { size }) => sum + size, 0);
  if (count > LARGEST_WINDOW) return undefined;
  const named = pods.map((key, n) => define(`pod-${n}`, ['x'], '', podFormula(key.split(',').map(Number), problem.minReady)));
  const rows = [...pairs].map(([key, higher]): Expression => {
    const [replicas, lower] = key.split(',').map(Number);
    const wanted = and(...['x', 'y'].map((x, i): Expression => i < replicas ? ['wanted', x] : not(['wanted', x])));
    return and(wanted, [`pod-${lower}`, 'x'], or(...[...higher].map((n): Expression => [`pod-${n}`, 'y'])));
  });
  return {
    pairs: count,
    definitions: [
      ...named,
      define('one-revision', [], 'The template stays: every pod is of the one revision.', and(equal('current-revision', 'update-revision'), forall(['x'], or(phaseIs('x', 'Absent'), equal(['revision', 'x'], 'update-revision'))))),
      define('in-window', [], `Each two ordinals are in one of these ${count} states.`, forall(['x', 'y'], implies(['below', 'x', 'y'], or(...rows)))),
    ],
  };
}

export function windowQueries(relation: Relation): Query[] {
  const window: Expression[] = ['wanted-is-a-number', 'partition-is-a-number', 'one-revision', 'in-window'];
  const steps = relation.actions.filter(({ name }) => name !== 'user-template');
  return [
    unsat('window: the start is inside', startOf(relation), not(and('in-window', 'one-revision'))),
    ...steps.map((action) => unsat(`window: ${action.name} does not leave it`, ...window, call(action), not(and(next('in-window'), next('one-revision'))))),
  ];
}
