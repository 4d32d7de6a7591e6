import { readFileSync, writeFileSync } from 'fs';
import { join } from 'path';
import { GUARANTEES, PROBLEMS } from './tla-problems';
import { CASCADE_BACKGROUND, EDIT_DELETE_SET, EDIT_DRAIN_ANY_NODE } from '../../src/cluster/problem';
import type { Problem } from '../../src/cluster/problem';
import { ALL_REDUCTIONS } from '../../src/cluster/reductions';
import type { Exportable } from '../../src/export/exporter';
import { tla } from '../../src/export/tla';
import { ORDINARY } from '../cluster/problems';

/**
 * Goal: what is written is a whole TLA+ module, the same on every run, and nothing is left out of it in silence. That it says what the model says is tla.suite.ts's
 * matter, with TLC. Method: the whole text of two problems stands in testdata (`REWRITE=1 npx jest` writes it anew, to be read), and every module is looked
 * through for what a parser would trip over.
 */
const exportable = (problem: Problem, change: Partial<Exportable> = {}): Exportable =>
  ({ title: 'a set', problem, set: problem, guarantees: GUARANTEES, converges: 'rollout/converges', version: '1.2.3', name: 'Model', ...change });
const textOf = (problem: Problem, change: Partial<Exportable> = {}) => tla(exportable(problem, change)).text;
const problemNamed = (name: string) => PROBLEMS.find(([each]) => each === name)![1];

test.each(['Roll', 'StaleSince36'])('the module %s and its configuration', (name) => {
  const { text, beside } = tla(exportable(problemNamed(name), { name }));
  for (const [ending, written] of [['.tla', text], [beside!.ending, beside!.text]]) {
    const file = join(__dirname, 'testdata', `${name}${ending}`);
    if (process.env.REWRITE) writeFileSync(file, written);
    expect(written).toBe(readFileSync(file, 'utf8'));
  }
});

/** Without comments and strings. */
const bare = (text: string): string => text.replace(/\\\*.*$/gm, '').replace(/"[^"\n]*"/g, '""');

const BROUGHT = [
  'MODULE', 'EXTENDS', 'VARIABLES', 'RECURSIVE', 'LET', 'IN', 'IF', 'THEN', 'ELSE', 'CASE', 'EXCEPT', 'CHOOSE', 'DOMAIN', 'SUBSET', 'UNCHANGED', 'TRUE', 'FALSE', 'BOOLEAN',
  'Integers', 'Sequences', 'FiniteSets', 'Append', 'Len', 'Head', 'Tail', 'Cardinality', 'Model', 'A', 'E', 'S', 'WF_vars',
];

describe.each(PROBLEMS)('%s', (_, problem) => {
  const { text, beside } = tla(exportable(problem));
  const words = bare(text);
  const defined = [...words.matchAll(/^([A-Z]\w*)(?:\([^()]*\))? ==/gm)].map(([, name]) => name);

  test('every operator is defined, once', () => {
    const used = new Set([...words.matchAll(/\b[A-Z]\w*/g)].map(([name]) => name));
    expect([...used].filter((name) => !defined.includes(name) && !BROUGHT.includes(name))).toEqual([]);
    expect(defined.filter((name, n) => defined.indexOf(name) !== n)).toEqual([]);
  });

  test('every bracket is closed by its own kind', () => {
    const open: string[] = [];
    const left: string[] = [];
    for (const [bracket] of words.matchAll(/<<|>>|[[\](){}]/g)) {
      const closes = { '>>': '<<', ']': '[', ')': '(', '}': '{' }[bracket];
      if (closes === undefined) open.push(bracket);
      // >>_vars and ]_vars close an action.
      else if (open.pop() !== closes) left.push(bracket);
    }
    expect([open, left]).toEqual([[], []]);
  });

  test('the configuration asks for what is there', () => {
    const asked = [...beside!.text.matchAll(/^(?:SPECIFICATION|INVARIANT|PROPERTY) (\w+)$/gm)].map(([, name]) => name);
    expect(asked.length).toBeGreaterThan(GUARANTEES.length);
    expect(asked.filter((name) => !defined.includes(name))).toEqual([]);
  });

  test('every actor that is described takes steps, and is fair or not', () => {
    const next = /^Next ==\n((?: .*\n)*)/m.exec(text)![1];
    const actions = [...next.matchAll(/\\\/ ([A-Z]\w*)/g)].map(([, name]) => name);
    expect(actions).toContain('Controller');
    expect(actions.filter((name) => !defined.includes(name))).toEqual([]);
    expect(text.includes('Fairness ==')).toBe(!problem.everyStart);
  });

  test('it is ASCII, and its lines can be read', () => {
    expect(text).toMatch(/^[\n\x20-\x7e]*$/);
    expect(text).not.toMatch(/undefined|NaN|\[object/);
    expect(text.split('\n').filter((line) => line.length > 170 || /\s$/.test(line))).toEqual([]);
  });
});

test('whoever reads a title in a comment reads all of it, and nothing else', () => {
  const text = textOf(ORDINARY, { title: 'a \u00e9\u2028set\nNext == FALSE' });
  expect(text).toContain('\\* a ??set?Next == FALSE.\n');
  expect(text.match(/^Next ==/gm)).toHaveLength(1);
});

test('guarantees that it does not ask for are named in its head', () => {
  const text = textOf(ORDINARY, { guarantees: ['order/create', 'availability/quorum'] });
  expect(text).toContain('\\* Not asked here: availability/quorum.\n');
  expect(text).not.toContain('OrderTerminate');
});

test('without a good end to come to, none is asked for', () => {
  const { converges, ...aimless } = exportable(ORDINARY);
  expect(converges).toBeDefined();
  expect(tla(aimless).text).not.toContain('Converges');
});

test.each<[string, Partial<Problem>, string]>([
  ['nodes', { nodes: true }, 'nodes are part of the state'],
  ['a drain', { nodes: true, edits: [{ kind: EDIT_DRAIN_ANY_NODE, argument: 0 }] }, 'nodes are part of the state'],
  ['nothing but placing', { onlyPlacing: true }, 'nodes are part of the state'],
  ['a set that is deleted', { edits: [{ kind: EDIT_DELETE_SET, argument: CASCADE_BACKGROUND }] }, 'the set is deleted'],
  ['several claims', { claims: 2 }, 'several claims'],
  ['revisions', { revisions: true }, 'revisions'],
  ['reductions', { reductions: ALL_REDUCTIONS }, 'reductions take states together'],
])('%s: refused, because something would be left out', (_, change, words) => {
  expect(() => textOf({ ...ORDINARY, ...change })).toThrow(words);
});

test.each(['Model', 'a_1', '1a', '_x'])('a module can be called %s', (name) => expect(textOf(ORDINARY, { name })).toContain(` MODULE ${name} `));

test.each(['', 'my-set', 'a b', '12', '_', 'WF_x', 'IF', 'Naturals', 'Integers', 'm\u00e4h'])('and not %p', (name) => {
  expect(() => textOf(ORDINARY, { name })).toThrow('no name for a TLA+ module');
});
