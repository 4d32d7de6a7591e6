import { createHash, randomUUID } from 'crypto';
import { readFileSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from 'fs';
import { dirname, extname, join } from 'path';
import { makeFolder } from './make-folder';
import type { Outcome } from '../prove/check';
import { outcomeIn, outcomeText } from '../prove/outcome-text';
import { TOOL_VERSION } from '../prove/version';

/** Outcomes of explorations that outlive the run. What is asked for is named by all that it depends on, so an entry is right or not there. */
export interface OutcomeCache {
  readonly read: (shape: string) => Outcome | undefined;
  readonly write: (shape: string, outcome: Outcome) => void;
  /** Keeps the cache within its size. */
  readonly close: () => void;
}

/** Goes up when outcomes are written in another way. */
const FORMAT = 1;
/** The oldest entries go first when there is more than this: some ten thousand shapes. */
export const MAX_CACHE_BYTES = 128 * 2 ** 20;

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

/**
 * Each entry is a file: the digest of the outcome, and the outcome. It is named by the digest of the question, of the tool's version and of its code: who works on the model
 * must never be told what an earlier one said. Nothing that goes wrong here is worth more than an exploration: what cannot be read is explored again.
 */
export function openCache(folder: string, maxBytes = MAX_CACHE_BYTES): OutcomeCache {
  const code = codeDigest();
  const fileOf = (shape: string): string => {
    const name = sha256(JSON.stringify([FORMAT, TOOL_VERSION, code, shape]));
    return join(folder, name.slice(0, 2), name.slice(2));
  };
  let written = false;
  return {
    read: (shape) => entryIn(fileOf(shape)),
    write: (shape, outcome) => {
      written = true;
      writeEntry(fileOf(shape), outcomeText(outcome));
    },
    close: () => {
      if (written) keepWithin(folder, maxBytes);
    },
  };
}

function entryIn(file: string): Outcome | undefined {
  try {
    const text = readFileSync(file, 'utf8');
    const end = text.indexOf('\n');
    const outcome = text.slice(end + 1);
    return text.slice(0, end) === sha256(outcome) ? outcomeIn(outcome) : undefined;
  } catch {
    return undefined;
  }
}

/** Under another name first: nobody reads half an entry, and of two runs that write the same one, either may be last. */
function writeEntry(file: string, outcome: string): void {
  const temporary = `${file}.${randomUUID()}.tmp`;
  try {
    makeFolder(dirname(file));
    writeFileSync(temporary, `${sha256(outcome)}\n${outcome}`, { flag: 'wx', mode: 0o600 });
    renameSync(temporary, file);
  } catch {
    remove(temporary);
  }
}

/** Where the folder is none, there is nothing to remove, which `force` does not forgive. */
function remove(file: string): void {
  try {
    rmSync(file, { force: true });
  } catch {
    // Nothing was written there.
  }
}

/** An entry, or one that was not finished. The folder may be somebody's who keeps other things there, even under such names as `ab`. */
const ENTRY = /^[0-9a-f]{62}(\.[0-9a-f-]{36}\.tmp)?$/;

/** Deletes the oldest entries, and what runs that were killed have left. Another run may be at the same work. */
function keepWithin(folder: string, maxBytes: number): void {
  const entries = namesIn(folder).filter((name) => /^[0-9a-f]{2}$/.test(name)).flatMap((name) => entriesIn(join(folder, name)));
  let total = entries.reduce((sum, { bytes }) => sum + bytes, 0);
  for (const { file, bytes } of entries.sort((a, b) => a.time - b.time)) {
    if (total <= maxBytes) break;
    remove(file);
    total -= bytes;
  }
}

function entriesIn(folder: string): { file: string; bytes: number; time: number }[] {
  return namesIn(folder).filter((name) => ENTRY.test(name)).flatMap((name) => {
    const stats = statSync(join(folder, name), { throwIfNoEntry: false });
    return stats === undefined ? [] : [{ file: join(folder, name), bytes: stats.size, time: stats.mtimeMs }];
  });
}

/** None where it is no folder, or not any more. */
function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

/** Of the code that explores: all files of the model and of the prover. */
function codeDigest(): string {
  const hash = createHash('sha256');
  const ending = extname(__filename);
  for (const room of ['cluster', 'prove']) {
    const root = join(__dirname, '..', room);
    const files = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((file) => extname(file) === ending && !file.endsWith('.d.ts')).sort();
    for (const file of files) hash.update(file).update(readFileSync(join(root, file)));
  }
  return hash.digest('hex');
}
