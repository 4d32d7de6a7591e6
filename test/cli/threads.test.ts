import { type ChildProcess, spawn, spawnSync } from 'child_process';
import { createHash } from 'crypto';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join, sep } from 'path';
import { deflateRawSync } from 'zlib';
import { ENVIRONMENT, compiledInto } from './compiled';
import { STATEFUL_SET } from './fake';
import { manyManifests } from './sets';

/** Goal: the compiled command line, whose proof runs in a thread of its own and has others help. Processes are real here, and nothing is said of how long they take. */
let folder: string;
let command: string;
const at = (...path: string[]) => join(folder, ...path);

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'cdk8s-stateful-'));
  command = compiledInto(folder);
  mkdirSync(at('sets'));
  manyManifests(6).forEach((text, i) => writeFileSync(at('sets', `${i}.yaml`), text));
  writeFileSync(at('large.yaml'), STATEFUL_SET.replace('replicas: 3', 'replicas: 9\n  podManagementPolicy: Parallel'));
}, 120_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const prove = (...args: string[]) => spawnSync(process.execPath, [command, 'prove', ...args], { encoding: 'utf8', env: ENVIRONMENT, maxBuffer: 1e8 });
const SCENARIOS = ['--scenario', 'bootstrap', '--scenario', 'roll-image'];

test('one thread or three, a cache or none: the same bytes', () => {
  const [one, three, alone] = [['--workers', '1'], ['--workers', '3'], []].map((workers) => prove(at('sets'), '--output', 'json', ...SCENARIOS, ...workers));
  expect({ status: one.status, stderr: one.stderr }).toEqual({ status: 0, stderr: '' });
  expect([three.stdout, alone.stdout]).toEqual([one.stdout, one.stdout]);
}, 120_000);

