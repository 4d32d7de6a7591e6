import { State, allOfThree, counterexamples, problemOf, randomStates } from './window-projection';
import { GUARDS, Guard } from '../../src/cluster/guards';
import { Problem, READY_MAJORITY, READY_PREDECESSOR } from '../../src/cluster/problem';

/**
 * Goal: the lemma on which proofs for every replica count rest, and that each guard is of the class that it declares (guards.ts). Keep some ordinals of a
 * state and of each of its successors: what is left must be a step of the smaller set, or no change at all. The status may say at any time that
 * an update is complete, so a sync that acts and completes may be two steps of the smaller set.
 * Method: on the real step functions, from all states of three ordinals (also unreachable ones), and from random ones of up to eight.
 */

// `PROJECTION=all npx jest projection` looks at every one of the 216,000 states (314,000 with minReadySeconds), and at many more random ones; a share of
// them is enough to refute each wrong guard below. The steps are primes, so that no part of a state is always the same.
const ALL = process.env.PROJECTION === 'all';
const EVERY = ALL ? 1 : 151;
const EVERY_OF_WRONG = 53;
const RANDOM = ALL ? 20_000 : 600;

// All of them take a minute or two for each kind.
jest.setTimeout(ALL ? 1_200_000 : 60_000);

/** Where there is more than pods of fresh caches, all states would be too many. */
const isPlain = ({ claims, staleCaches, leftovers, nodes }: Problem): boolean => claims === 0 && !staleCaches && !leftovers && !nodes;
const statesOf = (problem: Problem, every = EVERY): Iterable<State> => isPlain(problem) ? allOfThree(every, problem) : randomStates(RANDOM, 3, problem);

const DELETES = { claims: 1, whenScaledDelete: true, whenDeletedDelete: true };
const STALE = { staleCaches: true };

describe('keeping some ordinals of a step leaves a step, or nothing', () => {
  test.each<[string, number, Partial<Problem>]>([
    ['OrderedReady', 2, {}],
    ['Parallel', 2, { parallel: true }],
    ['OnDelete', 2, { onDelete: true }],
    ['terminationGracePeriodSeconds 0, and processes that outlive their pods', 2, { noGracePeriod: true, leftovers: true }],
    ['minReadySeconds', 2, { minReady: true }],
    ['minReadySeconds up to 1.33', 2, { minReady: true, healthIsAvailability: false }],
    ['minReadySeconds under Parallel', 2, { minReady: true, parallel: true }],
    ['all of them', 2, { minReady: true, parallel: true, onDelete: true, noGracePeriod: true }],
    ['maxUnavailable', 2, { maxUnavailable: 2 }],
    ['maxUnavailable and claims under Parallel', 1, { maxUnavailable: 1, parallel: true, claims: 1 }],
    ['claims', 2, { claims: 1 }],
    ['claims under Parallel', 2, { claims: 1, parallel: true }],
    ['claims that go', 2, DELETES],
    ['claims that go, to one ordinal under Parallel', 1, { ...DELETES, parallel: true, leftovers: true, noGracePeriod: true, minReady: true }],
    ['stale caches', 2, STALE],
    ['stale caches of a controller that waits for its own writes', 2, { ...STALE, waitsForOwnWrites: true, deleteOfMissingPodIsDone: true }],
    ['stale caches and claims that go', 2, { ...DELETES, ...STALE }],
    ['stale caches, to one ordinal under Parallel', 1, { ...STALE, parallel: true }],
  ])('from three ordinals, %s', (_, size, change) => {
    expect(counterexamples(statesOf(problemOf(3, change)), problemOf(3, change), problemOf(size, change), 3)).toEqual([]);
  });

  test.each([4, 5, 6, 7, 8])('from %i ordinals at random to two, and to one', (slots) => {
    for (const change of [{}, { parallel: true, minReady: true }, { ...DELETES }, { ...STALE, waitsForOwnWrites: true }]) {
      const large = problemOf(slots, change);
      expect(counterexamples(randomStates(40, slots, large), large, problemOf(2, change), 3)).toEqual([]);
    }
    const parallel = { ...DELETES, ...STALE, parallel: true };
    expect(counterexamples(randomStates(40, slots, problemOf(slots, parallel)), problemOf(slots, parallel), problemOf(1, parallel), 3)).toEqual([]);
  });
});

/** What the step functions have against the declaration of a guard: nothing, or a step that refutes it, or that they know of no reason for it. */
function objectionsTo({ class: declared, shownBy, fires, dropped }: Guard): string[] {
  const [large, small] = [problemOf(3, shownBy), problemOf(2, shownBy)];
  if (!fires(large)) return ['it decides nothing where it is to be seen'];
  if (declared !== 'other') return counterexamples(statesOf(large, EVERY_OF_WRONG), large, small, 1);
  const found = counterexamples(statesOf(large, EVERY_OF_WRONG), large, small, 1);
  if (found.length === 0) return ['no step shows that it is of another kind'];
  if (dropped === undefined) return [];
  if (fires(dropped(large))) return ['it still decides where it is dropped'];
  return counterexamples(statesOf(dropped(large)), dropped(large), dropped(small), 1);
}

describe('each guard is of the class that it declares', () => {
  test.each(GUARDS.map((guard) => [guard.name, guard] as const))('%s', (_, guard) => expect(objectionsTo(guard)).toEqual([]));

  test.each(GUARDS.filter((guard) => guard.class === 'other').map((guard) => [guard.name, guard] as const))('refused as universal: %s', (_, guard) => {
    expect(objectionsTo({ ...guard, class: 'universal' })).toHaveLength(1);
  });

  test('more caution than there is reason for is refused', () => {
    expect(objectionsTo({ ...GUARDS[0], class: 'other' })).toEqual(['no step shows that it is of another kind']);
  });

  test.each([['a majority', READY_MAJORITY], ['the neighbour', READY_PREDECESSOR]])('readiness that asks for %s is refused', (_, readiness) => {
    const [large, small] = [problemOf(3, { readiness }), problemOf(2, { readiness })];
    expect(counterexamples(statesOf(large, EVERY_OF_WRONG), large, small, 1)).toHaveLength(1);
  });
});
