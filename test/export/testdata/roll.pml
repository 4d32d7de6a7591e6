/*
 * a set that is rolled.
 * Written by cdk8s-stateful 1.2.3. Each step of its model is one atomic step here.
 *
 *   what may happen:    spin -a FILE && gcc -O2 -DSAFETY -DNOREDUCE -o pan pan.c && ./pan -m1000000
 *   that it ends well: spin -a -DFAIR FILE && gcc -O2 -DNOREDUCE -DNFAIR=8 -o pan pan.c && ./pan -a -f -m1000000
 *
 * SPIN counts one state more: the one before anything has begun.
 */

#define SLOTS 3
/* claims of each ordinal: those of ordinal p are numbered from p * CLAIMS on */
#define CLAIMS 1

/* the life of a pod */
#define ABSENT 0
#define PENDING 1   /* without a node */
#define SCHEDULED 2   /* with a node: containers are being made */
#define RUNNING 3
#define FAILED 4

/* the life of a claim */
#define CLAIM_ABSENT 0
#define CLAIM_PENDING 1
#define CLAIM_BOUND 2

/* whom a claim's owner reference names */
#define OWNER_NONE 0
#define OWNER_SET 1
#define OWNER_POD 2   /* the present pod of this ordinal */
#define OWNER_GONE 3   /* a pod of this name that is gone */
#define OWNER_UNSEEN 4   /* the same, while the cache still shows that pod */

/* how a part of a sync ends */
#define GO 0     /* it goes on */
#define EXIT 1   /* it ends, and there is nothing to complain about */
#define ERROR 2  /* the sync fails */
#define CUT 3    /* the controller died at this write */

/* what the API server answers to a write */
#define DONE 0
#define ALREADY_EXISTS 1
#define NOT_FOUND 2
#define REFUSED 3

/* The set, as the API server stores it. */
#define replicas 3
#define partition 0
byte template;
#define on_delete 0
#define no_rolling_update_block 0
byte current_revision;
#define current_replicas 0
#define when_scaled_delete 1
#define when_deleted_delete 0

/* The pods, one for each ordinal. */
byte phase[SLOTS];
bit ready[SLOTS];
/* ready for minReadySeconds, which is none here */
#define available ready
bit deleting[SLOTS];
/* the template that the pod was made from */
byte revision[SLOTS];
/* a process that outlived its pod still runs */
bit leftover[SLOTS];

/* The claims. */
byte claim[SLOTS * CLAIMS];
/* a process has written to the volume */
bit claim_data[SLOTS * CLAIMS];
bit claim_deleting[SLOTS * CLAIMS];
byte claim_owner[SLOTS * CLAIMS];
/* the garbage collector has seen that the owner is gone */
bit collecting[SLOTS * CLAIMS];

/* What the controller's cache shows, which may be an old state of each object. */
#define seen_replicas 3
#define seen_partition 0
byte seen_template;
#define seen_on_delete 0
#define seen_no_rolling_update_block 0
byte seen_current_revision;
#define seen_current_replicas 0
byte seen_phase[SLOTS];
bit seen_ready[SLOTS];
#define seen_available seen_ready
bit seen_deleting[SLOTS];
byte seen_revision[SLOTS];

/* the set is in the controller's work queue */
bit queued;
/* how many faults may still happen */
byte faults;
/* how many edits of the user's script are made */
byte edits_made;
/* which write of a sync fails, between the choice and the sync: 0 in every state */
byte choice;

#define SET_IS_FRESH (seen_template == template && seen_current_revision == current_revision)

