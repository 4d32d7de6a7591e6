import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'fs';
import { join } from 'path';
import { pack, peers, project, ROOT, testConstructs, type PeerVersions } from './packed';
import { COMMON_JS, SYNTHESIZED, TYPESCRIPT } from './programs';
import { reference } from './reference';
import { run, succeed } from './shell';

/** Goal: whoever installs the package gets what we test here, with whatever peers, modules and compiler settings they have. */
const tarball = pack();
const expected = reference();

/** The compiler settings that users have: [what, settings, the extension that makes a file of that kind]. */
const COMPILERS: [string, object, string][] = [
  ['commonjs, node10', { module: 'commonjs', moduleResolution: 'node10' }, 'ts'],
  ['node16, a CommonJS file', { module: 'node16', moduleResolution: 'node16' }, 'cts'],
  ['node16, a module', { module: 'node16', moduleResolution: 'node16' }, 'mts'],
  ['bundler', { module: 'esnext', moduleResolution: 'bundler' }, 'mts'],
];

const SUBPATHS = `
import { timeline, toBeProved, type ProveOptions } from 'cdk8s-stateful/jest';
import { StatefulValidation } from 'cdk8s-stateful/plugin';
import { expect as imported } from '@jest/globals';
const options: ProveOptions = { failOn: 'limit' };
expect(chart).toBeProved(options);
imported(chart).not.toBeProved();
export const text: string = timeline(chart, 'roll-image') + typeof toBeProved + new StatefulValidation({ failOn: 'error' });
// @ts-expect-error: an option that does not exist
expect(chart).toBeProved({ patience: 1 });
`;

const JEST_TEST = `${COMMON_JS.replace(/app\.synth\(\);\n/, '')}
const { timeline } = require('cdk8s-stateful/jest');

test('proved', () => {
  expect(chart).toBeProved({ scenarios: ['bootstrap'] });
  expect(timeline(chart, 'bootstrap')).toMatch('statefulset-controller');
  expect(() => expect(chart).not.toBeProved({ scenarios: ['bootstrap'] })).toThrow();
});
`;

