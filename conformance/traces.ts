/**
 * Compares our StatefulSet controller with traces of the real one, sync by sync.
 *
 * Before each recorded sync the state that the API server held is laid into a row, our sync runs on it, and what it does is held against what the
 * real one did. The recorded state goes on, whatever we did, so every sync is judged by itself.
 */
import { basename } from 'node:path';
import { concluded, runComparison } from './recordings';
import { Cache } from './trace-cache';
import type { Difference } from './trace-compare';
import { compareEffects, compareSync, compareWakes, runSync } from './trace-compare';
import type { Step, Trace } from './trace-format';
import { readTraces } from './trace-format';
import { Injections } from './trace-injections';
import { ReadyTimes } from './trace-readiness';
import type { Situation } from './trace-situation';
import { Ages } from './trace-situation';
import { ClusterState, NO_SET } from './trace-state';
import { Templates } from './trace-templates';
import { Uids } from './trace-uids';
import { Watch } from './trace-wakes';
import type { Profile } from '../src/cluster/profile';
import { profileOf } from '../src/cluster/profile';
import { lastSync } from '../src/cluster/statefulset';

/** What became of one recorded step: its differences. None is agreement. */
export interface Outcome {
  readonly trace: string;
  /** The number of the step in the trace, from 0. */
  readonly step: number;
  /** `sync`, or what somebody else did: then the event handlers are what is compared. */
  readonly action: string;
  readonly differences: readonly Difference[];
}

/** A trace that cannot be followed to its end, because the comparison does not know what it speaks of, is one mismatch more. */
function compareOrSayWhyNot(trace: Trace): Outcome[] {
  try {
    return compareTrace(trace);
  } catch (error) {
    return [{ trace: trace.name, step: 0, action: 'all', differences: [{ aspect: 'recording', theirs: 'this trace', ours: `it cannot be compared: ${(error as Error).message}` }] }];
  }
}

export function compareTrace(trace: Trace): Outcome[] {
  const recording = recordingOf(trace);
  return trace.steps.map((step, index) => ({
    trace: trace.name,
    step: index,
    action: step.a,
    differences: step.a === 'sync' ? judgeSync(recording, step) : judgeAction(recording, step),
  }));
}

export interface Recording {
  readonly trace: Trace;
  readonly state: ClusterState;
  readonly cache: Cache;
  readonly watch: Watch;
  readonly templates: Templates;
  readonly uids: Uids;
  readonly readyTimes: ReadyTimes;
  readonly injections: Injections;
  readonly profile: Profile;
}

export function recordingOf(trace: Trace): Recording {
  const state = new ClusterState();
  const uids = new Uids();
  const profile = profileOf(trace.ver, trace.eff);
  const watch = new Watch(uids, state.origins, !profile.looksAgainWhenAvailable);
  return {
    trace, state, uids, profile, watch,
    cache: new Cache(trace, state, watch),
    templates: new Templates(trace),
    readyTimes: new ReadyTimes(),
    injections: new Injections(),
  };
}

/** Has the recorded state move past a step. */
export function move({ state, cache, readyTimes, injections }: Recording, step: Step): void {
  if (step.a === 'restart') readyTimes.forget();
  state.apply(step);
  cache.apply(step);
  injections.act(step);
  injections.meet(step.w ?? []);
}

/** What somebody else did wakes the controller, or does not. */
function judgeAction(recording: Recording, step: Step): Difference[] {
  move(recording, step);
  return compareWakes(step, recording.watch, 0);
}

/** Judges one sync, and has the recorded state move past it. */
function judgeSync(recording: Recording, step: Step): Difference[] {
  const { state, watch, templates } = recording;
  const situation = situationOf(recording, step);
  const words = runSync(situation, true);
  const differences = compareSync(situation, words);
  const { secondsUntilCheck } = lastSync();
  move(recording, step);
  const wakes = compareWakes(step, watch, secondsUntilCheck);
  // The effects are told only where the rest is the same, or every difference would be told twice.
  return differences.length > 0 ? [...differences, ...wakes] : [...compareEffects({ ...situation, ages: new Ages(templates, state) }, state, words), ...wakes];
}

export function situationOf({ trace, state, cache, templates, uids, readyTimes, injections, profile }: Recording, step: Step): Situation {
  const cached = cache.state;
  const set = cached.set ?? NO_SET;
  readyTimes.moveTo(state, cached, set);
  return {
    trace, step, state, cached, profile, set, templates, uids,
    unseen: cache.unseen(step),
    ages: new Ages(templates, state, cached),
    readinessOf: (pod) => readyTimes.readinessOf(pod, set),
    plans: injections.plans,
  };
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

function compareFiles(files: readonly string[]): number {
  const all = files.flatMap((file) => readTraces(file).flatMap(compareOrSayWhyNot).map((outcome) => ({ ...outcome, trace: `${basename(file)} ${outcome.trace}` })));
  const { compared, mismatches } = tally(all);
  for (const { trace, step, action, differences } of mismatches.slice(0, SHOWN)) {
    console.log(`${trace} step ${step}, ${action}${differences.map(({ aspect, theirs, ours }) => `\n  ${aspect}\n    Kubernetes: ${theirs}\n    we:         ${ours}`).join('')}`);
  }
  return concluded(compared, mismatches.length);
}

if (require.main === module) runComparison(process.argv.slice(2), compareFiles);
