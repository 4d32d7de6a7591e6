import { spawnSync } from 'child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';

/** What SPIN says of a model. */
export interface SpinResult {
  readonly states: number;
  readonly transitions: number;
  /** The assertions that failed, by what they assert, and `acceptance cycle` where a run never comes to the good end. */
  readonly errors: readonly string[];
}

function run(command: string, args: readonly string[], folder: string): string {
  const { error, status, stdout, stderr } = spawnSync(command, args, { cwd: folder, encoding: 'utf8', maxBuffer: 1 << 26 });
  if (error) throw new Error(`${command} is needed to compare our model with SPIN's, and cannot be run: ${error.message} (Debian: apt-get install spin gcc)`);
  if (status !== 0) throw new Error(`${command} ${args.join(' ')} ends with ${status}: ${stdout}${stderr}`);
  return `${stdout}${stderr}`;
}

/** Has SPIN explore a model: for safety all of it, whatever fails; for liveness under weak fairness, until it finds a run that never converges. */
export function spin(model: string, question: 'safety' | 'liveness' | 'safety, a process for each actor'): SpinResult {
  const folder = mkdtempSync(join(tmpdir(), 'cdk8s-stateful-spin-'));
  try {
    writeFileSync(join(folder, 'model.pml'), model);
    const live = question === 'liveness';
    const translated = run('spin', ['-a', ...question === 'safety' ? [] : ['-DFAIR'], 'model.pml'], folder);
    if (/error/i.test(translated)) throw new Error(`spin objects: ${translated}`);
    run('gcc', ['-O0', '-w', '-DNOREDUCE', ...live ? ['-DNFAIR=8'] : ['-DSAFETY', '-DNOCLAIM'], '-o', 'pan', 'pan.c'], folder);
    const said = run('./pan', [...live ? ['-a', '-f', '-A'] : ['-c0'], '-m1000000', '-w20'], folder);
    if (/max search depth too small|out of memory/.test(said)) throw new Error(`spin did not come to an end: ${said}`);
    const number = (what: RegExp) => Number(what.exec(said)?.[1] ?? NaN);
    return {
      states: number(/(\d+) states, stored/),
      transitions: number(/(\d+) transitions/),
      errors: [...new Set([...said.matchAll(/pan:\d+: (?:assertion violated )?(.*?) \(at depth/g)].map(([, words]) => words))].sort(),
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
