import * as labels from '../../../src/cluster/label';
import * as problems from '../../../src/cluster/problem';
import { writeOf } from '../../../src/cluster/write';
import * as writes from '../../../src/cluster/write';
import { ACTORS, NOTHING_TO_DO, actionOf } from '../../../src/prove/decode/actions';
import { commandOf, editAction, isFault } from '../../../src/prove/decode/commands';
import { imagesOf, namesOf } from '../../../src/prove/decode/names';
import { subjectIn, web } from '../manifests';

/**
 * Goal: whatever can happen has words of its own, also what is added to the model later.
 * Method: every label, every edit and every write that the cluster exports, by its name.
 */
const subject = subjectIn(web());
const edits = Object.entries(problems).flatMap(([name, kind]) => name.startsWith('EDIT_') && kind !== problems.EDIT_COMPLETE ? [{ name, kind: kind as number }] : []);
const problem = { ...subject.problem, nodes: true, placement: subject.placement, templates: 2, edits: edits.map(({ kind }) => ({ kind, argument: 1 })) };
const scene = { subject, problem, names: namesOf(subject, imagesOf(subject, 2, 0)) };

const CHOICES = ['COLLECTS_CLAIM', 'COLLECTS_POD', 'COLLECTS_SET', 'LOOKS_AT_CLAIM'];
const actors = Object.entries(labels).flatMap(([name, actor]) => typeof actor === 'number' && !CHOICES.includes(name) ? [{ name, actor }] : []);

test('there are actors, edits and writes to ask for', () => {
  expect([actors.length, edits.length]).toEqual([29, 18]);
});

test.each(actors)('$name has an actor and an action', ({ name, actor }) => {
  expect(ACTORS[actor]).toMatch(/^[a-z][a-z-]+$/);
  expect(actionOf(scene, labels.label(actor, 0, 1), [writeOf(writes.DELETE_POD, 0), writeOf(writes.CREATE_POD, 1)])).toMatch(name === 'CACHE' ? /^the controller sees web-0/ : /\w\w/);
});

test('a fault says what it is', () => {
  const made = [writeOf(writes.DELETE_POD, 0), writeOf(writes.CREATE_POD, 1)];
  const told = actors.filter(({ actor }) => ACTORS[actor] === 'fault').map(({ actor }) => actionOf(scene, labels.label(actor, 0, 1), made));
  expect(told).toEqual([
    'web-0 loses its readiness', 'web-0 fails', 'web-0 is deleted', 'the controller stops after: delete web-0, create web-1',
    'node-0 does not answer any more', 'the container of web-0 crashes', 'the API server refuses to create web-1: delete web-0, create web-1',
  ]);
  expect(actionOf(scene, labels.label(labels.CONTROLLER, 0, 1), [writeOf(writes.UPDATE_STATUS, 0)])).toBe('update status, which conflicts with a newer version');
});

test('the choices of the garbage collector are told apart', () => {
  const choices = [labels.COLLECTS_CLAIM, labels.COLLECTS_POD, labels.COLLECTS_SET, labels.LOOKS_AT_CLAIM];
  const collected = choices.map((choice) => actionOf(scene, labels.label(labels.COLLECTOR, 1, choice), []));
  expect(collected).toEqual([
    'delete www-web-1: the owner is gone', 'delete web-1: the owner is gone', 'web is gone: nothing is left that it owns', 'look at www-web-1 and the owner',
  ]);
});

test('every edit is a command that is told from the others, or happens by itself', () => {
  const told = edits.filter((edit) => !isFault({ ...edit, argument: 1 })).map(({ kind }) => commandOf(scene, { kind, argument: 1 }));
  expect(new Set(told).size).toBe(edits.length - 2);
  for (const command of told) expect(command).toMatch(/^kubectl (?:annotate|create|delete|drain|patch|scale|set image|taint) /);
  expect(new Set(edits.map(({ kind }) => editAction(scene, { kind, argument: 1 }))).size).toBe(edits.length - 1);
});

test('commands about nodes have no namespace, and others have the one of the set', () => {
  const other = { ...scene, subject: { ...subject, namespace: 'shop' } };
  expect(commandOf(other, { kind: problems.EDIT_DRAIN_ANY_NODE, argument: 1 })).toBe('kubectl drain node-1 --ignore-daemonsets --delete-emptydir-data');
  expect(commandOf(other, { kind: problems.EDIT_FORCE_DELETE_ANY_POD, argument: 1 })).toBe('kubectl delete pod web-1 --grace-period=0 --force -n shop');
});

const NEVER_IN_REPLAYS = ['DELETE_REVISION', 'RELEASE_POD', 'UPDATE_POD', 'ADOPT_REVISION', 'EVERY_WRITE'];
test.each(Object.entries(writes).flatMap(([name, kind]) => typeof kind === 'number' && !NEVER_IN_REPLAYS.includes(name) ? [{ name, kind }] : []))('the write $name is told', ({ kind }) => {
  expect(actionOf(scene, labels.label(labels.CONTROLLER, 0, 0), [writeOf(kind, 1)])).not.toBe(NOTHING_TO_DO);
});
