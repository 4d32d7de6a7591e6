import { existsSync, readdirSync, readFileSync } from 'fs';
import { join } from 'path';
import { build } from './languages';
import { emptyFolder, pack } from './packed';
import { perform, steps } from './tutorial';

/** Goal: a person who follows the tutorial from an empty folder gets there, and sees what it shows. */
const all = steps('docs/tutorials/first-database.md');
const firstOfPython = all.findIndex((step) => step.kind === 'run' && step.command.includes('venv'));
const [typescript, python] = [all.slice(0, firstOfPython), all.slice(firstOfPython)];
const [folder, folderOfPython] = [emptyFolder(), emptyFolder()];
const synthesized = (where: string): string => readFileSync(join(where, 'dist/shop.k8s.yaml'), 'utf8');

test('the tutorial in TypeScript', () => {
  const built = new Map([['cdk8s-stateful', pack()]]);
  for (const step of typescript) perform(step, folder, built, 'main.ts');
  expect(existsSync(join(folder, 'dist/shop.k8s.yaml'))).toBe(true);
});

test('the tutorial in Python comes to the same', () => {
  const wheels = build('python');
  const built = new Map([['cdk8s-stateful', join(wheels, readdirSync(wheels).find((file) => file.endsWith('.whl'))!)]]);
  for (const step of python) perform(step, folderOfPython, built, 'main.py');
  expect(synthesized(folderOfPython)).toBe(synthesized(folder));
});
