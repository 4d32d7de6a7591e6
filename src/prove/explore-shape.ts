import { Outcome, check } from './check';
import { monitorsFor } from './guarantees';
import type { Stopped } from './report';
import type { Shape } from './shape';
import { NoAddressSpace } from '../cluster/webassembly';

/** Told now and then how many states there are. */
export type Tell = (states: number) => void;
/** Asked once a batch whether to leave the rest undone, and why. */
export type Stop = () => Stopped | undefined;

/** An outcome, and whether it is all that there is to know of the shape within its number of states: one that was stopped by the clock is worth nothing to a later run. */
export interface ShapeOutcome {
  readonly outcome: Outcome;
  readonly whole: boolean;
}

/** Comes between the prover and each exploration: so that one may be remembered from an earlier run, or made by another thread. */
export interface Explorer {
  /** Told which shapes will be asked for, as far as can be known before any is explored. @default - does not want to know */
  readonly expect?: (shapes: readonly Shape[]) => void;
  readonly explore: (shape: Shape, stop: Stop, tell?: Tell) => Outcome;
}

/** Explores here and now. */
export const EXPLORER: Explorer = { explore: (shape, stop, tell) => exploreShape(shape, stop, tell).outcome };

/** What is known of a shape of which no state was explored. */
const nothing = (stopped: Stopped): ShapeOutcome => ({
  outcome: {
    exploration: { states: 0, transitions: 0, depth: 0, frontier: 1, stopped },
    actors: 0,
    exercised: new Set(),
    violations: new Map(),
    stuck: new Map(),
    asleep: false,
    completes: false,
  },
  whole: false,
});

export function exploreShape({ problem, guarantees, maxStates, reduces }: Shape, stop: Stop, tell?: Tell): ShapeOutcome {
  let stopped: Stopped | undefined;
  const isOver = (): boolean => {
    stopped = stop();
    return stopped !== undefined;
  };
  // Memory may be given back as soon as somebody asks for some; time is over for all that is left.
  const before = stop();
  if (before !== undefined && before !== 'out of memory') return nothing(before);
  try {
    const outcome = check(problem, monitorsFor(guarantees), { maxStates, reduces, stop: isOver, ...tell === undefined ? {} : { onProgress: tell } });
    if (stopped === undefined) return { outcome, whole: outcome.exploration.stopped === undefined };
    // The last question, whether a stuck set would wake up, may be all that was left undone.
    if (outcome.exploration.frontier === 0) return { outcome, whole: false };
    return { outcome: { ...outcome, exploration: { ...outcome.exploration, stopped } }, whole: false };
  } catch (error) {
    // A table that finds no room is no fault of the manifest, and none of ours.
    if (error instanceof NoAddressSpace || error instanceof RangeError && /allocation failed|array length/i.test(error.message)) return nothing('out of memory');
    throw error;
  }
}