/* What a step needs while it lasts. It is set before it is read within one step, so it is no part of the state. */
hidden byte before_phase[SLOTS];
hidden byte before_ready[SLOTS];
#define before_available before_ready
hidden byte before_deleting[SLOTS];
hidden byte before_revision[SLOTS];
hidden byte before_current_revision;
hidden byte made_from;
hidden byte before_claim[SLOTS * CLAIMS];
hidden byte before_claim_deleting[SLOTS * CLAIMS];
hidden byte before_claim_owner[SLOTS * CLAIMS];
hidden byte wanted_owner;
hidden byte stale_claim;
hidden short i, j, k, n, last, place;
hidden byte outcome, result, answer;
hidden byte deleted, next_revision;
hidden short counted, counted_ready, counted_current, counted_updated;
/* how many writes this sync may make, how many of them are left, how many it made, and how often it found that it cannot */
hidden short limit, allowed, written, noted;
/* which write is refused (0 is none), and whether it was */
hidden short refused;
hidden byte was_refused;
/* the status is to conflict; something was changed before it; the set was queued when the sync began */
hidden byte conflicts, changed, was_queued;
/* the guarantees: an assertion that fails names one */
hidden byte identity_at_most_one, order_create, order_terminate, order_update, storage_sticky, storage_kept, availability_quorum;

/* ---- the API server ---- */
/* The pod object goes. References to it become references to a pod that is gone. */
inline remove_pod(p) {
  phase[p] = ABSENT;
  ready[p] = 0;
  deleting[p] = 0;
  revision[p] = 0;
  for (n : (p) * CLAIMS .. (p) * CLAIMS + CLAIMS - 1) {
    if
    :: claim_owner[n] == OWNER_POD -> claim_owner[n] = OWNER_UNSEEN
    :: else
    fi
  }
  queued = 1;
  changed = 1;
}

/* A delete of a pod that is there: one without a node or in a final phase goes at once, others get a deletionTimestamp. */
inline take_away(p) {
  if
  :: deleting[p]
  :: !deleting[p] && (phase[p] == PENDING || phase[p] == FAILED) -> remove_pod(p)
  :: else ->
    deleting[p] = 1;
    ready[p] = 0;
    queued = 1;
    changed = 1;
  fi
}

inline create_pod(p) {
  written++;
  if
  :: written == refused -> was_refused = 1; answer = REFUSED
  :: else ->
    if
    :: phase[p] != ABSENT -> answer = ALREADY_EXISTS
    :: else ->
      phase[p] = PENDING;
      revision[p] = made_from;
      queued = 1;
      changed = 1;
      answer = DONE
    fi
  fi
}

inline delete_pod(p) {
  written++;
  if
  :: written == refused -> was_refused = 1; answer = REFUSED
  :: else ->
    if
    :: phase[p] == ABSENT -> answer = NOT_FOUND
    :: else -> take_away(p); answer = DONE
    fi
  fi
}

inline create_claim(c) {
  written++;
  if
  :: written == refused -> was_refused = 1; answer = REFUSED
  :: else ->
    if
    :: claim[c] != CLAIM_ABSENT -> answer = ALREADY_EXISTS
    :: else -> claim[c] = CLAIM_PENDING; changed = 1; answer = DONE
    fi
  fi
}

/* A claim goes, and its data with it. */
inline remove_claim(p, c) {
  claim[c] = CLAIM_ABSENT;
  claim_deleting[c] = 0;
  claim_data[c] = 0;
  claim_owner[c] = OWNER_NONE;
  collecting[c] = 0;
}

/* The claim's owner reference is set. One to a pod that is gone by now is born stale. */
inline update_claim_owner(p, c, owner) {
  written++;
  if
  :: written == refused -> was_refused = 1; answer = REFUSED
  :: else ->
    if
    :: claim[c] == CLAIM_ABSENT -> answer = NOT_FOUND
    :: else ->
      n = (owner == OWNER_POD && phase[p] == ABSENT -> OWNER_UNSEEN : owner);
      changed = changed || claim_owner[c] != n;
      claim_owner[c] = n;
      answer = DONE
    fi
  fi
}

