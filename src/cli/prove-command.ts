import { noRoom } from './bounds';
import { certificateFile, sha256 } from './certificate-file';
import { clusterOptions, type ClusterFlags } from './cluster';
import type { Core } from './core';
import { type ExploringFlags, type ExploringRun, exploringBy } from './exploring';
import { filesAt, inputFrom, pathsOf } from './input';
import { checkOutputs, parseOutputs, writeOutputs } from './outputs';
import { listener, questionOf } from './said-before';
import { parseShard, runDigest } from './shard';
import { sealedParts } from './shard-report';
import { shellWord } from './shell-word';
import type { Terminal } from './terminal';
import { UsageError } from './usage-error';
import { wholeNumber } from './whole-number';
import { writeFile } from './write-file';
import { SEVERITIES, type Severity } from '../manifest/diagnostic';
import { knownNames, type Progress, type ProveOptions } from '../prove';
import { type Proved, certificateOf } from '../prove/certificate';
import type { Report } from '../prove/report';
import { thousands } from '../prove/thousands';
import { counted } from '../report/layout';
import { PLAIN } from '../report/palette';
import { visible } from '../report/safe';
import { text } from '../report/text';

/** As commander gives them. */
export interface ProveFlags extends ClusterFlags, ExploringFlags {
  readonly output?: readonly string[];
  readonly scenario?: readonly string[];
  readonly guarantee?: readonly string[];
  readonly faults?: string;
  readonly maxStates?: string;
  /** False for --no-reductions. */
  readonly reductions?: boolean;
  readonly failOn?: string;
  readonly certificate?: string;
  readonly shard?: string;
}

/** As many as `prove` lets happen where nobody says. */
const FAULTS = 1;

/** `prove`: gives the exit code, which is the report's own, whatever the format. */
export function proveCommand(paths: readonly string[], flags: ProveFlags, core: Core, terminal: Terminal): number {
  const outputs = parseOutputs(flags.output ?? []);
  const options = proveOptions(flags, core);
  const { certificate } = flags;
  if (certificate === '') throw new UsageError('--certificate names no file');
  const shard = flags.shard === undefined ? undefined : parseShard(flags.shard);
  const exploring = terminal.machine && exploringBy(flags, terminal.machine);
  const files = filesAt(paths, terminal, options.cluster);
  const question = questionOf({ paths, flags, outputs, palette: terminal.palette }, files);
  // A certificate is made from more than what is said.
  const runs = certificate === undefined ? exploring?.runs : undefined;
  const before = runs?.read(question);
  if (before !== undefined && exploring !== undefined) {
    checkOutputs(outputs, pathsOf(files));
    writeOutputs(outputs, terminal, (output) => before.texts[outputs.indexOf(output)]);
    if (terminal.progress) terminal.error(workText(before, { ...exploring.told(), remembered: before.shapes }));
    return before.exitCode;
  }
  const read = inputFrom(files, core);
  const { input, source } = read;
  checkOutputs([...outputs, ...certificate === undefined ? [] : [{ file: certificate }]], read.paths);
  const warning = terminal.machine && noRoom(flags, terminal.machine);
  if (warning !== undefined) terminal.error(`warning: ${warning}\n`);
  const answers: Proved['answers'][number][] = [];
  const report = watched(terminal, (onProgress) => core.prove(input, {
    ...options,
    onProgress,
    ...exploring === undefined ? {} : { stop: exploring.stop, explorer: exploring.explorer },
    ...shard === undefined ? {} : { shard: { ...shard, run: runDigest(read, options) } },
  }, certificate === undefined ? undefined : (subject, answer) => { answers.push({ subject, answer }); }));
  exploring?.close();
  if (certificate !== undefined) {
    writeFile(certificate, certificateFile(certificateOf({ report, answers, manifests: input.manifests, faults: options.faults ?? FAULTS }, sha256)));
  }
  const kept = runs !== undefined && exploring?.isWhole() ? listener(outputs) : undefined;
  writeOutputs(outputs, terminal, (output) => {
    const said = output.format === 'json'
      ? sealedParts(report)
      : text(report, { source, failOn: options.failOn, replay: replayOf(paths, flags), palette: output.file === undefined ? terminal.palette : PLAIN });
    return kept?.heard(output, said) ?? said;
  });
  if (runs !== undefined) kept?.keep(runs, question, report);
  if (terminal.progress && exploring) terminal.error(workText(report, exploring.told()));
  return report.exitCode;
}

/** For whoever watches: what it took. It is no part of any report, which must not depend on it. */
function workText({ shapes, hits }: Pick<Report, 'shapes' | 'hits'>, { remembered, seconds }: ReturnType<ExploringRun['told']>): string {
  return `${counted(shapes + hits, 'question')}, ${counted(shapes, 'shape')}, ${thousands(remembered)} of them known from earlier runs, in ${seconds.toFixed(1)} s\n`;
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
    ...(flags.reductions === false ? { reductions: false } : {}),
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
