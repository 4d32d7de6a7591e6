import { readFileSync } from 'fs';
import { join } from 'path';
import { randomFrom } from './problems';
import { compileKernel } from '../../kernel/compile';
import { kernel, leaveMemory, numbers, reserveBytes } from '../../src/cluster/kernel';
import { ENDS, HEAP, LABELS, MOST_STATES, SUCCESSORS, TARGETS } from '../../src/cluster/kernel-code';
import { CACHE, FAULT_CRASHED, KUBELET_READY, USER, fairActors, label } from '../../src/cluster/label';
import { reserveStates } from '../../src/prove/found';

test('the code that is published is what kernel/assembly compiles to', () => {
  expect(readFileSync(join(__dirname, '../../src/cluster/kernel-code.ts'), 'utf8')).toBe(compileKernel());
});

beforeEach(leaveMemory);

const write = (at: number, values: readonly number[]) => numbers().set(values, at >> 2);
const read = (at: number, count: number) => [...numbers().subarray(at >> 2, (at >> 2) + count)];

/** Rows of this width that differ in any one word, and some that are there already. */
function rowsOf(words: number, count: number, random: (below: number) => number): number[][] {
  const rows: number[][] = [];
  while (rows.length < count) {
    const like = rows.length > 0 && random(2) === 0 ? rows[random(rows.length)] : Array(words).fill(0);
    const row = [...like];
    if (random(3) > 0) row[random(words)] = random(2 ** 31);
    rows.push(row);
  }
  return rows;
}

describe('the states that were found', () => {
  test.each([1, 2, 3, 4, 7])('are numbered in the order in which they were found, each once, by rows of %i words', (words) => {
    const bits = 11;
    const [small, large] = [HEAP + 4 * 2 ** bits, HEAP + 8 * 2 ** bits];
    const run = kernel();
    reserveBytes(large + 4 * words * 2 ** bits);
    run.fillTable(words, HEAP, bits, small, 0);
    const known = new Map<string, number>();
    const random = randomFrom(words);
    let states = 0;
    for (let round = 0; round < 20; round++) {
      const rows = rowsOf(words, 250, random);
      write(SUCCESSORS, rows.flat());
      const at = round < 9 ? small : large;
      states = run.insert(words, rows.length, HEAP, at === small ? bits : bits + 1, at, states);
      expect(read(TARGETS, rows.length)).toEqual(rows.map((row) => known.get(row.join()) ?? (known.set(row.join(), known.size), known.size - 1)));
      expect(states).toBe(known.size);
      // Half-way the table grows, and rows move behind it.
      if (round === 8) {
        run.move(large, small, 4 * words * states);
        run.fillTable(words, HEAP, bits + 1, large, states);
      }
    }
    expect(states).toBeGreaterThan(2000);
    expect(read(large, words * states).join()).toBe([...known.keys()].join());
  });
});

test('there is no room for more states than their numbers have bits', () => {
  expect(reserveStates({ words: 1, states: MOST_STATES, bits: 27 }, 1)).toBe(false);
  expect(MOST_STATES + 1).toBeLessThan(2 ** 26);
});

test('of the steps of some states, the fair ones that change them are kept', () => {
  kernel();
  write(LABELS, [label(KUBELET_READY, 0, 0), label(CACHE, 1, 0), label(FAULT_CRASHED, 0, 0), label(USER, 0, 0), label(KUBELET_READY, 2, 0)]);
  write(TARGETS, [7, 5, 9, 6, 4]);
  // The states 5, 6 and 7 have two steps, none and three.
  write(ENDS, [2, 2, 5]);
  expect(kernel().keepEdges(fairActors(), 5, 3, 100)).toBe(2);
  expect(read(TARGETS, 2)).toEqual([7, 4]);
  expect(read(ENDS, 3)).toEqual([101, 101, 102]);
});

test('of the steps of some states, those of other actors are left out', () => {
  kernel();
  write(LABELS, [label(USER, 1, 2), label(CACHE, 1, 0), label(FAULT_CRASHED, 3, 0)]);
  write(SUCCESSORS, [1, 2, 3, 4, 5, 6]);
  write(ENDS, [1, 3]);
  expect(kernel().keepActors(1 << CACHE | 1 << FAULT_CRASHED | 1 << KUBELET_READY, 2, 2)).toBe(1 << CACHE | 1 << FAULT_CRASHED);
  expect(read(LABELS, 2)).toEqual([label(CACHE, 1, 0), label(FAULT_CRASHED, 3, 0)]);
  expect(read(SUCCESSORS, 4)).toEqual([3, 4, 5, 6]);
  expect(read(ENDS, 2)).toEqual([0, 2]);
});
