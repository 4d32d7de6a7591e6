import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'fs';
import { join } from 'path';
import { fakeCore, runCli, STATEFUL_SET, temporaryFolder } from './fake';
import { CORE } from '../../src/cli/core';

const folder = temporaryFolder();
const at = (...path: string[]) => join(folder(), ...path);
const manifest = () => {
  writeFileSync(at('web.yaml'), STATEFUL_SET);
  return at('web.yaml');
};

test('a model goes to its file, or to standard output, the same bytes', () => {
  const set = manifest();
  const written = runCli(['export', set, '--promela', at('web.pml')], CORE);
  const printed = runCli(['export', set, '--promela', '-'], CORE);
  expect(written).toEqual({ exitCode: 0, out: '', error: '' });
  expect(printed).toEqual({ exitCode: 0, out: readFileSync(at('web.pml'), 'utf8'), error: '' });
  expect(printed.out).toContain('StatefulSet web on Kubernetes 1.34.4: bootstrap (the set is created), at most 1 fault.');
});

test('set, scenario, faults and version decide what is written', () => {
  writeFileSync(at('two.yaml'), `${STATEFUL_SET}---\n${STATEFUL_SET.replace('name: web', 'name: api')}`);
  const { out } = runCli(['export', at('two.yaml'), '--set', 'default/api', '--scenario', 'roll-image', '--faults', '2', '--kubernetes', '1.36', '--promela', '-'], CORE);
  expect(out).toContain('StatefulSet api on Kubernetes 1.36.3: roll-image (a new image is rolled out), at most 2 faults.');
  expect(out).toContain('faults = 2;');
});

test('the window has any number of faults, and is not asked for a good end', () => {
  const { out } = runCli(['export', manifest(), '--scenario', 'every replica count', '--promela', '-'], CORE);
  expect(out).toContain('StatefulSet web on Kubernetes 1.34.4: every replica count, any number of faults.');
  expect(out).not.toMatch(/^ltl/m);
});

test('SMT-LIB is about every replica count without being told', () => {
  const { exitCode, out } = runCli(['export', manifest(), '--smt', '-'], CORE);
  expect(exitCode).toBe(0);
  expect(out).toMatch(/^; StatefulSet web on Kubernetes 1\.34\.4: every replica count, any number of faults\n/);
  expect(out).toContain('(define-fun controller () Bool');
});

describe('the exit code is 2, and nothing is written:', () => {
  test.each<[string, string[], RegExp]>([
    ['no format', [], /^error: export writes one model: name --promela FILE or .*, and - for standard output\n$/],
    ['two formats', ['--promela', 'FILE', '--tla', 'FILE'], /^error: export writes one model: name --promela FILE/],
    ['no name', ['--promela', ''], /^error: --promela names no file\n$/],
    ['two files to standard output', ['--tla', '-'], /^error: --tla writes two files, so it needs a name: --tla model\.tla\n$/],
    ['a name under which TLC finds nothing', ['--tla', 'Model'], /^error: other tools look for the model in a file whose name ends in \.tla: write --tla Model\.tla\n$/],
    ['the name of the second file', ['--tla', 'Model.cfg'], /^error: other tools look for the model in a file whose name ends in \.tla/],
    ['an unknown scenario', ['--scenario', 'boot', '--promela', 'FILE'], /^error: unknown scenario boot; known are placement, .*every replica count\n$/],
    ['a scenario that makes no sense', ['--scenario', 'autoscale', '--promela', 'FILE'], /^error: the scenario autoscale makes no sense for web: no autoscaler drives it\n$/],
    ['what the format does not cover', ['--scenario', 'node-lost', '--promela', 'FILE'], /^error: no Promela model is written, .*: nodes are part of the state of this scenario\n$/],
    ['one scenario for what is about all', ['--scenario', 'bootstrap', '--smt', 'FILE'], /^error: no SMT-LIB is written of one scenario, .*: leave --scenario away\n$/],
    ['a number of faults for what is about any', ['--faults', '1', '--smt', 'FILE'], /^error: --smt is about any number of faults: leave --faults away\n$/],
    ['a number of faults in the window', ['--scenario', 'every replica count', '--faults', '1', '--promela', 'FILE'], /^error: every replica count is about any number of faults: leave --faults away\n$/],
    ['half a fault', ['--faults', '0.5', '--promela', 'FILE'], /^error: --faults takes a whole number from 0 up, not 0\.5\n$/],
    ['more faults than prove takes', ['--faults', '101', '--promela', 'FILE'], /^error: faults is a whole number from 0 to 100, not 101: each of them multiplies the states, so with more nothing is explored to its end\n$/],
    ['an unknown set', ['--set', 'db', '--promela', 'FILE'], /^error: unknown set db; known are default\/web\n$/],
    ['a folder that is not there', ['--promela', 'nowhere/x.pml'], /x\.pml cannot be written: there is no such file or folder\n$/],
  ])('%s', (_name, args, message) => {
    const { exitCode, out, error } = runCli(['export', manifest(), ...args.map((each) => ['FILE', 'nowhere/x.pml', 'Model', 'Model.cfg'].includes(each) ? at(each) : each)], CORE);
    expect({ exitCode, out }).toEqual({ exitCode: 2, out: '' });
    expect(error).toMatch(message);
    expect(readdirSync(folder())).toEqual(['web.yaml']);
  });

  test('the first of two files, where the second cannot be written', () => {
    mkdirSync(at('web.cfg'));
    const { exitCode, error } = runCli(['export', manifest(), '--tla', at('web.tla')], CORE);
    expect(exitCode).toBe(2);
    expect(error).toContain('web.cfg is not a regular file, so nothing is written over it');
    expect(existsSync(at('web.tla'))).toBe(false);
  });

  test.each(['--promela', '--smt', '--tla'])('%s over what is read', (option) => {
    const set = at(`web.${option.slice(2)}`);
    writeFileSync(set, STATEFUL_SET);
    const { exitCode, error } = runCli(['export', set, option, set], CORE);
    expect(exitCode).toBe(2);
    expect(error).toContain('is read by this run, so nothing is written over it');
    expect(readFileSync(set, 'utf8')).toBe(STATEFUL_SET);
    expect(existsSync(at('web.cfg'))).toBe(false);
  });

  test('a manifest that cannot be read', () => {
    writeFileSync(at('web.yaml'), STATEFUL_SET.replace('replicas: 3', 'replicas: [3'));
    const { exitCode, error } = runCli(['export', at('web.yaml'), '--promela', '-'], fakeCore());
    expect(exitCode).toBe(2);
    expect(error).toMatch(/^error: .*web\.yaml:\d+: .*\. Run prove to see all of it\n$/);
  });
});
