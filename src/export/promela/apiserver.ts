import type { Model } from './model';
import { when } from './text';
import { hasConflicts, hasFaults, refuses } from './variables';

/** What the API server does with writes: cluster/apiserver.ts. */
export function apiserver(model: Model): string {
  const { problem, rolls, owners, claimsGo, collecting, leftovers, peers, waits, queue } = model;
  const changed = when(hasConflicts(model), 'changed = 1;');
  const wake = when(queue, 'queued = 1;');
  const gone = problem.staleCaches ? 'OWNER_UNSEEN' : 'OWNER_GONE';
  /** A write that counts, and may be the one that is refused. */
  const received = (body: string) => `${when(hasFaults(model), 'written++;')}
${refuses(model) ? `if
:: written == refused -> was_refused = 1; answer = REFUSED
:: else ->
${body}
fi` : body}`;
  return `
/* ---- the API server ---- */
/* The pod object goes${owners ? '. References to it become references to a pod that is gone' : ''}. */
inline remove_pod(p) {
  phase[p] = ABSENT;
  ready[p] = 0;
  ${when(problem.minReady, 'available[p] = 0;')}
  deleting[p] = 0;
  ${when(rolls, 'revision[p] = 0;')}
  ${when(owners, `for (n : (p) * CLAIMS .. (p) * CLAIMS + CLAIMS - 1) {
    if
    :: claim_owner[n] == OWNER_POD -> claim_owner[n] = ${gone}
    :: else
    fi
  }`)}
  ${wake}
  ${changed}
  skip
}

/* A delete of a pod that is there: one without a node or in a final phase goes at once, others get a deletionTimestamp. */
inline take_away(p) {
  if
  :: deleting[p]
  :: !deleting[p] && (phase[p] == PENDING || phase[p] == FAILED) -> remove_pod(p)
  :: else ->
  ${problem.noGracePeriod ? `/* terminationGracePeriodSeconds is 0: the pod goes while its process still runs */
     ${when(leftovers, `if
     :: phase[p] == RUNNING -> leftover[p] = 1
     :: else
     fi;`)}
     remove_pod(p)` : `deleting[p] = 1;
     ready[p] = 0;
     ${when(problem.minReady, 'available[p] = 0;')}
     ${wake}
     ${changed}
     skip`}
  fi
}

inline create_pod(p) {
  ${received(`if
  :: phase[p] != ABSENT -> answer = ALREADY_EXISTS
  :: else ->
     phase[p] = PENDING;
     ${when(rolls, 'revision[p] = made_from;')}
     ${when(waits, 'unseen_pod[p] = 1;')}
     ${wake}
     ${changed}
     answer = DONE
  fi`)}
}

inline delete_pod(p) {
  ${received(`if
  :: phase[p] == ABSENT -> answer = NOT_FOUND
  :: else -> take_away(p); answer = DONE
  fi`)}
}
${when(problem.claims > 0, `
inline create_claim(c) {
  ${received(`if
  :: claim[c] != CLAIM_ABSENT -> answer = ALREADY_EXISTS
  :: else -> claim[c] = CLAIM_PENDING; ${hasConflicts(model) ? 'changed = 1; ' : ''}answer = DONE
  fi`)}
}
${when(claimsGo, `
/* A claim goes, and its data with it. */
inline remove_claim(p, c) {
  claim[c] = CLAIM_ABSENT;
  claim_deleting[c] = 0;
  claim_data[c] = 0;
  ${when(owners, 'claim_owner[c] = OWNER_NONE;')}
  ${when(collecting, 'collecting[c] = 0;')}
  ${when(peers, 'peers_of_last_run[p] = 0;')}
  skip
}`)}
${when(owners, `
/* The claim's owner reference is set. One to a pod that is gone by now is born stale. */
inline update_claim_owner(p, c, owner) {
  ${received(`if
  :: claim[c] == CLAIM_ABSENT -> answer = NOT_FOUND
  :: else ->
     n = (owner == OWNER_POD && phase[p] == ABSENT -> ${gone} : owner);
     ${when(hasConflicts(model), 'changed = changed || claim_owner[c] != n;')}
     claim_owner[c] = n;
     answer = DONE
  fi`)}
}`)}`)}
`;
}
