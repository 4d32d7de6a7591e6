import { spawnSync } from 'child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { KINDS, exportedOf } from './smt-kinds';
import { withDefinition } from './smt-reader';

/**
 * Goal: z3 and cvc5 give every query of an exported file the answer that the file expects, and the opposite where a guard is wrong.
 * Method: the solvers as their distributions install them, on whole files. A solver that is not installed fails the suite, with its name.
 */

type Solver = readonly [solver: string, args: readonly string[], kinds: typeof KINDS];

// cvc5 takes ten times as long as z3: it is given the kinds whose relations differ most.
const FEW = ['OrderedReady', 'Parallel', 'OnDelete', 'minReadySeconds up to 1.33', 'both: Delete, with minReadySeconds', 'whenScaled: Delete under Parallel', 'maxUnavailable 2'];
const SOLVERS: readonly Solver[] = [
  ['z3', [], KINDS],
  ['cvc5', ['--incremental', '--finite-model-find'], KINDS.filter(([title]) => FEW.includes(title))],
];
const LONGEST = 600_000;

let folder = '';
beforeAll(() => { folder = mkdtempSync(join(tmpdir(), 'smt-')); });
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The answer to each query by its name, with the answer that is expected. */
function answersOf([solver, args]: Solver, text: string): string[] {
  const file = join(folder, 'model.smt2');
  writeFileSync(file, text);
  const { error, stdout, stderr } = spawnSync(solver, [...args, file], { encoding: 'utf8', timeout: LONGEST, maxBuffer: 1 << 26 });
  if ((error as NodeJS.ErrnoException | undefined)?.code === 'ENOENT') {
    throw new Error(`${solver} is not installed: nothing was asked of it (Debian and Ubuntu: apt-get install z3 cvc5)`);
  }
  if (error !== undefined) throw new Error(`${solver} was stopped: ${error.message}\n${stdout.slice(-500)}`);
  const lines = stdout.trim().split('\n').map((line) => line.replace(/^"|"$/g, ''));
  const answers: string[] = [];
  for (let i = 0; i < lines.length; i += 2) answers.push(`${lines[i]}, answered ${lines[i + 1]}`);
  expect(stderr).toBe('');
  return answers;
}

const isAsExpected = (answer: string): boolean => /: expect (sat|unsat), answered \1$/.test(answer);

/** The file with only this query. */
function onlyQuery(text: string, name: string): string {
  const [head, ...queries] = text.split('(push 1)');
  const kept = queries.filter((query) => query.includes(`"${name}: `));
  expect(kept).toHaveLength(1);
  const definitions = queries.map((query) => query.slice(query.indexOf('(pop 1)') + '(pop 1)'.length));
  const [asked] = kept;
  // What is defined between queries is needed by those that follow.
  const before = definitions.slice(0, queries.indexOf(asked)).join('\n');
  return `${head}${before}(push 1)${asked.slice(0, asked.indexOf('(pop 1)'))}(pop 1)\n`;
}

describe.each(SOLVERS.map((solver) => [solver[0], solver] as const))('%s', (_, solver) => {
  test.each(solver[2])('answers as expected, %s', (title, change) => {
    const text = exportedOf(title, change);
    const answers = answersOf(solver, text);
    expect(answers.filter((answer) => !isAsExpected(answer))).toEqual([]);
    expect(answers).toHaveLength(text.split('(check-sat)').length - 1);
  });

  test.each([
    ['a pod that is made before those below are ready', 'all-below-pass', '(passes j)', '(not (= (phase j) Absent))', 'order/create: controller'],
    ['a scale-down that begins with the lowest', 'may-condemn', '(below x j)', '(below j x)', 'order/terminate: controller'],
    ['an update that begins with the lowest', 'may-update', '(below x j)', '(below j x)', 'order/update: controller'],
    ['an update that does not ask for the partition', 'may-update', '(not (below-partition x))', 'true', 'order/update: controller'],
    ['an update that does not wait for the pods below', 'may-update', 'all-wanted-pass', 'true', 'at most 1 voluntary disruption: controller keeps few-disrupted'],
    ['a pod that is made before its claim', 'created', '(not (= (next-claim x) NoClaim))', 'true', 'claim exists for every pod: controller keeps pod-has-claim'],
    ['a pod that is made while its claim is collected', 'may-create', '(= (owner x) GonePod)', 'false', 'claim exists for every pod: controller keeps pod-has-claim'],
    ['a claim that is collected although its owner is there', 'collector', '(= (owner k) GonePod)', 'true', 'claim exists for every pod: collector keeps collected-is-owned'],
    ['an update of what is new', 'may-update', '(not (= (revision x) update-revision))', '(= (revision x) update-revision)', 'convergence: controller lowers the rank'],
    ['a pod that never stops', 'can-kubelet-stop', '(deleting k)', 'false', 'convergence: no stuck state but two failed pods that are not wanted'],
    ['a pod that never starts', 'can-kubelet-start', '(= (phase k) Scheduled)', 'false', 'convergence: no stuck state but two failed pods that are not wanted'],
  ])('refuses %s', (_what, name, from, to, query) => {
    const text = exportedOf('wrong', { whenScaledDelete: true });
    expect(answersOf(solver, onlyQuery(text, query))).toEqual([`${query}: expect unsat, answered unsat`]);
    expect(answersOf(solver, onlyQuery(withDefinition(text, name, from, to), query))).toEqual([`${query}: expect unsat, answered sat`]);
  });

  test('refuses to drop an ordinal where a step needs that another one is ready', () => {
    const text = exportedOf('wrong', { claims: 0 });
    const someReady = (among: string) => `(not (forall ((j Ordinal)) (=> ${among} (not (ready j)))))`;
    const asks = withDefinition(text, 'kubelet-ready', '(not (deleting k))', `${someReady('(not (= j k))')} (not (deleting k))`);
    const wrong = withDefinition(asks, 'kubelet-ready.without', '(not (deleting k))', `${someReady('(and (not (= j k)) (not (= j dropped)))')} (not (deleting k))`);
    expect(answersOf(solver, onlyQuery(wrong, 'projection: kubelet-ready'))).toEqual(['projection: kubelet-ready: expect unsat, answered sat']);
  });

  test('finds that a window with a state less is left', () => {
    const text = exportedOf('wrong', { claims: 0 });
    const asked = onlyQuery(text, 'window: fault-failed does not leave it');
    const failed = /\(define-fun (pod-\d+) [^\n]*\n  \(and \(= \(phase x\) Failed\)/.exec(text)![1];
    const without = withDefinition(withDefinition(asked, failed, '(= (phase x) Failed)', 'false'), `next-${failed}`, '(= (next-phase x) Failed)', 'false');
    expect(answersOf(solver, without)).toEqual(['window: fault-failed does not leave it: expect unsat, answered sat']);
  });
});
