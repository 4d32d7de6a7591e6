import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'fs';
import { join } from 'path';
import { gzipSync } from 'zlib';
import { ScenarioFile, readScenario, writeScenario } from './scenario/file';
import { Played, asPlayed, play, recorderForm } from './scenario/play';
import { build, recordScenarios } from '../../conformance/live-recorder';
import { readTraces } from '../../conformance/trace-format';
import { compareTrace, tally } from '../../conformance/traces';

/**
 * Goal: the facts about the controller that are most likely to be got wrong are told by our controller as the real one does them, in every version.
 * Method: scenario files (scenario/file.ts) are played by our step functions in wide rows. What they tell is also told from recordings of the real
 * controller, and both are the text in the file.
 *
 * `npm run -s scenarios` (that is, REWRITE=1) writes the texts anew, to be read. Who has changed commands records the real controller anew, with Go:
 * `RECORD=1 npm run -s scenarios`. testdata/README.md says which fact is where.
 */
const FOLDER = join(__dirname, 'testdata');
const VERSIONS = ['1.28.15', '1.29.14', '1.30.14', '1.31.14', '1.32.13', '1.33.13', '1.34.4', '1.35.0', '1.35.4', '1.36.3'];
const FILES = readdirSync(FOLDER).filter((file) => file.endsWith('.txt')).map((file) => {
  const text = readFileSync(join(FOLDER, file), 'utf8');
  return { file, text, read: readScenario(file.replace('.txt', ''), text) };
});

const recordingOf = (version: string): string => join(FOLDER, 'recordings', `${version}.jsonl.gz`);

if (process.env.RECORD) {
  mkdirSync(join(FOLDER, 'recordings'), { recursive: true });
  const scenarios = JSON.stringify(FILES.map(({ read }) => recorderForm(read.scenario)));
  for (const version of VERSIONS) writeFileSync(recordingOf(version), gzipSync(recordScenarios(build(version), scenarios), { level: 9 }));
}

const TRACES = new Map(VERSIONS.map((version) => [version, readTraces(recordingOf(version))]));

const plays = new Map<string, Played>();

/** What our controller does, played once. */
function ours({ scenario }: ScenarioFile, version: string): Played {
  const key = `${scenario.name} ${version}`;
  const played = plays.get(key) ?? play(scenario, version);
  plays.set(key, played);
  return played;
}

/** What the real one did. */
function theirs(read: ScenarioFile, version: string): Played {
  const trace = TRACES.get(version)!.find(({ name }) => name === read.scenario.name);
  if (trace === undefined) throw new Error(`${read.scenario.name} is not recorded: RECORD=1`);
  return asPlayed(trace.steps, ours(read, version));
}

describe.each(FILES)('$file', ({ file, text, read }) => {
  const toldOf = (who: typeof ours) => writeScenario(read, new Map(VERSIONS.map((version) => [version, who(read, version)])));

  test('is what our controller does', () => {
    if (process.env.REWRITE) writeFileSync(join(FOLDER, file), toldOf(ours));
    else expect(toldOf(ours)).toBe(text);
  });

  test('is what the real one does', () => {
    expect(toldOf(theirs)).toBe(process.env.REWRITE ? toldOf(ours) : text);
  });
});

test('Fact 1: in every scenario 1.29 to 1.33 do the same, and 1.28 too, but for its panic', () => {
  const told = (read: ScenarioFile, version: string) => writeScenario(read, new Map([['', ours(read, version)]]));
  const different = (version: string) => FILES.filter(({ read }) => told(read, version) !== told(read, '1.29.14')).map(({ file }) => file);
  expect(['1.30.14', '1.31.14', '1.32.13', '1.33.13'].flatMap(different)).toEqual([]);
  expect(different('1.28.15')).toEqual(['fact-01-history-limit.txt']);
  expect(different('1.34.4')).toContain('fact-01-availability.txt');
});

describe('testdata/README.md', () => {
  const rows = readFileSync(join(FOLDER, 'README.md'), 'utf8').split('\n').map((line) => /^\| (Fact \d+|[BE#]\d+) \|[^|]*\|([^|]*)\|([^|]*)\|$/.exec(line)).filter((row) => row !== null);
  const named = rows.map(([, name, files, elsewhere]) => ({ name, files: files.trim().split(', '), elsewhere }));

  test('has all ten facts and all ten experiments, the walk-throughs that the controller decides, and issues', () => {
    const ten = Array.from({ length: 10 }, (_, index) => index + 1);
    const issues = ['#140858', '#142130', '#123918', '#136831', '#141876', '#91676', '#89067', '#96218', '#112307', '#85690', '#119684', '#61998', '#74374'];
    expect(named.map(({ name }) => name)).toEqual([...ten.map((n) => `Fact ${n}`), ...ten.map((n) => `E${n}`), 'B10', 'B16', 'B17', ...issues]);
  });

  test.each(named)('names the scenarios of $name, which say so themselves', ({ name, files, elsewhere }) => {
    for (const file of files) expect(FILES.find((each) => each.file === file)?.text).toMatch(new RegExp(`^# (.*, )?${name}\\b`));
    for (const path of elsewhere.match(/\S+\/\S+\.(ts|txt|gz)/g) ?? []) expect([path, existsSync(join(__dirname, '../..', path))]).toEqual([path, true]);
  });

  test('names every scenario', () => {
    expect([...new Set(named.flatMap(({ files }) => files))].sort()).toEqual(FILES.map(({ file }) => file).sort());
  });
});

test.each(VERSIONS)('the recordings of %s agree sync by sync, too', (version) => {
  const { compared, mismatches } = tally(TRACES.get(version)!.flatMap(compareTrace));
  expect(mismatches.map(({ trace, step, differences }) => ({ trace, step, differences }))).toEqual([]);
  expect(compared).toBeGreaterThan(FILES.length);
});
