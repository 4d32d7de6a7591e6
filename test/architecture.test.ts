import { readdirSync, readFileSync } from 'fs';
import { builtinModules } from 'module';
import { dirname, join, relative, resolve, sep } from 'path';
import * as ts from 'typescript';

/** From the top of the house. A file may import from its own folder and from those below. */
const ROOMS = ['constructs', 'cli', 'jest', 'plugin', 'report', 'export', 'prove', 'verify', 'cluster', 'manifest', 'kubernetes'];
/** What is in these says the same of the same input, always and everywhere. */
const PURE = ['report', 'export', 'prove', 'verify', 'cluster', 'manifest', 'kubernetes'];
/** The checker of certificates stands alone: only the command line knows it, and of the reconciler it knows the step functions that are written to be read. */
const READ_BY_VERIFY = ['fields', 'label', 'layout', 'placement', 'problem', 'reductions', 'row', 'step'];
const IMPURE_NAMES = ['process', 'Date', 'console', 'performance', 'setTimeout', 'setInterval', 'setImmediate', 'fetch', 'crypto', 'Intl'];
const IMPURE_MEMBERS = ['toLocaleString', 'toLocaleUpperCase', 'toLocaleLowerCase', 'localeCompare'];
const SRC = resolve(__dirname, '..', 'src');

/** What is wrong with a file, given its path in src/ with forward slashes. */
function faults(file: string, text: string): string[] {
  const room = file.split('/')[0];
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    const module = importedModule(node);
    if (module !== undefined) found.push(...importFaults(file, room, module));
    if (PURE.includes(room)) found.push(...purityFaults(node).map((name) => `${file} uses ${name}`));
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

/** `import`, `export from`, `import()`, `require()`, `import x = require()` and `import('x').Type`. */
function importedModule(node: ts.Node): string | undefined {
  if ((ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) && node.moduleSpecifier) return (node.moduleSpecifier as ts.StringLiteral).text;
  if (ts.isExternalModuleReference(node)) return (node.expression as ts.StringLiteral).text;
  if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) return (node.argument.literal as ts.StringLiteral).text;
  if (!ts.isCallExpression(node) || node.arguments.length === 0 || !ts.isStringLiteralLike(node.arguments[0])) return undefined;
  const called = node.expression;
  return called.kind === ts.SyntaxKind.ImportKeyword || ts.isIdentifier(called) && called.text === 'require' ? node.arguments[0].text : undefined;
}

function importFaults(file: string, room: string, module: string): string[] {
  const wrong = (why: string) => [`${file} imports ${module}: ${why}`];
  if (module.startsWith('.')) {
    const target = relative(SRC, resolve(SRC, dirname(file), module)).split(sep)[0];
    if (target.startsWith('..')) return module.endsWith('package.json') ? [] : wrong('outside src');
    // src/index.ts is the door of the house: it has no room and may open the topmost only.
    if (file === 'index.ts') return target === 'constructs' ? [] : wrong('the public API is constructs/ only');
    if (target === 'verify' && room !== 'verify' && room !== 'cli') return wrong('only the command line may');
    if (room === 'verify' && target === 'cluster' && !READ_BY_VERIFY.some((name) => module.endsWith(`/${name}`))) return wrong('the checker shares only the readable steps');
    return ROOMS.includes(target) && ROOMS.indexOf(target) >= ROOMS.indexOf(room) ? [] : wrong('an arrow upward');
  }
  if (/^cdk8s-plus/.test(module) && file !== 'constructs/kplus.ts') return wrong('only constructs/kplus.ts may');
  // The matchers take charts, so they have to know what a chart is; whoever has a chart has cdk8s already.
  if (/^(cdk8s$|cdk8s\/|constructs$)/.test(module) && room !== 'constructs' && room !== 'jest') return wrong('nothing below constructs/ knows cdk8s');
  if (PURE.includes(room) && (module.startsWith('node:') || builtinModules.includes(module))) return wrong('no input or output below cli/');
  return [];
}

function purityFaults(node: ts.Node): string[] {
  if (ts.isPropertyAccessExpression(node)) {
    if (node.getText() === 'Math.random') return ['Math.random'];
    return IMPURE_MEMBERS.includes(node.name.text) ? [node.name.text] : [];
  }
  if (!ts.isIdentifier(node) || !IMPURE_NAMES.includes(node.text)) return [];
  const parent = node.parent;
  const isName = (ts.isPropertyAccessExpression(parent) || ts.isPropertyAssignment(parent) || ts.isPropertySignature(parent)) && parent.name === node;
  return isName ? [] : [node.text];
}

