// The project is generated from this file: change it here and run `npx projen`.
import { cdk8s, javascript, JsonFile } from 'projen';

const project = new cdk8s.ConstructLibraryCdk8s({
  name: 'cdk8s-stateful',
  description: 'Typed cdk8s constructs for stateful workloads, and a prover of their ordering and storage guarantees',
  keywords: ['cdk8s', 'kubernetes', 'statefulset', 'database', 'model-checking', 'gitops'],
  author: 'The cdk8s-stateful authors',
  authorAddress: 'authors@example.com',
  authorOrganization: true,
  repositoryUrl: 'git+https://github.com/example/cdk8s-stateful.git',
  license: 'Apache-2.0',
  copyrightOwner: 'The cdk8s-stateful authors',
  defaultReleaseBranch: 'main',
  packageManager: javascript.NodePackageManager.NPM,
  projenrcTs: true,
  minNodeVersion: '20.16.0',
  jsiiVersion: '~6.0.0',
  typescriptVersion: '~5.9.0',
  cdk8sVersion: '2.69.0',
  // The floor of cdk8s-plus-28. From 10.5.0 on constructs have a member `with`, and the Go module of cdk8s-plus-28 does not compile with it.
  constructsVersion: '10.3.0',
  peerDeps: ['cdk8s-plus-28@^2.5.6'],
  bundledDeps: ['js-yaml@^5.5.0', 'commander@^14.0.3'],
  devDeps: ['@jest/globals@^30', 'expect@^30', 'cdk8s-cli@^2.207.0', 'assemblyscript@~0.28.0'],
  publishToPypi: { distName: 'cdk8s-stateful', module: 'cdk8s_stateful' },
  publishToMaven: { javaPackage: 'io.github.example.cdk8s.stateful', mavenGroupId: 'io.github.example', mavenArtifactId: 'cdk8s-stateful' },
  publishToGo: { moduleName: 'github.com/example/cdk8s-stateful-go' },
  bin: { 'cdk8s-stateful': 'lib/cli/index.js' },
  jestOptions: {
    jestVersion: '^30',
    updateSnapshot: javascript.UpdateSnapshot.NEVER,
    junitReporting: false,
    configFilePath: 'jest.config.json',
    // Instrumented code makes the explorer ten times slower, so coverage is a script of its own.
    jestConfig: { collectCoverage: false, testTimeout: 60_000, maxWorkers: '100%' as any, ['roots' as any]: ['<rootDir>/test'] },
  },
  // A test must not edit what it tests.
  eslintOptions: { dirs: ['src'], devdirs: ['test', 'projenrc', 'examples', 'benchmarks', 'conformance', 'kernel'], commandOptions: { fix: false } },
  release: false,
  github: false,
  depsUpgrade: false,
  docgen: true,
  sampleCode: false,
  gitignore: ['/dist/', '/.cache/', '*.cpuprofile', '/examples/*/dist/'],
});

for (const folder of ['examples', 'benchmarks', 'conformance', 'kernel', '.ci']) project.npmignore?.exclude(`/${folder}/`);
project.npmignore?.exclude('/CONTRIBUTING.md');
// Of the documentation only the pages that `explain` prints.
project.npmignore?.addPatterns('/docs/*', '!/docs/reference/', '/docs/reference/*', '!/docs/reference/guarantees/');
project.package.addField('type', 'commonjs');
project.package.addField('exports', {
  '.': { types: './lib/index.d.ts', default: './lib/index.js' },
  './jest': { types: './lib/jest/index.d.ts', default: './lib/jest/index.js' },
  './plugin': { types: './lib/plugin/index.d.ts', default: './lib/plugin/index.js' },
  './package.json': './package.json',
  './.jsii': './.jsii',
});
// For users whose TypeScript resolves modules as node10, such as those of cdk8s-cli's own template.
project.package.addField('typesVersions', { '*': { jest: ['./lib/jest/index.d.ts'], plugin: ['./lib/plugin/index.d.ts'] } });
// The tests' tsconfig is for everything that is not published; the linter looks for one in each folder.
for (const folder of ['benchmarks', 'conformance', 'examples', 'kernel']) {
  new JsonFile(project, `${folder}/tsconfig.json`, { obj: { extends: '../test/tsconfig.json', include: [folder === 'kernel' ? '*.ts' : '**/*.ts'] } });
}
// AssemblyScript has types of its own, which the linter does not know.
new JsonFile(project, 'kernel/assembly/tsconfig.json', { obj: { extends: 'assemblyscript/std/assembly.json', include: ['*.ts'] } });
project.eslint?.addIgnorePattern('kernel/assembly/');
// 1.13 has platform bindings that `npm ci` cannot resolve from a lock file made elsewhere.
project.package.addField('overrides', { 'unrs-resolver': '1.11.1' });
project.eslint?.addRules({
  // The jest entry point uses the consumer's own jest, which jsii does not let us name as a peer.
  'import/no-extraneous-dependencies': 'off',
  '@stylistic/max-len': ['error', { code: 160, ignoreUrls: true, ignoreStrings: true, ignoreTemplateLiterals: true, ignoreComments: true, ignoreRegExpLiterals: true }],
});

