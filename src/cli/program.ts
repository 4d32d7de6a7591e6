import { Command, CommanderError } from 'commander';
import type { Core } from './core';
import { explainCommand } from './explain-command';
import { exportCommand, type ExportFlags } from './export-command';
import { givenOnce } from './given-once';
import { type MergeFlags, mergeCommand } from './merge-command';
import { FORMATS } from './outputs';
import { proveCommand, type ProveFlags } from './prove-command';
import { replayCommand, type ReplayFlags } from './replay-command';
import type { Terminal } from './terminal';
import { UsageError } from './usage-error';
import { verifyCommand } from './verify-command';
import { CannotExplore } from '../cluster/webassembly';
import { MistakesError, RequestError } from '../prove';
import { KUBERNETES } from '../prove/kubernetes';
import { WIDTH } from '../report/layout';
import { join, visible } from '../report/safe';

const USAGE = 2;
const INCONCLUSIVE = 3;
const INTERNAL = 70;
const ISSUES = 'https://github.com/example/cdk8s-stateful/issues';

/** Runs the command line and gives the exit code. Nothing is thrown, and the process is not ended: what is written must get out first. */
export function run(args: readonly string[], core: Core, terminal: Terminal, version: string): number {
  try {
    let exitCode = 0;
    program(core, terminal, version, (code) => { exitCode = code; }).parse(args, { from: 'user' });
    return exitCode;
  } catch (error) {
    return explain(error, terminal);
  }
}

function explain(error: unknown, terminal: Terminal): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : USAGE;
  if (error instanceof UsageError || error instanceof RequestError) {
    const lines = error instanceof MistakesError ? error.lines : [error.message];
    terminal.error(join(lines.map((line) => `error: ${visible(line)}`)));
    return USAGE;
  }
  if (error instanceof CannotExplore) {
    terminal.error(`error: ${error.message}\n`);
    return INCONCLUSIVE;
  }
  const message = visible(error instanceof Error ? error.message : String(error));
  terminal.error(`cdk8s-stateful failed, and that is its own fault, not the manifest's: ${message}\nPlease report it, with the manifest if you can: ${ISSUES}\n`);
  if (terminal.debug && error instanceof Error) terminal.error(`${error.stack}\n`);
  return INTERNAL;
}

