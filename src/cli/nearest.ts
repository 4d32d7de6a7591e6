/** So many are offered in the place of one that there is not. */
const OFFERED = 3;

/** The ids that are most like a word, the most alike first. One part of an id is as good as the whole: who writes `kept` or `storage` means `storage/kept`. */
export function nearest(word: string, ids: readonly string[]): string[] {
  const distance = (id: string): number => Math.min(...[id, ...id.split('/')].map((part) => edits(word.toLowerCase(), part)));
  const distances = new Map(ids.map((id) => [id, distance(id)]));
  return [...ids].sort((a, b) => distances.get(a)! - distances.get(b)!).slice(0, OFFERED);
}

/** How many letters have to be put in, left out or changed to make one word of the other (Levenshtein). */
function edits(from: string, to: string): number {
  let row = [...to, ''].map((_, i) => i);
  for (let i = 0; i < from.length; i++) {
    const next = [i + 1];
    for (let j = 0; j < to.length; j++) next.push(Math.min(next[j] + 1, row[j + 1] + 1, row[j] + (from[i] === to[j] ? 0 : 1)));
    row = next;
  }
  return row[to.length];
}
