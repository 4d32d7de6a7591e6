import { join } from 'path';
import { Worker } from 'worker_threads';
import { abandon } from './claims';
import type { HelpRequest, HelperData, ProofThreadData } from './data';
import { now } from '../machine';
import type { Streams } from '../terminal';

/** What a shell gives for a process that Ctrl-C has ended. */
const ENDED_BY_INTERRUPT = 130;
/** Milliseconds in which a second interrupt is an echo of the first: `timeout` signals its child and then the group, and npm passes on a Ctrl-C that the terminal has given to all. */
const ECHO = 500;
/** Inconclusive, and our own fault. */
const BOUNDED = 3;
const INTERNAL = 70;

/**
 * Proves in a thread of its own, so that this one is free to listen: a proof is one long call, and no signal is heard during it. A first Ctrl-C has it come to an end with what
 * it has, and so has SIGTERM, which CI systems send before they kill; a second Ctrl-C does not wait for that. Costs as long as a thread takes to start; modules are only loaded there.
 */
export function proveAndListen(streams: Streams): void {
  const interrupted = new Int32Array(new SharedArrayBuffer(4));
  const data: ProofThreadData = { interrupted, ...streams };
  const proof = new Worker(join(__dirname, 'proof-thread.js'), { argv: process.argv.slice(2), workerData: data });
  const helpers: Worker[] = [];
  let first: number | undefined;
  const interrupt = () => {
    first ??= now();
    Atomics.store(interrupted, 0, 1);
  };
  process.on('SIGTERM', interrupt);
  process.on('SIGINT', () => {
    if (first !== undefined && now() - first > ECHO) process.exit(ENDED_BY_INTERRUPT);
    interrupt();
  });
  proof.on('message', (request: HelpRequest) => helpers.push(helperFor(request, interrupted)));
  proof.on('error', (error: NodeJS.ErrnoException) => {
    // What could not be written has set a code of its own by now.
    process.exitCode ??= error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? BOUNDED : INTERNAL;
    process.stderr.write(error.code === 'ERR_WORKER_OUT_OF_MEMORY'
      ? 'error: there is not enough memory for the report: prove fewer sets at a time, such as with --shard 1/2\n'
      : `cdk8s-stateful failed, and that is its own fault, not the manifest's: ${JSON.stringify(error.message)}\n`);
  });
  proof.on('exit', (exitCode) => {
    process.exitCode ??= exitCode;
    for (const helper of helpers) void helper.terminate();
  });
}

function helperFor(request: HelpRequest, interrupted: Int32Array): Worker {
  const data: HelperData = { ...request, interrupted };
  const helper = new Worker(join(__dirname, 'helper-thread.js'), { workerData: data, transferList: [request.port] });
  // What it leaves undone the proof does itself, and there an error is told.
  helper.on('error', () => abandon(request.claims, request.thread));
  return helper;
}
