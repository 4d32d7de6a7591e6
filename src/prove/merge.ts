import { exitCodeOf } from './exit-code';
import { kubernetesText } from './kubernetes';
import type { Report, SetReport, ShardReport } from './report';
import { RequestError } from './request-error';
import { workOf } from './work';

type ShardOfRun = Report & { readonly shard: ShardReport };

/** Makes the report of the whole run from those of its shards, as if one machine had proved all sets. Throws a RequestError where they are not the shards of one run, each once. */
export function merge(reports: readonly Report[]): Report {
  const shards = reports.map(shardIn);
  const [first] = shards;
  if (first === undefined) throw new RequestError('there is no report to merge');
  const { of, failOn, sets: total } = first.shard;
  for (const other of shards) {
    const difference = differenceOf(other, first);
    if (difference !== undefined) {
      throw new RequestError(`shard ${nameOf(other)} is not of the same run as shard ${nameOf(first)}: ${difference}: prove all shards with the same files, options and version`);
    }
  }
  const missing = Array.from({ length: of }, (_, i) => i + 1).filter((number) => !shards.some(({ shard }) => shard.number === number));
  if (missing.length > 0) throw new RequestError(`the report of shard ${missing.map((number) => `${number}/${of}`).join(', ')} is missing: without it nobody knows what its sets are worth`);
  const twice = shards.find(({ shard }, i) => shards.findIndex((other) => other.shard.number === shard.number) !== i);
  if (twice !== undefined) throw new RequestError(`shard ${nameOf(twice)} is there twice: name the report of each shard once`);
  const sets = inPlace(shards, total);
  const { shard: _, ...whole } = first;
  return {
    ...whole,
    ...workOf(shards.flatMap(({ shard }) => shard.shapes), shards.reduce((sum, { hits }) => sum + hits, 0)),
    sets,
    exitCode: exitCodeOf(first.diagnostics, sets, failOn),
  };
}

/** What a report says itself of the run that it is of. */
const SEEN: readonly (readonly [string, (report: ShardOfRun) => string | number])[] = [
  ['version of this tool', ({ tool }) => tool.version],
  ['version of Kubernetes', ({ kubernetes, featureGates }) => kubernetesText(kubernetes, featureGates)],
  ['number of shards', ({ shard }) => shard.of],
  ['--fail-on', ({ shard }) => shard.failOn],
  ['number of files', ({ files }) => files],
];

/** In what a report is not of the run of another, if it is not. Files and options are known by their digest only. */
function differenceOf(report: ShardOfRun, other: ShardOfRun): string | undefined {
  const seen = SEEN.find(([, valueOf]) => valueOf(report) !== valueOf(other));
  if (seen !== undefined) return `its ${seen[0]} is ${seen[1](report)}, and not ${seen[1](other)}`;
  return report.shard.run === other.shard.run && report.shard.sets === other.shard.sets ? undefined : 'its files or its options are others';
}

function shardIn(report: Report): ShardOfRun {
  if (report.shard === undefined) throw new RequestError('a report is not of a shard: it was made without --shard, and is whole as it is');
  return report as ShardOfRun;
}

const nameOf = ({ shard: { number, of } }: ShardOfRun): string => `${number}/${of}`;

/** The sets as they stand in the whole run. */
function inPlace(shards: readonly ShardOfRun[], total: number): SetReport[] {
  const placed = shards.flatMap(({ sets, shard: { places } }) => places.map((place, i) => ({ place, set: sets[i] }))).sort((a, b) => a.place - b.place);
  if (placed.length === total && placed.every(({ place }, i) => place === i)) return placed.map(({ set }) => set);
  throw new RequestError(`the run has ${total} sets, and the reports do not have each of them once: one of them has been changed`);
}
