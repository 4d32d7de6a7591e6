import { readFileSync } from 'fs';
import { join } from 'path';
import { runCli } from './fake';
import { CORE } from '../../src/cli/core';
import { nearest } from '../../src/cli/nearest';

test('a rule is explained by its page', () => {
  const page = readFileSync(join(__dirname, '../../docs/reference/guarantees/storage-kept.md'), 'utf8');
  expect(runCli(['explain', 'storage/kept'], CORE)).toEqual({ exitCode: 0, out: page, error: '' });
});

test('without a rule, all of them are listed', () => {
  const { exitCode, out } = runCli(['explain'], CORE);
  expect(exitCode).toBe(0);
  expect(out.trimEnd().split('\n')).toHaveLength(CORE.guarantees.length);
  expect(out).toMatch(/^storage\/kept {2,}a claim with data is deleted only where/m);
});

test.each([
  ['storage/keep', 'storage/kept'],
  ['kept', 'storage/kept'],
  ['order', 'order/create, order/terminate, order/update'],
  ['Rollout/Recover', 'rollout/recovers'],
  ['../../../README', ''],
])('%s is no rule, and the nearest are named', (rule, expected) => {
  const { exitCode, out, error } = runCli(['explain', rule], CORE);
  expect({ exitCode, out }).toEqual({ exitCode: 2, out: '' });
  expect(error).toContain(`error: unknown rule ${rule}; the nearest are ${expected}`);
});

test('of those that are equally near, the order stays', () => {
  expect(nearest('x', ['ab/cd', 'xa/b', 'x/y', 'e/x'])).toEqual(['x/y', 'e/x', 'xa/b']);
});
