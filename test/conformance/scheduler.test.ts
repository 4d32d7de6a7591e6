import { join } from 'node:path';
import { asksOfVolumes, feasibleOf, isUndecided, matchesOf, placedOf, readQuestions, sameAnswers } from '../../conformance/scheduler';
import { MAX_SLOTS } from '../../src/cluster/fields';
import type { Placement } from '../../src/cluster/placement';

/** Goal: a pod may be put, and a claim finds a volume, where the real scheduler says; and the comparison would tell if not. */
const QUESTIONS = readQuestions(join(__dirname, '../../conformance/scheduler/1.36.3.jsonl.gz')).map((question) => ({ question, placed: placedOf(question) }));
const DECIDED = QUESTIONS.filter(({ placed }) => !isUndecided(placed));
const OF_VOLUMES = QUESTIONS.filter(({ question }) => asksOfVolumes(question));

const differs = (change: (placement: Placement) => Placement) => ({ question, placed: { placement } }: typeof QUESTIONS[number]) =>
  !sameAnswers(question.feasible, feasibleOf(question, change(placement)));

test('pods may be put where the real scheduler lets them', () => {
  expect(DECIDED.filter(differs((placement) => placement)).map(({ question }) => question)).toEqual([]);
  expect([QUESTIONS.length, DECIDED.length]).toEqual([1000, 943]);
  expect(DECIDED.filter(({ question }) => question.feasible.includes(true)).length).toBe(293);
});

test('claims find volumes where they do in the real scheduler', () => {
  const differ = OF_VOLUMES.filter(({ question, placed: { placement } }) => !sameAnswers(question.matches, matchesOf(question, placement)));
  expect(differ.map(({ question }) => question)).toEqual([]);
  expect([OF_VOLUMES.length, OF_VOLUMES.filter(({ question }) => question.matches.includes(true)).length]).toEqual([738, 123]);
});

test.each<[string, (placement: Placement) => Partial<Placement>]>([
  ['which nodes are eligible', ({ zones }) => ({ eligible: 2 ** zones.length - 1 })],
  ['the room of nodes', ({ room }) => ({ room: room.map(() => MAX_SLOTS) })],
  ['one pod more of room', ({ room }) => ({ room: room.map((each) => each + 1) })],
  ['anti-affinity by node', ({ apart }) => ({ apart: apart > 1 ? 2 : 0 })],
  ['anti-affinity by zone', ({ apart }) => ({ apart: apart % 2 })],
  ['spread', () => ({ spread: [] })],
  ['the skew', ({ spread }) => ({ spread: spread.map((each) => ({ ...each, maxSkew: each.maxSkew + 1 })) })],
  ['minDomains', ({ spread }) => ({ spread: spread.map((each) => ({ ...each, minDomains: 1 })) })],
  ['that nodes count which are not eligible', ({ spread, eligible }) => ({ spread: spread.map((each) => ({ ...each, counted: eligible })) })],
  ['zones', ({ zones }) => ({ zones: zones.map(() => 0) })],
])('the comparison would tell if we forgot %s', (_what, change) => {
  expect(DECIDED.some(differs((placement) => ({ ...placement, ...change(placement) })))).toBe(true);
});
