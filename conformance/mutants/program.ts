import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import * as ts from 'typescript';

/** One wrong rule: in a file of the project, `right` stands exactly once, and `wrong` is put there. */
export interface Mutant {
  /** The rule that is broken: no two are called alike. */
  readonly rule: string;
  /** From the root of the project, with forward slashes. */
  readonly file: string;
  readonly right: string;
  readonly wrong: string;
  /** Why no committed recording tells. */
  readonly survives?: string;
}

type Row = readonly [rule: string, right: string, wrong: string, survives?: string];

/** The mutants of one file. */
export function mutantsOf(file: string, rows: readonly Row[]): Mutant[] {
  return rows.map(([rule, right, wrong, survives]) => ({ rule, file, right, wrong, survives }));
}

const ROOT = resolve(__dirname, '../..');
const COMPILER_OPTIONS = { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022, esModuleInterop: true };

/**
 * What a file of the project exports when one rule is broken, or none. Its sources are compiled in memory and run apart from the sound ones, and apart from
 * every other mutant, so that a mutant costs no line of the product.
 */
export function programWith(entry: string, mutant?: Mutant): any {
  const loaded = new Map<string, { exports: any }>();
  const load = (file: string): any => {
    const known = loaded.get(file);
    if (known) return known.exports;
    const module = { exports: {} };
    loaded.set(file, module);
    // Only the project's own files are read anew.
    // eslint-disable-next-line @typescript-eslint/no-require-imports
    const requireFrom = (name: string): any => (name.startsWith('.') ? load(resolved(file, name)) : require(name));
    const compiled = mutant !== undefined && file === join(ROOT, mutant.file) ? compile(mutated(file, mutant)) : soundly(file);
    new Function('module', 'exports', 'require', compiled)(module, module.exports, requireFrom);
    return module.exports;
  };
  return load(join(ROOT, entry));
}

function resolved(from: string, name: string): string {
  const path = resolve(dirname(from), name);
  const found = [`${path}.ts`, join(path, 'index.ts')].find(existsSync);
  if (found === undefined) throw new Error(`${from} imports ${name}, which is no file`);
  return found;
}

const sound = new Map<string, string>();

function soundly(file: string): string {
  const known = sound.get(file);
  if (known !== undefined) return known;
  const compiled = compile(readFileSync(file, 'utf8'));
  sound.set(file, compiled);
  return compiled;
}

function compile(source: string): string {
  return ts.transpileModule(source, { compilerOptions: COMPILER_OPTIONS }).outputText;
}

function mutated(path: string, { rule, file, right, wrong }: Mutant): string {
  const parts = readFileSync(path, 'utf8').split(right);
  if (parts.length !== 2) throw new Error(`${rule}: ${file} holds ${parts.length - 1} times, not once: ${right}`);
  return parts.join(wrong);
}
