/**
 * Records what the API server of a version of Kubernetes answers to manifests, by the server's own code (recorder/verdicts).
 *
 *   npm run -s conformance:record-verdicts -- --kubernetes 1.37.0 [--manifests FILE] [--out FILE]
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { gzipSync } from 'node:zlib';
import { runMain } from './live-main';
import { RECORDER, versionMeant } from './live-modules';
import { build, recordVerdicts } from './live-recorder';
import { UsageError } from '../src/cli/usage-error';

const OPTIONS = {
  kubernetes: { type: 'string' },
  manifests: { type: 'string', default: join(RECORDER, 'manifests.jsonl') },
  out: { type: 'string' },
} as const;

function main(args: readonly string[]): number {
  const { values } = parseArgs({ args: [...args], options: OPTIONS });
  if (values.kubernetes === undefined) throw new UsageError('--kubernetes is missing: the version to record, such as 1.34 or 1.37.0');
  const version = versionMeant(values.kubernetes);
  const recording = recordVerdicts(build(version, 'verdicts'), readFileSync(values.manifests, 'utf8'));
  const file = values.out ?? join(__dirname, 'verdicts', `strategies-${version}.jsonl.gz`);
  writeFileSync(file, file.endsWith('.gz') ? gzipSync(recording, { level: 9 }) : recording);
  console.log(`${recording.toString('utf8').trimEnd().split('\n').length} verdicts of ${version} are in ${file}`);
  return 0;
}

if (require.main === module) runMain(main);
