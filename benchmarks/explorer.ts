import { EDIT_TEMPLATE } from '../src/cluster/problem';
import type { Problem } from '../src/cluster/problem';
import { explore } from '../src/prove/explore';
import { ORDINARY } from '../test/cluster/problems';

/**
 * Measures the explorer in processor time of this process: states and transitions a second, and bytes a state. The counts are exact
 * and must not change by themselves; the times are this machine's.
 */

const ROUNDS = 3;

const PROBLEMS: readonly (readonly [string, Partial<Problem>])[] = [
  ['bootstrap, 3 replicas, 1 fault', { settled: false, faults: 1 }],
  ['new image, 5 replicas, 3 faults', { slots: 5, replicas: 5, templates: 2, edits: [{ kind: EDIT_TEMPLATE, argument: 1 }], faults: 3 }],
  ['bootstrap, 5 replicas, Parallel, 1 fault', { slots: 5, replicas: 5, parallel: true, settled: false, faults: 1 }],
  ['every replica count: window of 2', { slots: 2, claims: 0, replicas: 2, templates: 4, freeEdits: true, freeCompletion: true, faults: -1, everyStart: true, settled: false, leftovers: false }],
  ['bootstrap, 5 replicas, 3 faults, stale caches', { slots: 5, claims: 0, replicas: 5, settled: false, faults: 3, staleCaches: true, leftovers: false }],
];

const OPTIONS = { maxStates: 10_000_000, keepEdges: false };

for (const [name, change] of PROBLEMS) {
  const problem: Problem = { ...ORDINARY, ...change };
  let best = Infinity;
  let states = 0;
  let transitions = 0;
  let bytes = 0;
  for (let round = 0; round < ROUNDS; round++) {
    const before = process.cpuUsage();
    const search = explore(problem, [], OPTIONS);
    const { user, system } = process.cpuUsage(before);
    best = Math.min(best, (user + system) / 1e6);
    ({ states, transitions } = search);
    // A row, its parent, and its share of a hash table that is between five sixteenths and five eighths full.
    bytes = search.layout.words * 4 + 4 + 4 * tableSize(states) / states;
  }
  console.log(`${name}: ${states} states, ${transitions} transitions, ${best.toFixed(2)} s, `
    + `${(transitions / best / 1e6).toFixed(1)} million transitions/s, ${(states / best / 1e6).toFixed(2)} million states/s, ${bytes.toFixed(1)} bytes a state`);
}

function tableSize(states: number): number {
  let size = 1 << 11;
  while (states * 8 > size * 5) size *= 2;
  return size;
}
