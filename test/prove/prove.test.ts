import { read, web } from './manifests';
import { MAX_STATES, RequestError, prove, replay } from '../../src/prove';
import type { Cell } from '../../src/prove/report';
import { SCENARIOS } from '../../src/prove/scenarios';

const cellsOf = (manifest: string, options = {}): readonly Cell[] => prove(read(manifest), options).sets[0].cells;
const said = ({ guarantee, scenario, severity }: Cell): string => `${guarantee} in ${scenario}: ${severity}`;
/** What the manifest can be blamed for, or what its kind of set has and others have not. */
const refutedIn = (manifest: string, options = {}) => cellsOf(manifest, options).filter(({ verdict, everySet }) => verdict === 'REFUTED' && everySet !== true).map(said);

const PARALLEL = 'podManagementPolicy: Parallel';
const MAJORITY = { annotations: 'cdk8s-stateful/readiness: majority', service: 'clusterIP: None, publishNotReadyAddresses: true' };
const WHEN_SCALED_DELETE = 'persistentVolumeClaimRetentionPolicy: {whenScaled: Delete}';

/** What Kubernetes itself does not give to any set: said of each, failing none. */
const OF_EVERY_SET = [
  'rollout/converges in node-lost: limit',
  'identity/at-most-one in force-deletion: limit', 'storage/single-writer in force-deletion: limit',
  'identity/at-most-one in node-deleted: limit', 'storage/single-writer in node-deleted: limit',
  'identity/at-most-one in node-out-of-service: limit', 'storage/single-writer in node-out-of-service: limit',
  'rollout/converges in claim-deleted: limit',
];
const OF_ORDERED_SETS = [
  'rollout/converges in every replica count: limit', 'rollout/recovers in every replica count: limit',
  'rollout/recovers in bad-roll-then-fix: limit', ...OF_EVERY_SET,
  'order/create in stale-caches: limit', 'order/terminate in stale-caches: limit', 'order/update in stale-caches: limit',
];

