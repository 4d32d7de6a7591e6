import { readFileSync } from 'fs';
import { join } from 'path';
import { certify, sha256, written } from './certify';
import { EDIT } from '../../src/cluster/fields';
import type { Problem } from '../../src/cluster/problem';
import { fieldOf } from '../../src/cluster/row';
import { useProblem } from '../../src/cluster/step';
import { GUARANTEES } from '../../src/prove';
import type { Answer } from '../../src/prove/answer';
import { certificateOf } from '../../src/prove/certificate';
import { explore } from '../../src/prove/explore';
import { type Run, runTo } from '../../src/prove/path';
import { SCENARIOS, problemOf } from '../../src/prove/scenarios';
import { type Verification, verify } from '../../src/verify';
import { type Certificate, readCertificate } from '../../src/verify/certificate';
import { stepsFrom } from '../../src/verify/steps';
import { read, subjectIn, web } from '../prove/manifests';

/** Goal: what is right is seen to be right, by a checker that knows nothing of the prover; and what is not is seen, whatever it is. */

const MANIFEST = web('persistentVolumeClaimRetentionPolicy: {whenScaled: Delete}', { replicas: 2 });
const INPUT = read(MANIFEST);
const OPTIONS = { scenarios: ['bootstrap', 'rescale-during-termination', 'bad-roll-then-fix'], guarantees: ['storage/kept', 'boot/completes', 'rollout/recovers'] };
/** All answers called proved: where no fault may happen, the problem of a refutation is that of its scenario. */
const PROVED = certify(INPUT, { ...OPTIONS, faults: 0 }, ({ run: _, ...answer }) => ({ ...answer, verdict: 'PROVED' }));
const CONTENT = certify(INPUT, OPTIONS);
const GENUINE = readCertificate(CONTENT);

const check = (certificate: Certificate): Verification => verify(written(certificate), sha256, INPUT.manifests);
const told = ({ claims }: Verification): string[] => [...new Set(claims.filter(({ found }) => found !== 'verified').map(({ found, why }) => `${found}: ${why}`))];
const claimOf = (guarantee: string, verdict = 'PROVED') => GENUINE.claims.findIndex((claim) => claim.guarantee === guarantee && claim.verdict === verdict);

/** The same certificate with one element of one list changed. */
const changed = <Key extends 'claims' | 'states' | 'proofs' | 'behaviours' | 'runs' | 'problems' | 'sets'>(
  certificate: Certificate, key: Key, index: number, change: (element: Certificate[Key][number]) => object,
): Certificate => ({ ...certificate, [key]: certificate[key].map((element, at) => at === index ? { ...element, ...change(element) } : element) });

describe('a certificate', () => {
  test('holds', () => {
    const found = verify(CONTENT, sha256, INPUT.manifests);
    expect(told(found)).toEqual([]);
    expect(found.otherwise).toEqual([]);
    expect(found.exitCode).toBe(0);
    expect(found.claims.map(({ guarantee, scenario, verdict }) => `${verdict} ${guarantee} ${scenario}`)).toEqual([
      'PROVED storage/kept bootstrap',
      'PROVED boot/completes bootstrap',
      'PROVED storage/kept bad-roll-then-fix',
      'REFUTED storage/kept every replica count',
      'REFUTED storage/kept rescale-during-termination',
      'REFUTED rollout/recovers bad-roll-then-fix',
    ]);
  });

  test('is the same, byte by byte, of the same run', () => {
    expect(sha256(certify(INPUT, OPTIONS))).toBe(sha256(CONTENT));
    expect(sha256(certify(read(MANIFEST, 'another/path.yaml'), OPTIONS))).toBe(sha256(CONTENT));
  });

  test.each(['bad-image-ordered', 'no-governing-service', 'quorum-ordered', 'rescale-deletes'])('of examples/refuted/%s holds', (name) => {
    const input = read(readFileSync(join(__dirname, '../../examples/refuted', name, 'broken.yaml'), 'utf8'));
    // The window of two ordinals is large, and in a test of its own.
    const guarantees = GUARANTEES.map(({ id }) => id).filter((id) => !id.startsWith('order/') && id !== 'availability/quorum');
    const found = verify(certify(input, { guarantees }), sha256, input.manifests);
    expect(told(found)).toEqual([]);
    expect(found.exitCode).toBe(0);
    expect(found.claims.length).toBeGreaterThan(30);
  });
});

