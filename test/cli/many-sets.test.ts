import { createHash } from 'crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from 'fs';
import { join, sep } from 'path';
import { deflateRawSync, inflateRawSync } from 'zlib';
import { type Ran, runCli, temporaryFolder } from './fake';
import { manyManifests } from './sets';
import { CORE } from '../../src/cli/core';
import type { Machine } from '../../src/cli/machine';
import { openCache } from '../../src/cli/outcome-cache';
import type { Said } from '../../src/cli/run-cache';
import { listener } from '../../src/cli/said-before';
import { sealedParts } from '../../src/cli/shard-report';
import type { Report } from '../../src/prove/report';
import { PLAIN, type Palette } from '../../src/report/palette';
import { report as reportWithoutShard } from '../report/fixture';

/** Goal: a repository of many sets costs what its shapes cost; and neither a cache nor a division among machines changes a byte of what is said. */
const folder = temporaryFolder();
const at = (...path: string[]) => join(folder(), ...path);
const SCENARIOS = ['bootstrap', 'roll-image'].flatMap((name) => ['--scenario', name]);

function written(count: number): string {
  mkdirSync(at('sets'));
  manyManifests(count).forEach((text, i) => writeFileSync(at('sets', `${String(i).padStart(4, '0')}.yaml`), text));
  return at('sets');
}

const machine = (changed: Partial<Machine> = {}): Machine => ({
  now: () => 0, memoryUsed: () => 0, memory: 1e9, interrupted: () => false, processors: 1, openCache, ...changed,
});
const prove = (args: readonly string[], changed: Partial<Machine> = {}): Ran => runCli(['prove', ...args, ...SCENARIOS], CORE, { machine: machine(changed) });
const reportIn = ({ out }: Ran): Report => JSON.parse(out) as Report;
/** A sound entry of a cache. */
const entryOf = (text: string): string => `${createHash('sha256').update(text).digest('hex')}\n${text}`;

test('of a thousand sets, each shape is explored once', () => {
  const few = reportIn(prove([written(12), '--output', 'json']));
  manyManifests(1000).forEach((text, i) => writeFileSync(at('sets', `${String(i).padStart(4, '0')}.yaml`), text));
  const ran = prove([at('sets')]);
  // Twelve have all shapes that there are: replicas and policy. Ten times as many budgets and names are no more of them.
  expect(ran.out).toMatch(new RegExp(`^1,000 sets in 1,000 files[^;]*; ${few.explored.toLocaleString('en')}\\s+states\\s+explored\\s+in\\s+${few.shapes}\\s+shapes,`, 'm'));
  expect(few.shapes).toBeLessThan(20);
  expect(few.sets).toHaveLength(12);
});

