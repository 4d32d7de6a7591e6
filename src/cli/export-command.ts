import { basename, dirname, extname, join } from 'path';
import { chosenSet } from './chosen-set';
import { clusterOptions, type ClusterFlags } from './cluster';
import type { Core } from './core';
import { readInput } from './input';
import { checkOutputs } from './outputs';
import type { Terminal } from './terminal';
import { UsageError } from './usage-error';
import { wholeNumber } from './whole-number';
import { writeFile } from './write-file';
import { EXPORTERS, type Format } from '../export';
import type { Exported } from '../export/exporter';
import { knownNames } from '../prove';
import { EVERY_COUNT } from '../prove/report';

/** As commander gives them. */
export interface ExportFlags extends ClusterFlags, Partial<Record<Format, string>> {
  readonly set?: string;
  readonly scenario?: string;
  readonly faults?: string;
}

const STANDARD_OUTPUT = '-';
/** The name of a model that is written to no file. */
const NAMELESS = 'model';

/** `export`: writes the problem of one set in one scenario for another checker. */
export function exportCommand(paths: readonly string[], flags: ExportFlags, core: Core, terminal: Terminal, version: string): number {
  const [format, file] = targetOf(flags);
  if (flags.scenario !== undefined) knownNames('scenario', core.exploredScenarios.map(({ name }) => name), [flags.scenario]);
  const where = clusterOptions(flags);
  const faults = flags.faults === undefined ? {} : { faults: wholeNumber('--faults', flags.faults, 0) };
  const { input, paths: read } = readInput(paths, core, terminal, where.cluster);
  const aboutAny = format === 'smt' ? '--smt' : flags.scenario === EVERY_COUNT ? EVERY_COUNT : undefined;
  if (aboutAny !== undefined && flags.faults !== undefined) throw new UsageError(`${aboutAny} is about any number of faults: leave --faults away`);
  const scenario = flags.scenario ?? (format === 'smt' ? EVERY_COUNT : undefined);
  const explored = core.exploredProblem(chosenSet(input, flags.set), { ...where, ...faults, ...scenario === undefined ? {} : { scenario } });
  const name = file === STANDARD_OUTPUT ? NAMELESS : basename(file, extname(file));
  write(EXPORTERS[format]({ ...explored, version, name }), format, file, read, terminal);
  return 0;
}

/** The one format that is asked for. */
function targetOf(flags: ExportFlags): [Format, string] {
  const formats = Object.keys(EXPORTERS) as Format[];
  const asked = formats.filter((format) => flags[format] !== undefined);
  const options = formats.map((format) => `--${format} FILE`).join(' or ');
  if (asked.length !== 1) throw new UsageError(`export writes one model: name ${options}, and - for standard output`);
  const [format] = asked;
  const file = flags[format]!;
  if (file === '') throw new UsageError(`--${format} names no file`);
  return [format, file];
}

function write({ text, beside }: Exported, format: Format, file: string, read: readonly string[], terminal: Terminal): void {
  if (file === STANDARD_OUTPUT) {
    if (beside !== undefined) throw new UsageError(`--${format} writes two files, so it needs a name: --${format} ${NAMELESS}.${format}`);
    terminal.out(text);
    return;
  }
  if (beside !== undefined && extname(file) !== `.${format}`) throw new UsageError(`other tools look for the model in a file whose name ends in .${format}: write --${format} ${basename(file, extname(file))}.${format}`);
  const files = [{ file, text }, ...beside === undefined ? [] : [{ file: join(dirname(file), `${basename(file, extname(file))}${beside.ending}`), text: beside.text }]];
  checkOutputs(files, read);
  for (const each of files) writeFile(each.file, each.text);
}
