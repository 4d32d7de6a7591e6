import { readFileSync } from 'fs';
import { join } from 'path';
import { difference } from './difference';
import { synthesized } from './synthesized';

const EXAMPLES = join(__dirname, '..', '..', 'examples');

/** The rows of the table in a README: `| object | field, or nothing for the whole object | why |`. */
function additionsIn(readme: string): string[] {
  const rows = [...readme.matchAll(/^\| `([^`]+)` \| (?:`([^`]+)`|all of it) \|/gm)];
  return rows.map(([, object, field]) => field === undefined ? `+ ${object}` : `+ ${object} ${field}`);
}

test.each(['zookeeper', 'mysql-stateful', 'web', 'mysql'])('%s differs from what is written by hand in what its README lists, and in nothing else', (name) => {
  const byHand = readFileSync(join(EXAMPLES, name, 'by-hand.yaml'), 'utf8');
  const readme = readFileSync(join(EXAMPLES, name, 'README.md'), 'utf8');
  expect(difference(byHand, synthesized(name)).sort()).toEqual(additionsIn(readme).sort());
});
