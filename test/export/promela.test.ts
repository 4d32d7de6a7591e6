import { readFileSync, writeFileSync } from 'fs';
import { join } from 'path';
import { CASCADE_BACKGROUND, EDIT_CREATE_SET, EDIT_DELETE_SET, EDIT_LOSE_ANY_NODE, EDIT_TEMPLATE, type Problem, READY_MAJORITY } from '../../src/cluster/problem';
import { ALL_REDUCTIONS } from '../../src/cluster/reductions';
import type { Exportable } from '../../src/export/exporter';
import { promela } from '../../src/export/promela';
import { ORDINARY } from '../cluster/problems';

/**
 * Goal: what is written is the same on every run and can be read, and nothing is left out of it in silence. That it says what the model says is promela.suite.ts's
 * matter, with SPIN. Method: the whole text of one problem stands in testdata (`REWRITE=1 npx jest test/export/promela.test.ts` writes it anew, to be read).
 */
const ROLL: Problem = {
  ...ORDINARY,
  templates: 2,
  edits: [{ kind: EDIT_TEMPLATE, argument: 1 }],
  faults: 1,
  staleCaches: true,
  parallel: true,
  whenScaledDelete: true,
  workQueue: true,
};
const GUARANTEES = ['identity/at-most-one', 'order/create', 'order/terminate', 'order/update', 'storage/sticky', 'storage/kept', 'availability/quorum'];
const textOf = (problem: Problem, change: Partial<Exportable> = {}): string =>
  promela({ title: 'a set that is rolled', problem, guarantees: GUARANTEES, converges: 'rollout/converges', version: '1.2.3', name: 'model', ...change }).text;

test('a model', () => {
  const file = join(__dirname, 'testdata', 'roll.pml');
  const text = textOf(ROLL);
  if (process.env.REWRITE) writeFileSync(file, text);
  expect(text).toBe(readFileSync(file, 'utf8'));
});

test('only what a problem has takes a line', () => {
  const text = textOf({ ...ORDINARY, claims: 0 });
  for (const word of ['claim[', 'faults--', 'queued', 'revision[', 'seen_phase[SLOTS]', 'BROKEN']) expect(text.includes(word) ? word : '').toBe('');
  expect(textOf(ROLL)).toMatch(/byte seen_phase\[SLOTS\];/);
});

test('it is only asserted what is watched, and only asked to end well where that is asked', () => {
  expect(textOf(ROLL)).toMatch(/assert\(order_update\)/);
  expect(textOf(ROLL, { guarantees: ['order/create'] })).not.toMatch(/order_update/);
  const { converges: _, ...unasked } = { title: 'x', problem: ROLL, guarantees: [], version: '1', name: 'x', converges: 'rollout/converges' };
  expect(textOf(ROLL)).toMatch(/^ltl converges/m);
  expect(promela(unasked).text).not.toMatch(/^ltl/m);
});

test.each([
  ['OrderedReady with all that there is', { ...ROLL, parallel: false, minReady: true, brokenTemplates: 0b10, waitsForOwnWrites: true }],
  ['a quorum', { ...ORDINARY, readiness: READY_MAJORITY, faults: -1 }],
  ['the window', { ...ORDINARY, templates: 4, freeEdits: true, freeCompletion: true, everyStart: true, faults: -1, claims: 0 }],
])('what is opened is closed: %s', (_name, problem) => {
  const lines = textOf(problem).split('\n').map((line) => line.trim()).filter((line) => !/^[#*/]/.test(line));
  const count = (pattern: RegExp): number => lines.filter((line) => pattern.test(line)).length;
  expect(count(/^(.* )?if$/)).toBe(count(/^fi\b/));
  expect(count(/^(.* )?do$/)).toBe(count(/^od\b/));
  expect(lines.join('').split('{').length).toBe(lines.join('').split('}').length);
  expect(lines.join('\n')).not.toMatch(/undefined|NaN|\[object|\0/);
});

describe('what it does not cover, it says, all at once:', () => {
  const edit = (kind: number) => ({ kind, argument: CASCADE_BACKGROUND });
  test.each<[string, Partial<Problem>, RegExp]>([
    ['nodes', { nodes: true }, /^no Promela model is written, because it would leave something out: nodes are part of the state of this scenario$/],
    ['the set\'s deletion', { edits: [edit(EDIT_DELETE_SET), edit(EDIT_CREATE_SET)] }, /: the set is deleted in this scenario$/],
    ['losses', { edits: [edit(EDIT_LOSE_ANY_NODE)] }, /: nodes are lost or drained in this scenario$/],
    ['an autoscaler', { autoscalesFrom: 1, autoscalesTo: 3, nodes: true }, /: nodes are part of the state of this scenario; an autoscaler is part of this scenario$/],
    ['reductions', { reductions: ALL_REDUCTIONS }, /: reductions take states together$/],
    ['revisions', { revisions: true }, /: the numbers of revisions are part of this state$/],
  ])('%s', (_name, change, words) => {
    expect(() => textOf({ ...ORDINARY, ...change })).toThrow(words);
  });
});
