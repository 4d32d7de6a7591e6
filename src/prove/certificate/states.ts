import { type Numbers } from './numbers';
import { NO_HELPER, type Progress } from './progress';
import type { Search } from '../explore';

/** The states in the order of their rows, the last word being the most significant: whoever looks for one can halve, and neighbours differ little. */
function sorted({ states, rows, layout: { words } }: Search): Int32Array {
  const unsigned = new Uint32Array(rows.buffer, rows.byteOffset, states * words);
  return Int32Array.from({ length: states }, (_, state) => state).sort((a, b) => {
    for (let word = words - 1; word > 0; word--) {
      const difference = unsigned[a * words + word] - unsigned[b * words + word];
      if (difference !== 0) return difference;
    }
    return unsigned[a * words] - unsigned[b * words];
  });
}

/** Writes every state, each word as the difference to that of the state before, and then the ranks and the helpers of all where runs come to a good end. */
export function writeStates(search: Search, progress: Progress | undefined, { write }: Numbers): void {
  const { rows, layout: { words } } = search;
  const order = sorted(search);
  order.forEach((state, position) => {
    for (let word = words - 1; word >= 0; word--) write(rows[state * words + word] - (position === 0 ? 0 : rows[order[position - 1] * words + word]));
  });
  if (progress === undefined) return;
  for (const state of order) write(progress.ranks[state]);
  for (const state of order) write(progress.helpers[state] === NO_HELPER ? 0 : progress.helpers[state] + 1);
}
