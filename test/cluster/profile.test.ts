import { ORDINARY } from './problems';
import { FAILED, PENDING, RUNNING, available, phase, ready, unseenPod, viewPhase } from '../../src/cluster/fields';
import { Problem } from '../../src/cluster/problem';
import { Profile, profileOf } from '../../src/cluster/profile';
import { begin, clear, now, put, read, successorRows, write, writes } from '../../src/cluster/row';
import { sync } from '../../src/cluster/statefulset';
import { useProblem } from '../../src/cluster/step';
import { EVERY_WRITE, DELETE_POD, kindOf, objectOfWrite } from '../../src/cluster/write';

/**
 * Goal: each switch that tells versions of Kubernetes apart does what its comment says, and nothing where it is off.
 * Method: one sync from a state that the switch decides. Whether the versions really behave so, the recorded traces say (test/conformance).
 */

const QUEUED = 28 * 256;

/** What one sync of a Parallel set of two deletes, and whether it stays in the queue. */
function run(change: Partial<Problem>, fields: readonly (readonly [number, number])[]) {
  const layout = useProblem({ ...ORDINARY, slots: 2, claims: 0, replicas: 2, templates: 2, parallel: true, workQueue: true, ...change });
  clear();
  read(new Int32Array(layout.words), 0);
  begin();
  for (const [field, value] of fields) put(field, value);
  read(successorRows().slice(0, layout.words), 0);
  begin();
  sync(EVERY_WRITE);
  const deleted = Array.from({ length: writes() }, (_, i) => write(i)).filter((each) => kindOf(each) === DELETE_POD).map(objectOfWrite);
  return { deleted, queued: now(QUEUED) === 1, writes: writes() };
}

const running = (slot: number): (readonly [number, number])[] => [[phase(slot), RUNNING], [ready(slot), 1], [available(slot), 1]];

const switchesOn = (version: string): string[] => Object.entries(profileOf(version)).filter(([, on]) => on).map(([name]) => name);

// What the sources of each version say, and its changelog where a patch release matters.
test.each([
  ['1.28', ['honorsRetentionPolicy', 'honorsStartOrdinal', 'labelsPodIndex', 'negativeHistoryLimitPanics']],
  ['1.29', ['honorsRetentionPolicy', 'honorsStartOrdinal', 'labelsPodIndex', 'createdEventHasColon']],
  ['1.33', ['honorsRetentionPolicy', 'honorsStartOrdinal', 'labelsPodIndex', 'createdEventHasColon']],
  ['1.34', ['healthIsAvailability', 'listsOwnPodsFirst', 'honorsRetentionPolicy', 'honorsStartOrdinal', 'labelsPodIndex', 'comparesRevisionsByMeaning', 'collectorChecksVersion',
    'createdEventHasColon']],
  ['1.35', ['healthIsAvailability', 'listsOwnPodsFirst', 'honorsRetentionPolicy', 'honorsStartOrdinal', 'labelsPodIndex', 'comparesRevisionsByMeaning', 'looksAgainWhenAvailable',
    'collectorChecksVersion', 'eventsBeginWithCapital', 'createdEventHasColon', 'containerEventsAreNameless']],
  ['1.36', ['healthIsAvailability', 'deleteOfMissingPodIsDone', 'waitsForOwnWrites', 'listsOwnPodsFirst', 'honorsRetentionPolicy', 'honorsStartOrdinal', 'labelsPodIndex',
    'comparesRevisionsByMeaning', 'looksAgainWhenAvailable', 'collectorChecksVersion', 'eventsBeginWithCapital', 'createdEventHasColon', 'containerEventsAreNameless']],
])('the switches of %s', (version, names) => {
  expect(switchesOn(version)).toEqual(names);
});

test.each([['1.30', '1.29'], ['1.31', '1.29'], ['1.32', '1.29'], ['1.33', '1.29'], ['v1.34.4', '1.34'], ['1.36.3', '1.36']])('%s is like %s', (version, other) => {
  expect(profileOf(version)).toEqual(profileOf(other));
});

test.each<[keyof Profile, string, string]>([
  ['honorsMaxUnavailable', '1.34.4', '1.35.0'],
  ['honorsMaxUnavailable', '1.35.4', '1.35.3'],
  ['honorsMaxUnavailable', '1.36.0', '1.35.1'],
  ['comparesRevisionsByMeaning', '1.34.1', '1.34.2'],
  ['comparesRevisionsByMeaning', '1.33.13', '1.35.0'],
  ['looksAgainWhenAvailable', '1.35.0', '1.35.1'],
  ['negativeHistoryLimitPanics', '1.29.13', '1.29.12'],
  ['negativeHistoryLimitPanics', '1.30.9', '1.30.8'],
  ['negativeHistoryLimitPanics', '1.31.5', '1.31.4'],
  ['negativeHistoryLimitPanics', '1.32.1', '1.32.0'],
  ['negativeHistoryLimitPanics', '1.33.0', '1.28.0'],
])('%s: off in %s, on in %s', (name, off, on) => {
  expect([profileOf(off)[name], profileOf(on)[name]]).toEqual([false, true]);
});

test.each<[string, string, keyof Profile, boolean]>([
  ['1.36', 'StaleControllerConsistencyStatefulSet', 'waitsForOwnWrites', false],
  ['1.35', 'MaxUnavailableStatefulSet', 'honorsMaxUnavailable', true],
  ['1.35.0', 'MaxUnavailableStatefulSet', 'honorsMaxUnavailable', false],
  ['1.34', 'StatefulSetSemanticRevisionComparison', 'comparesRevisionsByMeaning', false],
  ['1.31', 'StatefulSetAutoDeletePVC', 'honorsRetentionPolicy', false],
  ['1.30', 'StatefulSetStartOrdinal', 'honorsStartOrdinal', false],
  ['1.31', 'PodIndexLabel', 'labelsPodIndex', false],
])('in %s, %s decides %s', (version, gate, name, value) => {
  expect(profileOf(version, { [gate]: value })).toEqual({ ...profileOf(version), [name]: value });
  expect(profileOf(version)[name]).toBe(!value);
});

test.each([[true, []], [false, [0]]])('a rollout waits for availability (%s): deletes %j', (healthIsAvailability, deleted) => {
  // Both are ready, but web-1, which is updated, not for long enough.
  const fields = [...running(0), [phase(1), RUNNING], [ready(1), 1], [available(1), 0], [12 * 256 + 1, 1], [2 * 256, 1]] as const;
  expect(run({ healthIsAvailability, minReady: true }, fields).deleted).toEqual(deleted);
});

test.each([[false, true], [true, false]])('a pod that is gone counts as deleted: %s, so the sync fails: %s', (deleteOfMissingPodIsDone, queued) => {
  // The cache shows a failed pod that the API server has no more.
  const fields = [...running(0), [viewPhase(0), RUNNING], [viewPhase(1), FAILED]] as const;
  expect(run({ deleteOfMissingPodIsDone, staleCaches: true }, fields)).toMatchObject({ deleted: [1], queued });
});

test.each([[false, 1], [true, 0]])('waits for its own writes: %s, so it writes %i times', (waitsForOwnWrites, made) => {
  const fields = [[phase(0), PENDING], [viewPhase(0), PENDING], [unseenPod(1), 1], [phase(1), PENDING]] as const;
  expect(run({ waitsForOwnWrites, staleCaches: true }, fields)).toMatchObject({ writes: made, queued: true });
});
