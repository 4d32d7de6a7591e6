/**
 * Compares our StatefulSet controller with traces of the real one, sync by sync.
 *
 * Before each recorded sync the state that the API server held is laid into a row, our sync runs on it, and what it does is held against what the
 * real one did. The recorded state goes on, whatever we did, so every sync is judged by itself.
 */
import { basename } from 'node:path';
import type { Difference } from './trace-compare';
import { compareEffects, compareSync, runSync } from './trace-compare';
import type { Step, Trace } from './trace-format';
import { readTraces } from './trace-format';
import { Injections } from './trace-injections';
import { ClusterState } from './trace-state';
import { Templates } from './trace-templates';
import { unsupported } from './trace-unsupported';

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
  const templates = new Templates(trace);
  const injections = new Injections();
  return trace.steps.flatMap((step, index) => {
    injections.act(step);
    const outcome = step.a === 'sync' ? [{ trace: trace.name, step: index, ...judge(trace, step, state, templates, injections) }] : [];
    if (step.a !== 'sync') state.apply(step);
    return outcome;
  });
}

/** Judges one sync and moves the state past it. */
function judge(trace: Trace, step: Step, state: ClusterState, templates: Templates, injections: Injections): Pick<Outcome, 'unsupported' | 'differences'> {
  const injected = injections.hit(step.w ?? []);
  const { set } = state;
  const reason = set === undefined ? 'no-set' : unsupported({ trace, step, state, set, templates, injected });
  if (set === undefined || reason !== undefined) {
    state.apply(step);
    return { unsupported: reason, differences: [] };
  }
  const ours = runSync(set, state, templates);
  const differences = compareSync(step, set, state, templates, ours);
  state.apply(step);
  // The effects are told only where the writes are the same, or every difference would be told twice.
  return { differences: differences.length > 0 ? differences : compareEffects(state, templates, ours) };
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