describe('verdicts', () => {
  test('an ordinary set is proved but for the limits of every set, which fail a run only where their scenario is asked for', () => {
    expect(refutedIn(web())).toEqual([]);
    expect(cellsOf(web()).filter(({ everySet }) => everySet).map(said)).toEqual(OF_ORDERED_SETS);
    expect(prove(read(web()))).toMatchObject({ exitCode: 0, sets: [{ verdict: 'PROVED' }] });
    const exitOf = (options: object): number => prove(read(web()), { failOn: 'limit', guarantees: ['rollout/recovers'], ...options }).exitCode;
    expect([exitOf({}), exitOf({ scenarios: ['bad-roll-then-fix'] })]).toEqual([0, 1]);
  });

  test('under Parallel a bad image heals, and order is not promised', () => {
    const [set] = prove(read(web(PARALLEL))).sets;
    expect(set.cells.filter(({ verdict }) => verdict !== 'PROVED').map(said)).toEqual([...OF_EVERY_SET, 'order/update in stale-caches: limit']);
    expect(set.cells.some(({ guarantee }) => guarantee === 'order/create' || guarantee === 'order/terminate')).toBe(false);
    expect(set.notes).toContain('order/create is not promised: podManagementPolicy is Parallel');
  });

  test('an engine that needs a majority does not boot under OrderedReady, and does under Parallel', () => {
    // It boots never, and whenever the quorum is lost it does not come back.
    const broken = new Set(refutedIn(web('', MAJORITY)).map((line) => line.replace(/ in .*:/, ':')));
    expect([...broken].sort()).toEqual(['availability/drainable: error', 'availability/quorum: error', 'boot/completes: error', 'boot/restarts: error', 'rollout/converges: error']);
    expect(prove(read(web('', MAJORITY))).exitCode).toBe(1);
    // Nothing guards it against drains, and nothing ever guards a Parallel set against its controller.
    const left = refutedIn(web(PARALLEL, MAJORITY));
    expect(left.filter((line) => line.endsWith('error'))).toEqual(['availability/quorum in drain-each-node: error']);
    expect(left.filter((line) => !line.startsWith('availability/quorum'))).toEqual([]);
  });

  test('whenScaled: Delete loses data when scaled up during termination, and falls asleep just after', () => {
    expect(refutedIn(web(WHEN_SCALED_DELETE))).toEqual([
      'storage/kept in every replica count: limit',
      'storage/kept in rescale-during-termination: limit', 'rollout/converges in rescale-during-termination: limit', 'storage/kept in retention-changes: limit',
    ]);
    const asleep = cellsOf(web(WHEN_SCALED_DELETE)).find(({ guarantee, verdict }) => guarantee === 'rollout/converges' && verdict === 'REFUTED');
    expect(asleep?.counterexample?.ending).toBe('web-2 is missing until the set is touched or resynced (12 to 24 hours)');
  });

  test('terminationGracePeriodSeconds 0 lets two processes run', () => {
    const found = new Set(refutedIn(web('', { pod: 'terminationGracePeriodSeconds: 0' })).map((line) => line.split(' ')[0]));
    expect([...found].sort()).toEqual(['identity/at-most-one', 'storage/single-writer']);
  });

  test('under Parallel without a rollingUpdate block a pod can be created and deleted for ever, as the real 1.34.4 does', () => {
    const manifest = web(`${PARALLEL}\n  updateStrategy: {type: RollingUpdate}`);
    expect(refutedIn(manifest)).toContain('rollout/converges in roll-image: limit');
    expect(refutedIn(web(`${PARALLEL}\n  updateStrategy: {type: RollingUpdate, rollingUpdate: {partition: 0}}`))).toEqual([]);
  });

  test('readiness that a quorum gave goes with the quorum: one pod of two is not ready alone', () => {
    const manifest = web('', { ...MAJORITY, replicas: 2 });
    const [cell] = cellsOf(manifest, { faults: 0, scenarios: ['roll-image'], guarantees: ['rollout/converges'] });
    expect(cell.verdict).toBe('REFUTED');
    expect(cell.counterexample?.timeline.steps.map(({ action }) => action)).toContain('web-0 has lost its quorum and is not ready any more');
    expect(cellsOf(web(PARALLEL, { ...MAJORITY, replicas: 2 }), { faults: 0, scenarios: ['roll-image'], guarantees: ['rollout/converges'] })[0].verdict).toBe('PROVED');
  });

  test('an engine that needs all its pods for a majority is not scaled below it', () => {
    const [set] = prove(read(web(PARALLEL, { ...MAJORITY, replicas: 2 }))).sets;
    // With two pods a broken one is enough to lose the quorum, and the update then waits for ever.
    expect(set.cells.filter(({ verdict, everySet }) => verdict === 'REFUTED' && everySet !== true).map(said)).toEqual(['rollout/recovers in bad-roll-then-fix: limit']);
    expect(set.notes).toContain('scale-down is left out: a majority needs all replicas');
  });

  test('two unhealthy condemned pods block a scale-down under OrderedReady: a limit, and said as what it is', () => {
    const cells = cellsOf(web('', { replicas: 4 }), { faults: 2, scenarios: ['scale-down'], guarantees: ['rollout/converges'] });
    expect(cells.find(({ scenario }) => scenario === 'scale-down')).toMatchObject({ verdict: 'REFUTED', severity: 'limit', diagnostic: { message: 'two unhealthy pods above the wanted number block the scale-down of web' } });
  });

  test('a partition larger than the set lets nothing through', () => {
    expect(refutedIn(web('updateStrategy: {rollingUpdate: {partition: 100}}'))).toEqual([]);
    expect(replay(read(web('updateStrategy: {rollingUpdate: {partition: 100}}')), { scenario: 'roll-image' }).start.partition).toBe(3);
  });

  test('a standby that waits for ordinal 0 boots and restarts', () => {
    expect(refutedIn(web('', { annotations: 'cdk8s-stateful/readiness: ordinal-0' }))).toEqual([]);
  });

  test('minReadySeconds, OnDelete, a partition and ordinals.start change no verdict', () => {
    expect(refutedIn(web('minReadySeconds: 10'))).toEqual([]);
    expect(refutedIn(web('updateStrategy: {type: OnDelete}'))).toEqual([]);
    expect(refutedIn(web('updateStrategy: {rollingUpdate: {partition: 2}}'))).toEqual([]);
    expect(refutedIn(web('ordinals: {start: 5}'))).toEqual([]);
  });

  test('a set of one replica, of none, and without claims', () => {
    expect(refutedIn(web('', { replicas: 1 }))).toEqual([]);
    expect(refutedIn(web('', { replicas: 0 }))).toEqual([]);
    expect(refutedIn(web('', { claims: false }))).toEqual([]);
    expect(cellsOf(web('', { claims: false })).some(({ guarantee }) => guarantee.startsWith('storage/'))).toBe(false);
  });
});

