/** A story on a real control plane, as it was recorded: every change of every object in the order of its resource version, and what the user typed. */
import { basename, dirname } from 'node:path';
import { recordedLines } from './recordings';
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

/** @throws Error where no folder of the path says which version was recorded */
export function readStory(file: string): Story {
  const version = file.split(/[\\/]/).reverse().map((part) => /^v?(1\.[0-9]+(\.[0-9]+)?)/.exec(part)?.[1]).find((found) => found !== undefined);
  if (version === undefined) throw new Error(`no folder of ${file} is named after a version of Kubernetes`);
  const rows = recordedLines<Row>(file);
  return { name: `${basename(dirname(file))} ${basename(file).replace(RECORDING, '')}`, version, rows: rows.sort((a, b) => a.rv - b.rv) };
}
