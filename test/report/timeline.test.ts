import { badRoll, HOSTILE, pod, refuted, snapshot, sound } from './fixture';
import type { Timeline } from '../../src/prove/timeline';
import { json } from '../../src/report/json';
import { WIDTH } from '../../src/report/layout';
import { timelineJson } from '../../src/report/timeline-json';
import { SNAPSHOT_START, timelineSnapshot } from '../../src/report/timeline-snapshot';
import { timelineText } from '../../src/report/timeline-text';

/** What only some runs have: nodes, a drain, processes that are left, and what is wrong in the end. */
const drained: Timeline = {
  ...badRoll,
  cluster: '3 nodes in 1 zone (assumed)',
  steps: badRoll.steps.map((each, i) => i < badRoll.steps.length - 1 ? each : {
    ...each,
    drain: ['error when evicting pods/"db-0" -n "prod" (will retry after 5s): Cannot evict pod as it would violate the pod\'s disruption budget.'],
    after: snapshot({
      pods: [pod(0, { node: 'node-0' }), pod(1, { node: 'node-1' }), pod(2, { node: '', status: 'Pending', address: '' })],
      nodes: [{ name: 'node-0', status: 'Ready,SchedulingDisabled' }, { name: 'node-1', status: 'Ready' }],
      leftovers: [{ name: 'db-2', node: 'node-2' }],
    }),
  }),
  troubles: [{
    object: 'pod/db-2',
    problem: 'db-2 is Pending, as no node takes it: node-0 (cordoned), node-1 (a pod that it must be apart from is there, or in its zone)',
    look: ['kubectl describe pod db-2 -n prod', 'kubectl get nodes'],
    fix: 'kubectl uncordon node-0',
  }],
};

test('nodes, a drain, processes without a pod, and what is wrong are shown where there are any', () => {
  const only = (text: string) => text.slice(text.lastIndexOf('STEP  DRAIN'));
  expect(only(timelineText(drained))).toMatchSnapshot();
  expect(timelineText(drained)).toContain('\ncluster: 3 nodes in 1 zone (assumed)\n');
  expect(timelineText(badRoll)).not.toMatch(/NODE|DRAIN|PROCESS|wrong|^cluster/m);
  const added = timelineSnapshot(drained).split('\n').filter((line) => !timelineSnapshot(badRoll).split('\n').includes(line));
  expect(added).toMatchSnapshot();
});

test('a run reads as the windows of a person at a terminal', () => {
  expect(timelineText(badRoll)).toMatchSnapshot();
});

test('a run is readable at the width', () => {
  for (const run of [badRoll, drained]) expect(Math.max(...timelineText(run).split('\n').map((line) => line.length))).toBeLessThanOrEqual(WIDTH);
});

test('a run that begins with nothing says so as kubectl does', () => {
  expect(timelineText({ ...badRoll, start: snapshot({ pods: [], claims: [] }) })).toContain('At the start:\n\nNo resources found.\n');
});

test('the text for snapshots has one fact to a line and no hash', () => {
  expect(timelineSnapshot(badRoll)).toMatchSnapshot();
  expect(timelineSnapshot(badRoll)).not.toContain('6949bfdf68');
  expect(timelineSnapshot(badRoll)).toMatch(SNAPSHOT_START);
});

test.each([['the text', timelineText], ['the snapshot', timelineSnapshot]])('%s escapes every text of the user', (_name, print) => {
  const shown = print(JSON.parse(JSON.stringify(drained), (_key, value) => typeof value === 'string' ? HOSTILE : value));
  // eslint-disable-next-line no-control-regex
  expect(shown).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u200b\u202e]/);
  expect(shown).not.toMatch(/^\s*::/m);
});

describe('json', () => {
  test('has every field of the record, and ends with a newline', () => {
    expect(JSON.parse(json(refuted))).toEqual(JSON.parse(JSON.stringify(refuted)));
    expect(JSON.parse(timelineJson(badRoll))).toEqual({ formatVersion: '1.0', ...badRoll });
    expect(json(sound).endsWith('}\n')).toBe(true);
  });

  test('does not depend on the order in which the record was filled', () => {
    const reversed = JSON.parse(JSON.stringify(refuted), (_key, value) =>
      typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.fromEntries(Object.entries(value).reverse()) : value);
    expect(json(reversed)).toBe(json(refuted));
  });
});
