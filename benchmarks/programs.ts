import { writeFileSync } from 'fs';
import { join } from 'path';
import type { Task, Told } from './exploration';
import { Run, timed } from './processor-time';
import type { Problem } from '../src/cluster/problem';
import { promela } from '../src/export/promela';
import { TOOL_VERSION } from '../src/prove/version';

/** What is measured side by side: each makes a program that is run again and again. */

const ROOT = join(__dirname, '..');

export interface Found {
  readonly states: number;
  readonly transitions: number;
}

export interface Explored<Result extends Found = Found> extends Run {
  readonly found: Result;
}

export type Ours = (task: Partial<Task> & { readonly problem: Problem }) => Explored<Told>;

/** Ours: the sources as the package is compiled (tsconfig.json), so that nothing is compiled while it is measured. */
export function compileOurs(folder: string): Ours {
  const options = '--target es2022 --lib es2022 --module node16 --types node --skipLibCheck --noCheck'.split(' ');
  timed(ROOT, process.execPath, require.resolve('typescript/lib/tsc.js'), 'benchmarks/exploration.ts', ...options, '--rootDir', ROOT, '--outDir', folder);
  const program = join(folder, 'benchmarks', 'exploration.js');
  return (task) => {
    const wanted: Task = { liveness: false, ...task };
    const run = timed(folder, process.execPath, program, JSON.stringify(wanted));
    return { ...run, found: JSON.parse(run.output) };
  };
}

/** The practical limit. Of the problem it knows nothing but this. */
export function compileByHand(folder: string, { replicas, faults, staleCaches }: Problem): () => Explored {
  const constants = [`-DREPLICAS=${replicas}`, `-DFAULTS=${faults}`, `-DSTALE=${Number(staleCaches)}`];
  timed(folder, 'gcc', '-O3', ...constants, join(__dirname, 'explorer.c'), '-o', 'by-hand');
  return () => explored(timed(folder, './by-hand'), /^(\d+) states, (\d+) transitions$/m);
}

/**
 * SPIN's verifier of the exported problem, without guarantees: ours watches none either. Of its states, the one before the first is not counted.
 *
 * @param converges the guarantee that every fair run comes to a good end: then with weak fairness, and the states are those of the product with the property
 */
export function compileSpin(folder: string, problem: Problem, states: number, converges?: string): () => Explored {
  const live = converges !== undefined;
  const name = live ? 'liveness' : 'safety';
  const title = 'the problem of benchmarks/explorer.ts';
  writeFileSync(join(folder, `${name}.pml`), promela({ title, problem, set: problem, guarantees: [], version: TOOL_VERSION, name, ...live ? { converges } : {} }).text);
  timed(folder, 'spin', '-a', ...live ? ['-DFAIR'] : [], `${name}.pml`);
  timed(folder, 'gcc', '-O3', '-w', '-DNOREDUCE', live ? '-DNFAIR=8' : '-DSAFETY', 'pan.c', '-o', name);
  const options = [`-w${Math.ceil(Math.log2(states))}`, ...live ? ['-a', '-f'] : []];
  return () => {
    const run = timed(folder, `./${name}`, ...options);
    if (!run.output.includes('errors: 0')) throw new Error(`SPIN found an error in ${title}:\n${run.output}`);
    const { states: stored, transitions } = explored(run, /(\d+) states, stored[^]*?(\d+) transitions/).found;
    return { ...run, found: { states: live ? stored : stored - 1, transitions } };
  };
}

function explored(run: Run, counts: RegExp): Explored {
  const match = counts.exec(run.output);
  if (match === null) throw new Error(`no counts in ${run.output}`);
  return { ...run, found: { states: Number(match[1]), transitions: Number(match[2]) } };
}
