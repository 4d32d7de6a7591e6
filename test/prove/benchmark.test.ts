import { mkdtempSync, rmSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { bootstrap } from '../../benchmarks/problems';
import { timed, versionOf } from '../../benchmarks/processor-time';
import { compileByHand } from '../../benchmarks/programs';
import type { Problem } from '../../src/cluster/problem';
import { explore } from '../../src/prove/explore';

/** Goal: the benchmark measures what it says: the graph does not change by itself, and the C program explores the same one. */
const COUNTS: readonly (readonly [replicas: number, faults: number, caches: string, states: number, transitions: number])[] = [
  [1, 0, 'stale', 15, 20],
  [2, 1, 'stale', 414, 1126],
  [3, 0, 'stale', 43, 60],
  [3, 2, 'stale', 11153, 46395],
  [3, 3, 'stale', 43848, 233752],
  [4, 2, 'stale', 35675, 151652],
  [5, 1, 'stale', 3342, 9550],
  [3, 2, 'fresh', 411, 1413],
  [5, 3, 'fresh', 10079, 50055],
];

const problemOf = (replicas: number, faults: number, caches: string): Problem => ({ ...bootstrap(replicas, faults), staleCaches: caches === 'stale' });

test.each(COUNTS)('%i replicas, %i faults, %s caches: the states and transitions that there always were', (replicas, faults, caches, states, transitions) => {
  const search = explore(problemOf(replicas, faults, caches), [], { maxStates: 1_000_000, keepEdges: false });
  expect(search).toMatchObject({ states, transitions, frontier: 0 });
});

// Not everybody who changes the explorer has a C compiler.
const testOfC = versionOf('gcc', '--version') === undefined ? test.skip : test;

testOfC.each(COUNTS)('%i replicas, %i faults, %s caches: the same by hand (needs gcc)', (replicas, faults, caches, states, transitions) => {
  const folder = mkdtempSync(join(tmpdir(), 'cdk8s-stateful-by-hand-'));
  try {
    expect(compileByHand(folder, problemOf(replicas, faults, caches))().found).toEqual({ states, transitions });
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('a program that fails is not measured', () => {
  expect(() => timed('.', process.execPath, '-e', 'process.exit(3)')).toThrow('ended with 3');
});
