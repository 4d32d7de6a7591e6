import { homedir, totalmem } from 'os';
import { isAbsolute, join } from 'path';
import type { OutcomeCache } from './outcome-cache';
import type { Helpers, HelpersTask } from './threads/helpers';

/** What the commands have of the machine besides files and the terminal: a parameter, so that tests bring a clock and a memory of their own. */
export interface Machine {
  /** Milliseconds of a clock that never goes back. */
  readonly now: () => number;
  /** Bytes that this process holds in memory. */
  readonly memoryUsed: () => number;
  /** Bytes that it can have. */
  readonly memory: number;
  /** Whether the user has asked to come to an end. */
  readonly interrupted: () => boolean;
  readonly processors: number;
  /** Where outcomes are kept from run to run, unless the user says so otherwise. Nowhere in CI: a runner begins empty. */
  readonly cacheFolder?: string;
  readonly openCache: (folder: string) => OutcomeCache;
  /** Has other threads explore too. Absent where there are none. */
  readonly startHelpers?: (task: HelpersTask) => Helpers;
}

/** Of the memory that there is: the limit of the container, where there is one (process.constrainedMemory knows control groups). */
export function memoryThereIs(): number {
  const constrained = process.constrainedMemory();
  return constrained > 0 ? Math.min(constrained, totalmem()) : totalmem();
}

/** Milliseconds, the same in all threads. */
export const now = (): number => Number(process.hrtime.bigint() / 1_000_000n);

/** The XDG base directory specification: a relative path in the variable is no path. */
export function cacheFolder({ CI, XDG_CACHE_HOME: folder }: NodeJS.ProcessEnv): string | undefined {
  if (CI !== undefined && !['', '0', 'false'].includes(CI)) return undefined;
  const home = homedir();
  if (folder !== undefined && isAbsolute(folder)) return join(folder, 'cdk8s-stateful');
  return isAbsolute(home) ? join(home, '.cache', 'cdk8s-stateful') : undefined;
}
