import { type Model, SET_FIELDS, varies } from './model';
import { when } from './text';
import * as f from '../../cluster/fields';

/** What never changes, and names for small numbers. */
export function constants({ problem, claimsGo }: Model): string {
  return `
#define SLOTS ${problem.slots}
${when(problem.claims > 0, `/* claims of each ordinal: those of ordinal p are numbered from p * CLAIMS on */
#define CLAIMS ${problem.claims}`)}

/* the life of a pod */
#define ABSENT ${f.ABSENT}
#define PENDING ${f.PENDING}   /* without a node */
#define SCHEDULED ${f.SCHEDULED}   /* with a node: containers are being made */
#define RUNNING ${f.RUNNING}
#define FAILED ${f.FAILED}

${when(problem.claims > 0, `/* the life of a claim */
#define CLAIM_ABSENT ${f.CLAIM_ABSENT}
#define CLAIM_PENDING ${f.CLAIM_PENDING}
#define CLAIM_BOUND ${f.CLAIM_BOUND}
`)}
${when(claimsGo, `/* whom a claim's owner reference names */
#define OWNER_NONE ${f.OWNER_NONE}
#define OWNER_SET ${f.OWNER_SET}
#define OWNER_POD ${f.OWNER_POD}   /* the present pod of this ordinal */
#define OWNER_GONE ${f.OWNER_GONE}   /* a pod of this name that is gone */
${when(problem.staleCaches, `#define OWNER_UNSEEN ${f.OWNER_UNSEEN}   /* the same, while the cache still shows that pod */`)}
`)}
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
`;
}

function setVariable(model: Model, name: string, field: number): string {
  return varies(model, field) ? `byte ${name};` : `#define ${name} ${model.layout.base[field]}`;
}

/** The state: what of it can vary in this problem. */
export function variables(model: Model): string {
  const { problem, rolls, leftovers, peers, owners, claimsGo, collecting, waits, queue } = model;
  const available = (prefix: string) => problem.minReady ? `bit ${prefix}available[SLOTS];` : `#define ${prefix}available ${prefix}ready`;
  return `
/* The set, as the API server stores it. */
${SET_FIELDS.map(({ name, field }) => setVariable(model, name, field)).join('\n')}
${setVariable(model, 'when_scaled_delete', f.WHEN_SCALED)}
${setVariable(model, 'when_deleted_delete', f.WHEN_DELETED)}

/* The pods, one for each ordinal. */
byte phase[SLOTS];
bit ready[SLOTS];
/* ready for minReadySeconds${problem.minReady ? '' : ', which is none here'} */
${available('')}
bit deleting[SLOTS];
${when(rolls, `/* the template that the pod was made from */
byte revision[SLOTS];`)}
${when(leftovers, `/* a process that outlived its pod still runs */
bit leftover[SLOTS];`)}
${when(peers, `/* the ordinals that ran when this one stopped, as bits: kept on its volume */
int peers_of_last_run[SLOTS];`)}
${when(problem.claims > 0, `
/* The claims. */
byte claim[SLOTS * CLAIMS];
/* a process has written to the volume */
bit claim_data[SLOTS * CLAIMS];
${when(claimsGo, 'bit claim_deleting[SLOTS * CLAIMS];')}
${when(owners, 'byte claim_owner[SLOTS * CLAIMS];')}
${when(collecting, `/* the garbage collector has seen that the owner is gone */
bit collecting[SLOTS * CLAIMS];`)}`)}

${cache(model, available)}
${when(queue, `/* the set is in the controller's work queue */
bit queued;`)}
${problem.faults > 0 ? '/* how many faults may still happen */\nbyte faults;' : problem.faults < 0 ? '/* any number of faults may happen */\n#define faults 1' : when(false, '')}
${when(problem.edits.length > 0, `/* how many edits of the user's script are made */
byte edits_made;`)}
${when(choosesWrite(model), `/* which write of a sync fails, between the choice and the sync: 0 in every state */
byte choice;`)}
${when(waits, `/* what the controller wrote and its cache does not show yet */
bit unseen_pod[SLOTS];
bit unseen_set;`)}
`;
}

function cache(model: Model, available: (prefix: string) => string): string {
  const { problem, rolls } = model;
  if (!problem.staleCaches) {
    return `/* What the controller sees of the pods: its cache is fresh, so this is what is there when a sync begins. */
#define seen_phase before_phase
#define seen_ready before_ready
#define seen_available before_available
#define seen_deleting before_deleting
${when(rolls, '#define seen_revision before_revision')}
${SET_FIELDS.map(({ name }) => `#define seen_${name} ${name}`).join('\n')}
`;
  }
  return `/* What the controller's cache shows, which may be an old state of each object. */
${SET_FIELDS.map(({ name, field, view }) => varies(model, view) ? `byte seen_${name};` : `#define seen_${name} ${model.layout.base[field]}`).join('\n')}
byte seen_phase[SLOTS];
bit seen_ready[SLOTS];
${available('seen_')}
bit seen_deleting[SLOTS];
${when(rolls, 'byte seen_revision[SLOTS];')}
`;
}

/** What a step needs while it lasts: no part of the state. */
export function temporaries(model: Model): string {
  const { problem, rolls, owners, claimsGo, status, watched } = model;
  const watches = [...watched].filter((id) => id in VARIABLE_OF);
  return `
/* What a step needs while it lasts. It is set before it is read within one step, so it is no part of the state. */
${when(comparesPods(model), `hidden byte before_phase[SLOTS];
hidden byte before_ready[SLOTS];
${problem.minReady ? 'hidden byte before_available[SLOTS];' : '#define before_available before_ready'}
hidden byte before_deleting[SLOTS];
${when(rolls, 'hidden byte before_revision[SLOTS];\nhidden byte before_current_revision;')}`)}
${when(rolls, 'hidden byte made_from;')}
${when(problem.claims > 0, 'hidden byte before_claim[SLOTS * CLAIMS];')}
${when(claimsGo, 'hidden byte before_claim_deleting[SLOTS * CLAIMS];')}
${when(owners, `hidden byte before_claim_owner[SLOTS * CLAIMS];
hidden byte wanted_owner;
hidden byte stale_claim;`)}
hidden short i, j, k, n, last, place;
hidden byte outcome, result, answer;
${when(!problem.parallel, 'hidden byte unhealthy;')}
${when(rolls && problem.maxUnavailable > 0, 'hidden short budget_left;')}
${when(status, 'hidden byte deleted, next_revision;\nhidden short counted, counted_ready, counted_current, counted_updated;')}
${when(hasFaults(model), `/* how many writes this sync may make, how many of them are left, how many it made, and how often it found that it cannot */
hidden short limit, allowed, written, noted;`)}
${when(refuses(model), `/* which write is refused (0 is none), and whether it was */
hidden short refused;
hidden byte was_refused;`)}
${when(hasConflicts(model), `/* the status is to conflict; something was changed before it; the set was queued when the sync began */
hidden byte conflicts, changed, was_queued;`)}
${when(watches.length > 0, `/* the guarantees: an assertion that fails names one */
hidden byte ${watches.map((id) => VARIABLE_OF[id]).join(', ')};`)}
`;
}

/** By the guarantee's id. */
export const VARIABLE_OF: { readonly [id: string]: string } = {
  'identity/at-most-one': 'identity_at_most_one',
  'order/create': 'order_create',
  'order/terminate': 'order_terminate',
  'order/update': 'order_update',
  'storage/sticky': 'storage_sticky',
  'storage/kept': 'storage_kept',
  'availability/quorum': 'availability_quorum',
};

export const hasFaults = ({ problem }: Model): boolean => problem.faults !== 0;
/** One write of a sync is refused: not where there are any number of faults (cluster/faults.ts). */
export const refuses = ({ problem }: Model): boolean => problem.faults > 0;
/** The pods as they were before a sync: what a fresh cache shows, and what the guarantees of a sync are about. */
export const comparesPods = ({ problem, watched }: Model): boolean => !problem.staleCaches
  || ['order/create', 'order/terminate', 'order/update', 'availability/quorum'].some((id) => watched.has(id));
/** A fault has a choice among the writes of a sync. */
const choosesWrite = (model: Model): boolean => hasFaults(model) && model.mostWrites > (refuses(model) ? 1 : 2);
/** Where caches lag, a status conflicts with versions that are no state here. */
export const hasConflicts = ({ problem, status }: Model): boolean => problem.staleCaches && status;
