/**
 * Compares our StatefulSet controller with traces of the real one, sync by sync.
 *
 * Before each recorded sync the state that the API server held is laid into a row, our sync runs on it, and what it does is held against what the
 * real one did. The recorded state goes on, whatever we did, so every sync is judged by itself.
 */
import { basename } from 'node:path';
import { Cache } from './trace-cache';
import type { Difference } from './trace-compare';
import { compareEffects, compareSync, runSync } from './trace-compare';
import type { Step, Trace } from './trace-format';
import { readTraces } from './trace-format';
import { Injections } from './trace-injections';
import { ReadyTimes } from './trace-readiness';
import type { Situation } from './trace-situation';
import { Ages } from './trace-situation';
import { ClusterState, NO_SET } from './trace-state';
import { Templates } from './trace-templates';
import { Uids } from './trace-uids';
import type { Profile } from '../src/cluster/profile';
import { profileOf } from '../src/cluster/profile';

/** What became of one recorded sync: its differences. None is agreement. */
export interface Outcome {
  readonly trace: string;
  /** The number of the step in the trace, from 0. */
  readonly step: number;
  readonly differences: readonly Difference[];
}

export function compareTrace(trace: Trace): Outcome[] {
  const state = new ClusterState();
  const recording: Recording = {
    trace,
    state,
    cache: new Cache(trace, state),
    templates: new Templates(trace),
    uids: new Uids(),
    readyTimes: new ReadyTimes(),
    injections: new Injections(),
    profile: profileOf(trace.ver, trace.eff),
  };
  return trace.steps.flatMap((step, index) => {
    if (step.a === 'sync') return [{ trace: trace.name, step: index, differences: judge(recording, step) }];
    recording.injections.act(step);
    move(recording, step);
    return [];
  });
}

interface Recording {
  readonly trace: Trace;
  readonly state: ClusterState;
  readonly cache: Cache;
  readonly templates: Templates;
  readonly uids: Uids;
  readonly readyTimes: ReadyTimes;
  readonly injections: Injections;
  readonly profile: Profile;
}

/** Has the recorded state move past a step. */
function move({ state, cache, injections }: Recording, step: Step): void {
  state.apply(step);
  cache.apply(step);
  injections.meet(step.w ?? []);
}

/** Judges one sync, and has the recorded state move past it. */
function judge(recording: Recording, step: Step): Difference[] {
  const { trace, state, cache, templates, uids, readyTimes, injections, profile } = recording;
  const cached = cache.state;
  const set = cached.set ?? NO_SET;
  readyTimes.moveTo(state, cached, set);
  const situation: Situation = {
    trace, step, state, cached, unseen: cache.unseen(step), profile, set, templates, uids,
    ages: new Ages(templates, state, cached),
    readinessOf: (pod) => readyTimes.readinessOf(pod, set),
    plans: injections.plans,
  };
  const words = runSync(situation);
  const differences = compareSync(situation, words);
  move(recording, step);
  // The effects are told only where the writes are the same, or every difference would be told twice.
  return differences.length > 0 ? differences : compareEffects({ ...situation, ages: new Ages(templates, state) }, state, words);
}

export interface Tally {
  readonly compared: number;
  readonly mismatches: readonly Outcome[];
}

export const tally = (outcomes: readonly Outcome[]): Tally => ({
  compared: outcomes.length,
  mismatches: outcomes.filter(({ differences }) => differences.length > 0),
});

const SHOWN = 20;

function main(files: readonly string[]): number {
  const all = files.flatMap((file) => readTraces(file).flatMap(compareTrace).map((outcome) => ({ ...outcome, trace: `${basename(file)} ${outcome.trace}` })));
  const { compared, mismatches } = tally(all);
  for (const { trace, step, differences } of mismatches.slice(0, SHOWN)) {
    console.log(`${trace} step ${step}${differences.map(({ aspect, theirs, ours }) => `\n  ${aspect}\n    Kubernetes: ${theirs}\n    we:         ${ours}`).join('')}`);
  }
  console.log(`${compared} compared, ${mismatches.length} mismatches`);
  return mismatches.length === 0 && compared > 0 ? 0 : 1;
}

if (require.main === module) process.exitCode = main(process.argv.slice(2));
