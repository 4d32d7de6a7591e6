import { availableParallelism } from 'os';
import { MessageChannel, parentPort, workerData } from 'worker_threads';
import type { HelpRequest, ProofThreadData } from './data';
import { type HelpersTask, helpersAt } from './helpers';
import { runHere } from '../here';
import { cacheFolder, memoryThereIs, now } from '../machine';
import { openCache } from '../outcome-cache';

// The thread that proves: the whole command line, but for the signals and the streams.

const { interrupted, colours, watchedColumns } = workerData as ProofThreadData;
/** The number of the first helper: 1 is this thread's own. */
const FIRST_HELPER = 2;

function startHelpers({ helpers, shapes, claims, bounds }: HelpersTask) {
  const ports = Array.from({ length: helpers }, (_, helper) => {
    const { port1, port2 } = new MessageChannel();
    const request: HelpRequest = { thread: FIRST_HELPER + helper, shapes, claims, bounds, port: port2 };
    parentPort!.postMessage(request, [port2]);
    return port1;
  });
  return helpersAt(ports, claims);
}

const folder = cacheFolder(process.env);
process.exitCode = runHere({ colours, ...watchedColumns === undefined ? {} : { watchedColumns } }, {
  now,
  memoryUsed: process.memoryUsage.rss,
  memory: memoryThereIs(),
  interrupted: () => Atomics.load(interrupted, 0) !== 0,
  processors: availableParallelism(),
  ...folder === undefined ? {} : { cacheFolder: folder },
  openCache,
  startHelpers,
});