test('two runs at once share a cache folder', async () => {
  const run = () => new Promise<string>((resolve) => {
    const child = spawn(process.execPath, [command, 'prove', at('sets'), '--output', 'json', '--cache', at('cache'), ...SCENARIOS], { env: ENVIRONMENT });
    let out = '';
    child.stdout.on('data', (data) => { out += data; });
    child.on('close', (code) => resolve(`${code} ${out}`));
  });
  const [first, second] = await Promise.all([run(), run()]);
  expect(first).toMatch(/^0 \{/);
  expect(second).toBe(first);
  const files = readdirSync(at('cache'), { recursive: true, encoding: 'utf8' });
  expect(files.filter((name) => name.endsWith('.tmp'))).toEqual([]);
  const [runs, outcomes] = [true, false].map((ofRun) => files.filter((name) => name.includes(sep) && name.startsWith(`runs${sep}`) === ofRun));
  expect(outcomes).toHaveLength((JSON.parse(first.slice(2)) as { shapes: number }).shapes);
  expect(runs).toHaveLength(1);
  expect(`0 ${prove(at('sets'), '--output', 'json', '--cache', at('cache'), ...SCENARIOS).stdout}`).toBe(first);
  // What has been said is forgotten, and what was explored is not.
  rmSync(at('cache', 'runs'), { recursive: true });
  expect(`0 ${prove(at('sets'), '--output', 'json', '--cache', at('cache'), ...SCENARIOS).stdout}`).toBe(first);
}, 120_000);

// Root may write everywhere, so it becomes somebody else, who must be able to start this.
const somebody = process.getuid?.() === 0 ? { uid: 65534, gid: 65534 } : {};
const canStart = process.platform === 'linux' && spawnSync(process.execPath, ['-e', 'require("js-yaml")'], { env: ENVIRONMENT, ...somebody }).status === 0;
(canStart ? test : test.skip)('a cache that can only be read is read (Linux, and where root can be somebody else)', () => {
  const cache = at('restored');
  const args = [command, 'prove', at('sets'), '--cache', cache, ...SCENARIOS];
  const ran = (...more: string[]) => spawnSync(process.execPath, [...args, ...more], { encoding: 'utf8', env: ENVIRONMENT, ...somebody });
  const modes = (folders: number, files: number) => {
    chmodSync(cache, 0o755);
    for (const entry of readdirSync(cache, { recursive: true, withFileTypes: true })) {
      chmodSync(join(entry.parentPath, entry.name), entry.isDirectory() ? folders : files);
    }
    chmodSync(cache, folders);
  };
  prove(at('sets'), '--cache', cache, ...SCENARIOS);
  // What shows that it is read: words that no run says.
  const text = deflateRawSync(JSON.stringify({ exitCode: 0, shapes: 1, hits: 1, texts: ['from the cache'] })).toString('base64');
  for (const name of readdirSync(join(cache, 'runs'))) writeFileSync(join(cache, 'runs', name), `${createHash('sha256').update(text).digest('hex')}\n${text}`);
  const names = () => readdirSync(cache, { recursive: true });
  const before = names();
  chmodSync(folder, 0o755);
  modes(0o555, 0o444);
  try {
    expect(ran()).toMatchObject({ status: 0, stdout: 'from the cache', stderr: '' });
    expect(ran('--faults', '0')).toMatchObject({ status: 0, stdout: expect.stringContaining('Exit 0'), stderr: '' });
    expect(names()).toEqual(before);
  } finally {
    modes(0o755, 0o644);
  }
}, 120_000);

let started: ChildProcess | undefined;

/**
 * Runs a proof without end, and sends a signal when it explores.
 *
 * @param environment STUCK has the proof explore no further; ECHO has the process get the first signal twice at once
 * @param again the signal is sent again until the process has ended, each time when whoever sends it must mean it
 */
function interrupted(signal: NodeJS.Signals, environment: Record<string, string> = {}, again = false): Promise<{ code: number | null; out: string }> {
  return new Promise((resolve) => {
    const args = ['prove', at('large.yaml'), '--max-states', '60000000', '--faults', '9', '--output', `json=${at('report.json')}`];
    const child = spawn(process.execPath, [command, ...args], { env: { ...ENVIRONMENT, ...environment, NODE_OPTIONS: `--require ${at('say.js')}` } });
    started = child;
    let out = '';
    child.stdout.on('data', (data) => { out += data; });
    child.stderr.on('data', (data) => {
      const said = String(data);
      if (said.includes('exploring')) child.kill(signal);
      if (said.includes('heard') && again) setTimeout(() => child.kill(signal), 700);
    });
    child.on('close', (code) => resolve({ code, out }));
  });
}

describe('who asks it to end:', () => {
  // Loaded before anything else in each thread: says when the first exploration is under way, which asks for the time between two batches, and when a signal is heard.
  beforeAll(() => writeFileSync(at('say.js'), `
    const { writeSync } = require('fs');
    if (require('worker_threads').isMainThread) {
      for (const signal of ['SIGINT', 'SIGTERM']) {
        process.on(signal, () => writeSync(2, 'heard'));
        if (process.env.ECHO) process.once(signal, () => process.kill(process.pid, signal));
      }
    } else {
      let told = false;
      const { bigint } = process.hrtime;
      process.hrtime.bigint = () => {
        if (!told && /isOver/.test(new Error().stack)) {
          told = true;
          writeSync(2, 'exploring');
          if (process.env.STUCK) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
        }
        return bigint.call(process.hrtime);
      };
    }`));

  beforeEach(() => rmSync(at('report.json'), { force: true }));
  // One that has not ended would never.
  afterEach(() => started?.kill('SIGKILL'));

  test.each<[string, NodeJS.Signals, Record<string, string>]>([
    ['Ctrl-C', 'SIGINT', {}],
    ['Ctrl-C that is passed on, and so comes twice,', 'SIGINT', { ECHO: '1' }],
    ['SIGTERM', 'SIGTERM', {}],
    ['SIGTERM twice', 'SIGTERM', { ECHO: '1' }],
  ])('%s ends the run with the report that there is, and exit code 3', async (_, signal, environment) => {
    const { code, out } = await interrupted(signal, environment);
    expect(code).toBe(3);
    expect(out).toContain('Exit 3: inconclusive');
    expect(out).toContain('interrupted at');
    expect(JSON.parse(readFileSync(at('report.json'), 'utf8'))).toMatchObject({ exitCode: 3 });
  }, 120_000);

  test('Ctrl-C a second time ends it at once, and nothing is half-written', async () => {
    expect(await interrupted('SIGINT', { STUCK: '1' }, true)).toEqual({ code: 130, out: '' });
    expect(readdirSync(folder)).not.toContain('report.json');
  }, 120_000);
});

test('what is written wrongly, and what cannot be written, has the exit code that it has without threads', () => {
  expect(prove('x', '--faults', 'many')).toMatchObject({ status: 2, stdout: '', stderr: 'error: --faults takes a whole number from 0 up, not many\n' });
  const ran = spawnSync('sh', ['-c', `"${process.execPath}" "${command}" prove "${at('sets')}" ${SCENARIOS.join(' ')} | head -1`], { encoding: 'utf8', env: ENVIRONMENT });
  expect({ stdout: ran.stdout, stderr: ran.stderr }).toEqual({ stdout: expect.stringMatching(/^StatefulSet team\/app0 .*\n$/), stderr: '' });
}, 120_000);

// Other systems know no such limit, or let it be.
(process.platform === 'linux' ? test : test.skip)('where there is no address space to explore in, that is said: a limit of the shell, not a fault of ours (Linux)', () => {
  const ran = spawnSync('sh', ['-c', `ulimit -v 8000000; "${process.execPath}" "${command}" prove "${at('sets')}"`], { encoding: 'utf8', env: ENVIRONMENT });
  expect(ran).toMatchObject({ status: 3, stdout: expect.stringContaining('BOUNDED') });
  expect(ran.stderr).toMatch(/^warning: nothing can be explored with so little address space: .*ulimit -v unlimited.* BOUNDED\n$/);
});
