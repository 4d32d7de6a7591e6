import { readFileSync } from 'fs';
import { join } from 'path';
import { Recorders, fuzz } from '../../conformance/live';
import { compare } from '../../conformance/live-divergence';
import { RECORDER, knownVersions, moduleText, versionMeant } from '../../conformance/live-modules';
import { PROFILES, Random } from '../../conformance/live-recorder';
import { Json, Scenario, scenarioOf, scenarioText } from '../../conformance/live-scenario';
import { shrink } from '../../conformance/live-shrink';
import { Trace, readTraces } from '../../conformance/trace-format';
import { UsageError } from '../../src/cli/usage-error';

/**
 * Goal: what the fuzzer does with the recorders: it asks for the right scenarios, stops at the first divergence and makes its scenario as small as
 * it can be.
 * Method: functions in the place of recorders, since the tests have no Go.
 */

const TRACES = readTraces(join(__dirname, '..', '..', 'conformance', 'traces', 'canonical-1.34.jsonl.gz'));
const ROLLOUT = TRACES.find(({ name }) => name === 'rolling_update')!;

describe('shrinking', () => {
  const step = (a: string, fields: Record<string, Json> = {}) => ({ a, ...fields });
  const syncs = (count: number) => Array.from({ length: count }, () => step('sync'));
  const scenario: Scenario = {
    name: 'rnd-1',
    cache: 'manual',
    gates: { MaxUnavailableStatefulSet: true },
    set: { replicas: 5, start: -3, claims: ['data', 'logs'], retain: ['Delete', 'Retain'] },
    steps: [...syncs(20), step('delete', { o: 4 }), ...syncs(13), step('patch', { p: { img: 'v2', replicas: 7 } }), ...syncs(31)],
  };
  const each = (shows: (candidate: Scenario) => boolean) => (candidates: readonly Scenario[]) => candidates.map(shows);
  const actions = ({ steps }: Scenario) => steps.map(({ a }) => a);

  test('leaves what matters and nothing else', () => {
    const imageAfterDelete = ({ steps }: Scenario) => {
      const at = steps.findIndex(({ a }) => a === 'delete');
      return at >= 0 && steps.slice(at).some(({ p }) => (p as Record<string, Json> | undefined)?.img !== undefined);
    };
    expect(shrink(scenario, each(imageAfterDelete))).toEqual({ name: 'rnd-1', set: {}, steps: [{ a: 'delete' }, { a: 'patch', p: { img: 'v2' } }] });
  });

  test('brings numbers as near to 0 as they may be, and shortens lists', () => {
    const shows = ({ set: { replicas, start, claims }, steps }: Scenario) => (
      Number(replicas) >= 3 && Number(start) < 0 && (claims as readonly Json[])?.length > 0 && steps.length > 0
    );
    expect(shrink(scenario, each(shows))).toEqual({ name: 'rnd-1', set: { replicas: 3, start: -1, claims: ['logs'] }, steps: [{ a: 'sync' }] });
  });

  test('a step that is needed twice is left twice', () => {
    expect(actions(shrink(scenario, each(({ steps }) => steps.filter(({ a }) => a === 'sync').length >= 2)))).toEqual(['sync', 'sync']);
  });

  test('no step can be left out of the result, whatever it is that matters', () => {
    // Each modulus makes other steps depend on one another.
    for (const modulus of [2, 3, 5, 7]) {
      const shows = (candidate: Scenario) => candidate.steps.length > 0 && candidate.steps.length % modulus === 1;
      const { steps } = shrink({ ...scenario, steps: syncs(modulus * 6 + 1) }, each(shows));
      expect(steps.map((_, index) => shows({ ...scenario, steps: [...steps.slice(0, index), ...steps.slice(index + 1)] }))).not.toContain(true);
    }
  });

  test('a revision keeps its place where those before it go', () => {
    const numbered = { ...scenario, steps: [...syncs(1), ...[1, 2, 3].map((n) => step('patch', { p: { img: `v${n}` } })), step('rollback', { arg: 'r3' })] };
    /** As if each patch made a revision: the one that is rolled back to has to be that of the third. */
    const shows = ({ steps }: Scenario) => steps.some(({ a, arg }) => (
      a === 'rollback' && (steps.filter((patch) => patch.a === 'patch')[Number(String(arg).slice(1)) - 1]?.p as Record<string, Json> | undefined)?.img === 'v3'
    ));
    expect(shrink(numbered, each(shows)).steps).toEqual([{ a: 'patch', p: { img: 'v3' } }, { a: 'rollback', arg: 'r1' }]);
  });

  test('what is small already is left as it is', () => {
    expect(shrink(scenario, each(() => false))).toBe(scenario);
  });
});

