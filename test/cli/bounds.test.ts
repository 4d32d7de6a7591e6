import { writeFileSync } from 'fs';
import { join } from 'path';
import { STATEFUL_SET, runCli, temporaryFolder } from './fake';
import { manyManifests } from './sets';
import { boundsIn, stopAt } from '../../src/cli/bounds';
import { CORE } from '../../src/cli/core';
import { type Machine, cacheFolder } from '../../src/cli/machine';
import { openCache } from '../../src/cli/outcome-cache';
import { EVERY_COUNT, type Report } from '../../src/prove/report';

/** Goal: a run that meets a bound says what it has and what it has not, and is never taken for a proof. */
const folder = temporaryFolder();
const machine = (changed: Partial<Machine> = {}): Machine => ({
  now: () => 0, memoryUsed: () => 0, memory: 1e9, interrupted: () => false, processors: 1, openCache, ...changed,
});

function prove(changed: Partial<Machine>, ...args: string[]) {
  writeFileSync(join(folder(), 'web.yaml'), STATEFUL_SET);
  const { exitCode, out } = runCli(['prove', join(folder(), 'web.yaml'), '--output', 'json', ...args], CORE, { machine: machine(changed) });
  return { exitCode, report: JSON.parse(out) as Report };
}

const cellsOf = ({ sets }: Report, scenario: string) => sets[0].cells.filter((cell) => cell.scenario === scenario && cell.exploration !== undefined);

/** A clock on which every look takes as long. */
function slowClock(step: number): () => number {
  let time = 0;
  return () => time += step;
}

test('time: what was done before it is over stands, all else is BOUNDED', () => {
  const { exitCode, report } = prove({ now: slowClock(3) }, '--timeout', '1', '--scenario', 'bootstrap', '--scenario', 'roll-image', '--faults', '3');
  expect(exitCode).toBe(3);
  const last = cellsOf(report, 'roll-image');
  expect(last.length).toBeGreaterThan(0);
  for (const { verdict, exploration } of last) {
    expect(verdict).toBe('BOUNDED');
    expect(exploration).toMatchObject({ stopped: 'out of time', states: expect.any(Number) });
    expect(exploration!.frontier).toBeGreaterThan(0);
  }
});

test('time: of many sets, those that are left are told as BOUNDED, and not a state of theirs is explored', () => {
  manyManifests(12).forEach((text, i) => writeFileSync(join(folder(), `${i}.yaml`), text));
  // Over after some states of the first question.
  let looks = 0;
  const { exitCode, out } = runCli(['prove', folder(), '--output', 'json', '--timeout', '1'], CORE, { machine: machine({ now: () => ++looks > 5 ? 1000 : 0 }) });
  expect(exitCode).toBe(3);
  const { sets, explored } = JSON.parse(out) as Report;
  expect(sets).toHaveLength(12);
  for (const { cells } of sets) {
    const asked = cells.filter(({ exploration, scenario }) => exploration !== undefined && scenario !== EVERY_COUNT);
    expect(asked.length).toBeGreaterThan(30);
    for (const cell of asked) expect(cell).toMatchObject({ verdict: 'BOUNDED', exploration: { stopped: 'out of time', states: 0 } });
  }
  const first = sets[0].cells.find(({ verdict }) => verdict === 'BOUNDED')!;
  expect(first.exploration!.states).toBeGreaterThan(0);
  expect(explored).toBe(first.exploration!.states);
});

/** A guarantee of these replicas: nothing but its scenario can prove it. */
const DRAIN = ['--scenario', 'drain-each-node', '--guarantee', 'availability/drainable'];

test('an interrupt: the rest is BOUNDED, with the states that there are, and said so', () => {
  let looks = 0;
  const { exitCode, report } = prove({ interrupted: () => ++looks > 3 }, ...DRAIN);
  expect(exitCode).toBe(3);
  const [cell] = cellsOf(report, 'drain-each-node');
  expect(cell).toMatchObject({ verdict: 'BOUNDED', exploration: { stopped: 'interrupted' } });
  expect(cell.exploration!.states).toBeGreaterThan(10);
  writeFileSync(join(folder(), 'web.yaml'), STATEFUL_SET);
  looks = 0;
  const { out } = runCli(['prove', join(folder(), 'web.yaml'), ...DRAIN], CORE, { machine: machine({ interrupted: () => ++looks > 3 }) });
  expect(out.replace(/\s+/g, ' ')).toMatch(/BOUNDED availability\/drainable drain-each-node: interrupted at [\d,]+ states with [\d,]+ not expanded, not a proof/);
});

