import { readFileSync, writeFileSync } from 'fs';
import { join } from 'path';
import { pack, peers, project } from './packed';
import { COMMON_JS, SYNTHESIZED } from './programs';
import { reference } from './reference';
import { run, succeed } from './shell';

/** Goal: the same bytes on every Node that package.json allows, the first one included. */
const VERSIONS = { first: '20.16.0', maintained: '22', newest: '24' };

const expected = reference();
const folder = project([pack(), ...peers('highest')]);
// The packages of the `node` package that have the programs; its own install script would choose one of them.
const binaries = Object.entries(VERSIONS).map(([name, version]) => `node-${name}@npm:node-${process.platform}-${process.arch}@${version}`);
const nodes = project(binaries);
writeFileSync(join(folder, 'main.js'), COMMON_JS);

describe.each(Object.entries(VERSIONS))('the %s Node, %s', (name, version) => {
  const node = join(nodes, 'node_modules', `node-${name}`, 'bin/node');

  test('is what runs', () => {
    expect(succeed(node, ['--version'], folder).trim().startsWith(`v${version}`)).toBe(true);
  });

  test('synthesizes the same', () => {
    expect(run(node, ['main.js'], folder)).toEqual({ status: 0, stdout: '', stderr: '' });
    expect(readFileSync(join(folder, SYNTHESIZED), 'utf8')).toBe(expected);
  });

  test('proves with the same report', () => {
    const command = ['node_modules/cdk8s-stateful/lib/cli/index.js', 'prove', 'dist', '--scenario', 'bootstrap'];
    expect(run(node, command, folder)).toEqual(run(process.execPath, command, folder));
    expect(run(node, command, folder)).toMatchObject({ status: 0, stderr: '' });
  });
});
