import { clusterOptions, type ClusterFlags } from './cluster';
import type { Core } from './core';
import { readInput } from './input';
import { parseOutputs, refuseInputs, writeOutputs } from './outputs';
import { shellWord } from './shell-word';
import type { Terminal } from './terminal';
import { wholeNumber } from './whole-number';
import { SEVERITIES, type Severity } from '../manifest/diagnostic';
import { knownNames, type Progress, type ProveOptions } from '../prove';
import { thousands } from '../prove/thousands';
import { json } from '../report/json';
import { PLAIN } from '../report/palette';
import { visible } from '../report/safe';
import { text } from '../report/text';

/** As commander gives them. */
export interface ProveFlags extends ClusterFlags {
  readonly output?: readonly string[];
  readonly scenario?: readonly string[];
  readonly guarantee?: readonly string[];
  readonly faults?: string;
  readonly maxStates?: string;
  readonly failOn?: string;
}

/** `prove`: gives the exit code, which is the report's own, whatever the format. */
export function proveCommand(paths: readonly string[], flags: ProveFlags, core: Core, terminal: Terminal): number {
  const outputs = parseOutputs(flags.output ?? []);
  const options = proveOptions(flags, core);
  const { input, source, paths: read } = readInput(paths, core, terminal, options.cluster);
  refuseInputs(outputs, read);
  const report = watched(terminal, (onProgress) => core.prove(input, { ...options, onProgress }));
  writeOutputs(outputs, terminal, ({ format, file }) => format === 'json'
    ? json(report)
    : text(report, { source, failOn: options.failOn, replay: replayOf(paths, flags), palette: file === undefined ? terminal.palette : PLAIN }));
  return report.exitCode;
}

/** The command that takes a token of this report: with the same files and the same cluster. */
function replayOf(paths: readonly string[], { kubernetes, featureGates = [], cluster }: ProveFlags): string {
  return ['npx', 'cdk8s-stateful', 'replay', ...[
    ...paths,
    ...kubernetes === undefined ? [] : ['--kubernetes', kubernetes],
    ...featureGates.flatMap((gates) => ['--feature-gates', gates]),
    ...cluster === undefined ? [] : ['--cluster', cluster],
  ].map(shellWord)].join(' ');
}

function proveOptions(flags: ProveFlags, core: Core): ProveOptions {
  const failOn = knownNames('severity', SEVERITIES, [flags.failOn ?? 'error'])[0] as Severity;
  return {
    failOn,
    ...clusterOptions(flags),
    ...(flags.scenario ? { scenarios: knownNames('scenario', core.scenarios.map(({ name }) => name), flags.scenario) } : {}),
    ...(flags.guarantee ? { guarantees: knownNames('guarantee', core.guarantees.map(({ id }) => id), flags.guarantee) } : {}),
    ...(flags.faults === undefined ? {} : { faults: wholeNumber('--faults', flags.faults, 0) }),
    ...(flags.maxStates === undefined ? {} : { maxStates: wholeNumber('--max-states', flags.maxStates, 1) }),
  };
}

/** Shows how far it is while it lasts, and leaves nothing behind. */
function watched<T>(terminal: Terminal, work: (onProgress: ((progress: Progress) => void) | undefined) => T): T {
  const { progress } = terminal;
  if (!progress) return work(undefined);
  try {
    return work(({ set, scenario, states }) => progress(visible(`${set} ${scenario}: ${thousands(states)} states`)));
  } finally {
    progress('');
  }
}
