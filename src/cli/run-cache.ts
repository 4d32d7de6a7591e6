import { join } from 'path';
import { deflateRawSync, inflateRawSync } from 'zlib';
import { codeDigest, keepWithin, readEntry, sha256, writeEntry } from './entries';
import { TOOL_VERSION } from '../prove/version';

/** What a run has said. */
export interface Said {
  readonly exitCode: number;
  readonly shapes: number;
  readonly hits: number;
  /** What it has written, output by output. */
  readonly texts: readonly string[];
}

/** What whole runs have said, by all that it depends on: where not a byte has changed, there is nothing to prove again. */
export interface RunCache {
  readonly read: (question: string) => Said | undefined;
  readonly write: (question: string, said: Said) => void;
}

/** Goes up when runs are written in another way. */
const FORMAT = 1;
/** What decides what is said of manifests: all code that has a part in it. */
const CODE = ['cli', 'cluster', 'kubernetes', 'manifest', 'plugin', 'prove', 'report'];
/** Manifests are read with it. */
const MODULES = ['js-yaml'];
const ENTRY = /^[0-9a-f]{64}(\.[0-9a-f-]{36}\.tmp)?$/;

/** Runs are kept apart from outcomes, which are worth more: each change of a manifest makes another run. */
export function openRuns(folder: string, maxBytes: number): RunCache {
  let code: string | undefined;
  const fileOf = (question: string): string => {
    code ??= codeDigest(CODE, MODULES);
    return join(folder, sha256(JSON.stringify([FORMAT, TOOL_VERSION, code, question])));
  };
  return {
    read: (question) => saidIn(readEntry(fileOf(question))),
    write: (question, said) => {
      writeEntry(fileOf(question), deflateRawSync(JSON.stringify(said)).toString('base64'));
      keepWithin([folder], ENTRY, maxBytes);
    },
  };
}

function saidIn(text: string | undefined): Said | undefined {
  try {
    const said = text === undefined ? {} : JSON.parse(inflateRawSync(Buffer.from(text, 'base64')).toString('utf8')) as Partial<Said>;
    return said.texts === undefined ? undefined : said as Said;
  } catch {
    return undefined;
  }
}
