import { isFault, isOfOwnAccord } from './accord';
import { bitsOfOrdinals, touchedBy } from './ordinals';
import { isSync } from '../../cluster/label';
import type { Layout } from '../../cluster/layout';
import type { Problem } from '../../cluster/problem';
import type { Run } from '../path';
import { Step, isSameRow, stepWith } from '../walk';

/** A step is not brought forward over more than so many others. */
const FARTHEST = 20;

/** The two steps the other way round, where that makes no difference to what they lead to. */
function swapped(before: Int32Array, one: Step, other: Step): readonly [Step, Step] | undefined {
  const first = stepWith(before, other.label);
  const second = first && stepWith(first, one.label);
  return second && isSameRow(second, other.row) ? [{ label: other.label, row: first }, { label: one.label, row: second }] : undefined;
}

/** The steps with the one at `from` at `to`, before all that it does not depend on; or nothing where it depends on one of them. */
function broughtForward(first: Int32Array, steps: readonly Step[], from: number, to: number): readonly Step[] | undefined {
  const changed = [...steps];
  for (let at = from; at > to; at--) {
    const pair = swapped(at === 1 ? first : changed[at - 2].row, changed[at - 1], changed[at]);
    if (pair === undefined) return undefined;
    [changed[at - 1], changed[at]] = pair;
  }
  return changed;
}

/** Numbers to compare in turn: the step with the lower ones is told first. */
function turnOf(bits: readonly Int32Array[], before: Int32Array, { label, row }: Step, previous: readonly number[]): number[] {
  const touched = touchedBy(bits, before, row);
  return [
    // A fault comes as late as it can, and before it whatever people do; the cluster reacts first.
    isFault(label) ? 2 : Number(isOfOwnAccord(label)),
    // The controller is told right after what woke it.
    Number(!isSync(label)),
    // What belongs to one pod is told together.
    Number(!touched.some((ordinal) => previous.includes(ordinal))),
    touched[0] ?? bits.length,
  ];
}

/** Whether the first is lower. Of equals, neither is. */
function isBefore(a: readonly number[], b: readonly number[]): boolean {
  const at = a.findIndex((value, k) => value !== b[k]);
  return at >= 0 && a[at] < b[at];
}

/**
 * The same run as a person would tell it: steps that do not depend on each other change places, and every row from there on is what it was. Two steps do not
 * depend on each other where both orders can be taken and lead to the same row.
 *
 * @param steady so many steps at the end keep their places
 */
export function inOrder(problem: Problem, layout: Layout, { first, steps }: Run, steady: number): Run {
  const bits = bitsOfOrdinals(problem, layout);
  let told: readonly Step[] = steps;
  let previous: readonly number[] = [];
  for (let at = 0; at < steps.length - steady; at++) {
    const before = at === 0 ? first : told[at - 1].row;
    let best = told;
    let turn = turnOf(bits, before, told[at], previous);
    for (let from = at + 1; from < Math.min(steps.length - steady, at + FARTHEST); from++) {
      const other = broughtForward(first, told, from, at);
      if (other === undefined) continue;
      const otherTurn = turnOf(bits, before, other[at], previous);
      if (isBefore(otherTurn, turn)) [best, turn] = [other, otherTurn];
    }
    told = best;
    previous = touchedBy(bits, before, told[at].row);
  }
  return { first, steps: told };
}
