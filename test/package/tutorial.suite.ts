import { readdirSync, readFileSync, writeFileSync } from 'fs';
import { join } from 'path';
import { build, QUIET } from './languages';
import { emptyFolder, pack, project } from './packed';
import { block } from './programs';
import { succeed } from './shell';

/** Goal: the tutorial works with what is installed, not only with what lies here; test/docs/first-database.test.ts goes through its steps. */
const TUTORIAL = 'docs/tutorials/first-database.md';
const CERTIFICATE = block(TUTORIAL, 'text printed');

/** What a program has written. */
const synthesized = (folder: string): string => readFileSync(join(folder, 'dist/shop.k8s.yaml'), 'utf8');

let typescript = '';

test('the database in TypeScript, with the newest compiler', () => {
  const folder = project([pack(), 'cdk8s', 'cdk8s-plus-28', 'constructs', 'typescript']);
  writeFileSync(join(folder, 'tsconfig.json'), block(TUTORIAL, 'json tsconfig.json'));
  writeFileSync(join(folder, 'main.ts'), block(TUTORIAL, 'typescript complete.ts'));
  succeed(join(folder, 'node_modules/.bin/tsc'), [], folder);
  expect(succeed(process.execPath, ['main.js'], folder)).toBe(CERTIFICATE);
  expect(succeed(join(folder, 'node_modules/.bin/cdk8s-stateful'), ['prove', 'dist/'], folder)).toMatch(/^Exit 0: proved/m);
  typescript = synthesized(folder);
});

test('the database in Python, which writes the same', () => {
  const wheels = build('python');
  const folder = emptyFolder();
  succeed('python3', ['-m', 'venv', '.venv'], folder);
  succeed('.venv/bin/pip', ['install', '--quiet', '--disable-pip-version-check', join(wheels, readdirSync(wheels).find((file) => file.endsWith('.whl'))!)], folder);
  writeFileSync(join(folder, 'main.py'), block(TUTORIAL, 'python main.py'));
  expect(succeed('.venv/bin/python', ['main.py'], folder, QUIET)).toBe(CERTIFICATE);
  expect(synthesized(folder)).toBe(typescript);
  expect(succeed('.venv/bin/cdk8s-stateful', ['prove', 'dist/'], folder, QUIET)).toMatch(/^Exit 0: proved/m);
});
