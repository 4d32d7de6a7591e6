import { createHash } from 'crypto';
import type { InputFile } from './read-files';
import { MOST_SHARDS } from './shard';
import { UsageError } from './usage-error';
import { SEVERITIES } from '../manifest/diagnostic';
import { type Cell, type Report, type SetReport, type ShardReport, VERDICTS } from '../prove/report';
import { jsonParts } from '../report/json';

/** The versions of the report that are understood. */
const FORMAT_VERSION: Report['formatVersion'] = '1.0';

interface Sealed {
  readonly shard?: ShardReport & { readonly digest: string };
}

/** Where the digest stands: first in the record of the shard. No string holds a line break in JSON, so this stands nowhere else. */
const SHARD = '\n  "shard": {';
const digestLine = (digest: string): string => `\n    "digest": "${digest}",`;

/** The JSON of a report; that of a shard holds the digest of all its other bytes, by which `merge` sees that it was changed. Who changes it on purpose can change the digest, too. */
export function* sealedParts(report: Report): Generator<string> {
  const hash = createHash('sha256');
  for (const part of jsonParts(report)) {
    hash.update(part);
    const at = part.indexOf(SHARD) + SHARD.length;
    // Of the keys of a report, all that come after this one are short: they are in the last part.
    yield at < SHARD.length ? part : `${part.slice(0, at)}${digestLine(hash.digest('hex'))}${part.slice(at)}`;
  }
}

/** Whether it has the digest that it names. */
function isSealed(bytes: Uint8Array, digest: string): boolean {
  const all = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  const line = digestLine(digest);
  const at = all.lastIndexOf(`${SHARD}${line}`) + SHARD.length;
  if (at < SHARD.length) return false;
  return createHash('sha256').update(all.subarray(0, at)).update(all.subarray(at + line.length)).digest('hex') === digest;
}

/** Reads the report of a shard. What reports are merged by is looked at; what a set says besides is passed on as it is. */
export function reportIn({ path, bytes }: InputFile): Report {
  const anew = `write one with prove --shard i/n --output json=${path}`;
  const report = parse(bytes);
  if (report === undefined) throw new UsageError(`${path} is not JSON: ${anew}`);
  if (!isRecord<Report>(report) || report.tool?.name !== 'cdk8s-stateful') throw new UsageError(`${path} is no report of this tool: ${anew}`);
  const { formatVersion } = report;
  if (formatVersion !== FORMAT_VERSION) throw new UsageError(`${path} has format version ${String(formatVersion)}, and this tool reads ${FORMAT_VERSION}: merge with the version that proved`);
  if (!isWhole(report)) throw new UsageError(`${path} is no whole report, so it has been changed or cut off: ${anew}`);
  const { shard } = report as Sealed;
  if (shard !== undefined && !isSealed(bytes, shard.digest)) throw new UsageError(`${path} was changed after it was written: it does not have the digest that it names: ${anew}`);
  return report as Report;
}

/** Nothing where it is no JSON. */
function parse(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    return undefined;
  }
}

const isRecord = <T extends object>(value: unknown): value is Partial<T> => typeof value === 'object' && value !== null && !Array.isArray(value);
const isText = (value: unknown): value is string => typeof value === 'string';
const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) >= 0;
const isOne = (values: readonly string[], value: unknown): boolean => values.some((each) => each === value);
const isList = <T>(value: unknown, isItem: (item: unknown) => item is T): value is T[] => Array.isArray(value) && value.every(isItem);

const isFinding = (value: unknown): value is object => isRecord<Cell['diagnostic'] & object>(value) && isOne(SEVERITIES, value.severity);

const isCell = (value: unknown): value is object => isRecord<Cell>(value)
  && isText(value.guarantee) && isText(value.scenario) && isText(value.claim)
  && isOne(VERDICTS, value.verdict) && isOne(SEVERITIES, value.severity);

const isSet = (value: unknown): value is object => isRecord<SetReport>(value)
  && isText(value.name) && isText(value.namespace)
  && isList(value.cells, isCell) && isList(value.diagnostics, isFinding) && isList(value.notes, isText);

const isShape = (value: unknown): value is [string, number] => Array.isArray(value) && value.length === 2 && isText(value[0]) && isCount(value[1]);

const isShard = (value: unknown, { length }: readonly unknown[]): boolean =>
  isRecord<Sealed['shard'] & object>(value) && isText(value.digest) && isText(value.run) && isOne(SEVERITIES, value.failOn) && isList(value.shapes, isShape)
  && isCount(value.number) && isCount(value.of) && value.number >= 1 && value.number <= value.of && value.of <= MOST_SHARDS
  && isCount(value.sets) && isList(value.places, isCount) && value.places.length === length && Math.max(-1, ...value.places) < value.sets;

function isWhole({ tool, kubernetes, featureGates, files, objects, sets, diagnostics, shapes, hits, shard }: Partial<Report>): boolean {
  return isText(tool?.version) && isText(kubernetes) && isRecord(featureGates)
    && [files, objects, shapes, hits].every(isCount)
    && isList(sets, isSet) && isList(diagnostics, isFinding)
    && (shard === undefined || isShard(shard, sets));
}
