import { syncGuarantees } from './guarantees';
import { type Model, varies } from './model';
import { written } from './replicas';
import { when } from './text';
import { comparesPods, hasConflicts, hasFaults, refuses } from './variables';
import * as f from '../../cluster/fields';

/** The rolling update and the status: cluster/statefulset.ts and status.ts. */
export function updates(model: Model): string {
  const { problem, rolls } = model;
  return `
${when(rolls, `
/* An outdated pod goes; one that is gone by now is as good as deleted. */
inline delete_outdated(p) {
  ${when(problem.parallel && refuses(model), `/* a failed pod was deleted before: this is the same write once more */
  if
  :: seen_phase[p] == FAILED -> NOT_REFUSED
  :: else
  fi;`)}
  ${written(model, `delete_pod(p);
  if
  :: answer == DONE || answer == NOT_FOUND -> deleted++
  :: else -> result = ERROR
  fi`)}
}
${problem.maxUnavailable > 0 ? withinBudget(model) : `
/* From the highest ordinal down to the partition: replace the first outdated pod, or wait for the first unhealthy one. */
inline rolling_update() {
  i = seen_replicas;
  result = GO;
  do
  :: i > seen_partition ->
     i--;
     if
     :: REVISION_AT(i) != seen_template && !seen_deleting[i] -> delete_outdated(i); break
     :: !(REVISION_AT(i) != seen_template && !seen_deleting[i]) && !HEALTHY(i) -> break
     :: else
     fi
  :: else -> break
  od;
  outcome = result
}`}`)}
${when(model.status, status(model))}
`;
}

function withinBudget({ problem }: Model): string {
  const { maxUnavailable, maxUnavailableIsPercent } = problem;
  const part = `${maxUnavailable} * seen_replicas / 100`;
  const budget = maxUnavailableIsPercent ? `(${part} < 1 -> 1 : ${part})` : String(maxUnavailable);
  return `
/* As many outdated pods as maxUnavailable leaves, from the highest ordinal down to the partition. */
inline rolling_update() {
  budget_left = (seen_no_rolling_update_block -> 1 : ${budget});
  j = 0;
  do
  :: j < seen_replicas -> budget_left = (HEALTHY(j) -> budget_left : budget_left - 1); j++
  :: else -> break
  od;
  i = seen_replicas;
  result = GO;
  do
  :: i > seen_partition && budget_left > 0 && result == GO ->
     i--;
     if
     :: REVISION_AT(i) == seen_template || seen_deleting[i]
     :: else -> delete_outdated(i); budget_left--
     fi
  :: else -> break
  od;
  outcome = result
}`;
}

function status(model: Model): string {
  const { rolls, staleSet, waits, queue } = model;
  const fresh = staleSet ? 'SET_IS_FRESH' : 'true';
  const tried = `if
  ${when(refuses(model), ':: written == refused -> was_refused = 1; result = ERROR')}
  ${when(hasConflicts(model), `:: ${refuses(model) ? 'written != refused && ' : ''}conflicts && (changed${queue ? ' || !was_queued' : ''}) -> result = ERROR`)}
  :: else ->
     if
     :: counted_current < 0 || !${fresh} -> result = ERROR
     :: else ->
        ${when(rolls, 'current_revision = next_revision;')}
        ${when(varies(model, f.CURRENT_REPLICAS), 'current_replicas = counted_current;')}
        ${when(waits, 'unseen_set = 1;')}
        ${when(queue, 'queued = 1;')}
        skip
     fi
  fi`;
  return `
/* The status: counts of the pods as the sync found them. As many updated and ready as are wanted, and no more: the update is complete. */
inline write_status() {
  result = GO;
  if
  :: deleted == 0 && !seen_no_rolling_update_block && seen_template == seen_current_revision
  :: else ->
     counted = 0;
     counted_ready = 0;
     counted_current = 0;
     counted_updated = 0;
     for (j : 0 .. SLOTS - 1) {
       if
       :: seen_phase[j] == ABSENT
       :: else ->
          counted++;
          counted_ready = counted_ready + (seen_ready[j] && seen_phase[j] == RUNNING);
          counted_current = counted_current + (!seen_deleting[j]${rolls ? ' && seen_revision[j] == seen_current_revision' : ''});
          counted_updated = counted_updated + (!seen_deleting[j]${rolls ? ' && seen_revision[j] == seen_template' : ''})
       fi
     }
     counted_current = counted_current - deleted;
     next_revision = seen_current_revision;
     if
     :: !seen_on_delete && counted_updated == seen_replicas && counted_ready == seen_replicas && counted == seen_replicas ->
        next_revision = seen_template;
        counted_current = counted_updated
     :: else
     fi;
     if
     :: counted_current >= 0 && next_revision == seen_current_revision && (!seen_no_rolling_update_block || counted_current == seen_current_replicas)
     :: else ->
        ${written(model, `${when(hasFaults(model), 'written++;')}
        ${tried}`)}
     fi
  fi
}`;
}

/** One sync, from what the cache shows to its writes. */
export function sync(model: Model): string {
  const { problem, rolls, owners, claimsGo, waits, queue, status: hasStatus } = model;
  return `
/* ---- the controller: one sync ---- */

/* What is there before the sync. */
inline remember() {
  ${when(comparesPods(model), `for (j : 0 .. SLOTS - 1) {
    before_phase[j] = phase[j];
    before_ready[j] = ready[j];
    ${when(problem.minReady, 'before_available[j] = available[j];')}
    before_deleting[j] = deleting[j];
    ${when(rolls, 'before_revision[j] = revision[j];')}
    skip
  }
  ${when(rolls, 'before_current_revision = current_revision;')}`)}
  ${when(problem.claims > 0, `for (j : 0 .. SLOTS * CLAIMS - 1) {
    before_claim[j] = claim[j];
    ${when(claimsGo, 'before_claim_deleting[j] = claim_deleting[j];')}
    ${when(owners, 'before_claim_owner[j] = claim_owner[j];')}
    skip
  }`)}
  skip
}

inline sync() {
  remember();
  outcome = GO;
  result = GO;
  ${when(hasStatus, 'deleted = 0;')}
  ${when(hasFaults(model), 'allowed = limit;\nwritten = 0;\nnoted = 0;')}
  ${when(refuses(model), 'was_refused = 0;')}
  ${when(hasConflicts(model), `changed = 0;\n${when(queue, 'was_queued = queued;')}`)}
  ${when(queue, 'queued = 0;')}
  ${when(waits, `/* a cache does not show yet what this controller wrote: it does nothing but try again */
  last = unseen_set;
  for (j : 0 .. SLOTS - 1) { last = last || unseen_pod[j] }
  if
  :: last -> outcome = ERROR
  :: else ->`)}
  walk_replicas();
  ${when(owners, `if
  :: outcome == GO -> walk_claims_of_condemned()
  :: else
  fi;`)}
  if
  :: outcome == GO -> walk_condemned()
  :: else
  fi;
  ${when(rolls, `if
  :: outcome == GO && !seen_on_delete -> rolling_update()
  :: else
  fi;`)}
  ${when(hasStatus, `if
  :: outcome == CUT
  :: else ->
     write_status();
     outcome = (result == GO -> outcome : result)
  fi;`)}
  skip
  ${when(waits, 'fi;')}
  ${when(queue, `if
  :: outcome == ERROR -> queued = 1
  :: else
  fi`)}
  ${syncGuarantees(model)}
}
`;
}
