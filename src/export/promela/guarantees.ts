import type { Model } from './model';
import { when } from './text';
import { VARIABLE_OF } from './variables';

/** The guarantees as assertions, each where a step could break it: the counterparts of prove/guarantees. */

const asserted = (id: string, holds: string): string => `${VARIABLE_OF[id]} = ${holds};
assert(${VARIABLE_OF[id]});`;

/** Those that are about a sync, which compare the state before it with the state after it. */
export function syncGuarantees({ watched, problem, rolls }: Model): string {
  const forEach = (from: string, condition: string, body: string) => `for (i : ${from} .. SLOTS - 1) {
    if
    :: ${condition} ->
       ${body}
    :: else
    fi
  }`;
  const falls = (id: string) => `${VARIABLE_OF[id]} = 0`;
  return `
  ${when(watched.has('order/create'), `/* a pod is created only when all below it are running, available and stay, in truth */
  order_create = 1;
  ${forEach('1', 'before_phase[i] == ABSENT && phase[i] != ABSENT', `j = 0;
    do
    :: j < i ->
       if
       :: before_phase[j] == RUNNING && before_available[j] && !before_deleting[j]
       :: else -> ${falls('order/create')}
       fi;
       j++
    :: else -> break
    od`)}
  assert(order_create);`)}
  ${when(watched.has('order/terminate'), `/* the highest pod above the wanted number goes first, and the next when it is gone */
  order_terminate = 1;
  ${forEach('0', 'i >= replicas && before_phase[i] != ABSENT && !before_deleting[i] && (phase[i] == ABSENT || deleting[i])', `j = i + 1;
    do
    :: j < SLOTS -> order_terminate = order_terminate && before_phase[j] == ABSENT; j++
    :: else -> break
    od`)}
  assert(order_terminate);`)}
  ${when(watched.has('order/update'), `/* outdated pods are replaced from the highest down to the partition, and below it they come back as they were */
  order_update = 1;
  ${when(rolls, forEach('0', 'i < replicas && before_phase[i] == ABSENT && phase[i] != ABSENT',
    'order_update = order_update && (on_delete || no_rolling_update_block || i >= partition || revision[i] == before_current_revision)'))}
  ${forEach('0', 'i < replicas && before_phase[i] != ABSENT && before_phase[i] != FAILED && !before_deleting[i] && (phase[i] == ABSENT || deleting[i])',
    rolls ? `order_update = order_update && !on_delete && i >= partition && before_revision[i] != template;
    j = 0;
    do
    :: j < SLOTS ->
       if
       :: j > i && j < replicas -> order_update = order_update && before_revision[j] == template && before_available[j] && !before_deleting[j]
       ${when(!problem.parallel, ':: j < i -> order_update = order_update && !before_deleting[j]')}
       :: else
       fi;
       j++
    :: else -> break
    od` : falls('order/update'))}
  assert(order_update);`)}
  ${when(watched.has('availability/quorum'), `/* who takes ready pods away leaves a majority */
  n = 0;
  k = 0;
  for (j : 0 .. SLOTS - 1) {
    n = n + (before_ready[j] && !ready[j]);
    k = k + ready[j]
  }
  availability_quorum = (n == 0 || 2 * k > ${problem.peers});
  assert(availability_quorum);`)}
  skip`;
}

/** A process starts: its ordinal has no other one, and its own claims. */
export const startGuarantees = ({ watched, problem, leftovers }: Model): string => `
  ${when(watched.has('identity/at-most-one') && leftovers, `/* no other process of this ordinal runs */
  ${asserted('identity/at-most-one', '!leftover[p]')}`)}
  ${when(watched.has('storage/sticky') && problem.claims > 0, `/* on its own bound claims */
  storage_sticky = 1;
  for (k : p * CLAIMS .. p * CLAIMS + CLAIMS - 1) { storage_sticky = storage_sticky && claim[k] == CLAIM_BOUND }
  assert(storage_sticky);`)}`;

/** A claim is asked to go: nothing else takes data away. The policy says so, and the ordinal is not wanted. */
export const collectGuarantees = ({ watched, owners }: Model): string => when(watched.has('storage/kept') && owners, `/* its data is given up: the policy says so, and the ordinal is not wanted */
  ${asserted('storage/kept', '(!claim_data[c] || claim_owner[c] == OWNER_SET || (when_scaled_delete && p >= replicas))')}`);

/** A claim goes: no pod with a node uses it. */
export const protectGuarantees = ({ watched }: Model): string => when(watched.has('storage/sticky'), asserted('storage/sticky', '(phase[p] <= PENDING)'));
