import { readFileSync } from 'fs';
import { join } from 'path';
import { App } from 'cdk8s';
import * as ts from 'typescript';
import { blocksOf } from './page';
import { readManifests } from '../../src/manifest/read';
import { prove } from '../../src/prove';
import { text } from '../../src/report/text';
import { refusals } from '../constructs/support';

const page = readFileSync(join(__dirname, '..', '..', 'docs', 'how-to', 'write-a-workload.md'), 'utf8');
const [program] = blocksOf(page).filter(({ language }) => language === 'typescript').map((block) => block.text);

/** Runs the program of the page against the sources. */
function appOf(source: string): App {
  const { outputText } = ts.transpileModule(source, { compilerOptions: { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022 } });
  const exported: { app?: App } = {};
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  new Function('exports', 'require', outputText)(exported, (name: string) => require(name === 'cdk8s-stateful' ? '../../src' : name));
  return exported.app!;
}

test('the workload of the page is proved as it stands, without a warning, and the API server takes it', () => {
  const app = appOf(program.replace('Proof.inSynth(app);', ''));
  const yaml = app.synthYaml();
  const report = prove({ ...readManifests([{ path: 'messages.k8s.yaml', bytes: new TextEncoder().encode(yaml) }]), files: 1 });
  expect(report.exitCode).toBe(0);
  expect(text(report).match(/^(?:error|question|warning)\[.*/gm)).toBeNull();
  expect(refusals('1.34', app.charts.flatMap((chart) => chart.toJson()))).toEqual([]);
});

test.each([
  ['number: 9419', 'number: 7000', "[messages/broker] containers 'broker' and 'exporter' both listen on port 7000"],
  ["server.mount('/var/lib/broker', log);", '', "[messages/broker] claim 'log' is mounted by no container"],
  ["credentials.envValue('password')", "{ value: 'hunter2' }", '[messages/broker] BROKER_PASSWORD of container'],
  ['partition: 0', 'partition: -1', 'messages/broker: partition is -1'],
  ["chart, 'broker', {", "chart, 'broker', { name: 'b'.repeat(53),", 'has 53 characters'],
  ['partition: 0', "partition: 0, maxUnavailable: require('cdk8s-plus-28').PercentOrAbsolute.absolute(2)", 'Kubernetes 1.34.4 drops maxUnavailable'],
  ['PodManagementPolicy.PARALLEL', 'PodManagementPolicy.ORDERED_READY', '[messages/broker] 3 replicas that are ready only with a majority never start in order'],
  ['Proof.inSynth(app);', "require('cdk8s').ApiObject.of(broker).addJsonPatch(require('cdk8s').JsonPatch.remove('/spec/podManagementPolicy')); Proof.inSynth(app);",
    'error[boot/completes]'],
])('with %j changed to %j it is refused', (before, after, message) => {
  expect(program).toContain(before);
  expect(() => appOf(program.replace(before, after)).synthYaml()).toThrow(message);
});
