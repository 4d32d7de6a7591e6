import { createHash } from 'crypto';
import type { Input } from './input';
import { UsageError } from './usage-error';
import type { ProveOptions } from '../prove';
import type { Shard } from '../prove/shard';
import { TOOL_VERSION } from '../prove/version';

/** More machines than this share no run. */
export const MOST_SHARDS = 1000;

/** Understands `2/3`: the second of three. */
export function parseShard(value: string): Pick<Shard, 'number' | 'of'> {
  const [, number, of] = (/^(\d{1,4})\/(\d{1,4})$/.exec(value) ?? []).map(Number);
  if (number === undefined || number < 1 || number > of || of > MOST_SHARDS) {
    throw new UsageError(`--shard takes the number of this shard and how many there are, such as 1/3, up to ${MOST_SHARDS}, not ${value}`);
  }
  return { number, of };
}

/** A digest of all that must be the same in the shards of one run: the files, and what is asked of them. */
export function runDigest({ paths, source }: Input, options: ProveOptions): string {
  const { scenarios, guarantees, faults, maxStates, reductions, failOn, kubernetes, featureGates } = options;
  const hash = createHash('sha256');
  hash.update(JSON.stringify([TOOL_VERSION, scenarios, guarantees, faults, maxStates, reductions, failOn, kubernetes, featureGates, options.cluster?.path]));
  for (const path of paths) hash.update(JSON.stringify([path, source(path)]));
  return hash.digest('hex');
}
