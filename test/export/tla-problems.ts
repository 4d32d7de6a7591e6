import * as p from '../../src/cluster/problem';
import type { Problem } from '../../src/cluster/problem';
import { ORDINARY } from '../cluster/problems';

const edit = (kind: number, argument = 0): p.Edit => ({ kind, argument });
const one = { slots: 1, replicas: 1, peers: 1 };
const two = { slots: 2, replicas: 2, peers: 2 };
const faults = 1;
const roll = { templates: 2, edits: [edit(p.EDIT_TEMPLATE, 1)] };
const badRoll = { templates: 3, brokenTemplates: 0b010, edits: [edit(p.EDIT_TEMPLATE, 1), edit(p.EDIT_TEMPLATE, 2)] };
const window = { claims: 0, freeEdits: true, faults: -1, settled: false, everyStart: true, leftovers: false };
const away = [edit(p.EDIT_REPLICAS, 0), edit(p.EDIT_REPLICAS, 1)];
const deletes = { whenScaledDelete: true, workQueue: true };

/** Small problems that between them have everything that the module covers: safe and unsafe, with fresh and with stale caches. */
export const PROBLEMS: readonly (readonly [name: string, problem: Problem])[] = Object.entries<Partial<Problem>>({
  Boot: { settled: false, faults },
  BootParallel: { parallel: true, settled: false, faults },
  Roll: { ...roll, faults },
  BadRoll: { ...badRoll, faults },
  BadRollParallel: { ...badRoll, parallel: true, faults },
  Canary: { ...two, templates: 2, edits: [edit(p.EDIT_PARTITION, 2), ...roll.edits, edit(p.EDIT_PARTITION, 1), edit(p.EDIT_PARTITION, 0)], faults },
  OnDelete: { ...two, templates: 2, edits: [edit(p.EDIT_ON_DELETE, 1), ...roll.edits, edit(p.EDIT_DELETE_POD, 1), edit(p.EDIT_DELETE_ANY_POD)], faults },
  RestartAll: { edits: [edit(p.EDIT_DELETE_ALL_PODS)], faults },
  ScaleDownUp: { edits: [edit(p.EDIT_REPLICAS, 1), edit(p.EDIT_REPLICAS, 3)], faults: 2 },
  Rescale: { ...deletes, edits: [edit(p.EDIT_REPLICAS, 2), edit(p.EDIT_REPLICAS, 3)], faults },
  Retention: { ...deletes, edits: [edit(p.EDIT_REPLICAS, 1), edit(p.EDIT_WHEN_SCALED, 0)], faults },
  RetentionParallel: { ...deletes, ...two, parallel: true, settled: false, edits: [edit(p.EDIT_WHEN_DELETED, 1), edit(p.EDIT_REPLICAS, 1)], faults },
  ClaimDeleted: { ...two, workQueue: true, edits: [edit(p.EDIT_DELETE_ANY_CLAIM), edit(p.EDIT_DELETE_ANY_POD)], faults },
  MinReady: { ...two, ...roll, minReady: true, settled: false, faults },
  MinReadyBefore34: { ...roll, minReady: true, parallel: true, healthIsAvailability: false, faults },
  Majority: { readiness: p.READY_MAJORITY, settled: false, faults },
  MajorityParallel: { readiness: p.READY_MAJORITY, names: p.NAMES_WHEN_READY, parallel: true, settled: false, faults },
  Predecessor: { readiness: p.READY_PREDECESSOR, parallel: true, settled: false, faults },
  OrdinalZero: { readiness: p.READY_ORDINAL_0, names: p.NAMES_NEVER, parallel: true, settled: false, faults },
  Peers: { readiness: p.READY_PEERS, edits: [edit(p.EDIT_DELETE_ALL_PODS)], faults },
  PeersParallel: { ...two, readiness: p.READY_PEERS, parallel: true, faults: 2 },
  NoGracePeriod: { noGracePeriod: true, edits: [edit(p.EDIT_REPLICAS, 2), edit(p.EDIT_REPLICAS, 3)], faults },
  NoBlock: { ...two, ...roll, noRollingUpdateBlock: true, faults },
  NoBlockParallel: { ...two, ...roll, noRollingUpdateBlock: true, parallel: true, faults },
  MaxUnavailable: { ...roll, maxUnavailable: 2, parallel: true, faults },
  MaxUnavailablePercent: { ...roll, maxUnavailable: 70, maxUnavailableIsPercent: true, faults },
  Autoscaled: { ...two, autoscalesFrom: 1, autoscalesTo: 2, faults },
  AutoscaledDelete: { ...two, ...deletes, autoscalesFrom: 1, autoscalesTo: 2, faults },
  Stale: { ...two, ...roll, claims: 0, staleCaches: true, settled: false },
  StaleScaled: { ...two, claims: 0, staleCaches: true, edits: [edit(p.EDIT_REPLICAS, 0), edit(p.EDIT_REPLICAS, 2), edit(p.EDIT_REPLICAS, 0)] },
  StaleSince36: { ...two, ...roll, claims: 0, staleCaches: true, waitsForOwnWrites: true, deleteOfMissingPodIsDone: true, settled: false, faults },
  StaleClaims: { ...one, ...deletes, staleCaches: true, edits: away, faults },
  StaleClaimsBefore34: { ...one, ...deletes, staleCaches: true, collectorChecksVersion: false, edits: away, faults },
  Window: { ...two, ...window, templates: 2, freeCompletion: true },
  WindowMinReady: { ...one, ...window, templates: 3, minReady: true, parallel: true },
}).map(([name, change]) => [name, { ...ORDINARY, ...change }]);

/** The guarantees that the module can ask for. */
export const GUARANTEES = ['order/create', 'order/terminate', 'order/update', 'storage/kept', 'storage/sticky', 'identity/at-most-one'];