function program(core: Core, terminal: Terminal, version: string, end: (exitCode: number) => void): Command {
  const root = new Command('cdk8s-stateful')
    .description('Proves what a StatefulSet guarantees, or shows the shortest way to break it.')
    .version(version);
  configure(root, terminal);

  onCluster(configure(root.command('prove'), terminal)
    .description('prove or refute every guarantee of every StatefulSet in the files')
    .argument('<path...>', 'manifests or folders of them, - for standard input'))
    .option('--output <format>', OUTPUT_HELP, collect)
    .option('--scenario <name>', 'only this scenario (repeatable)', collect)
    .option('--guarantee <id>', 'only this guarantee (repeatable)', collect)
    .option('--faults <number>', 'how many faults may happen in one run (default: 1)')
    .option('--max-states <number>', 'after how many states an answer is BOUNDED')
    .option('--no-reductions', 'explore large graphs as they are, too')
    .option('--certificate <file>', 'writes a file that shows every proof and every counterexample to who does not trust this program')
    .option('--max-memory <MiB>', 'how much memory the run may take (default: three quarters of what there is)')
    .option('--timeout <seconds>', 'after how many seconds all that is not answered is BOUNDED')
    .option('--workers <number>', 'how many threads explore (default: as many as processors, once a run takes long)')
    .option('--cache <folder>', 'where outcomes are kept from run to run (default: the cache folder of the user; none in CI)')
    .option('--no-cache', 'explore everything, and keep nothing')
    .option('--shard <i/n>', 'prove only the i-th of n parts: `merge` makes one report of them')
    .option('--fail-on <severity>', 'the least severity that fails the run: error (default), limit, question or warning')
    .addHelpText('after', () => `\n${names('Scenarios', core.scenarios.map((each) => [each.name, each.title]))}`
      + `\n${names('Guarantees', core.guarantees.map((each) => [each.id, each.title]))}\n${EXIT_CODES}`)
    .action((paths: string[], flags: ProveFlags) => end(proveCommand(paths, flags, core, terminal)));

  onCluster(configure(root.command('replay'), terminal)
    .description('show one scenario as a quiet cluster would: pods, events, claims and rollout status; or a counterexample again')
    .argument('<path...>', 'manifests or folders of them, - for standard input')
    .option('--scenario <name>', 'the scenario')
    .option('--token <token>', 'instead of a scenario: the counterexample that a report gives this token'))
    .option('--set <name>', 'the StatefulSet, as name or namespace/name (default: the only one)')
    .option('--image <image>', 'the image that the scenario rolls out (default: that of the manifest, with the tag next)')
    .option('--output <format>', OUTPUT_HELP, collect)
    .addHelpText('after', () => `\n${names('Scenarios', [...core.scenarios, ...core.replays].map((each) => [each.name, each.title]))}`)
    .action((paths: string[], flags: ReplayFlags) => end(replayCommand(paths, flags, core, terminal)));

  onCluster(configure(root.command('export'), terminal)
    .description('write the problem of one set in one scenario as a model for another checker')
    .argument('<path...>', 'manifests or folders of them, - for standard input'))
    .option('--set <name>', 'the StatefulSet, as name or namespace/name (default: the only one)')
    .option('--scenario <name>', 'the scenario (default: bootstrap)')
    .option('--faults <number>', 'how many faults may happen in one run (default: 1)')
    .option('--promela <file>', 'for SPIN, - for standard output')
    .option('--tla <file>', 'FILE.tla for TLC, with its configuration FILE.cfg beside it')
    .option('--smt <file>', 'for z3 and cvc5: proofs for every replica count, whatever the scenario and the faults; - for standard output')
    .addHelpText('after', () => `\n${names('Scenarios', core.exploredScenarios.map((each) => [each.name, each.title]))}`)
    .action((paths: string[], flags: ExportFlags) => end(exportCommand(paths, flags, core, terminal, version)));

  configure(root.command('verify'), terminal)
    .description('check a certificate by a separate, smaller program: whether everything that it claims is right')
    .argument('<file>', 'what prove --certificate has written')
    .argument('[path...]', 'the manifests that it is to be about')
    .addHelpText('after', () => `\n${VERIFY_EXIT_CODES}`)
    .action((file: string, paths: string[]) => end(verifyCommand(file, paths, core, terminal)));

  configure(root.command('merge'), terminal)
    .description('make one report of the reports of all shards')
    .argument('<report...>', 'what prove --shard i/n --output json=FILE has written')
    .option('--output <format>', OUTPUT_HELP, collect)
    .action((paths: string[], flags: MergeFlags) => end(mergeCommand(paths, flags, terminal)));

  configure(root.command('explain'), terminal)
    .description('show the page of a rule: what it means, how it breaks, and what to write; without one, list all rules')
    .argument('[rule]', 'a rule as findings name it, such as storage/kept')
    .action((rule: string | undefined) => end(explainCommand(rule, core, terminal)));

  root.commands.forEach(givenOnce);
  return root;
}

const KUBERNETES_HELP = `the version of the cluster: 1.35.4, or 1.35 for the last patch known (default: ${KUBERNETES})`;
const GATES_HELP = 'feature gates that the cluster sets: X=true,Y=false (repeatable)';
const CLUSTER_HELP = 'a cluster profile: nodes, storage classes, volumes, version (default: what the manifests need)';
const OUTPUT_HELP = `${FORMATS.join(' or ')}, or to a file: json=report.json (repeatable; default: text)`;

const EXIT_CODES = `Exit codes:
  0   proved
  1   refuted
  2   usage, or input that cannot be read
  3   inconclusive: bounded, vacuous or not modelled
  70  our own fault
`;

const VERIFY_EXIT_CODES = `Exit codes:
  0   everything that it claims is right
  1   something is not, or the manifests are others
  2   usage, or a file that is no certificate of this format
  3   something that it claims is not known to the checker, or it claims nothing of a set; the rest is right
`;

/** What every command takes that has to know the cluster. */
function onCluster(command: Command): Command {
  return command
    .option('--kubernetes <version>', KUBERNETES_HELP)
    .option('--feature-gates <gates>', GATES_HELP, collect)
    .option('--cluster <file>', CLUSTER_HELP);
}

function configure(command: Command, terminal: Terminal): Command {
  return command
    .exitOverride()
    .showHelpAfterError(false)
    .configureHelp({ helpWidth: WIDTH })
    .configureOutput({ writeOut: terminal.out, writeErr: (words) => terminal.error(visibleLines(words)) });
}

/** A misspelt argument is the user's text too. */
function visibleLines(words: string): string {
  return join(words.replace(/\n$/, '').split('\n').map(visible));
}

function collect(value: string, previous: readonly string[] = []): readonly string[] {
  return [...previous, value];
}

function names(title: string, rows: readonly (readonly [string, string])[]): string {
  const width = Math.max(0, ...rows.map(([name]) => name.length));
  return `${title}:\n${rows.map(([name, words]) => `  ${name.padEnd(width)}  ${words}\n`).join('')}`;
}