/* ---- the controller: its view ---- */
#define STEADY(p) (seen_available[p] && seen_phase[p] == RUNNING)
#define HEALTHY(p) (!seen_deleting[p] && seen_available[p])
/* the template that a missing pod is made from */
#define FOR_NEW_POD(p) ((!seen_on_delete && ((seen_no_rolling_update_block && p < seen_current_replicas) || (!seen_no_rolling_update_block && p < seen_partition))) -> seen_current_revision : seen_template)
/* that of whoever is, or has just been put, there */
#define REVISION_AT(p) (seen_phase[p] == ABSENT -> FOR_NEW_POD(p) : seen_revision[p])
/* A Parallel set starts 1, then 2, then 4 ... pods at a time; after an error no later batch is started: the last of the batch of number p. */
#define LAST_OF_BATCH(p) ((p) <= 0 -> 0 : ((p) <= 2 -> 2 : SLOTS))

/* ---- the controller: its writes ---- */
/* The next write repeats one of this sync: which of the two is refused is no choice. */
#define NOT_REFUSED refused = (refused == written + 1 -> 0 : refused)

inline delete_stateful_pod(p, then) {
  if
  :: allowed == 0 -> result = CUT
  :: else ->
    allowed--;
    delete_pod(p);
    result = (answer == DONE -> then : ERROR)
  fi
}

/* Creates the claims of ordinal p that are missing. One that is being deleted fails the sync. */
inline create_missing_claims(p) {
  for (k : (p) * CLAIMS .. (p) * CLAIMS + CLAIMS - 1) {
    if
    :: result == CUT
    :: result != CUT && before_claim[k] == CLAIM_ABSENT ->
      if
      :: allowed == 0 -> result = CUT
      :: else ->
        allowed--;
        create_claim(k);
        result = (answer == DONE -> result : ERROR)
      fi
    :: else ->
      if
      :: before_claim_deleting[k] -> noted++; result = ERROR
      :: else
      fi
    fi
  }
}

#define OWNER_IS_UP_TO_DATE(c) (before_claim[c] == CLAIM_ABSENT || before_claim_owner[c] == OWNER_GONE || (before_claim_owner[c] == OWNER_UNSEEN -> OWNER_POD : before_claim_owner[c]) == wanted_owner)

/* Brings the owners of the claims of ordinal p in line with the retention policy. */
inline update_claim_owners(p, condemned) {
  wanted_owner = ((condemned && when_scaled_delete) -> OWNER_POD : (when_deleted_delete -> OWNER_SET : OWNER_NONE));
  for (k : (p) * CLAIMS .. (p) * CLAIMS + CLAIMS - 1) {
    if
    :: result != GO || OWNER_IS_UP_TO_DATE(k)
    :: else ->
      if
      :: allowed == 0 -> result = CUT
      :: else ->
        allowed--;
        update_claim_owner(p, k, wanted_owner);
        result = (answer == DONE -> GO : ERROR)
      fi
    fi
  }
}

/* A Parallel set looks at the claims of a pod that is made or pending once more: one write, whatever becomes of it. */
inline repeat_claim_owners(p) {
  wanted_owner = (when_deleted_delete -> OWNER_SET : OWNER_NONE);
  k = (p) * CLAIMS;
  do
  :: k == (p) * CLAIMS + CLAIMS -> break
  :: k < (p) * CLAIMS + CLAIMS && OWNER_IS_UP_TO_DATE(k) -> k++
  :: else ->
    NOT_REFUSED;
    if
    :: allowed == 0 -> result = CUT
    :: else ->
      allowed--;
      update_claim_owner(p, k, wanted_owner)
    fi;
    break
  od
}

/* A claim whose owner is an earlier pod of this name is about to be collected: the sync waits (PodClaimIsStale). */
inline find_stale_claim(p) {
  stale_claim = 0;
  for (k : (p) * CLAIMS .. (p) * CLAIMS + CLAIMS - 1) {
    stale_claim = stale_claim || (when_scaled_delete && before_claim[k] != CLAIM_ABSENT && before_claim_owner[k] >= OWNER_POD)
  }
}

