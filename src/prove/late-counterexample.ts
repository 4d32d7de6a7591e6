import type { Counterexample } from './report';

/** How each part of a counterexample is made. */
export type Makers = { readonly [part in keyof Counterexample]-?: () => Counterexample[part] };

interface Late {
  readonly makers: Makers;
  /** How many steps its run has. */
  readonly steps: number;
}

const known = new WeakMap<object, Late>();

/** A counterexample of which each part is made when somebody asks for it: those of a thousand sets take longer to tell than to find, and few of them are shown. */
export function lateCounterexample(makers: Makers, steps: number): Counterexample {
  const made: { -readonly [part in Exclude<keyof Counterexample, 'timeline'>]?: { readonly value: Counterexample[part] } } = {};
  const counterexample: Counterexample = {
    get ending() { return (made.ending ??= { value: makers.ending() }).value; },
    get stuck() { return (made.stuck ??= { value: makers.stuck() }).value; },
    get kubectlSays() { return (made.kubectlSays ??= { value: makers.kubectlSays() }).value; },
    get remedy() { return (made.remedy ??= { value: makers.remedy() }).value; },
    // Not kept: all steps of all runs of a thousand sets are gigabytes, and whoever writes them needs each once.
    get timeline() { return makers.timeline(); },
    get token() { return (made.token ??= { value: makers.token() }).value; },
  };
  known.set(counterexample, { makers, steps });
  return counterexample;
}

/** How many steps a counterexample has, without a look at them. */
export const stepsOf = (counterexample: Counterexample): number => known.get(counterexample)?.steps ?? counterexample.timeline.steps.length;

/** The same with every part changed, once it is made; or nothing where all is there already. */
export function changedLate(value: object, change: <T>(part: T) => T): Counterexample | undefined {
  const late = known.get(value);
  if (late === undefined) return undefined;
  const { ending, stuck, kubectlSays, remedy, timeline, token } = late.makers;
  return lateCounterexample({
    ending: () => change(ending()),
    stuck,
    kubectlSays: () => change(kubectlSays()),
    remedy: () => change(remedy()),
    timeline: () => change(timeline()),
    token: () => change(token()),
  }, late.steps);
}
