import { BINDS_AT_ONCE, BINDS_NEVER, BINDS_WITH_POD, BY_NODE, BY_ZONE } from '../../../src/cluster/placement';
import type { Placement } from '../../../src/cluster/placement';
import {
  CASCADE_BACKGROUND, CASCADE_FOREGROUND, CASCADE_ORPHAN, EDIT_CREATE_SET, EDIT_DELETE_ALL_PODS, EDIT_DELETE_ANY_CLAIM, EDIT_DELETE_LOST_NODE,
  EDIT_DELETE_SET, EDIT_DRAIN_ANY_NODE, EDIT_FORCE_DELETE_ANY_POD, EDIT_LOSE_ANY_NODE, EDIT_REPLICAS, EDIT_REUSE_VOLUMES, EDIT_TAINT_LOST_NODE,
  EDIT_TEMPLATE, EDIT_WHEN_SCALED, MAX_UNAVAILABLE, MAX_UNAVAILABLE_PERCENT, MIN_AVAILABLE, MIN_AVAILABLE_PERCENT, NAMES_NEVER, NAMES_WHEN_READY,
  READY_MAJORITY, READY_ORDINAL_0, READY_PEERS, READY_PREDECESSOR, SEVERAL_BUDGETS,
} from '../../../src/cluster/problem';
import type { Edit, Problem } from '../../../src/cluster/problem';
import { check } from '../../../src/prove/check';
import { monitorsFor } from '../../../src/prove/guarantees';
import { ORDINARY } from '../../cluster/problems';

/** A small problem about one actor, and what upstream makes of it. */
export interface Story { readonly title: string; readonly problem: Problem }

const edit = (kind: number, argument = 0): Edit => ({ kind, argument });

/** Nodes that are alike, in one zone, with a volume that one of them can have. */
const nodes = (count: number, change: Partial<Placement> = {}): Placement => ({
  zones: Array.from({ length: count }, () => 0),
  eligible: (1 << count) - 1,
  room: Array.from({ length: count }, () => 64),
  apart: 0,
  spread: [],
  binding: BINDS_WITH_POD,
  places: [(1 << count) - 1],
  staticVolumes: false,
  reclaimDeletes: true,
  singleNode: true,
  toleratesUnreachable: false,
  ...change,
});

const spread = (domain: number, maxSkew: number, counted: number, minDomains = 0) => ({ domain, maxSkew, counted, minDomains });

const story = (title: string, change: Partial<Problem>): Story => {
  const replicas = change.replicas ?? 2;
  return { title, problem: { ...ORDINARY, slots: replicas, replicas, peers: replicas, ...change } };
};

const placing = (title: string, replicas: number, placement: Placement): Story =>
  story(title, { replicas, nodes: true, placement, onlyPlacing: true, settled: false, faults: 1 });

const lost = (title: string, placement: Placement, edits: Edit[] = [], change: Partial<Problem> = {}): Story =>
  story(title, { nodes: true, placement, nodeFaults: true, edits: [edit(EDIT_LOSE_ANY_NODE), ...edits], ...change });

const drained = (title: string, change: Partial<Problem>, drains = 1): Story => {
  const edits = Array.from({ length: drains }, () => edit(EDIT_DRAIN_ANY_NODE));
  return story(title, { nodes: true, placement: nodes(3, { apart: 1 << BY_NODE }), edits, ...change });
};

const ZONES = { zones: [0, 1, 0], places: [0b101, 0b010] };