describe('fuzzing', () => {
  /** As if the controller had made its first pod twice. */
  const tampered = (trace: Trace): Trace => {
    const at = trace.steps.findIndex(({ w }) => w?.some(({ v, k }) => v === 'create' && k === 'pod'));
    return { ...trace, steps: trace.steps.map((step, index) => index === at ? { ...step, w: step.w?.flatMap((write) => write.k === 'pod' ? [write, write] : [write]) } : step) };
  };
  const recorders = (random: (which: Random, version: string) => Trace[]): Recorders => ({
    random: (version, which) => random(which, version),
    // A controller that goes wrong wherever a template changes.
    again: (_version, scenarios) => scenarios.map(({ steps }) => steps.some(({ a }) => a === 'patch') ? tampered(ROLLOUT) : ROLLOUT),
  });
  const silent = () => undefined;
  /** One sync: enough to count. */
  const SHORT = { ...ROLLOUT, steps: ROLLOUT.steps.slice(0, 2) };

  test('goes on until enough syncs are compared, the same way each time', () => {
    const asked: string[] = [];
    const run = () => fuzz(['1.34.4', '1.36.3'], 20, 7, recorders(({ profile, seed, count }, version) => {
      asked.push(`${version} ${profile} ${count} from ${seed}`);
      return [SHORT];
    }), silent);
    const first = run();
    expect(first).toEqual({ compared: expect.any(Number) });
    expect(first.compared).toBe(20);
    expect(asked.slice(0, 4)).toEqual(['1.34.4 default 10 from 7', '1.36.3 rollout 10 from 17', '1.34.4 rollout 10 from 27', '1.36.3 claims 10 from 37']);
    expect(run()).toEqual(first);
    expect(asked.slice(asked.length / 2)).toEqual(asked.slice(0, asked.length / 2));
  });

  test.each([1, 2, 5, 9, 10, 11])('every profile comes to each of %i versions', (count) => {
    const versions = knownVersions().concat('1.37.0').slice(0, count);
    const asked: string[] = [];
    fuzz(versions, versions.length * PROFILES.length * compare(SHORT).compared, 1, recorders(({ profile }, version) => {
      asked.push(`${version} ${profile}`);
      return [SHORT];
    }), silent);
    expect(asked.sort()).toEqual(versions.flatMap((version) => PROFILES.map((profile) => `${version} ${profile}`)).sort());
  });

  test('ends at the first divergence, with its scenario made small', () => {
    const { found, compared } = fuzz(['1.34.4'], 1000, 1, recorders(({ seed }) => seed === 11 ? [ROLLOUT, tampered(ROLLOUT), ROLLOUT] : [ROLLOUT]), silent);
    expect(compared).toBe(3 * compare(ROLLOUT).compared);
    expect(found).toEqual({
      version: '1.34.4',
      scenario: { name: 'rolling_update', set: {}, steps: [{ a: 'patch' }] },
      divergence: { step: expect.any(Number), kind: 'writes: create pod against status of', told: expect.stringContaining('Kubernetes: ') },
    });
  });

  test('a divergence that does not come again is told as it was', () => {
    const { random } = recorders(() => [tampered(ROLLOUT)]);
    const { found } = fuzz(['1.34.4'], 1000, 1, { random, again: (_version, scenarios) => scenarios.map(() => ROLLOUT) }, silent);
    expect(found?.scenario).toEqual(scenarioOf(tampered(ROLLOUT)));
    expect(found?.divergence.kind).toBe('writes: create pod against status of');
  });

  test('a trace that cannot be followed is a divergence', () => {
    const broken = { ...ROLLOUT, revs: [] };
    expect(compare(broken).divergences).toEqual([{ step: ROLLOUT.steps.length - 1, kind: 'error', told: expect.stringContaining('revision') }]);
  });
});

describe('scenarios', () => {
  test('a trace without what came of it', () => {
    expect(scenarioOf(ROLLOUT).steps.slice(0, 3)).toEqual([{ a: 'create' }, { a: 'sync' }, { a: 'ready', o: 0 }]);
    expect(Object.keys(scenarioOf(ROLLOUT))).toEqual(['name', 'doc', 'set', 'steps']);
  });

  test('as text it is a line to a step, and the same again when it is read', () => {
    const text = scenarioText(scenarioOf(ROLLOUT));
    expect(JSON.parse(text)).toEqual(scenarioOf(ROLLOUT));
    expect(text.split('\n').filter((line) => line.startsWith('{"a":'))).toHaveLength(ROLLOUT.steps.length);
  });
});

describe('versions', () => {
  test('are named by what there is a module file for, or in full', () => {
    expect(knownVersions()).toEqual(['1.28.15', '1.29.14', '1.30.14', '1.31.14', '1.32.13', '1.33.13', '1.34.4', '1.35.0', '1.35.4', '1.36.3']);
    expect(versionMeant('1.34')).toBe('1.34.4');
    expect(versionMeant('1.35')).toBe('1.35.4');
    expect(versionMeant('1.37.0')).toBe('1.37.0');
  });

  test.each(['1.37', '1', '2.0.0', 'v1.34.4', '../1.34', ''])('%j is none', (text) => {
    expect(() => versionMeant(text)).toThrow(UsageError);
  });

  test('the module file names all that upstream has beside it', () => {
    const upstream = ['module k8s.io/kubernetes', '', 'go 1.27.0', '', 'replace (', '\tk8s.io/api => ./staging/src/k8s.io/api', '\tk8s.io/client-go => ./staging/src/k8s.io/client-go', ')', ''].join('\n');
    const replaced = '\tk8s.io/api => k8s.io/api v0.37.0\n\tk8s.io/client-go => k8s.io/client-go v0.37.0\n';
    expect(moduleText('1.37.0', upstream)).toBe(`module recorder\n\ngo 1.27.0\n\nrequire k8s.io/kubernetes v1.37.0\n\nreplace (\n${replaced})\n`);
    expect(moduleText('1.28.15', upstream.replace('1.27.0', '1.20'))).toContain('\ngo 1.23.0\n');
  });

  test('the profiles are those of the recorder', () => {
    const text = readFileSync(join(RECORDER, 'profiles.go'), 'utf8');
    expect([...text.matchAll(/^\t"(\w+)":\s+\{usual/gm)].map(([, name]) => name)).toEqual(PROFILES);
  });
});
