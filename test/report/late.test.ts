import { badRoll, error, HOSTILE, limit, report, set } from './fixture';
import { lateCounterexample, type Makers } from '../../src/prove/late-counterexample';
import type { Cell, Report } from '../../src/prove/report';
import { json } from '../../src/report/json';
import { text } from '../../src/report/text';

/** Goal: of a counterexample only what is printed is made, and it makes no difference to what is printed when it was made. */

/** The same cell with a counterexample that nobody has looked at yet. */
function late(cell: Cell, changed: Partial<Makers> = {}): Cell {
  const { ending, stuck, kubectlSays, remedy, timeline, token } = cell.counterexample!;
  const makers: Makers = {
    ending: () => ending, stuck: () => stuck, kubectlSays: () => kubectlSays, remedy: () => remedy, timeline: () => timeline, token: () => token,
  };
  return { ...cell, counterexample: lateCounterexample({ ...makers, ...changed }, timeline.steps.length) };
}

const reportOf = (...cells: Cell[]): Report => report({ sets: [set({ cells })], exitCode: 1 });
const isNotNeeded = () => { throw new Error('nobody asked for it'); };

test.each(['error', 'limit'] as const)('text and JSON are the same, whatever is told in full (--fail-on %s)', (failOn) => {
  const made = reportOf(error, limit);
  const lazy = reportOf(late(error), late(limit));
  expect(text(lazy, { failOn })).toBe(text(made, { failOn }));
  expect(json(lazy)).toBe(json(made));
});

test('of a limit no step is decoded, and of one that every set of its kind has nothing is made', () => {
  const told = late(limit, { timeline: isNotNeeded, token: isNotNeeded });
  expect(text(reportOf(told))).toBe(text(reportOf(limit)));
  const nothing: Makers = { ending: isNotNeeded, stuck: isNotNeeded, kubectlSays: isNotNeeded, remedy: isNotNeeded, timeline: isNotNeeded, token: isNotNeeded };
  expect(text(reportOf(late({ ...limit, everySet: true }, nothing)))).toBe(text(reportOf({ ...limit, everySet: true })));
});

test('of two runs the shorter one is told, without a look at either', () => {
  const longer = { ...limit, scenario: 'scale-up', counterexample: { ...limit.counterexample!, timeline: { ...badRoll, steps: [...badRoll.steps, ...badRoll.steps] }, remedy: 'kubectl wait' } };
  const both = [longer, limit].map((cell) => late(cell, { timeline: isNotNeeded }));
  expect(text(reportOf(...both))).toContain(limit.counterexample!.remedy);
  expect(text(reportOf(...both))).not.toContain('kubectl wait');
});

test('what is made late is as harmless as the rest', () => {
  const steps = badRoll.steps.map((step) => ({ ...step, action: HOSTILE, command: HOSTILE, note: HOSTILE }));
  const hostile = { ending: HOSTILE, remedy: HOSTILE, kubectlSays: HOSTILE, token: HOSTILE, timeline: { ...badRoll, steps } };
  const cell = { ...error, counterexample: { ...error.counterexample!, ...hostile } };
  expect(text(reportOf(late(cell)))).toBe(text(reportOf(cell)));
  expect(text(reportOf(late(cell)))).not.toMatch(/[^\n -~]/);
});

test('what is short is made once, and the steps are kept by nobody', () => {
  const made: string[] = [];
  const { counterexample } = late(error, {
    remedy: () => `kubectl ${made.push('remedy')}`,
    timeline: () => ({ ...badRoll, scenario: String(made.push('timeline')) }),
  });
  expect([counterexample!.remedy, counterexample!.remedy]).toEqual(['kubectl 1', 'kubectl 1']);
  expect([counterexample!.timeline.scenario, counterexample!.timeline.scenario]).toEqual(['2', '3']);
});
