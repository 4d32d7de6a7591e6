import { exitCodeOf } from './exit-code';
import type { Report, SetReport, ShardReport } from './report';
import { RequestError } from './request-error';
import { workOf } from './work';

type ShardOfRun = Report & { readonly shard: ShardReport };

/** Makes the report of the whole run from those of its shards, as if one machine had proved all sets. Throws a RequestError where they are not the shards of one run, each once. */
export function merge(reports: readonly Report[]): Report {
  const shards = reports.map(shardIn);
  const [first] = shards;
  if (first === undefined) throw new RequestError('there is no report to merge');
  const { of, run, failOn, sets: total } = first.shard;
  const stranger = shards.find(({ shard }) => shard.run !== run || shard.of !== of || shard.sets !== total || shard.failOn !== failOn);
  if (stranger !== undefined) {
    throw new RequestError(`shard ${nameOf(stranger)} is not of the same run as shard ${nameOf(first)}: other files, other options or another version of this tool`);
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

function shardIn(report: Report): ShardOfRun {
  if (report.shard === undefined) throw new RequestError('a report is not of a shard: it was made without --shard, and is whole as it is');
  return report as ShardOfRun;
}

const nameOf = ({ shard: { number, of } }: ShardOfRun): string => `${number}/${of}`;

/** The sets as they stand in the whole run. */
function inPlace(shards: readonly ShardOfRun[], total: number): SetReport[] {
  const sets = new Map(shards.flatMap((report) => report.shard.places.map((place, i): [number, SetReport | undefined] => [place, report.sets[i]])));
  return Array.from({ length: total }, (_, place) => {
    const set = sets.get(place);
    if (set === undefined) throw new RequestError(`set ${place + 1} of ${total} is in none of the reports: one of them has been changed`);
    return set;
  });
}
