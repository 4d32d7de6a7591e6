/** Files of recordings, for all comparisons: given by name or by folder, packed or not, one JSON object per line. */
import { readFileSync, readdirSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { gunzipSync } from 'node:zlib';

/** What was given cannot be read: said in one line, without a stack trace. */
export class BadInput extends Error {}

const IS_RECORDING = /\.jsonl(\.gz)?$/;

/** The recordings among these files and folders, folders searched to the bottom, in the order of their names. */
export function recordingFiles(paths: readonly string[]): string[] {
  return paths.flatMap((path) => {
    if (!statOf(path).isDirectory()) return [path];
    const inside = readdirSync(path).sort().map((name) => join(path, name));
    return inside.flatMap((entry) => statOf(entry).isDirectory() ? recordingFiles([entry]) : IS_RECORDING.test(entry) ? [entry] : []);
  });
}

function statOf(path: string) {
  try {
    return statSync(path);
  } catch {
    throw new BadInput(`${path}: there is no such file or folder`);
  }
}

/** The objects of a recording, each with its line number. */
export function recordedLines<T>(file: string): T[] {
  return textOf(file).split('\n').flatMap((line, index) => {
    if (line.trim() === '') return [];
    try {
      return [JSON.parse(line) as T];
    } catch (error) {
      throw new BadInput(`${file}:${index + 1}: this is not a line of JSON: ${(error as Error).message}`);
    }
  });
}

function textOf(file: string): string {
  try {
    const bytes = readFileSync(file);
    return (file.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8');
  } catch (error) {
    throw new BadInput(`${basename(file)}: ${(error as Error).message}`);
  }
}

const FAILURE = 1;
const BAD_INPUT = 2;

/** The last line that every comparison ends with, and its exit code: nothing compared is no success. */
export function concluded(compared: number, mismatches: number): number {
  console.log(`${compared} compared, ${mismatches} mismatches`);
  return mismatches === 0 && compared > 0 ? 0 : FAILURE;
}

/** Runs a comparison over the files that were given, and sets the exit code: 2 where something cannot be read. */
export function runComparison(paths: readonly string[], compare: (files: readonly string[]) => number): void {
  try {
    process.exitCode = compare(recordingFiles(paths));
  } catch (error) {
    if (!(error instanceof BadInput)) throw error;
    console.error(error.message);
    process.exitCode = BAD_INPUT;
  }
}
