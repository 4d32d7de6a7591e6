import type { Run } from '../path';
import { type Aim, runFor } from './goal';

/** Beyond so many steps no pairs are tried: there would be too many. */
const MOST_STEPS_FOR_PAIRS = 30;

/** Ways to shorten so many steps, as what is left out: half of them at once, then a quarter ..., then one, then any two. */
function* omissions(length: number): Generator<readonly number[]> {
  for (let size = length >>> 1; size > 0; size >>>= 1) {
    for (let start = 0; start + size <= length; start++) yield Array.from({ length: size }, (_, k) => start + k);
  }
  if (length > MOST_STEPS_FOR_PAIRS) return;
  for (let one = 0; one < length; one++) for (let other = one + 2; other < length; other++) yield [one, other];
}

function shortened(aim: Aim, { first, steps }: Run): Run | undefined {
  for (const left of omissions(steps.length)) {
    // What comes before has been taken already.
    const begun = { first, steps: steps.slice(0, left[0]) };
    const found = runFor(aim, begun, steps.slice(left[0]).flatMap(({ label }, at) => (left.includes(left[0] + at) ? [] : [label])));
    if (found !== undefined) return found;
  }
  return undefined;
}

/** A run from which nothing can be left out, of the one given. */
export function leaveOut(aim: Aim, run: Run): Run {
  let best = run;
  for (let shorter = shortened(aim, best); shorter !== undefined; shorter = shortened(aim, best)) best = shorter;
  return best;
}
