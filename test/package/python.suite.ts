import { readdirSync, readFileSync, writeFileSync } from 'fs';
import { join } from 'path';
import { build, QUIET } from './languages';
import { emptyFolder } from './packed';
import { block, SYNTHESIZED } from './programs';
import { reference } from './reference';
import { run, succeed } from './shell';

/** Goal: the wheel has all that a Python program needs, and the program of the documentation does what the one in TypeScript does. */
const PROGRAM = block('docs/how-to/use-from-python.md', 'python', 'StatefulDatabase(');
const expected = reference();
const wheels = build('python');
const wheel = join(wheels, readdirSync(wheels).find((file) => file.endsWith('.whl'))!);
const folder = emptyFolder();
const inside = (program: string): string => join(folder, 'environment/bin', program);
succeed('python3', ['-m', 'venv', 'environment'], folder);
succeed(inside('pip'), ['install', '--quiet', '--disable-pip-version-check', wheel], folder);

test('the program of the documentation synthesizes the same', () => {
  writeFileSync(join(folder, 'main.py'), PROGRAM);
  expect(run(inside('python'), ['main.py'], folder, QUIET)).toEqual({ status: 0, stdout: '', stderr: '' });
  expect(readFileSync(join(folder, SYNTHESIZED), 'utf8')).toBe(expected);
});

test('a mistake is told with what to do about it', () => {
  writeFileSync(join(folder, 'mistaken.py'), PROGRAM.replace(/^ *credentials_secret_name=.*\n/m, ''));
  const { status, stderr } = run(inside('python'), ['mistaken.py'], folder, QUIET);
  expect(status).toBe(1);
  expect(stderr).toContain('credentialsSecretName');
});

test('a proof in the synthesis passes what is right, and fails what is not', () => {
  const proved = (edit: string) => PROGRAM.replace('import App,', 'import ApiObject, App, JsonPatch,').replace('import Engine,', 'import Engine, Proof,')
    .replace('app.synth()', `${edit}\nProof.in_synth(chart, scenarios=["bootstrap"])\napp.synth()`);
  writeFileSync(join(folder, 'proved.py'), proved(''));
  expect(run(inside('python'), ['proved.py'], folder, QUIET)).toEqual({ status: 0, stdout: '', stderr: '' });
  const noService = 'ApiObject.of(chart.node.find_child("db")).add_json_patch(JsonPatch.replace("/spec/serviceName", "nowhere"))';
  writeFileSync(join(folder, 'refuted.py'), proved(noService));
  const refuted = run(inside('python'), ['refuted.py'], folder, QUIET);
  expect(refuted.status).toBe(1);
  expect(refuted.stderr).toContain('network/governing-service');
});

test('the wheel brings the command line along', () => {
  expect(succeed(inside('cdk8s-stateful'), ['prove', 'dist', '--scenario', 'bootstrap'], folder, QUIET)).toMatch(/^Exit 0: proved/m);
});