inline create_stateful_pod(p) {
  create_missing_claims(p);
  if
  :: result == GO ->
    if
    :: allowed == 0 -> result = CUT
    :: else ->
      allowed--;
      made_from = FOR_NEW_POD(p);
      create_pod(p);
      result = (answer == DONE -> GO : ERROR);
      if
      :: answer == ALREADY_EXISTS
      :: else ->
        /* also where the creation was refused */
        place = result;
        result = GO;
        update_claim_owners(p, false);
        result = (result == GO -> place : result)
      fi
    fi
  :: else
  fi
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
    find_stale_claim(p);
    if
    :: stale_claim -> result = EXIT
    :: else ->
      create_stateful_pod(p);
      if
      :: result == GO -> repeat_claim_owners(p)
      :: else
      fi
    fi
  :: seen_phase[p] == PENDING || seen_phase[p] == SCHEDULED ->
    create_missing_claims(p);
    if
    :: result == GO -> update_claim_owners(p, false)
    :: else
    fi;
    if
    :: result == GO -> repeat_claim_owners(p)
    :: else
    fi
  :: else ->
    update_claim_owners(p, false);
  fi
}

/* All at once, in batches. */
inline walk_replicas() {
  i = 0;
  last = seen_replicas - 1;
  do
  :: i <= last && outcome != CUT ->
    process_replica(i);
    if
    :: result == CUT -> outcome = CUT
    :: result == ERROR ->
      outcome = ERROR;
      last = (last < LAST_OF_BATCH(i) -> last : LAST_OF_BATCH(i))
    :: else
    fi;
    i++
  :: else -> break
  od
}

/* The claims of all pods above the wanted number, from the highest down. */
inline walk_claims_of_condemned() {
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
      update_claim_owners(i, true);
      if
      :: result == CUT -> outcome = CUT
      :: result == ERROR ->
        outcome = ERROR;
        last = (last < LAST_OF_BATCH(j) -> last : LAST_OF_BATCH(j))
      :: else
      fi
    fi
  :: else -> break
  od
}

/* Pods above the wanted number, from the highest down. */
inline walk_condemned() {
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
      if
      :: seen_deleting[i]
      :: else -> delete_stateful_pod(i, EXIT)
      fi;
      if
      :: result == CUT -> outcome = CUT
      :: result == ERROR ->
        outcome = ERROR;
        last = (last < LAST_OF_BATCH(j) -> last : LAST_OF_BATCH(j))
      :: else
      fi
    fi
  :: else -> break
  od
}

/* An outdated pod goes; one that is gone by now is as good as deleted. */
inline delete_outdated(p) {
  /* a failed pod was deleted before: this is the same write once more */
  if
  :: seen_phase[p] == FAILED -> NOT_REFUSED
  :: else
  fi;
  if
  :: allowed == 0 -> result = CUT
  :: else ->
    allowed--;
    delete_pod(p);
    if
    :: answer == DONE || answer == NOT_FOUND -> deleted++
    :: else -> result = ERROR
    fi
  fi
}

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
}

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
        counted_current = counted_current + (!seen_deleting[j] && seen_revision[j] == seen_current_revision);
        counted_updated = counted_updated + (!seen_deleting[j] && seen_revision[j] == seen_template)
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
      if
      :: allowed == 0 -> result = CUT
      :: else ->
        allowed--;
        written++;
        if
        :: written == refused -> was_refused = 1; result = ERROR
        :: written != refused && conflicts && (changed || !was_queued) -> result = ERROR
        :: else ->
          if
          :: counted_current < 0 || !SET_IS_FRESH -> result = ERROR
          :: else ->
            current_revision = next_revision;
            queued = 1;
          fi
        fi
      fi
    fi
  fi
}

/* ---- the controller: one sync ---- */

/* What is there before the sync. */
inline remember() {
  for (j : 0 .. SLOTS - 1) {
    before_phase[j] = phase[j];
    before_ready[j] = ready[j];
    before_deleting[j] = deleting[j];
    before_revision[j] = revision[j];
  }
  before_current_revision = current_revision;
  for (j : 0 .. SLOTS * CLAIMS - 1) {
    before_claim[j] = claim[j];
    before_claim_deleting[j] = claim_deleting[j];
    before_claim_owner[j] = claim_owner[j];
  }
  skip
}

