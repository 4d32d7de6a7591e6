import { stepsFrom } from './walk';
import { actorOf, isFair } from '../cluster/label';

export interface FairStep { readonly from: number; readonly to: number; readonly label: number }

/** All that fair steps lead to from one row, of the problem in use. State 0 is that row. */
export interface FairGraph {
  readonly rows: readonly Int32Array[];
  /** The steps out of each state. */
  readonly steps: readonly (readonly FairStep[])[];
}

/** @returns undefined where there are more states than the limit */
export function fairGraphFrom(row: Int32Array, limit = Infinity): FairGraph | undefined {
  const rows = [row];
  const steps: FairStep[][] = [];
  const known = new Map([[row.join(), 0]]);
  for (let from = 0; from < rows.length; from++) {
    if (rows.length > limit) return undefined;
    steps.push(stepsFrom(rows[from]).filter(({ label }) => isFair(actorOf(label))).map((step) => {
      const key = step.row.join();
      const to = known.get(key) ?? rows.push(step.row) - 1;
      known.set(key, to);
      return { from, to, label: step.label };
    }));
  }
  return { rows, steps };
}

/** Those states from which the first one can be reached again: what a run that stays goes through, for ever. */
export function comingBack({ rows, steps }: FairGraph): Set<number> {
  const before: number[][] = rows.map(() => []);
  for (const { from, to } of steps.flat()) before[to].push(from);
  const back = new Set([0]);
  for (const state of back) for (const from of before[state]) back.add(from);
  return back;
}
