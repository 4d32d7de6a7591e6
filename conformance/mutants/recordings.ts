import { readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Mutant } from './program';
import { programWith } from './program';
import { readStory } from '../rollout-recording';
import type * as Rollouts from '../rollouts';
import { readTraces } from '../trace-format';
import type * as Traces from '../traces';
import { readVerdicts, type compareVerdicts, type Recorded } from '../verdicts';

const FOLDER = resolve(__dirname, '..');

/** A comparison with the committed recordings, which can be made with one rule broken. */
export interface Comparison {
  readonly recordings: readonly string[];
  /** Tells where a program differs from a recording, if it does. */
  readonly with: (mutant?: Mutant) => (recording: string) => string | undefined;
}

function comparison<Program, Recording>(
  entry: string, recordings: ReadonlyMap<string, Recording>, differenceOf: (program: Program, recording: Recording) => string | undefined,
): Comparison {
  return {
    recordings: [...recordings.keys()],
    with: (mutant) => {
      const program = programWith(entry, mutant) as Program;
      return (name) => differenceOf(program, recordings.get(name)!);
    },
  };
}

const filesIn = (folder: string): string[] => readdirSync(join(FOLDER, folder)).sort().map((name) => join(FOLDER, folder, name));

/** What tells of most is asked first: the versions are much alike. */
const FIRST = ['canonical-1.34', 'guards-1.34', 'guards-1.36', 'guards-1.28', 'canonical-1.36', 'canonical-1.28', 'random-1.34', 'random-1.36'];
const rankOf = (file: string): number => (FIRST.findIndex((name) => file.includes(name)) + FIRST.length + 1) % (FIRST.length + 1);

/** The controller and the committed traces. */
export function traces(): Comparison {
  const files = filesIn('traces').sort((a, b) => rankOf(a) - rankOf(b));
  const recordings = new Map(files.flatMap(readTraces).map((trace) => [`${trace.ver} ${trace.name}`, trace]));
  return comparison('conformance/traces.ts', recordings, ({ compareTrace }: typeof Traces, trace) => {
    const outcome = compareTrace(trace).find(({ differences }) => differences.length > 0);
    return outcome === undefined ? undefined : `step ${outcome.step}: ${outcome.differences[0].aspect}`;
  });
}

/** The controller, the objects it makes and its events, and the committed stories of a real control plane. */
export function rollouts(): Comparison {
  const files = readdirSync(join(FOLDER, 'rollouts')).sort().flatMap((version) => filesIn(join('rollouts', version)));
  const recordings = new Map(files.map(readStory).map((story) => [story.name, story]));
  return comparison('conformance/rollouts.ts', recordings, ({ compareStory }: typeof Rollouts, story) => {
    const [difference] = compareStory(story).differences;
    return difference === undefined ? undefined : `${difference.row}: ${difference.aspect}`;
  });
}

/** The admission and the committed verdicts. */
export function verdicts(): Comparison {
  const recorded = readVerdicts(join(FOLDER, 'verdicts'));
  const servers = [...new Set(recorded.map(({ server }) => server))];
  const recordings = new Map(servers.flatMap((server) => groupsOf(server, recorded.filter((each) => each.server === server))));
  return comparison('conformance/verdicts.ts', recordings, (program: { compareVerdicts: typeof compareVerdicts }, group) => {
    const outcome = program.compareVerdicts(group).find(({ differences }) => differences.length > 0);
    return outcome === undefined ? undefined : outcome.differences[0].aspect;
  });
}

/** Each recording for itself, but for the updates of a server: the objects that they were made to are taken from one another. */
function groupsOf(server: string, recorded: readonly Recorded[]): [string, Recorded[]][] {
  const alone = recorded.filter(({ op }) => op !== 'update').map((each): [string, Recorded[]] => [`${server} ${each.id} ${each.what}`, [each]]);
  return [...alone, [`${server} updates`, recorded.filter(({ op }) => op === 'update')]];
}
