import { type BoundFlags, boundsIn, stopAt } from './bounds';
import { cacheFolderIn } from './cache-folder';
import { explorerOf } from './explorer';
import type { Machine } from './machine';
import type { RunCache } from './run-cache';
import { wholeNumber } from './whole-number';
import type { Explorer, Stop } from '../prove/explore-shape';

/** As commander gives them. */
export interface ExploringFlags extends BoundFlags {
  readonly workers?: string;
  /** A folder, or false for none. */
  readonly cache?: string | false;
}

/** How a run explores, and what it can tell of that when it is over. */
export interface ExploringRun {
  readonly explorer: Explorer;
  readonly stop: Stop;
  /** How many outcomes were remembered from earlier runs, and how long the run has taken, in seconds. */
  readonly told: () => { readonly remembered: number; readonly seconds: number };
  /** What earlier runs have said, where anything is kept. */
  readonly runs?: RunCache;
  /** Whether all was explored that was asked for, within the number of states: not what was stopped by the clock, the memory or the user. */
  readonly isWhole: () => boolean;
  readonly close: () => void;
}

export function exploringBy(flags: ExploringFlags, machine: Machine): ExploringRun {
  const begun = machine.now();
  const bounds = boundsIn(flags, machine);
  const workers = flags.workers === undefined ? undefined : wholeNumber('--workers', flags.workers, 1);
  const folder = cacheFolderIn(flags.cache, machine.cacheFolder);
  const cache = folder === undefined ? undefined : machine.openCache(folder);
  const explorer = explorerOf({ bounds, ...workers === undefined ? {} : { workers }, ...cache === undefined ? {} : { cache } }, machine);
  return {
    explorer,
    stop: stopAt(bounds, machine),
    told: () => ({ remembered: explorer.remembered(), seconds: (machine.now() - begun) / 1000 }),
    ...cache === undefined ? {} : { runs: cache.runs },
    isWhole: explorer.isWhole,
    close: () => cache?.close(),
  };
}
