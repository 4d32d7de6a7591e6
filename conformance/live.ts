/**
 * Differential fuzzing: records random scenarios with the real StatefulSet controller and compares ours with it, until enough syncs are compared or
 * the first divergence. That one's scenario is made as small as it can be, printed, and written to a file.
 *
 *   npm run -s conformance:live -- [--kubernetes 1.34] [--syncs 20000] [--seed 1]
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Divergence } from './live-divergence';
import { compare } from './live-divergence';
import { runMain } from './live-main';
import { knownVersions, versionMeant } from './live-modules';
import type { Random } from './live-recorder';
import { PROFILES, build, recordRandom, retraced, tracesOf } from './live-recorder';
import type { Scenario } from './live-scenario';
import { scenarioOf, scenarioText } from './live-scenario';
import { shrink } from './live-shrink';
import type { Trace } from './trace-format';
import { wholeNumber } from '../src/cli/whole-number';

/** What live needs of the recorders, by version. */
export interface Recorders {
  readonly random: (version: string, which: Random) => Trace[];
  readonly again: (version: string, scenarios: readonly Scenario[]) => Trace[];
}

export interface Found { readonly version: string; readonly scenario: Scenario; readonly divergence: Divergence }

export interface Result { readonly compared: number; readonly found?: Found }

export type Progress = (compared: number, what: string) => void;

/** Scenarios recorded at a time. */
const BATCH = 10;

/** The same seed and the same versions give the same scenarios. */
export function fuzz(versions: readonly string[], syncs: number, seed: number, recorders: Recorders, progress: Progress): Result {
  let compared = 0;
  for (let batch = 0; compared < syncs; batch++) {
    const turn = batch % versions.length;
    const version = versions[turn];
    // In each round another one, so that every profile comes to every version, and soon.
    const profile = PROFILES[(turn + Math.floor(batch / versions.length)) % PROFILES.length];
    progress(compared, `${version} ${profile}`);
    for (const trace of recorders.random(version, { profile, seed: seed + batch * BATCH, count: BATCH })) {
      const comparison = compare(trace);
      compared += comparison.compared;
      const [first] = comparison.divergences;
      if (first !== undefined) return { compared, found: smallest(version, trace, first, recorders) };
    }
  }
  return { compared };
}

/** The smallest scenario that shows a divergence of the same kind; where it is not shown again, the scenario as it was. */
function smallest(version: string, trace: Trace, first: Divergence, { again }: Recorders): Found {
  const ofKind = (recorded: Trace) => compare(recorded).divergences.find(({ kind }) => kind === first.kind);
  const shows = (candidates: readonly Scenario[]) => again(version, candidates).map((recorded) => ofKind(recorded) !== undefined);
  const scenario = shrink(scenarioOf(trace), shows);
  const divergence = ofKind(again(version, [scenario])[0]);
  return divergence === undefined ? { version, scenario: scenarioOf(trace), divergence: first } : { version, scenario, divergence };
}

const OPTIONS = { kubernetes: { type: 'string' }, syncs: { type: 'string', default: '20000' }, seed: { type: 'string', default: '1' } } as const;

function main(args: readonly string[]): number {
  const { values } = parseArgs({ args: [...args], options: OPTIONS });
  const versions = values.kubernetes === undefined ? knownVersions() : [versionMeant(values.kubernetes)];
  const syncs = wholeNumber('--syncs', values.syncs, 1);
  const seed = wholeNumber('--seed', values.seed, 0);
  const programs = new Map(versions.map((version) => {
    tell(`building ${version}`);
    return [version, build(version)];
  }));
  const recorders: Recorders = {
    random: (version, which) => tracesOf(recordRandom(programs.get(version)!, which)),
    again: (version, scenarios) => retraced(programs.get(version)!, scenarios),
  };
  const { compared, found } = fuzz(versions, syncs, seed, recorders, (sofar, what) => tell(`${sofar} of ${syncs} syncs, ${what}`));
  tell('');
  if (found !== undefined) report(found);
  console.log(`${compared} compared, ${found === undefined ? 0 : 1} mismatches`);
  return found === undefined ? 0 : 1;
}

function report({ version, scenario, divergence }: Found): void {
  const text = scenarioText({ ...scenario, doc: `${version}: ${divergence.kind}, step ${divergence.step}` });
  const file = join('.cache', 'live', `${scenario.name}-${version}.json`);
  mkdirSync(join('.cache', 'live'), { recursive: true });
  writeFileSync(file, text);
  console.log(`${text}Kubernetes ${version}, step ${divergence.step} of ${scenario.name}, which is also in ${file}\n${divergence.told}`);
}

/** On a terminal, in a line that is written over. */
function tell(what: string): void {
  if (process.stderr.isTTY) process.stderr.write(`\r\x1b[K${what}`);
}

if (require.main === module) runMain(main);
