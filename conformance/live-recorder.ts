/** Builds the recorder of a version of Kubernetes, and runs it. */
import { spawnSync } from 'node:child_process';
import { join, relative } from 'node:path';
import { RECORDER, go, hasModuleFile, makeModuleFile, moduleFile, removeModuleFile } from './live-modules';
import type { Scenario } from './live-scenario';
import type { Trace } from './trace-format';
import { UsageError } from '../src/cli/usage-error';

/** What random scenarios are about: recorder/profiles.go. */
export const PROFILES = ['default', 'rollout', 'claims', 'minready', 'lag', 'budget', 'adoption', 'revisions', 'errors', 'deletion'];

/** Which random scenarios: the first has the seed, each next one more. */
export interface Random { readonly profile: string; readonly seed: number; readonly count: number }

const BINARIES = join(__dirname, '..', '.cache', 'recorder');
/** The work queue was not typed yet up to 1.30: recorder/queue_untyped.go. */
const LAST_UNTYPED = 30;

/** What is recorded: the controller (recorder/), or the API server's answers (recorder/verdicts). */
type Program = 'controller' | 'verdicts';

/** Builds what is not built yet. For a version without a module file, makes one. Returns the program. */
export function build(version: string, of: Program = 'controller'): string {
  if (hasModuleFile(version)) return builtWith(version, of);
  makeModuleFile(version);
  try {
    return builtWith(version, of);
  } catch (error) {
    // Else it would count as a version that is known.
    removeModuleFile(version);
    throw error;
  }
}

function builtWith(version: string, of: Program): string {
  const [program, folder] = of === 'controller' ? [join(BINARIES, version), '.'] : [join(BINARIES, `${of}-${version}`), `./${of}`];
  const tags = Number(version.split('.')[1]) <= LAST_UNTYPED ? ['-tags', 'untypedqueue'] : [];
  const modules = ['-mod=mod', `-modfile=${relative(RECORDER, moduleFile(version))}`];
  const { status, stderr } = go(['build', ...modules, ...tags, '-ldflags', `-s -w -X main.version=v${version}`, '-o', program, folder]);
  if (status !== 0) throw new UsageError(`The recorder cannot be built with Kubernetes ${version}:\n${stderr.trim()}`);
  return program;
}

export function recordRandom(program: string, { profile, seed, count }: Random): Buffer {
  return output(program, ['-profile', profile, '-seed', `${seed}`, '-count', `${count}`], '');
}

export function recordScenarios(program: string, text: string): Buffer {
  return output(program, ['-scenarios', '-'], text);
}

export function recordVerdicts(program: string, manifests: string): Buffer {
  return output(program, [], manifests);
}

export const tracesOf = (recording: Buffer) => recording.toString('utf8').split('\n').filter((line) => line !== '').map((line) => JSON.parse(line) as Trace);

export const retraced = (program: string, scenarios: readonly Scenario[]) => tracesOf(recordScenarios(program, JSON.stringify(scenarios)));

/** As much as a buffer holds, within reason: a thousand scenarios are 200 MB. */
const MOST = 2 ** 30;

function output(program: string, args: readonly string[], input: string): Buffer {
  const { status, error, stdout, stderr } = spawnSync(program, args, { input, maxBuffer: MOST });
  if (error !== undefined) throw new UsageError(`The recorder cannot be run, or records too much at once: ${error.message}`);
  if (status !== 0) throw new UsageError(stderr.toString('utf8').trim());
  return stdout;
}
