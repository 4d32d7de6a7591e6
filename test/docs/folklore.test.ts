import { readFileSync, writeFileSync } from 'fs';
import { join } from 'path';
import { blocksOf, commandsOf, shows } from './page';
import { CORE } from '../../src/cli/core';
import { runCli } from '../cli/fake';

/**
 * Goal: the claims of WALKTHROUGHS that the prover settles are on the page, each with a command that settles it, and what the page shows is printed.
 * `REWRITE=1 npx jest test/docs/folklore` brings numbers up to date where only they have changed: steps, addresses, hashes. Read what changed.
 */
const ROOT = join(__dirname, '../..');
const PAGE = join(ROOT, 'docs/explanation/folklore.md');
const page = readFileSync(PAGE, 'utf8');

function printed(command: string): string {
  const folder = process.cwd();
  process.chdir(ROOT);
  try {
    return runCli(command.replace(/^npx cdk8s-stateful /, '').split(' '), CORE).out;
  } finally {
    process.chdir(folder);
  }
}

/** A command that is printed begins with $ too, so a block has one command of ours. */
const shown = commandsOf(page).reduce<{ command: string; output: string }[]>((all, { command, output }) => {
  if (command.startsWith('npx ')) return [...all, { command, output }];
  const last = all[all.length - 1];
  return [...all.slice(0, -1), { command: last.command, output: `${last.output}$ ${command}\n${output}` }];
}, []);

const shape = (line: string): string => line.replace(/^  \d+ /, '  N ').replace(/10\.244\.0\.\d+/g, 'IP').replace(/-[0-9a-f]{8,10}\b/g, '-HASH').replace(/ +/g, ' ');

/** The lines shown with the numbers that are printed. Of a line that is not printed at all, the old one stays. */
function upToDate(output: string, lines: readonly string[]): string {
  let at = 0;
  return output.split('\n').map((line) => {
    const found = line === '...' || line === '' ? -1 : lines.findIndex((each, index) => index >= at && shape(each) === shape(line));
    at = found < 0 ? at : found + 1;
    return found < 0 ? line : lines[found];
  }).join('\n');
}

test.each(shown)('$command', ({ command, output }) => {
  const out = printed(command);
  if (process.env.REWRITE) writeFileSync(PAGE, readFileSync(PAGE, 'utf8').replace(output, () => upToDate(output, out.split('\n'))));
  else if (!shows(output, out)) expect(out).toBe(output);
});

test('each claim has a section with a command, and a row that leads to it', () => {
  const rows = [...page.matchAll(/^\| \[([^\]]+)\]\(#([^)]+)\) \| (.+) \|$/gm)];
  const sections = page.split(/^## /m).slice(1).map((section) => ({ title: section.split('\n')[0], commands: blocksOf(section).filter(({ language }) => language === 'console').length }));
  expect(rows.map(([, claim]) => claim.toLowerCase())).toEqual(sections.map(({ title }) => title.toLowerCase()));
  // As GitHub makes anchors of headings.
  expect(rows.map(([, , anchor]) => anchor)).toEqual(sections.map(({ title }) => title.toLowerCase().replace(/[^\w -]/g, '').replace(/ /g, '-')));
  expect(sections.filter(({ commands }) => commands === 0)).toEqual([]);
  expect(rows).toHaveLength(9);
});
