import { subjectIn, web } from './manifests';
import { windowProblem } from '../../src/prove/every-replica-count';
import { explore } from '../../src/prove/explore';
import { SCENARIOS, problemOf } from '../../src/prove/scenarios';

/**
 * Goal: a change of the model shows. Every number here was looked at once; a change of one is a change of what the model can do, to be
 * explained in the commit that changes it.
 */
const OPTIONS = { maxStates: 1_000_000, keepEdges: false };
const subject = (spec = '') => subjectIn(web(spec));

const countsOf = (spec: string) => Object.fromEntries(SCENARIOS.map((scenario) => {
  const { states, transitions, depth, frontier } = explore(problemOf(subject(spec), scenario, 1), [], OPTIONS);
  return [scenario.name, [states, transitions, depth, frontier].join(' ')];
}));

describe('states, transitions, depth and frontier, for three replicas and one fault', () => {
  test('OrderedReady', () => expect(countsOf('')).toMatchInlineSnapshot(`
{
  "bad-roll-then-fix": "431 861 25 0",
  "bootstrap": "148 296 19 0",
  "canary": "462 1015 27 0",
  "on-delete": "620 1569 20 0",
  "pod-deleted": "163 411 8 0",
  "rescale-during-termination": "153 351 11 0",
  "restart-all": "227 547 20 0",
  "roll-image": "293 572 24 0",
  "rollback": "1166 2699 43 0",
  "scale-down": "82 160 9 0",
  "scale-up": "288 617 15 0",
}
`));
  test('Parallel', () => expect(countsOf('podManagementPolicy: Parallel')).toMatchInlineSnapshot(`
{
  "bad-roll-then-fix": "528 1173 25 0",
  "bootstrap": "968 3211 16 0",
  "canary": "480 1132 27 0",
  "on-delete": "688 1861 18 0",
  "pod-deleted": "163 435 7 0",
  "rescale-during-termination": "153 367 9 0",
  "restart-all": "668 2511 14 0",
  "roll-image": "334 708 24 0",
  "rollback": "2105 6160 42 0",
  "scale-down": "76 163 7 0",
  "scale-up": "637 1840 13 0",
}
`));
  test('whenScaled: Delete', () => expect(countsOf('persistentVolumeClaimRetentionPolicy: {whenScaled: Delete}')).toMatchInlineSnapshot(`
{
  "bad-roll-then-fix": "740 1759 26 0",
  "bootstrap": "246 601 20 0",
  "canary": "791 2052 28 0",
  "on-delete": "1102 3281 21 0",
  "pod-deleted": "277 819 9 0",
  "rescale-during-termination": "393 1097 15 0",
  "restart-all": "389 1110 21 0",
  "roll-image": "499 1166 25 0",
  "rollback": "2009 5470 44 0",
  "scale-down": "329 869 14 0",
  "scale-up": "479 1232 16 0",
}
`));
});

test('states, transitions and depth of the window for every replica count', () => {
  const counts = (spec: string) => {
    const { states, transitions, depth, frontier } = explore(windowProblem(subject(spec)), [], OPTIONS);
    return [states, transitions, depth, frontier].join(' ');
  };
  expect({ ordered: counts(''), parallel: counts('podManagementPolicy: Parallel'), minReady: counts('minReadySeconds: 5') }).toMatchInlineSnapshot(`
{
  "minReady": "156816 1934388 22 0",
  "ordered": "121104 1436256 20 0",
  "parallel": "121104 1545012 15 0",
}
`);
});