inline sync() {
  remember();
  outcome = GO;
  result = GO;
  deleted = 0;
  allowed = limit;
  written = 0;
  noted = 0;
  was_refused = 0;
  changed = 0;
  was_queued = queued;
  queued = 0;
  walk_replicas();
  if
  :: outcome == GO -> walk_claims_of_condemned()
  :: else
  fi;
  if
  :: outcome == GO -> walk_condemned()
  :: else
  fi;
  if
  :: outcome == GO && !seen_on_delete -> rolling_update()
  :: else
  fi;
  if
  :: outcome == CUT
  :: else ->
    write_status();
    outcome = (result == GO -> outcome : result)
  fi;
  if
  :: outcome == ERROR -> queued = 1
  :: else
  fi
  /* a pod is created only when all below it are running, available and stay, in truth */
  order_create = 1;
  for (i : 1 .. SLOTS - 1) {
    if
    :: before_phase[i] == ABSENT && phase[i] != ABSENT ->
      j = 0;
      do
      :: j < i ->
        if
        :: before_phase[j] == RUNNING && before_available[j] && !before_deleting[j]
        :: else -> order_create = 0
        fi;
        j++
      :: else -> break
      od
    :: else
    fi
  }
  assert(order_create);
  /* the highest pod above the wanted number goes first, and the next when it is gone */
  order_terminate = 1;
  for (i : 0 .. SLOTS - 1) {
    if
    :: i >= replicas && before_phase[i] != ABSENT && !before_deleting[i] && (phase[i] == ABSENT || deleting[i]) ->
      j = i + 1;
      do
      :: j < SLOTS -> order_terminate = order_terminate && before_phase[j] == ABSENT; j++
      :: else -> break
      od
    :: else
    fi
  }
  assert(order_terminate);
  /* outdated pods are replaced from the highest down to the partition, and below it they come back as they were */
  order_update = 1;
  for (i : 0 .. SLOTS - 1) {
    if
    :: i < replicas && before_phase[i] == ABSENT && phase[i] != ABSENT ->
      order_update = order_update && (on_delete || no_rolling_update_block || i >= partition || revision[i] == before_current_revision)
    :: else
    fi
  }
  for (i : 0 .. SLOTS - 1) {
    if
    :: i < replicas && before_phase[i] != ABSENT && before_phase[i] != FAILED && !before_deleting[i] && (phase[i] == ABSENT || deleting[i]) ->
      order_update = order_update && !on_delete && i >= partition && before_revision[i] != template;
      j = 0;
      do
      :: j < SLOTS ->
        if
        :: j > i && j < replicas -> order_update = order_update && before_revision[j] == template && before_available[j] && !before_deleting[j]
        :: else
        fi;
        j++
      :: else -> break
      od
    :: else
    fi
  }
  assert(order_update);
  /* who takes ready pods away leaves a majority */
  n = 0;
  k = 0;
  for (j : 0 .. SLOTS - 1) {
    n = n + (before_ready[j] && !ready[j]);
    k = k + ready[j]
  }
  availability_quorum = (n == 0 || 2 * k > 3);
  assert(availability_quorum);
}

#define UNLIMITED 10000

/*
 * The controller takes the set from its queue. A sync that changes nothing leads back to where it began.
 * Where caches lag, the status may conflict with a version that is no state here; where nothing else is written, that would be no step.
 */
inline synchronize() {
  if
  :: d_step {
      queued ->
      limit = UNLIMITED;
      refused = 0;
      conflicts = 0;
      sync()
    }
  :: d_step {
      queued ->
      limit = UNLIMITED;
      refused = 0;
      conflicts = 1;
      sync()
    }
  fi
}

/* The controller looks without being asked, as the resync makes it every 12 to 24 hours. */
inline resynchronize() {
  if
  :: d_step {
      !queued ->
      limit = UNLIMITED;
      refused = 0;
      conflicts = 0;
      sync()
    }
  :: d_step {
      !queued ->
      limit = UNLIMITED;
      refused = 0;
      conflicts = 1;
      sync()
    }
  fi
}

