import { join } from 'node:path';
import { recordingFiles } from '../../conformance/recordings';
import type { Row, Story } from '../../conformance/rollout-recording';
import { readStory } from '../../conformance/rollout-recording';
import type { Difference } from '../../conformance/rollouts';
import { compareStory } from '../../conformance/rollouts';

/**
 * Goal: our controller tells whole stories of a real control plane as they happened, on a selection of the project's own recordings.
 * Method: the comparison itself, and the same on recordings that were tampered with, since a comparison that finds nothing may be blind.
 */

const FOLDER = join(__dirname, '..', '..', 'conformance', 'rollouts');
const story = (name: string): Story => readStory(join(FOLDER, `${name}.jsonl.gz`));

/** Of each story: what is compared, so that nothing is left out without a word. */
const COMPARED = {
  '1.28.15/b1-rolling': 111,
  '1.28.15/b6-retention-dd': 67,
  '1.28.15/c11-quota': 59,
  '1.28.15/c13-update-mid-scale': 98,
  '1.35.4/b2-partition': 96,
  '1.35.4/b4-ondelete': 66,
  '1.35.4/b7-parallel': 144,
  '1.35.4/c1-max-unavailable': 135,
  '1.35.4/c5-pvc-protect': 40,
  '1.35.4/c6-hold': 65,
  '1.35.4/c8-failed-pod': 45,
  '1.35.4/f1-stale-claim': 54,
};

test.each(Object.entries(COMPARED))('%s is as recorded', (name, compared) => {
  expect(compareStory(story(name))).toEqual({ compared, differences: [] });
});

test('every committed recording is named here', () => {
  expect(recordingFiles([FOLDER])).toEqual(Object.keys(COMPARED).map((name) => join(FOLDER, `${name}.jsonl.gz`)));
});

