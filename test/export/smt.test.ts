import { evaluatorOf, type Evaluator } from './smt-evaluator';
import { KINDS, exportedOf, freeProblem } from './smt-kinds';
import { withDefinition } from './smt-reader';
import { allOfTwo, pack, randomStates, show, sizeOfTwo, stepsFrom, successorRows, type State, type Step } from './smt-steps';
import type { Layout } from '../../src/cluster/layout';
import type { Problem } from '../../src/cluster/problem';
import { useProblem } from '../../src/cluster/step';
import { randomFrom } from '../cluster/problems';

/**
 * Goal: what the exported file proves is about the step functions that `prove` explores.
 * Method: the relation is read back from the file's text and evaluated. Every step of the real step functions satisfies the action of its name; every action
 * that the file says Kubernetes takes by itself is a step of theirs; and where the file counts on the controller to act, it does.
 */

interface Subject { readonly problem: Problem; readonly layout: Layout; readonly evaluator: Evaluator; readonly claim: number }

/** What is only kept for a proof has no field in a row: it follows from the step. */
function keepHistory({ problem: { minReady, slots }, evaluator: { tables, value } }: Subject, { action, ordinal }: Step): void {
  const before = tables.get('disrupted')!;
  const after = tables.get('next-disrupted')!;
  const available = minReady ? 'time' : 'kubelet-ready';
  for (let x = 0; x < slots; x++) {
    if (action === 'controller') after[x] = before[x] | value('updated-now', x);
    else if (action === 'user-replicas') after[x] = before[x] & tables.get('next-wanted')![x];
    else after[x] = action === available && x === ordinal ? 0 : before[x];
  }
}

function satisfies(subject: Subject, row: Int32Array, step: Step): boolean {
  const { problem, layout, evaluator, claim } = subject;
  show(evaluator, problem, layout, row, 0, '', claim);
  show(evaluator, problem, layout, successorRows(), step.offset, 'next-', claim);
  keepHistory(subject, step);
  // A step of the ordinal's other claim is none of the claim that is shown.
  if (step.claim !== undefined && step.claim !== claim) return evaluator.value('nothing-changes') === 1;
  if (!evaluator.has(step.action)) return false;
  return evaluator.value(step.action, ...step.action === 'controller' || step.action.startsWith('user-') ? [] : [step.ordinal]) === 1;
}

const known = new Map<string, Evaluator>();

/** Reading a file takes longer than asking it something. */
function evaluatorFor(text: string, slots: number): Evaluator {
  const evaluator = known.get(text) ?? evaluatorOf(text);
  known.set(text, evaluator);
  evaluator.setOrdinals(slots);
  return evaluator;
}

const TEXTS: ReadonlyMap<string, string> = new Map(KINDS.map(([title, change]) => [title, exportedOf(title, change)]));
const textOf = (title: string): string => TEXTS.get(title)!;

interface Found { readonly steps: number; readonly wrong: readonly string[]; readonly actions: ReadonlySet<string> }

function check(change: Partial<Problem>, slots: number, states: (problem: Problem) => Iterable<State>, text: string): Found {
  const problem = freeProblem(change, slots, 2);
  const layout = useProblem(problem);
  const evaluator = evaluatorFor(text, slots);
  const random = randomFrom(slots);
  const wrong: string[] = [];
  const actions = new Set<string>();
  let steps = 0;
  for (const state of states(problem)) {
    const row = pack(problem, layout, state);
    const found = stepsFrom(problem, layout, row);
    for (let claim = 0; claim < Math.max(1, problem.claims); claim++) {
      for (let x = 0; x < slots; x++) evaluator.tables.get('disrupted')![x] = random(2);
      for (const step of found) {
        steps++;
        actions.add(step.action);
        if (!satisfies({ problem, layout, evaluator, claim }, row, step) && wrong.length < 3) wrong.push(`${step.action} ${step.ordinal}: ${JSON.stringify(state)}`);
      }
    }
  }
  return { steps, wrong, actions };
}