test('of a set whose pods are only replaced by hand holds, for every replica count too', () => {
  const input = read(web('updateStrategy: {type: OnDelete}', { replicas: 2, claims: false }));
  const found = verify(certify(input, { scenarios: ['bootstrap', 'on-delete'], guarantees: ['order/create', 'order/terminate', 'order/update'] }), sha256, input.manifests);
  expect(told(found)).toEqual([]);
  expect(found.exitCode).toBe(0);
  expect(found.claims.filter(({ scenario }) => scenario === 'every replica count').map(({ verdict, guarantee }) => `${verdict} ${guarantee}`)).toEqual([
    'PROVED order/create', 'PROVED order/terminate', 'PROVED order/update',
  ]);
});

describe('a refutation with fewer replicas than the set has', () => {
  const OWN = 5;
  /** So few states may be explored that only fewer replicas are explored to an end. */
  const certified = (scenario: string, { replicas = OWN, spec = 'podManagementPolicy: Parallel', maxStates = 2000 } = {}) => {
    const input = read(web(spec, { replicas }));
    const content = certify(input, { scenarios: [scenario], guarantees: ['rollout/converges'], maxStates });
    const certificate = readCertificate(content);
    const at = certificate.claims.findIndex(({ verdict, scenario: name }) => verdict === 'REFUTED' && name === scenario);
    return { certificate, at, found: verify(content, sha256, input.manifests) };
  };
  const withFields = (certificate: Certificate, fields: Partial<Certificate['sets'][number]['fields']>): Certificate =>
    changed(certificate, 'sets', 0, (set) => ({ fields: { ...set.fields, ...fields } }));
  const judged = (certificate: Certificate, at: number): string => {
    const { found, why } = verify(written(certificate), sha256).claims[at];
    return `${found}: ${why}`;
  };
  const partition = (at: number): string => `updateStrategy: {rollingUpdate: {partition: ${at}}}`;

  test.each([
    ['claim-deleted', {}],
    ['claim-deleted', { spec: partition(2) }],
    ['claim-deleted', { spec: partition(9) }],
    ['delete-and-recreate', { spec: `${partition(9)}\n  persistentVolumeClaimRetentionPolicy: {whenScaled: Delete, whenDeleted: Delete}`, maxStates: 400 }],
  ])('holds, and says of how many it is: %s, %j', (scenario, how) => {
    const { certificate, at, found } = certified(scenario, how);
    expect(told(found)).toEqual([]);
    expect(found.exitCode).toBe(0);
    const { replicas } = certificate.problems[certificate.runs[found.claims[at].run!].problem];
    expect(replicas).toBeLessThan(OWN);
    expect(found.claims[at].replicas).toBe(replicas);
  });

  test('is told from one of as many as it has', () => {
    const { at, found } = certified('claim-deleted', { replicas: 1 });
    expect(found.claims[at]).toMatchObject({ found: 'verified' });
    expect(found.claims[at]).not.toHaveProperty('replicas');
  });

  test('is none of a set that has fewer still, or other fields', () => {
    const { certificate, at } = certified('claim-deleted');
    expect(judged(certificate, at)).toBe('verified: undefined');
    expect(judged(withFields(certificate, { replicas: 0 }), at)).toBe('wrong: its problem is not that of the manifest in this scenario: slots, replicas, peers');
    expect(judged(withFields(certificate, { podManagementPolicy: 'OrderedReady' }), at)).toBe('wrong: its problem is not that of the manifest in this scenario: parallel');
  });

  test('has as many peers as it has replicas', () => {
    const { certificate, at } = certified('claim-deleted');
    const { problem } = certificate.runs[certificate.claims[at].run!];
    expect(judged(changed(certificate, 'problems', problem, ({ peers }) => ({ peers: peers + 1 })), at)).toBe('wrong: its problem is not that of the manifest in this scenario: peers');
  });
});

