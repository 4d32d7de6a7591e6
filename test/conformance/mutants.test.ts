import { TRIALS } from '../../conformance/mutants/list';
import { WITNESSES } from '../../conformance/mutants/witness';

/**
 * Goal: the comparisons with recordings are not vacuous. Each of many rules, broken alone, makes one of them fail.
 * Method: the mutants run in memory, apart from the sound program, on the recording that is known to tell of them; `npm run conformance:mutants` searches
 * all of them. What no recording tells of has its reason in the list.
 */
const MUTANTS = TRIALS.flatMap(({ mutants }) => mutants);
const RULES = MUTANTS.map(({ rule }) => rule);

test('every rule has a recording that tells of it, or a reason why not', () => {
  const survivors = MUTANTS.filter(({ survives }) => survives !== undefined).map(({ rule }) => rule);
  expect([...Object.keys(WITNESSES), ...survivors].sort()).toEqual([...RULES].sort());
  expect(new Set(RULES).size).toBe(RULES.length);
});

describe.each(TRIALS)('$of', ({ comparison, mutants }) => {
  const { with: programWith } = comparison();
  const sound = programWith();

  test.each(mutants.filter(({ survives }) => survives === undefined))('$rule ($file)', (mutant) => {
    const witness = WITNESSES[mutant.rule];
    expect(sound(witness)).toBeUndefined();
    expect(programWith(mutant)(witness)).toBeDefined();
  });
});
