import type { Claim, SetFields } from './certificate';
import { MAX_SLOTS } from '../cluster/fields';
import {
  CASCADE_BACKGROUND, CASCADE_FOREGROUND, CASCADE_ORPHAN, EDIT_CREATE_SET, EDIT_DELETE_ALL_PODS, EDIT_DELETE_ANY_CLAIM, EDIT_DELETE_ANY_POD,
  EDIT_DELETE_LOST_NODE, EDIT_DELETE_POD, EDIT_DELETE_SET, EDIT_DRAIN_ANY_NODE, EDIT_FORCE_DELETE_ANY_POD, EDIT_LOSE_ANY_NODE, EDIT_ON_DELETE,
  EDIT_PARTITION, EDIT_REPLICAS, EDIT_TAINT_LOST_NODE, EDIT_TEMPLATE, EDIT_WHEN_DELETED, EDIT_WHEN_SCALED, type Edit, type Problem,
} from '../cluster/problem';

/** The problem of a set with which nothing is done, as far as its manifest decides it. */
export type Undisturbed = Omit<Problem, 'readiness' | 'names' | 'placement' | 'budget' | 'budgetAmount' | 'evictsUnhealthy'>;

type Verdict = Claim['verdict'];

/**
 * What happens in each scenario, said anew from the words of docs/reference/scenarios.md: so a problem in which nothing happens cannot pass for one of them.
 */
export interface Scenario {
  /** The numbers of replicas that stand for those of the set: its own, or fewer, where it is argued elsewhere that fewer show the same. */
  readonly replicas?: (replicas: number) => readonly number[];
  /** What the problem differs in from that of a set with which nothing is done. Of several, one. */
  readonly differs: (undisturbed: Undisturbed, set: SetFields, verdict: Verdict) => readonly Partial<Problem>[];
}

const edit = (kind: number, argument = 0): Edit => ({ kind, argument });
const repeated = (kind: number, times: number): Edit[] => Array.from({ length: times }, () => edit(kind));
const edits = (...all: Edit[]): Partial<Problem>[] => [{ edits: all }];
const templates = (count: number, broken: number, ...all: Edit[]): Partial<Problem>[] => [{ templates: count, brokenTemplates: broken, edits: all }];
const atMost = (count: number) => (replicas: number): number[] => [Math.min(replicas, count)];
const orAtMost = (count: number) => (replicas: number): number[] => [replicas, Math.min(replicas, count)];
const PAIR = 2;
const TRIO = 3;
const MOST_DRAINS = 3;
const MOST_SCALED = 2;

/** Up to two fewer; of an engine that votes, a majority stays. */
const fewer = (replicas: number): number[] => [Math.max(0, replicas - 2), Math.max(Math.floor(replicas / 2) + 1, replicas - 2)];

const lost = (kind: number): Scenario => ({
  replicas: atMost(PAIR),
  differs: () => [{ nodes: true, nodeFaults: true, faults: 0, edits: [edit(EDIT_LOSE_ANY_NODE), edit(kind)] }],
});
const deleted = (cascade: number): Scenario => ({ replicas: orAtMost(TRIO), differs: () => [{ settled: false, edits: [edit(EDIT_DELETE_SET, cascade)] }] });

/** Everything may happen, and nothing has happened yet. */
const FREE: Partial<Problem> = { partition: 0, freeEdits: true, faults: -1, settled: false, everyStart: true, workQueue: false };
const ANY_NUMBER = 2 * MAX_SLOTS;

/**
 * Any number of replicas comes down to a window of a few ordinals: docs/explanation/every-replica-count.md. A proof leaves out guards that would only keep somebody from
 * acting; a refutation must stand with them.
 */
function twoOrdinals({ maxUnavailableIsPercent, onDelete }: Omit<Undisturbed, 'replicas'>, verdict: Verdict): Partial<Problem>[] {
  const order = { ...FREE, claims: 0, whenScaledDelete: false, whenDeletedDelete: false, templates: PAIR + 2, leftovers: false };
  const budget = maxUnavailableIsPercent ? { maxUnavailable: ANY_NUMBER, maxUnavailableIsPercent: false } : {};
  // That one of two is left ready shows that one at a time is taken, and that leaves a majority of three and more. Where pods are only replaced by hand nobody asks
  // how far an update is: there is no rollout to be complete, and no budget for one.
  if (verdict === 'PROVED') return [{ ...order, peers: 1, ...onDelete ? {} : { freeCompletion: true, noRollingUpdateBlock: false, ...budget } }];
  const end = { ...FREE, everyStart: false, settled: true, leftovers: false };
  return [order, end, { ...end, settled: false, freeEdits: false }, { ...end, templates: 2, brokenTemplates: 0b10 }];
}

/** What is refuted is shown from a set at rest. */
const oneOrdinal = (verdict: Verdict): Partial<Problem>[] => [
  { ...FREE, ...verdict === 'PROVED' ? { nodes: true, nodeFaults: true } : { settled: true, everyStart: false } },
];