describe('a forgery:', () => {
  const proof = GENUINE.claims[claimOf('boot/completes')].proof!;
  const { states: count } = GENUINE.proofs[proof];
  const words = GENUINE.states[proof].rows.length / count;
  const without = (values: Int32Array, index: number, size: number): Int32Array => values.filter((_, at) => Math.trunc(at / size) !== index);
  const withoutState = (index: number): Certificate => changed(changed(GENUINE, 'proofs', proof, () => ({ states: count - 1 })), 'states', proof, ({ rows, ranks, helpers }) => ({
    rows: without(rows, index, words), ranks: without(ranks!, index, 1), helpers: without(helpers!, index, 1),
  }));

  test('any state left out', () => {
    for (const index of [0, 1, Math.floor(count / 2), count - 1]) {
      expect(told(check(withoutState(index)))).toEqual([expect.stringMatching(/^wrong: (a step from state \d+ leads to a state that is missing|a state that the problem starts from is missing)$/)]);
    }
  });

  test('a state added', () => {
    const { rows, ranks, helpers } = GENUINE.states[proof];
    const added = changed(changed(GENUINE, 'proofs', proof, () => ({ states: count + 1 })), 'states', proof, () => ({
      rows: Int32Array.from([...rows, ...rows.subarray(-words).map((word, k) => k === words - 1 ? word + 1 : word)]),
      ranks: Int32Array.from([...ranks!, 0]),
      helpers: Int32Array.from([...helpers!, 0]),
    }));
    expect(told(check(added))).toEqual(['wrong: 1 of its states cannot be reached']);
  });

  test('a state twice', () => {
    const twice = changed(GENUINE, 'states', proof, ({ rows }) => ({ rows: Int32Array.from([...rows.subarray(0, words), ...rows.subarray(0, words), ...rows.subarray(2 * words)]) }));
    expect(told(check(twice))).toEqual(['wrong: state 1 is not above the one before it']);
  });

  test('a refuted guarantee of steps called proved, with all states of its problem', () => {
    const found = verify(PROVED, sha256);
    expect(found.claims.filter(({ guarantee, scenario }) => guarantee === 'storage/kept' && scenario === 'rescale-during-termination').map(({ why }) => why)).toEqual(['a step breaks it']);
    expect(found.exitCode).toBe(1);
  });

  test('a refuted good end called proved: without ranks it is not verified, with ranks it is wrong', () => {
    const forged = readCertificate(PROVED);
    const recovers = forged.claims.find(({ guarantee }) => guarantee === 'rollout/recovers')!.proof!;
    const toldOf = (certificate: Certificate): string[] => check(certificate).claims.filter(({ guarantee }) => guarantee === 'rollout/recovers').map(({ found, why }) => `${found}: ${why}`);
    expect(toldOf(forged)).toEqual(['not verified: it does not show that runs come to a good end']);
    const states = forged.proofs[recovers].states;
    const ranked = (helper: number): Certificate => changed(changed(forged, 'proofs', recovers, () => ({ progress: true })), 'states', recovers, () => ({
      ranks: new Int32Array(states), helpers: new Int32Array(states).fill(helper),
    }));
    expect(toldOf(ranked(0))).toEqual([expect.stringMatching(/^wrong: state \d+ is no good end, and has no helper$/)]);
    // The controller.
    expect(toldOf(ranked(2))).toEqual([expect.stringMatching(/^wrong: (a step from state \d+ goes where its rank does not allow|the helper of state \d+ cannot act there)$/)]);
  });

  test('any rank or helper changed', () => {
    const { ranks, helpers } = GENUINE.states[proof];
    const highest = ranks!.indexOf(Math.max(...ranks!));
    const lowered = changed(GENUINE, 'states', proof, () => ({ ranks: ranks!.map((rank, state) => state === highest ? 0 : rank) }));
    expect(told(check(lowered))).toEqual([expect.stringMatching(/^wrong: a step from state \d+ goes where its rank does not allow$/)]);
    const helped = changed(GENUINE, 'states', proof, () => ({ helpers: helpers!.map((helper, state) => state === highest ? 0 : helper) }));
    expect(told(check(helped))).toEqual([expect.stringMatching(/^wrong: state \d+ is no good end, and has no helper$/)]);
    const unable = changed(GENUINE, 'states', proof, () => ({ helpers: helpers!.map((helper, state) => state === highest ? 0xff : helper) }));
    expect(told(check(unable))).toEqual([expect.stringMatching(/^wrong: the helper of state \d+ cannot act there$/)]);
  });

  test.each([
    ['a step left out', (run: Certificate['behaviours'][number]) => ({ steps: run.steps.filter((_, step) => step !== 1) }), -1],
    ['the label of a step changed', (run) => ({ steps: run.steps.map((step, at) => at === 1 ? { ...step, label: step.label + 0x100 } : step) }), 0],
    ['a bit of a state changed', (run) => ({ steps: run.steps.map((step, at) => at === 1 ? { ...step, row: step.row.map((word) => word + 1) } : step) }), 0],
    ['another beginning', (run) => ({ first: run.first.map((word) => word + 1) }), 0],
    ['the last step left out', (run) => ({ steps: run.steps.slice(0, -1) }), -1],
  ] as [string, (run: Certificate['behaviours'][number]) => object, number][])('%s of each run', (_, change, more) => {
    for (const number of GENUINE.runs.keys()) {
      const forged = changed(changed(GENUINE, 'behaviours', number, change), 'runs', number, ({ steps }) => ({ steps: steps + more }));
      const found = check(forged).claims.filter(({ run }) => run === number);
      expect(found.map(({ found: what }) => what)).toEqual(['wrong']);
      expect(found[0].why).toMatch(/^its (step \d+ is none that the model can take|first state is none that the problem starts from|last step breaks nothing|last state .*)$|^it need not stay in its last state$/);
    }
  });

  test('a loop that does not come back', () => {
    const { run: number } = GENUINE.claims[claimOf('rollout/recovers', 'REFUTED')];
    const { steps } = GENUINE.behaviours[number!];
    // What is no good end yet, and the step out of it, by the only one who could act.
    const forged = changed(changed(GENUINE, 'behaviours', number!, () => ({ steps: steps.slice(0, -1), loop: steps.slice(-1) })), 'runs', number!, () => ({ steps: steps.length - 1, loop: 1 }));
    expect(check(forged).claims.filter(({ run }) => run === number).map(({ why }) => why)).toEqual(['it need not stay in its last state']);
  });

  test('a run to a good end, or to one where nothing is promised, called refuted', () => {
    /** A run to a state that nobody leaves, with so many edits made. */
    const runToEnd = (problem: Problem, edit: number): Run => {
      const search = explore(problem, [], { maxStates: 10_000, keepEdges: true });
      const { states, edgeStart, layout, rows } = search;
      const isOver = (state: number): boolean => edgeStart[state] === edgeStart[state + 1] && fieldOf(layout, rows, state * layout.words, EDIT) === edit;
      return runTo(search, Array.from({ length: states }, (_, state) => state).find(isOver)!);
    };
    const calledRefuted = (scenario: string, guarantee: string, edit: number): Uint8Array =>
      certify(INPUT, { scenarios: [scenario], guarantees: [guarantee], faults: 0 }, (answer) => ({ ...answer, verdict: 'REFUTED', run: runToEnd(answer.problem, edit) }));
    for (const forged of [calledRefuted('bootstrap', 'boot/completes', 0), calledRefuted('bad-roll-then-fix', 'rollout/recovers', 1)]) {
      expect(told(verify(forged, sha256))).toEqual(['wrong: its last state is a good end']);
    }
  });

  test('a loop where a step is to break something', () => {
    const { run: number } = GENUINE.claims[claimOf('storage/kept', 'REFUTED')];
    const { problem, loop } = GENUINE.runs[number!];
    useProblem(GENUINE.problems[problem]);
    const { steps } = GENUINE.behaviours[number!];
    const [next] = stepsFrom(steps.at(-1)!.row);
    const forged = changed(changed(GENUINE, 'behaviours', number!, () => ({ loop: [next] })), 'runs', number!, () => ({ loop: loop + 1 }));
    expect(check(forged).claims.filter(({ run }) => run === number).map(({ why }) => why)).toEqual(['it has no last step']);
  });

  test('what is proved of fewer replicas, or of more, called proved of the set', () => {
    for (const replicas of [1, 3]) {
      const forged = changed(GENUINE, 'sets', 0, ({ fields }) => ({ fields: { ...fields, replicas } }));
      const found = check(forged).claims.filter(({ verdict, scenario }) => verdict === 'PROVED' && scenario !== 'every replica count');
      expect(found.map(({ why }) => why)).toEqual(found.map(() => 'its problem is not that of the manifest in this scenario: slots, replicas, peers'));
      expect(found.length).toBeGreaterThan(2);
    }
  });

  test('what is refuted of more replicas called refuted of the set', () => {
    const refuted = GENUINE.claims.findIndex(({ verdict, scenario }) => verdict === 'REFUTED' && scenario === 'bad-roll-then-fix');
    const of = (replicas: number) => check(changed(GENUINE, 'sets', 0, ({ fields }) => ({ fields: { ...fields, replicas } }))).claims[refuted];
    expect(of(1).why).toBe('its problem is not that of the manifest in this scenario: slots, replicas, peers');
    expect(of(0).why).toBe('its problem is not that of the manifest in this scenario: slots, replicas, peers');
    expect(of(2)).toMatchObject({ found: 'verified' });
    // The same manifest scaled to two.
    expect(of(3)).toMatchObject({ found: 'verified', replicas: 2 });
  });

  test('two kinds of evidence for one claim', () => {
    const [proved, refuted] = [claimOf('storage/kept'), claimOf('storage/kept', 'REFUTED')];
    expect(told(check(changed(GENUINE, 'claims', proved, () => ({ run: 0 }))))).toEqual(['wrong: nothing is there to show that it is PROVED']);
    expect(told(check(changed(GENUINE, 'claims', refuted, () => ({ proof: 0 }))))).toEqual(['wrong: nothing is there to show that it is REFUTED']);
  });

  test('a problem in which less may happen', () => {
    const harmless = certify(INPUT, OPTIONS, (answer) => answer.verdict === 'PROVED' && answer.scenario === 'bootstrap' ? { ...answer, problem: { ...answer.problem, faults: 0 } } : answer);
    expect(told(verify(harmless, sha256))).toEqual(['wrong: its problem is not that of the manifest in this scenario: faults']);
    const unedited = certify(INPUT, OPTIONS, (answer) => answer.verdict === 'PROVED' && answer.scenario === 'bad-roll-then-fix' ? { ...answer, problem: { ...answer.problem, edits: [], templates: 1 } } : answer);
    expect(told(verify(unedited, sha256))).toContain('wrong: its problem is not that of the manifest in this scenario: templates, edits');
  });

  test('a manifest that is another', () => {
    const other = read(MANIFEST.replace('whenScaled: Delete', 'whenScaled: Retain'));
    const found = verify(CONTENT, sha256, other.manifests);
    expect(found.otherwise).toEqual(['StatefulSet default/web is another', 'whenScaled of StatefulSet default/web is Retain, and the certificate says Delete']);
    expect(found.exitCode).toBe(1);
    expect(told(check(changed(GENUINE, 'sets', 0, ({ fields }) => ({ fields: { ...fields, whenScaled: 'Retain' } }))))).toEqual(expect.arrayContaining([
      expect.stringMatching(/^wrong: its problem is not that of the manifest in this scenario: whenScaledDelete/),
    ]));
  });

  test('a manifest less, or more', () => {
    const service = MANIFEST.slice(0, MANIFEST.indexOf('---'));
    expect(verify(CONTENT, sha256, read(MANIFEST.slice(service.length)).manifests).otherwise).toEqual(['Service default/nginx is missing']);
    expect(verify(CONTENT, sha256, read(`${MANIFEST}---${service.replace('nginx', 'other')}`).manifests).otherwise).toEqual(['Service default/other is not part of it']);
  });

  test('a claim on the evidence of another', () => {
    const proved = claimOf('storage/kept');
    expect(told(check(changed(GENUINE, 'claims', proved, () => ({ scenario: 'roll-image' }))))).toEqual(['wrong: its problem is not that of the manifest in this scenario: settled, templates, edits']);
    expect(told(check(changed(GENUINE, 'claims', proved, () => ({ verdict: 'REFUTED' }))))).toEqual(['wrong: nothing is there to show that it is REFUTED']);
    expect(told(check(changed(GENUINE, 'claims', proved, () => ({ proof: undefined }))))).toEqual(['wrong: nothing is there to show that it is PROVED']);
    expect(told(check(changed(GENUINE, 'claims', claimOf('storage/kept', 'REFUTED'), () => ({ guarantee: 'order/create' }))))).toEqual(['wrong: its last step breaks nothing']);
  });

  test('what was never put to the test', () => {
    const vacuous = certify(INPUT, { ...OPTIONS, scenarios: ['bootstrap'], guarantees: ['boot/completes'] }, (answer) => ({ ...answer, guarantee: 'order/terminate' }));
    expect(told(verify(vacuous, sha256))).toEqual(['wrong: no step puts it to the test']);
  });
});