describe('proofs for every replica count', () => {
  test('the ordering guarantees are proved over a window of two, whatever the number of replicas', () => {
    const ordering = (manifest: string) => cellsOf(manifest).filter(({ scenario, guarantee }) => scenario === 'every replica count' && guarantee.startsWith('order/'))
      .map(({ guarantee, verdict, exploration }) => [guarantee, verdict, exploration?.window]);
    const all = [['order/create', 'PROVED', 2], ['order/terminate', 'PROVED', 2], ['order/update', 'PROVED', 2]];
    expect(ordering(web())).toEqual(all);
    expect(ordering(web('', { replicas: 40 }))).toEqual(all);
    expect(ordering(web('minReadySeconds: 10'))).toEqual(all);
    expect(ordering(web(PARALLEL))).toEqual([['order/update', 'PROVED', 2]]);
  });

  test('the window and three to five replicas agree', () => {
    for (const replicas of [3, 4, 5]) {
      const cells = cellsOf(web('', { replicas }), { guarantees: ['order/create', 'order/terminate', 'order/update'] });
      expect(cells.filter(({ verdict, everySet }) => verdict !== 'PROVED' && everySet !== true)).toEqual([]);
      expect(cells.length).toBeGreaterThan(3);
    }
  });
});

describe('what is not a proof is not called one', () => {
  test('too many states are BOUNDED, with how far it got, and inconclusive', () => {
    const report = prove(read(web(PARALLEL, MAJORITY)), { maxStates: 100, scenarios: ['bootstrap'], guarantees: ['boot/completes'] });
    expect(report.exitCode).toBe(3);
    expect(report.sets[0].cells).toMatchObject([{ verdict: 'BOUNDED' }]);
    expect(report.sets[0].cells[0].claim).toContain('1 of 3 replicas were explored, within the budget of 100 states a scenario.');
  });

  test('too many replicas are explored with fewer, and that is said', () => {
    const ofNine = { maxStates: 50_000, scenarios: ['bootstrap'], guarantees: ['boot/completes'] };
    const [cell] = cellsOf(web(PARALLEL, { ...MAJORITY, replicas: 9 }), ofNine);
    expect(cell).toMatchObject({ verdict: 'BOUNDED', bounded: '5 of 9 replicas were explored, within the budget of 50,000 states a scenario' });
    // Six have more states than that: these are the most that there is room for.
    expect(cellsOf(web(PARALLEL, { ...MAJORITY, replicas: 6 }), ofNine)).toMatchObject([{ verdict: 'BOUNDED', bounded: expect.stringContaining('5 of 6') }]);
    expect(cellsOf(web(PARALLEL, { ...MAJORITY, replicas: 5 }), ofNine)).toMatchObject([{ verdict: 'PROVED' }]);
    // What is proved for every replica count does not depend on them.
    expect(cellsOf(web(PARALLEL, { replicas: 9 }), ofNine)).toMatchObject([{ verdict: 'PROVED', scenario: 'every replica count' }]);
  });

  test('no fewer replicas are explored than a scenario needs', () => {
    const cells = cellsOf(web(PARALLEL, { ...MAJORITY, replicas: 9 }), { maxStates: 100, scenarios: ['scale-down'] }).filter(({ scenario }) => scenario === 'scale-down');
    expect(cells.length).toBeGreaterThan(0);
    // Five of nine voters stay.
    for (const { bounded, exploration } of cells) expect([bounded ?? 'own', exploration!.frontier > 0]).toEqual([expect.stringMatching(/^own$|^[6-8] of 9/), true]);
  });

  test('what nobody promised to the set does not decide how many replicas are explored', () => {
    const ofNine = { maxStates: 50_000, scenarios: ['bootstrap'] };
    const nine = web(PARALLEL, { ...MAJORITY, replicas: 9 });
    const completes = cellsOf(nine, ofNine).filter(({ guarantee, scenario }) => guarantee === 'boot/completes' && scenario === 'bootstrap');
    expect(completes).toMatchObject([{ bounded: expect.stringMatching(/^[1-8] of 9 replicas were explored/) }]);
    expect(completes).toEqual(cellsOf(nine, { ...ofNine, guarantees: ['boot/completes'] }));
  });

  test('more replicas than a row holds are NOT MODELLED', () => {
    const report = prove(read(web('', { replicas: 63 })), { guarantees: ['placement/schedulable'] });
    expect(report).toMatchObject({ exitCode: 3, sets: [{ cells: [{ verdict: 'NOT MODELLED' }] }] });
    // What is proved for every replica count is proved for these too.
    expect(cellsOf(web('', { replicas: 63 }), { guarantees: ['order/create'] })).toMatchObject([{ verdict: 'PROVED', scenario: 'every replica count' }]);
    // Of good ends, only some of what a set goes through is.
    expect(cellsOf(web(PARALLEL, { replicas: 63 }), { guarantees: ['rollout/converges'] })).toMatchObject([{ verdict: 'PROVED' }, { verdict: 'NOT MODELLED' }]);
  });

  test('a guarantee that is asked for by name and that no scenario tests is VACUOUS', () => {
    const report = prove(read(web()), { scenarios: ['bootstrap'], guarantees: ['identity/at-most-one', 'rollout/recovers'] });
    expect(report.sets[0].cells.map(({ guarantee, scenario, verdict }) => [guarantee, scenario, verdict])).toEqual([
      ['identity/at-most-one', 'every replica count', 'PROVED'], ['identity/at-most-one', 'bootstrap', 'PROVED'], ['rollout/recovers', 'all', 'VACUOUS'],
    ]);
    expect(report.exitCode).toBe(3);
  });

  test('the claim for every replica count says its faults and its caches', () => {
    const [cell] = cellsOf(web(), { guarantees: ['order/create'] });
    expect(cell.claim).toContain('faults among {container crashed, readiness lost, pod failed, pod deleted, sync interrupted}, fresh caches: a pod is created only when every predecessor');
  });

  test('nothing asked is nothing proved', () => {
    expect(prove(read(web('', { replicas: 0 })), { scenarios: ['restart-all'], guarantees: ['boot/restarts'] }).exitCode).toBe(3);
  });

  test('every PROVED cell was put to the test, and every fault that is claimed has happened', () => {
    const cells = cellsOf(web()).filter(({ verdict, scenario }) => verdict === 'PROVED' && scenario !== 'static');
    const seen = new Set<string>();
    for (const { witnesses, claim } of cells) {
      expect(witnesses[0].reached).toBe(true);
      for (const { name, reached } of witnesses.slice(1)) {
        // What a person or time does is a witness, and no fault that the claim allows.
        if (!['fault: node returned', 'fault: cache behind'].includes(name)) expect(claim.includes(name.replace('fault: ', ''))).toBe(reached);
        if (reached) seen.add(name);
      }
    }
    expect([...seen].sort()).toEqual([
      'fault: container crashed', 'fault: node returned', 'fault: pod deleted', 'fault: pod failed', 'fault: readiness lost', 'fault: sync interrupted',
      'fault: write refused',
    ]);
  });
});

