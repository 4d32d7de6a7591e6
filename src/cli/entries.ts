import { createHash, randomUUID } from 'crypto';
import { readFileSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from 'fs';
import { dirname, extname, join } from 'path';
import { makeFolder } from './make-folder';

// Files of a cache: each holds the digest of a text, and the text. What cannot be read is not there, and what cannot be written is not kept.

export const sha256 = (text: string | Uint8Array): string => createHash('sha256').update(text).digest('hex');

/** The text of an entry, or nothing where it is broken. */
export function readEntry(file: string): string | undefined {
  try {
    const whole = readFileSync(file, 'utf8');
    const end = whole.indexOf('\n');
    const text = whole.slice(end + 1);
    return whole.slice(0, end) === sha256(text) ? text : undefined;
  } catch {
    return undefined;
  }
}

/** Under another name first: nobody reads half an entry, and of two runs that write the same one, either may be last. */
export function writeEntry(file: string, text: string): void {
  const temporary = `${file}.${randomUUID()}.tmp`;
  try {
    makeFolder(dirname(file));
    writeFileSync(temporary, `${sha256(text)}\n${text}`, { flag: 'wx', mode: 0o600 });
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

/**
 * Deletes the oldest entries, and what runs that were killed have left. Another run may be at the same work.
 *
 * @param isEntry the name of one, or of one that was not finished: the folder may be somebody's who keeps other things there
 */
export function keepWithin(folders: readonly string[], isEntry: RegExp, maxBytes: number): void {
  const entries = folders.flatMap((folder) => entriesIn(folder, isEntry));
  let total = entries.reduce((sum, { bytes }) => sum + bytes, 0);
  for (const { file, bytes } of entries.sort((a, b) => a.time - b.time)) {
    if (total <= maxBytes) break;
    remove(file);
    total -= bytes;
  }
}

function entriesIn(folder: string, isEntry: RegExp): { file: string; bytes: number; time: number }[] {
  return namesIn(folder).filter((name) => isEntry.test(name)).flatMap((name) => {
    const stats = statSync(join(folder, name), { throwIfNoEntry: false });
    return stats === undefined ? [] : [{ file: join(folder, name), bytes: stats.size, time: stats.mtimeMs }];
  });
}

/** None where it is no folder, or not any more. */
export function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

/** A digest of the code in these folders of ours, and of these modules that we depend on: who works on it must never be told what an earlier one said. */
export function codeDigest(rooms: readonly string[], modules: readonly string[] = []): string {
  const hash = createHash('sha256');
  const ending = extname(__filename);
  for (const room of rooms) {
    const root = join(__dirname, '..', room);
    const files = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((file) => extname(file) === ending && !file.endsWith('.d.ts')).sort();
    for (const file of files) hash.update(file).update(readFileSync(join(root, file)));
  }
  for (const name of modules) hash.update(name).update(readFileSync(require.resolve(name)));
  return hash.digest('hex');
}
