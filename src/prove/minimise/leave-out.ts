import type { Run } from '../path';
import { type Aim, runFor } from './goal';

/** Beyond so many steps no pairs are tried: there would be too many. */
const MOST_STEPS_FOR_PAIRS = 30;

/** Ways to shorten so many steps: leave out half of them at once, then a quarter ..., then one, then any two. */
function* omissions(length: number): Generator<(index: number) => boolean> {
  for (let size = length >>> 1; size > 0; size >>>= 1) {
    for (let start = 0; start + size <= length; start++) yield (index) => index >= start && index < start + size;
  }
  if (length > MOST_STEPS_FOR_PAIRS) return;
  for (let one = 0; one < length; one++) for (let other = one + 2; other < length; other++) yield (index) => index === one || index === other;
}

function shortened(aim: Aim, { first, steps }: Run): Run | undefined {
  for (const isLeftOut of omissions(steps.length)) {
    const found = runFor(aim, first, steps.filter((_, index) => !isLeftOut(index)).map(({ label }) => label));
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