test('memory: a scenario is stopped when half of it is taken, and the next begins when it is given back', () => {
  let looks = 0;
  const { exitCode, report } = prove(
    { now: slowClock(20), memoryUsed: () => ++looks <= 4 ? 2 ** 20 : 0 }, '--max-memory', '1', '--scenario', 'placement', '--guarantee', 'placement/schedulable', ...DRAIN);
  expect(exitCode).toBe(3);
  expect(cellsOf(report, 'placement')[0]).toMatchObject({ verdict: 'BOUNDED', bounded: '2 of 3 replicas were explored, within the memory that the run may take' });
  expect(cellsOf(report, 'drain-each-node')[0]).toMatchObject({ verdict: 'PROVED', exploration: { frontier: 0 } });
});

describe('memory that is taken before there is a state', () => {
  const MIB = 2 ** 20;
  const ran = (taken: number, changed: Partial<Machine>, ...args: string[]) => {
    writeFileSync(join(folder(), 'web.yaml'), STATEFUL_SET);
    return runCli(['prove', join(folder(), 'web.yaml'), ...DRAIN, ...args], CORE, { machine: machine({ memoryUsed: () => taken * MIB, ...changed }) });
  };

  test('is told beside the report, with a value that would do: the report says only that it is BOUNDED', () => {
    const { exitCode, out, error } = ran(71, {}, '--max-memory', '141');
    expect(exitCode).toBe(3);
    expect(out).toContain('BOUNDED');
    expect(out).not.toMatch(/MiB|warning/);
    expect(error).toBe('warning: --max-memory 141 leaves no room: the process takes 71 MiB before it has a state, and explorations stop at half of the bound, so what is not known yet is BOUNDED: '
      + 'write --max-memory 300 or more\n');
    expect(ran(72, {}, '--max-memory', '141').out).toBe(out);
  });

  test('is told also where nobody has named a bound', () => {
    expect(ran(71, { memory: 128 * MIB }).error).toMatch(/^warning: three quarters of the memory that there is \(96 MiB\) leave no room: the process takes 71 MiB before /);
  });

  test('is no matter of half of the bound or less', () => {
    expect(ran(71, {}, '--max-memory', '142')).toMatchObject({ exitCode: 0, error: '' });
  });
});

describe('stopAt', () => {
  const bounds = { deadline: 100, memory: 1000 };
  const at = (time: number, memory: number, interrupted = false) => (
    stopAt(bounds, { now: () => time, memoryUsed: () => memory, interrupted: () => interrupted })());

  test.each<[string | undefined, number, number, boolean]>([
    [undefined, 99, 500, false],
    ['out of time', 100, 0, false],
    ['out of memory', 0, 501, false],
    ['interrupted', 100, 501, true],
  ])('%s', (said, time, memory, interrupted) => expect(at(time, memory, interrupted)).toBe(said));

  test('asks for the memory now and then, not each time', () => {
    let asked = 0;
    const stop = stopAt(bounds, { now: slowClock(1), memoryUsed: () => { asked++; return 0; }, interrupted: () => false });
    for (let i = 0; i < 60; i++) stop();
    expect(asked).toBe(3);
  });
});

test('three quarters of the memory that there is are the bound where none is named', () => {
  expect(boundsIn({}, machine({ memory: 4000 }))).toEqual({ deadline: Infinity, memory: 3000 });
  expect(boundsIn({ timeout: '2', maxMemory: '3' }, machine({ now: () => 10 }))).toEqual({ deadline: 2010, memory: 3 * 2 ** 20 });
});

test.each([
  ['--timeout', '0'], ['--timeout', '1.5'], ['--max-memory', '0'], ['--max-memory', '1G'], ['--workers', '0'], ['--workers', 'all'],
])('%s %s is the user\'s to put right', (option, value) => {
  expect(runCli(['prove', 'x', option, value], CORE, { machine: machine() })).toMatchObject({ exitCode: 2, out: '', error: `error: ${option} takes a whole number from 1 up, not ${value}\n` });
});

test('the cache of the user is that of the XDG specification, and there is none in CI', () => {
  expect(cacheFolder({ XDG_CACHE_HOME: '/somewhere' })).toBe(join('/somewhere', 'cdk8s-stateful'));
  expect(cacheFolder({ XDG_CACHE_HOME: 'relative' })).toMatch(/\.cache.cdk8s-stateful$/);
  expect(cacheFolder({ XDG_CACHE_HOME: '/somewhere', CI: 'true' })).toBeUndefined();
  expect(cacheFolder({ XDG_CACHE_HOME: '/somewhere', CI: 'false' })).toBe(join('/somewhere', 'cdk8s-stateful'));
});
