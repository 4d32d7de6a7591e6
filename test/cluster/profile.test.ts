import { ORDINARY } from './problems';
import { FAILED, PENDING, RUNNING, available, phase, ready, unseenPod, viewPhase } from '../../src/cluster/fields';
import { Problem } from '../../src/cluster/problem';
import { profileOf } from '../../src/cluster/profile';
import { begin, clear, now, put, read, successorRows, write, writes } from '../../src/cluster/row';
import { sync } from '../../src/cluster/statefulset';
import { EVERY_WRITE, useProblem } from '../../src/cluster/step';
import { DELETE_POD, kindOf, objectOfWrite } from '../../src/cluster/write';

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

test('switches by version', () => {
  expect([28, 29, 33, 34, 35, 36].map((minor) => Object.entries(profileOf(minor)).filter(([, on]) => on).map(([name]) => name))).toEqual([
    [],
    [],
    [],
    ['healthIsAvailability'],
    ['healthIsAvailability'],
    ['healthIsAvailability', 'deleteOfMissingPodIsDone', 'waitsForOwnWrites'],
  ]);
});

test('a gate decides where it is set', () => {
  expect(profileOf(36, { StaleControllerConsistencyStatefulSet: false }).waitsForOwnWrites).toBe(false);
  expect(profileOf(35, { MaxUnavailableStatefulSet: true }).honorsMaxUnavailable).toBe(true);
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
