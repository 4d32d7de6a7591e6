import { type Model, SET_FIELDS, varies } from './model';
import type { Step } from './pods';
import { each, upTo, when } from './text';
import { hasFaults } from './variables';
import * as f from '../../cluster/fields';

/** The first state, or the first states. */
export function start(model: Model): string {
  const { problem, owners, queue } = model;
  const { slots, claims, everyStart } = problem;
  const choices = (name: string) => everyStart ? `if
${each(upTo(slots + 1), (value) => `:: ${name} = ${value}`)}
fi;` : when(false, '');
  const set = (name: string, field: number, value: number | string) => when(varies(model, field), `${name} = ${value};`);
  return `
/* ---- how it begins ---- */
inline begin() {
  ${choices('replicas')}
  ${choices('partition')}
  d_step {
    ${when(!everyStart, `${set('replicas', f.REPLICAS, problem.replicas)}
    ${set('partition', f.PARTITION, problem.partition)}`)}
    ${set('on_delete', f.ON_DELETE, Number(problem.onDelete))}
    ${set('no_rolling_update_block', f.NO_ROLLING_UPDATE_BLOCK, Number(problem.noRollingUpdateBlock))}
    ${set('when_scaled_delete', f.WHEN_SCALED, Number(problem.whenScaledDelete))}
    ${set('when_deleted_delete', f.WHEN_DELETED, Number(problem.whenDeletedDelete))}
    ${when(problem.faults > 0, `faults = ${problem.faults};`)}
    ${when(queue, `queued = ${problem.settled ? 0 : 1};`)}
    ${when(problem.settled, `/* all pods are ready */
    ${set('current_replicas', f.CURRENT_REPLICAS, 'replicas')}
    for (j : 0 .. SLOTS - 1) {
      if
      :: j < replicas ->
         phase[j] = RUNNING;
         ready[j] = 1;
         ${when(problem.minReady, 'available[j] = 1;')}
         ${when(claims > 0, `for (k : j * CLAIMS .. j * CLAIMS + CLAIMS - 1) {
           claim[k] = CLAIM_BOUND;
           claim_data[k] = 1;
           ${when(owners, 'claim_owner[k] = (when_deleted_delete -> OWNER_SET : OWNER_NONE);')}
           skip
         }`)}
         skip
      :: else
      fi
    }`)}
    ${when(problem.staleCaches, `/* a cache starts out fresh */
    ${each(SET_FIELDS.filter(({ view }) => varies(model, view)), ({ name }) => `seen_${name} = ${name};`)}
    for (j : 0 .. SLOTS - 1) {
      seen_phase[j] = phase[j];
      seen_ready[j] = ready[j];
      ${when(problem.minReady, 'seen_available[j] = available[j];')}
      skip
    }`)}
    /* SPIN leaves out of its states what nobody reads; these are read here, so that its states are whole ones */
    assert(${stateVariables(model).map((name) => `${name} >= 0`).join(' && ')})
  }
}
`;
}

/** One of each kind of variable. */
function stateVariables(model: Model): string[] {
  const { problem, rolls, leftovers, peers, owners, claimsGo, collecting, waits, queue } = model;
  const ofSet = SET_FIELDS.flatMap(({ name, field, view }) => [...varies(model, field) ? [name] : [], ...problem.staleCaches && varies(model, view) ? [`seen_${name}`] : []]);
  const ofPods = ['phase', 'ready', 'deleting', ...rolls ? ['revision'] : [], ...problem.minReady ? ['available'] : []];
  const arrays = [
    ...ofPods, ...problem.staleCaches ? ofPods.map((name) => `seen_${name}`) : [], ...leftovers ? ['leftover'] : [], ...peers ? ['peers_of_last_run'] : [],
    ...problem.claims > 0 ? ['claim', 'claim_data'] : [], ...claimsGo ? ['claim_deleting'] : [], ...owners ? ['claim_owner'] : [], ...collecting ? ['collecting'] : [],
    ...waits ? ['unseen_pod'] : [],
  ];
  const policy = [...varies(model, f.WHEN_SCALED) ? ['when_scaled_delete'] : [], ...varies(model, f.WHEN_DELETED) ? ['when_deleted_delete'] : []];
  return [...ofSet, ...policy, ...queue ? ['queued'] : [], ...waits ? ['unseen_set'] : [], ...arrays.map((name) => `${name}[0]`)];
}

/** Everything that is put together: who takes steps, all in one process or each in one of its own. */
export function processes(model: Model, steps: readonly Step[]): string {
  const { problem, queue, mostWrites } = model;
  const claimsOf = (name: string) => upTo(problem.slots).flatMap((p) => upTo(problem.claims).map((k) => `${name}(${p}, ${p * problem.claims + k})`));
  const calls = ({ name, of }: Step): string[] => of === 'set' ? [`${name}()`] : of === 'ordinal' ? upTo(problem.slots).map((p) => `${name}(${p})`) : claimsOf(name);
  const faults = hasFaults(model) ? [...upTo(problem.slots).map((p) => `pod_fault(${p})`), ...mostWrites > 1 ? ['interrupt_sync()'] : [], ...problem.faults > 0 ? ['refuse_write()'] : []] : [];
  const user = [...problem.edits.length > 0 ? ['edit()'] : [], ...problem.freeEdits ? ['edit_freely()'] : []];
  const free = [
    { name: 'user', of: user },
    { name: 'faulty', of: faults },
    { name: 'resync', of: queue ? ['resynchronize()'] : [] },
  ].filter(({ of }) => of.length > 0);
  const all = ['synchronize()', ...steps.flatMap(calls), ...free.flatMap(({ of }) => of)];
  const option = (call: string) => `:: ${call}`;
  const parameters = ({ of }: Step) => of === 'set' ? '' : of === 'ordinal' ? 'byte p' : 'byte p; byte c';
  const names = ({ of }: Step) => of === 'set' ? '' : of === 'ordinal' ? 'p' : 'p, c';
  return `
/*
 * ---- who takes the steps ----
 * For what may happen it does not matter who takes a step, so all are taken by one process, which has the smallest states. Weak fairness in SPIN is
 * per process, so with -DFAIR each actor has a process for each of its objects. Users and faults may stop: they have an idle step.
 */
#ifdef FAIR
${when(free.length > 0, `/* always so, in words that SPIN takes for a condition */
#define IDLE (phase[0] >= 0)
`)}
proctype controller() {
end: do
  :: synchronize()
  od
}
${each(steps, (each_) => `proctype ${each_.name}_process(${parameters(each_)}) {
end: do
  :: ${each_.name}(${names(each_)})
  od
}`)}
${each(free, ({ name, of }) => `proctype ${name}() {
end: do
  ${each(of, option)}
  :: IDLE
  od
}`)}
#endif

init {
  atomic {
    begin();
#ifdef FAIR
    run controller();
    ${each(steps.flatMap((each_) => calls(each_)), (call) => `run ${call.replace('(', '_process(')};`)}
    ${each(free, ({ name }) => `run ${name}();`)}
#endif
    skip
  }
#ifndef FAIR
end: do
  ${each(all, option)}
  od
#endif
}
`;
}
