import * as f from '../../cluster/fields';
import { type Layout, layoutOf } from '../../cluster/layout';
import type { Problem } from '../../cluster/problem';
import { fieldOf } from '../../cluster/row';
import { useProblem } from '../../cluster/step';
import { isBrokenRow, isConvergedRow } from '../converged';
import { isAtRest } from '../stuck';

/** So many ordinals at most are looked at together. */
export const MAX_TOGETHER = 4;

const KINDS = f.FIELDS / f.STRIDE;

/** The kinds of fields that each ordinal has one of. */
const kindsOfOrdinals = ({ mask }: Layout): number[] => Array.from({ length: KINDS }, (_, kind) => kind * f.STRIDE).filter((kind) => mask[kind + 1] !== 0);

/** Puts ordinals, each with its own row, into one row; nothing where they are not of one set. */
function joined(one: Layout, several: Layout, kinds: readonly number[], rows: readonly Int32Array[]): Int32Array | undefined {
  const row = new Int32Array(several.words);
  const put = (field: number, value: number) => { row[several.word[field]] |= (value & several.mask[field]) << several.shift[field]; };
  const value = (of: Int32Array, field: number) => fieldOf(one, of, 0, field);
  const [first, ...others] = rows;
  for (const count of [f.REPLICAS, f.PARTITION]) {
    // Each ordinal knows whether it is counted. Those that are come first.
    if (rows.some((each, i) => i > 0 && value(each, count) > value(rows[i - 1], count))) return undefined;
    put(count, rows.reduce((sum, each) => sum + value(each, count), 0));
  }
  for (const name of [f.TEMPLATE, f.CURRENT_REVISION]) {
    if (others.some((each) => value(each, name) !== value(first, name))) return undefined;
    put(name, value(first, name));
  }
  rows.forEach((each, i) => kinds.forEach((kind) => put(kind + i, value(each, kind))));
  return row;
}

/** Whether the ordinal's pod is there although it is not wanted. */
export const isCondemned = (one: Layout, row: Int32Array): boolean => fieldOf(one, row, 0, f.REPLICAS) === 0 && fieldOf(one, row, 0, f.phase(0)) !== f.ABSENT;

/**
 * The stuck states of several ordinals (L2): each of them is quiet by itself, the sync that sees them together does nothing, and the spec is not met.
 *
 * A set that can do nothing and is not what its spec asks for has at most two ordinals to blame. In order: the sync stops at the lowest replica that
 * is not available, which it would do without the others; or at the highest condemned pod, which is unhealthy and not the lowest such one: these two. Under Parallel:
 * the highest unavailable replica, above which all are updated; it is updated itself, terminating, or failed, or the sync would delete it; with a
 * budget of maxUnavailable, as many unavailable replicas as the budget has. All other guards look at one ordinal. So a set of any size that is stuck has these
 * ordinals among the quiet ones, and they are stuck without the rest.
 *
 * All quiet states that agree on the spec are put together, also such as no run brings together: a proof is sound, and a counterexample is looked for elsewhere.
 *
 * @param problem of so many ordinals
 * @param quiet what each of them can be
 */
export function canBeStuck(problem: Problem, quiet: readonly Int32Array[]): boolean {
  const one = layoutOf({ ...problem, slots: 1 });
  const layout = useProblem(problem);
  const kinds = kindsOfOrdinals(layoutOf({ ...problem, slots: 2 }));
  const extend = (chosen: readonly Int32Array[]): boolean => {
    const row = joined(one, layout, kinds, chosen);
    if (row === undefined) return false;
    if (chosen.length < problem.slots) return quiet.some((next) => extend([...chosen, next]));
    return !isConvergedRow(problem, layout, row, 0) && !isBrokenRow(problem, layout, row, 0) && isAtRest(row);
  };
  return quiet.some((first) => extend([first]));
}