/* The controller dies after some of its writes; whoever starts next has every set in its queue. One that dies after all of them did not. */
inline interrupt_sync() {
  atomic {
    faults > 0 ->
    select (choice : 1 .. 13);
    true;
    d_step {
      limit = choice;
      choice = 0;
      refused = 0;
      conflicts = 0;
      sync();
      if
      :: outcome == CUT || limit < written + noted ->
        queued = 1;
        faults--;
      :: else
      fi;
      true
    };
    true
  }
}

/* One write is refused: an error, a conflict, a quota, a webhook. A sync that makes fewer is as any other. */
inline refuse_write() {
  atomic {
    faults > 0 ->
    select (choice : 1 .. 14);
    true;
    d_step {
      refused = choice;
      choice = 0;
      limit = UNLIMITED;
      conflicts = 0;
      sync();
      if
      :: was_refused -> faults--
      :: else
      fi;
      true
    };
    true
  }
}

/* ---- pods, claims and caches ---- */

/* The cache catches up with a pod. */
inline refresh_pod(p) {
  d_step {
    (seen_phase[p] != phase[p] || seen_ready[p] != ready[p] || seen_deleting[p] != deleting[p] || seen_revision[p] != revision[p]) ->
    seen_phase[p] = phase[p];
    seen_ready[p] = ready[p];
    seen_deleting[p] = deleting[p];
    seen_revision[p] = revision[p];
    for (k : p * CLAIMS .. p * CLAIMS + CLAIMS - 1) {
      if
      :: claim_owner[k] == OWNER_UNSEEN -> claim_owner[k] = OWNER_GONE
      :: else
      fi
    }
    queued = 1;
  }
}

/* The cache catches up with the set. */
inline refresh_set() {
  d_step {
    (!SET_IS_FRESH) ->
    seen_template = template;
    seen_current_revision = current_revision;
    queued = 1;
  }
}

/* A claim gets its volume. */
inline bind(p, c) {
  d_step {
    claim[c] == CLAIM_PENDING && !claim_deleting[c] ->
    claim[c] = CLAIM_BOUND;
  }
}

/* The garbage collector looks at a claim and its owner, and deletes the claim some time later, unless it changed. */
inline collect(p, c) {
  if
  :: d_step { claim[c] != CLAIM_ABSENT && !claim_deleting[c] && !collecting[c] && claim_owner[c] >= OWNER_GONE -> collecting[c] = 1 }
  :: d_step {
      claim[c] != CLAIM_ABSENT && !claim_deleting[c] && collecting[c] && claim_owner[c] >= OWNER_GONE ->
      /* its data is given up: the policy says so, and the ordinal is not wanted */
      storage_kept = (!claim_data[c] || claim_owner[c] == OWNER_SET || (when_scaled_delete && p >= replicas));
      assert(storage_kept);
      claim_deleting[c] = 1;
      collecting[c] = 0;
    }
  :: d_step { claim[c] != CLAIM_ABSENT && !claim_deleting[c] && collecting[c] && !(claim_owner[c] >= OWNER_GONE) -> collecting[c] = 0 }
  fi
}

/* A claim on its way out goes when no pod with a node uses it. Nobody is woken by it. */
inline protect(p, c) {
  d_step {
    claim[c] != CLAIM_ABSENT && claim_deleting[c] && phase[p] <= PENDING ->
    storage_sticky = (phase[p] <= PENDING);
    assert(storage_sticky);
    remove_claim(p, c);
  }
}

/* The scheduler: a pod whose claims are bound gets a node. */
inline schedule(p) {
  d_step {
    phase[p] == PENDING && claim[p * CLAIMS + 0] == CLAIM_BOUND && !claim_deleting[p * CLAIMS + 0] ->
    phase[p] = SCHEDULED;
    queued = 1;
  }
}

