/** Rows in ascending order, the last word of each being the most significant: one that is looked for is found by halving. */
export interface Ascending {
  readonly count: number;
  /** The first row that is not above the one before it, or -1. */
  readonly disorder: number;
  /** The number of the row that begins there, or -1. */
  readonly find: (rows: Int32Array, at: number) => number;
}

export function ascending(rows: Int32Array, words: number): Ascending {
  const count = rows.length / words;
  const compare = (others: Int32Array, at: number, number: number): number => {
    let word = words - 1;
    while (word > 0 && others[at + word] === rows[number * words + word]) word--;
    return (others[at + word] >>> 0) - (rows[number * words + word] >>> 0);
  };
  let disorder = -1;
  for (let number = count - 1; number > 0; number--) if (compare(rows, (number - 1) * words, number) >= 0) disorder = number;
  const find = (others: Int32Array, at: number): number => {
    let low = 0;
    let high = count - 1;
    while (low <= high) {
      const middle = low + high >>> 1;
      const order = compare(others, at, middle);
      if (order === 0) return middle;
      if (order < 0) high = middle - 1; else low = middle + 1;
    }
    return -1;
  };
  return { count, disorder, find };
}
