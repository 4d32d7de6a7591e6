import { accessSync, constants } from 'fs';
import { type BoundFlags, boundsIn, stopAt } from './bounds';
import { explorerOf } from './explorer';
import type { Machine } from './machine';
import { makeFolder } from './make-folder';
import { reason } from './reason';
import { UsageError } from './usage-error';
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
  readonly close: () => void;
}

export function exploringBy(flags: ExploringFlags, machine: Machine): ExploringRun {
  const begun = machine.now();
  const bounds = boundsIn(flags, machine);
  const workers = flags.workers === undefined ? undefined : wholeNumber('--workers', flags.workers, 1);
  const folder = folderIn(flags.cache, machine);
  const cache = folder === undefined ? undefined : machine.openCache(folder);
  const explorer = explorerOf({ bounds, ...workers === undefined ? {} : { workers }, ...cache === undefined ? {} : { cache } }, machine);
  return {
    explorer,
    stop: stopAt(bounds, machine),
    told: () => ({ remembered: explorer.remembered(), seconds: (machine.now() - begun) / 1000 }),
    close: () => cache?.close(),
  };
}

/** A folder that is named must be there to write to; where nobody has named one, what cannot be kept is not kept. */
function folderIn(named: string | false | undefined, machine: Machine): string | undefined {
  if (named === undefined) return machine.cacheFolder;
  if (named === false) return undefined;
  if (named === '') throw new UsageError('--cache names no folder');
  try {
    makeFolder(named);
    accessSync(named, constants.R_OK + constants.W_OK + constants.X_OK);
  } catch (error) {
    throw new UsageError(`--cache ${named}: it is no folder that can be written to (${reason(error)})`);
  }
  return named;
}
