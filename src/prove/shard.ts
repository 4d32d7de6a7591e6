import { Shape, shapeText } from './shape';
import { perObject } from '../manifest/per-object';

/** One of several machines that share a run. */
export interface Shard {
  /** From 1 up. */
  readonly number: number;
  readonly of: number;
  /** Equal in all shards of one run: what was read and what was asked, in a digest. Only merging looks at it. */
  readonly run: string;
}

/**
 * Which of the sets fall to a shard. Sets that begin with the same shapes go to the same one, so that no machine explores what another does; kinds of sets take turns in the order
 * in which they come, so every machine comes to the same division without asking another.
 *
 * @param expected the shapes that the proof of each set begins with
 */
export function fallsTo({ number, of }: Shard, expected: readonly (readonly Shape[])[]): (set: number) => boolean {
  const kinds = new Map<string, number>();
  const numbers = new Map<string, number>();
  const kindOf = perObject((shapes: readonly Shape[]): number => numberIn(kinds, shapes.map((shape) => numberIn(numbers, shapeText(shape))).join()));
  const shards = expected.map((shapes) => kindOf(shapes) % of + 1);
  return (set) => shards[set] === number;
}

/** The number of a text among those that have been seen, counted from 0. */
function numberIn(seen: Map<string, number>, text: string): number {
  const number = seen.get(text) ?? seen.size;
  seen.set(text, number);
  return number;
}