const PRIMES = [1, 7, 13, 29, 101, 499, 997, 1999, 4999, 9973, 49999];
/** One in so many, so that some thousand are looked at. A prime, so that no part of a state is always the same. */
const everyOf = (problem: Problem, wanted: number): number => PRIMES.find((prime) => sizeOfTwo(problem) / prime <= wanted)!;

describe('every step of the step functions is one of the exported relation', () => {
  const STATES = 600;
  const ALWAYS = [
    'controller', 'scheduler', 'kubelet-start', 'kubelet-ready', 'fault-unready', 'fault-failed', 'fault-deleted', 'user-replicas', 'user-partition', 'user-template',
  ];

  test.each(KINDS)('from all states of two ordinals, %s', (title, change) => {
    const { wrong, steps, actions } = check(change, 2, (problem) => allOfTwo(problem, everyOf(problem, STATES)), textOf(title));
    expect(wrong).toEqual([]);
    expect(steps).toBeGreaterThan(STATES);
    expect([...actions]).toEqual(expect.arrayContaining(ALWAYS));
  });

  test.each([3, 4, 5, 6, 7, 8])('from random states of %i ordinals', (slots) => {
    const wrong = KINDS.flatMap(([title, change]) => check(
      change, slots, (problem) => randomStates(problem, Math.ceil(80 / slots), slots), textOf(title)).wrong);
    expect(wrong).toEqual([]);
  });

  test.each(KINDS)('also with two claims an ordinal, where one of them is looked at, and with writes that are refused, %s', (title, change) => {
    const more = { ...change, ...change.claims === 0 ? {} : { claims: 2 }, faults: 1 };
    const { wrong } = check(more, 3, (problem) => randomStates(problem, 60, 11), textOf(title));
    expect(wrong).toEqual([]);
  });
});

describe('a relation that forbids what the code does is found out', () => {
  test.each([
    ['an ordinal below need not pass', 'may-create', '(all-below-pass x)', '(not (all-below-pass x))'],
    ['a failed pod is left alone', 'may-replace', '(wanted x)', 'false'],
    ['the lowest pod goes first', 'may-condemn', '(below x j)', '(below j x)'],
    ['the lowest outdated pod is replaced first', 'may-update', '(below x j)', '(below j x)'],
    ['a pending pod gets a deletionTimestamp', 'deleted', '(= (phase x) Pending)', 'false'],
    ['a new pod is always of the new template', 'created', '(ite (below-partition x) current-revision update-revision)', 'update-revision'],
    ['the status never completes an update', 'controller', '(= next-current-revision update-revision)', 'false'],
    ['the scheduler does not wait', 'scheduler', 'Pending', 'Absent'],
    ['a pod that stops stays', 'kubelet-stop', '(= (next-phase k) Absent)', '(= (next-phase k) Failed)'],
    ['a probe fails of others, too', 'others-stay', '(ordinal-stays x)', '(not (ordinal-stays x))'],
    ['replicas are no number', 'user-replicas', '(next-wanted x)', '(not (next-wanted x))'],
  ])('%s', (_, name, from, to) => {
    const [title, change] = KINDS[0];
    const text = withDefinition(textOf(title), name, from, to);
    expect(check(change, 2, (problem) => allOfTwo(problem, 13), text).wrong.length).toBeGreaterThan(0);
  });

  test.each([
    ['a claim is never made', 'claim-written', '(= (next-claim x) Unbound)', 'false'],
    ['owners stay', 'owner-given', '(= (next-owner x)', '(not-now x'],
  ])('%s', (_, name, from, to) => {
    const change = { whenScaledDelete: true };
    const text = withDefinition(textOf('whenScaled: Delete'), name, from, to).replaceAll('(not-now x', '(= Nobody');
    expect(check(change, 2, (problem) => allOfTwo(problem, everyOf(problem, 2500)), text).wrong.length).toBeGreaterThan(0);
  });
});

interface Counted { readonly wrong: readonly string[]; readonly counted: ReadonlySet<string> }