/* The kubelet starts the containers. */
inline start(p) {
  d_step {
    phase[p] == SCHEDULED && !deleting[p] ->
    phase[p] = RUNNING;
    for (k : p * CLAIMS .. p * CLAIMS + CLAIMS - 1) { claim_data[k] = 1 }
    /* no other process of this ordinal runs */
    identity_at_most_one = !leftover[p];
    assert(identity_at_most_one);
    /* on its own bound claims */
    storage_sticky = 1;
    for (k : p * CLAIMS .. p * CLAIMS + CLAIMS - 1) { storage_sticky = storage_sticky && claim[k] == CLAIM_BOUND }
    assert(storage_sticky);
    queued = 1;
  }
}

/* The readiness probe succeeds. */
inline become_ready(p) {
  d_step {
    phase[p] == RUNNING && !ready[p] && !deleting[p] ->
    ready[p] = 1;
    queued = 1;
  }
}

/* The process has ended, and the object goes. */
inline stop(p) {
  d_step {
    deleting[p] ->
    remove_pod(p);
  }
}

/* A process that outlived its pod ends. */
inline reap(p) {
  d_step {
    leftover[p] ->
    leftover[p] = 0;
  }
}

/* ---- faults and users ---- */

/* A probe fails or a container crashes; the pod fails or is evicted; somebody deletes it. */
inline pod_fault(p) {
  if
  :: d_step {
      faults > 0 && ready[p] && !deleting[p] ->
      ready[p] = 0;
      queued = 1;
      faults--;
    }
  :: d_step {
      faults > 0 && (phase[p] == RUNNING || phase[p] == SCHEDULED) && !deleting[p] ->
      phase[p] = FAILED;
      ready[p] = 0;
      queued = 1;
      faults--;
    }
  :: d_step {
      faults > 0 && phase[p] != ABSENT && !deleting[p] ->
      take_away(p);
      faults--;
    }
  fi
}

/* The next edit of the script, at any moment. */
inline edit() {
  if
  :: d_step {
      edits_made == 0 ->
      template = 1; queued = 1;
      edits_made = 1
    }
  fi
}

/* ---- how it begins ---- */
inline begin() {
  d_step {
    faults = 1;
    queued = 0;
    /* all pods are ready */
    for (j : 0 .. SLOTS - 1) {
      if
      :: j < replicas ->
        phase[j] = RUNNING;
        ready[j] = 1;
        for (k : j * CLAIMS .. j * CLAIMS + CLAIMS - 1) {
          claim[k] = CLAIM_BOUND;
          claim_data[k] = 1;
          claim_owner[k] = (when_deleted_delete -> OWNER_SET : OWNER_NONE);
        }
        skip
      :: else
      fi
    }
    /* a cache starts out fresh */
    seen_template = template;
    seen_current_revision = current_revision;
    for (j : 0 .. SLOTS - 1) {
      seen_phase[j] = phase[j];
      seen_ready[j] = ready[j];
    }
    /* SPIN leaves out of its states what nobody reads; these are read here, so that its states are whole ones */
    assert(template >= 0 && seen_template >= 0 && current_revision >= 0 && seen_current_revision >= 0 && queued >= 0 && phase[0] >= 0 && ready[0] >= 0 && deleting[0] >= 0 && revision[0] >= 0 && seen_phase[0] >= 0 && seen_ready[0] >= 0 && seen_deleting[0] >= 0 && seen_revision[0] >= 0 && leftover[0] >= 0 && claim[0] >= 0 && claim_data[0] >= 0 && claim_deleting[0] >= 0 && claim_owner[0] >= 0 && collecting[0] >= 0)
  }
}

/* ---- the good end ---- */
/* every wanted ordinal is available, at the revision that it should have, and no other is left */
#define CONVERGED ((0 < replicas || phase[0] == ABSENT) && (0 >= replicas || (phase[0] == RUNNING && available[0] && !deleting[0] && (on_delete || 0 < partition || revision[0] == template) && claim[0] == CLAIM_BOUND)) \
&& (1 < replicas || phase[1] == ABSENT) && (1 >= replicas || (phase[1] == RUNNING && available[1] && !deleting[1] && (on_delete || 1 < partition || revision[1] == template) && claim[1] == CLAIM_BOUND)) \
&& (2 < replicas || phase[2] == ABSENT) && (2 >= replicas || (phase[2] == RUNNING && available[2] && !deleting[2] && (on_delete || 2 < partition || revision[2] == template) && claim[2] == CLAIM_BOUND)) \
&& (on_delete || partition > 0 || current_revision == template))

