import type { States } from './certificate';
import { isImpossible, isReached } from './ends';
import type { Values } from './values';
import { actorOf, isFair, takerOf } from '../cluster/label';
import type { Problem } from '../cluster/problem';

/**
 * Whether ranks and helpers show that every fair run comes to a good end. No fair step raises the rank. A state may have a helper, an actor that can act there and
 * whose steps all lower the rank; a fair step that keeps the rank keeps the helper, too. So a run that never ends well keeps its rank from some state on, and either
 * its helper waits for ever, which is not fair; or there is none, and then each of those states must be a good end.
 */
export interface Progress {
  /** Looks at a state. */
  readonly enter: (state: number, values: Values) => void;
  /** Looks at a step of the state that was entered. */
  readonly step: (to: number, label: number) => void;
  /** Has seen all steps of the state that was entered. */
  readonly leave: () => void;
  /** What they do not show, if anything. */
  readonly flaw: () => string | undefined;
}

const NO_HELPER = 0;
const helperOf = (label: number): number => 1 + takerOf(label);

export function progressOf(problem: Problem, { ranks, helpers }: Required<States>): Progress {
  let flaw: string | undefined;
  let at = 0;
  let acts = false;
  const note = (what: string): void => { flaw ??= what; };
  return {
    enter: (state, values) => {
      at = state;
      acts = false;
      if (helpers[at] === NO_HELPER && !isReached(problem, values) && !isImpossible(problem, values)) note(`state ${at} is no good end, and has no helper`);
    },
    step: (to, label) => {
      if (!isFair(actorOf(label))) return;
      const helps = helperOf(label) === helpers[at];
      acts ||= helps;
      const isAllowed = ranks[to] < ranks[at] || ranks[to] === ranks[at] && helpers[to] === helpers[at] && !helps;
      if (!isAllowed) note(`a step from state ${at} goes where its rank does not allow`);
    },
    leave: () => {
      if (helpers[at] !== NO_HELPER && !acts) note(`the helper of state ${at} cannot act there`);
    },
    flaw: () => flaw,
  };
}