function sources(): string[] {
  return readdirSync(SRC, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts')).map((file) => file.split(sep).join('/')).sort();
}

test('every file knows its room', () => {
  expect(sources().flatMap((file) => faults(file, readFileSync(join(SRC, file), 'utf8')))).toEqual([]);
});

test('every folder is a room', () => {
  expect([...new Set(sources().filter((file) => file.includes('/')).map((file) => file.split('/')[0]))].filter((folder) => !ROOMS.includes(folder))).toEqual([]);
});

test.each([
  ['an arrow upward', 'cluster/x.ts', 'import { prove } from \'../prove\';'],
  ['an arrow upward, for a type', 'manifest/x.ts', 'import type { Report } from \'../prove/report\';'],
  ['an arrow upward, from a folder within', 'prove/static/x.ts', 'import { text } from \'../../report/text\';'],
  ['an arrow upward, by re-export', 'report/x.ts', 'export * from \'../cli/outputs\';'],
  ['an arrow upward, when it runs', 'report/x.ts', 'const x = require(\'../cli/outputs\');'],
  ['an arrow upward, in a type', 'report/x.ts', 'type X = import(\'../cli/outputs\').Format;'],
  ['an arrow upward, by import()', 'report/x.ts', 'void import(\'../cli/outputs\');'],
  ['the prover in its checker', 'verify/x.ts', 'import { explore } from \'../prove/explore\';'],
  ['the checker in the prover', 'prove/x.ts', 'import { verify } from \'../verify\';'],
  ['generated steps in the checker', 'verify/x.ts', 'import { learnedSuccessorsOf } from \'../cluster/learned\';'],
  ['an import of a test', 'report/x.ts', 'import { x } from \'../../test/x\';'],
  ['the public API with more than constructs', 'index.ts', 'export * from \'./prove\';'],
  ['cdk8s-plus elsewhere', 'constructs/x.ts', 'import * as kplus from \'cdk8s-plus-28\';'],
  ['cdk8s below constructs', 'prove/x.ts', 'import { Chart } from \'cdk8s\';'],
  ['cdk8s in the command line', 'cli/x.ts', 'import { Chart } from \'cdk8s\';'],
  ['an arrow upward, from what is exported', 'export/promela/x.ts', 'import { text } from \'../../report/text\';'],
  ['files where models are written', 'export/x.ts', 'import { writeFileSync } from \'fs\';'],
  ['files in a pure room', 'manifest/x.ts', 'import { readFileSync } from \'fs\';'],
  ['files in a pure room, by the long name', 'manifest/x.ts', 'import { readFileSync } from \'node:fs/promises\';'],
  ['a clock', 'report/x.ts', 'const now = new Date();'],
  ['another clock', 'cluster/x.ts', 'const now = performance.now();'],
  ['chance', 'prove/x.ts', 'const x = Math.random();'],
  ['the environment', 'prove/x.ts', 'const x = process.env.X;'],
  ['the terminal', 'prove/x.ts', 'console.log(1);'],
  ['a locale', 'report/x.ts', 'const x = (1).toLocaleString();'],
])('the check finds %s', (_name, file, text) => {
  expect(faults(file, text)).toHaveLength(1);
});

test.each([
  ['an arrow downward', 'cli/x.ts', 'import { text } from \'../report/text\';'],
  ['readable steps in the checker', 'verify/x.ts', 'import { successorsOf } from \'../cluster/step\';'],
  ['a neighbour', 'prove/x.ts', 'import { path } from \'./path\';'],
  ['cdk8s-plus where it belongs', 'constructs/kplus.ts', 'export * from \'cdk8s-plus-28\';'],
  ['charts in the matchers', 'jest/x.ts', 'import { Chart } from \'cdk8s\';'],
  ['files in the command line', 'cli/x.ts', 'import { readFileSync } from \'fs\';'],
  ['the word in a comment or a text', 'prove/x.ts', '// one process at a Date\nconst x = \'console\';'],
  ['a field of the name', 'prove/x.ts', 'const x = { process: 1 }; export const y = x.process;'],
  ['a package', 'manifest/x.ts', 'import { parse } from \'js-yaml\';'],
])('the check allows %s', (_name, file, text) => {
  expect(faults(file, text)).toEqual([]);
});
