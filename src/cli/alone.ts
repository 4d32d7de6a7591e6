import { runHere } from './here';
import { cacheFolder, memoryThereIs, now } from './machine';
import { openCache } from './outcome-cache';
import type { Streams } from './terminal';

/** Runs the command line in the only thread. Nothing is heard of signals: Ctrl-C ends the process. */
export function runAlone(streams: Streams): void {
  const folder = cacheFolder(process.env);
  // Not process.exit(): it would cut off what a slow reader has not taken yet.
  const exitCode = runHere(streams, {
    now,
    memoryUsed: process.memoryUsage.rss,
    memory: memoryThereIs(),
    interrupted: () => false,
    processors: 1,
    openCache,
    ...folder === undefined ? {} : { cacheFolder: folder },
  });
  // What could not be written has set a code of its own by now.
  process.exitCode ??= exitCode;
}
