import { checkOutputs, parseOutputs, writeOutputs } from './outputs';
import { type InputFile, readFile } from './read-files';
import type { Terminal } from './terminal';
import { UsageError } from './usage-error';
import { merge } from '../prove/merge';
import type { Report, SetReport } from '../prove/report';
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

/** The versions of the report that this command understands. */
const FORMAT_VERSION: Report['formatVersion'] = '1.0';

/** Only what a report is told by is looked at: it comes from this tool, and its digest of the run is that of the others. */
function reportIn({ path, bytes }: InputFile): Report {
  const report = parse(path, bytes);
  if (typeof report !== 'object' || report === null || (report as Partial<Report>).tool?.name !== 'cdk8s-stateful') {
    throw new UsageError(`${path} is no report of this tool: write one with prove --shard i/n --output json=${path}`);
  }
  const { formatVersion } = report as Partial<Report>;
  if (formatVersion !== FORMAT_VERSION) throw new UsageError(`${path} has format version ${String(formatVersion)}, and this tool reads ${FORMAT_VERSION}: merge with the version that proved`);
  if (!isWhole(report as Partial<Report>)) throw new UsageError(`${path} is a report without its sets: it has been changed or cut off`);
  return report as Report;
}

const isRecord = (value: unknown): boolean => typeof value === 'object' && value !== null && !Array.isArray(value);

const isSet = (set: Partial<SetReport>): boolean =>
  isRecord(set) && typeof set.name === 'string' && Array.isArray(set.cells) && Array.isArray(set.diagnostics) && Array.isArray(set.notes);

/** Whether all is there that reports are merged by. What a set says is passed on as it is. */
function isWhole({ sets, diagnostics, shapes, hits, shard }: Partial<Report>): boolean {
  return Array.isArray(sets) && sets.every(isSet)
    && Array.isArray(diagnostics) && diagnostics.every(isRecord)
    && Number.isSafeInteger(shapes) && Number.isSafeInteger(hits)
    && (shard === undefined || isRecord(shard) && Array.isArray(shard.shapes) && Array.isArray(shard.places));
}

function parse(path: string, bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    throw new UsageError(`${path} is not JSON: write a report with prove --shard i/n --output json=${path}`);
  }
}
