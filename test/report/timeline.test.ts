import { badRoll, HOSTILE, refuted, snapshot, sound } from './fixture';
import { json } from '../../src/report/json';
import { WIDTH } from '../../src/report/layout';
import { timelineJson } from '../../src/report/timeline-json';
import { SNAPSHOT_START, timelineSnapshot } from '../../src/report/timeline-snapshot';
import { timelineText } from '../../src/report/timeline-text';

test('a run reads as the windows of a person at a terminal', () => {
  expect(timelineText(badRoll)).toMatchSnapshot();
});

test('a run is readable at the width', () => {
  expect(Math.max(...timelineText(badRoll).split('\n').map((line) => line.length))).toBeLessThanOrEqual(WIDTH);
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
  const shown = print(JSON.parse(JSON.stringify(badRoll), (_key, value) => typeof value === 'string' ? HOSTILE : value));
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
