import { MAX_SLOTS } from '../src/cluster/fields';
import { BINDS_WITH_POD } from '../src/cluster/placement';
import type { Placement } from '../src/cluster/placement';
import { EDIT_FORCE_DELETE_ANY_POD } from '../src/cluster/problem';
import type { Problem } from '../src/cluster/problem';
import { ORDINARY } from '../test/cluster/problems';

/** A set without claims that is created while some things fail, by a controller whose caches lag object by object: what explorer.c explores. */
export function bootstrap(replicas: number, faults: number): Problem {
  return { ...ORDINARY, slots: replicas, claims: 0, replicas, settled: false, faults, staleCaches: true, leftovers: false };
}

/** Two nodes that either pod may have, and a volume for each that one node at a time can have. */
const TWO_NODES: Placement = {
  zones: [0, 1],
  eligible: 0b11,
  room: [MAX_SLOTS, MAX_SLOTS],
  apart: 0,
  spread: [],
  binding: BINDS_WITH_POD,
  places: [0b11],
  staticVolumes: false,
  reclaimDeletes: true,
  singleNode: true,
  toleratesUnreachable: false,
};

/** Claims, two nodes that may be lost, processes and volumes that stay there, and a pod that somebody deletes by force. Caches that lag beside all this: see README.md. */
export const FULL_MODEL: Problem = {
  ...ORDINARY,
  settled: false,
  nodes: true,
  nodeFaults: true,
  placement: TWO_NODES,
  faults: 2,
  edits: [{ kind: EDIT_FORCE_DELETE_ANY_POD, argument: 0 }],
};
