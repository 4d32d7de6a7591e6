import type { Model } from './model';
import { when } from './text';
import { hasFaults, refuses } from './variables';

/** A write of a sync: with faults in play, the controller may be gone by then. */
export const written = (model: Model, write: string): string => hasFaults(model) ? `if
:: allowed == 0 -> result = CUT
:: else ->
allowed--;
${write}
fi` : write;

/** What becomes of the wanted ordinals and of those above them: cluster/statefulset.ts and claims.ts, after stateful_set_control.go. */
export function replicas(model: Model): string {
  const { problem, rolls, owners, claimsGo } = model;
  const { parallel } = problem;
  const hasClaims = problem.claims > 0;
  const done = problem.deleteOfMissingPodIsDone ? 'answer == DONE || answer == NOT_FOUND' : 'answer == DONE';
  return `
/* ---- the controller: its view ---- */
#define STEADY(p) (seen_available[p] && seen_phase[p] == RUNNING)
#define HEALTHY(p) (!seen_deleting[p] && ${problem.healthIsAvailability ? 'seen_available[p]' : '(seen_ready[p] && seen_phase[p] == RUNNING)'})
${when(rolls, `/* the template that a missing pod is made from */
#define FOR_NEW_POD(p) ((!seen_on_delete && ((seen_no_rolling_update_block && p < seen_current_replicas) \
|| (!seen_no_rolling_update_block && p < seen_partition))) -> seen_current_revision : seen_template)
/* that of whoever is, or has just been put, there */
#define REVISION_AT(p) (seen_phase[p] == ABSENT -> FOR_NEW_POD(p) : seen_revision[p])`)}
${when(parallel, `/* A Parallel set starts 1, then 2, then 4 ... pods at a time; after an error no later batch is started: the last of the batch of number p. */
#define LAST_OF_BATCH(p) (${batches(problem.slots)})`)}

/* ---- the controller: its writes ---- */
${when(parallel && refuses(model), `/* The next write repeats one of this sync: which of the two is refused is no choice. */
#define NOT_REFUSED refused = (refused == written + 1 -> 0 : refused)
`)}
inline delete_stateful_pod(p, then) {
  ${written(model, `delete_pod(p);
  result = (${done} -> then : ERROR)`)}
}
${when(hasClaims, `
/* Creates the claims of ordinal p that are missing. One that is being deleted fails the sync. */
inline create_missing_claims(p) {
  for (k : (p) * CLAIMS .. (p) * CLAIMS + CLAIMS - 1) {
    if
    :: result == CUT
    :: result != CUT && before_claim[k] == CLAIM_ABSENT ->
       ${hasFaults(model) ? `if
       :: allowed == 0 -> result = CUT
       :: else ->
          allowed--;
          create_claim(k);
          result = (answer == DONE -> result : ERROR)
       fi` : `create_claim(k);
       result = (answer == DONE -> result : ERROR)`}
    :: else ->
       ${claimsGo ? `if
       :: before_claim_deleting[k] -> ${hasFaults(model) ? 'noted++; ' : ''}result = ERROR
       :: else
       fi` : 'skip'}
    fi
  }
}`)}
${when(owners, ownersOfClaims(model))}

inline create_stateful_pod(p) {
  ${when(hasClaims, `create_missing_claims(p);
  if
  :: result == GO ->`)}
  ${written(model, `${when(rolls, 'made_from = FOR_NEW_POD(p);')}
  create_pod(p);
  result = (answer == DONE -> GO : ERROR)${owners ? `;
  if
  :: answer == ALREADY_EXISTS
  :: else ->
     /* also where the creation was refused */
     place = result;
     result = GO;
     update_claim_owners(p, false);
     result = (result == GO -> place : result)
  fi` : ''}`)}
  ${when(hasClaims, `:: else
  fi`)}
}

/* One wanted ordinal (processReplica). */
inline process_replica(p) {
  result = GO;
  if
  :: seen_phase[p] == FAILED ->
     result = EXIT;
     if
     :: seen_deleting[p]
     :: else -> delete_stateful_pod(p, EXIT)
     fi
  :: seen_phase[p] == ABSENT ->
     ${when(owners, `find_stale_claim(p);
     if
     :: stale_claim -> result = EXIT
     :: else ->`)}
     create_stateful_pod(p);
     ${afterClaims(model)}
     ${when(owners, 'fi')}
  :: seen_phase[p] == PENDING || seen_phase[p] == SCHEDULED ->
     ${when(hasClaims, 'create_missing_claims(p);')}
     ${when(owners, `if
     :: result == GO -> update_claim_owners(p, false)
     :: else
     fi;`)}
     ${afterClaims(model)}
  :: else ->
     ${parallel ? when(owners, 'update_claim_owners(p, false);') : `if
     :: !HEALTHY(p)${problem.healthIsAvailability ? '' : ' || !seen_available[p]'} -> result = EXIT
     :: else -> ${owners ? 'update_claim_owners(p, false)' : 'skip'}
     fi`}
     skip
  fi
}

${walks(model)}
`;
}

/** In order, nobody else is looked at; a Parallel set looks at the claims once more. */
const afterClaims = ({ problem, owners }: Model): string => !problem.parallel ? 'result = (result == GO -> EXIT : result)' : owners ? `if
:: result == GO -> repeat_claim_owners(p)
:: else
fi` : 'skip';

function ownersOfClaims(model: Model): string {
  const { problem } = model;
  const upToDate = `before_claim[c] == CLAIM_ABSENT || before_claim_owner[c] == OWNER_GONE || ${problem.staleCaches
    ? '(before_claim_owner[c] == OWNER_UNSEEN -> OWNER_POD : before_claim_owner[c])' : 'before_claim_owner[c]'} == wanted_owner`;
  return `
