import { chosenSet } from './chosen-set';
import { clusterOptions, type ClusterFlags } from './cluster';
import type { Core } from './core';
import { readInput } from './input';
import { checkOutputs, parseOutputs, writeOutputs } from './outputs';
import type { Terminal } from './terminal';
import { UsageError } from './usage-error';
import { knownNames } from '../prove';
import { PLAIN, type Palette } from '../report/palette';
import { replayedTokenJson, replayedTokenText } from '../report/replayed-token';
import { timelineJson } from '../report/timeline-json';
import { timelineText } from '../report/timeline-text';

/** As commander gives them. */
export interface ReplayFlags extends ClusterFlags {
  readonly output?: readonly string[];
  readonly scenario?: string;
  readonly token?: string;
  readonly set?: string;
  readonly image?: string;
}

/** The run that a token holds is none any more: that is no proof that there is no other. */
const GONE = 3;

/** `replay`: what a real cluster would show on a quiet day, or the run of a token. */
export function replayCommand(paths: readonly string[], flags: ReplayFlags, core: Core, terminal: Terminal): number {
  const outputs = parseOutputs(flags.output ?? []);
  const what = whatToReplay(flags, core);
  const where = clusterOptions(flags);
  const { input, paths: read } = readInput(paths, core, terminal, where.cluster);
  checkOutputs(outputs, read);
  const chosen = chosenSet(input, flags.set);
  const write = (json: () => string, text: (palette: Palette) => string): void =>
    writeOutputs(outputs, terminal, ({ format, file }) => format === 'json' ? json() : text(file === undefined ? terminal.palette : PLAIN));
  if ('token' in what) {
    const replayed = core.replayToken(chosen, { ...where, ...what });
    write(() => replayedTokenJson(replayed), (palette) => replayedTokenText(replayed, palette));
    return replayed.counterexample === undefined ? GONE : 0;
  }
  const timeline = core.replay(chosen, { ...where, ...what });
  write(() => timelineJson(timeline), (palette) => timelineText(timeline, palette));
  return 0;
}

/** A scenario, perhaps with an image, or a token. What is misspelt is said before any manifest is read. */
function whatToReplay({ scenario, token, image }: ReplayFlags, core: Core): { scenario: string; image?: string } | { token: string } {
  if (image === '') throw new UsageError('--image is empty');
  if (scenario !== undefined && token !== undefined) throw new UsageError('a token has its own scenario: write --scenario or --token, not both');
  if (token !== undefined) {
    if (image !== undefined) throw new UsageError('a token has its own images: leave --image out');
    core.readToken(token);
    return { token };
  }
  if (scenario === undefined) throw new UsageError('nothing to replay: name a scenario with --scenario, or a counterexample with --token');
  knownNames('scenario', [...core.scenarios, ...core.replays].map(({ name }) => name), [scenario]);
  return { scenario, ...image === undefined ? {} : { image } };
}
