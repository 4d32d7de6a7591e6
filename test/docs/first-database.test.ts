import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import * as ts from 'typescript';
import { blocksOf, changed, commandsOf, shows } from './page';
import { CORE } from '../../src/cli/core';
import { runCli } from '../cli/fake';

/** Goal: whoever follows the tutorial sees what it says. Its steps are taken in its order, with this library in the place of the installed one. */
const PAGE = readFileSync(join(__dirname, '../../docs/tutorials/first-database.md'), 'utf8');

/** Runs a program as `npx tsc && node main.js` does, and says what it prints or why it fails. */
function run(program: string): { printed: string; error?: string } {
  const options: ts.TranspileOptions = { compilerOptions: { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022 }, reportDiagnostics: true };
  const { outputText, diagnostics } = ts.transpileModule(program, options);
  expect(diagnostics).toEqual([]);
  const lines: string[] = [];
  const modules = (name: string) => jest.requireActual(name === 'cdk8s-stateful' ? '../../src' : name);
  try {
    new Function('require', 'exports', 'console', outputText)(modules, {}, { log: (line: string) => lines.push(line) });
    return { printed: lines.map((line) => `${line}\n`).join('') };
  } catch (error) {
    return { printed: '', error: (error as Error).message };
  }
}

test('every step does what the tutorial says', () => {
  const folder = mkdtempSync(join(tmpdir(), 'first-database-'));
  const before = process.cwd();
  process.chdir(folder);
  const shown: string[] = [];
  try {
    let last = run('');
    for (const part of PAGE.match(/^```[^\n]*\n[^]*?^```$/gm)!) {
      for (const { language, text } of blocksOf(part)) {
        if (language === 'typescript') writeFileSync('main.ts', text);
        if (language === 'diff') writeFileSync('main.ts', changed(readFileSync('main.ts', 'utf8'), text));
      }
      for (const { command, output } of commandsOf(part)) {
        if (command === 'npx tsc && node main.js') {
          last = run(readFileSync('main.ts', 'utf8'));
          const printed = last.error ? `    at there\nError: ${last.error}\n    at there\n` : last.printed;
          if (!shows(output, printed)) expect(printed).toBe(output);
        } else if (command.startsWith('npx cdk8s-stateful ')) {
          const printed = runCli(command.split(' ').slice(2), CORE).out;
          if (!shows(output, printed)) expect(printed).toBe(output);
        } else {
          continue;
        }
        shown.push(command);
      }
    }
    expect(shown).toHaveLength(8);
    expect(last.error).toBeUndefined();
  } finally {
    process.chdir(before);
    rmSync(folder, { recursive: true });
  }
});

/** Names, numbers and other values that a program gives, without what it imports and prints. */
function values(language: string): string[] {
  const program = blocksOf(PAGE).filter((block) => block.language === language).at(-1)!.text;
  const lines = program.split('\n').filter((line) => !/^ *(#|\/\/|import|from|print|console)/.test(line));
  return [...lines.join('\n').matchAll(/(['"])(.*?)\1|\b\d+\b/g)].map(([word, , quoted]) => quoted ?? word).sort();
}

test('the program in Python gives the same values as the one in TypeScript', () => {
  // Keys of a dictionary are texts in Python.
  const keys = ['app', 'name', 'max_connections', 'synchronous_standby_names'];
  expect(values('python').filter((value) => !keys.includes(value))).toEqual(values('typescript').filter((value) => !keys.includes(value)));
  expect(values('python')).toContain('orders-passwords');
});