// The state of the model is packed into bits; elsewhere an & is a typing mistake.
project.eslint?.addOverride({ files: ['src/cluster/**', 'src/prove/**', 'src/verify/**', 'test/verify/**', 'test/cluster/**', 'test/prove/**', 'test/export/**', 'src/manifest/**', 'conformance/**', 'benchmarks/**', 'test/package/**'], rules: { 'no-bitwise': 'off' } });
// Tables, with a row to a line; and lists of lines of source, with whatever quotes are in them.
project.eslint?.addOverride({ files: ['conformance/**'], rules: { '@stylistic/object-property-newline': 'off' } });
project.eslint?.addOverride({ files: ['conformance/mutants/**'], rules: { '@stylistic/quotes': 'off' } });

const script = (name: string, description: string, file: string) => project.addTask(name, { description, exec: `ts-node -T -P test/tsconfig.json ${file}`, receiveArgs: true });
script('start', 'Synthesizes the examples and proves them', 'examples/index.ts');
script('cli', 'Runs the command line from source', 'src/cli/index.ts');
script('conformance:yaml', 'Compares the YAML reader with a recording of the Kubernetes reader', 'conformance/yaml.ts');
script('conformance', 'Compares the StatefulSet controller with recorded traces', 'conformance/traces.ts');
script('conformance:verdicts', 'Compares the admission of objects with recorded verdicts of API servers', 'conformance/verdicts.ts');
script('conformance:rollouts', 'Compares the StatefulSet controller with recorded stories of a real control plane', 'conformance/rollouts.ts');
script('conformance:mutants', 'Breaks one rule after another and has the comparisons find it', 'conformance/mutants.ts');
script('conformance:record', 'Records what the real StatefulSet controller does (needs Go)', 'conformance/record.ts');
script('conformance:record-verdicts', 'Records what the code of the API server answers to manifests (needs Go)', 'conformance/record-verdicts.ts');
script('conformance:live', 'Compares the StatefulSet controller with the real one on random scenarios (needs Go)', 'conformance/live.ts');
script('surface', 'Prints what the package publishes; with --update, writes it down as what must stay', 'test/package/surface-main.ts');
script('kernel', 'Compiles kernel/assembly into src/cluster/kernel-code.ts', 'kernel/index.ts');
script('bench', 'Measures the explorer beside SPIN and a C program', 'benchmarks/explorer.ts');
script('bench:synth', 'Measures what a StatefulDatabase costs beside the same objects of cdk8s-plus', 'benchmarks/synth.ts');
// npm makes commands executable when it installs them; the packages for other languages only unpack.
project.compileTask.exec("node -e \"fs.chmodSync('lib/cli/index.js', 0o755)\"");
// What takes minutes or other languages is not in `npm test`: CONTRIBUTING.md says what each needs.
for (const [name, description, suite] of [
  ['package', 'Installs the packed package as users do, with the lowest and the highest peers', 'npm'],
  ['tutorial', 'Follows the tutorial in empty folders, with the packed package and the wheel (needs Python and PyPI)', 'tutorial'],
  ['node', 'Runs the packed package on every Node that it supports', 'node'],
  ['plus', 'Runs the packed package with the newer releases of cdk8s-plus in the place of cdk8s-plus-28', 'plus'],
  ['python', 'Builds the Python package and synthesizes with it (needs Python and PyPI)', 'python'],
  ['go', 'Builds the Go module and synthesizes with it (needs Go)', 'go'],
  ['java', 'Builds the Java package and synthesizes with it (needs Java and Maven; some minutes)', 'java'],
]) {
  const task = project.addTask(`test:${name}`, { description, steps: [{ spawn: 'compile' }] });
  task.exec(`jest --ci --runInBand --testTimeout=1200000 --testMatch="**/test/package/${suite}.suite.ts"`);
}
// What is written for other checkers is checked by them: a suite says which it cannot find.
for (const [name, description, suite] of [
  ['spin', 'Has SPIN explore exported models, and compares states and verdicts with ours (needs spin and gcc; some minutes)', 'promela'],
  ['smt', 'Has z3 and cvc5 answer every query of exported files, and refuse wrong guards (needs both)', 'smt'],
]) project.addTask(`test:${name}`, { description, exec: `jest --ci --runInBand --testTimeout=1200000 --testMatch="**/test/export/${suite}.suite.ts"` });
project.addTask('test:tla', {
  description: 'Has TLC check the TLA+ modules of small problems, and demands the same states and verdicts (needs Java and Maven, or TLA2TOOLS=tla2tools.jar; some minutes)',
  exec: 'jest --ci --runInBand --coverage=false --testTimeout=1200000 --testMatch="**/test/export/tla.suite.ts"',
});
project.addTask('scenarios', {
  description: 'Writes what happens in the text scenarios anew, to be read',
  env: { REWRITE: '1' },
  exec: 'jest --coverage=false test/prove/replay.test.ts test/conformance/scenarios.test.ts',
});
project.addTask('pages', {
  description: 'Writes what the pages of the guarantees show of the command line anew, to be read',
  env: { REWRITE: '1' },
  exec: 'jest --coverage=false test/docs',
});

project.synth();
