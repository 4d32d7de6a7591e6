import type { States } from './certificate';
import { isImpossible, isReached } from './ends';
import type { Values } from './values';
import { actorOf, isFair, takerOf } from '../cluster/label';
import type { Problem } from '../cluster/problem';

/** Where a step leads, and who took it. */
export interface Taken { readonly to: number; readonly label: number }

type Ranked = Pick<Required<States>, 'ranks' | 'helpers'>;
const NO_HELPER = 0;

/**
 * Why ranks and helpers do not show, at one state, that every fair run comes to a good end. No fair step raises the rank. A state may have a helper, an actor that can act there
 * and whose steps all lower the rank; a fair step that keeps the rank keeps the helper, too. So a run that never ends well keeps its rank from some state on, and either its helper
 * waits for ever, which is not fair; or there is none, and then each of those states must be a good end.
 */
export function progressFlaw(problem: Problem, { ranks, helpers }: Ranked, at: number, values: Values, taken: readonly Taken[]): string | undefined {
  if (helpers[at] === NO_HELPER && !isReached(problem, values) && !isImpossible(problem, values)) return `state ${at} is no good end, and has no helper`;
  const fair = taken.filter(({ label }) => isFair(actorOf(label))).map(({ to, label }) => ({ to, helps: 1 + takerOf(label) === helpers[at] }));
  const isAllowed = fair.every(({ to, helps }) => ranks[to] < ranks[at] || ranks[to] === ranks[at] && helpers[to] === helpers[at] && !helps);
  if (!isAllowed) return `a step from state ${at} goes where its rank does not allow`;
  return helpers[at] === NO_HELPER || fair.some(({ helps }) => helps) ? undefined : `the helper of state ${at} cannot act there`;
}
