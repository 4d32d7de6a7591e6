/** Where our controller and a trace of the real one part. */
import type { Trace } from './trace-format';
import type { Outcome } from './traces';
import { compareTrace } from './traces';

export interface Divergence {
  /** The number of the step in the trace, from 0. */
  readonly step: number;
  /** What it is about: two divergences of a kind are likely to have the same cause. */
  readonly kind: string;
  readonly told: string;
}

export interface Comparison {
  /** How many syncs. */
  readonly compared: number;
  readonly divergences: readonly Divergence[];
}

export function compare(trace: Trace): Comparison {
  const outcomes = outcomesOf(trace);
  const compared = trace.steps.filter(({ a }) => a === 'sync').length;
  if (outcomes instanceof Error) return { compared, divergences: [{ step: trace.steps.length - 1, kind: 'error', told: outcomes.message }] };
  const differing = outcomes.filter(({ differences }) => differences.length > 0);
  return { compared, divergences: differing.map((outcome) => ({ step: outcome.step, kind: kindOf(outcome), told: toldOf(outcome) })) };
}

/** A trace that our side cannot even follow is a divergence too, and one that can be shrunk. */
function outcomesOf(trace: Trace): Outcome[] | Error {
  try {
    return compareTrace(trace);
  } catch (error) {
    return error as Error;
  }
}

/** The aspect that differs, and of writes, the verb and the kind of object of the first that differs. */
function kindOf({ differences: [{ aspect, theirs, ours }] }: Outcome): string {
  if (aspect !== 'writes') return aspect;
  const [their, our] = [theirs.split('; '), ours.split('; ')];
  const first = their.findIndex((write, index) => write !== our[index]);
  const at = first === -1 ? their.length : first;
  return `writes: ${gist(their[at])} against ${gist(our[at])}`;
}

/** `create pod` of `create pod web-1 of template 0`. */
const gist = (write = '') => write.split(' ').slice(0, write.startsWith('claim') ? 1 : 2).join(' ') || 'nothing';

const toldOf = ({ differences }: Outcome) => (
  differences.map(({ aspect, theirs, ours }) => `  ${aspect}\n    Kubernetes: ${theirs}\n    we:         ${ours}`).join('\n')
);