describe('what is asked', () => {
  test('a misspelt name selects nothing, so it is an error', () => {
    expect(() => prove(read(web()), { scenarios: ['boot'] })).toThrow(RequestError);
    expect(() => prove(read(web()), { guarantees: ['order'] })).toThrow('unknown guarantee order; known are identity/at-most-one');
    for (const faults of [-1, 0.5, NaN, 101]) expect(() => prove(read(web()), { faults })).toThrow(`faults is a whole number from 0 to 100, not ${faults}: each of them multiplies the states`);
    expect(() => replay(read(web()), { scenario: 'boot' })).toThrow('unknown scenario boot; known are placement, bootstrap');
    expect(() => replay(read(web()), { scenario: 'bootstrap', set: 'db' })).toThrow('there is no StatefulSet db; there are web');
    expect(() => replay(read(web('updateStrategy: {type: OnDelete}')), { scenario: 'canary' })).toThrow('makes no sense for web: updateStrategy is OnDelete');
  });

  test('an accepted finding stays in the report and fails nothing; an acceptance that matches nothing is said', () => {
    const accept = 'cdk8s-stateful/accept: "boot/completes: the operator forces the first boot\\norder/create: never happens"';
    const [set] = prove(read(web('', { annotations: `${MAJORITY.annotations}, ${accept}` })), { guarantees: ['boot/completes', 'order/create'] }).sets;
    expect(set.cells.find(({ guarantee }) => guarantee === 'boot/completes')).toMatchObject({ verdict: 'REFUTED', accepted: 'the operator forces the first boot' });
    expect(set.notes).toContain('nothing was found to accept for order/create: never happens');
    expect(prove(read(web('', { annotations: `${MAJORITY.annotations}, ${accept}` })), { guarantees: ['boot/completes', 'order/create'] }).exitCode).toBe(0);
  });

  test('every scenario can be replayed, and says so where it ends badly', () => {
    const noted = SCENARIOS.filter(({ concerns }) => concerns === undefined).filter(({ name }) => {
      const { steps } = replay(read(web()), { scenario: name });
      expect(steps.length).toBeGreaterThan(0);
      return steps.some(({ note }) => note !== undefined);
    });
    // Of deletions, that nothing orders them.
    expect(noted.map(({ name }) => name)).toEqual(['bad-roll-then-fix', 'delete', 'delete-foreground', 'delete-and-recreate']);
  });

  test('the same input gives the same report', () => {
    const report = () => JSON.stringify(prove(read(web(WHEN_SCALED_DELETE))));
    expect(report()).toBe(report());
    expect(MAX_STATES).toBeGreaterThan(100_000);
  });
});
