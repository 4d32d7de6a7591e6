import { isFault } from './accord';
import type { Aim } from './goal';
import { bitsOfOrdinals, touchedBy, touchedIn } from './ordinals';
import type { Run } from '../path';
import { isAtRest, isBad } from '../stuck';
import { Step, startsOf, stepsFrom } from '../walk';

/** So many states are expanded for one run in all. Where they are not enough, it stays as it is. */
const BUDGET = 1000;
/** Where there are more first states, only that of the run is looked at. */
const MOST_STARTS = 50;

/** A search, breadth first, in which nothing happens to other ordinals than these. */
interface Narrow {
  readonly aim: Aim;
  readonly starts: readonly Int32Array[];
  readonly bits: readonly Int32Array[];
  readonly ordinals: readonly number[];
  readonly mostSteps: number;
  readonly mostFaults: number;
}

interface Reached { readonly row: Int32Array; readonly label: number; readonly from?: Reached; readonly length: number; readonly faults: number }

function runTo(end: Reached): Run {
  const steps: Step[] = [];
  let at = end;
  for (; at.from !== undefined; at = at.from) steps.unshift({ label: at.label, row: at.row });
  return { first: at.row, steps };
}

const isGoal = ({ problem, layout, goal }: Aim, row: Int32Array): boolean => 'cause' in goal && isBad(problem, layout, row, goal.cause) && isAtRest(row);

/** The shortest run on these terms. `spend` says whether one more state may be expanded. */
function shortest({ aim, starts, bits, ordinals, mostSteps, mostFaults }: Narrow, spend: () => boolean): Run | undefined {
  const monitor = 'monitor' in aim.goal ? aim.goal.monitor : undefined;
  const known = new Set(starts.map((row) => row.join()));
  const queue: Reached[] = starts.map((row) => ({ row, label: -1, length: 0, faults: 0 }));
  for (const reached of queue) {
    if (isGoal(aim, reached.row)) return runTo(reached);
    if (reached.length === mostSteps) continue;
    if (!spend()) return undefined;
    for (const { label, row, violates } of stepsFrom(reached.row, monitor)) {
      const next: Reached = { row, label, from: reached, length: reached.length + 1, faults: reached.faults + Number(isFault(label)) };
      if (next.faults > mostFaults || !touchedBy(bits, reached.row, row).every((ordinal) => ordinals.includes(ordinal))) continue;
      if (violates) return runTo(next);
      const key = row.join();
      if (known.has(key)) continue;
      known.add(key);
      queue.push(next);
    }
  }
  return undefined;
}

/** Every choice of so many ordinals, the lowest first. */
function* choices(slots: number, count: number, from = 0): Generator<number[]> {
  if (count === 0) yield [];
  else for (let i = from; i < slots; i++) for (const rest of choices(slots, count - 1, i + 1)) yield [i, ...rest];
}

/**
 * A run to the same goal in which as few ordinals as possible have a part, and the lowest: none that has more steps or faults. A search on
 * so few ordinals is small, so it is a search and no repair of the run.
 */
export function withFewestOrdinals(aim: Aim, run: Run): Run {
  const bits = bitsOfOrdinals(aim.problem, aim.layout);
  const all = startsOf(aim.problem);
  const starts = all.length > MOST_STARTS ? [run.first] : all;
  let left = BUDGET;
  const spend = () => left-- > 0;
  const within = (ordinals: readonly number[], most: Run) => shortest({
    aim, starts, bits, ordinals, mostSteps: most.steps.length, mostFaults: most.steps.filter(({ label }) => isFault(label)).length,
  }, spend);
  const touched = touchedIn(bits, run);
  const best = within(touched, run) ?? run;
  for (let count = 0; count <= touched.length && left > 0; count++) {
    for (const ordinals of choices(aim.problem.slots, count)) {
      if (ordinals.join() === touched.join()) return best;
      const found = within(ordinals, best);
      if (found !== undefined) return found;
      if (left <= 0) break;
    }
  }
  return best;
}

