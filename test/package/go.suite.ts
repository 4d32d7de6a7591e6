import { readFileSync, writeFileSync } from 'fs';
import { join } from 'path';
import { build, QUIET } from './languages';
import { emptyFolder } from './packed';
import { block, SYNTHESIZED } from './programs';
import { reference } from './reference';
import { run, succeed } from './shell';

const MODULE = 'github.com/example/cdk8s-stateful-go/cdk8sstateful';
const CORE = 'github.com/cdk8s-team/cdk8s-core-go/cdk8s/v2';
const CONSTRUCTS = 'github.com/aws/constructs-go/constructs/v10';

/** Goal: the Go module compiles, and the program of the documentation does what the one in TypeScript does. */
test('the program of the documentation synthesizes the same', () => {
  const expected = reference();
  const module = join(build('go'), 'cdk8sstateful');
  const folder = emptyFolder();
  writeFileSync(join(folder, 'main.go'), block('docs/how-to/use-from-go.md', 'go', 'NewStatefulDatabase('));
  succeed('go', ['mod', 'init', 'example.com/shop'], folder);
  // Not every module proxy has every release, so two releases near the floor stand for it. The compiler needs a `constructs` before 10.5.
  const replaced = [[MODULE, module], [CORE, `${CORE}@v2.69.10`], [CONSTRUCTS, `${CONSTRUCTS}@v10.4.2`]];
  succeed('go', ['mod', 'edit', ...replaced.map(([from, to]) => `-replace=${from}=${to}`)], folder);
  succeed('go', ['mod', 'tidy'], folder);
  succeed('go', ['build', '-o', 'shop', '.'], folder);
  expect(run('./shop', [], folder, QUIET)).toEqual({ status: 0, stdout: '', stderr: '' });
  expect(readFileSync(join(folder, SYNTHESIZED), 'utf8')).toBe(expected);
});
