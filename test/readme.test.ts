import { readFileSync } from 'fs';
import { join } from 'path';
import * as ts from 'typescript';
import { runCli } from './cli/fake';
import { CORE } from '../src/cli/core';

/** Goal: what the README shows is what a user sees. Lines of `...` stand for what is left out. */
const ROOT = join(__dirname, '..');
const README = readFileSync(join(ROOT, 'README.md'), 'utf8');
const blocks = (language: string): string[] => [...README.matchAll(new RegExp(`\`\`\`${language}\n([^]*?)\`\`\``, 'g'))].map(([, text]) => text);

/** Commands with what they print: `$ npm run -s cli -- ...` and the lines below it. */
const commands = blocks('console').flatMap((block) => block.split(/^\$ /m).slice(1)).map((text) => {
  const [command, ...shown] = text.trimEnd().split('\n');
  return { command, shown };
}).filter(({ shown }) => shown.length > 0);

test.each(commands)('$command', ({ command, shown }) => {
  const folder = process.cwd();
  process.chdir(ROOT);
  try {
    const printed = runCli(command.replace(/^npm run -s cli -- /, '').split(' '), CORE).out.split('\n');
    let at = 0;
    for (const line of shown.filter((each) => each !== '...')) {
      const found = printed.indexOf(line, at);
      expect({ line, found: found >= 0 }).toEqual({ line, found: true });
      at = found + 1;
    }
  } finally {
    process.chdir(folder);
  }
});

test('the README shows commands with their output', () => expect(commands.length).toBeGreaterThanOrEqual(2));

test.each(blocks('typescript'))('this TypeScript is sound: %s', (code) => {
  expect(ts.transpileModule(code, { reportDiagnostics: true }).diagnostics).toEqual([]);
});
