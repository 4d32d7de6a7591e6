import { writeFileSync } from 'fs';
import { join } from 'path';
import { STATEFUL_SET, TOKEN, TOLD, fakeCore, runCli, temporaryFolder } from './fake';
import { CORE } from '../../src/cli/core';
import { shellWord } from '../../src/cli/shell-word';

const folder = temporaryFolder();

function manifest(name = 'web.yaml', text = STATEFUL_SET): string {
  writeFileSync(join(folder(), name), text);
  return join(folder(), name);
}

test('a token that still breaks its guarantee is shown, exit code 0', () => {
  const core = fakeCore();
  const { exitCode, out, error } = runCli(['replay', manifest(), '--token', TOKEN, '--kubernetes', '1.33'], core);
  expect([exitCode, error]).toEqual([0, '']);
  expect(out).toMatch(/^StatefulSet prod\/db, scenario bad-roll-then-fix[^]*the run of this token breaks order\/create\n\n {5}1 {2}user/);
  expect(core.tokenOptions).toEqual({ token: TOKEN, kubernetes: '1.33' });
});

test('one that is gone has exit code 3: it is no proof', () => {
  const core = fakeCore({ replayToken: () => ({ ...TOLD, sameProblem: false, gone: 'the run of this token is no longer possible: step 4' }) });
  const { exitCode, out } = runCli(['replay', manifest(), '--token', TOKEN], core);
  expect(exitCode).toBe(3);
  expect(out).toMatch(/^the run of this token is no longer possible: step 4\nnote: the token is of bootstrap with no fault, and was not made for StatefulSet prod\/db as it/);
});

test('the record as JSON has the same exit code', () => {
  const core = fakeCore({ replayToken: () => ({ ...TOLD, sameProblem: false, gone: 'gone' }) });
  const { exitCode, out } = runCli(['replay', manifest(), '--token', TOKEN, '--output', 'json'], core);
  expect([exitCode, JSON.parse(out)]).toEqual([3, { formatVersion: '1.0', gone: 'gone', ...TOLD, sameProblem: false }]);
});

test.each([
  ['a token that is mistyped', ['--token', '1abd'], 'error: the token is mistyped or cut off\n'],
  ['one that is empty', ['--token', ''], 'error: the token is mistyped or cut off\n'],
  ['a token and a scenario', ['--token', TOKEN, '--scenario', 'bootstrap'], 'error: a token has its own scenario: write --scenario or --token, not both\n'],
  ['a token and an image', ['--token', TOKEN, '--image', 'a:1'], 'error: a token has its own images: leave --image out\n'],
  ['neither', [], 'error: nothing to replay: name a scenario with --scenario, or a counterexample with --token\n'],
])('%s is told before any file is read, exit code 2', (_, args, message) => {
  expect(runCli(['replay', '/no/such/file', ...args])).toEqual({ exitCode: 2, out: '', error: message });
});

describe('with the real prover', () => {
  const broken = () => manifest('broken.yaml', STATEFUL_SET.replace('  name: web\n', '  name: web\n  annotations: { cdk8s-stateful/readiness: majority }\n'));
  const proved = () => runCli(['prove', broken(), '--scenario', 'bootstrap', '--guarantee', 'boot/completes', '--kubernetes', '1.33'], CORE).out;
  const commandIn = (out: string): string[] => /^to see it again: npx cdk8s-stateful (.*)$/m.exec(out)![1].split(' ');
  /** The steps and the ending: from the first numbered line to the line that says to see it again, or the end. */
  const storyOf = (out: string): string => /^ (?: |>) +0 {2}[^]*?(?=\n(?:to see it again: |$(?![^])))/m.exec(out)![0];

  test('the command that the report prints shows the same steps and the same ending', () => {
    const report = proved();
    const { exitCode, out } = runCli(commandIn(report), CORE);
    expect(exitCode).toBe(0);
    expect(storyOf(`${out}`)).toBe(storyOf(report));
    expect(storyOf(report)).toContain('so: nothing that the cluster does by itself ends this');
  });

  test('after the fix its run is no counterexample', () => {
    const [replay, , ...rest] = commandIn(proved());
    const { exitCode, out } = runCli([replay, manifest(), ...rest], CORE);
    expect(exitCode).toBe(3);
    expect(out).toContain('the run of this token is still possible, but it no longer breaks boot/completes\n');
  });

  test('on another set it is said what it is of and what it was tried on', () => {
    const [replay, , ...rest] = commandIn(proved());
    const other = manifest('other.yaml', STATEFUL_SET.replace('name: web', 'name: cache').replace('replicas: 3', 'replicas: 2'));
    const { exitCode, out } = runCli([replay, other, ...rest], CORE);
    expect(exitCode).toBe(3);
    expect(out.replace(/\s+/g, ' ')).toContain('note: the token is of bootstrap with no fault, and was not made for StatefulSet default/cache as it is here: ');
  });

  test('a token with a mistake, and one that is no token', () => {
    const args = commandIn(proved());
    const token = args.at(-1)!;
    for (const wrong of [`${token}A`, token.slice(0, -1), `${token[0]}x${token.slice(2)}`, '1', 'x'.repeat(20_000), '../../etc/passwd', '\u001b[2J']) {
      const { exitCode, out, error } = runCli([...args.slice(0, -1), wrong], CORE);
      expect([exitCode, out]).toEqual([2, '']);
      expect(error).toMatch(/^error: (?:the token is mistyped|a token )[ -~]*\n$/);
    }
  });
});

test('words are quoted where a shell would take them apart', () => {
  expect(['dist/a.yaml', '-', 'my file.yaml', 'it\'s', '$(rm)', ''].map(shellWord)).toEqual(['dist/a.yaml', '-', '\'my file.yaml\'', '\'it\'\\\'\'s\'', '\'$(rm)\'', '\'\'']);
});
