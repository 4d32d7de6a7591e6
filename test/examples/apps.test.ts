import { readdirSync } from 'fs';
import { dirname, join } from 'path';
import { file } from './files';
import { APPS } from '../../examples/apps';
import { proofOf, refutedRules } from '../../examples/proof';

const sets = proofOf(APPS.map(({ name }) => file(`${name}/expected.yaml`))).sets;

test.each(APPS)('$name synthesizes what is checked in (after a change that is meant: npm start, look at dist/, and copy it)', ({ name, app }) => {
  expect(app.synthYaml()).toBe(file(`${name}/expected.yaml`).text);
});

test.each(APPS)('$name is proved, but for the limits that it tells of, and with no warning', ({ name, limits = [] }) => {
  const own = sets.filter(({ where }) => dirname(where.file) === name);
  expect(own.length).toBeGreaterThan(0);
  expect(own.map(({ verdict }) => verdict)).toEqual(own.map(() => 'PROVED'));
  expect(refutedRules(own, 'error')).toEqual([]);
  expect(refutedRules(own, 'limit')).toEqual(limits);
  expect(refutedRules(own, 'question')).toEqual([]);
  expect(refutedRules(own, 'warning')).toEqual([]);
});

test('every folder with an app is among them', () => {
  const folders = readdirSync(join(__dirname, '..', '..', 'examples'), { withFileTypes: true }).filter((entry) => entry.isDirectory() && entry.name !== 'refuted');
  expect(folders.map(({ name }) => name).sort()).toEqual(APPS.map(({ name }) => name).sort());
});
