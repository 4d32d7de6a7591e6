import { existsSync, readFileSync } from 'fs';
import { dirname, join, resolve } from 'path';
import * as ts from 'typescript';
import type * as Prove from '../../src/prove';

const COMPILER_OPTIONS = { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022, esModuleInterop: true };
const SRC = resolve(__dirname, '../../src');

/** One wrong line: in `file` of src, `right` stands where `wrong` is put. */
export interface Mutant { readonly file: string; readonly right: string; readonly wrong: string }

/** The prover with a broken reconciler. */
export const proverWith = (mutant: Mutant): typeof Prove => sourcesWith(mutant)('prove/index.ts');

/**
 * Loads files of src as they are with one of them changed: they are read, compiled and run apart from the sound ones. So a mutant costs no line of the
 * product.
 */
export function sourcesWith(mutant: Mutant): (file: string) => any {
  const loaded = new Map<string, { exports: any }>();
  const load = (file: string): any => {
    const known = loaded.get(file);
    if (known) return known.exports;
    const module = { exports: {} };
    loaded.set(file, module);
    const compiled = ts.transpileModule(sourceOf(file, mutant), { compilerOptions: COMPILER_OPTIONS });
    const require = (name: string) => {
      const path = resolve(dirname(file), name);
      return load([`${path}.ts`, join(path, 'index.ts')].find(existsSync)!);
    };
    new Function('module', 'exports', 'require', compiled.outputText)(module, module.exports, require);
    return module.exports;
  };
  return (file) => load(join(SRC, file));
}

function sourceOf(file: string, mutant: Mutant): string {
  const source = readFileSync(file, 'utf8');
  if (file !== join(SRC, mutant.file)) return source;
  const parts = source.split(mutant.right);
  if (parts.length !== 2) throw new Error(`${mutant.file} holds ${parts.length - 1} times, not once: ${mutant.right}`);
  return parts.join(mutant.wrong);
}