export const SCENARIOS: ReadonlyMap<string, Scenario> = new Map<string, Scenario>([
  ['placement', { differs: ({ faults }) => [{ nodes: true, onlyPlacing: true, settled: false, faults: Math.max(1, faults) }] }],
  ['bootstrap', { differs: () => [{ settled: false }] }],
  ['restart-all', { differs: () => edits(edit(EDIT_DELETE_ALL_PODS)) }],
  ['pod-deleted', { differs: () => edits(edit(EDIT_DELETE_ANY_POD)) }],
  ['scale-up', { differs: ({ replicas }) => [{ slots: replicas + 2, edits: [edit(EDIT_REPLICAS, replicas + 2)] }] }],
  ['scale-down', { differs: ({ replicas }) => fewer(replicas).flatMap((to) => edits(edit(EDIT_REPLICAS, to))) }],
  ['rescale-during-termination', { differs: ({ replicas }) => edits(edit(EDIT_REPLICAS, replicas - 1), edit(EDIT_REPLICAS, replicas)) }],
  ['roll-image', { differs: () => templates(2, 0, edit(EDIT_TEMPLATE, 1)) }],
  ['bad-roll-then-fix', { differs: () => templates(3, 0b010, edit(EDIT_TEMPLATE, 1), edit(EDIT_TEMPLATE, 2)) }],
  ['rollback', { differs: () => templates(2, 0, edit(EDIT_TEMPLATE, 1), edit(EDIT_TEMPLATE, 0)) }],
  ['canary', {
    differs: ({ replicas }) => templates(2, 0,
      edit(EDIT_PARTITION, replicas), edit(EDIT_TEMPLATE, 1), edit(EDIT_PARTITION, replicas - 1), edit(EDIT_PARTITION, 0)),
  }],
  ['on-delete', {
    differs: ({ replicas, onDelete }) => templates(2, 0, ...onDelete ? [] : [edit(EDIT_ON_DELETE, 1)], edit(EDIT_TEMPLATE, 1),
      edit(EDIT_DELETE_POD, replicas - 1), ...replicas > 1 ? [edit(EDIT_DELETE_POD, 0)] : []),
  }],
  ['node-lost', {
    replicas: orAtMost(TRIO), differs: ({ faults }) => [{ nodes: true, nodeFaults: true, faults: Math.max(0, faults - 1), edits: [edit(EDIT_LOSE_ANY_NODE)] }],
  }],
  ['drain-each-node', {
    replicas: orAtMost(TRIO),
    differs: () => Array.from({ length: MOST_DRAINS }, (_, more) => ({ nodes: true, faults: 0, edits: repeated(EDIT_DRAIN_ANY_NODE, more + 1) })),
  }],
  ['force-deletion', lost(EDIT_FORCE_DELETE_ANY_POD)],
  ['node-deleted', lost(EDIT_DELETE_LOST_NODE)],
  ['node-out-of-service', lost(EDIT_TAINT_LOST_NODE)],
  ['delete', deleted(CASCADE_BACKGROUND)],
  ['delete-foreground', deleted(CASCADE_FOREGROUND)],
  ['delete-and-recreate', { replicas: orAtMost(TRIO), differs: () => edits(edit(EDIT_DELETE_SET, CASCADE_BACKGROUND), edit(EDIT_CREATE_SET)) }],
  ['orphan-and-readopt', { differs: () => edits(edit(EDIT_DELETE_SET, CASCADE_ORPHAN), edit(EDIT_CREATE_SET)) }],
  ['claim-deleted', { differs: () => [{ workQueue: true, edits: [edit(EDIT_DELETE_ANY_CLAIM), edit(EDIT_DELETE_ANY_POD)] }] }],
  ['retention-changes', {
    differs: ({ replicas, whenScaledDelete, whenDeletedDelete }) => fewer(replicas).flatMap((to) => edits(edit(EDIT_REPLICAS, to),
      whenScaledDelete ? edit(EDIT_WHEN_SCALED, 0) : edit(EDIT_WHEN_DELETED, whenDeletedDelete ? 0 : 1))),
  }],
  ['autoscale', {
    differs: ({ replicas }, { minReplicas, maxReplicas }) => {
      if (minReplicas === null || maxReplicas === null) return [];
      const most = Math.max(minReplicas, Math.min(maxReplicas, minReplicas + MOST_SCALED));
      return [{ slots: Math.max(replicas, most), autoscalesFrom: minReplicas, autoscalesTo: most }];
    },
  }],
  ['stale-caches', {
    replicas: atMost(PAIR),
    differs: () => [{
      ...templates(2, 0, edit(EDIT_TEMPLATE, 1), edit(EDIT_REPLICAS, 0))[0],
      settled: false,
      staleCaches: true,
      claims: 0,
      whenScaledDelete: false,
      whenDeletedDelete: false,
      workQueue: false,
    }],
  }],
  ['every replica count', { replicas: () => [1, PAIR], differs: ({ replicas, ...base }, _, verdict) => replicas === 1 ? oneOrdinal(verdict) : twoOrdinals(base, verdict) }],
]);
