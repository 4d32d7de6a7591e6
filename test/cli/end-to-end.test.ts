import { spawnSync } from 'child_process';
import { existsSync, openSync, writeFileSync } from 'fs';
import { join } from 'path';
import { STATEFUL_SET, temporaryFolder } from './fake';

// The whole way once: the process, its streams and its exit code. Everything else is tested without a process.

const ROOT = join(__dirname, '..', '..');
const COMMAND = ['-r', 'ts-node/register/transpile-only', join(ROOT, 'src', 'cli', 'index.ts')];
const folder = temporaryFolder();

function cli(args: string[], options: { input?: string; environment?: Record<string, string> } = {}) {
  return spawnSync(process.execPath, [...COMMAND, ...args], {
    cwd: ROOT, encoding: 'utf8', input: options.input, env: { ...process.env, TS_NODE_PROJECT: 'test/tsconfig.json', ...options.environment },
  });
}

const MAJORITY = STATEFUL_SET.replace('  name: web\n', '  name: web\n  annotations: { cdk8s-stateful/readiness: majority }\n');

test('a set that never boots fails with its counterexample and exit code 1, and without colours, as this is no terminal', () => {
  const ran = cli(['prove', '-', '--guarantee', 'boot/completes', '--scenario', 'bootstrap'], { input: MAJORITY, environment: { FORCE_COLOR: '1' } });
  expect({ status: ran.status, stderr: ran.stderr }).toEqual({ status: 1, stderr: '' });
  expect(ran.stdout).toContain('error[boot/completes]');
  expect(ran.stdout).toContain('Exit 1: refuted');
  expect(ran.stdout).not.toContain('\u001b');
});

test('the same input gives the same bytes, whatever the time zone, the language and the folder', () => {
  writeFileSync(join(folder(), 'web.yaml'), STATEFUL_SET);
  const args = ['prove', join(folder(), 'web.yaml'), '--scenario', 'bootstrap', '--output', 'json'];
  const [first, second] = [{ TZ: 'UTC', LC_ALL: 'C' }, { TZ: 'Asia/Tokyo', LC_ALL: 'de_DE.UTF-8' }].map((environment) => cli(args, { environment }));
  expect(first.stdout).toBe(second.stdout);
  expect(JSON.parse(first.stdout)).toMatchObject({ formatVersion: '1.0', exitCode: first.status });
});

test('a scenario that makes no sense for the set is the user\'s to put right', () => {
  const ran = cli(['replay', '-', '--scenario', 'restart-all'], { input: STATEFUL_SET.replace('replicas: 3', 'replicas: 0') });
  expect({ status: ran.status, stdout: ran.stdout }).toEqual({ status: 2, stdout: '' });
  expect(ran.stderr).toBe('error: the scenario restart-all makes no sense for web: replicas is 0\n');
});

test('whoever has read enough may hang up', () => {
  const ran = spawnSync('sh', ['-c', `"${process.execPath}" ${COMMAND.join(' ')} replay - --scenario roll-image | head -1`], {
    cwd: ROOT, encoding: 'utf8', input: STATEFUL_SET, env: { ...process.env, TS_NODE_PROJECT: 'test/tsconfig.json' },
  });
  expect(ran.stdout).toBe('StatefulSet default/web, scenario roll-image, Kubernetes 1.34.4\n');
  expect(ran.stderr).toBe('');
});

(existsSync('/dev/full') ? test : test.skip)('output that cannot be written is not taken for a verdict (skipped where there is no /dev/full)', () => {
  const ran = spawnSync(process.execPath, [...COMMAND, 'prove', '-', '--scenario', 'bootstrap'], {
    cwd: ROOT, encoding: 'utf8', input: STATEFUL_SET, env: { ...process.env, TS_NODE_PROJECT: 'test/tsconfig.json' }, stdio: ['pipe', openSync('/dev/full', 'w'), 'pipe'],
  });
  expect({ status: ran.status, stderr: ran.stderr }).toEqual({ status: 2, stderr: 'error: the output cannot be written: ENOSPC\n' });
});
