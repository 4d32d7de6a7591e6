import { certify, sha256 } from './certify';
import { programWith } from '../../conformance/mutants/program';
import * as writer from '../../src/prove/certificate';
import { SCENARIOS, problemOf } from '../../src/prove/scenarios';
import * as checker from '../../src/verify';
import { readCertificate } from '../../src/verify/certificate';
import { read, subjectIn, web } from '../prove/manifests';

/**
 * Goal: whoever explores with a mistake does not get past the checker, and the checker's own properties are ones that can be broken: the same mistake in the
 * steps that it goes by makes it see that the guarantee does not hold.
 */

/** A certificate that says PROVED of one guarantee in one scenario, with all states that this writer finds. */
function proved({ certificateOf }: Pick<typeof writer, 'certificateOf'>, manifest: string, scenario: string, guarantee: string): Uint8Array {
  const subject = subjectIn(manifest);
  const problem = problemOf(subject, SCENARIOS.find(({ name }) => name === scenario)!, 1);
  const report = { tool: { name: 'cdk8s-stateful', version: '0' }, kubernetes: subject.kubernetes.version, featureGates: {} } as const;
  return certificateOf({ report, answers: [{ subject, answer: { guarantee, scenario, verdict: 'PROVED', problem } }], manifests: read(manifest).manifests, faults: 1 }, sha256);
}

const whyOf = ({ verify }: Pick<typeof checker, 'verify'>, content: Uint8Array): string | undefined => {
  const [{ found, why }] = verify(content, sha256).claims;
  return found === 'verified' ? undefined : `${found}: ${why}`;
};

const UNPROVED = 'not verified: it does not show that runs come to a good end';
const NOT_ITS_STATES = /^wrong: (a step from state \d+ leads to a state that is missing|a state that the problem starts from is missing|\d+ of its states cannot be reached)$/;

const CONTROLLER = 'src/cluster/statefulset.ts';
const MISTAKES: [name: string, file: string, right: string, wrong: string, guarantee: string, scenario: string, manifest?: string][] = [
  ['creates pods without waiting for readiness', CONTROLLER,
    'if (monotonic && !healthy(p)) return EXIT;', 'if (monotonic && get(f.viewPhase(p)) < f.SCHEDULED) return EXIT;', 'order/create', 'bootstrap'],
  ['updates without waiting for the pods above', CONTROLLER, '    if (!healthy(p)) return GO;\n', '', 'order/update', 'roll-image', web('podManagementPolicy: Parallel')],
  ['ignores the partition when it creates', CONTROLLER,
    'return i < get(f.VIEW_PARTITION) ? found.current : found.update;', 'return found.update;', 'order/update', 'canary'],
  ['scales down without waiting for the pod above to be gone', CONTROLLER,
    'return monotonic ? EXIT : GO;\n  if (monotonic && !isSteady(p)', 'return GO;\n  if (monotonic && !isSteady(p)', 'order/terminate', 'scale-down'],
  ['deletes claims on scale-down whatever the policy says', 'src/cluster/apiserver.ts', '    put(f.deleting(p), 1);\n',
    '    put(f.deleting(p), 1);\n    if (p >= now(f.REPLICAS)) for (let k = 0; k < problem.claims; k++) removeClaim(p * problem.claims + k);\n', 'storage/kept', 'scale-down'],
  ['takes a pod for gone while its process runs', 'src/cluster/apiserver.ts',
    '} else if (problem.noGracePeriod) {', '} else if (problem.slots > 0) {', 'identity/at-most-one', 'restart-all'],
  ['starts pods whose claims are not bound', 'src/cluster/scheduler.ts', 'if (!claimsAreBound(i)) return;', '', 'storage/sticky', 'bootstrap'],
  ['leaves failed pods where they are', CONTROLLER,
    'if (get(f.viewDeleting(p)) === 0) {\n      if (!mayWrite()) return CUT;', 'if (i < 0) {\n      if (!mayWrite()) return CUT;', 'boot/completes', 'bootstrap'],
];

