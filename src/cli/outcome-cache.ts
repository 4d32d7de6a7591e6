import { join } from 'path';
import { codeDigest, keepWithin, namesIn, readEntry, sha256, writeEntry } from './entries';
import { type RunCache, openRuns } from './run-cache';
import type { Outcome } from '../prove/check';
import { outcomeIn, outcomeText } from '../prove/outcome-text';
import { TOOL_VERSION } from '../prove/version';

/** Outcomes of explorations that outlive the run. What is asked for is named by all that it depends on, so an entry is right or not there. */
export interface OutcomeCache {
  readonly read: (shape: string) => Outcome | undefined;
  readonly write: (shape: string, outcome: Outcome) => void;
  /** What whole runs have said. */
  readonly runs: RunCache;
  /** Keeps the cache within its size. */
  readonly close: () => void;
}

/** Goes up when outcomes are written in another way. */
const FORMAT = 1;
/** The oldest entries go first when there is more than this: some ten thousand shapes. */
export const MAX_CACHE_BYTES = 128 * 2 ** 20;
/** What explores: all files of the model and of the prover. */
const CODE = ['cluster', 'prove'];
const ENTRY = /^[0-9a-f]{62}(\.[0-9a-f-]{36}\.tmp)?$/;

/** Each entry is named by the digest of the question, of the tool's version and of its code. Nothing that goes wrong here is worth more than an exploration: what cannot be read is explored again. */
export function openCache(folder: string, maxBytes = MAX_CACHE_BYTES): OutcomeCache {
  let code: string | undefined;
  const fileOf = (shape: string): string => {
    code ??= codeDigest(CODE);
    const name = sha256(JSON.stringify([FORMAT, TOOL_VERSION, code, shape]));
    return join(folder, name.slice(0, 2), name.slice(2));
  };
  let written = false;
  return {
    read: (shape) => outcomeOf(readEntry(fileOf(shape))),
    write: (shape, outcome) => {
      written = true;
      writeEntry(fileOf(shape), outcomeText(outcome));
    },
    runs: openRuns(join(folder, 'runs'), maxBytes / 4),
    close: () => {
      if (written) keepWithin(namesIn(folder).filter((name) => /^[0-9a-f]{2}$/.test(name)).map((name) => join(folder, name)), ENTRY, maxBytes);
    },
  };
}

function outcomeOf(text: string | undefined): Outcome | undefined {
  try {
    return text === undefined ? undefined : outcomeIn(text);
  } catch {
    return undefined;
  }
}
