/**
 * Records what the real StatefulSet controller of a version of Kubernetes does: recorder/README.md.
 *
 *   npm run -s conformance:record -- --kubernetes 1.37.0 [--profile lag] [--seed 7] [--count 500] [--out FILE]
 *   npm run -s conformance:record -- --kubernetes 1.37.0 --scenarios conformance/recorder/scenarios.json [--out FILE]
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { gzipSync } from 'node:zlib';
import { runMain } from './live-main';
import { versionMeant } from './live-modules';
import { PROFILES, build, recordRandom, recordScenarios, tracesOf } from './live-recorder';
import { UsageError } from '../src/cli/usage-error';
import { wholeNumber } from '../src/cli/whole-number';

const OPTIONS = {
  kubernetes: { type: 'string' },
  scenarios: { type: 'string' },
  profile: { type: 'string', default: 'default' },
  seed: { type: 'string', default: '1' },
  count: { type: 'string', default: '100' },
  out: { type: 'string' },
} as const;

function main(args: readonly string[]): number {
  const { values } = parseArgs({ args: [...args], options: OPTIONS });
  if (values.kubernetes === undefined) throw new UsageError('--kubernetes is missing: the version to record, such as 1.34 or 1.37.0');
  if (!PROFILES.includes(values.profile)) throw new UsageError(`--profile takes one of ${PROFILES.join(', ')}, not ${values.profile}`);
  const version = versionMeant(values.kubernetes);
  const random = { profile: values.profile, seed: wholeNumber('--seed', values.seed, 0), count: wholeNumber('--count', values.count, 1) };
  const scenarios = values.scenarios === undefined ? undefined : readFileSync(values.scenarios, 'utf8');
  const program = build(version);
  const recording = scenarios === undefined ? recordRandom(program, random) : recordScenarios(program, scenarios);
  const what = values.scenarios === undefined ? `${random.profile}-${random.seed}` : basename(values.scenarios).replace(/\..*$/, '');
  const file = values.out ?? join('.cache', 'recordings', `${what}-${version}.jsonl.gz`);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, file.endsWith('.gz') ? gzipSync(recording, { level: 9 }) : recording);
  const traces = tracesOf(recording);
  console.log(`${traces.length} traces with ${traces.flatMap(({ steps }) => steps).filter(({ a }) => a === 'sync').length} syncs of ${version} are in ${file}`);
  return 0;
}

if (require.main === module) runMain(main);