test.each(MISTAKES)('a proof by a reconciler that %s is refused', (rule, file, right, wrong, guarantee, scenario, manifest = web()) => {
  const mutant = { rule, file, right, wrong };
  const content = proved(programWith('src/prove/certificate/index.ts', mutant), manifest, scenario, guarantee);
  const isEnd = guarantee === 'boot/completes';
  // Where a pod stays failed, the states are the same. Only nobody gets out of some of them.
  expect(whyOf(checker, content)).toEqual(isEnd ? UNPROVED : expect.stringMatching(NOT_ITS_STATES));
  expect(whyOf(programWith('src/verify/index.ts', mutant), content)).toBe(isEnd ? UNPROVED : 'wrong: a step breaks it');
  expect(whyOf(checker, proved(writer, manifest, scenario, guarantee))).toBeUndefined();
});

test.each([
  ['storage/single-writer', 'force-deletion', web()],
  ['availability/quorum', 'roll-image', web('podManagementPolicy: Parallel', { annotations: 'cdk8s-stateful/readiness: majority' })],
])('what no manifest keeps is seen to be broken: %s in %s', (guarantee, scenario, manifest) => {
  expect(whyOf(checker, proved(writer, manifest, scenario, guarantee))).toBe('wrong: a step breaks it');
});

test('a proof by an explorer that loses every hundredth state is refused', () => {
  const right = 'import { explore } from \'../explore\';';
  const wrong = `import { explore as sound } from '../explore';
    const explore: typeof sound = (...asked) => {
      const search = sound(...asked);
      const { words } = search.layout;
      const rows = search.rows.slice(0, search.states * words).filter((_, at) => Math.trunc(at / words) % 100 !== 99);
      return { ...search, rows, states: rows.length / words, edges: new Int32Array(0), edgeStart: new Int32Array(rows.length / words + 1) };
    };`;
  const forgetful = programWith('src/prove/certificate/index.ts', { rule: 'loses states', file: 'src/prove/certificate/index.ts', right, wrong });
  expect(whyOf(checker, proved(forgetful, web(), 'bootstrap', 'order/create'))).toMatch(/^wrong: a step from state \d+ leads to a state that is missing$/);
});

test('a refutation by a reconciler with a mistake is refused', () => {
  const mutant = { rule: MISTAKES[0][0], file: MISTAKES[0][1], right: MISTAKES[0][2], wrong: MISTAKES[0][3] };
  const broken = { prove: programWith('src/prove/index.ts', mutant).prove, certificateOf: programWith('src/prove/certificate/index.ts', mutant).certificateOf };
  const content = certify(read(web()), { scenarios: ['bootstrap'], guarantees: ['order/create'] }, undefined, broken);
  const claims = checker.verify(content, sha256).claims;
  expect(claims.map(({ verdict }) => verdict)).toContain('REFUTED');
  expect(claims.map(({ found, why }) => `${found}: ${why}`)).toEqual(claims.map(() => expect.stringMatching(/^wrong: its step \d+ is none that the model can take$/)));
});

test('a run that goes round for ever is verified by who has the same mistake, and by nobody else', () => {
  const right = 'if (revisionAt(i) !== found.update && get(f.viewDeleting(p)) === 0) return deleteOutdated(i);';
  const mutant = { rule: 'replaces the last pod again and again', file: CONTROLLER, right, wrong: 'if (get(f.viewDeleting(p)) === 0) return deleteOutdated(i);' };
  const broken = { prove: programWith('src/prove/index.ts', mutant).prove, certificateOf: programWith('src/prove/certificate/index.ts', mutant).certificateOf };
  const content = certify(read(web()), { scenarios: ['bootstrap'], guarantees: ['boot/completes'], faults: 0 }, undefined, broken);
  const toldBy = ({ verify }: Pick<typeof checker, 'verify'>): string[] => verify(content, sha256).claims.map(({ verdict, found, why }) => `${verdict} ${found}: ${why}`);
  expect(readCertificate(content).runs.map(({ loop }) => loop)).toEqual([expect.any(Number)]);
  expect(readCertificate(content).runs[0].loop).toBeGreaterThan(1);
  expect(toldBy(programWith('src/verify/index.ts', mutant))).toEqual(['REFUTED verified: undefined']);
  expect(toldBy(checker)).toEqual([expect.stringMatching(/^REFUTED wrong: its step \d+ is none that the model can take$/)]);
});