test('where the user can never do what the scenario says, no run comes to its good end', () => {
  const manifest = web('', { claims: false });
  const subject = subjectIn(manifest);
  const report = { tool: { name: 'cdk8s-stateful', version: '0' }, kubernetes: '1.34.4', featureGates: {} } as const;
  const toldOf = (name: string): string[] => {
    const problem = problemOf(subject, SCENARIOS.find((scenario) => scenario.name === name)!, 0);
    const answer: Answer = { guarantee: 'rollout/converges', scenario: name, verdict: 'PROVED', problem };
    return told(verify(certificateOf({ report, answers: [{ subject, answer }], manifests: read(manifest).manifests, faults: 0 }, sha256), sha256));
  };
  expect(toldOf('pod-deleted')).toEqual([]);
  // There is no claim to delete.
  expect(toldOf('claim-deleted')).toEqual(['wrong: no run comes to a good end']);
});

test('what the checker does not know is not verified, and never counted as if it were', () => {
  for (const unknown of [{ guarantee: 'order/invented' }, { scenario: 'invented' }]) {
    const found = check(changed(GENUINE, 'claims', claimOf('boot/completes'), () => unknown));
    expect(told(found)).toEqual([`not verified: this checker does not know the ${Object.keys(unknown)[0]}`]);
    expect(found.exitCode).toBe(3);
  }
  const wrongToo = changed(changed(GENUINE, 'claims', claimOf('boot/completes'), () => ({ guarantee: 'order/invented' })), 'claims', claimOf('storage/kept'), () => ({ proof: undefined }));
  expect(check(wrongToo).exitCode).toBe(1);
});

test('a certificate with too many states is not written', () => {
  const bootstrap = { ...OPTIONS, scenarios: ['bootstrap'] };
  const [{ states }] = readCertificate(certify(INPUT, bootstrap, undefined, undefined)).proofs;
  expect(() => certify(INPUT, bootstrap, undefined, undefined, states)).not.toThrow();
  expect(() => certify(INPUT, bootstrap, undefined, undefined, states - 1)).toThrow(`the proofs of this run have more than ${states - 1} states, and no certificate is larger`);
});
