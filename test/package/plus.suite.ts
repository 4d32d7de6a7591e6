import { readFileSync, writeFileSync } from 'fs';
import { join } from 'path';
import { pack, peers, project, testConstructs } from './packed';
import { COMMON_JS, SYNTHESIZED, TYPESCRIPT } from './programs';
import { reference } from './reference';
import { succeed } from './shell';

/**
 * Goal: docs/reference/cdk8s-plus.md says what works today with releases that our peer does not name. npm installs them under the name of the
 * one that it names: `npm install cdk8s-plus-28@npm:cdk8s-plus-33`.
 */
const expected = reference();
const tarball = pack();
const others = peers('highest').filter((peer) => !peer.startsWith('cdk8s-plus-28@'));

describe.each(['29', '30', '31', '32', '33', '34'])('cdk8s-plus-%s in the place of cdk8s-plus-28', (release) => {
  // 30 and 34 have lower numbers of their own than the floor of 28, which npm would refuse.
  const folder = project(['--legacy-peer-deps', tarball, ...others, `cdk8s-plus-28@npm:cdk8s-plus-${release}`, 'typescript@5.9', '@types/node@20']);

  test('is what runs', () => {
    const { name } = JSON.parse(readFileSync(join(folder, 'node_modules/cdk8s-plus-28/package.json'), 'utf8'));
    expect(name).toBe(`cdk8s-plus-${release}`);
  });

  test('compiles', () => {
    writeFileSync(join(folder, 'main.ts'), TYPESCRIPT);
    const compilerOptions = { module: 'commonjs', moduleResolution: 'node10', strict: true, target: 'es2022', noEmit: true };
    writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions, files: ['main.ts'] }));
    succeed(join(folder, 'node_modules/.bin/tsc'), [], folder);
  });

  test('synthesizes the same', () => {
    writeFileSync(join(folder, 'main.cjs'), COMMON_JS);
    succeed(process.execPath, ['main.cjs'], folder);
    expect(readFileSync(join(folder, SYNTHESIZED), 'utf8')).toBe(expected);
  });

  test('passes our own tests of the constructs', () => testConstructs(folder));
});
