import { SOUND, autoscaler } from './static/sound';
import type { Json, JsonObject } from '../../src/manifest/objects';
import { isObject } from '../../src/manifest/objects';
import { readManifests } from '../../src/manifest/read';
import { RequestError, prove, replay } from '../../src/prove';
import { STATIC_RULES } from '../../src/prove/static';
import { randomFrom } from '../cluster/problems';

const VERSIONS = ['1.28', '1.29', '1.30', '1.31', '1.32', '1.33', '1.34', '1.35', '1.36'];
const JUNK: readonly Json[] = [null, true, -1, 0, 1.5, 3_000_000_000, '', 'x', 'A_b', '1Gi', '50%', '-x.y/z', 'w'.repeat(300), [], [null], ['x'], [{}], {}, { x: null }, { name: 'x' }];
const STORAGE_CLASS = '---\napiVersion: storage.k8s.io/v1\nkind: StorageClass\nmetadata: {name: fast}\nprovisioner: p\n';
const CLAIM = '---\napiVersion: v1\nkind: PersistentVolumeClaim\nmetadata: {name: a}\nspec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}\n';
const SAMPLES = readManifests([{ path: 'a.yaml', bytes: new TextEncoder().encode(SOUND + autoscaler() + STORAGE_CLASS + CLAIM) }]).manifests;
const OBJECTS = Object.values<readonly { readonly raw: JsonObject }[]>(SAMPLES).flat().map(({ raw }) => raw);

/** A copy with something else at a random place, not above apiVersion and kind. */
function broken(value: Json, next: (below: number) => number, depth = 0): Json {
  const keys = Object.keys(isObject(value) || Array.isArray(value) ? value : {}).filter((key) => depth > 0 || !['apiVersion', 'kind'].includes(key));
  if (keys.length === 0 || depth > 0 && next(5) === 0) return JUNK[next(JUNK.length)];
  const key = keys[next(keys.length)];
  if (Array.isArray(value)) return value.map((item, index) => (String(index) === key ? broken(item, next, depth + 1) : item));
  return { ...value as JsonObject, [key]: broken((value as JsonObject)[key] ?? null, next, depth + 1) };
}

// Goal: no object is so odd that it makes us throw, in any version. Method: sound objects with one to three random fields replaced by junk.
test('whatever stands in a field, every version has an answer', () => {
  const next = randomFrom(3);
  const verdicts = new Map<string, number>();
  for (let run = 0; run < 600; run += 1) {
    const at = next(OBJECTS.length);
    const odd = OBJECTS.map((object, index) => {
      let changed: Json = object;
      for (let change = 0; index === at && change <= next(3); change += 1) changed = broken(changed, next);
      return changed;
    });
    const kubernetes = VERSIONS[next(VERSIONS.length)];
    const text = odd.map((object) => JSON.stringify(object)).join('\n---\n');
    const input = { ...readManifests([{ path: 'a.yaml', bytes: new TextEncoder().encode(text) }]), files: 1 };
    const options = { kubernetes, featureGates: { MaxUnavailableStatefulSet: next(2) === 0 } };
    const report = prove(input, { ...options, scenarios: [], guarantees: STATIC_RULES.map(({ id }) => id) });
    for (const { verdict } of report.sets) verdicts.set(verdict, (verdicts.get(verdict) ?? 0) + 1);
    const findings = report.sets.flatMap(({ cells }) => cells.flatMap(({ diagnostic }) => diagnostic ?? []));
    for (const { where, message } of [...report.diagnostics, ...findings]) {
      expect([where?.file, message === '']).toEqual(['a.yaml', false]);
    }
    // Whoever asks for a run gets one, or is told why not.
    try {
      replay(input, { ...options, scenario: 'bootstrap' });
    } catch (error) {
      expect(error).toBeInstanceOf(RequestError);
    }
  }
  // Otherwise nothing was tested.
  expect([...verdicts.keys()].sort()).toEqual(['INVALID', 'PROVED', 'REFUTED']);
  expect(Math.min(...verdicts.values())).toBeGreaterThan(2);
});
