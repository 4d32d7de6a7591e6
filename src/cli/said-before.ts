import { sha256 } from './entries';
import type { Files } from './input';
import type { Output } from './outputs';
import type { ProveFlags } from './prove-command';
import type { RunCache, Said } from './run-cache';
import type { Palette } from '../report/palette';

/** How a run is asked for, and how it is printed. */
export interface Asking {
  readonly paths: readonly string[];
  readonly flags: ProveFlags;
  readonly outputs: readonly Output[];
  readonly palette: Palette;
}

/** All that decides what a run says, as text. How it explores does not: neither the number of threads, nor a bound, as long as it is not met. */
export function questionOf({ paths, flags, outputs, palette }: Asking, { files, metadata, profile }: Files): string {
  const { workers, cache, timeout, maxMemory, output, ...others } = flags;
  const read = [...files, ...metadata, ...profile === undefined ? [] : [profile]].map(({ path, bytes }) => [path, sha256(bytes)]);
  const colours = [palette.strong, palette.faint, palette.good, palette.bad, palette.doubtful].map((paint) => paint(''));
  return JSON.stringify([paths, others, outputs.map(({ format, file }) => [format, file === undefined]), colours, files.length, metadata.length, read]);
}

/** Longer outputs are not kept, in characters: what a thousand sets have in JSON is written as fast as it is read. */
const MAX_KEPT = 32 * 2 ** 20;

/**
 * Keeps what is written, piece by piece, as long as it is not too much.
 *
 * @param most a parameter only so that a test need not write so much
 */
export function listener(outputs: readonly Output[], most = MAX_KEPT) {
  const pieces = new Map<Output, string[]>(outputs.map((output) => [output, []]));
  let length = 0;
  return {
    heard: function* (output: Output, text: string | Iterable<string>): Generator<string> {
      for (const piece of typeof text === 'string' ? [text] : text) {
        length += piece.length;
        if (length <= most) pieces.get(output)!.push(piece);
        yield piece;
      }
    },
    keep: (runs: RunCache, question: string, { exitCode, shapes, hits }: Omit<Said, 'texts'>) => {
      if (length <= most) runs.write(question, { exitCode, shapes, hits, texts: [...pieces.values()].map((each) => each.join('')) });
    },
  };
}
