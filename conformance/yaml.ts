/**
 * Compares our YAML reader with recordings of Kubernetes' own (sigs.k8s.io/yaml 1.4).
 *
 * Each line of a recording is `{yaml, json}` with the exact JSON it makes of the text, or `{yaml, error}`, and `strictError` where only its strict
 * reader refuses. That there is an error is compared, not its words.
 */
import { BadInput, concluded, recordedLines, runComparison } from './recordings';
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
  return recordedLines<Recording>(file).map((recording, index) => {
    if (typeof recording.yaml !== 'string') throw new BadInput(`${file}: line ${index + 1} is no recording of the reader: it has no yaml`);
    return recording;
  });
}

function compareFiles(files: readonly string[]): number {
  const recordings = files.flatMap(readRecordings);
  const compared = recordings.map((theirs) => ({ theirs, ours: recordOurs(theirs.yaml) }));
  const mismatches = compared.filter(({ theirs, ours }) => !agrees(theirs, ours));
  for (const { theirs, ours } of mismatches.slice(0, SHOWN)) {
    console.log(`${theirs.kind ?? 'case'} ${JSON.stringify(theirs.yaml)}\n  Kubernetes: ${outcome(theirs)}\n  we:         ${outcome(ours)}`);
  }
  return concluded(recordings.length, mismatches.length);
}

function outcome({ json, error, strictError }: Recording): string {
  return error !== undefined ? `error ${error}` : `${json}${strictError === undefined ? '' : `  strict: ${strictError}`}`;
}

if (require.main === module) runComparison(process.argv.length > 2 ? process.argv.slice(2) : [RECORDED_HERE], compareFiles);
