import { monitorsFor } from './guarantees';
import { ANYWHERE } from '../cluster/placement';
import { EDIT_DRAIN_ANY_NODE, NAMES_PUBLISHED, NO_BUDGET, READY_MAJORITY, READY_SELF, SEVERAL_BUDGETS } from '../cluster/problem';
import type { Problem } from '../cluster/problem';
import { perObject } from '../manifest/per-object';

/**
 * What an exploration depends on, and nothing else. Sets of one shape are explored once: no name, image, label or size is part of a problem, and what a
 * problem holds but no step, monitor or question of liveness reads is made alike here.
 */
export interface Shape {
  readonly problem: Problem;
  /** The guarantees whose steps are watched, in the order in which GUARANTEES has them. */
  readonly guarantees: readonly string[];
  readonly maxStates: number;
  /** Whether a large graph may be reduced (check.ts). */
  readonly reduces: boolean;
}

/** Fields of a problem that nothing reads in some problems, with the value that they are given there. None of them decides how a row is laid out. */
export interface Unread {
  readonly why: string;
  readonly in: (problem: Problem, guarantees: readonly string[]) => boolean;
  readonly alike: Partial<Problem>;
}

const drains = ({ edits }: Problem): boolean => edits.some(({ kind }) => kind === EDIT_DRAIN_ANY_NODE);

export const UNREAD: readonly Unread[] = [
  {
    why: 'a pod that is ready by itself looks no peer up (kubelet.ts:canBeReady)',
    in: ({ readiness }) => readiness === READY_SELF,
    alike: { names: NAMES_PUBLISHED },
  },
  {
    why: 'a majority of the peers is asked by readiness (kubelet.ts:canBeReady) and by availability/quorum (guarantees/quorum.ts), by nobody else',
    in: ({ readiness }, guarantees) => readiness !== READY_MAJORITY && !guarantees.includes('availability/quorum'),
    alike: { peers: 0 },
  },
  {
    why: 'only an eviction asks the budget (disruption.ts:mayEvict), and only a drain evicts',
    in: (problem) => !drains(problem),
    alike: { budget: NO_BUDGET, budgetAmount: 0, evictsUnhealthy: false },
  },
  {
    why: 'without a budget, or with several, the answer to an eviction has nothing to do with numbers (disruption.ts:mayEvict)',
    in: ({ budget }) => budget === NO_BUDGET || budget === SEVERAL_BUDGETS,
    alike: { budgetAmount: 0, evictsUnhealthy: false },
  },
  {
    why: 'a controller whose caches are fresh has seen its own writes (statefulset.ts:isBehindOwnWrites reads bits that are only there with stale caches)',
    in: ({ staleCaches }) => !staleCaches,
    alike: { waitsForOwnWrites: false },
  },
  {
    why: 'the garbage collector changes its mind only about a claim, and only because of a cache that is behind (collector.ts:collectClaim)',
    in: ({ staleCaches, claims }) => !staleCaches || claims === 0,
    alike: { collectorChecksVersion: true },
  },
  {
    why: 'where nodes are no part of the state, nobody schedules by them (scheduler.ts:schedule)',
    in: ({ nodes }) => !nodes,
    alike: { placement: ANYWHERE },
  },
  {
    why: 'the controller and the kubelet do not act (placing.ts:placingSteps), so neither the order of pods nor how they are deleted matters',
    in: ({ onlyPlacing }) => onlyPlacing,
    alike: { parallel: false, noGracePeriod: false },
  },
];

/** The shape of a question: equal for questions whose explorations are equal, state by state. */
export function shapeOf(problem: Problem, guarantees: readonly string[], maxStates: number, reduces = true): Shape {
  // Only those that watch steps are asked during an exploration; the others are answered from what came of it.
  const watched = monitorsFor(guarantees).map(({ guarantee }) => guarantee);
  const alike = UNREAD.filter((unread) => unread.in(problem, watched)).map((unread) => unread.alike);
  return { problem: Object.assign({}, problem, ...alike), guarantees: watched, maxStates, reduces };
}

/** The shape as text: what a memory of explorations goes by. Fields are sorted, because it also finds what an earlier run has explored. */
export function shapeText({ problem, guarantees, maxStates, reduces }: Shape): string {
  return JSON.stringify([inOrder(problem), guarantees, maxStates, reduces]);
}

/** The keys of objects with the same fields, sorted once. */
const knownOrders = new Map<string, readonly string[]>();

function orderOf(value: object): readonly string[] {
  const keys = Object.keys(value);
  const fields = keys.join();
  const order = knownOrders.get(fields) ?? keys.sort();
  knownOrders.set(fields, order);
  return order;
}

/** With the keys of all objects in alphabetical order. */
const sorted = (value: unknown): unknown => typeof value === 'object' && value !== null ? sortedObject(value) : value;

/** A repository of a thousand sets asks tens of thousands of questions: their placements and edits are shared. */
const sortedObject = perObject((value: object): object => (Array.isArray(value) ? value.map(sorted) : inOrder(value)));

const inOrder = (value: object): object => Object.fromEntries(orderOf(value).map((key) => [key, sorted((value as { readonly [key: string]: unknown })[key])]));
