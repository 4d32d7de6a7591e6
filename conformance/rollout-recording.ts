/** A story on a real control plane, as it was recorded: every change of every object in the order of its resource version, and what the user typed. */
import { readFileSync, readdirSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { JsonObject } from '../src/manifest/objects';

export interface Row {
  /** Seconds since the recording began, when the watch told of it. */
  readonly t: number;
  /** The resource version; between two of them for a step. */
  readonly rv: number;
  readonly type: 'STEP' | 'ADDED' | 'MODIFIED' | 'DELETED';
  readonly kind: string;
  readonly name: string;
  readonly obj?: JsonObject;
  /** Of a step: what was typed, what it printed, and its exit code. */
  readonly cmd?: string;
  readonly out?: string;
  readonly rc?: number;
}

export interface Story {
  /** The folder and the file. */
  readonly name: string;
  /** The version of Kubernetes, such as `1.35.4`. */
  readonly version: string;
  readonly rows: readonly Row[];
}

const RECORDING = /\.jsonl(\.gz)?$/;

/** The recordings among these files and in these folders. */
export function recordingsIn(paths: readonly string[]): string[] {
  return paths.flatMap((path) => {
    if (statSync(path).isDirectory()) return recordingsIn(readdirSync(path).sort().map((name) => join(path, name)));
    return RECORDING.test(path) ? [path] : [];
  });
}

/** @throws Error where no folder of the path says which version was recorded */
export function readStory(file: string): Story {
  const version = file.split(/[\\/]/).reverse().map((part) => /^v?(1\.[0-9]+(\.[0-9]+)?)/.exec(part)?.[1]).find((found) => found !== undefined);
  if (version === undefined) throw new Error(`no folder of ${file} is named after a version of Kubernetes`);
  const bytes = readFileSync(file);
  const text = (file.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8');
  const rows = text.split('\n').filter((line) => line !== '').map((line) => JSON.parse(line) as Row);
  return { name: `${basename(dirname(file))} ${basename(file).replace(RECORDING, '')}`, version, rows: rows.sort((a, b) => a.rv - b.rv) };
}
