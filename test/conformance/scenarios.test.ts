import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'fs';
import { join } from 'path';
import { gzipSync } from 'zlib';
import { readScenario, writeScenario } from './scenario/file';
import { Played, asPlayed, play, recorderForm } from './scenario/play';
import { build, recordScenarios } from '../../conformance/live-recorder';
import { readTraces } from '../../conformance/trace-format';
import { compareTrace, tally } from '../../conformance/traces';

/**
 * Goal: the facts about the controller that are most likely to be got wrong are told by our controller as the real one does them, in every version.
 * Method: scenario files (scenario/file.ts) are played by our step functions in wide rows. What they tell is also told from recordings of the real
 * controller, and both are the text in the file.
 *
 * `REWRITE=1 npx jest test/conformance/scenarios` writes the texts anew, to be read. Who has changed commands records the real controller anew, with Go:
 * `RECORD=1 npx jest test/conformance/scenarios`. testdata/README.md says which fact is where.
 */
const FOLDER = join(__dirname, 'testdata');
const VERSIONS = ['1.28.15', '1.29.14', '1.30.14', '1.31.14', '1.32.13', '1.33.13', '1.34.4', '1.35.0', '1.35.4', '1.36.3'];
const FILES = readdirSync(FOLDER).filter((file) => file.endsWith('.txt'));
const SCENARIOS = FILES.map((file) => {
  const text = readFileSync(join(FOLDER, file), 'utf8');
  return { file, text, ...readScenario(file.replace('.txt', ''), text) };
});

const recordingOf = (version: string): string => join(FOLDER, 'recordings', `${version}.jsonl.gz`);

if (process.env.RECORD) {
  mkdirSync(join(FOLDER, 'recordings'), { recursive: true });
  const scenarios = JSON.stringify(SCENARIOS.map(({ scenario }) => recorderForm(scenario)));
  for (const version of VERSIONS) writeFileSync(recordingOf(version), gzipSync(recordScenarios(build(version), scenarios), { level: 9 }));
}

const TRACES = new Map(VERSIONS.map((version) => [version, existsSync(recordingOf(version)) ? readTraces(recordingOf(version)) : []]));

describe.each(SCENARIOS)('$file', ({ file, text, scenario, ...read }) => {
  const ours = new Map<string, Played>(VERSIONS.map((version) => [version, play(scenario, version)]));

  test('is what our controller does', () => {
    const told = writeScenario({ scenario, ...read }, ours);
    if (process.env.REWRITE) writeFileSync(join(FOLDER, file), told);
    else expect(told).toBe(text);
  });

  test('is what the real one does', () => {
    const theirs = new Map(VERSIONS.map((version) => {
      const trace = TRACES.get(version)!.find(({ name }) => name === scenario.name);
      return [version, asPlayed(trace?.steps ?? [], ours.get(version)!)];
    }));
    expect(writeScenario({ scenario, ...read }, theirs)).toBe(process.env.REWRITE ? writeScenario({ scenario, ...read }, ours) : text);
  });
});

test('Fact 1: in every scenario 1.29 to 1.33 do the same, and 1.28 too, but for its panic', () => {
  const different = (version: string) => SCENARIOS.filter(({ scenario, ...read }) => {
    const toldBy = (each: string) => writeScenario({ scenario, ...read }, new Map([['', play(scenario, each)]]));
    return toldBy(version) !== toldBy('1.29.14');
  }).map(({ file }) => file);
  expect(['1.30.14', '1.31.14', '1.32.13', '1.33.13'].flatMap(different)).toEqual([]);
  expect(different('1.28.15')).toEqual(['fact-01-history-limit.txt']);
  expect(different('1.34.4').length).toBeGreaterThan(0);
});

describe('testdata/README.md', () => {
  const rows = readFileSync(join(FOLDER, 'README.md'), 'utf8').split('\n').map((line) => /^\| (Fact \d+|[BE]\d+) \|[^|]*\|([^|]*)\|([^|]*)\|$/.exec(line)).filter((row) => row !== null);
  const named = rows.map(([, name, files, elsewhere]) => ({ name, files: files.trim().split(', '), elsewhere }));

  test('has all ten facts and all ten experiments, and the walk-throughs that the controller decides', () => {
    const ten = Array.from({ length: 10 }, (_, index) => index + 1);
    expect(named.map(({ name }) => name)).toEqual([...ten.map((n) => `Fact ${n}`), ...ten.map((n) => `E${n}`), 'B10', 'B16', 'B17']);
  });

  test.each(named)('names the scenarios of $name, which say so themselves', ({ name, files, elsewhere }) => {
    for (const file of files) expect(SCENARIOS.find((each) => each.file === file)?.text).toMatch(new RegExp(`^# (.*, )?${name}\\b`));
    for (const path of elsewhere.match(/\S+\/\S+\.(ts|txt|gz)/g) ?? []) expect([path, existsSync(join(__dirname, '../..', path))]).toEqual([path, true]);
  });

  test('names every scenario', () => {
    expect([...new Set(named.flatMap(({ files }) => files))].sort()).toEqual([...FILES].sort());
  });
});

test.each(VERSIONS)('the recordings of %s agree sync by sync, too', (version) => {
  const { compared, mismatches } = tally(TRACES.get(version)!.flatMap(compareTrace));
  expect(mismatches.map(({ trace, step, differences }) => ({ trace, step, differences }))).toEqual([]);
  expect(compared).toBeGreaterThan(SCENARIOS.length);
});
