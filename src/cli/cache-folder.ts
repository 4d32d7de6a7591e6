import { accessSync, constants, readFileSync, readdirSync, writeFileSync } from 'fs';
import { join } from 'path';
import { makeFolder } from './make-folder';
import { reason } from './reason';
import { UsageError } from './usage-error';

/** The Cache Directory Tagging Specification (bford.info/cachedir): by this file, programs that make backups know that they need not keep the folder, and we know that it is ours. */
const TAG_FILE = 'CACHEDIR.TAG';
const TAG = `Signature: 8a477f597d28d172789f06886806bc55
# Outcomes that cdk8s-stateful has kept from run to run. All of this folder can be deleted at any time.
`;

/**
 * The folder where outcomes are kept, if there is one. One that is named must be there to write to, or have been before, and hold nothing else; where nobody has named one, what cannot be kept is
 * not kept.
 *
 * @param named what the user says: false for none
 */
export function cacheFolderIn(named: string | false | undefined, ofTheUser: string | undefined): string | undefined {
  if (named === false) return undefined;
  if (named === '') throw new UsageError('--cache names no folder');
  const folder = named ?? ofTheUser;
  if (folder === undefined) return undefined;
  try {
    makeFolder(folder);
    // One that is ours and cannot be written to, such as one that CI restores, is read: what cannot be kept there is not kept.
    accessSync(folder, constants.R_OK + constants.X_OK + (isOurs(folder) ? 0 : constants.W_OK));
    if (named !== undefined) refuseStrangers(named);
    mark(folder);
  } catch (error) {
    if (error instanceof UsageError) throw error;
    if (named !== undefined) throw new UsageError(`--cache ${named}: it is no folder that can be written to (${reason(error)})`);
  }
  return folder;
}

/** Refuses a folder that is not ours and not empty. Another run may mark it while it is looked at, and makes an empty file first. */
function refuseStrangers(folder: string): void {
  const [first] = isOurs(folder) ? [] : readdirSync(folder).sort();
  if (first === undefined || isOurs(folder)) return;
  throw new UsageError(`--cache ${folder}: it holds other files, such as ${first}, and outcomes would lie among them: name a folder of their own, such as ${join(folder, '.cdk8s-stateful')}`);
}

function isOurs(folder: string): boolean {
  try {
    return ['', TAG].includes(readFileSync(join(folder, TAG_FILE), 'utf8'));
  } catch {
    return false;
  }
}

function mark(folder: string): void {
  try {
    writeFileSync(join(folder, TAG_FILE), TAG, { flag: 'wx', mode: 0o600 });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
}