export const STORIES: readonly Story[] = [
  placing('free nodes take every pod', 2, nodes(2)),
  placing('required anti-affinity by node needs a node for each', 3, nodes(2, { apart: 1 << BY_NODE })),
  placing('required anti-affinity by node is met by as many nodes', 3, nodes(3, { apart: 1 << BY_NODE })),
  placing('required anti-affinity by zone needs a zone for each', 3, nodes(3, { ...ZONES, apart: 1 << BY_ZONE })),
  placing('no more pods than a node has room for', 3, nodes(2, { room: [1, 1] })),
  placing('a node that is not eligible takes none', 2, nodes(2, { eligible: 0b01, room: [1, 1] })),
  placing('a zonal volume ties its pod to its zone', 3, nodes(3, { ...ZONES, room: [1, 1, 1] })),
  placing('a constraint by zone spreads pods over two zones', 3, nodes(3, { ...ZONES, spread: [spread(BY_ZONE, 1, 0b111)] })),
  placing('a domain that cannot be had still counts', 3, nodes(3, { eligible: 0b011, spread: [spread(BY_NODE, 1, 0b111)] })),
  placing('fewer domains than minDomains: one pod in each at most', 3, nodes(2, { spread: [spread(BY_NODE, 1, 0b11, 3)] })),
  placing('static volumes take one claim each', 3, nodes(2, { staticVolumes: true, places: [0b01, 0b10] })),
  placing('static volumes bound at once can tie two pods to one node (kubernetes#122257)', 2,
    nodes(2, { staticVolumes: true, places: [0b01, 0b01, 0b10], binding: BINDS_AT_ONCE, apart: 1 << BY_NODE })),
  placing('static volumes bound with the pod do not', 2, nodes(2, { staticVolumes: true, places: [0b01, 0b01, 0b10], apart: 1 << BY_NODE })),
  placing('no class, no volume', 1, nodes(1, { binding: BINDS_NEVER, places: [] })),
  lost('a lost node keeps its pods Terminating (kubernetes#54368)', nodes(2)),
  lost('pods that tolerate it for ever are not even deleted', nodes(2, { toleratesUnreachable: true })),
  lost('a second node is lost', nodes(3), [], { faults: 1 }),
  lost('force deletion leaves a process, and its volume is had after six minutes (kubernetes#53059)', nodes(2), [edit(EDIT_FORCE_DELETE_ANY_POD)]),
  lost('a volume that all nodes may have waits for nobody', nodes(2, { singleNode: false }), [edit(EDIT_FORCE_DELETE_ANY_POD)]),
  lost('a deleted node gives its pods to the garbage collector', nodes(2), [edit(EDIT_DELETE_LOST_NODE)]),
  lost('a node out of service gives up terminating pods', nodes(2), [edit(EDIT_TAINT_LOST_NODE)]),
  lost('a node out of service evicts also those that tolerate its silence', nodes(2, { toleratesUnreachable: true }), [edit(EDIT_TAINT_LOST_NODE)]),
  lost('without a grace period an eviction is a force deletion (kubernetes#120671)', nodes(2), [], { noGracePeriod: true }),
  lost('a majority engine does not count who cannot be reached', nodes(3, { apart: 1 << BY_NODE }), [], { readiness: READY_MAJORITY, parallel: true }),
  lost('members that remember their peers, and a node returns', nodes(3, { apart: 1 << BY_NODE }), [], { readiness: READY_PEERS }),
  drained('no budget: every pod goes', {}),
  drained('drains one after another without a budget', { replicas: 3, placement: nodes(4, { apart: 1 << BY_NODE }), readiness: READY_MAJORITY, parallel: true }, 2),
  drained('a budget holds the second drain back', {
    replicas: 3, placement: nodes(4, { apart: 1 << BY_NODE }), readiness: READY_MAJORITY, parallel: true, budget: MAX_UNAVAILABLE, budgetAmount: 1,
  }, 2),
  drained('maxUnavailable 0 blocks', { budget: MAX_UNAVAILABLE, budgetAmount: 0 }),
  drained('minAvailable of all blocks', { budget: MIN_AVAILABLE, budgetAmount: 2 }),
  drained('minAvailable of one lets one go', { budget: MIN_AVAILABLE, budgetAmount: 1, faults: 1 }),
  drained('a pod that does not run yet may always be evicted', { settled: false, budget: MAX_UNAVAILABLE, budgetAmount: 0 }),
  drained('percentages are rounded up: 51 % of 2 are 2', { budget: MIN_AVAILABLE_PERCENT, budgetAmount: 51 }),
  drained('percentages are rounded up: 1 % of 2 are 1', { budget: MAX_UNAVAILABLE_PERCENT, budgetAmount: 1 }),
  drained('unhealthy pods may always be evicted', {
    budget: MIN_AVAILABLE,
    budgetAmount: 2,
    evictsUnhealthy: true,
    templates: 2,
    brokenTemplates: 0b10,
    faults: 1,
    edits: [edit(EDIT_TEMPLATE, 1), edit(EDIT_DRAIN_ANY_NODE)],
  }),
  drained('unhealthy pods of a healthy set may be evicted', { budget: MIN_AVAILABLE, budgetAmount: 1, faults: 1, parallel: true }),
  drained('two budgets block', { budget: SEVERAL_BUDGETS }),
  drained('no room elsewhere: pods come back when the drain has ended', { placement: nodes(2, { apart: 1 << BY_NODE }) }),
  drained('a process without grace outlives its pod', { noGracePeriod: true, placement: nodes(2) }),
  story('a majority that finds itself by names needs them published', { replicas: 3, settled: false, parallel: true, readiness: READY_MAJORITY, names: NAMES_WHEN_READY }),
  story('a majority whose names are published', { replicas: 3, settled: false, parallel: true, readiness: READY_MAJORITY }),
  story('a standby needs the name of a ready primary', { settled: false, readiness: READY_ORDINAL_0, names: NAMES_WHEN_READY }),
  story('a standby whose primary has no name', { settled: false, readiness: READY_ORDINAL_0, names: NAMES_NEVER }),
  story('a chain of members, by name', { replicas: 3, settled: false, readiness: READY_PREDECESSOR, names: NAMES_WHEN_READY }),
  story('members that wait for their peers of the last run, one by one', { readiness: READY_PEERS, edits: [edit(EDIT_DELETE_ALL_PODS)] }),
  story('members that wait for their peers of the last run, all at once', { readiness: READY_PEERS, parallel: true, edits: [edit(EDIT_DELETE_ALL_PODS)], faults: 1 }),
  story('a crashed member without a volume still knows its peers', { readiness: READY_PEERS, claims: 0, faults: 1 }),
  story('members without a volume forget their peers', { readiness: READY_PEERS, claims: 0, edits: [edit(EDIT_DELETE_ALL_PODS)] }),
  story('a set deleted in the background', { settled: false, edits: [edit(EDIT_DELETE_SET, CASCADE_BACKGROUND)], whenDeletedDelete: true }),
  story('a set deleted in the foreground', { settled: false, edits: [edit(EDIT_DELETE_SET, CASCADE_FOREGROUND)], whenDeletedDelete: true }),
  story('a set made again finds the names taken', { edits: [edit(EDIT_DELETE_SET, CASCADE_BACKGROUND), edit(EDIT_CREATE_SET)], whenDeletedDelete: true }),
  story('a set deleted in the foreground and made again', { edits: [edit(EDIT_DELETE_SET, CASCADE_FOREGROUND), edit(EDIT_CREATE_SET)], whenDeletedDelete: true }),
  story('orphans are adopted', { edits: [edit(EDIT_DELETE_SET, CASCADE_ORPHAN), edit(EDIT_CREATE_SET)], whenDeletedDelete: true, faults: 1 }),
  story('claims are deleted by hand', { workQueue: true, edits: [edit(EDIT_DELETE_ANY_CLAIM)], faults: 1 }),
  story('claims of static volumes are deleted by hand', {
    nodes: true, placement: nodes(2, { staticVolumes: true, places: [0b01, 0b10, 0b11] }), edits: [edit(EDIT_DELETE_ANY_CLAIM)], faults: 1,
  }),
  story('claims made again bind to volumes of others, once these are made available with their data (kubernetes#128459)', {
    parallel: true,
    nodes: true,
    placement: nodes(2, { staticVolumes: true, places: [0b11, 0b11], binding: BINDS_AT_ONCE }),
    edits: [edit(EDIT_DELETE_ANY_CLAIM), edit(EDIT_DELETE_ANY_CLAIM), edit(EDIT_DELETE_ALL_PODS), edit(EDIT_REUSE_VOLUMES)],
  }),
  story('the policy changes while a pod goes', { whenScaledDelete: true, workQueue: true, edits: [edit(EDIT_REPLICAS, 1), edit(EDIT_WHEN_SCALED, 0)] }),
  story('an autoscaler under whenScaled: Delete', { whenScaledDelete: true, autoscalesFrom: 1, autoscalesTo: 2 }),
  story('up to 1.33 the collector deletes what was taken back', {
    replicas: 1,
    slots: 1,
    whenScaledDelete: true,
    staleCaches: true,
    collectorChecksVersion: false,
    parallel: true,
    edits: [edit(EDIT_REPLICAS, 0), edit(EDIT_REPLICAS, 1)],
  }),
  story('from 1.34 it does not', {
    replicas: 1, slots: 1, whenScaledDelete: true, staleCaches: true, edits: [edit(EDIT_REPLICAS, 0), edit(EDIT_REPLICAS, 1)], parallel: true,
  }),
  story('writes are refused', { replicas: 3, parallel: true, settled: false, faults: 1 }),
];

const GUARANTEES = ['identity/at-most-one', 'storage/single-writer', 'storage/kept', 'storage/sticky', 'availability/quorum', 'order/create'];
const MOST_STATES = 200_000;

/** What comes of a story: what is broken, why it can be stuck, what happens at all, and how much there is. */
export function outcomeOf({ problem }: Story): string {
  const { exploration: { states, transitions, frontier }, violations, stuck, completes } = check(problem, monitorsFor(GUARANTEES), { maxStates: MOST_STATES });
  if (frontier > 0) throw new Error('more states than a story should have');
  const steps = [...stuck.entries()].sort(([a], [b]) => a - b).map(([cause, run]) => `cause ${cause} after ${run.steps.length}`);
  const broken = GUARANTEES.flatMap((id) => violations.has(id) ? [`${id} after ${violations.get(id)!.steps.length}`] : []);
  return [`${states} states`, `${transitions} steps`, completes ? 'can end well' : 'never ends well', ...broken, ...steps].join(', ');
}
