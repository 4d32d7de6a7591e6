import { readFileSync, writeFileSync } from 'fs';
import { join } from 'path';
import { commandsOf, shows } from './page';
import { CORE } from '../../src/cli/core';
import { runCli } from '../cli/fake';

/** Goal: the page on tokens shows what is printed, and its token is the one that prove prints. `npm run pages` writes both anew. */
const PAGE = join(__dirname, '../../docs/how-to/pin-a-counterexample.md');
const TOKENS = /\b1[\w-]{30,}(?![\w-])/g;
const page = readFileSync(PAGE, 'utf8');
const [prove, ...replays] = commandsOf(page);
const printedBy = (command: string): string => runCli(command.split(' ').slice(2), CORE).out;

test('the token of the page is the one that the report prints', () => {
  const [token] = /(?<=^to see it again: .* --token )\S+$/m.exec(printedBy(prove.command))!;
  if (process.env.REWRITE) writeFileSync(PAGE, page.replace(TOKENS, token));
  else expect(new Set(page.match(TOKENS))).toEqual(new Set([token]));
});

test.each([prove, ...replays])('$command', ({ command, output }) => {
  const printed = printedBy(command);
  if (!shows(output, printed)) expect(output).toBe(printed);
});

test('there is something to show', () => {
  expect(replays.map(({ command }) => runCli(command.split(' ').slice(2), CORE).exitCode)).toEqual([0, 3]);
  expect(prove.output).toMatch(/^to see it again: npx cdk8s-stateful replay \S+ --token \S+$/m);
});
