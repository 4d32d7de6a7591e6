import { accessSync, appendFileSync, constants, lstatSync, renameSync, rmSync, writeFileSync } from 'fs';
import { basename, dirname, join } from 'path';
import { reason } from './reason';
import { UsageError } from './usage-error';

/** Writes a file whole or not at all: who waits for a report must not read half of one. */
export function writeFile(path: string, content: string | Uint8Array | Iterable<string>): void {
  refuseUnwritable(path);
  const temporary = join(dirname(path), `.${basename(path)}.${process.pid}.tmp`);
  try {
    writeFileSync(temporary, '', { flag: 'wx' });
    for (const piece of typeof content === 'string' || content instanceof Uint8Array ? [content] : content) appendFileSync(temporary, piece);
    renameSync(temporary, path);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw new UsageError(`${path} cannot be written: ${reason(error)}`);
  }
}

/** Whoever has waited an hour for a proof must not hear only then that its report has no place. */
export function refuseUnwritable(path: string): void {
  if (path === '-') throw new UsageError('- is no file to write: standard output is what stands without a file, and ./- is a file of that name');
  try {
    const existing = lstatSync(path, { throwIfNoEntry: false });
    if (existing && !existing.isFile()) throw new UsageError(`${path} is not a regular file, so nothing is written over it`);
    accessSync(dirname(path), constants.W_OK + constants.X_OK);
  } catch (error) {
    throw error instanceof UsageError ? error : new UsageError(`${path} cannot be written: ${reason(error)}`);
  }
}
