import { readFileSync } from 'fs';
import { join } from 'path';
import { SCENARIOS, problemOf } from '../../src/prove/scenarios';
import { subjectIn, web } from '../prove/manifests';

const page = readFileSync(join(__dirname, '../../docs/reference/scenarios.md'), 'utf8');

test('the page of scenarios names them all, in their words and their order', () => {
  const rows = page.split('\n').filter((line) => line.startsWith('| `'));
  expect(rows).toEqual(SCENARIOS.map(({ name, title }) => `| \`${name}\` | ${title} |`));
});

test('it says in which of them nodes are part of the state', () => {
  const named = page.split('Nodes are part of the state in ')[1].split(';')[0].match(/`([^`]+)`/g)!.map((name) => name.slice(1, -1));
  const subject = subjectIn(web());
  const withNodes = SCENARIOS.filter(({ concerns }) => concerns === undefined).filter((scenario) => problemOf(subject, scenario, 1).nodes);
  expect(named).toEqual(withNodes.map(({ name }) => name));
});
