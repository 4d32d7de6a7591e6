import { readFileSync } from 'fs';
import { join } from 'path';
import { CORE } from './core';
import type { Machine } from './machine';
import { run } from './program';
import { type Streams, terminalOn } from './terminal';

/** Runs the command line in this thread, and gives the exit code. */
export function runHere(streams: Streams, machine: Machine): number {
  const { version } = JSON.parse(readFileSync(join(__dirname, '..', '..', 'package.json'), 'utf8')) as { version: string };
  return run(process.argv.slice(2), CORE, { ...terminalOn(streams), machine }, version);
}
