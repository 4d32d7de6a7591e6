import { subjectIn, web } from './manifests';
import { endsOf } from '../../src/prove/every-count/ends';
import { type EndsWindow, type Window, endsProblem, windowOf, windowProblem } from '../../src/prove/every-replica-count';
import { explore } from '../../src/prove/explore';
import { GUARANTEES } from '../../src/prove/guarantees';
import { SCENARIOS, problemOf } from '../../src/prove/scenarios';

/**
 * Goal: a change of the model shows. Every number here was looked at once; a change of one is a change of what the model can do, to be
 * explained in the commit that changes it.
 */
const OPTIONS = { maxStates: 1_000_000, keepEdges: false };
const subject = (spec = '') => subjectIn(web(spec));

const countsOf = (spec: string) => Object.fromEntries(SCENARIOS.filter(({ excludes }) => excludes?.(subject(spec)) === undefined).map((scenario) => {
  const { states, transitions, levels, frontier } = explore(problemOf(subject(spec), scenario, 1), [], OPTIONS);
  return [scenario.name, [states, transitions, levels.length - 1, frontier].join(' ')];
}));

describe('states, transitions, depth and frontier, for three replicas and one fault', () => {
  test('OrderedReady', () => expect(countsOf('')).toMatchInlineSnapshot(`
{
  "bad-roll-then-fix": "431 933 25 0",
  "bootstrap": "149 321 19 0",
  "canary": "462 1094 27 0",
  "claim-deleted": "1233 3776 13 0",
  "delete": "826 2813 24 0",
  "delete-and-recreate": "801 2810 24 0",
  "delete-foreground": "846 2839 24 0",
  "drain-each-node": "956 2365 20 0",
  "force-deletion": "461 979 15 0",
  "node-deleted": "140 216 15 0",
  "node-lost": "361 620 16 0",
  "node-out-of-service": "425 861 18 0",
  "on-delete": "620 1647 20 0",
  "orphan-and-readopt": "86 179 6 0",
  "placement": "8 9 5 0",
  "pod-deleted": "163 450 8 0",
  "rescale-during-termination": "153 376 11 0",
  "restart-all": "227 580 20 0",
  "retention-changes": "236 559 10 0",
  "roll-image": "293 627 24 0",
  "rollback": "1166 2939 43 0",
  "scale-down": "82 174 9 0",
  "scale-up": "288 664 15 0",
  "stale-caches": "12656 44255 29 0",
}
`));
  test('Parallel', () => expect(countsOf('podManagementPolicy: Parallel')).toMatchInlineSnapshot(`
{
  "bad-roll-then-fix": "528 1249 25 0",
  "bootstrap": "994 3358 16 0",
  "canary": "480 1211 27 0",
  "claim-deleted": "1113 3635 13 0",
  "delete": "4706 20744 20 0",
  "delete-and-recreate": "1425 5714 18 0",
  "delete-foreground": "4783 20888 20 0",
  "drain-each-node": "956 2519 18 0",
  "force-deletion": "518 1190 14 0",
  "node-deleted": "222 423 14 0",
  "node-lost": "833 2123 17 0",
  "node-out-of-service": "864 2353 17 0",
  "on-delete": "688 1944 18 0",
  "orphan-and-readopt": "86 179 6 0",
  "placement": "8 9 5 0",
  "pod-deleted": "163 474 7 0",
  "rescale-during-termination": "153 392 9 0",
  "restart-all": "668 2730 14 0",
  "retention-changes": "228 580 9 0",
  "roll-image": "334 763 24 0",
  "rollback": "2105 6618 42 0",
  "scale-down": "76 175 7 0",
  "scale-up": "642 1944 13 0",
  "stale-caches": "28932 140411 22 0",
}
`));
  test('whenScaled: Delete', () => expect(countsOf('persistentVolumeClaimRetentionPolicy: {whenScaled: Delete}')).toMatchInlineSnapshot(`
{
  "bad-roll-then-fix": "740 1868 26 0",
  "bootstrap": "247 641 20 0",
  "canary": "791 2175 28 0",
  "claim-deleted": "1233 3776 13 0",
  "delete": "1601 6251 25 0",
  "delete-and-recreate": "1294 5258 25 0",
  "delete-foreground": "1641 6323 25 0",
  "drain-each-node": "1736 5079 21 0",
  "force-deletion": "843 2171 16 0",
  "node-deleted": "252 495 16 0",
  "node-lost": "664 1447 17 0",
  "node-out-of-service": "771 1904 19 0",
  "on-delete": "1102 3415 21 0",
  "orphan-and-readopt": "133 322 7 0",
  "placement": "8 9 5 0",
  "pod-deleted": "277 885 9 0",
  "rescale-during-termination": "393 1163 15 0",
  "restart-all": "389 1162 21 0",
  "retention-changes": "767 2422 15 0",
  "roll-image": "499 1248 25 0",
  "rollback": "2009 5848 44 0",
  "scale-down": "329 915 14 0",
  "scale-up": "479 1312 16 0",
  "stale-caches": "12656 44255 29 0",
}
`));
});

describe('states, transitions and depth of the windows for every replica count', () => {
  const counts = (spec: string, window?: Window) => {
    const { states, transitions, levels, frontier } = explore(windowProblem(subject(spec), window), [], OPTIONS);
    return [states, transitions, levels.length - 1, frontier].join(' ');
  };
  const DELETE = 'persistentVolumeClaimRetentionPolicy: {whenScaled: Delete}';
  const oneOrdinal = windowOf(GUARANTEES.find(({ id }) => id === 'storage/kept')!);

  test('two ordinals', () => {
    expect({ ordered: counts(''), parallel: counts('podManagementPolicy: Parallel'), minReady: counts('minReadySeconds: 5') }).toMatchInlineSnapshot(`
{
  "minReady": "156816 2010420 22 0",
  "ordered": "121104 1469664 20 0",
  "parallel": "121104 1578420 15 0",
}
`);
  });

  test('one ordinal', () => {
    expect({ ordered: counts('', oneOrdinal), parallel: counts('podManagementPolicy: Parallel', oneOrdinal), deletes: counts(DELETE, oneOrdinal) }).toMatchInlineSnapshot(`
{
  "deletes": "3048 20342 18 0",
  "ordered": "1452 9200 16 0",
  "parallel": "1452 9200 16 0",
}
`);
  });

  test('where all runs come to: states, transitions and rank of one ordinal', () => {
    const ends = (window: EndsWindow) => {
      const { states, transitions, rank } = endsOf(endsProblem(subject(), window), 2, OPTIONS.maxStates)!;
      return [states, transitions, rank].join(' ');
    };
    expect({ boot: ends('boot'), converges: ends('converges'), recovers: ends('recovers') }).toMatchInlineSnapshot(`
{
  "boot": "34 64 6",
  "converges": "1440 10122 11",
  "recovers": "2944 23446 11",
}
`);
  });
});
