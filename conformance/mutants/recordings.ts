import { readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Mutant } from './program';
import { programWith } from './program';
import type { Trace } from '../trace-format';
import { readTraces } from '../trace-format';
import type * as Traces from '../traces';
import type { Recorded } from '../verdicts';
import { readVerdicts } from '../verdicts';
import type * as Verdicts from '../verdicts';

const FOLDER = resolve(__dirname, '..');

/** The first recording that a program differs from, with one rule broken or none; undefined where it agrees with all of them. */
export type Judge = (mutant?: Mutant) => string | undefined;

/** Holds the controller against the committed traces. */
export function traceJudge(): Judge {
  const folder = join(FOLDER, 'traces');
  const traces = readdirSync(folder).sort().flatMap((file) => readTraces(join(folder, file)));
  return (mutant) => {
    const { compareTrace } = programWith('conformance/traces.ts', mutant) as typeof Traces;
    return firstOf(traces, (trace: Trace) => {
      const outcome = compareTrace(trace).find(({ differences }) => differences.length > 0);
      return outcome === undefined ? undefined : `${trace.ver} ${trace.name} step ${outcome.step}: ${outcome.differences[0].aspect}`;
    });
  };
}

/** Holds the admission against the committed verdicts. */
export function verdictJudge(): Judge {
  const recordings = readVerdicts(join(FOLDER, 'verdicts'));
  const servers = [...new Set(recordings.map(({ server }) => server))];
  const groups = servers.flatMap((server) => groupsOf(recordings.filter((each) => each.server === server)));
  return (mutant) => {
    const { compareVerdicts } = programWith('conformance/verdicts.ts', mutant) as typeof Verdicts;
    return firstOf(groups, (group: Recorded[]) => {
      const outcome = compareVerdicts(group).find(({ differences }) => differences.length > 0);
      return outcome === undefined ? undefined : `${outcome.recorded.server} ${outcome.recorded.what}: ${outcome.differences[0].aspect}`;
    });
  };
}

/** Each recording for itself, but for the updates of a server: the objects that they were made to are taken from one another. */
function groupsOf(recordings: readonly Recorded[]): Recorded[][] {
  return [...recordings.filter(({ op }) => op !== 'update').map((each) => [each]), recordings.filter(({ op }) => op === 'update')];
}

function firstOf<T>(items: readonly T[], find: (item: T) => string | undefined): string | undefined {
  for (const item of items) {
    const found = find(item);
    if (found !== undefined) return found;
  }
  return undefined;
}
