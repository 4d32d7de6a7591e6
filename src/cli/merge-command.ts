import { checkOutputs, parseOutputs, writeOutputs } from './outputs';
import { readFile } from './read-files';
import { reportIn } from './shard-report';
import type { Terminal } from './terminal';
import { merge } from '../prove/merge';
import { jsonParts } from '../report/json';
import { PLAIN } from '../report/palette';
import { text } from '../report/text';

/** As commander gives them. */
export interface MergeFlags {
  readonly output?: readonly string[];
}

/** The report of one shard: as much as can be one text. */
const MAX_REPORT_BYTES = 500 * 2 ** 20;

/** `merge`: one report of the reports of all shards. The manifests are not read again, so the text shows no code of theirs. */
export function mergeCommand(paths: readonly string[], flags: MergeFlags, terminal: Terminal): number {
  const outputs = parseOutputs(flags.output ?? []);
  checkOutputs(outputs, paths);
  const report = merge(paths.map((path) => reportIn(readFile(path, MAX_REPORT_BYTES))));
  writeOutputs(outputs, terminal, ({ format, file }) => format === 'json'
    ? jsonParts(report)
    : text(report, { palette: file === undefined ? terminal.palette : PLAIN }));
  return report.exitCode;
}