/** What the proofs of convergence count on: steps that the code takes for sure. */
function missing(change: Partial<Problem>, slots: number, states: (problem: Problem) => Iterable<State>, text: string): Counted {
  const problem = freeProblem(change, slots, 2);
  const layout = useProblem(problem);
  const evaluator = evaluatorFor(text, slots);
  const subject = { problem, layout, evaluator, claim: 0 };
  const wrong: string[] = [];
  const counted = new Set<string>();
  for (const state of states(problem)) {
    const row = pack(problem, layout, state);
    const steps = stepsFrom(problem, layout, row);
    show(evaluator, problem, layout, row, 0, '', 0);
    const expectStep = (name: string, is: boolean, ...at: number[]) => {
      if (evaluator.value(name, ...at) === 0) return;
      counted.add(name);
      if (!is && wrong.length < 3) wrong.push(`${name} ${at.join()}: ${JSON.stringify(state)}`);
    };
    for (let x = 0; x < slots; x++) {
      for (const name of LOCAL) if (evaluator.has(`can-${name}`)) expectStep(`can-${name}`, steps.some(({ action, ordinal }) => action === name && ordinal === x), x);
    }
    // A claim that is still being deleted fails a sync. It goes by itself first.
    if (evaluator.tables.get('claim-deleting')?.includes(1)) continue;
    const syncs = steps.filter(({ actor }) => actor === CONTROLLER);
    const changes = (is: () => boolean) => syncs.some(({ offset }) => {
      show(subject.evaluator, problem, layout, successorRows(), offset, 'next-', 0);
      return is();
    });
    for (let x = 0; x < slots; x++) {
      for (const name of CERTAIN) if (evaluator.has(name)) expectStep(name, changes(() => evaluator.value('pod-stays', x) === 0), x);
    }
    expectStep('must-complete', changes(() => evaluator.tables.get('next-current-revision')![0] === state.template));
  }
  return { wrong, counted };
}

const CONTROLLER = 1;
const LOCAL = ['scheduler', 'kubelet-start', 'kubelet-ready', 'kubelet-stop', 'time', 'volumes', 'collector', 'protection'];
const CERTAIN = ['may-create', 'may-replace', 'may-condemn', 'must-update'];

describe('where the proof of convergence counts on a step, the step functions take it', () => {
  const converging = KINDS.filter(([, { noRollingUpdateBlock }]) => !noRollingUpdateBlock);

  test.each(converging)('%s', (title, change) => {
    const text = textOf(title);
    const ofTwo = missing(change, 2, (problem) => allOfTwo(problem, everyOf(problem, 1000)), text);
    const ofFive = missing(change, 5, (problem) => randomStates(problem, 200, 5), text);
    expect([...ofTwo.wrong, ...ofFive.wrong]).toEqual([]);
    expect([...ofTwo.counted, ...ofFive.counted]).toEqual(expect.arrayContaining(['can-scheduler', 'may-create', 'may-replace', 'may-condemn']));
  });

  test.each([
    ['the controller would create before the ordinals below pass', 'may-create', '(all-below-pass x)', 'true'],
    ['the controller would delete what it waits for', 'may-condemn', '(not (deleting x))', 'true'],
    ['a process would become ready while it is being deleted', 'can-kubelet-ready', '(not (deleting k))', 'true'],
  ])('or it is found out that %s', (_, name, from, to) => {
    const [title, change] = KINDS[0];
    expect(missing(change, 2, (problem) => allOfTwo(problem, 13), withDefinition(textOf(title), name, from, to)).wrong.length).toBeGreaterThan(0);
  });
});

test('the file is the same each time, and every query says what it expects', () => {
  for (const [title, change] of KINDS) {
    const text = textOf(title);
    expect(text).toBe(exportedOf(title, change));
    const queries = text.split('(push 1)').slice(1);
    expect(queries.length).toBeGreaterThan(80);
    for (const query of queries) expect(query).toMatch(/^\n(; .*\n)?\(echo "[^"]+: expect (sat|unsat)"\)\n[^]*\(check-sat\)\n\(pop 1\)\n/);
    expect(new Set(text.match(/\(echo .*/g)).size).toBe(queries.length);
  }
});
