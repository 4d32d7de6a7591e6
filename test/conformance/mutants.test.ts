import { TRIALS } from '../../conformance/mutants/list';

/**
 * Goal: the comparisons with recordings are not vacuous. Each of many rules, broken alone, makes one of them fail.
 * Method: the mutants run in memory, apart from the sound program, until the first recording that differs. What survives has its reason in the list, and the
 * list is wrong where that is killed after all.
 */
describe.each(TRIALS)('$of', ({ judge, mutants }) => {
  const find = judge();

  test('with no rule broken, every recording agrees', () => {
    expect(find()).toBeUndefined();
  });

  test.each(mutants)('$rule ($file)', (mutant) => {
    expect(find(mutant) === undefined).toBe(mutant.survives !== undefined);
  });
});
