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
import type { Trace } from './trace-format';
import { readTraces } from './trace-format';
import { Injections } from './trace-injections';
import { ClusterState, NO_SET } from './trace-state';
import { Templates } from './trace-templates';
import type { Situation } from './trace-unsupported';
import { unsupported } from './trace-unsupported';
import { profileOf } from '../src/cluster/profile';

/** What became of one recorded sync: it has differences (none is agreement), or a reason why it was not compared. */
export interface Outcome {
  readonly trace: string;
  /** The number of the step in the trace, from 0. */
  readonly step: number;
  readonly unsupported?: string;
  readonly differences: readonly Difference[];
}

export function compareTrace(trace: Trace): Outcome[] {
  const state = new ClusterState();
  const cache = new Cache(trace, state);
  const templates = new Templates(trace);
  const injections = new Injections();
  const profile = profileOf(trace.ver, trace.eff);
  return trace.steps.flatMap((step, index) => {
    injections.act(step);
    const apply = () => { state.apply(step); cache.apply(step); };
    if (step.a === 'sync') {
      const seen = { trace, step, state, cached: cache.state, unseen: cache.unseen(step), templates, profile, injected: injections.hit(step.w ?? []) };
      return [{ trace: trace.name, step: index, ...judge(seen, apply) }];
    }
    apply();
    return [];
  });
}

/** Judges one sync, and has the recorded state move past it. */
function judge(seen: Omit<Situation, 'set' | 'setGone'>, apply: () => void): Pick<Outcome, 'unsupported' | 'differences'> {
  const { state, cached, templates } = seen;
  const situation = { ...seen, set: cached.set ?? NO_SET, setGone: cached.set === undefined };
  const reason = unsupported(situation);
  if (reason !== undefined) {
    apply();
    return { unsupported: reason, differences: [] };
  }
  const run = runSync(situation);
  const differences = compareSync(situation, run);
  apply();
  // The effects are told only where the writes are the same, or every difference would be told twice.
  return { differences: differences.length > 0 ? differences : compareEffects(state, templates, run) };
}

export interface Tally {
  readonly compared: number;
  readonly mismatches: readonly Outcome[];
  readonly unsupported: Readonly<Record<string, number>>;
}

export function tally(outcomes: readonly Outcome[]): Tally {
  const reasons: Record<string, number> = {};
  for (const { unsupported: reason } of outcomes) if (reason !== undefined) reasons[reason] = (reasons[reason] ?? 0) + 1;
  const judged = outcomes.filter((outcome) => outcome.unsupported === undefined);
  return { compared: judged.length, mismatches: judged.filter(({ differences }) => differences.length > 0), unsupported: reasons };
}

const SHOWN = 20;

function main(files: readonly string[]): number {
  const all = files.flatMap((file) => readTraces(file).flatMap(compareTrace).map((outcome) => ({ ...outcome, trace: `${basename(file)} ${outcome.trace}` })));
  const { compared, mismatches, unsupported: reasons } = tally(all);
  for (const { trace, step, differences } of mismatches.slice(0, SHOWN)) {
    console.log(`${trace} step ${step}${differences.map(({ aspect, theirs, ours }) => `\n  ${aspect}\n    Kubernetes: ${theirs}\n    we:         ${ours}`).join('')}`);
  }
  const sorted = Object.entries(reasons).sort(([, a], [, b]) => b - a);
  console.log(`${all.length - compared} unsupported: ${sorted.map(([reason, count]) => `${reason}=${count}`).join(' ')}`);
  console.log(`${compared} compared, ${mismatches.length} mismatches`);
  return mismatches.length === 0 && compared > 0 ? 0 : 1;
}

if (require.main === module) process.exitCode = main(process.argv.slice(2));