describe.each<PeerVersions>(['lowest', 'highest'])('with the %s peers', (versions) => {
  const folder = project([tarball, ...peers(versions), 'typescript@5.9', '@types/node@20', 'jest@30', '@types/jest@30', '@jest/globals@30', 'expect@30']);

  /** Runs a file of the project and gives what it has synthesized. */
  function synthesized(file: string): string {
    rmSync(join(folder, 'dist'), { recursive: true, force: true });
    succeed(process.execPath, [file], folder);
    return readFileSync(join(folder, SYNTHESIZED), 'utf8');
  }

  test('JavaScript with require() synthesizes the same', () => {
    writeFileSync(join(folder, 'main.cjs'), COMMON_JS);
    expect(synthesized('main.cjs')).toBe(expected);
  });

  test('JavaScript with import synthesizes the same', () => {
    writeFileSync(join(folder, 'main.mjs'), TYPESCRIPT);
    expect(synthesized('main.mjs')).toBe(expected);
  });

  test.each(COMPILERS)('TypeScript compiles and synthesizes the same: %s', (what, settings, extension) => {
    const source = `compiled-${what.replace(/\W+/g, '-')}.${extension}`;
    writeFileSync(join(folder, source), TYPESCRIPT);
    writeFileSync(join(folder, `types-${source}`), TYPESCRIPT + SUBPATHS);
    const compilerOptions = { ...settings, strict: true, target: 'es2022', types: ['node', 'jest'] };
    writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions, files: [source, `types-${source}`] }));
    succeed(join(folder, 'node_modules/.bin/tsc'), [], folder);
    expect(synthesized(source.replace(/ts$/, 'js'))).toBe(expected);
  });

  test('the command line proves what was synthesized, and refuses nonsense without a stack trace', () => {
    writeFileSync(join(folder, 'main.cjs'), COMMON_JS);
    synthesized('main.cjs');
    const bin = join(folder, 'node_modules/.bin/cdk8s-stateful');
    expect(succeed(bin, ['prove', 'dist', '--scenario', 'bootstrap'], folder)).toMatch(/^Exit 0: proved/m);
    expect(succeed(bin, ['explain', 'order/update'], folder)).toMatch(/order\/update/);
    expect(succeed(bin, ['--version'], folder)).toBe(`${JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')).version}\n`);
    const refused = run(bin, ['prove', 'nowhere'], folder);
    expect(refused.status).toBe(2);
    expect(refused.stderr).toMatch(/nowhere/);
    expect(refused.stderr).not.toMatch(/^\s+at /m);
  });

  // With the lowest, which are those of the lock file, `npm test` runs them.
  if (versions === 'highest') test('the constructs pass their own tests', () => testConstructs(folder));

  test('the matchers work in the jest of the user', () => {
    writeFileSync(join(folder, 'database.test.js'), JEST_TEST);
    succeed(join(folder, 'node_modules/.bin/jest'), ['--ci', 'database.test.js'], folder);
  });

  test('a proof in the synthesis passes what is right, and fails what is not', () => {
    const proved = (edit: string) => `${COMMON_JS.replace('app.synth();', '')}${edit}
      require('cdk8s-stateful').Proof.inSynth(chart, { scenarios: ['bootstrap'] });
      app.synth();`;
    writeFileSync(join(folder, 'proved.cjs'), proved(''));
    expect(synthesized('proved.cjs')).toBe(expected);
    const noService = "require('cdk8s').JsonPatch.replace('/spec/serviceName', 'nowhere')";
    writeFileSync(join(folder, 'refuted.cjs'), proved(`require('cdk8s').ApiObject.of(chart.node.findChild('db')).addJsonPatch(${noService});`));
    const refuted = run(process.execPath, ['refuted.cjs'], folder);
    expect(refuted.status).not.toBe(0);
    expect(refuted.stderr).toContain('network/governing-service');
  });

  test('cdk8s synth runs the plugin', () => {
    writeFileSync(join(folder, 'main.cjs'), COMMON_JS);
    const plugin = join('node_modules/cdk8s-stateful/lib/plugin');
    const properties = { failOn: 'error', scenarios: ['bootstrap'] };
    const validations = [{ package: `./${plugin}`, version: '0.0.0', class: 'StatefulValidation', properties }];
    writeFileSync(join(folder, 'cdk8s.yaml'), JSON.stringify({ app: 'node main.cjs', validations }));
    const cli = join(ROOT, 'node_modules/.bin/cdk8s');
    expect(succeed(cli, ['synth'], folder)).toMatch(/Status +│ success[^]*Stateful sets │ 1 /);
  });
});

describe('the tarball', () => {
  const folder = project(['publint@0.3.25', '@arethetypeswrong/cli@0.18.5']);
  const files = succeed('tar', ['-tzf', tarball], ROOT).trim().split('\n').map((file) => file.replace(/^package\//, ''));

  test('has what runs and what describes it, and nothing else', () => {
    const known = /^(package\.json|README\.md|API\.md|LICENSE|\.jsii|lib\/.*\.(js|d\.ts)|node_modules\/(argparse|commander|js-yaml)\/.*|docs\/reference\/guarantees\/.*\.md)$/;
    expect(files.filter((file) => !known.test(file))).toEqual([]);
    expect(files).toEqual(expect.arrayContaining(['package.json', 'README.md', 'LICENSE', '.jsii', 'lib/index.js', 'lib/index.d.ts', 'lib/cli/index.js']));
  });

  test('names no folder of the machine that built it', () => {
    mkdirSync(join(folder, 'unpacked'));
    succeed('tar', ['-xzf', tarball, '-C', 'unpacked'], folder);
    expect(run('grep', ['-rlF', ROOT, 'unpacked'], folder).stdout).toBe('');
  });

  test('has no fault that publint finds', () => {
    expect(succeed(join(folder, 'node_modules/.bin/publint'), ['run', tarball, '--strict'], folder)).toMatch(/All good!/);
  });

  test('gives every kind of import its types', () => {
    // The assembly of jsii is exported for jsii, which reads it as a file. It is no module.
    const answer = succeed(join(folder, 'node_modules/.bin/attw'), [tarball, '--exclude-entrypoints', './.jsii', '--format', 'json'], folder);
    expect(JSON.parse(answer).analysis.problems).toEqual([]);
    expect(existsSync(tarball)).toBe(true);
  });
});
