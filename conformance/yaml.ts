/**
 * Compares our YAML reader with recordings of Kubernetes' own (sigs.k8s.io/yaml 1.4).
 *
 * Each line of a recording is `{yaml, json}` with the exact JSON it makes of the text, or `{yaml, error}`, and `strictError` where only its strict
 * reader refuses. That there is an error is compared, not its words.
 */
import { readFileSync } from 'node:fs';
import { toJson } from '../src/manifest/json';
import { LIMITS } from '../src/manifest/limits';
import { readYaml } from '../src/manifest/yaml';

export interface Recording {
  readonly kind?: string;
  readonly yaml: string;
  readonly json?: string;
  readonly error?: string;
  readonly strictError?: string;
}

const SHOWN = 10;
/** What is compared where no file is named. */
const RECORDED_HERE = 'test/manifest/testdata/yaml.jsonl';
/** Kubernetes' own bound. Manifests are held to a lower one, which is not what is compared here. */
const LIKE_KUBERNETES = { ...LIMITS, depth: 10_000, aliasesPerDocument: 100_000 };

/** What we make of the text, in the words of a recording. */
export function recordOurs(yaml: string): Recording {
  const document = readYaml(yaml, LIKE_KUBERNETES);
  if (document.problem !== undefined) return { yaml, error: document.problem.message };
  const json = document.node === undefined ? 'null' : toJson(document.node);
  const [duplicate] = document.duplicates;
  return duplicate === undefined ? { yaml, json } : { yaml, json, strictError: duplicate.message };
}

export function agrees(theirs: Recording, ours: Recording): boolean {
  return theirs.json === ours.json
    && (theirs.error === undefined) === (ours.error === undefined)
    && (theirs.strictError === undefined) === (ours.strictError === undefined);
}

export function readRecordings(file: string): Recording[] {
  return readFileSync(file, 'utf8').split('\n').filter((line) => line !== '').map((line) => JSON.parse(line) as Recording);
}

function main(files: readonly string[]): number {
  const recordings = files.flatMap(readRecordings);
  const compared = recordings.map((theirs) => ({ theirs, ours: recordOurs(theirs.yaml) }));
  const mismatches = compared.filter(({ theirs, ours }) => !agrees(theirs, ours));
  for (const { theirs, ours } of mismatches.slice(0, SHOWN)) {
    console.log(`${theirs.kind ?? 'case'} ${JSON.stringify(theirs.yaml)}\n  Kubernetes: ${outcome(theirs)}\n  we:         ${outcome(ours)}`);
  }
  console.log(`${recordings.length} compared, ${mismatches.length} mismatches`);
  return mismatches.length === 0 && recordings.length > 0 ? 0 : 1;
}

function outcome({ json, error, strictError }: Recording): string {
  return error !== undefined ? `error ${error}` : `${json}${strictError === undefined ? '' : `  strict: ${strictError}`}`;
}

if (require.main === module) process.exitCode = main(process.argv.length > 2 ? process.argv.slice(2) : [RECORDED_HERE]);
