import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { blocksOf, changed, commandsOf, shows } from './page';
import { CORE } from '../../src/cli/core';
import { readClusterProfile } from '../../src/prove/cluster-profile';
import { runCli } from '../cli/fake';

/** Goal: whoever copies what the pages on cluster profiles show sees what they say. */
const DOCS = join(__dirname, '../../docs');
const guide = readFileSync(join(DOCS, 'how-to/describe-your-cluster.md'), 'utf8');
const reference = readFileSync(join(DOCS, 'reference/cluster-profile.md'), 'utf8');

/** Makes the files of the guide, changes them where it changes them, and runs its commands, in its order. */
test('the guide shows what is printed', () => {
  const folder = mkdtempSync(join(tmpdir(), 'cdk8s-stateful-'));
  const before = process.cwd();
  process.chdir(folder);
  try {
    const ran = guide.match(/^```[^\n]*\n[^]*?^```$/gm)!.flatMap((part) => {
      for (const { language, name, text } of blocksOf(part)) {
        if (language === 'yaml') writeFileSync(name, text);
        if (language === 'diff') writeFileSync(name, changed(readFileSync(name, 'utf8'), text));
      }
      return commandsOf(part).map(({ command, output }) => ({ output, printed: runCli(command.replace('npx cdk8s-stateful ', '').split(' '), CORE).out }));
    });
    for (const { output, printed } of ran) if (!shows(output, printed)) expect(printed).toBe(output);
    expect(ran).toHaveLength(2);
  } finally {
    process.chdir(before);
    rmSync(folder, { recursive: true });
  }
});

const profile = blocksOf(reference).find(({ name }) => name === 'profile')!.text;

test('the profile of the reference is one', () => {
  expect(readClusterProfile({ path: 'cluster.yaml', bytes: new TextEncoder().encode(profile) })).toHaveProperty('profile');
});

/** The words in the first column of the table under a heading. */
function fieldsUnder(heading: string): string[] {
  const section = reference.split(/^#+ /m).find((each) => each.startsWith(heading))!;
  return [...section.matchAll(/^\| (`[^|]+`) \|/gm)].flatMap(([, cell]) => [...cell.matchAll(/`([^`]+)`/g)].map(([, field]) => field));
}

/** The reader names all fields of a part when it meets an unknown one. */
test.each([
  ['Fields', '?: 1'],
  ['nodes', 'nodes: [{name: a, ?: 1}]'],
  ['storageClasses', 'storageClasses: [{name: a, ?: 1}]'],
  ['volumes', 'volumes: [{name: a, ?: 1, capacity: 1, accessModes: []}]'],
])('the reference has every field: %s', (heading, text) => {
  const read = readClusterProfile({ path: 'cluster.yaml', bytes: new TextEncoder().encode(text.replace('?', 'none')) });
  const advice = 'mistakes' in read ? read.mistakes[0].advice : '';
  expect(fieldsUnder(heading).sort()).toEqual(/write one of (.*), or leave it out/.exec(advice ?? '')?.[1].split(', ').sort());
});
