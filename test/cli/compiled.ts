import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'fs';
import { dirname, join } from 'path';
import * as ts from 'typescript';

const ROOT = join(__dirname, '..', '..');

/** Compiles the command line into a folder, without looking at types: threads run compiled code only. Gives the file to start. */
export function compiledInto(folder: string): string {
  const source = join(ROOT, 'src');
  for (const file of readdirSync(source, { recursive: true, encoding: 'utf8' })) {
    if (!file.endsWith('.ts') || !/^(cli|plugin|report|export|verify|prove|cluster|manifest|kubernetes)/.test(file)) continue;
    const target = join(folder, 'lib', file.replace(/ts$/, 'js'));
    mkdirSync(dirname(target), { recursive: true });
    const compilerOptions = { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022, esModuleInterop: true };
    writeFileSync(target, ts.transpileModule(readFileSync(join(source, file), 'utf8'), { compilerOptions }).outputText);
  }
  writeFileSync(join(folder, 'package.json'), '{"version":"1.2.3"}');
  return join(folder, 'lib', 'cli', 'index.js');
}

/** Where a process started there finds what the package depends on. */
export const ENVIRONMENT = { ...process.env, NODE_PATH: join(ROOT, 'node_modules'), CI: 'true' };