describe('a recording that was tampered with is found out', () => {
  type Found = Pick<Difference, 'aspect' | 'row'>;
  const found = (rows: readonly Row[], { name, version }: Story): Found[] => (
    compareStory({ name, version, rows }).differences.map(({ aspect, row }) => ({ aspect, row }))
  );
  /** Changes the first row that the change applies to. */
  const tampered = (told: Story, applies: (row: Row) => boolean, change: (row: Row) => readonly Row[]): Found[] => {
    const index = told.rows.findIndex(applies);
    expect(index).toBeGreaterThan(0);
    return found(told.rows.flatMap((row, i) => i === index ? change(row) : [row]), told);
  };
  /** The row with some text in its object replaced. */
  const edited = (row: Row, from: string | RegExp, to: string): Row => {
    const text = JSON.stringify(row.obj);
    expect(text).toMatch(from);
    return { ...row, obj: JSON.parse(text.replace(from, to)) as Row['obj'] };
  };
  const is = (kind: string, type: Row['type'], name: RegExp, holds: (text: string) => boolean = () => true) => (
    (row: Row) => row.kind === kind && row.type === type && name.test(row.name) && holds(JSON.stringify(row.obj))
  );
  const partition = story('1.35.4/b2-partition');
  const parallel = story('1.35.4/b7-parallel');
  const retention = story('1.28.15/b6-retention-dd');
  const stale = story('1.35.4/f1-stale-claim');

  test.each([
    ['the making of a pod less told', partition, is('Pod', 'ADDED', /web-1/), () => [], 'story'],
    ['another revision for a new pod', partition, is('Pod', 'ADDED', /web-3/), (row: Row) => [edited(row, /"web-[0-9a-z]{9,10}"/g, '"web-6949bfdf68"')], 'write'],
    ['another name of a revision', partition, is('ControllerRevision', 'ADDED', /web/), (row: Row) => [edited(row, /"name":"web-[0-9a-z]+"/, '"name":"web-bbbbbbbbb"')], 'write'],
    ['another number of a revision', partition, is('ControllerRevision', 'ADDED', /web/), (row: Row) => [edited(row, '"revision":1', '"revision":7')], 'write'],
    ['a status with another count', partition, is('StatefulSet', 'MODIFIED', /web/, (text) => text.includes('"readyReplicas":2')), (row: Row) => [edited(row, '"readyReplicas":2', '"readyReplicas":3')], 'write'],
    ['a status less written', partition, is('StatefulSet', 'MODIFIED', /web/, (text) => text.includes('"readyReplicas":3')), () => [], 'still'],
    ['a pod less deleted', parallel, is('Pod', 'MODIFIED', /web-3/, (text) => text.includes('deletionTimestamp')), () => [], 'write'],
    ['another owner of a claim', retention, is('PersistentVolumeClaim', 'MODIFIED', /www-web-1/, (text) => text.includes('ownerReferences')), (row: Row) => [edited(row, /"kind":"StatefulSet","name":"web"/, '"kind":"StatefulSet","name":"other"')], 'write'],
    ['a label of a pod', partition, is('Pod', 'ADDED', /web-2/), (row: Row) => [edited(row, '"apps.kubernetes.io/pod-index":"2"', '"apps.kubernetes.io/pod-index":"1"')], 'object'],
    ['a host name', partition, is('Pod', 'ADDED', /web-2/), (row: Row) => [edited(row, '"hostname":"web-2"', '"hostname":"web"')], 'object'],
    ['a volume', partition, is('Pod', 'ADDED', /web-2/), (row: Row) => [edited(row, '"claimName":"www-web-2"', '"claimName":"www-web-1"')], 'object'],
    ['an image', partition, is('Pod', 'ADDED', /web-2/), (row: Row) => [edited(row, 'nginx-slim:0.21', 'nginx-slim:0.22')], 'object'],
    ['a label of a claim', partition, is('PersistentVolumeClaim', 'ADDED', /www-web-2/), (row: Row) => [edited(row, '"labels":{"app":"nginx"}', '"labels":{}')], 'object'],
    ['a label of a revision', partition, is('ControllerRevision', 'ADDED', /web/), (row: Row) => [edited(row, '"app":"nginx","controller', '"controller')], 'object'],
    ['a text of an event', partition, is('Event', 'ADDED', /^web\./, (text) => text.includes('Create Pod web-1')), (row: Row) => [edited(row, 'Create Pod web-1', 'create Pod web-1')], 'event'],
    ['a reason of an event', partition, is('Event', 'ADDED', /^web\./, (text) => text.includes('Create Pod web-1')), (row: Row) => [edited(row, 'SuccessfulCreate', 'SuccessfulMake')], 'event'],
    ['a count of an event', partition, is('Event', 'MODIFIED', /^web\./, (text) => text.includes('Create Pod web-0')), (row: Row) => [edited(row, '"count":2', '"count":3')], 'event'],
    ['an event less', partition, is('Event', 'ADDED', /^web\./, (text) => text.includes('Create Pod web-1')), () => [], 'event'],
    ['an event more', partition, is('Event', 'ADDED', /^web\./, (text) => text.includes('Create Pod web-1')), (row: Row) => [row, row], 'event'],
    ['a failure of what nobody tries', retention, is('Event', 'ADDED', /^web\./, (text) => text.includes('FailedUpdate')), (row: Row) => [edited(row, /www-web-[0-9]/g, 'www-web-7')], 'event'],
    ['an answer', partition, (row: Row) => /rollout status/.test(row.cmd ?? '') && row.rc === 0, (row: Row) => [{ ...row, out: row.out!.replace(/: [0-9]/, ': 9') }], 'answer'],
    ['a claim that was never in the way', stale, is('PersistentVolumeClaim', 'MODIFIED', /www-web-2/, (text) => text.includes('"kind":"Pod"')), (row: Row) => [edited(row, /"ownerReferences":\[.*?\],/, '')], 'write'],
    ['a set that is not there', partition, is('Event', 'ADDED', /^web\./), (row: Row) => [edited(row, '"kind":"StatefulSet","namespace":"b2-partition","name":"web"', '"kind":"StatefulSet","namespace":"b2-partition","name":"other"')], 'story'],
  ] as const)('%s', (_name, told, applies, change, aspect) => {
    expect(tampered(told, applies, change as (row: Row) => readonly Row[]).map((difference) => difference.aspect)).toContain(aspect);
  });

  test('a pod less made', () => {
    const uid = partition.rows.find(is('Pod', 'ADDED', /web-1/))?.obj?.metadata as { readonly uid: string };
    const rows = partition.rows.filter(({ kind, obj }) => kind !== 'Pod' || (obj?.metadata as { readonly uid: string }).uid !== uid.uid);
    expect(found(rows, partition)).toContainEqual({ aspect: 'write', row: expect.stringContaining('MODIFIED StatefulSet/web') });
  });

  test('two pods of an OrderedReady set that change places', () => {
    const swapped = (text: string) => text.replace(/web-([12])\b/g, (_all, ordinal: string) => `web-${3 - Number(ordinal)}`);
    const rows = partition.rows.map((row) => row.kind === 'Pod' && /web-[12]/.test(row.name) ? JSON.parse(swapped(JSON.stringify(row))) as Row : row);
    expect(found(rows, partition)).toContainEqual({ aspect: 'write', row: expect.stringContaining('ADDED Pod/web-2') });
  });
});
