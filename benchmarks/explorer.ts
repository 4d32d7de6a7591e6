import { mkdtempSync, rmSync } from 'fs';
import { cpus, tmpdir, totalmem } from 'os';
import { join } from 'path';
import { contest, counts } from './contest';
import { bytesOfState, megabytes } from './memory';
import { FULL_MODEL, bootstrap } from './problems';
import { versionOf } from './processor-time';
import { Ours, compileByHand, compileOurs, compileSpin } from './programs';
import { grouped, table } from './table';
import type { Problem } from '../src/cluster/problem';
import { reduced } from '../src/cluster/reductions';

/**
 * Measures the explorer beside SPIN and beside a C program that was written by hand for the one problem (explorer.c), in processor time of whole
 * processes. README.md says what the figures mean.
 */

const spin = versionOf('spin', '-V');
const gcc = versionOf('gcc', '--version');

const IDLE_STEPS = { of: ['transitions'], because: 'a sync that changes nothing is a step, too' } as const;
const PRODUCT = { of: ['states', 'transitions'], because: 'each state stands beside each of the property, once for each process that fairness waits for' } as const;

function machine(): void {
  console.log(`${cpus()[0].model.trim()}, ${cpus().length} processors, ${(totalmem() / 2 ** 30).toFixed(0)} GiB, ${process.platform} ${process.arch}`);
  console.log(`Node ${process.version}; ${spin ?? 'no spin, so nothing is said of SPIN'}; ${gcc ?? 'no gcc, so nothing is said of SPIN or C'}`);
}

/** One problem that all three explore, and liveness beside it. */
function safety(ours: Ours, folder: string, name: string, problem: Problem): string {
  const { found } = ours({ problem });
  console.log(`\n${name} replicas are created, three faults, stale caches, without reductions: ${counts(found)}`);
  const medians = contest(5, found, [
    { name: 'ours', run: () => ours({ problem }) },
    ...spin && gcc ? [{ name: 'SPIN', run: compileSpin(folder, problem, found.states), ownCounts: IDLE_STEPS }] : [],
    ...gcc ? [{ name: 'C', run: compileByHand(folder, problem) }] : [],
    { name: 'ours, with liveness', run: () => ours({ problem, liveness: true }) },
  ]);
  const us = medians.get('ours')!;
  const quotient = (other: string, of: (seconds: number) => number) => medians.has(other) ? of(medians.get(other)!).toFixed(2) : 'not measured';
  console.log(`liveness takes ${quotient('ours, with liveness', (seconds) => seconds / us)} times as much as safety`);
  const bytes = bytesOfState(ours, problem);
  return `SPIN/us ${quotient('SPIN', (seconds) => seconds / us)}, us/C ${quotient('C', (seconds) => us / seconds)}, ${bytes.toFixed(1)} bytes a state`;
}

/** Weak fairness costs SPIN so much that it is only asked about a smaller problem. */
function liveness(ours: Ours, folder: string): void {
  if (!spin || !gcc) return;
  const problem = bootstrap(4, 2);
  const { found } = ours({ problem });
  console.log(`\nLiveness with weak fairness, four replicas, two faults: ${counts(found)}`);
  const medians = contest(2, found, [
    { name: 'ours', run: () => ours({ problem, liveness: true }) },
    { name: 'SPIN -a -f', run: compileSpin(folder, problem, found.states, 'boot/completes'), ownCounts: PRODUCT },
  ]);
  console.log(`SPIN/us ${(medians.get('SPIN -a -f')! / medians.get('ours')!).toFixed(1)}`);
}

const WANTED: readonly (readonly [name: string, problem: Problem, wanted: string])[] = [
  ['five replicas, three faults, stale caches', bootstrap(5, 3), '0.5 s'],
  ['nine replicas, three faults, stale caches', bootstrap(9, 3), '10 s, 1000 MB'],
  ['the full model: three replicas, two nodes, two faults, force deletion, fresh caches', FULL_MODEL, '2 s'],
  ['the same with caches that lag', { ...FULL_MODEL, staleCaches: true }, '-'],
];

/** What people wait for: with all reductions. */
function withReductions(ours: Ours): void {
  const rows = WANTED.map(([name, problem, wanted]) => {
    const { found, seconds } = ours({ problem: reduced(problem, false) ?? problem });
    return [name, grouped(found.states), grouped(found.transitions), seconds.toFixed(2), megabytes(found.resident), wanted];
  });
  console.log(`\n${table([['With reductions', 'states', 'transitions', 'CPU seconds', 'MB', 'wanted: at most'], ...rows])}`);
}

function main(folder: string): void {
  machine();
  const ours = compileOurs(folder);
  console.log(safety(ours, folder, 'Five', bootstrap(5, 3)));
  const last = safety(ours, folder, 'Six', bootstrap(6, 3));
  liveness(ours, folder);
  withReductions(ours);
  console.log(`\n${last}`);
}

const folder = mkdtempSync(join(tmpdir(), 'cdk8s-stateful-bench-'));
try {
  main(folder);
} finally {
  rmSync(folder, { recursive: true });
}