#ifdef FAIR
ltl converges { <> [] (CONVERGED) }
#endif

/*
 * ---- who takes the steps ----
 * For what may happen it does not matter who takes a step, so all are taken by one process, which has the smallest states. Weak fairness in SPIN is
 * per process, so with -DFAIR each actor has a process for each of its objects. Users and faults may stop: they have an idle step.
 */
#ifdef FAIR
/* always so, in words that SPIN takes for a condition */
#define IDLE (phase[0] >= 0)

proctype controller() {
  end: do
  :: synchronize()
  od
}
proctype refresh_pod_process(byte p) {
  end: do
  :: refresh_pod(p)
  od
}
proctype refresh_set_process() {
  end: do
  :: refresh_set()
  od
}
proctype bind_process(byte p; byte c) {
  end: do
  :: bind(p, c)
  od
}
proctype collect_process(byte p; byte c) {
  end: do
  :: collect(p, c)
  od
}
proctype protect_process(byte p; byte c) {
  end: do
  :: protect(p, c)
  od
}
proctype schedule_process(byte p) {
  end: do
  :: schedule(p)
  od
}
proctype start_process(byte p) {
  end: do
  :: start(p)
  od
}
proctype become_ready_process(byte p) {
  end: do
  :: become_ready(p)
  od
}
proctype stop_process(byte p) {
  end: do
  :: stop(p)
  od
}
proctype reap_process(byte p) {
  end: do
  :: reap(p)
  od
}
proctype user() {
  end: do
  :: edit()
  :: IDLE
  od
}
proctype faulty() {
  end: do
  :: pod_fault(0)
  :: pod_fault(1)
  :: pod_fault(2)
  :: interrupt_sync()
  :: refuse_write()
  :: IDLE
  od
}
proctype resync() {
  end: do
  :: resynchronize()
  :: IDLE
  od
}
#endif

init {
  atomic {
    begin();
#ifdef FAIR
    run controller();
    run refresh_pod_process(0);
    run refresh_pod_process(1);
    run refresh_pod_process(2);
    run refresh_set_process();
    run bind_process(0, 0);
    run bind_process(1, 1);
    run bind_process(2, 2);
    run collect_process(0, 0);
    run collect_process(1, 1);
    run collect_process(2, 2);
    run protect_process(0, 0);
    run protect_process(1, 1);
    run protect_process(2, 2);
    run schedule_process(0);
    run schedule_process(1);
    run schedule_process(2);
    run start_process(0);
    run start_process(1);
    run start_process(2);
    run become_ready_process(0);
    run become_ready_process(1);
    run become_ready_process(2);
    run stop_process(0);
    run stop_process(1);
    run stop_process(2);
    run reap_process(0);
    run reap_process(1);
    run reap_process(2);
    run user();
    run faulty();
    run resync();
#endif
    skip
  }
#ifndef FAIR
  end: do
  :: synchronize()
  :: refresh_pod(0)
  :: refresh_pod(1)
  :: refresh_pod(2)
  :: refresh_set()
  :: bind(0, 0)
  :: bind(1, 1)
  :: bind(2, 2)
  :: collect(0, 0)
  :: collect(1, 1)
  :: collect(2, 2)
  :: protect(0, 0)
  :: protect(1, 1)
  :: protect(2, 2)
  :: schedule(0)
  :: schedule(1)
  :: schedule(2)
  :: start(0)
  :: start(1)
  :: start(2)
  :: become_ready(0)
  :: become_ready(1)
  :: become_ready(2)
  :: stop(0)
  :: stop(1)
  :: stop(2)
  :: reap(0)
  :: reap(1)
  :: reap(2)
  :: edit()
  :: pod_fault(0)
  :: pod_fault(1)
  :: pod_fault(2)
  :: interrupt_sync()
  :: refuse_write()
  :: resynchronize()
  od
#endif
}
