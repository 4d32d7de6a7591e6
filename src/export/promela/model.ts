import * as f from '../../cluster/fields';
import { type Layout, layoutOf } from '../../cluster/layout';
import { type Problem, READY_PEERS } from '../../cluster/problem';

/**
 * A problem, and which parts of the state can vary in it: what cannot is a constant of the model, as it takes no bits in our rows. So both have the
 * same states.
 */
export interface Model {
  readonly problem: Problem;
  readonly watched: ReadonlySet<string>;
  readonly layout: Layout;
  /** There is more than one template. */
  readonly rolls: boolean;
  /** Claims have owner references, because a retention policy may delete them. */
  readonly owners: boolean;
  /** Claims can be on their way out. */
  readonly claimsGo: boolean;
  /** The garbage collector looks at a claim first, and deletes it later. */
  readonly collecting: boolean;
  /** Processes can outlive their pods. */
  readonly leftovers: boolean;
  /** Members remember with whom they ran. */
  readonly peers: boolean;
  /** The controller waits for what it wrote. */
  readonly waits: boolean;
  /** The work queue is part of the state. */
  readonly queue: boolean;
  /** Something of the status feeds back into control. */
  readonly status: boolean;
  /** The controller's copy of the set can be an old one. */
  readonly staleSet: boolean;
  /** How many writes one sync makes at most. */
  readonly mostWrites: number;
}

/** Fields of the set, with the name that each has in the model and that of the cache's copy. */
export const SET_FIELDS: readonly { readonly name: string; readonly field: number; readonly view: number }[] = [
  { name: 'replicas', field: f.REPLICAS, view: f.VIEW_REPLICAS },
  { name: 'partition', field: f.PARTITION, view: f.VIEW_PARTITION },
  { name: 'template', field: f.TEMPLATE, view: f.VIEW_TEMPLATE },
  { name: 'on_delete', field: f.ON_DELETE, view: f.VIEW_ON_DELETE },
  { name: 'no_rolling_update_block', field: f.NO_ROLLING_UPDATE_BLOCK, view: f.VIEW_NO_ROLLING_UPDATE_BLOCK },
  { name: 'current_revision', field: f.CURRENT_REVISION, view: f.VIEW_CURRENT_REVISION },
  { name: 'current_replicas', field: f.CURRENT_REPLICAS, view: f.VIEW_CURRENT_REPLICAS },
];

export const varies = ({ layout }: Pick<Model, 'layout'>, field: number): boolean => layout.mask[field] !== 0;

export function modelOf(problem: Problem, guarantees: readonly string[]): Model {
  const layout = layoutOf(problem);
  const has = (field: number) => varies({ layout }, field);
  const rolls = has(f.TEMPLATE);
  const owners = problem.claims > 0 && has(f.claimOwner(0));
  const status = rolls || has(f.CURRENT_REPLICAS);
  return {
    problem,
    watched: new Set(guarantees),
    layout,
    rolls,
    owners,
    claimsGo: problem.claims > 0 && has(f.claimDeleting(0)),
    collecting: problem.claims > 0 && has(f.collecting(0)),
    leftovers: has(f.leftover(0)),
    peers: problem.readiness === READY_PEERS,
    waits: has(f.unseenPod(0)),
    queue: has(f.QUEUED),
    status,
    staleSet: problem.staleCaches && SET_FIELDS.some(({ field }) => has(field)),
    mostWrites: mostWrites(problem, owners, rolls, status),
  };
}

/**
 * In order, a sync makes or deletes one pod. A Parallel set makes or deletes one at each ordinal. Claims are made for each pod that is made, and where they have
 * owners, each can get one.
 */
function mostWrites({ slots, claims, parallel, maxUnavailable }: Problem, owners: boolean, rolls: boolean, status: boolean): number {
  const ofClaims = owners ? 3 * slots * claims : parallel ? slots * claims : claims;
  const ofUpdate = rolls ? maxUnavailable > 0 ? slots : 1 : 0;
  return ofClaims + (parallel ? slots : 1) + ofUpdate + Number(status);
}
