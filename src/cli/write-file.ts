import { appendFileSync, lstatSync, renameSync, rmSync, writeFileSync } from 'fs';
import { basename, dirname, join } from 'path';
import { UsageError } from './usage-error';

/** Writes a file whole or not at all: who waits for a report must not read half of one. */
export function writeFile(path: string, content: string | Uint8Array | Iterable<string>): void {
  const existing = lstatSync(path, { throwIfNoEntry: false });
  if (existing && !existing.isFile()) throw new UsageError(`${path} is not a regular file, so no report is written over it`);
  const temporary = join(dirname(path), `.${basename(path)}.${process.pid}.tmp`);
  try {
    writeFileSync(temporary, '', { flag: 'wx' });
    for (const piece of typeof content === 'string' || content instanceof Uint8Array ? [content] : content) appendFileSync(temporary, piece);
    renameSync(temporary, path);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw new UsageError(`${path} cannot be written: ${(error as NodeJS.ErrnoException).code ?? error}`);
  }
}
