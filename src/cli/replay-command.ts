import { chosenSet } from './chosen-set';
import { clusterOptions, type ClusterFlags } from './cluster';
import type { Core } from './core';
import { readInput } from './input';
import { parseOutputs, refuseInputs, writeOutputs } from './outputs';
import type { Terminal } from './terminal';
import { UsageError } from './usage-error';
import { knownNames } from '../prove';
import { PLAIN } from '../report/palette';
import { timelineJson } from '../report/timeline-json';
import { timelineText } from '../report/timeline-text';

/** As commander gives them. */
export interface ReplayFlags extends ClusterFlags {
  readonly output?: readonly string[];
  readonly scenario: string;
  readonly set?: string;
  readonly image?: string;
}

/** `replay`: what a real cluster would show on a quiet day. */
export function replayCommand(paths: readonly string[], flags: ReplayFlags, core: Core, terminal: Terminal): number {
  const outputs = parseOutputs(flags.output ?? []);
  knownNames('scenario', [...core.scenarios, ...core.replays].map(({ name }) => name), [flags.scenario]);
  const where = clusterOptions(flags);
  if (flags.image === '') throw new UsageError('--image is empty');
  const { input, paths: read } = readInput(paths, core, terminal, where.cluster);
  refuseInputs(outputs, read);
  const image = flags.image === undefined ? {} : { image: flags.image };
  const timeline = core.replay(chosenSet(input, flags.set), { ...where, ...image, scenario: flags.scenario });
  writeOutputs(outputs, terminal, ({ format, file }) =>
    format === 'json' ? timelineJson(timeline) : timelineText(timeline, file === undefined ? terminal.palette : PLAIN));
  return 0;
}