describe('a cache', () => {
  const cached = (changed: Partial<Machine> = {}, ...more: string[]) => prove([at('sets'), '--output', 'json', '--cache', at('cache'), ...more], changed);
  const entries = () => readdirSync(at('cache'), { recursive: true, encoding: 'utf8' }).filter((name) => name.includes(sep));
  const runs = () => entries().filter((name) => name.startsWith(`runs${sep}`)).map((name) => at('cache', name));
  const forgetRuns = () => rmSync(at('cache', 'runs'), { recursive: true });

  test.each([
    ['JSON', ['--output', 'json']],
    ['text', ['--fail-on', 'limit']],
    ['both', ['--output', 'text', '--output', 'json=FILE']],
  ])('changes nothing but the time: %s', (_, outputs) => {
    written(6);
    const json = at('report.json');
    const args = [at('sets'), ...SCENARIOS, ...outputs.map((word) => word.replace('FILE', json))];
    const ran = (...more: string[]) => {
      rmSync(json, { force: true });
      const said = runCli(['prove', ...args, ...more], CORE, { machine: machine({ cacheFolder: at('not used') }), progress: () => undefined });
      return { ...said, json: existsSync(json) ? readFileSync(json, 'utf8') : '' };
    };
    const { error, ...without } = ran('--no-cache');
    const cold = ran('--cache', at('cache'));
    const count = entries().length - 1;
    expect(runs()).toHaveLength(1);
    // Where the very same run is known, and where only its outcomes are.
    const known = ran('--cache', at('cache'));
    forgetRuns();
    const warm = ran('--cache', at('cache'));
    expect([cold, known, warm]).toEqual([cold, known, warm].map((each) => ({ ...without, error: each.error })));
    expect(error).toContain(`${count} shapes, 0 of them known from earlier runs`);
    for (const again of [known, warm]) expect(again.error).toContain(`${count} shapes, ${count} of them known from earlier runs`);
    expect(entries()).toHaveLength(count + 1);
    expect(existsSync(at('not used'))).toBe(false);
  });

  test('knows a run by all that it depends on', () => {
    written(2);
    writeFileSync(at('cluster.yaml'), 'nodes: [{name: a}]\n');
    const args = ['--fail-on', 'limit', '--cluster', at('cluster.yaml')];
    const keeping = ['--cache', at('cache')];
    const ran = (more: readonly string[], palette: Palette = PLAIN) => runCli(['prove', at('sets'), ...args, ...SCENARIOS, ...more], CORE, { machine: machine(), palette });
    const first = ran(keeping);
    const said = [first.out];
    const expectNew = (more: readonly string[] = [], palette?: Palette) => {
      const again = ran([...more, ...keeping], palette);
      expect(again).toEqual(ran([...more, '--no-cache'], palette));
      expect(said).not.toContain(again.out);
      said.push(again.out);
    };
    for (const flag of ['--kubernetes 1.33', '--faults 0', '--guarantee order/create', '--scenario delete', '--output json', '--max-states 9', '--shard 1/2']) expectNew(flag.split(' '));
    expectNew([], { ...PLAIN, good: (text) => `!${text}` });
    writeFileSync(at('cluster.yaml'), 'nodes: [{name: b}, {name: c}]\n');
    expectNew();
    // Of the only object of its name, the metadata of cdk8s-cli name the construct.
    writeFileSync(at('sets', 'lone.yaml'), manyManifests(4)[3].split('---\n')[1]);
    for (const path of ['app/web', 'app/db']) {
      writeFileSync(at('sets', 'construct-metadata.json'), JSON.stringify({ version: '1.0.0', resources: { app3: { path } } }));
      expectNew();
    }
    renameSync(at('sets', '0001.yaml'), at('sets', 'other.yaml'));
    expectNew();
    writeFileSync(at('sets', 'other.yaml'), manyManifests(3)[2]);
    expectNew();
    writeFileSync(at('cluster.yaml'), 'nodes: [{name: a}]\n');
    rmSync(at('sets'), { recursive: true });
    written(2);
    expect(ran([...keeping, '--workers', '1', '--timeout', '100']).out).toBe(first.out);
  });

  test('does not keep a certificate, which is made each time', () => {
    written(1);
    const certified = () => cached({}, '--certificate', at('proof.cdk'));
    const first = certified();
    const proof = readFileSync(at('proof.cdk'));
    rmSync(at('proof.cdk'));
    expect(certified()).toEqual(first);
    expect(readFileSync(at('proof.cdk'))).toEqual(proof);
    expect(runs()).toEqual([]);
  });

  test('keeps no more of a run than is read faster than made', () => {
    const output = { format: 'text' } as const;
    const kept: Said[] = [];
    for (const most of [5, 6]) {
      const { heard, keep } = listener([output], most);
      expect([...heard(output, ['abc', 'def'])]).toEqual(['abc', 'def']);
      keep({ read: () => undefined, write: (_, said) => { kept.push(said); } }, '', { exitCode: 0, shapes: 1, hits: 2 });
    }
    expect(kept).toEqual([{ exitCode: 0, shapes: 1, hits: 2, texts: ['abcdef'] }]);
  });

  test('of a run that is broken is made again, and mended', () => {
    written(2);
    const { out } = cached();
    const [file] = runs();
    const sound = readFileSync(file, 'utf8');
    const [digest, text] = sound.split('\n');
    const changed = Buffer.from(inflateRawSync(Buffer.from(text, 'base64')).toString().replace('PROVED', 'REFUTED'));
    for (const broken of ['', digest, sound.slice(0, -1), `${digest}\n${deflateRawSync(changed).toString('base64')}`, entryOf('no base64 of anything'), entryOf(deflateRawSync('{}').toString('base64'))]) {
      writeFileSync(file, broken);
      expect(cached().out).toBe(out);
      expect(readFileSync(file, 'utf8')).toBe(sound);
    }
  });

  test('that is broken is explored again, and mended', () => {
    written(2);
    const { out } = cached();
    forgetRuns();
    const files = entries().map((name) => at('cache', name));
    const sound = files.map((file) => readFileSync(file, 'utf8'));
    // Cut off, empty, another digit, and another entry's text below this one's name.
    writeFileSync(files[0], sound[0].slice(0, -1));
    writeFileSync(files[1], '');
    writeFileSync(files[2], sound[2].replace(/"states":\d/, '"states":9'));
    writeFileSync(files[3], sound[3].replace('"asleep":false', '"asleep":true '));
    expect(cached().out).toBe(out);
    expect(runs()).toHaveLength(1);
    expect(files.map((file) => readFileSync(file, 'utf8'))).toEqual(sound);
  });

  test('forgets its oldest entries rather than grow for ever', () => {
    written(6);
    const { shapes } = reportIn(cached({ openCache: (path) => openCache(path, 2000) }));
    expect(entries().length).toBeLessThan(shapes);
    expect(entries().length).toBeGreaterThan(0);
  });

  test('forgets nothing that is not its own', () => {
    written(6);
    cached();
    mkdirSync(at('cache', 'ab'), { recursive: true });
    writeFileSync(at('cache', 'ab', 'notes.txt'), 'x'.repeat(3000));
    // Something new to write, so that there is something to forget for it.
    writeFileSync(at('sets', '0000.yaml'), manyManifests(1)[0].replace('replicas: 1', 'replicas: 3'));
    cached({ openCache: (path) => openCache(path, 0) });
    expect(entries()).toEqual([join('ab', 'notes.txt')]);
  });

  test('is a folder of its own: one with other things in it is refused, and left as it was', () => {
    written(2);
    const files = readdirSync(at('sets'));
    expect(prove([at('sets'), '--cache', at('sets')])).toMatchObject({
      exitCode: 2,
      out: '',
      error: `error: --cache ${at('sets')}: it holds other files, such as 0000.yaml, and outcomes would lie among them: name a folder of their own, such as ${at('sets', '.cdk8s-stateful')}\n`,
    });
    expect(readdirSync(at('sets'))).toEqual(files);
    // Another tool's cache is marked, too.
    mkdirSync(at('other'));
    writeFileSync(at('other', 'CACHEDIR.TAG'), 'Signature: 8a477f597d28d172789f06886806bc55\n# Somebody else\n');
    expect(prove([at('sets'), '--cache', at('other')]).error).toContain('it holds other files, such as CACHEDIR.TAG, ');
  });

  test('may be an empty folder, which is marked as a cache, also where nobody has named one', () => {
    written(1);
    mkdirSync(at('cache'));
    expect(cached().exitCode).toBe(0);
    expect(readFileSync(at('cache', 'CACHEDIR.TAG'), 'utf8')).toMatch(/^Signature: 8a477f597d28d172789f06886806bc55\n# .*cdk8s-stateful/);
    mkdirSync(at('of the user', 'ab'), { recursive: true });
    prove([at('sets')], { cacheFolder: at('of the user') });
    expect(prove([at('sets'), '--cache', at('of the user')]).exitCode).toBe(0);
    // One that another run is about to mark.
    mkdirSync(at('begun'));
    writeFileSync(at('begun', 'CACHEDIR.TAG'), '');
    expect(prove([at('sets'), '--cache', at('begun')]).exitCode).toBe(0);
  });

  (existsSync('/proc/self') ? test : test.skip)('in a place where there can be no folder is refused (skipped where there is no /proc)', () => {
    written(1);
    expect(prove([at('sets'), '--cache', '/proc/nowhere/below'])).toMatchObject({ exitCode: 2, error: expect.stringContaining('is no folder that can be written to (there is no such file or folder)') });
    expect(prove([at('sets')], { cacheFolder: '/proc/nowhere/below' }).exitCode).toBe(0);
  });

  test('keeps nothing of an exploration that was stopped, and nothing where nobody may write', () => {
    written(1);
    let asked = 0;
    cached({ interrupted: () => ++asked > 1 });
    expect(entries()).toEqual([]);
    writeFileSync(at('file'), '');
    expect(prove([at('sets'), '--cache', at('file')])).toMatchObject({ exitCode: 2, error: expect.stringContaining('is no folder that can be written to') });
    expect(prove([at('sets'), '--cache', ''])).toMatchObject({ exitCode: 2, error: 'error: --cache names no folder\n' });
    expect(prove([at('sets')], { cacheFolder: at('file') }).exitCode).toBe(0);
  });
});

describe('shards', () => {
  const shard = (of: string, ...args: string[]) => prove([at('sets'), '--shard', of, '--output', `json=${at(`${of.replace('/', '-')}.json`)}`, ...args]);
  const readShard = (name: string): any => JSON.parse(readFileSync(at(`${name}.json`), 'utf8'));
  /** As a run would have written it. */
  const sealed = ({ shard: { digest, ...of }, ...report }: any): string => [...sealedParts({ ...report, shard: of })].join('');
  const merge = (...names: string[]) => runCli(['merge', ...names.map((name) => at(`${name}.json`)), '--output', 'json'], CORE);

  test('merged are the whole run, byte for byte, in any order', () => {
    written(7);
    const whole = prove([at('sets'), '--output', 'json']);
    const parts = ['1/3', '2/3', '3/3'].map((of) => shard(of));
    expect(parts.map(({ exitCode }) => exitCode)).toEqual([0, 0, 0]);
    const sizes = ['1-3', '2-3', '3-3'].map((name) => (JSON.parse(readFileSync(at(`${name}.json`), 'utf8')) as Report).sets.length);
    expect(sizes.every((size) => size > 0 && size < 7)).toBe(true);
    expect(merge('2-3', '3-3', '1-3')).toEqual({ exitCode: whole.exitCode, out: whole.out, error: '' });
  });

  test('of one shape fall to one machine, and the others have nothing to do and say nothing against it', () => {
    mkdirSync(at('sets'));
    manyManifests(13).filter((_, i) => i % 6 === 0).forEach((text, i) => writeFileSync(at('sets', `${i}.yaml`), text));
    expect(shard('2/2')).toMatchObject({ exitCode: 0, out: expect.stringContaining('shard 2/2: 0 of 3 sets') });
    expect(shard('1/2').out).toMatch(/shard 1\/2: 3 of 3 sets in 3 files[^]*\nExit 0: proved\.\nThis is one shard: `merge` answers for the whole run\.\n$/);
    expect(merge('1-2', '2-2').exitCode).toBe(0);
  });

  test('that do not fit together are refused', () => {
    written(3);
    shard('1/2');
    shard('2/2');
    expect(merge('1-2')).toMatchObject({ exitCode: 2, out: '', error: expect.stringContaining('the report of shard 2/2 is missing') });
    expect(merge('1-2', '2-2', '2-2')).toMatchObject({ exitCode: 2, error: expect.stringContaining('shard 2/2 is there twice') });
    const report = readShard('2-2');
    for (const places of [[], [0], [7]]) {
      writeFileSync(at('changed.json'), sealed({ ...report, sets: report.sets.slice(0, places.length), shard: { ...report.shard, places } }));
      expect(merge('1-2', 'changed')).toMatchObject({ exitCode: 2, out: '', error: expect.stringMatching(places[0] === 7 ? 'is no whole report' : 'do not have each of them once') });
    }
  });

  describe('of different runs are refused, and it is said in what they differ:', () => {
    const refusal = (): string => {
      const { exitCode, out, error } = merge('1-2', '2-2');
      expect({ exitCode, out }).toEqual({ exitCode: 2, out: '' });
      return error;
    };
    const told = (what: string): string => `error: shard 2/2 is not of the same run as shard 1/2: ${what}: prove all shards with the same files, options and version\n`;
    const part = (of: string, ...args: string[]) => shard(of, '--guarantee', 'boot/completes', ...args);
    beforeEach(() => {
      written(3);
      part('1/2');
    });

    test.each([
      ['--kubernetes', '1.33', 'its version of Kubernetes is 1.33.13, and not 1.34.4'],
      ['--feature-gates', 'MaxUnavailableStatefulSet=true', 'its version of Kubernetes is 1.34.4 with MaxUnavailableStatefulSet=true, and not 1.34.4'],
      ['--fail-on', 'limit', 'its --fail-on is limit, and not error'],
      ['--faults', '0', 'its files or its options are others'],
      ['--max-states', '1000', 'its files or its options are others'],
      ['--scenario', 'restart-all', 'its files or its options are others'],
      ['--guarantee', 'order/create', 'its files or its options are others'],
    ])('%s', (option, value, what) => {
      part('2/2', option, value);
      expect(refusal()).toBe(told(what));
    });

    test('a flag, and a cluster profile', () => {
      part('2/2', '--no-reductions');
      expect(refusal()).toBe(told('its files or its options are others'));
      writeFileSync(at('cluster.yaml'), 'nodes: [{name: a}]');
      part('2/2', '--cluster', at('cluster.yaml'));
      expect(refusal()).toBe(told('its files or its options are others'));
    });

    test('another file, and the same one with other words', () => {
      writeFileSync(at('sets', '0000.yaml'), manyManifests(3)[0].replace('1.0', '1.1'));
      part('2/2');
      expect(refusal()).toBe(told('its files or its options are others'));
      writeFileSync(at('sets', '0001b.yaml'), manyManifests(4)[3]);
      part('2/2');
      expect(refusal()).toBe(told('its number of files is 4, and not 3'));
    });

    test('another version of the tool, and another number of shards', () => {
      part('2/2');
      const report = readShard('2-2');
      writeFileSync(at('2-2.json'), sealed({ ...report, tool: { ...report.tool, version: '9.9.9' } }));
      expect(refusal()).toBe(told(`its version of this tool is 9.9.9, and not ${report.tool.version}`));
      part('2/3');
      expect(merge('1-2', '2-3').error).toBe(told('its number of shards is 3, and not 2').replace('2/2', '2/3'));
    });
  });

  test.each([
    ['text', 'x', 'is not JSON'],
    ['JSON of somebody else', '{}', 'is no report of this tool'],
    ['a report of another format', '{"tool":{"name":"cdk8s-stateful"},"formatVersion":"9.9"}', 'has format version 9.9'],
    ['half a report', '{"tool":{"name":"cdk8s-stateful"},"formatVersion":"1.0"}', 'is no whole report, so it has been changed or cut off'],
    ['a whole report', JSON.stringify(reportWithoutShard()), 'a report is not of a shard'],
    ['sets that are none', '{"tool":{"name":"cdk8s-stateful"},"formatVersion":"1.0","sets":[null],"diagnostics":[],"shapes":0,"hits":0}', 'is no whole report, so it has been changed or cut off'],
    ['shapes that are none', '{"tool":{"name":"cdk8s-stateful"},"formatVersion":"1.0","sets":[],"diagnostics":[],"shapes":0,"hits":0,"shard":{}}', 'is no whole report, so it has been changed or cut off'],
  ])('cannot be made of %s', (_, text, message) => {
    writeFileSync(at('a.json'), text);
    expect(merge('a')).toMatchObject({ exitCode: 2, out: '', error: expect.stringContaining(message) });
  });

  test('of which one was changed after it was written are refused, whatever was changed', () => {
    written(1);
    shard('1/1', '--guarantee', 'boot/completes');
    const text = readFileSync(at('1-1.json'), 'utf8');
    const changed = (change: (report: any) => void): string => {
      const report = JSON.parse(text);
      change(report);
      return `${JSON.stringify(report, undefined, 2)}\n`;
    };
    expect(changed(() => undefined)).toBe(text);
    expect(merge('1-1').exitCode).toBe(0);
    for (const other of [
      text.replace('"PROVED"', '"REFUTED"'),
      text.replace(/"states": \d+/, '"states": 1'),
      text.replace(/"digest": "./, '"digest": "x'),
      text.replaceAll('\n', '\r\n'),
      changed(({ sets }) => sets[0].cells.pop()),
      changed(({ sets }) => sets[0].notes.push('fine')),
      changed((report) => { report.hits += 1; }),
      changed(({ shard: of }) => { of.failOn = 'warning'; }),
    ]) {
      expect(other).not.toBe(text);
      writeFileSync(at('1-1.json'), other);
      expect(merge('1-1')).toEqual({ exitCode: 2, out: '', error: expect.stringContaining(`error: ${at('1-1.json')} was changed after it was written: it does not have the digest that it names: write one with `) });
    }
    writeFileSync(at('1-1.json'), changed(({ shard: of }) => { delete of.digest; }));
    expect(merge('1-1')).toMatchObject({ exitCode: 2, out: '', error: expect.stringContaining('is no whole report') });
  });

  let sound: string | undefined;
  test.each<[string, (report: any) => void]>([
    ['more shards than there can be', ({ shard: of }) => { of.of = 1e15; }],
    ['half a shard', ({ shard: of }) => { of.number = 0.5; }],
    ['a shard beyond the last', ({ shard: of }) => { of.number = 2; }],
    ['places for other sets', ({ shard: of }) => { of.places = [0, 1, 2]; }],
    ['a place beyond the last', ({ shard: of }) => { of.places = [7]; }],
    ['a shape that is none', ({ shard: of }) => { of.shapes = [7]; }],
    ['a digest that is none', ({ shard: of }) => { of.run = 7; }],
    ['a severity that is none', ({ shard: of }) => { of.failOn = 'all'; }],
    ['a cell that is none', ({ sets }) => { sets[0].cells = [{}]; }],
    ['a verdict that is none', ({ sets }) => { sets[0].cells[0].verdict = 'FINE'; }],
    ['a finding that is none', ({ sets }) => { sets[0].diagnostics = [7]; }],
    ['no version of the tool', (report) => { delete report.tool.version; }],
    ['no version of Kubernetes', (report) => { report.kubernetes = 1; }],
    ['gates that are none', (report) => { report.featureGates = null; }],
    ['no number of files', (report) => { report.files = -1; }],
  ])('with %s is refused as changed', (_, change) => {
    if (sound === undefined) {
      written(1);
      shard('1/1', '--guarantee', 'boot/completes');
      expect(merge('1-1').exitCode).toBe(0);
      sound = readFileSync(at('1-1.json'), 'utf8');
    }
    const report = JSON.parse(sound);
    change(report);
    writeFileSync(at('1-1.json'), sealed(report));
    expect(merge('1-1')).toEqual({ exitCode: 2, out: '', error: expect.stringContaining(`error: ${at('1-1.json')} is no whole report, so it has been changed or cut off: write one with `) });
  });

  test.each(['0/2', '3/2', '1', '1/0', 'a/b', '1/1001'])('%s is none', (of) => {
    expect(runCli(['prove', 'x', '--shard', of])).toMatchObject({ exitCode: 2, error: expect.stringContaining('--shard takes the number of this shard') });
  });
});
