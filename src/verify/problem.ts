import { type Shape, fields, flag, list, record, whole } from './shape';
import { MAX_SLOTS } from '../cluster/fields';
import { BINDS_NEVER, BY_ZONE, MAX_NODES, type Placement, type Spread } from '../cluster/placement';
import { EDIT_REUSE_VOLUMES, type Edit, NAMES_NEVER, type Problem, READY_PEERS, SEVERAL_BUDGETS } from '../cluster/problem';
import { ALL_REDUCTIONS } from '../cluster/reductions';

const ANY = 2 ** 31 - 1;
const count = whole(0, ANY);
const ordinals = whole(0, MAX_SLOTS);
const MOST_CLAIMS = 4;
const MOST_TEMPLATES = 8;
const MOST_EDITS = 64;
const MOST_PLACES = 31;
const MOST_SPREADS = 8;
const MOST_FAULTS = 100;

const EDIT = record<Edit>({ kind: whole(0, EDIT_REUSE_VOLUMES), argument: ordinals });

const PLACEMENT = record<Placement>({
  ...fields(flag, 'staticVolumes', 'reclaimDeletes', 'singleNode', 'toleratesUnreachable'),
  ...fields(count, 'eligible', 'apart'),
  zones: list(whole(0, MAX_NODES), MAX_NODES),
  room: list(count, MAX_NODES),
  spread: list(record<Spread>({ domain: whole(0, BY_ZONE), maxSkew: count, minDomains: count, counted: count }), MOST_SPREADS),
  binding: whole(0, BINDS_NEVER),
  places: list(count, MOST_PLACES),
});

/** A problem as data: small numbers in their ranges, so that a step function can work on it whoever has written it. */
export const PROBLEM: Shape<Problem> = record<Problem>({
  ...fields(flag, 'parallel', 'onDelete', 'noRollingUpdateBlock', 'minReady', 'whenScaledDelete', 'whenDeletedDelete', 'noGracePeriod', 'maxUnavailableIsPercent', 'evictsUnhealthy'),
  ...fields(flag, 'freeEdits', 'freeCompletion', 'nodeFaults', 'staleCaches', 'settled', 'everyStart', 'workQueue', 'leftovers', 'nodes', 'onlyPlacing', 'revisions'),
  ...fields(flag, 'healthIsAvailability', 'deleteOfMissingPodIsDone', 'waitsForOwnWrites', 'collectorChecksVersion'),
  ...fields(ordinals, 'slots', 'replicas', 'partition', 'autoscalesFrom', 'autoscalesTo'),
  ...fields(count, 'peers', 'maxUnavailable', 'budgetAmount'),
  claims: whole(0, MOST_CLAIMS),
  readiness: whole(0, READY_PEERS),
  templates: whole(1, MOST_TEMPLATES),
  brokenTemplates: whole(0, 2 ** MOST_TEMPLATES - 1),
  edits: list(EDIT, MOST_EDITS),
  faults: whole(-1, MOST_FAULTS),
  revisionHistoryLimit: whole(-ANY, ANY),
  placement: PLACEMENT,
  names: whole(0, NAMES_NEVER),
  budget: whole(0, SEVERAL_BUDGETS),
  reductions: whole(0, ALL_REDUCTIONS),
});
