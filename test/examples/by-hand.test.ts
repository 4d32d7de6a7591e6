import { difference } from './difference';
import { file } from './files';
import { APPS } from '../../examples/apps';
import { proofOf, refutedRules } from '../../examples/proof';

const NAMES = ['zookeeper', 'mysql-stateful', 'web', 'mysql'];

/** The rows of the table in a README: `| object | field, or nothing for the whole object | why |`. */
function additionsIn(readme: string): string[] {
  const rows = [...readme.matchAll(/^\| `([^`]+)` \| (?:`([^`]+)`|all of it) \|/gm)];
  return rows.map(([, object, field]) => field === undefined ? `+ ${object}` : `+ ${object} ${field}`);
}

test.each(NAMES)('%s differs from what is written by hand in what its README lists, and in nothing else', (name) => {
  const synthesized = APPS.find((example) => example.name === name)!.app.synthYaml() as string;
  expect(difference(file(`${name}/by-hand.yaml`).text, synthesized).sort()).toEqual(additionsIn(file(`${name}/README.md`).text).sort());
});

test('what is written by hand is proved as well, but for drains that take the majority of ZooKeeper, and warned of what the constructs add', () => {
  const sets = proofOf(NAMES.map((name) => file(`${name}/by-hand.yaml`))).sets;
  expect(sets.filter(({ verdict }) => verdict !== 'PROVED').map(({ name, verdict }) => [name, verdict])).toEqual([['zk', 'REFUTED']]);
  expect(refutedRules(sets, 'error')).toEqual(['availability/quorum']);
  expect(refutedRules(sets, 'limit')).toEqual([]);
  expect(refutedRules(sets, 'question')).toEqual([]);
  expect(refutedRules(sets, 'warning').sort()).toEqual(['hygiene/anti-affinity', 'hygiene/disruption-budget', 'hygiene/recovery-time']);
});
