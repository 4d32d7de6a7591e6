import { type Shape, flag, list, record, whole } from './shape';
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

const EDIT: Shape<Edit> = record<Edit>({ kind: whole(0, EDIT_REUSE_VOLUMES), argument: ordinals });

const PLACEMENT: Shape<Placement> = record<Placement>({
  zones: list(whole(0, MAX_NODES), MAX_NODES),
  eligible: count,
  room: list(count, MAX_NODES),
  apart: count,
  spread: list(record<Spread>({ domain: whole(0, BY_ZONE), maxSkew: count, minDomains: count, counted: count }), MOST_SPREADS),
  binding: whole(0, BINDS_NEVER),
  places: list(count, MOST_PLACES),
  staticVolumes: flag,
  reclaimDeletes: flag,
  singleNode: flag,
  toleratesUnreachable: flag,
});

/** A problem as data: small numbers in their ranges, so that a step function can work on it whoever has written it. */
export const PROBLEM: Shape<Problem> = record<Problem>({
  slots: ordinals,
  claims: whole(0, MOST_CLAIMS),
  parallel: flag,
  onDelete: flag,
  noRollingUpdateBlock: flag,
  replicas: ordinals,
  partition: ordinals,
  minReady: flag,
  whenScaledDelete: flag,
  whenDeletedDelete: flag,
  noGracePeriod: flag,
  readiness: whole(0, READY_PEERS),
  peers: count,
  templates: whole(1, MOST_TEMPLATES),
  brokenTemplates: whole(0, 2 ** MOST_TEMPLATES - 1),
  edits: list(EDIT, MOST_EDITS),
  freeEdits: flag,
  freeCompletion: flag,
  faults: whole(-1, MOST_FAULTS),
  nodeFaults: flag,
  staleCaches: flag,
  settled: flag,
  everyStart: flag,
  workQueue: flag,
  leftovers: flag,
  healthIsAvailability: flag,
  deleteOfMissingPodIsDone: flag,
  waitsForOwnWrites: flag,
  maxUnavailable: count,
  maxUnavailableIsPercent: flag,
  revisionHistoryLimit: whole(-ANY, ANY),
  nodes: flag,
  placement: PLACEMENT,
  onlyPlacing: flag,
  names: whole(0, NAMES_NEVER),
  budget: whole(0, SEVERAL_BUDGETS),
  budgetAmount: count,
  evictsUnhealthy: flag,
  autoscalesFrom: ordinals,
  autoscalesTo: ordinals,
  collectorChecksVersion: flag,
  revisions: flag,
  reductions: whole(0, ALL_REDUCTIONS),
});