#define OWNER_IS_UP_TO_DATE(c) (${upToDate})

/* Brings the owners of the claims of ordinal p in line with the retention policy. */
inline update_claim_owners(p, condemned) {
  wanted_owner = ((condemned && when_scaled_delete) -> OWNER_POD : (when_deleted_delete -> OWNER_SET : OWNER_NONE));
  for (k : (p) * CLAIMS .. (p) * CLAIMS + CLAIMS - 1) {
    if
    :: result != GO || OWNER_IS_UP_TO_DATE(k)
    :: else ->
       ${written(model, `update_claim_owner(p, k, wanted_owner);
       result = (answer == DONE -> GO : ERROR)`)}
    fi
  }
}
${when(problem.parallel, `
/* A Parallel set looks at the claims of a pod that is made or pending once more: one write, whatever becomes of it. */
inline repeat_claim_owners(p) {
  wanted_owner = (when_deleted_delete -> OWNER_SET : OWNER_NONE);
  k = (p) * CLAIMS;
  do
  :: k == (p) * CLAIMS + CLAIMS -> break
  :: k < (p) * CLAIMS + CLAIMS && OWNER_IS_UP_TO_DATE(k) -> k++
  :: else ->
     ${when(refuses(model), 'NOT_REFUSED;')}
     ${written(model, 'update_claim_owner(p, k, wanted_owner)')};
     break
  od
}`)}

/* A claim whose owner is an earlier pod of this name is about to be collected: the sync waits (PodClaimIsStale). */
inline find_stale_claim(p) {
  stale_claim = 0;
  for (k : (p) * CLAIMS .. (p) * CLAIMS + CLAIMS - 1) {
    stale_claim = stale_claim || (when_scaled_delete && before_claim[k] != CLAIM_ABSENT && before_claim_owner[k] >= OWNER_POD)
  }
}`;
}

/** The last indices of batches, from the innermost out: `p == 0 -> 0 : (p <= 2 -> 2 : ...)`. */
function batches(slots: number): string {
  const ends: number[] = [];
  for (let end = 0; end < slots; end = 2 * end + 2) ends.push(end);
  return ends.reduceRight((rest, end) => `(p) <= ${end} -> ${end}${rest === '' ? ' : SLOTS' : ` : (${rest})`}`, '');
}

function walks({ problem, owners }: Model): string {
  if (!problem.parallel) {
    return `
/* One after another: who is not done yet ends the walk. */
inline walk_replicas() {
  i = 0;
  do
  :: i < seen_replicas && outcome == GO -> process_replica(i); outcome = result; i++
  :: else -> break
  od
}
${when(owners, `
/* The claims of all pods above the wanted number, from the highest down. */
inline walk_claims_of_condemned() {
  i = SLOTS;
  do
  :: i > seen_replicas && outcome == GO ->
     i--;
     result = GO;
     if
     :: seen_phase[i] == ABSENT
     :: else -> update_claim_owners(i, true)
     fi;
     outcome = result
  :: else -> break
  od
}`)}

/* Pods above the wanted number, from the highest down: one at a time, and an unhealthy one only if none below it is unhealthy too. */
inline walk_condemned() {
  unhealthy = SLOTS;
  for (j : 0 .. SLOTS - 1) {
    if
    :: unhealthy == SLOTS && (j < seen_replicas || seen_phase[j] != ABSENT) && !HEALTHY(j) -> unhealthy = j
    :: else
    fi
  }
  i = SLOTS;
  do
  :: i > seen_replicas && outcome == GO ->
     i--;
     result = GO;
     if
     :: seen_phase[i] == ABSENT
     :: seen_phase[i] != ABSENT && (seen_deleting[i] || (!STEADY(i) && unhealthy != i)) -> result = EXIT
     :: else -> delete_stateful_pod(i, EXIT)
     fi;
     outcome = result
  :: else -> break
  od
}`;
  }
  const after = (at: string) => `if
     :: result == CUT -> outcome = CUT
     :: result == ERROR ->
        outcome = ERROR;
        last = (last < LAST_OF_BATCH(${at}) -> last : LAST_OF_BATCH(${at}))
     :: else
     fi`;
  const condemned = (name: string, body: string) => `inline ${name}() {
  i = SLOTS;
  j = -1;
  last = SLOTS;
  do
  :: i > seen_replicas && outcome != CUT && j < last ->
     i--;
     if
     :: seen_phase[i] == ABSENT
     :: else ->
        j++;
        result = GO;
        ${body}
        ${after('j')}
     fi
  :: else -> break
  od
}`;
  return `
/* All at once, in batches. */
inline walk_replicas() {
  i = 0;
  last = seen_replicas - 1;
  do
  :: i <= last && outcome != CUT ->
     process_replica(i);
     ${after('i')};
     i++
  :: else -> break
  od
}
${when(owners, `
/* The claims of all pods above the wanted number, from the highest down. */
${condemned('walk_claims_of_condemned', 'update_claim_owners(i, true);')}`)}

/* Pods above the wanted number, from the highest down. */
${condemned('walk_condemned', `if
        :: seen_deleting[i]
        :: else -> delete_stateful_pod(i, EXIT)
        fi;`)}`;
}
