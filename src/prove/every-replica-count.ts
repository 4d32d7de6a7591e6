import type { EveryReplicaCount, Guarantee } from './guarantees/guarantee';
import { type Subject, subjectWith } from './subject';
import type { Traits } from './traits';
import { MAX_SLOTS } from '../cluster/fields';
import { withLiberties } from '../cluster/guards';
import type { Placement } from '../cluster/placement';
import {
  EDIT_CREATE_SET, EDIT_DELETE_ALL_PODS, EDIT_DELETE_ANY_CLAIM, EDIT_DELETE_ANY_POD, EDIT_DELETE_POD, EDIT_DELETE_SET, EDIT_DRAIN_ANY_NODE, EDIT_LOSE_ANY_NODE,
  EDIT_PARTITION, EDIT_REPLICAS, EDIT_TEMPLATE, EDIT_WHEN_DELETED, EDIT_WHEN_SCALED,
} from '../cluster/problem';
import type { Problem } from '../cluster/problem';

/**
 * The problems that prove a guarantee for every number of replicas at once.
 *
 * Guards of the controller are quantifiers over the other ordinals (cluster/guards.ts declares each), so keeping some ordinals of any run of a set leaves
 * a run of a set of so many, or nothing changes (test/cluster/projection.test.ts checks it on the step functions themselves). A violation that mentions two
 * ordinals therefore exists for some number of replicas if and only if it exists in a window of two: with every number of replicas and every partition
 * in it to start from, and any scaling, partition, template change and fault at any time. Templates are only compared, and at most the window's pods, the
 * current and the update revision can differ: two names more than ordinals stand for any number.
 *
 * A guard of another class is left out, where it only keeps somebody from acting: the window then has more runs than the set (its liberties), and a proof is
 * sound. A refutation is only claimed where it also stands without these liberties.
 */
export interface Window {
  readonly ordinals: number;
  /** The problem of a set of so many replicas, with all that is free in a window. */
  readonly problem: (set: Traits) => Problem;
  /** The same where its runs are to be shown: those of a set with so many replicas. None where what is left out could keep one from happening. */
  readonly shown: (set: Traits) => Problem | undefined;
  /** Whether what happens in a scenario's problem happens in the window too. */
  readonly covers: (problem: Problem) => boolean;
  /** What of claims and nodes is in it: for the claim. */
  readonly with: string;
}

/** Ordinals in the window of the ordering guarantees. */
export const WINDOW = 2;

/** Everything may happen in a window, and nothing has happened yet. */
export const free = (set: Traits, ordinals: number): Problem => ({
  ...set.problem,
  slots: ordinals,
  replicas: ordinals,
  peers: ordinals,
  partition: 0,
  freeEdits: true,
  faults: -1,
  settled: false,
  everyStart: true,
  workQueue: false,
});

const edits = ({ edits: script }: Problem, ...allowed: number[]): boolean => script.every(({ kind }) => allowed.includes(kind));
const SPEC = [EDIT_REPLICAS, EDIT_TEMPLATE, EDIT_PARTITION];
const PODS = [EDIT_DELETE_POD, EDIT_DELETE_ANY_POD, EDIT_DELETE_ALL_PODS];
/** To a pod, what happens to its node comes to a fault. */
const NODES = [EDIT_LOSE_ANY_NODE, EDIT_DRAIN_ANY_NODE];
/** A set that is deleted loses its pods, and one that is created again has a status that says nothing: faults and a status that says anything do the same. */
const SET = [EDIT_DELETE_SET, EDIT_CREATE_SET];
const CLAIMS = [EDIT_DELETE_ANY_CLAIM, EDIT_WHEN_SCALED, EDIT_WHEN_DELETED];

/**
 * Who comes before whom: two ordinals. Claims only keep the controller from acting, and so do processes that outlive their pod: it does not see them. What happens to
 * nodes happens to pods as faults.
 */
const twoOrdinals = (set: Traits): Problem => ({
  ...free(set, WINDOW), claims: 0, whenScaledDelete: false, whenDeletedDelete: false, templates: WINDOW + 2, leftovers: false,
});

const TWO_ORDINALS: Window = {
  ordinals: WINDOW,
  // Both are down, of how many replicas ever, when one would be too few of one (guarantees/quorum.ts).
  problem: (set) => ({ ...twoOrdinals(set), peers: 1 }),
  shown: (set) => set.problem.whenScaledDelete ? undefined : twoOrdinals(set),
  covers: (problem) => !problem.staleCaches && edits(problem, ...SPEC, ...PODS, ...NODES, ...SET, ...CLAIMS),
  with: '',
};

