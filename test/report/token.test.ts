import { HOSTILE, badRoll, error, limit, report, set } from './fixture';
import type { Cell } from '../../src/prove/report';
import { replayedTokenText } from '../../src/report/replayed-token';
import { text } from '../../src/report/text';

const withToken = (cell: Cell): Cell => ({ ...cell, counterexample: { ...cell.counterexample!, token: '1Ca7cQQEAAAEUh1WSAAEmAiABKQIy9Lm1Q' } });
const one = set({ cells: [withToken(error)] });
const linesOf = (printed: string): string[] => printed.split('\n').filter((line) => line.includes('1Ca7'));

test('a counterexample ends with the command that shows it again, in one line however long it is', () => {
  const replay = `npx cdk8s-stateful replay ${'a/rather/long/path/'.repeat(6)}dist/ --kubernetes 1.33`;
  expect(linesOf(text(report({ sets: [one] }), { replay }))).toEqual([`to see it again: ${replay} --token 1Ca7cQQEAAAEUh1WSAAEmAiABKQIy9Lm1Q`]);
});

test('where there are several sets, it names the one', () => {
  expect(linesOf(text(report({ sets: [one, set({ name: 'web' })] }), { replay: 'R' }))).toEqual(['to see it again: R --set prod/db --token 1Ca7cQQEAAAEUh1WSAAEmAiABKQIy9Lm1Q']);
});

test('without a command line there is the token', () => {
  expect(linesOf(text(report({ sets: [one] })))).toEqual(['token of this run: 1Ca7cQQEAAAEUh1WSAAEmAiABKQIy9Lm1Q']);
});

test('what is told in a few lines has none, and no more what was not explored', () => {
  expect(linesOf(text(report({ sets: [set({ cells: [withToken(limit)] })] }), { replay: 'R' }))).toEqual([]);
  expect(text(report({ sets: [set({ cells: [error] })] }), { replay: 'R' })).not.toMatch(/to see it again|token/);
});

test('a path that would move the cursor does not', () => {
  expect(text(report({ sets: [one] }), { replay: `replay '${HOSTILE}'` })).toMatch(/^to see it again: replay 'x\\u\{1b\}\[2J[^\n\u001b]* --token 1Ca7/m);
});

describe('the run of a token', () => {
  const TOLD = { guarantee: 'rollout/recovers', scenario: 'bad-roll-then-fix', faults: 0, namespace: 'prod', set: 'db' };
  const ELSEWHERE = 'note: the token is of bad-roll-then-fix with no fault, and was not made for StatefulSet prod/db as it is here: the manifests, the cluster or cdk8s-stateful have changed, '
    + 'or it is the token of another set (it holds no names)';
  const counterexample = { ending: 'db-2 stays broken', stuck: true, kubectlSays: 'Waiting', remedy: 'kubectl delete pod db-2', timeline: badRoll, token: '1new' };

  test('that is still one is told as the report tells it', () => {
    const told = replayedTokenText({ ...TOLD, sameProblem: true, counterexample });
    expect(told).toMatch(/^StatefulSet prod\/db, scenario bad-roll-then-fix, Kubernetes 1\.34\.4\nthe run of this token breaks rollout\/recovers\n\n/);
    expect(told).toMatch(/so: db-2 stays broken; nothing that the cluster does by itself ends this\n\nkubectl will say: Waiting\nto repair a running cluster: kubectl delete pod db-2\n$/);
  });

  test('of another problem says so, with the token that it would have here', () => {
    expect(replayedTokenText({ ...TOLD, sameProblem: false, counterexample }).replace(/\s+/g, ' ')).toContain(`${ELSEWHERE}; its run is possible here too, as 1new `);
  });

  test('that is gone is shown as far as it goes', () => {
    const gone = 'the run of this token is no longer possible: step 7, kubelet: start db-2, cannot be taken';
    const told = replayedTokenText({ ...TOLD, sameProblem: false, gone, timeline: badRoll });
    expect(told).toContain(`\n\n${gone}\n`);
    expect(told.replace(/\s+/g, ' ')).toContain(`${ELSEWHERE} note: good news after a fix of the same set, but no proof: other runs may break rollout/recovers, which prove tells `);
    for (const [faults, words] of [[1, 'at most 1 fault'], [2, 'at most 2 faults'], [-1, 'any number of faults']] as const) {
      expect(replayedTokenText({ ...TOLD, faults, sameProblem: false, gone })).toContain(`note: the token is of bad-roll-then-fix with ${words}, and`);
    }
    expect(replayedTokenText({ ...TOLD, replicas: 2, sameProblem: false, gone })).toContain('note: the token is of bad-roll-then-fix with 2 replicas and no fault, and');
  });

  test('that is gone although the problem is the same tells who has changed', () => {
    expect(replayedTokenText({ ...TOLD, sameProblem: true, gone: 'gone' }).replace(/\s+/g, ' ')).toContain('the problem is the one that it was made for, so cdk8s-stateful has changed note: no proof: other runs');
  });
});
