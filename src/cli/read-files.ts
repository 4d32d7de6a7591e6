import { type Stats, closeSync, constants, fstatSync, lstatSync, openSync, readdirSync, readSync, realpathSync } from 'fs';
import { join, sep } from 'path';
import { reason } from './reason';
import { UsageError } from './usage-error';
import { LIMITS } from '../manifest/limits';
import { METADATA_FILE } from '../plugin/construct-paths';

/** How many manifests one run reads. */
export const MAX_FILES = 10_000;

export interface InputFile {
  readonly path: string;
  readonly bytes: Uint8Array;
}

export interface InputFiles {
  readonly files: InputFile[];
  /** The construct metadata of cdk8s-cli that lay beside the manifests. */
  readonly metadata: InputFile[];
}

const MANIFEST = /\.(ya?ml|json)$/;
const STANDARD_INPUT = '-';

/** The limits are parameters only so that a test need not write 64 MiB. */
export interface ReadLimits {
  readonly files: number;
  readonly bytesPerFile: number;
  readonly totalBytes: number;
}

const READ_LIMITS: ReadLimits = { files: MAX_FILES, bytesPerFile: LIMITS.bytesPerFile, totalBytes: LIMITS.totalBytes };

/**
 * Reads the files and folders that the user named. A gate that skips a manifest says that something is proved when it was never read,
 * so whatever looks like a manifest and cannot be read ends the run.
 */
export function readFiles(paths: readonly string[], stdin: () => Uint8Array, limits: ReadLimits = READ_LIMITS): InputFiles {
  const found = once(paths.flatMap((path) => path === STANDARD_INPUT ? [{ path, real: path }] : find(path))).map(({ path }) => path);
  if (found.length > limits.files) throw new UsageError(`there are ${found.length} files, and at most ${limits.files} are read: name a smaller folder`);
  let total = 0;
  const files = found.map((path) => {
    const bytes = path === STANDARD_INPUT ? stdin() : readRegular(path, limits.bytesPerFile, ': use - to read standard input');
    total += bytes.length;
    if (total > limits.totalBytes) throw new UsageError(`the files have more than ${limits.totalBytes} bytes together: name a smaller folder`);
    return { path: path === STANDARD_INPUT ? '<stdin>' : path, bytes };
  });
  return {
    files: files.filter((file) => !isMetadata(file.path) && (paths.includes(file.path) || isManifest(file))),
    metadata: files.filter((file) => isMetadata(file.path)),
  };
}

/** Reads one file that the user named, which is no manifest. */
export function readFile(path: string, limit: number = LIMITS.bytesPerFile): InputFile {
  if (path === '') throw new UsageError('a path is empty');
  if (path === STANDARD_INPUT) throw new UsageError('only manifests can come from standard input: write a file, and name it in the place of -');
  return { path, bytes: readRegular(path, limit) };
}

/** JSON that happens to lie in a folder, such as package.json, is a manifest only if it says so. A file that is named is read whatever it is. */
function isManifest({ path, bytes }: InputFile): boolean {
  return !path.endsWith('.json') || Buffer.from(bytes).includes('"apiVersion"');
}

function isMetadata(path: string): boolean {
  return path === METADATA_FILE || path.endsWith(`${sep}${METADATA_FILE}`);
}

/** A file by the name under which it was found, and by the one name that it has on the disk. */
interface Found {
  readonly path: string;
  readonly real: string;
}

/** What the user names is read whatever its name; in a folder the ending decides. */
function find(path: string): Found[] {
  if (path === '') throw new UsageError('a path is empty');
  const real = resolve(path);
  if (!stat(path, real).isDirectory()) return [{ path, real }];
  const found = walk(path, real, real, new Set());
  if (!found.some((file) => !isMetadata(file.path))) throw new UsageError(`${path} holds no *.yaml, *.yml or *.json`);
  return found;
}

function walk(folder: string, real: string, root: string, walked: Set<string>): Found[] {
  if (walked.has(real)) return [];
  walked.add(real);
  return namesIn(folder, real).sort().flatMap((name) => {
    if (name.startsWith('.') || name === 'node_modules') return [];
    const found = { path: join(folder, name), real: join(real, name) };
    const entry = stat(found.path, found.real);
    if (entry.isSymbolicLink()) return follow(found.path, root, walked);
    if (entry.isDirectory()) return walk(found.path, found.real, root, walked);
    return MANIFEST.test(name) ? [found] : [];
  });
}

/** A link may stay in the folder, as in a mounted ConfigMap, but not lead out of it: a pull request must not choose which files of the machine are read. */
function follow(path: string, root: string, walked: Set<string>): Found[] {
  const real = linkTarget(path);
  const folder = real !== undefined && stat(path, real).isDirectory();
  if (!folder && !MANIFEST.test(path)) return [];
  if (real === undefined) throw new UsageError(`${path} is a link to nothing`);
  if (real !== root && !real.startsWith(root.endsWith(sep) ? root : root + sep)) throw new UsageError(`${path} is a link that leads out of the folder: name what it points to`);
  return folder ? walk(path, real, root, walked) : [{ path, real }];
}

function namesIn(folder: string, real: string): string[] {
  try {
    return readdirSync(real);
  } catch (error) {
    throw new UsageError(`${folder} cannot be read: ${reason(error)}`);
  }
}

function stat(path: string, real: string): Stats {
  try {
    return lstatSync(real);
  } catch (error) {
    throw new UsageError(`${path} cannot be read: ${reason(error)}`);
  }
}

function linkTarget(path: string): string | undefined {
  try {
    return realpathSync(path);
  } catch {
    return undefined;
  }
}

/** Two names for one file would give every object in it twice. */
function once(found: readonly Found[]): Found[] {
  const seen = new Set<string>();
  return found.filter(({ real }) => !seen.has(real) && seen.add(real));
}

function resolve(path: string): string {
  try {
    return realpathSync(path);
  } catch (error) {
    throw new UsageError(`${path} cannot be read: ${reason(error)}`);
  }
}

/** Opens first and asks what it is then, so that nobody can swap the file in between; and without blocking, so that a pipe cannot hang the run. */
function readRegular(path: string, limit: number, instead = ''): Uint8Array {
  const descriptor = open(path);
  try {
    if (!fstatSync(descriptor).isFile()) throw new UsageError(`${path} is not a regular file${instead}`);
    const bytes = Buffer.alloc(Math.min(fstatSync(descriptor).size, limit) + 1);
    let length = 0;
    for (let part = -1; part !== 0 && length < bytes.length; length += part) part = readSync(descriptor, bytes, length, bytes.length - length, null);
    if (length > limit) throw new UsageError(`${path} has more than ${limit} bytes`);
    return bytes.subarray(0, length);
  } finally {
    closeSync(descriptor);
  }
}

function open(path: string): number {
  try {
    return openSync(path, constants.O_RDONLY + constants.O_NONBLOCK);
  } catch (error) {
    throw new UsageError(`${path} cannot be read: ${reason(error)}`);
  }
}