/**
 * Two nodes, and nothing keeps the pod from either. They stand for any number: the first process that starts while another one of its ordinal may run does so on
 * another node than the one before it, of which alone processes can be left, and pods that never start might as well have no node.
 */
const onTwoNodes = (placement: Placement): Placement => ({
  ...placement, zones: [0, 0], eligible: 3, room: [MAX_SLOTS, MAX_SLOTS], apart: 0, spread: [], places: [3], staticVolumes: false,
});

/** What becomes of one ordinal: its pods, its processes and its claims. Templates only decide which pods go, and any pod may go at any time. */
const oneOrdinal = (set: Traits): Problem => ({ ...free(set, 1), templates: 1, leftovers: true });

const ONE_ORDINAL: Window = {
  ordinals: 1,
  problem: (set) => ({ ...oneOrdinal(set), nodes: true, nodeFaults: true, placement: onTwoNodes(set.placement) }),
  // Of a set at rest: how it came to be is no part of what goes wrong.
  shown: (set) => ({ ...oneOrdinal(set), everyStart: false, settled: true }),
  // Whoever deletes the set or a claim, or changes the retention policy, is not in it.
  covers: (problem) => !problem.staleCaches && edits(problem, ...SPEC, ...PODS, ...NODES),
  with: ', with its claims, processes and nodes',
};

/** From a set at rest to where it cannot go on, of two ordinals: what no window of one proves (every-count/liveness.ts). */
const shownEnd = (set: Traits, change: Partial<Problem>): Problem => ({
  ...free(set, WINDOW), everyStart: false, settled: true, leftovers: false, templates: 1, ...change,
});

const END: Omit<Window, 'shown'> = {
  ordinals: WINDOW,
  problem: (set) => free(set, 1),
  covers: (problem) => !problem.staleCaches && !problem.nodes && edits(problem, ...SPEC, ...PODS),
  with: '',
};

const WINDOWS: { readonly [name in EveryReplicaCount]: Window } = {
  'two ordinals': TWO_ORDINALS,
  'one ordinal': ONE_ORDINAL,
  'boot': {
    ...END,
    shown: (set) => shownEnd(set, { settled: false, freeEdits: false }),
    covers: (problem) => END.covers(problem) && edits(problem, ...PODS),
  },
  'converges': { ...END, shown: (set) => shownEnd(set, {}), covers: (problem) => END.covers(problem) && problem.brokenTemplates === 0 },
  'recovers': {
    ...END,
    shown: (set) => shownEnd(set, { templates: 2, brokenTemplates: 0b10 }),
    covers: (problem) => END.covers(problem) && problem.partition === 0 && edits(problem, EDIT_REPLICAS, EDIT_TEMPLATE, ...PODS),
  },
};

/** The windows of what all runs come to: their problem has one ordinal. */
export type EndsWindow = 'boot' | 'converges' | 'recovers';

/**
 * Three templates are enough: that of the pod, the current and the wanted one. Of broken ones nothing is asked below a partition, so that the current one does not
 * matter: two of each kind.
 */
const ENDS: { readonly [window in EndsWindow]: Partial<Problem> } = {
  boot: { freeEdits: false, templates: 1 },
  converges: { templates: 3 },
  recovers: { templates: 4, brokenTemplates: 0b1100 },
};

/** One ordinal of a set of any size, as it is: of what it waits for, nothing is left out. Only that the update is complete may be said at any time. */
export const endsProblem = (set: Traits, window: EndsWindow): Problem => withLiberties({ ...free(set, 1), leftovers: false, ...ENDS[window] });

export const windowOf = ({ everyReplicaCount }: Guarantee): Window | undefined => everyReplicaCount && WINDOWS[everyReplicaCount];

/** The problem of a window with its liberties: the window of the ordering guarantees, if no other is meant. */
export const windowProblem = (set: Traits, window: Window = TWO_ORDINALS): Problem => withLiberties(window.problem(set));

/** The problem of which a window's counterexample is shown: that of a set with as many replicas, without any liberty. */
export const exactProblem = (set: Traits, guarantee: Guarantee): Problem | undefined => windowOf(guarantee)?.shown(set);

/** The same, and the set with as many replicas. */
export function exactWindow(subject: Subject, guarantee: Guarantee): { readonly subject: Subject; readonly problem: Problem } | undefined {
  const problem = exactProblem(subject, guarantee);
  return problem && { subject: subjectWith(subject, windowOf(guarantee)!.ordinals), problem };
}
