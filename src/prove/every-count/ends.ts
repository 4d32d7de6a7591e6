import { oneOrdinal } from './rank';
import { canBeStuck, isCondemned } from './together';
import * as f from '../../cluster/fields';
import { layoutOf } from '../../cluster/layout';
import type { Problem } from '../../cluster/problem';
import { fieldOf } from '../../cluster/row';
import { shapeOf, shapeText } from '../shape';

/** What all runs of a set of any size come to, once users and faults stop. */
export interface Ends {
  /** The most steps that one ordinal can take. A set takes no more than its ordinals together. */
  readonly rank: number;
  /** Of the window of one ordinal. */
  readonly states: number;
  readonly transitions: number;
  readonly actors: number;
  /** So many ordinals were looked at together. */
  readonly together: number;
  /** Some of them can stay although the spec is not met. */
  readonly stuck: boolean;
  /** Also where nothing was scaled: then there is no pod above the wanted number. */
  readonly stuckUnscaled: boolean;
}

/** Sets of one shape (shape.ts) have the same, whatever their sizes and budgets. Few numbers each, so they are kept. */
const known = new Map<string, Ends | undefined>();

/**
 * Every run of a set of any size comes to a state in which nobody has anything to do (L1, rank.ts), and every such state that is not what the spec asks for has
 * a few ordinals that are stuck by themselves (L2, together.ts).
 *
 * @param problem of one ordinal
 * @param together how many ordinals can be stuck and need each other for it
 * @returns nothing where one ordinal has too many states, or a cycle
 */
export function endsOf(problem: Problem, together: number, maxStates: number): Ends | undefined {
  const key = `${together} ${shapeText(shapeOf(problem, [], maxStates))}`;
  if (!known.has(key)) known.set(key, explored(problem, together, maxStates));
  return known.get(key);
}

function explored(problem: Problem, together: number, maxStates: number): Ends | undefined {
  const { rank, states, transitions, actors, quiet } = oneOrdinal(problem, maxStates);
  if (rank === undefined) return undefined;
  const layout = layoutOf(problem);
  const asks = (row: Int32Array, field: number) => fieldOf(layout, row, 0, field);
  const { brokenTemplates } = problem;
  // Nothing is promised while a broken template is wanted, nor of what is below a partition, which nobody mends.
  const promised = quiet.filter((row) => brokenTemplates === 0 || (brokenTemplates >>> asks(row, f.TEMPLATE) & 1) === 0 && asks(row, f.PARTITION) === 0);
  const sizes = Array.from({ length: together }, (_, i) => i + 1);
  const canStay = (rows: readonly Int32Array[]) => sizes.some((slots) => canBeStuck({ ...problem, slots }, rows));
  const stuckUnscaled = canStay(promised.filter((row) => !isCondemned(layout, row)));
  return { rank, states, transitions, actors, together, stuck: stuckUnscaled || canStay(promised), stuckUnscaled };
}
