import { clusterOptions, type ClusterFlags } from './cluster';
import type { Core } from './core';
import { readInput, type Input } from './input';
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
  const unreadable = input.diagnostics.find((diagnostic) => diagnostic.severity === 'error');
  if (unreadable) throw new UsageError(`${unreadable.where ? `${unreadable.where.file}:${unreadable.where.line}: ` : ''}${unreadable.message}. Run prove to see all of it`);
  const image = flags.image === undefined ? {} : { image: flags.image };
  const timeline = core.replay(chosen(input, flags.set), { ...where, ...image, scenario: flags.scenario });
  writeOutputs(outputs, terminal, ({ format, file }) =>
    format === 'json' ? timelineJson(timeline) : timelineText(timeline, file === undefined ? terminal.palette : PLAIN));
  return 0;
}

/** The input with only the set that is meant: `db`, or `prod/db` where two namespaces have one. */
function chosen(input: Input['input'], name: string | undefined): Input['input'] {
  const sets = input.manifests.statefulSets;
  const meant = name === undefined ? sets : sets.filter((set) => name === set.name || name === `${set.namespace}/${set.name}`);
  const names = sets.map((set) => `${set.namespace}/${set.name}`).join(', ');
  if (meant.length === 0) throw new UsageError(`unknown set ${name}; known are ${names}`);
  if (meant.length > 1) throw new UsageError(`there is more than one set: name one with --set; known are ${names}`);
  return { ...input, manifests: { ...input.manifests, statefulSets: meant } };
}
